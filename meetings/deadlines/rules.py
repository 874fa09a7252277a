"""Rules about deadlines: the days that follow from a meeting's opening or closing day, and when people are reminded.

Days are those of the calendar where the meeting is held. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused

LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON = 200, 2000, 400
MOST_DAYS = 730
"""An offset is at most so many days, two years, to either side."""
MOST_REMINDERS = 5
EARLIEST_REMINDER = 120
"""Days before a deadline."""
SOON = 14
"""A deadline so many days ahead is soon."""


class CountsFrom(StrEnum):
    """From which day of a meeting an offset counts."""

    OPENING = "opening"
    CLOSING = "closing"


class Audience(StrEnum):
    """Whom a deadline concerns; they are reminded of it.

    ISU: the secretariat. OFFICERS: those who act for States in office, and the secretariat. DELEGATIONS: all
    delegations of States. EVERYBODY: organizations too. The last two are public.
    """

    ISU = "isu"
    OFFICERS = "officers"
    DELEGATIONS = "delegations"
    EVERYBODY = "everybody"


PUBLIC = (Audience.DELEGATIONS, Audience.EVERYBODY)
PROGRAMME_PUBLIC = "programme_public"
"""The key of the offset of which the record itself tells that it is done: everybody has the programme."""
BEGINNINGS = frozenset({"visa_first"})
"""The keys of offsets that give the first day of something, so that nothing is late after it."""


class Standing(StrEnum):
    """Where a deadline stands on a day."""

    DROPPED = "dropped"
    MET = "met"
    DONE = "done"
    BEGUN = "begun"
    PAST = "past"
    TODAY = "today"
    SOON = "soon"
    AHEAD = "ahead"


class MeetingHasNoDays(Refused):
    """The record does not give the days of the meeting, so that nothing can be counted from them (fact: `meeting`)."""


class TooFar(Refused):
    """An offset is more than `most` days from the day that it counts from."""


class NotDaysBefore(Refused):
    """Days of reminders are whole numbers with commas between them, at most `most`, each at most `earliest`."""


class UnknownAudience(Refused):
    """There is no such audience (fact: `audience`)."""


class NoName(Refused):
    """A deadline that is set by hand needs a name."""


class NoReason(Refused):
    """A deadline is moved away from its offset, or dropped, for a reason that everybody may read."""


class IsDropped(Refused):
    """The deadline was dropped; it must be taken up again before anything else is done with it."""


class IsMet(Refused):
    """The deadline was met already."""


class IsOpen(Refused):
    """The deadline is neither met nor dropped."""


class Offset(Protocol):
    """What a deadline is worked out from."""

    @property
    def counts_from(self) -> str:
        """Return "opening" or "closing"."""

    @property
    def days(self) -> int:
        """Return the days from that day on; before it, they are negative."""


class HasDays(Protocol):
    """A meeting, as far as deadlines are concerned."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def starts_on(self) -> date | None:
        """Return the opening day, None where it is not known."""

    @property
    def ends_on(self) -> date | None:
        """Return the closing day, which belongs to the meeting."""


class Dated(Protocol):
    """A deadline, as far as its standing is concerned."""

    @property
    def due_on(self) -> date:
        """Return the last day."""

    @property
    def is_met(self) -> bool:
        """Return whether it was met."""

    @property
    def is_dropped(self) -> bool:
        """Return whether it was dropped."""

    @property
    def is_beginning(self) -> bool:
        """Return whether it is the first day of something, and no last day."""


SomeDeadline = TypeVar("SomeDeadline")


@dataclass(frozen=True)
class Planned:
    """What came of working out the deadlines of a meeting.

    So many are new, so many were put on another day, and of so many it changed whom they concern or when people are
    reminded.
    """

    new: int
    moved: int
    changed: int


@dataclass(frozen=True)
class Followed(Generic[SomeDeadline]):
    """What came of other days of a meeting: so many deadlines moved, and those that may no longer fit stayed."""

    moved: int
    stayed: Sequence[SomeDeadline]


@dataclass(frozen=True)
class Days:
    """The opening and the closing day of a meeting; both belong to it."""

    opening: date
    closing: date


def days_of(meeting: HasDays) -> Days:
    """The days that deadlines of a meeting count from. Raises MeetingHasNoDays."""
    if meeting.starts_on is None or meeting.ends_on is None:
        raise MeetingHasNoDays(meeting=meeting.name)
    return Days(meeting.starts_on, meeting.ends_on)


def due_on(offset: Offset, days: Days) -> date:
    """The day on which a deadline falls: so many days of the calendar from the opening or the closing day.

    It may be a weekend; pages say so, and the ISU decides whether to move it. Raises TooFar.
    """
    check_days(offset.days)
    return (days.opening if offset.counts_from == CountsFrom.OPENING else days.closing) + timedelta(days=offset.days)


def check_days(days: int) -> None:
    """Refuse an offset that nobody means. Raises TooFar."""
    if abs(days) > MOST_DAYS:
        raise TooFar(most=MOST_DAYS)


def check_audience(audience: str) -> None:
    """Refuse an audience that there is none of. Raises UnknownAudience."""
    if audience not in set(Audience):
        raise UnknownAudience(audience=audience)


def announced_before(due: date, after: date, kept: date | None, *, is_told: bool) -> date | None:
    """The day that everybody was told before a deadline is put on another, None if they know of no other.

    `kept` is what was found so before. `is_told`: everybody may know the deadline, which is public, and of a meeting
    that is listed; of one that nobody was told the day may change freely.
    """
    return due if is_told and due != after else kept


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.isoweekday() > 5


def working_day_before(day: date, free_days: Collection[date] = ()) -> date:
    """The day itself, or the last day before on which people work: neither a weekend nor one of the free days."""
    while is_weekend(day) or day in free_days:
        day -= timedelta(days=1)
    return day


def reminder_days(text: str) -> tuple[int, ...]:
    """Read days before a deadline, such as "14, 3", the farthest first; none where nothing is said.

    Commas and semicolons of any script may stand between them. Raises NotDaysBefore.
    """
    parts = [part.strip() for part in re.split("[,;،؛、，]", text) if part.strip()]
    refusal = NotDaysBefore(most=MOST_REMINDERS, earliest=EARLIEST_REMINDER)
    if len(parts) > MOST_REMINDERS:
        raise refusal
    found = set()
    for part in parts:
        if not re.fullmatch("[0-9]{1,3}", part) or int(part) > EARLIEST_REMINDER:
            raise refusal
        found.add(int(part))
    return tuple(sorted(found, reverse=True))


def said(days: Iterable[int]) -> str:
    """Days of reminders as the form asks for them, with commas between them."""
    return ", ".join(str(day) for day in days)


def standing_of(deadline: Dated, today: date, *, is_done: bool = False) -> Standing:
    """Where a deadline stands on a day. On its last day it is not past. `is_done`: the record tells so itself."""
    if deadline.is_dropped:
        return Standing.DROPPED
    if deadline.is_met:
        return Standing.MET
    if is_done:
        return Standing.DONE
    left = (deadline.due_on - today).days
    if left < 0:
        return Standing.BEGUN if deadline.is_beginning else Standing.PAST
    if left == 0:
        return Standing.TODAY
    return Standing.SOON if left <= SOON else Standing.AHEAD


def day_to_remind(due: date, remind_days: Iterable[int], today: date, reminded: Collection[date]) -> date | None:
    """The newest day of reminders that has come and for which nobody was reminded, None if there is none.

    After the last day nobody is reminded any more. Of several days that passed while nothing could be sent, the newest
    counts alone, so that nobody gets two mails at once.
    """
    if today > due:
        return None
    passed = [day for before in remind_days if (day := due - timedelta(days=before)) <= today]
    newest = max(passed, default=None)
    return None if newest is None or any(day >= newest for day in reminded) else newest
