"""A programme day by day. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Generic, Protocol, TypeVar


class Timed(Protocol):
    """What putting a programme into days needs to know of each line of it."""

    @property
    def starts(self) -> datetime:
        """Return the start as wall time."""


class HasDays(Protocol):
    """What putting a programme into days needs to know of the meeting."""

    @property
    def starts_on(self) -> date | None:
        """Return the first day, or None where only a month is on record."""

    @property
    def ends_on(self) -> date | None:
        """Return the last day, which belongs to the meeting."""


Line = TypeVar("Line", bound=Timed)


@dataclass(frozen=True)
class Day(Generic[Line]):
    """A day of a programme and its sessions, in the order of their times."""

    day: date
    sessions: tuple[Line, ...]


def days_of(meeting: HasDays, sessions: Iterable[Line]) -> list[Day[Line]]:
    """The programme of a meeting: every day of it, also one on which no session is recorded.

    `sessions` come in the order of their starts. Where the days of the meeting are not known, these are the days of
    its sessions; a session on another day than the meeting has adds that day.
    """
    by_day = {day: tuple(group) for day, group in groupby(sessions, key=lambda session: session.starts.date())}
    days = set(by_day)
    if meeting.starts_on is not None and meeting.ends_on is not None:
        length = (meeting.ends_on - meeting.starts_on).days + 1
        days |= {meeting.starts_on + timedelta(days=number) for number in range(length)}
    return [Day(day, by_day.get(day, ())) for day in sorted(days)]
