"""The question to the solver, as it is gathered from the record."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from foundation.database import db
from meetings.consultations.answering import actions as answering
from meetings.offices.rules import Role
from meetings.rotation import gathering, rules
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import RuleSetting
from meetings.rotation.rules import Held, Keep, Kind, Level, Problem, RoleSeats, Stop
from tests.builders import consultations
from tests.builders.accounts import SECRETARIAT
from tests.builders.offices import make_holding
from tests.builders.rotation import decline, make_proposal, term_of
from tests.world import World

TWO_CO_CHAIRS = (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR),)


def _problem(year: int, wishes: Wishes | None = None) -> Problem:
    return gathering.problem_for(term_of(year), wishes or Wishes())


def _state(problem: Problem, key: str) -> rules.State:
    return next(state for state in problem.states if state.id == key)


def test_the_offices_are_those_of_the_schemes_on_the_first_day_and_the_presidency_is_none(world: World) -> None:
    with world.reading():
        offices = {office.key: office.roles for office in _problem(2014).committees}
    assert list(offices) == ["sc_mc", "sc_va", "sc_sd", "sc_gs", "sc_rca"]
    assert offices["sc_mc"] == TWO_CO_CHAIRS
    assert offices["sc_rca"] == (RoleSeats(Role.CO_CHAIR, 2),)


def test_another_year_has_other_offices_without_any_code(world: World) -> None:
    with world.reading():
        offices = {office.key: office.roles for office in _problem(2011).committees}
    assert offices["sc_rca"] == (RoleSeats(Role.CHAIR, 1),)
    assert offices["sc_gs"] == (*TWO_CO_CHAIRS, RoleSeats(Role.CO_RAPPORTEUR, 2))


def test_the_states_are_those_for_which_the_convention_is_in_force_then(world: World) -> None:
    with world.reading():
        in_2001, in_2014 = _problem(2001), _problem(2014)
        names = {state.id for state in in_2014.states}
    assert {"ZMB", "NOR", "TUR"} <= names
    assert "USA" not in names
    assert "TUR" not in {state.id for state in in_2001.states}
    assert (_state(in_2014, "NOR").kind, _state(in_2014, "MOZ").kind) == (Kind.DONOR, Kind.AFFECTED)
    assert _state(in_2014, "ZMB").group == "African"


def test_the_history_holds_the_record_but_for_presidents_interim_chairs_and_revoked_rows(world: World) -> None:
    with world.writing():
        make_holding(
            "sc_mc",
            "NRU",
            since=date(2010, 12, 3),
            until=date(2011, 12, 2),
            revoked_at=world.now,
            revoked_because="A sample.",
        )
    with world.reading():
        history = _problem(2012).history
    assert Held("ZMB", "sc_mc", Role.CO_RAPPORTEUR, "2011") in history
    assert not [row for row in history if row.committee == "coordcom"]
    assert not [row for row in history if row.state == "NRU"]
    assert not [row for row in history if (row.committee, row.term) == ("sc_rca", "2011")], "Albania led ad interim"
    assert {int(row.term) for row in history} == set(range(2000, 2013))


def test_seats_that_are_taken_on_record_stand_in_the_history_of_the_term_itself(world: World) -> None:
    with world.reading():
        problem = _problem(2012)
    taken = {(row.committee, row.state) for row in problem.history if row.term == "2012"}
    assert {("sc_gs", "NOR"), ("sc_gs", "PER"), ("sc_rca", "THA")} <= taken
    assert len(taken) == 14
    assert problem.keep == ()


def test_an_office_of_two_terms_counts_in_both(world: World) -> None:
    with world.writing():
        make_holding("sc_mc", "NRU", Role.CO_RAPPORTEUR, since=date(2010, 12, 3), until=date(2012, 12, 7)).year = 2011
    with world.reading():
        problem = _problem(2014)
    assert [row.term for row in problem.history if row.state == "NRU"] == ["2011", "2012"]


def test_whoever_left_before_the_term_was_over_does_not_move_up(world: World) -> None:
    with world.writing():
        left = make_holding("sc_gs", "NRU", Role.CO_RAPPORTEUR, since=date(2010, 12, 3), until=date(2011, 6, 1))
        left.planned_until, left.ended_because = date(2011, 12, 2), "A sample."
    with world.reading():
        problem = _problem(2012)
    assert problem.stops == (Stop("sc_gs", "NRU", gathering.LEFT),)


def test_without_a_consultation_nobody_is_on_record_as_willing(world: World) -> None:
    with world.reading():
        problem = _problem(2014)
        assumed = _problem(2014, Wishes(all_willing=True))
    assert not any(state.willing for state in problem.states)
    assert all(state.willing and state.willing_for is None for state in assumed.states)


def test_who_is_willing_for_what_follows_from_the_consultation(world: World) -> None:
    with world.writing():
        consultations.make_call(now=world.now)
        consultations.make_answer("ZMB", now=world.now)
        consultations.make_answer("NRU", "some", "sc_mc", now=world.now)
        consultations.make_answer("NOR", "declined", now=world.now)
        consultations.make_sounding("PER", "willing", now=world.now)
        asked = consultations.asked("CHE", now=world.now)
        answering.exclude(asked, because="A sample.", actor=SECRETARIAT, now=world.now)
    with world.reading():
        problem = _problem(2012)
        assumed = _problem(2012, Wishes(all_willing=True))
        despite = _state(_problem(2012, Wishes(despite=["NOR"], all_willing=True)), "NOR")
    said = {
        key: (_state(problem, key).willing, _state(problem, key).willing_for) for key in ("ZMB", "NRU", "NOR", "PER")
    }
    assert said == {"ZMB": (True, None), "NRU": (True, ("sc_mc",)), "NOR": (False, None), "PER": (True, None)}
    assert (_state(problem, "MOZ").willing, _state(problem, "CHE").excluded) == (False, "A sample.")
    assert [_state(assumed, key).willing for key in ("MOZ", "NRU", "NOR")] == [True, True, False]
    assert _state(assumed, "NRU").willing_for is None
    assert [state.id for state in problem.states if state.declined] == ["NOR"]
    assert (despite.willing, despite.declined) == (True, False)


def test_who_declined_a_slate_of_the_term_has_declined_in_its_next_question(world: World) -> None:
    with world.writing():
        slate = make_proposal(now=world.now).slates[0]
        row = decline(slate, now=world.now)
        key = row.delegation.key
    with world.reading():
        questions = [_problem(2014), _problem(2014, Wishes(all_willing=True)), _problem(2014, Wishes(despite=[key]))]
        other_term = _problem(2013)
    assert [_state(problem, key).declined for problem in questions] == [True, True, False]
    assert [_state(problem, key).willing for problem in questions] == [False, False, False]
    assert not _state(other_term, key).declined


def test_what_is_wished_for_is_in_the_question(world: World) -> None:
    pin = Keep("sc_mc", Role.CO_CHAIR, "ZMB")
    wishes = Wishes(
        keep=(pin,),
        excluded={"NOR": "A sample."},
        levels=rules.RuleLevels(same_group=Level.OFF),
        all_willing=True,
    )
    with world.reading():
        problem = _problem(2014, wishes)
    assert problem.keep == (pin,)
    assert (_state(problem, "NOR").excluded, _state(problem, "ZMB").excluded) == ("A sample.", "")
    assert problem.rules.same_group is Level.OFF


def test_rules_hold_as_they_are_set_and_by_default_where_nobody_set_them(world: World) -> None:
    with world.writing():
        for key, value in (("capacity", "0.25"), ("same_group", "forbid")):
            db.session.add(RuleSetting(key=key, value=value, set_at=world.now))
        db.session.add(RuleSetting(key="rest_terms", value="9", set_at=world.now, replaced_at=world.now))
    with world.reading():
        levels = _problem(2014).rules
    assert levels == rules.RuleLevels(capacity=Fraction(1, 4), same_group=Level.FORBID)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2011, 6, 20), 2012),
        (date(2011, 12, 2), 2012),
        (date(2011, 12, 3), 2013),
        (date(2013, 6, 1), 2014),
    ],
)
def test_the_next_term_is_the_first_that_begins_today_or_later(world: World, today: date, year: int) -> None:
    with world.reading():
        term = gathering.term_to_fill(gathering.coming_terms(today), today)
        problem = gathering.problem_for_next_term(today)
    assert term is not None
    assert term.year == year
    assert problem is not None
    assert problem.term == str(year)


def test_after_the_last_term_that_is_set_up_there_is_no_question(world: World) -> None:
    with world.reading():
        assert gathering.problem_for_next_term(date(2014, 6, 28)) is None
        assert gathering.coming_term("2011-12-02", date(2013, 1, 1)) is None
        assert gathering.coming_term("1", date(2011, 1, 1)) is None


def test_gathering_takes_the_same_few_statements_whatever_is_on_record(world: World) -> None:
    with world.reading(), world.counted_statements() as few:
        _problem(2001)
    with world.reading(), world.counted_statements() as many:
        _problem(2014)
    assert len(few) == len(many) <= 10
