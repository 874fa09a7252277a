"""Two who do the same at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from foundation.database import db
from foundation.rules import Refused
from foundation.web import EditConflict
from meetings.consultations import actions, queries, rules
from tests.builders.consultations import (
    address_of,
    coming_term,
    invitee,
    make_call,
    stored,
)
from tests.meetings.consultations.calls import DONE_BY, send_answer
from tests.world import World


def _at_once(world: World, first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do the first, and let another thread begin the second before the first is stored; what refused the second."""
    at_the_door = threading.Event()
    refused: list[Exception] = []

    def arrive(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # SQLite locks as a whole when a transaction that will write begins; PostgreSQL at the row that both want.
        if statement == "BEGIN IMMEDIATE" or "FOR UPDATE" in statement or "INSERT INTO consultations " in statement:
            at_the_door.set()

    def come_second() -> None:
        try:
            with world.writing():
                event.listen(db.engine, "before_cursor_execute", arrive)
                second()
        except (Refused, IntegrityError) as refusal:
            refused.append(refusal)

    other = threading.Thread(target=come_second)
    with world.writing():
        first()
        db.session.flush()
        other.start()
        assert at_the_door.wait(20)
    other.join(20)
    with world.reading():
        event.remove(db.engine, "before_cursor_execute", arrive)
    return refused[0] if refused else None


def test_of_two_officers_who_open_the_same_year_at_once_one_is_refused(world: World) -> None:
    def open_it() -> None:
        make_call(now=world.now)

    assert isinstance(_at_once(world, open_it, open_it), rules.AlreadyOpen | IntegrityError)
    with world.reading():
        assert len(queries.consultations()) == 1


def test_of_two_answers_of_a_state_at_once_the_second_is_told_of_the_first(called: World) -> None:
    refusal = _at_once(called, lambda: send_answer(called, "any", 0), lambda: send_answer(called, "declined", 0))

    assert isinstance(refusal, EditConflict)
    with called.reading():
        assert [row.kind for row in invitee("ZMB", now=called.now).answers] == ["willing"]


def test_of_two_who_remind_at_once_one_finds_nobody(called: World) -> None:
    def remind() -> None:
        actions.remind(stored(), address_of=address_of, now=called.now, **DONE_BY)

    assert isinstance(_at_once(called, remind, remind), rules.NobodyToRemind)
    with called.reading():
        assert invitee("ZMB", now=called.now).reminders == ["2011-06-20"]


def test_a_term_without_a_consultation_has_none(world: World) -> None:
    with world.reading():
        assert queries.consultation_for(date(2011, 12, 2)) is None
        assert coming_term().name == "11MSP-12MSP"
