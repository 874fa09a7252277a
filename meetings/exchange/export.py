"""A programme as it is given out: a release, or the record of a meeting whose programme was never released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from foundation.clock import zone_info
from meetings.committees.models import Committee
from meetings.exchange import queries
from meetings.releases import queries as releases
from meetings.releases.reasons import accepted_in
from meetings.releases.rules import Accepted
from meetings.sessions.entries import Entry, Kind, in_order
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entry_of, names_of
from meetings.sessions.queries import rooms as rooms_of
from meetings.sessions.rules import State, address_of

LEAST_BREAK_NUMBER = 2**30
"""From here on numbers stand for breaks, which have no page and so no number of their own."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An entry with what the record knows of it besides. `session_id` is None for what has no page, such as a break."""

    entry: Entry
    zone: str
    committee: Committee | None
    session_id: int | None

    @property
    def path(self) -> str:
        """The path of its page, or nothing."""
        return "" if self.session_id is None else address_of(self.session_id)

    @property
    def title(self) -> str:
        """The title, with the part of the sitting if it has several."""
        return self.entry.full_title

    @property
    def state(self) -> State:
        """Whether it is tentative, confirmed or cancelled. A break is as sure as the programme that it stands in."""
        if self.entry.cancelled_because is not None:
            return State.CANCELLED
        is_sure = self.entry.is_confirmed or self.entry.kind == Kind.BREAK
        return State.CONFIRMED if is_sure else State.TENTATIVE

    @property
    def start(self) -> datetime | None:
        """The start as an aware moment in the zone of the meeting, None without a place."""
        return self._aware(self.entry.starts)

    @property
    def end(self) -> datetime | None:
        """The end as an aware moment in the zone of the meeting, None without a place."""
        return self._aware(self.entry.ends)

    def _aware(self, wall: datetime | None) -> datetime | None:
        # A change of law can take a stored wall time away or double it; then it is read as calendars read it.
        return None if wall is None else wall.replace(tzinfo=zone_info(self.zone), fold=0)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme that is given out.

    `number`, `note` and `accepted` (the warnings with which it was released all the same) are those of the release,
    None and nothing where the programme was never released; `newest` is the number of the newest release. `as_of` is
    when it was released, or when the record of it last changed (None if there is nothing on record). `names` are what
    the delegations named in it are called, by key.
    """

    meeting: Meeting
    number: int | None
    newest: int | None
    as_of: datetime | None
    note: str
    accepted: tuple[Accepted, ...]
    items: tuple[Item, ...]
    names: dict[str, str]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the meeting."""
        return zone_info(self.meeting.zone)

    @property
    def superseded_by(self) -> int | None:
        """The number of the newest release, if this is an older one."""
        return None if self.number == self.newest else self.newest

    @property
    def has_samples(self) -> bool:
        """Whether anything in it is a sample record."""
        return any(item.entry.is_sample for item in self.placed)

    @property
    def has_illustrative(self) -> bool:
        """Whether a clock time or a day in it stands in for one that no source gives."""
        return any(item.entry.time_is_illustrative or item.entry.day_is_illustrative for item in self.placed)

    @property
    def placed(self) -> list[Item]:
        """What has a time, in order, the cancelled too."""
        return [item for item in self.items if item.entry.is_placed]

    def days(self) -> Iterator[tuple[date, list[Item]]]:
        """Every day of the programme on which anything is placed, with that, in order."""
        for day, found in groupby(self.placed, key=lambda item: item.entry.starts and item.entry.starts.date()):
            if day is not None:
                yield day, list(found)

    def all_days(self) -> list[date]:
        """Every day from the first to the last, of the meeting and of what is placed; none if no day is known."""
        known = [day for day in (self.meeting.starts_on, self.meeting.ends_on) if day is not None]
        known += [day for day, _items in self.days()]
        if not known:
            return []
        first, last = min(known), max(known)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def programme_of(meeting: Meeting, language: str, number: int | None = None) -> Programme | None:
    """The programme of a meeting as it is given out, with names in a language. Seven statements at most.

    It is the release of this number, None if there is none; without a number the newest, or the record. Rooms are
    called what they are called now: whoever goes there looks for the sign on the door. In an older release they are
    called what they were called in it, since it tells what was.
    """
    release = releases.latest(meeting.id) if number is None else releases.release(meeting.slug, number)
    if release is None and number is not None:
        return None
    newest = release.number if release else None
    if number is not None:
        newest = releases.latest_number(meeting.id)
    if release is None:
        sessions = queries.sessions_of(meeting.id)
        entries = in_order(entry_of(session) for session in sessions)
        numbers = {session.uid: session.id for session in sessions}
        as_of = max((session.changed_at for session in sessions), default=None)
    else:
        is_old = release.number != newest
        rooms = {} if is_old else {room.id: room.name for room in rooms_of(meeting.id)}
        entries = in_order(
            replace(entry, room_name=rooms.get(entry.room_id or 0, entry.room_name))
            for entry in releases.entries_in(release)
        )
        numbers, as_of = queries.session_numbers(meeting.id), release.released_at
    bodies = queries.committees({entry.committee_id for entry in entries if entry.committee_id is not None})
    named = {one.delegation for entry in entries for one in entry.named}
    day = meeting.starts_on or (as_of or datetime.min.replace(tzinfo=UTC)).date()
    return Programme(
        meeting=meeting,
        number=None if release is None else release.number,
        newest=newest,
        as_of=as_of,
        note="" if release is None else releases.note_of(release),
        accepted=() if release is None else tuple(accepted_in(release)),
        items=tuple(
            Item(
                entry=entry,
                zone=meeting.zone,
                committee=bodies.get(entry.committee_id or 0),
                session_id=numbers.get(entry.uid),
            )
            for entry in entries
        ),
        names=names_of(named, language, day),
    )
