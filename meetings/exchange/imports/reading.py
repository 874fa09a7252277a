"""What is read from files of other systems: sittings and breaks with their hours, before they become a draft.

Each format has a module that returns what it found as plain values, `Found`; `taking` makes entries of them. Whoever
wrote the file is not trusted: what is too much, or not what it says it is, is refused with its place. Standard library
only.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from foundation import plain_text
from foundation.rules import Refused

MOST_BYTES = 5_000_000
MOST_FOUND = 500
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""The days on which something in a file may begin and end: nobody plans a week in the year 1 or 9999."""
LONGEST_SPAN = timedelta(days=60)
"""From the first day in a file to the last. What is further away than that is a slip of the pen, or an attack."""
LONGEST_PLACE = 80


class Format(StrEnum):
    """What kind of file it is."""

    CALENDAR = "calendar"
    INDICO = "indico"
    FRAB = "frab"


class TooLarge(Refused):
    """The file is larger than `megabytes` MB."""


class Empty(Refused):
    """The file holds nothing at all, or only blanks."""


class WebPage(Refused):
    """The file is a web page, as a browser saves it where somebody should have signed in first."""


class NotText(Refused):
    """The file is not text in UTF-8."""


class UnknownFormat(Refused):
    """The file is no calendar, no JSON and no XML."""


class NotJson(Refused):
    """The file begins like JSON and is none (facts: `line`, `column`)."""


class NotXml(Refused):
    """The file begins like XML and is none that may be read (facts: `line`, `detail`)."""


class NotACalendar(Refused):
    """The file begins like a calendar and is none (fact: `line`)."""


class CutOff(Refused):
    """The file ends before what begins on a line of it is complete (fact: `line`)."""


class LongLine(Refused):
    """A line of the file is longer than `most` characters (fact: `line`)."""


class NotAnExport(Refused):
    """The file is JSON, but what stands at a place is not what stands there in a programme (fact: `place`)."""


class WrongValue(Refused):
    """Something in the file is not what it must be (facts: `place`, `value`)."""


class MissingValue(Refused):
    """A date, an hour or a length is missing where one must be (fact: `place`)."""


class FarAway(Refused):
    """Something is before 1990, after 2099 or too far from everything else (facts: `place`, `day`, `first`, `last`,
    the years, and `most`, the number of days that one file may span)."""


class TooMany(Refused):
    """The file holds more than `most` sittings and breaks."""


class NothingInIt(Refused):
    """The file holds no sitting and no break."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something with hours, as a file tells it.

    `starts` and `ends` are aware where the file says a zone or an offset, else wall times of the meeting; None where it
    says none. `unknown_zone` is the name of a zone that nobody knows. `categories` are what the file calls its kind.
    `is_outdated` is another version of what the file has in a later one. `talks` counts what is held within it.
    """

    title: str
    starts: datetime | None
    ends: datetime | None
    room: str = ""
    track: str = ""
    categories: tuple[str, ...] = ()
    note: str = ""
    unknown_zone: str = ""
    is_break: bool = False
    is_cancelled: bool = False
    is_outdated: bool = False
    is_all_day: bool = False
    recurs: bool = False
    talks: int = 0


@dataclass(frozen=True)
class FileRead:
    """A file that was read: its format, and what it holds in the order of the file."""

    format: Format
    found: tuple[Found, ...]


def check_size(content: bytes) -> None:
    """Refuse a file that is larger than any programme, or that holds nothing. Raises TooLarge, Empty."""
    if len(content) > MOST_BYTES:
        raise TooLarge(megabytes=MOST_BYTES // 1_000_000)
    if not content.removeprefix(BOM_UTF8).strip():
        raise Empty


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

    Raises TooMany, NothingInIt; FarAway if something is before 1990 or after 2099, or if more than 60 days lie between
    the first day and the last: it names the one that is further from the middle of all.
    """
    if len(found) > MOST_FOUND:
        raise TooMany(most=MOST_FOUND)
    if not found:
        raise NothingInIt
    moments = ((moment, one.title) for one in found for moment in (one.starts, one.ends))
    days = sorted((moment.date(), title) for moment, title in moments if moment is not None)
    if not days:
        return tuple(found)
    first, middle, last = (days[number][0] for number in (0, len(days) // 2, -1))
    if first < EARLIEST:
        raise far_away(*days[0])
    if last > LATEST:
        raise far_away(*days[-1])
    if last - first > LONGEST_SPAN:
        raise far_away(*(days[0] if middle - first > last - middle else days[-1]))
    return tuple(found)


def after(moment: datetime, length: timedelta, place: str) -> datetime:
    """The moment so long after another one, also if the clocks change in between. Raises FarAway."""
    try:
        if moment.tzinfo is None:
            return moment + length
        return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)
    except OverflowError:
        raise far_away(moment.date(), place) from None


def wrong_value(place: str, value: str) -> WrongValue:
    """The refusal of a value that is no date, hour or length."""
    return WrongValue(place=_shown(place), value=_shown(value[:60]))


def missing_value(place: str) -> MissingValue:
    """The refusal of a place where a date, an hour or a length is missing."""
    return MissingValue(place=_shown(place))


def far_away(day: date, title: str) -> FarAway:
    """The refusal of a day that cannot belong to the same meeting as the others."""
    years = {"first": str(EARLIEST.year), "last": str(LATEST.year)}
    return FarAway(place=_shown(title), day=day.isoformat(), most=LONGEST_SPAN.days, **years)


def _shown(text: str) -> str:
    """A text of a file as a sentence may name it: short, and without characters that hide or turn others around."""
    plain = plain_text.one_line(plain_text.with_refused_characters_shown(text[: 4 * LONGEST_PLACE]))
    return plain if len(plain) <= LONGEST_PLACE else plain[: LONGEST_PLACE - 1].rstrip() + "…"
