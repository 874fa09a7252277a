"""Two who change a programme at once: of two who release it, one is told; of two who change sessions, both are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.releases import actions, queries, rules
from meetings.sessions import actions as sessions
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting, sessions_by_uid
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting
from tests.tools.at_once import refusal_at_once
from tests.world import World

ISU = Actor(name="Sample Officer")
THE_PROGRAMME = "FOR NO KEY UPDATE"
"""The statement that locks the programme of a meeting."""


def _meeting() -> Meeting:
    found = meeting("sample-week")
    assert found is not None
    return found


def test_of_two_who_release_at_once_the_second_is_told_that_its_draft_is_stale(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)

    def issue(uid: str) -> Callable[[], object]:
        said: dict[str, Any] = {"note": "", "reasons": (), "draft_id": None, "seen": None}
        return lambda: actions.issue(_meeting(), [entry(uid)], **said, actor=ISU, now=world.now)

    refusal = refusal_at_once(world, issue("one"), issue("two"), THE_PROGRAMME)

    assert isinstance(refusal, rules.StaleDraft)
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

    assert refusal_at_once(world, rename("one"), rename("two"), THE_PROGRAMME) is None
    with world.reading():
        newest = queries.latest(_meeting().id)
        assert newest is not None
        assert newest.number == 3
        assert [one.title for one in queries.entries_in(newest)] == ["Renamed one", "Renamed two"]
