"""What is done with offices, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from meetings.offices import rules as offices
from meetings.offices.models import OfficeHolding
from meetings.terms import actions, queries, rules, schemes, seats, setting
from meetings.terms.models import Scheme
from meetings.terms.rules import Term
from meetings.terms.schemes import RoleFacts
from meetings.terms.seats import seats_of
from tests.builders.delegations import make_organization, state
from tests.builders.offices import committee, make_holding
from tests.builders.terms import make_office, make_scheme, term
from tests.tools.at_once import refusal_at_once
from tests.world import World

ISU = Actor(name="Sample Officer")
LAST = "13MSP-3RC"
"""The last term on record, for which nobody is recorded; each Standing Committee has two Co-Chairs then."""
BEGINS, ENDS = date(2013, 12, 5), date(2014, 6, 27)
MARCH = date(2014, 3, 3)


def holders(world: World, key: str = "sc_rca", on: date = MARCH) -> list[tuple[str, str]]:
    """Who holds which role in a committee on a day."""
    with world.reading():
        held = queries.standing_in(committee(key).id)
        return sorted((one.delegation.key, one.role) for one in held if offices.term_covers(one, on))


def told(world: World, key: str = "sc_rca") -> list[str]:
    """The history of a committee, newest first, in sentences."""
    with world.reading():
        return [entry.sentence for entry in audit.history_of(committee(key))]


def made(world: World, state_key: str = "NOR", role: str = "co_chair", key: str = "sc_rca", **said: Any) -> int:
    """The number of an office in the last term."""
    with world.writing():
        return make_office(key, state_key, role, in_term=LAST, now=world.now, **said).id


def stored(holding_id: int, key: str = "sc_rca") -> OfficeHolding:
    found = queries.holding(key, holding_id)
    assert found is not None
    return found


def test_an_office_is_recorded_for_a_term_and_told_with_and_without_the_person(world: World) -> None:
    with world.writing():
        office = actions.record_by_hand(
            committee("sc_rca"),
            state("NOR"),
            "co_chair",
            term=term(LAST),
            since=None,
            until=None,
            is_interim=False,
            source="Final report",
            confidence="medium",
            allows_other_office=False,
            actor=ISU,
            now=world.now,
        )
        assert (office.since, office.until, office.term, office.year) == (BEGINS, ENDS, LAST, 2014)
        assert (office.origin, office.source, office.confidence, office.version) == (
            "hand",
            "Final report",
            "medium",
            1,
        )

    assert holders(world) == [("NOR", "co_chair")]
    sentence = "Norway as Co-Chair of Resources, Cooperation and Assistance from 5 December 2013 to 27 June 2014."
    assert told(world)[0] == f"Sample Officer recorded {sentence}"
    with world.reading():
        public = audit.public_changes(since=None, before_id=None, most=1)[0]
    assert public.public_sentence == sentence.replace(" as ", " is ")


def test_an_office_is_held_for_as_many_terms_as_the_scheme_says(world: World) -> None:
    with world.writing():
        since = date(2012, 12, 7)
        for office in queries.standing_in(committee("sc_sd").id):
            if office.until > since:
                actions.revoke(office, because="Other.", seen=office.version, actor=ISU, now=world.now)
        setting.revoke_scheme(_newest("sc_sd"), because="Other.", seen=1, actor=ISU, now=world.now)
        make_scheme("sc_sd", RoleFacts("coordinator", 2, terms=2, is_staggered=True), since=since, now=world.now)
        office = by_hand(world, within=term("12MSP-13MSP"))
        assert (office.since, office.until, office.term, office.year) == (since, ENDS, "12MSP-13MSP", 2013)
        # The term after the last is not known yet, and closing the last will carry the office on.
        office = by_hand(world, "PER", within=term(LAST))
        assert (office.since, office.until) == (BEGINS, ENDS)


def _newest(key: str) -> Scheme:
    return queries.schemes_of(committee(key).id)[-1]


def by_hand(world: World, state_key: str = "NOR", *, within: Term) -> OfficeHolding:
    """An office as the page records it."""
    return actions.record_by_hand(
        committee("sc_sd"),
        state(state_key),
        "coordinator",
        term=within,
        since=None,
        until=None,
        is_interim=False,
        source="Sample",
        confidence="low",
        allows_other_office=False,
        actor=ISU,
        now=world.now,
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param({"role": "king"}, schemes.UnknownRole, id="an unknown role"),
        pytest.param({"role": "president"}, offices.PresidencyElsewhere, id="a President of another committee"),
        pytest.param({"role": "chair"}, seats.RoleNotInScheme, id="a role that the committee has not"),
        pytest.param({"since": ENDS, "until": BEGINS}, offices.TermEndsBeforeItBegins, id="it ends before it begins"),
        pytest.param({"since": BEGINS, "until": BEGINS}, offices.TermEndsBeforeItBegins, id="it has no day"),
        pytest.param({"state_key": "USA"}, rules.NotAParty, id="no State Party"),
        pytest.param(
            {"state_key": "FIN", "key": "sc_gs", "since": date(2011, 6, 20), "until": date(2011, 12, 2)},
            rules.NotAParty,
            id="not yet a State Party",
        ),
        pytest.param({"key": "sce_mc"}, rules.CommitteeClosed, id="a committee that was closed in 2000"),
        pytest.param({"since": ENDS, "until": date(2014, 12, 1)}, rules.SucceededCommittee, id="closed in this year"),
        pytest.param({"key": "c_eca"}, rules.CommitteeClosed, id="a committee that is set up later"),
        pytest.param({"key": "cg_uni"}, seats.NoScheme, id="a committee of which no offices are recorded"),
        pytest.param({"until": date(2014, 9, 1)}, seats.NoScheme, id="longer than the scheme"),
        pytest.param({"is_interim": True}, rules.NotThePresident, id="an interim chair who does not preside"),
        pytest.param(
            {"is_interim": True, "role": "member", "state_key": "DZA"}, rules.NotAChair, id="an interim member"
        ),
        pytest.param(
            {"is_interim": True, "since": ENDS, "until": date(2014, 9, 1), "key": "c_eca", "role": "chair"},
            rules.NobodyPresides,
            id="an interim chair while nobody presides",
        ),
    ],
)
def test_what_stands_in_the_way_of_an_office_is_named_and_nothing_is_stored(
    world: World, said: dict[str, Any], kind: type[Refused]
) -> None:
    before = _count(world)
    with pytest.raises(kind):
        made(world, **said)
    assert _count(world) == before


def _count(world: World) -> int:
    with world.reading():
        return db.session.query(OfficeHolding).count()


def test_an_organization_holds_no_office(world: World) -> None:
    with world.writing():
        make_organization("SAMPLE", now=world.now)
    with pytest.raises(rules.NotAState):
        made(world, "SAMPLE")


def test_a_third_co_chair_is_refused(world: World) -> None:
    made(world, "NOR")
    made(world, "PER")
    with pytest.raises(offices.SeatsTaken) as refused:
        made(world, "ZMB")
    assert refused.value.facts == {
        "role": "co_chair",
        "seats": 2,
        "day": "2013-12-05",
        "committee": "Resources, Cooperation and Assistance",
        "state": "Zambia",
    }
    assert holders(world) == [("NOR", "co_chair"), ("PER", "co_chair")]


def test_a_state_holds_no_office_twice_and_no_two_at_one_time_unless_that_is_said(world: World) -> None:
    made(world, "NOR", until=MARCH)
    with pytest.raises(offices.OverlappingTerm):
        made(world, "NOR", since=date(2014, 1, 1))
    with pytest.raises(rules.HoldsAnotherOffice) as refused:
        made(world, "NOR", key="sc_mc")
    assert refused.value.facts["committee"] == "Resources, Cooperation and Assistance"
    made(world, "NOR", key="sc_mc", allows_other_office=True)
    made(world, "NOR", key="sc_va", since=MARCH, allows_other_office=True)

    assert holders(world, "sc_mc") == holders(world, "sc_va") == [("NOR", "co_chair")]


def test_the_president_leads_until_somebody_is_elected(world: World) -> None:
    leading = made(world, "DZA", "chair", is_interim=True)
    assert holders(world) == [("DZA", "chair")]
    assert told(world)[0].startswith("Set-up recorded Algeria, the President's State, as interim chair of Resources")
    with pytest.raises(rules.InterimChairs):
        made(world, "NOR", since=MARCH)
    with world.writing():
        office = stored(leading)
        actions.end(office, day=MARCH, because="Elected.", seen=office.version, actor=ISU, now=world.now)
    made(world, "NOR", since=MARCH)
    with pytest.raises(rules.ChairIsElected):
        made(world, "DZA", "chair", is_interim=True, since=date(2014, 4, 1))

    assert holders(world) == [("NOR", "co_chair")]


def test_a_holder_is_replaced_in_mid_term_and_keeps_the_row(world: World) -> None:
    first = made(world, "NOR")
    made(world, "PER")
    with world.writing():
        office = stored(first)
        follows = actions.replace(
            office, state("ZMB"), day=MARCH, because="A new post.", seen=office.version, actor=ISU, now=world.now
        )
        assert follows is not None
        assert (follows.since, follows.until, follows.term, follows.year) == (MARCH, ENDS, LAST, 2014)
        assert (office.until, office.planned_until, office.ended_because) == (MARCH, ENDS, "A new post.")

    assert holders(world, on=MARCH - timedelta(days=1)) == [("NOR", "co_chair"), ("PER", "co_chair")]
    assert holders(world) == [("PER", "co_chair"), ("ZMB", "co_chair")]
    assert told(world)[1] == (
        "Sample Officer recorded that Norway, Co-Chair of Resources, Cooperation and Assistance since 5 December 2013, "
        "leaves on 3 March 2014: A new post."
    )


def test_who_follows_in_the_second_term_of_an_office_begins_in_that(world: World) -> None:
    with world.writing():
        office = make_holding("sc_rca", "NOR", since=date(2012, 12, 7), until=ENDS)
        office.term, office.year = "12MSP-13MSP", 2013
        db.session.flush()
        follows = actions.replace(
            office, state("ZMB"), day=MARCH, because="A new post.", seen=office.version, actor=ISU, now=world.now
        )
        assert follows is not None
        assert (follows.since, follows.until, follows.term, follows.year) == (MARCH, ENDS, LAST, 2014)


def test_a_holder_leaves_and_the_seat_is_vacant(world: World) -> None:
    first = made(world, "NOR")
    with world.writing():
        office = stored(first)
        assert (
            actions.replace(office, None, day=MARCH, because="Left.", seen=office.version, actor=ISU, now=world.now)
            is None
        )
    with world.reading():
        scheme = queries.scheme_of(committee("sc_rca").id, MARCH)
        assert scheme is not None
        found = seats_of(scheme.roles, queries.standing_in(committee("sc_rca").id), MARCH, opened=False, today=MARCH)
        assert [(one.role, one.vacant, one.unknown) for one in found] == [("co_chair", 1, 1)]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param({"day": BEGINS}, rules.OutsideHolding, id="on the first day"),
        pytest.param({"day": ENDS}, rules.OutsideHolding, id="at the end"),
        pytest.param({"because": "  "}, rules.NoReason, id="no reason"),
        pytest.param({"by": "NOR"}, rules.SameState, id="by itself"),
        pytest.param({"by": "USA"}, rules.NotAParty, id="by a State that is no party"),
        pytest.param({"by": "PER"}, offices.OverlappingTerm, id="by the other Co-Chair"),
    ],
)
def test_what_stands_in_the_way_of_a_change_leaves_all_as_it_was(
    world: World, said: dict[str, Any], kind: type[Refused]
) -> None:
    first = made(world, "NOR")
    made(world, "PER")
    values = {"day": MARCH, "because": "Left.", "by": "ZMB", **said}
    by = values.pop("by")
    with pytest.raises(kind), world.writing():
        actions.replace(stored(first), state(by), **values, seen=1, actor=ISU, now=world.now)
    assert holders(world) == [("NOR", "co_chair"), ("PER", "co_chair")]


def test_a_mistaken_row_is_revoked_and_counts_for_nothing(world: World) -> None:
    first = made(world, "NOR")
    with world.writing():
        office = stored(first)
        actions.revoke(office, because="Another State.", seen=office.version, actor=ISU, now=world.now)
    assert holders(world) == []
    assert told(world)[0].endswith(
        "Co-Chair of Resources, Cooperation and Assistance from 5 December 2013 to 27 June 2014: Another State."
    )
    with pytest.raises(rules.RevokedAlready), world.writing():
        actions.revoke(stored(first), because="Again.", seen=2, actor=ISU, now=world.now)
    made(world, "NOR")


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda office, now: actions.revoke(office, because="x", seen=1, actor=ISU, now=now), id="revoke"),
        pytest.param(
            lambda office, now: actions.end(office, day=MARCH, because="x", seen=1, actor=ISU, now=now), id="end"
        ),
        pytest.param(
            lambda office, now: actions.replace(office, None, day=MARCH, because="x", seen=1, actor=ISU, now=now),
            id="replace",
        ),
    ],
)
def test_the_second_of_two_officers_sees_what_the_first_stored(
    world: World, again: Callable[[OfficeHolding, Any], None]
) -> None:
    first = made(world, "NOR")
    with world.writing():
        actions.end(stored(first), day=MARCH, because="First.", seen=1, actor=ISU, now=world.now)
    with pytest.raises(EditConflict) as conflict, world.writing():
        again(stored(first), world.now)
    assert conflict.value.facts == {"version": 2, "day": MARCH, "because": "First."}


def test_of_two_who_fill_the_last_seat_at_once_the_second_is_refused(world: World) -> None:
    made(world, "NOR")

    def fill(key: str) -> Callable[[], object]:
        return lambda: make_office("sc_rca", key, in_term=LAST, now=world.now)

    # PostgreSQL locks the committees.
    refusal = refusal_at_once(world, fill("PER"), fill("ZMB"), "FOR NO KEY UPDATE")

    assert isinstance(refusal, offices.SeatsTaken)
    assert holders(world) == [("NOR", "co_chair"), ("PER", "co_chair")]
