"""One State's service over the years: in which years it held an office, where, and how long ago the last one ended.

Standard library only. The presidency and offices ad interim, which come with it, are shown among the offices and count
for nothing here: nobody was chosen for them in a committee's turn.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from meetings.standings import CHAIRING_ROLES, PRESIDENT


class Held(Protocol):
    """What is asked of an office; see `meetings.offices.models.OfficeHolding`."""

    @property
    def committee_id(self) -> int:
        """Return the committee's number."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def year(self) -> int:
        """Return the year of the work."""

    @property
    def since(self) -> dt.date:
        """Return the first day."""

    @property
    def until(self) -> dt.date:
        """Return the day on which it is over."""

    @property
    def is_interim(self) -> bool:
        """Return whether it came with the presidency."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the line: whether the State held an office, and whether it was in the chair."""

    year: int
    served: bool
    chaired: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A State's service as of a day.

    `years` lead from the first office to the last or to the year of the newest term; `by_committee` counts offices by
    the committee's number. `ended` is the last day of the last office, None while one is held, and `terms_since` how
    many terms have begun from that day on.
    """

    years: tuple[Year, ...]
    by_committee: tuple[tuple[int, int], ...]
    ended: dt.date | None
    terms_since: int


def service(held: Iterable[Held], begun: Mapping[int, dt.date], newest: int, day: dt.date) -> Service | None:
    """Return the service up to the day, None without any; `begun` are the first days of terms by year, up to the day.

    `newest` is the last year that the line shows. An office of several terms shows in the year of each that has begun.
    """
    counted = [one for one in held if one.role != PRESIDENT and not one.is_interim and one.since <= day]
    if not counted:
        return None
    served = {year for one in counted for year in _years(one, begun)}
    chaired = {year for one in counted if one.role in CHAIRING_ROLES for year in _years(one, begun)}
    ended = max(one.until for one in counted)
    line = range(min(served), max(newest, *served) + 1)
    return Service(
        years=tuple(Year(year, year in served, year in chaired) for year in line),
        by_committee=tuple(Counter(one.committee_id for one in counted).most_common()),
        ended=ended if ended <= day else None,
        terms_since=sum(ended <= first <= day for first in begun.values()),
    )


def _years(one: Held, begun: Mapping[int, dt.date]) -> set[int]:
    """The year of its first term, and of the later ones that began while it was held."""
    return {one.year} | {year for year, first in begun.items() if year > one.year and first < one.until}
