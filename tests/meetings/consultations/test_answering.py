"""Answers, soundings and exclusions, and what is written down of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.consultations import actions, queries, rules
from meetings.consultations.answering import actions as answering
from meetings.consultations.interest import State
from tests.builders.consultations import (
    asked,
    invitee,
    link_of,
    make_answer,
    make_sounding,
    stored,
)
from tests.builders.delegations import state
from tests.meetings.consultations.calls import DONE_BY, at_hour, send_answer
from tests.world import World

# Answers


def test_each_answer_is_another_row_and_the_last_counts(called: World) -> None:
    with called.writing():
        make_answer("ZMB", "some", "sc_mc", now=called.now)
        make_answer("ZMB", "declined", now=called.now)

    with called.reading():
        assert [row.kind for row in invitee("ZMB", now=called.now).answers] == ["willing", "declined"]
        assert queries.interest(stored())[state("ZMB").id].said == State.DECLINED


def test_the_same_answer_sent_twice_is_stored_once(called: World) -> None:
    with called.writing():
        send_answer(called, "any", 0, "A note.")
        send_answer(called, "any", 0, "A note.")

    with called.reading():
        assert len(invitee("ZMB", now=called.now).answers) == 1


def test_of_two_who_answer_at_once_the_second_is_told_what_the_first_answered_but_no_note(called: World) -> None:
    with called.writing():
        send_answer(called, "any", 0, "A private note.")

    with called.reading(), pytest.raises(EditConflict) as told:
        send_answer(called, "declined", 0)
    assert told.value.facts == {"version": 1, "answer": "any", "committees": []}


def test_a_committee_without_seats_in_the_term_is_refused(called: World) -> None:
    with called.reading(), pytest.raises(rules.CommitteeWithoutSeats):
        make_answer("ZMB", "some", "coordcom", now=called.now)


def test_a_state_that_joined_after_the_call_can_answer_through_an_officer(called: World) -> None:
    with called.writing():
        state("USA").party_since = date(2011, 7, 1)
    later = at_hour(date(2011, 7, 2))
    with called.writing():
        assert asked("USA", now=later).invitee is None
        answering.record_answer(asked("USA", now=later), choice="any", seen=0, now=later, **DONE_BY)

    with called.reading():
        assert queries.interest(stored())[state("USA").id].said == State.WILLING


def test_a_state_that_is_no_party_is_not_in_the_consultation(called: World) -> None:
    with called.reading():
        assert queries.asked_state(stored().id, "USA", called.now.date()) is None
        assert queries.asked_state(stored().id, "XXX", called.now.date()) is None
        assert queries.asked_state(999, "ZMB", called.now.date()) is None


# Soundings and exclusions


def test_a_sounding_counts_until_the_state_answers(called: World) -> None:
    with called.writing():
        answering.record_sounding(
            asked("MOZ", now=called.now),
            day=date(2011, 6, 19),
            committee_key="sc_rca",
            outcome="willing",
            note="Said over coffee.",
            now=called.now,
            **DONE_BY,
        )
    with called.reading():
        heard = queries.interest(stored())[state("MOZ").id]
    with called.writing():
        make_answer("MOZ", "declined", now=called.now)

    assert (heard.said, heard.committee_keys, heard.is_sounded) == (State.WILLING, ("sc_rca",), True)
    with called.reading():
        assert queries.interest(stored())[state("MOZ").id].said == State.DECLINED


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"day": date(2011, 6, 21), "outcome": "willing"}, rules.SoundingInTheFuture),
        ({"day": date(2011, 6, 20), "outcome": "note"}, rules.SoundingSaysNothing),
        ({"day": date(2011, 6, 20), "outcome": "willing", "committee_key": "xx"}, rules.CommitteeWithoutSeats),
    ],
)
def test_a_sounding_that_cannot_be_is_refused(called: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with called.reading(), pytest.raises(refusal):
        answering.record_sounding(asked("MOZ", now=called.now), now=called.now, **said, **DONE_BY)


def test_an_exclusion_is_lifted_and_may_come_again(called: World) -> None:
    def excluded() -> State:
        with called.reading():
            return queries.interest(stored())[state("ZMB").id].state

    with called.writing():
        answering.exclude(asked("ZMB", now=called.now), because="First.", now=called.now, **DONE_BY)
    with called.reading(), pytest.raises(rules.ExcludedAlready):
        answering.exclude(asked("ZMB", now=called.now), because="Again.", now=called.now, **DONE_BY)
    assert excluded() == State.EXCLUDED
    with called.writing():
        answering.lift_exclusion(asked("ZMB", now=called.now), because="Over.", now=called.now, **DONE_BY)
    assert excluded() == State.NO_ANSWER
    with called.reading(), pytest.raises(rules.NotExcluded):
        answering.lift_exclusion(asked("ZMB", now=called.now), because="Again.", now=called.now, **DONE_BY)
    with called.writing():
        answering.exclude(asked("ZMB", now=called.now), because="Second.", now=called.now, **DONE_BY)
    assert excluded() == State.EXCLUDED


def test_a_withdrawn_call_takes_nothing_at_all(called: World) -> None:
    with called.writing():
        actions.withdraw(stored(), because="A reason.", seen=1, now=called.now, **DONE_BY)
    now = called.now
    for deed in (
        lambda: answering.record_answer(asked("ZMB", now=now), choice="any", seen=0, now=now, **DONE_BY),
        lambda: answering.record_sounding(asked("ZMB", now=now), day=now.date(), outcome="willing", now=now, **DONE_BY),
        lambda: answering.exclude(asked("ZMB", now=now), because="x", now=now, **DONE_BY),
        lambda: answering.lift_exclusion(asked("ZMB", now=now), because="x", now=now, **DONE_BY),
        lambda: link_of("ZMB", now=now),
        lambda: make_answer("ZMB", now=now),
    ):
        with called.reading(), pytest.raises(rules.CallIsWithdrawn):
            deed()


# What is written down


def test_every_deed_is_audited_of_the_consultation_and_tells_no_answer_and_no_note(called: World) -> None:
    now = called.now
    with called.writing():
        make_answer("ZMB", "declined", now=now, note="A private note.")
        answering.record_sounding(
            asked("MOZ", now=now), day=now.date(), outcome="willing", note="A private note.", now=now, **DONE_BY
        )
        answering.exclude(asked("NOR", now=now), because="A reason.", now=now, **DONE_BY)

    with called.reading():
        told = [entry.sentence for entry in audit.history_of(stored())]
        assert told == [
            "Set-up excluded Norway: A reason.",
            "Set-up recorded a sounding of Mozambique.",
            "Set-up answered for Zambia.",
            "Set-up opened the consultation on the offices of 11MSP-12MSP. States to which the call was mailed: 2. "
            "States without an address on record: 154.",
        ]
        assert not any(audit.history_of(state(key)) for key in ("ZMB", "MOZ", "NOR"))
        assert not [entry for entry in audit.public_changes() if entry.action.startswith("consultation:")]


@pytest.mark.parametrize("table", ["consultation_answers", "soundings"])
def test_answers_and_soundings_are_frozen(called: World, table: str) -> None:
    with called.writing():
        make_answer("ZMB", now=called.now)
        make_sounding("ZMB", now=called.now)
    with called.reading():
        found: dict[str, Any] = {
            "consultation_answers": invitee("ZMB", now=called.now).answers,
            "soundings": queries.soundings(stored().id),
        }
        found[table][0].note = "Changed."
        with pytest.raises(IntegrityError, match=f"{table} is frozen"):
            db.session.flush()
