"""Two who change a programme at once: of two who release it, one is told; of two who change sessions, both are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import event

from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import Refused
from foundation.web import EditConflict
from meetings.releases import actions, queries
from meetings.sessions import actions as sessions
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting, sessions_by_uid
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting
from tests.world import World

ISU = Actor(name="Sample Officer")


def _meeting() -> Meeting:
    found = meeting("sample-week")
    assert found is not None
    return found


def _at_once(world: World, first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do the first, and let another thread begin the second before the first is stored; what refused the second."""
    at_the_door = threading.Event()
    refused: list[Exception] = []

    def arrive(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # SQLite locks as a whole when a transaction that will write begins; PostgreSQL at the programme of the meeting.
        if statement == "BEGIN IMMEDIATE" or "FOR NO KEY UPDATE" in statement:
            at_the_door.set()

    def come_second() -> None:
        try:
            with world.writing():
                event.listen(db.engine, "before_cursor_execute", arrive)
                second()
        except Refused as refusal:
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


def test_of_two_who_release_at_once_the_second_is_told_that_its_draft_is_stale(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)

    def issue(uid: str) -> Callable[[], object]:
        said: dict[str, Any] = {"note": "", "reasons": (), "draft_id": None, "seen": None}
        return lambda: actions.issue(_meeting(), [entry(uid)], **said, actor=ISU, now=world.now)

    refusal = _at_once(world, issue("one"), issue("two"))

    assert isinstance(refusal, actions.StaleDraft)
    assert isinstance(refusal, EditConflict)
    assert refusal.facts == {"seen": 0, "newest": 1}
    with world.reading():
        assert list(sessions_by_uid(_meeting().id)) == ["one"]
        assert queries.latest_number(_meeting().id) == 1


def test_of_two_who_change_different_sessions_at_once_both_make_a_release(world: World) -> None:
    with world.writing():
        release(make_meeting(now=world.now), [entry("one"), entry("two", "15:00")], now=world.now)

    def rename(uid: str) -> Callable[[], object]:
        def act() -> object:
            session = sessions_by_uid(_meeting().id)[uid]
            renamed = replace(sessions.plan_of(session), title=f"Renamed {uid}")
            return sessions.change(session, renamed, seen=session.version, actor=ISU, now=world.now)

        return act

    assert _at_once(world, rename("one"), rename("two")) is None
    with world.reading():
        newest = queries.latest(_meeting().id)
        assert newest is not None
        assert newest.number == 3
        assert [one.title for one in queries.entries_in(newest)] == ["Renamed one", "Renamed two"]
