"""What calendars are made of, for tests: links of delegations and deadlines. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from foundation.database import db
from meetings.deadlines import actions as deadlines
from meetings.deadlines.models import Deadline
from meetings.links import actions as links
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state


def link_to(key: str, *, now: datetime) -> str:
    """The path of the calendar of this State, behind a new link."""
    _link, secret = links.give(state(key), "the capital", SECRETARIAT, now)
    db.session.flush()
    return f"/calendars/my/{secret}.ics"


def deadline(
    meeting: Meeting, due_on: date, *, now: datetime, name: str = "Sample deadline", audience: str = "everybody"
) -> Deadline:
    """A deadline that was set by hand."""
    said: dict[str, Any] = {"audience": audience, "remind_days": (), "note": ""}
    added = deadlines.add(meeting, name=name, due_on=due_on, actor=SECRETARIAT, now=now, **said)
    db.session.flush()
    return added
