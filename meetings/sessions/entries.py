"""An entry of a programme as plain values: a session, or a break, in a draft, in a release, or on record.

Drafts, releases and the record are compared, checked and exported through this one form. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an entry is. A break belongs to no committee, is attended by nobody and has no page of its own."""

    PLENARY = "plenary"
    GROUP = "group"
    SIDE_EVENT = "side_event"
    BREAK = "break"


SITTINGS = (Kind.PLENARY, Kind.GROUP, Kind.SIDE_EVENT)
"""The kinds that are sessions; a break is none."""


class NamedAs(StrEnum):
    """Why a delegation is named in an entry: it presents, a question was put to it, or it is needed otherwise."""

    PRESENTER = "presenter"
    ASKED = "asked"
    NEEDED = "needed"


@dataclass(frozen=True, order=True)
class Named:
    """A delegation, by its lasting key ("ZMB"), and why it is named."""

    delegation: str
    reason: NamedAs


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry. `uid` is what subscribed calendars know a session by; it lasts through drafts and releases.

    `starts` is a wall time in the zone of the meeting, None where the entry has no place yet. `minutes` is its length.
    `room_name` repeats what the room was called, since a release keeps it. `seats` is the number of people expected,
    None where that is not known. `after` holds the uids of entries that must be over before this one begins. A fixed
    entry is not moved by the scheduler. `cancelled_because` is None unless the entry is cancelled.
    """

    uid: str
    kind: Kind
    title: str
    minutes: int
    starts: datetime | None = None
    committee_id: int | None = None
    room_id: int | None = None
    room_name: str = ""
    part: str = ""
    track: str = ""
    languages: tuple[str, ...] = ()
    seats: int | None = None
    named: tuple[Named, ...] = ()
    after: tuple[str, ...] = ()
    note: str = ""
    is_fixed: bool = False
    is_confirmed: bool = False
    cancelled_because: str | None = None
    time_is_illustrative: bool = False
    day_is_illustrative: bool = False
    is_sample: bool = False
    source: str = ""

    @property
    def full_title(self) -> str:
        """The title with the part."""
        return full_title(self.title, self.part)

    @property
    def ends(self) -> datetime | None:
        """The end as a wall time, None where the entry has no place."""
        return None if self.starts is None else self.starts + timedelta(minutes=self.minutes)

    @property
    def is_placed(self) -> bool:
        """Whether the entry has a time."""
        return self.starts is not None

    @property
    def is_held(self) -> bool:
        """Whether the entry takes place: it has a time and is not cancelled."""
        return self.starts is not None and self.cancelled_because is None

    @property
    def is_sitting(self) -> bool:
        """Whether people sit in it, so that it is a session."""
        return self.kind in SITTINGS


def full_title(title: str, part: str) -> str:
    """The title of a session with its part, if it is one of several: "Sample session (1/2)"."""
    return f"{title} ({part})" if part else title


def as_plain(entry: Entry) -> dict[str, Any]:
    """The entry as plain values for JSON; `from_plain` reads them. The same entry gives the same values."""
    return {
        "uid": entry.uid,
        "kind": entry.kind.value,
        "title": entry.title,
        "minutes": entry.minutes,
        "starts": None if entry.starts is None else entry.starts.isoformat(timespec="minutes"),
        "committee_id": entry.committee_id,
        "room_id": entry.room_id,
        "room_name": entry.room_name,
        "part": entry.part,
        "track": entry.track,
        "languages": list(entry.languages),
        "seats": entry.seats,
        "named": [[one.delegation, one.reason.value] for one in entry.named],
        "after": list(entry.after),
        "note": entry.note,
        "is_fixed": entry.is_fixed,
        "is_confirmed": entry.is_confirmed,
        "cancelled_because": entry.cancelled_because,
        "time_is_illustrative": entry.time_is_illustrative,
        "day_is_illustrative": entry.day_is_illustrative,
        "is_sample": entry.is_sample,
        "source": entry.source,
    }


def from_plain(plain: Mapping[str, Any]) -> Entry:
    """The entry that `as_plain` wrote."""
    starts = plain["starts"]
    return Entry(
        **{
            **plain,
            "kind": Kind(plain["kind"]),
            "starts": None if starts is None else datetime.fromisoformat(starts),
            "languages": tuple(plain["languages"]),
            "named": tuple(Named(key, NamedAs(reason)) for key, reason in plain["named"]),
            "after": tuple(plain["after"]),
        }
    )


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by their starts, then rooms and uids; those without a place come last."""

    def place(entry: Entry) -> tuple[bool, str, str, str]:
        starts = "" if entry.starts is None else entry.starts.isoformat(timespec="minutes")
        return entry.starts is None, starts, entry.room_name, entry.uid

    return sorted(entries, key=place)
