"""Rules about meetings and their rooms, and how meetings are put in order for a reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused

LONGEST_NAME, LONGEST_SLUG, LONGEST_NUMBER, LONGEST_CITY, LONGEST_VENUE, LONGEST_ZONE = 300, 80, 40, 120, 300, 60
LONGEST_ROOM = 120
MOST_SEATS = 10_000
MOST_DAYS = 60
KINDS = ("meeting_of_states_parties", "review_conference", "intersessional", "related_event")
INTERSESSIONAL = "intersessional"
USUAL_ZONE = "Europe/Zurich"
_ZONES_ELSEWHERE = {
    "Bangkok": "Asia/Bangkok",
    "Cartagena": "America/Bogota",
    "Dead Sea (Jordan)": "Asia/Amman",
    "Managua": "America/Managua",
    "Maputo": "Africa/Maputo",
    "Nairobi": "Africa/Nairobi",
    "Phnom Penh": "Asia/Phnom_Penh",
    "Tirana": "Europe/Tirane",
    "Zagreb": "Europe/Zagreb",
}

_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = frozenset({"new"})
"""What stands in an address where a meeting's short name could."""


class EndsBeforeItBegins(Refused):
    """The last day of the meeting comes before the first (facts: `first`, `last`)."""


class TooManyDays(Refused):
    """The meeting would last longer than `most` days: most likely a year was mistyped."""


class UnknownKind(Refused):
    """There is no such kind of meeting (fact: `kind`)."""


class BadSlug(Refused):
    """The short name cannot stand in an address (fact: `slug`)."""


class SlugTaken(Refused):
    """Another meeting has this short name (fact: `slug`)."""


class NoSuchZone(Refused):
    """The time zone database has no zone of this name (fact: `zone`)."""


class ZoneInUse(Refused):
    """Sessions are scheduled in the wall time of the meeting's zone, so it cannot change (fact: `zone`)."""


class DaysInUse(Refused):
    """A session is on a day that would no longer be one of the meeting's (facts: `title`, `day`)."""


class AlreadyListed(Refused):
    """The meeting is listed already."""


class RoomNameTaken(Refused):
    """The meeting has a room of this name (fact: `room`)."""


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is said of a meeting when it is set up. The last day belongs to it; `zone` is an IANA name."""

    name: str
    kind: str
    number: str
    starts_on: date
    ends_on: date
    city: str
    venue: str
    zone: str


class Dated(Protocol):
    """What putting meetings in order needs to know of each."""

    @property
    def starts_on(self) -> date | None:
        """Return the first day, or None where only a month is on record."""

    @property
    def ends_on(self) -> date | None:
        """Return the last day."""

    @property
    def dates_text(self) -> str:
        """Return what the record prints where the days are not known: "2011-04", or "2011-04 to 2011-05"."""

    @property
    def name(self) -> str:
        """Return the name."""


SomeMeeting = TypeVar("SomeMeeting", bound=Dated)


def address_of(slug: str) -> str:
    """The path of a meeting's page. It is a promise to the outside and never changes."""
    return f"/meetings/{slug}/"


def zone_of(city: str) -> str:
    """The time zone of a city that the reference table names (tz database, zone1970.tab); all others are Geneva's."""
    return _ZONES_ELSEWHERE.get(city, USUAL_ZONE)


def check_facts(facts: MeetingFacts) -> None:
    """Refuse days and kinds that no meeting has. Raises EndsBeforeItBegins, TooManyDays, UnknownKind."""
    if facts.ends_on < facts.starts_on:
        raise EndsBeforeItBegins(first=facts.starts_on.isoformat(), last=facts.ends_on.isoformat())
    if facts.ends_on - facts.starts_on >= timedelta(days=MOST_DAYS):
        raise TooManyDays(most=MOST_DAYS)
    if facts.kind not in KINDS:
        raise UnknownKind(kind=facts.kind)


def check_slug(slug: str) -> None:
    """Refuse what cannot stand in an address. Raises BadSlug."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in _RESERVED:
        raise BadSlug(slug=slug)


def proposed_slug(facts: MeetingFacts) -> str:
    """The short name for addresses: `2011-06-intersessional` for a week of the committees, else from the number.

    `11MSP` becomes `11msp`. A meeting without a number is named by its year and name; one whose name has no Latin
    letter by its first day.
    """
    if facts.kind == INTERSESSIONAL:
        return f"{facts.starts_on:%Y-%m}-{INTERSESSIONAL}"
    if slug := _as_slug(facts.number):
        return slug
    named = _as_slug(f"{facts.starts_on.year} {facts.name}")
    return named if named != str(facts.starts_on.year) else facts.starts_on.isoformat()


def _as_slug(text: str) -> str:
    """The Latin letters and digits of a text, without their accents; a hyphen for whatever stands between them."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "-".join(re.findall("[a-z0-9]+", letters.lower()))[:LONGEST_SLUG].strip("-")


def check_sessions_within(sessions: Iterable[tuple[str, date]], first: date | None, last: date | None) -> None:
    """Refuse days that leave a session outside; days that are not known hold none. Raises DaysInUse.

    `sessions` are titles and days.
    """
    for title, day in sessions:
        if first is None or last is None or not first <= day <= last:
            raise DaysInUse(title=title, day=day.isoformat())


class Interpretation(StrEnum):
    """What is known of the languages that are interpreted in a room, or at a time."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"


def interpretation_of(languages: Sequence[str] | None) -> Interpretation:
    """What is known where these languages are: None if nothing is."""
    if languages is None:
        return Interpretation.UNKNOWN
    return Interpretation.SOME if languages else Interpretation.NONE


def room_key(name: str) -> str:
    """What makes two names of rooms the same: neither case nor blanks nor the width of letters.

    Some letters become several in this form ("ß", "…"), so that the key of a long name is cut to what a name may have.
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:LONGEST_ROOM]


@dataclass(frozen=True)
class MeetingsInOrder(Generic[SomeMeeting]):
    """Meetings for a reader: what is on or to come, the nearest first; then the rest by year, the newest first."""

    upcoming: tuple[SomeMeeting, ...]
    years: tuple[tuple[int, tuple[SomeMeeting, ...]], ...]


def in_order(meetings: Iterable[SomeMeeting], today: date) -> MeetingsInOrder[SomeMeeting]:
    """Put meetings in order as of a day.

    A meeting of which only a month is on record counts from the first day of it; it is over when that month is.
    """
    by_start = sorted(meetings, key=lambda meeting: (_first_day(meeting), meeting.name))
    upcoming = tuple(meeting for meeting in by_start if _is_upcoming(meeting, today))
    past = [meeting for meeting in reversed(by_start) if not _is_upcoming(meeting, today)]
    years = tuple((year, tuple(group)) for year, group in groupby(past, key=lambda meeting: _first_day(meeting).year))
    return MeetingsInOrder(upcoming, years)


def _is_upcoming(meeting: Dated, today: date) -> bool:
    if meeting.ends_on is not None:
        return meeting.ends_on >= today
    return _month(meeting.dates_text.rpartition(" to ")[2]) >= today.replace(day=1)


def _first_day(meeting: Dated) -> date:
    return meeting.starts_on or _month(meeting.dates_text)


def _month(text: str) -> date:
    """The first day of the month with which the text begins ("2011-04", "2011-04-28 to 2011-05")."""
    return date(int(text[:4]), int(text[5:7]), 1)
