"""Programmes and their releases for tests. Call these within `world.writing()`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from foundation.permissions import Actor
from meetings.releases import actions, queries
from meetings.releases.models import Release
from meetings.releases.rules import Accepted
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entries_of
from tests.builders.accounts import SECRETARIAT
from tests.builders.sessions import FRIDAY


def entry(uid: str, starts: str | None = "10:00", *, minutes: int = 180, day: date = FRIDAY, **said: Any) -> Entry:
    """An entry of a programme on the morning of Friday 24 June 2011, but for what is said otherwise."""
    when = None if starts is None else datetime.fromisoformat(f"{day} {starts}")
    usual = {"kind": Kind.PLENARY, "title": f"Sample {uid}"}
    return Entry(uid=uid, minutes=minutes, starts=when, **{**usual, **said})


def lunch(day: date = FRIDAY) -> Entry:
    """A break from 13:00 to 14:00."""
    return entry(f"lunch-{day}", "13:00", minutes=60, day=day, kind=Kind.BREAK, title="Lunch")


def release(
    meeting: Meeting,
    entries: Iterable[Entry] | None = None,
    *,
    now: datetime,
    note: str = "",
    reasons: Sequence[Accepted] = (),
    actor: Actor = SECRETARIAT,
) -> Release:
    """A release of these entries, or of what is on record, upon the newest release."""
    programme = entries_of(meeting.id) if entries is None else entries
    seen = queries.latest_number(meeting.id)
    return actions.issue(meeting, programme, note=note, reasons=reasons, draft_id=None, seen=seen, actor=actor, now=now)
