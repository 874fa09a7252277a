"""What stands in a calendar that people subscribe to, and what a moved or a cancelled entry says.

Words come translated from the caller; text from records is freed here of characters that break or forge a
calendar.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import quote


class Status(StrEnum):
    """The three words that RFC 5545 section 3.8.1.11 allows for the status of an event."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class UnusableEntry(ValueError):
    """An entry that no calendar can carry. Its kinds say why."""


class NoUid(UnusableEntry):
    """Nothing tells this entry from others; without a uid, a change would arrive as a second entry."""


class NotWallTime(UnusableEntry):
    """Start, end or previous start carries a zone of its own; an entry has one zone beside its wall times."""


class NotAnInstant(UnusableEntry):
    """The time of creation or of the last change lacks its zone."""


class EndNotAfterStart(UnusableEntry):
    """RFC 5545 section 3.8.2.2: the end must be later than the start."""


class NegativeSequence(UnusableEntry):
    """RFC 5545 section 3.8.7.4: the sequence counts changes from 0 upwards."""


class RepeatedUid(ValueError):
    """Two entries of one calendar have the same uid; readers would keep only one of them."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What subscribers are told of anything in a calendar, whatever time it takes.

    uid: lasts as long as what the entry is about; never derived from its title or time.
    description: may have several lines; everything else is one line.
    url: absolute address of its page, or empty.
    sequence: the number of changes that subscribers must notice; it never shrinks.
    created, last_modified: instants (aware) from the record, never the time of the request: a calendar in
        which nothing changed stays the same to the byte.
    colour: a name of CSS Color Module Level 3, as RFC 7986 section 5.9 wants it, or empty.
    """

    uid: str
    summary: str
    status: Status
    sequence: int
    created: datetime
    last_modified: datetime
    location: str = ""
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    colour: str = ""

    def __post_init__(self) -> None:
        """Refuse what no calendar can carry.

        Raises:
            NoUid, NotAnInstant, NegativeSequence: as their names say.
        """
        if not without_spaces(self.uid):
            raise NoUid(self.uid)
        if self.created.utcoffset() is None or self.last_modified.utcoffset() is None:
            raise NotAnInstant(self.uid)
        if self.sequence < 0:
            raise NegativeSequence(self.uid)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not be held, or is a deadline no longer."""
        return self.status is Status.CANCELLED


@dataclass(frozen=True, kw_only=True)
class CalendarEntry(_Told):
    """One session as subscribers see it.

    starts, ends, previous_start: wall times (naive) in `zone`, an IANA name. `previous_start` is the start
        that was announced before, for an entry that was moved.
    """

    starts: datetime
    ends: datetime
    zone: str
    previous_start: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar can carry.

        Raises:
            NoUid, NotWallTime, NotAnInstant, EndNotAfterStart, NegativeSequence: as their names say.
        """
        super().__post_init__()
        wall_times = [self.starts, self.ends, *([self.previous_start] if self.previous_start else [])]
        if any(wall.tzinfo is not None for wall in wall_times):
            raise NotWallTime(self.uid)
        if self.ends <= self.starts:
            raise EndNotAfterStart(self.uid)


@dataclass(frozen=True, kw_only=True)
class DayEntry(_Told):
    """What is due on a day, whatever the hour: a deadline. `previous_day` is the day that was announced before."""

    day: date
    previous_day: date | None = None


Entry = CalendarEntry | DayEntry


def in_figures(wall: datetime, zone: str) -> str:
    """Return a wall time and its zone in figures that read alike in every language."""
    return f"{wall:%Y-%m-%d %H:%M} ({zone})"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words that are added to an entry, in the reader's language.

    cancelled: the title of a cancelled entry, with %(title)s: "CANCELLED – %(title)s".
    moved: with %(when)s: "Moved. It was announced for %(when)s."
    changed: with %(when)s: "Last changed: %(when)s."
    say_when: puts a wall time and its zone into words.
    """

    cancelled: str
    moved: str
    changed: str
    say_when: Callable[[datetime, str], str] = in_figures


def shown_summary(entry: Entry, wording: Wording) -> str:
    """Return the title; a cancelled entry says so there, since several calendars show nothing else of it."""
    title = one_line(entry.summary)
    return one_line(wording.cancelled % {"title": title}) if entry.is_cancelled else title


def announced_before(entry: Entry, wording: Wording) -> str:
    """Return when an entry that was moved was announced for, in words; nothing for one that was not."""
    if isinstance(entry, DayEntry):
        return "" if entry.previous_day in (None, entry.day) else f"{entry.previous_day}"
    if entry.previous_start is None or entry.previous_start == entry.starts:
        return ""
    return wording.say_when(entry.previous_start, entry.zone)


def shown_description(entry: Entry, wording: Wording) -> str:
    """Return the description: the move, the text, when the record last changed, and the session's address.

    Time and address are there because a calendar may be a day old when it is read: its reader decides how
    often to fetch it.
    """
    parts = []
    if before := announced_before(entry, wording):
        parts.append(wording.moved % {"when": before})
    parts.append(entry.description)
    changed = entry.last_modified.astimezone(UTC).replace(tzinfo=None)
    parts.append(wording.changed % {"when": wording.say_when(changed, "UTC")})
    parts.append(address(entry.url))
    return "\n".join(text for part in parts if (text := several_lines(part)))


# Line ends of all kinds, among them those that only some readers take for one (U+0085, U+2028, U+2029).
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# Never shown: control characters; halves of surrogate pairs, which UTF-8 cannot hold; the byte order mark;
# and the bidirectional embeddings, overrides and isolates (Unicode Standard Annex 9), which can make a title
# show another text than it contains. The harmless marks U+200E, U+200F and U+061C, which Arabic text needs,
# stay.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")


def several_lines(text: str) -> str:
    """Return the text without unseen characters and outer blank space; lines end in a newline alone."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return the text without unseen characters on one line: spaces, tabs and line ends become one space."""
    return re.sub("[ \t\n]+", " ", several_lines(text))


def without_spaces(text: str) -> str:
    """Return a uid without unseen characters and blank space."""
    return "".join(several_lines(text).split())


def address(url: str) -> str:
    """Return an address without blank space, in the characters that RFC 3986 allows; others are encoded."""
    return quote(without_spaces(url), safe=":/?#[]@!$&'()*+,;=%~")


def category(text: str) -> str:
    """Return a category on one line. Backslashes become slashes: readers disagree on one before a comma or an N."""
    return one_line(text).replace("\\", "/")
