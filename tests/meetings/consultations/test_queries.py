"""What the record answers about consultations, and that it costs the same however much was said."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from meetings.consultations import queries
from meetings.consultations.answering import actions as answering
from meetings.consultations.interest import State
from tests.builders.accounts import SECRETARIAT
from tests.builders.consultations import (
    asked,
    coming_term,
    link_of,
    make_answer,
    make_call,
    make_sounding,
    stored,
)
from tests.builders.delegations import state
from tests.builders.people import make_delegate
from tests.world import World

KEYS = ("ZMB", "NOR", "MOZ", "PER", "THA", "CAN", "ALB", "CHE", "AUT", "BEL")
DAY = date(2011, 6, 20)


@pytest.fixture
def opened(world: World) -> World:
    """A call to which nobody has answered."""
    with world.writing():
        make_call(now=world.now)
    return world


def _say_much(keys: tuple[str, ...], now: datetime) -> None:
    for key in keys:
        make_answer(key, "any", now=now)
        make_answer(key, "declined", now=now)
        make_sounding(key, now=now, committee_key="sc_mc")
        answering.exclude(asked(key, now=now), because="A reason.", actor=SECRETARIAT, now=now)
        link_of(key, now=now)


@pytest.mark.parametrize("keys", [KEYS[:3], KEYS], ids=["3 States", "10 States"])
def test_the_interest_of_all_states_costs_four_statements(opened: World, keys: tuple[str, ...]) -> None:
    with opened.writing():
        _say_much(keys, opened.now)

    with opened.reading():
        consultation = stored()
        with opened.counted_statements() as seen:
            found = queries.interest(consultation)

    assert len(seen) == 4
    assert sum(interest.state == State.EXCLUDED for interest in found.values()) == len(keys)
    assert len(found) == 156


def test_the_list_of_states_costs_one_statement_and_is_in_the_order_of_the_reader_s_language(opened: World) -> None:
    with opened.reading():
        consultation = stored()
        with opened.counted_statements() as seen:
            rows = queries.states(consultation, "fr", DAY)

    keys = [row.delegation.key for row in rows]
    assert len(seen) == 1
    assert keys.index("ZAF") < keys.index("ALB") < keys.index("DEU")
    assert {row.delegation.key for row in rows if row.is_donor} >= {"NOR", "CAN"}
    assert "ZMB" not in {row.delegation.key for row in rows if row.is_donor}


def test_a_lifted_exclusion_is_in_no_list(opened: World) -> None:
    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because="A reason.", actor=SECRETARIAT, now=opened.now)
        answering.exclude(asked("NOR", now=opened.now), because="Another.", actor=SECRETARIAT, now=opened.now)
        answering.lift_exclusion(asked("ZMB", now=opened.now), because="Over.", actor=SECRETARIAT, now=opened.now)

    with opened.reading():
        rows = queries.states(stored(), "en", DAY)
        assert {row.delegation.key: row.exclusion.because for row in rows if row.exclusion} == {"NOR": "Another."}


def test_the_committees_that_are_offered_are_those_with_seats_in_the_term(world: World) -> None:
    """In the term of 2012 the five Standing Committees have offices; the presidency comes with the meeting."""
    with world.reading():
        found = [committee.key for committee in queries.committees_with_seats(coming_term().since)]

    assert found == ["sc_mc", "sc_va", "sc_sd", "sc_gs", "sc_rca"]


def test_a_person_finds_the_call_to_their_own_delegation_alone(opened: World) -> None:
    with opened.reading():
        zambia, unlisted = state("ZMB").id, state("USA").id
        call = stored()
        own = queries.own_invitee(call.id, [zambia])
        assert own is not None
        assert own.delegation_id == zambia
        assert queries.own_invitee(call.id, [unlisted]) is None
        assert queries.own_invitee(call.id, []) is None
        assert queries.own_invitee(call.id + 1, [zambia]) is None


def test_mails_go_to_people_of_today(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
    with world.reading():
        zambia = state("ZMB").id
        assert [account.name for account in queries.people_of([zambia], world.now)[zambia]] == ["Sample ZMB"]
        assert queries.people_of([zambia], datetime.fromisoformat("2011-06-19T00:00:00+00:00")) == {}
        assert queries.people_of([], world.now) == {}
