"""What a database of a version before knows of deadlines is kept when columns are added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade

from foundation.database import db
from meetings.deadlines import actions, queries
from meetings.deadlines.models import Deadline
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT
from tests.builders.sessions import make_meeting
from tests.world import MIGRATIONS, World

TWELFTH, NINTH, EIGHTH = date(2011, 9, 12), date(2011, 9, 9), date(2011, 9, 8)
Deed = Callable[[World, Deadline], None]


def moved_to(*days: date, remind: Sequence[int] | None = None) -> Deed:
    """Put the deadline on these days, one after the other."""

    def act(world: World, deadline: Deadline) -> None:
        for day in days:
            said: dict[str, Any] = {"because": "A holiday", "remind_days": remind or deadline.remind_days, "note": ""}
            seen = deadline.version
            actions.move(deadline, due_on=day, seen=seen, actor=SECRETARIAT, now=world.now, **said)
            db.session.flush()

    return act


def hidden_before_moved(world: World, deadline: Deadline) -> None:
    """Take the meeting from the list, then move the deadline."""
    deadline.meeting.is_listed = False
    moved_to(NINTH)(world, deadline)


@pytest.mark.parametrize(
    ("deed", "announced_on", "has_own_reminders"),
    [
        pytest.param(moved_to(), None, False, id="never moved"),
        pytest.param(moved_to(NINTH), TWELFTH, False, id="moved"),
        pytest.param(moved_to(NINTH, EIGHTH), NINTH, False, id="moved twice"),
        pytest.param(moved_to(NINTH, TWELFTH), None, False, id="put back, so that it follows the meeting"),
        pytest.param(hidden_before_moved, None, False, id="moved while nobody knew of it"),
        pytest.param(moved_to(TWELFTH, remind=(5,)), None, True, id="other reminders"),
    ],
)
def test_the_day_that_was_announced_and_reminders_by_hand_are_taken_from_the_record(
    world: World, deed: Deed, announced_on: date | None, has_own_reminders: bool
) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=date(2011, 9, 19), ends_on=date(2011, 9, 23))
        db.session.flush()
        actions.plan(meeting, actor=SECRETARIAT, now=world.now)
        db.session.flush()
        deed(world, _registration(meeting))
        number = meeting.id
    with world.reading():
        db.engine.dispose()
        downgrade(MIGRATIONS, revision="0004")
        upgrade(MIGRATIONS)
        found = _registration(db.session.get_one(Meeting, number))
        assert (found.announced_on, found.has_own_reminders) == (announced_on, has_own_reminders)


def _registration(meeting: Meeting) -> Deadline:
    return next(one for one in queries.deadlines(meeting.id) if one.rule and one.rule.key == "registration")
