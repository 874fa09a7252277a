"""Taking a slate from draft to the offices of a term."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.offices import queries as offices
from meetings.offices.rules import SeatsTaken
from meetings.rotation import (
    actions,
    checks,
    steps,
)
from meetings.rotation.answers import By
from meetings.rotation.gathering import Wishes
from meetings.terms import rules as term_rules
from tests.builders.delegations import state
from tests.builders.offices import make_holding
from tests.builders.rotation import term_of
from tests.meetings.rotation.slates import (
    DECISION,
    decide_at,
    done_by,
    make_announced,
    make_slates,
    meeting_of,
    some_place,
    stored,
    take,
)
from tests.world import World


def test_each_step_is_frozen_with_the_hash_and_told(world: World) -> None:
    slate_id = make_announced(world)
    decide_at(world, slate_id)
    with world.reading():
        slate = stored(slate_id)
        assert [step.state for step in slate.steps] == ["draft", "with_president", "announced", "decided"]
        assert {step.sha256 for step in slate.steps} == {steps.sha256_of(slate.content)}
        decided = slate.steps[-1]
        assert decided.meeting is not None
        assert (decided.meeting.number, decided.taken_at) == ("13MSP", DECISION)
        name = slate.name
        told = [entry.public_sentence for entry in audit.public_changes() if entry.action.startswith("slate:")]
    assert told == [
        f"Thirteenth Meeting of the States Parties decided on the offices of the term 13MSP-3RC (slate {name}).",
        f"A slate for the offices of the term 13MSP-3RC was announced (slate {name}).",
    ]


def test_deciding_writes_the_offices_of_the_term(world: World) -> None:
    slate_id = make_announced(world)
    decide_at(world, slate_id)
    with world.reading():
        slate = stored(slate_id)
        term = term_of()
        held = offices.in_office_on(term.since, "en")
        written = {
            (one.committee.key, one.role, one.delegation.key)
            for one in held
            if (one.origin, one.origin_id) == ("slate", slate_id)
        }
        assert written == {(p["committee"], p["role"], p["state"]) for p in slate.content["places"]}
        assert {(one.since, one.until, one.term, one.year) for one in held if one.origin == "slate"} == {
            (term.since, term.until, term.name, term.year)
        }
        assert {one.source for one in held if one.origin == "slate"} == {
            "Decided by Thirteenth Meeting of the States Parties"
        }


def test_a_place_that_is_on_record_already_is_not_written_twice(world: World) -> None:
    with world.writing():
        term = term_of()
        make_holding("sc_mc", "NRU", since=term.since, until=term.until)
    slate_id = make_announced(world)
    decide_at(world, slate_id)
    with world.reading():
        held = [one for one in offices.in_office_on(term_of().since, "en") if one.delegation.key == "NRU"]
        places = stored(slate_id).content["places"]
    assert [one.origin for one in held] == ["record"]
    assert ("NRU", By.KEPT) in {(place["state"], place["by"]) for place in places}


def test_a_slate_is_not_decided_twice(world: World) -> None:
    slate_id = make_announced(world)
    decide_at(world, slate_id)
    with pytest.raises(steps.SlateIsDecided):
        decide_at(world, slate_id)


def test_the_second_of_two_officers_is_told(world: World) -> None:
    slate_id = make_announced(world)
    with world.reading():
        seen = stored(slate_id).version
    decide_at(world, slate_id)
    with pytest.raises(EditConflict), world.writing():
        actions.decide(stored(slate_id), meeting_of("13MSP"), note="", seen=seen, **done_by(world))


def test_a_slate_that_is_handed_to_the_president_takes_the_place_of_the_one_before(world: World) -> None:
    older, newer = make_slates(world, seed="older")[0], make_slates(world, seed="newer")[0]
    take(world, older, actions.hand_over)
    take(world, newer, actions.hand_over)
    with world.reading():
        before, after = stored(older), stored(newer)
        assert (before.state, after.state) == ("set_aside", "with_president")
        last = before.steps[-1]
        assert (last.state, last.instead_id, last.sha256) == ("set_aside", newer, before.sha256)
        told = audit.history_of(before)[0].sentence
        assert (
            f"handed slate {after.name} for the term 13MSP-3RC to the President; that set slate {before.name}" in told
        )
    with pytest.raises(steps.SlateIsSetAside):
        take(world, older, actions.announce)
    take(world, newer, actions.announce)


def test_an_older_slate_can_take_the_place_of_a_newer_one_too(world: World) -> None:
    older, newer = make_slates(world, seed="older")[0], make_slates(world, seed="newer")[0]
    take(world, newer, actions.hand_over)
    take(world, older, actions.hand_over)
    with world.reading():
        assert (stored(older).state, stored(newer).state) == ("with_president", "set_aside")


@pytest.mark.parametrize("state_of", ["with_president", "announced", "decided"])
def test_the_database_itself_keeps_one_slate_of_a_term_in_each_of_these_states(world: World, state_of: str) -> None:
    first, second, _third = make_slates(world)
    with pytest.raises(IntegrityError), world.writing():
        stored(first).state = stored(second).state = state_of


def test_beside_an_announced_slate_another_can_be_prepared_and_not_announced(world: World) -> None:
    announced = make_announced(world)
    newer = make_slates(world, seed="newer")[0]
    take(world, newer, actions.hand_over)
    with pytest.raises(steps.AnotherIsAnnounced):
        take(world, newer, actions.announce)
    with world.writing():
        slate = stored(announced)
        actions.set_aside(slate, because="A sample.", seen=slate.version, **done_by(world))
    take(world, newer, actions.announce)


def test_after_one_slate_is_decided_no_other_goes_on(world: World) -> None:
    announced = make_announced(world)
    draft, handed = make_slates(world, seed="draft")[0], make_slates(world, seed="handed")[0]
    take(world, handed, actions.hand_over)
    decide_at(world, announced)
    for slate_id, verb in ((draft, actions.hand_over), (handed, actions.announce)):
        with pytest.raises(steps.AnotherIsDecided):
            take(world, slate_id, verb)
    with pytest.raises(steps.StepOutOfOrder):
        decide_at(world, draft)
    with world.writing():
        slate = stored(handed)
        actions.set_aside(slate, because="Another was decided.", seen=slate.version, **done_by(world))


@pytest.mark.parametrize(
    ("number", "refusal"), [("12MSP", steps.WrongMeeting), ("3RC", steps.WrongMeeting), ("1MSP", steps.WrongMeeting)]
)
def test_another_meeting_cannot_have_decided(world: World, number: str, refusal: type[Refused]) -> None:
    slate_id = make_announced(world)
    with pytest.raises(refusal):
        decide_at(world, slate_id, number)
    with world.reading():
        assert stored(slate_id).state == "announced"
        assert [one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"] == []


def test_a_meeting_that_has_not_begun_cannot_have_decided(world: World) -> None:
    slate_id = make_announced(world)
    with pytest.raises(steps.MeetingNotOpenYet):
        decide_at(world, slate_id, now=world.now)


def test_places_that_have_become_impossible_meanwhile_stop_the_decision_as_a_whole(world: World) -> None:
    slate_id = make_announced(world)
    with world.writing():
        places = stored(slate_id).content["places"]
        busy, body = (
            places[-1]["state"],
            next(p["committee"] for p in places if p["committee"] != places[-1]["committee"]),
        )
        term = term_of()
        make_holding(body, busy, since=term.since, until=term.until)
    with pytest.raises((term_rules.HoldsAnotherOffice, SeatsTaken)):
        decide_at(world, slate_id)
    with world.reading():
        assert stored(slate_id).state == "announced"
        assert [one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"] == []


def test_a_state_that_is_no_party_any_more_stops_the_decision(world: World) -> None:
    slate_id = make_announced(world)
    with world.writing():
        state(some_place(stored(slate_id))["state"]).party_since = None
    with pytest.raises(term_rules.NotAParty):
        decide_at(world, slate_id)


def test_a_slate_without_places_goes_nowhere_but_aside(world: World) -> None:
    slate_id = make_slates(world, wishes=Wishes())[0]
    with pytest.raises(steps.NothingOnSlate):
        take(world, slate_id, actions.hand_over)
    with world.writing():
        slate = stored(slate_id)
        actions.set_aside(slate, because="Nobody is willing.", seen=slate.version, **done_by(world))
    with pytest.raises(steps.SlateIsSetAside):
        take(world, slate_id, actions.hand_over)


def test_the_content_of_a_slate_is_frozen_by_the_database(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.reading(), pytest.raises(Exception, match="slates is frozen"), db.engine.begin() as connection:
        connection.execute(text("UPDATE slates SET content = '{}' WHERE id = :id"), {"id": slate_id})


def test_a_content_that_does_not_match_its_hash_goes_no_further(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        slate = stored(slate_id)
        slate.content = {**slate.content, "seed": "another"}
        with db.session.no_autoflush, pytest.raises(steps.ContentWasChanged):
            checks.unchanged(slate)
        db.session.expire(slate)
