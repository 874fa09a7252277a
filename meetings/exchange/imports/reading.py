"""What is read from files of other systems: sittings and breaks with their hours, before they become a draft.

Each format has a module that returns what it found as plain values, `Found`; `taking` makes entries of them. Whoever
wrote the file is not trusted: what is too much, or not what it says it is, is refused with its place. Standard library
only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from foundation import plain_text
from foundation.rules import Refused

MOST_BYTES = 5_000_000
MOST_FOUND = 500
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""The days on which something in a file may begin and end: nobody plans a week in the year 1 or 9999."""
LONGEST_SPAN = timedelta(days=60)
"""From the first day in a file to the last. What is further away than that is a slip of the pen, or an attack."""
LONGEST_LINE = 200_000
"""Characters of one line of a calendar, after it was unfolded."""


class Format(StrEnum):
    """What kind of file it is."""

    CALENDAR = "calendar"
    INDICO = "indico"
    FRAB = "frab"


class TooLarge(Refused):
    """The file is larger than `megabytes` MB."""


class NotText(Refused):
    """The file is not text in UTF-8."""


class UnknownFormat(Refused):
    """The file is no calendar, no JSON and no XML."""


class NotJson(Refused):
    """The file begins like JSON and is none (facts: `line`, `column`)."""


class NotXml(Refused):
    """The file begins like XML and is none that may be read (facts: `line`, `detail`)."""


class NotACalendar(Refused):
    """The file begins like a calendar and is none (fact: `detail`)."""


class NotAnExport(Refused):
    """The file is JSON or XML, but no programme of a kind that is known (fact: `place`)."""


class WrongValue(Refused):
    """Something in the file is not what it must be (facts: `place`, `value`)."""


class TooMany(Refused):
    """The file holds more than `most` sittings and breaks."""


class NothingInIt(Refused):
    """The file holds no sitting and no break."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something with hours, as a file tells it.

    `starts` and `ends` are aware where the file says a zone or an offset, else wall times of the meeting. `category` is
    what the file calls its kind. `talks` counts what is held within it.
    """

    title: str
    starts: datetime
    ends: datetime
    room: str = ""
    track: str = ""
    category: str = ""
    note: str = ""
    is_break: bool = False
    is_cancelled: bool = False
    is_all_day: bool = False
    recurs: bool = False
    talks: int = 0


@dataclass(frozen=True)
class FileRead:
    """A file that was read: its format, and what it holds in the order of the file."""

    format: Format
    found: tuple[Found, ...]


def check_size(content: bytes) -> None:
    """Refuse a file that is larger than any programme. Raises TooLarge."""
    if len(content) > MOST_BYTES:
        raise TooLarge(megabytes=MOST_BYTES // 1_000_000)


def decoded(content: bytes) -> str:
    """The file as text. Raises NotText."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotText from None
    if "\0" in text:
        raise NotText
    return text


def checked(found: list[Found]) -> tuple[Found, ...]:
    """What was found, if it is something and not too much, on days that can belong to one meeting.

    Raises TooMany, NothingInIt; WrongValue with title and day if something is before 1990 or after 2099, or if more
    than 60 days lie between the first day and the last: it names the one that is further from the middle of all.
    """
    if len(found) > MOST_FOUND:
        raise TooMany(most=MOST_FOUND)
    if not found:
        raise NothingInIt
    days = sorted((moment.date(), one.title) for one in found for moment in (one.starts, one.ends))
    first, middle, last = (days[number][0] for number in (0, len(days) // 2, -1))
    if first < EARLIEST:
        raise _wrong(*days[0])
    if last > LATEST:
        raise _wrong(*days[-1])
    if last - first > LONGEST_SPAN:
        raise _wrong(*(days[0] if middle - first > last - middle else days[-1]))
    return tuple(found)


def _wrong(day: date, title: str) -> WrongValue:
    place = plain_text.one_line(plain_text.with_refused_characters_shown(title[:60]))
    return WrongValue(place=place, value=day.isoformat())
