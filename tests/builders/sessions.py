"""Meetings, rooms and sessions for tests. Call them within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from meetings.committees import queries as committees
from meetings.programme import actions as programme
from meetings.programme.rules import MeetingFacts
from meetings.sessions import actions
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import Plan
from tests.builders.accounts import SECRETARIAT

FRIDAY = date(2011, 6, 24)


def facts(**said: Any) -> MeetingFacts:
    """What is said of a week of committees in Geneva in June 2011, but for what is said otherwise."""
    usual = {
        "name": "Sample week",
        "kind": "intersessional",
        "number": "",
        "starts_on": date(2011, 6, 20),
        "ends_on": FRIDAY,
        "city": "Geneva",
        "venue": "Sample conference centre",
        "zone": "Europe/Zurich",
    }
    return MeetingFacts(**{**usual, **said})


def make_meeting(slug: str = "sample-week", *, now: datetime, listed: bool = True, **said: Any) -> Meeting:
    """A meeting, listed unless it is said otherwise."""
    meeting = programme.set_up(facts(**said), slug=slug, actor=SECRETARIAT, now=now)
    if listed:
        programme.list_publicly(meeting, seen=meeting.version, actor=SECRETARIAT, now=now)
    return meeting


def make_room(meeting: Meeting, name: str = "Room XX", *, now: datetime, seats: int | None = None) -> Room:
    """A room of a meeting."""
    return programme.add_room(meeting, name=name, seats=seats, actor=SECRETARIAT, now=now)


def plan(
    starts: str = "10:00", ends: str = "13:00", *, day: date = FRIDAY, title: str = "Sample session", **said: Any
) -> Plan:
    """A plan for a morning of Friday 24 June 2011, but for what is said otherwise."""
    hours = [datetime.fromisoformat(f"{day} {hour}") for hour in (starts, ends)]
    return Plan(title=title, starts=hours[0], ends=hours[1], **said)


def make_session(
    meeting: Meeting,
    starts: str = "10:00",
    ends: str = "13:00",
    *,
    now: datetime,
    committee: str | None = None,
    room: Room | None = None,
    uid: str | None = None,
    is_sample: bool = False,
    **said: Any,
) -> Session:
    """A tentative session of a meeting; `committee` is a key of the reference table, such as "sc_rca"."""
    found = committees.by_key(committee) if committee else None
    planned = plan(starts, ends, committee_id=found and found.id, room_id=room and room.id, **said)
    return actions.schedule(meeting, planned, actor=SECRETARIAT, now=now, uid=uid, is_sample=is_sample)
