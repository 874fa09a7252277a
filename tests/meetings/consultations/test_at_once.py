"""Two who do the same at once."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlalchemy.exc import IntegrityError

from foundation.rules import EditConflict
from meetings.consultations import actions, queries, rules
from tests.builders.consultations import (
    address_of,
    coming_term,
    invitee,
    make_call,
    stored,
)
from tests.meetings.consultations.calls import DONE_BY, send_answer
from tests.tools.at_once import refusal_at_once
from tests.world import World

THE_ROW = "FOR UPDATE"
"""The statement that locks the row which both want."""


def test_of_two_officers_who_open_the_same_year_at_once_one_is_refused(world: World) -> None:
    def open_it() -> None:
        make_call(now=world.now)

    refusal = refusal_at_once(world, open_it, open_it, "INSERT INTO consultations ")

    assert isinstance(refusal, rules.AlreadyOpen | IntegrityError)
    with world.reading():
        assert len(queries.consultations()) == 1


def test_of_two_answers_of_a_state_at_once_the_second_is_told_of_the_first(called: World) -> None:
    first, second = (partial(send_answer, called, kind, 0) for kind in ("any", "declined"))
    refusal = refusal_at_once(called, first, second, THE_ROW)

    assert isinstance(refusal, EditConflict)
    with called.reading():
        assert [row.kind for row in invitee("ZMB", now=called.now).answers] == ["willing"]


def test_of_two_who_remind_at_once_one_finds_nobody(called: World) -> None:
    def remind() -> None:
        actions.remind(stored(), address_of=address_of, now=called.now, **DONE_BY)

    assert isinstance(refusal_at_once(called, remind, remind, THE_ROW), rules.NobodyToRemind)
    with called.reading():
        assert invitee("ZMB", now=called.now).reminders == ["2011-06-20"]


def test_a_term_without_a_consultation_has_none(world: World) -> None:
    with world.reading():
        assert queries.consultation_for(date(2011, 12, 2)) is None
        assert coming_term().name == "11MSP-12MSP"
