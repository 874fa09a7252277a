"""The record of offices as a grid: years by lineages of committees, and who came from where.

A column is a lineage: a committee with those that it came of and those that came of it. A row is a year of work, from
one formal meeting to the next. Standard library only; nothing here reads a table or a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from foundation.rules import Refused
from meetings.offices.rules import Role, role_order

MOST_YEARS = 25
"""The most years that a page shows at a time, so that it costs the same however long the record is."""

LEADING = frozenset({Role.PRESIDENT, Role.CHAIR, Role.CO_CHAIR, Role.VICE_CHAIR, Role.COORDINATOR})
"""Roles that stand on the first side of a cell; States move there from the others."""


class WindowEndsBeforeItBegins(Refused):
    """The last year asked for comes before the first (facts: `first`, `last`)."""


class WindowTooLong(Refused):
    """More years than a page shows (fact: `most`)."""


class Before(StrEnum):
    """What a State in office did in the term before, in the same lineage."""

    MOVED_UP = "moved_up"
    STAYED = "stayed"
    CAME_WITH_MERGER = "came_with_merger"
    OTHER_ROLE = "other_role"


@dataclass(frozen=True, slots=True)
class Held:
    """An office holding that stands: by numbers of committee and delegation, with the delegation's key."""

    id: int
    committee_id: int
    delegation_id: int
    delegation_key: str
    role: str
    since: dt.date
    until: dt.date
    term: str
    year: int
    is_interim: bool = False
    planned_until: dt.date | None = None
    origin: str = "record"
    revoked_at: None = None


class HasPeriod(Protocol):
    """What the rows need to know of a term; see `meetings.terms.rules.Term`."""

    @property
    def name(self) -> str:
        """Return the two meetings ("10MSP-11MSP")."""

    @property
    def year(self) -> int:
        """Return the year of the work."""

    @property
    def since(self) -> dt.date:
        """Return the first day."""

    @property
    def until(self) -> dt.date:
        """Return the day that belongs to the next term."""


@dataclass(frozen=True, slots=True)
class Row:
    """A year of work: the names of its terms, its first day, and the day that belongs to the next."""

    year: int
    terms: tuple[str, ...]
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Where a State in office came from: what it did before, in which role and committee, by which holding."""

    before: Before
    role: str
    committee_id: int
    holding_id: int


def check_window(first: int, last: int, most: int = MOST_YEARS) -> None:
    """Refuse years in the wrong order, and more of them than a page shows.

    Raises:
        WindowEndsBeforeItBegins: `last` is before `first`.
        WindowTooLong: more than `most`.
    """
    if last < first:
        raise WindowEndsBeforeItBegins(first=first, last=last)
    if last - first >= most:
        raise WindowTooLong(most=most)


class FilledFrom(Protocol):
    """A role of a scheme, by the role that its holders come from."""

    @property
    def succeeds(self) -> str | None:
        """Return that role, None where they come from none."""


class HasRoles(Protocol):
    """What `roles_missing` needs to know of a scheme; see `meetings.terms.models.Scheme`."""

    @property
    def since(self) -> dt.date:
        """Return its first day."""

    @property
    def until(self) -> dt.date | None:
        """Return the day on which it holds no longer, None if it still does."""

    @property
    def roles(self) -> Sequence[FilledFrom]:
        """Return its roles."""


def roles_missing(
    years: Mapping[int, dt.date], schemes: Iterable[HasRoles], held: Collection[tuple[str, int]]
) -> dict[str, list[int]]:
    """Return the roles, each with the years, of which nobody is on record although others move up from them.

    `years` are the years with the first days of their terms, `schemes` those that stand and cover any of these days,
    `held` each role with a year in which anybody held it.
    """
    found: dict[str, set[int]] = {}
    for scheme in schemes:
        for year, day in years.items():
            if scheme.since <= day and (scheme.until is None or day < scheme.until):
                for role in scheme.roles:
                    if role.succeeds is not None and (role.succeeds, year) not in held:
                        found.setdefault(role.succeeds, set()).add(year)
    return {role: sorted(found[role]) for role in sorted(found, key=role_order)}


def window(asked_first: int | None, asked_last: int | None, first: int, last: int, most: int) -> tuple[int, int]:
    """Return the years that were asked for, of a record from `first` to `last`.

    Where one end is not given, the window is as long as a page shows, within the record.
    """
    if asked_first is None:
        end = last if asked_last is None else min(max(asked_last, first), last)
        return max(first, end - most + 1), end
    if asked_last is None:
        begin = min(max(asked_first, first), last)
        return begin, min(last, begin + most - 1)
    return asked_first, asked_last


def clipped(asked: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """Return those of the years asked for that the record has; all of them, where it has none of them."""
    within = max(asked[0], first), min(asked[1], last)
    return within if within[0] <= within[1] else asked


def lineages(committee_ids: Sequence[int], steps: Collection[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the columns: committees that came of each other, the older first, in the order handed in.

    `steps` lead from an earlier committee to a later one. A committee goes on in the first of its successors; where
    several go on in the same one, that is a merger, and they share its column. What else came of a committee has a
    column of its own.
    """
    known = set(committee_ids)
    place = {number: index for index, number in enumerate(committee_ids)}
    heirs: dict[int, int] = {}
    for earlier, later in sorted(steps, key=lambda step: place.get(step[1], len(place))):
        if earlier in known and later in known:
            heirs.setdefault(earlier, later)
    columns: dict[int, list[int]] = {}
    for number in committee_ids:
        end = number
        while end in heirs:
            end = heirs[end]
        columns.setdefault(end, []).append(number)
    return [tuple(column) for column in columns.values()]


def bounds(years: Iterable[int | None], terms: Iterable[HasPeriod], today: dt.date) -> tuple[int, int]:
    """Return the first and last year of the record: of its offices (`years`), and of the terms begun by today.

    Without any, both are today's year.
    """
    known = [year for year in years if year is not None]
    known += [term.year for term in terms if term.since <= today]
    return min(known, default=today.year), max(known, default=today.year)


def day_of(row: Row, today: dt.date) -> dt.date:
    """Return the day as of which a year's free seats are told: today, or the day of the year nearest to it."""
    return min(max(today, row.since), row.until - dt.timedelta(days=1))


def rows(held: Iterable[Held], terms: Iterable[HasPeriod], first: int, last: int) -> list[Row]:
    """Return the years from `first` to `last` of which a term or an office is on record, the newest first.

    The term that the meetings give decides on the days; a year without one has those of its offices. The presidency,
    which begins some days before the term does, decides only where there is no other.
    """
    found: dict[int, dict[str, tuple[dt.date, dt.date]]] = {}
    fixed: dict[int, tuple[dt.date, dt.date]] = {}
    for term in terms:
        if first <= term.year <= last:
            found.setdefault(term.year, {})[term.name] = fixed[term.year] = term.since, term.until
    in_terms = {one.year for one in held if one.role != Role.PRESIDENT}
    for one in held:
        if first <= one.year <= last and (one.role != Role.PRESIDENT or one.year not in in_terms):
            named = found.setdefault(one.year, {})
            since, until = named.get(one.term, (one.since, one.until))
            named[one.term] = min(since, one.since), max(until, one.until)
    made = []
    for year in sorted(found, reverse=True):
        days = found[year].values()
        whole = min(since for since, _ in days), max(until for _, until in days)
        made.append(Row(year, tuple(found[year]), *fixed.get(year, whole)))
    return made


def is_held_in(one: Held, row: Row) -> bool:
    """Return whether an office belongs to a year: its own, or a later one into which it lasts."""
    return one.year == row.year or (one.year < row.year and one.until > row.since)


def came_from(held: Collection[Held], steps: Collection[tuple[int, int]]) -> dict[int, CameFrom]:
    """Return for each holding that follows one of the same State, without a day between them, where that was.

    The one before was in the same committee or in one that this committee came of.
    """
    earlier_committees: dict[int, set[int]] = {}
    for earlier, later in steps:
        earlier_committees.setdefault(later, set()).add(earlier)
    ended: dict[tuple[int, dt.date], list[Held]] = {}
    for one in held:
        ended.setdefault((one.delegation_id, one.until), []).append(one)
    found = {}
    for one in held:
        family = {one.committee_id} | earlier_committees.get(one.committee_id, set())
        before = [other for other in ended.get((one.delegation_id, one.since), ()) if other.committee_id in family]
        if before:
            last = min(before, key=lambda other: (role_order(other.role), other.id))
            merged = len(earlier_committees.get(one.committee_id, ())) > 1
            found[one.id] = CameFrom(_before(last, one, is_merger=merged), last.role, last.committee_id, last.id)
    return found


def _before(before: Held, after: Held, *, is_merger: bool) -> Before:
    if before.role == after.role:
        moved = before.committee_id != after.committee_id and is_merger
        return Before.CAME_WITH_MERGER if moved else Before.STAYED
    if role_order(after.role) < role_order(before.role) and before.role not in LEADING:
        return Before.MOVED_UP
    return Before.OTHER_ROLE
