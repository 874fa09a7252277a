"""A programme as a page lists it: sessions and breaks in order, from the record or from a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from foundation.clock import zone_info
from meetings.sessions.entries import Entry, Kind, in_order
from meetings.sessions.models import Session
from meetings.sessions.phrases import KINDS
from meetings.sessions.queries import entry_of
from meetings.sessions.rules import State, address_of


@dataclass(frozen=True)
class Listed:
    """One line of a programme. `starts` is the wall time, `start` and `end` are aware; `address` is None for a break.

    `kind` is empty where all lines are of one kind, so that it need not be said.
    """

    starts: datetime
    start: datetime
    end: datetime
    title: str
    address: str | None
    kind: str
    is_break: bool
    track: str
    room: str
    state: str
    is_illustrative: bool
    is_sample: bool


def listed(entries: Iterable[Entry], zone: str, ids: Mapping[str, int]) -> list[Listed]:
    """Entries that have a place, in order. `ids` are the numbers of sessions by uid; without one there is no link."""
    placed = [(entry, entry.starts) for entry in in_order(entries) if entry.starts is not None]
    says_kind = len({entry.kind for entry, _starts in placed if entry.is_sitting}) > 1
    return [_listed(entry, starts, zone, ids.get(entry.uid), says_kind) for entry, starts in placed]


def with_breaks(sessions: Iterable[Session], released: Iterable[Entry], zone: str) -> list[Listed]:
    """The sessions on record, with the breaks of the newest release between them. Their rooms are loaded."""
    on_record = list(sessions)
    breaks = [entry for entry in released if entry.kind is Kind.BREAK]
    ids = {session.uid: session.id for session in on_record}
    return listed([*(entry_of(session) for session in on_record), *breaks], zone, ids)


def _listed(entry: Entry, starts: datetime, zone: str, session_id: int | None, says_kind: bool) -> Listed:
    ends = starts + timedelta(minutes=entry.minutes)
    held = State.CONFIRMED if entry.is_confirmed or entry.kind is Kind.BREAK else State.TENTATIVE
    return Listed(
        starts=starts,
        start=starts.replace(tzinfo=zone_info(zone)),
        end=ends.replace(tzinfo=zone_info(zone)),
        title=entry.full_title,
        address=None if session_id is None else address_of(session_id),
        kind=str(KINDS[entry.kind]) if says_kind or entry.kind is Kind.BREAK else "",
        is_break=entry.kind is Kind.BREAK,
        track=entry.track,
        room=entry.room_name,
        state=State.CANCELLED if entry.cancelled_because is not None else held,
        is_illustrative=entry.time_is_illustrative or entry.day_is_illustrative,
        is_sample=entry.is_sample,
    )
