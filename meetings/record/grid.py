"""The grid of offices as plain values in the reader's language, with its lines of succession."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from meetings.committees.models import Committee
from meetings.delegations.models import DelegationName
from meetings.delegations.rules import name_on
from meetings.offices.phrases import role_of_several
from meetings.offices.rules import role_order
from meetings.record import phrases, rules
from meetings.record.lines import Cell, Place, drawn
from meetings.record.rules import Held, Row
from meetings.standings import PRESIDENT
from meetings.terms.models import Scheme
from meetings.terms.schemes import scheme_on
from meetings.terms.seats import SeatsOnDay, seats_of

FREE = (phrases.vacant, phrases.unknown, phrases.to_fill)
"""The words for seats that nobody is recorded for, as `SeatsOnDay` counts them."""


@dataclass(frozen=True)
class Line:
    """A line of a cell: the name of a role (`is_role`), a State (with the key of its page), or what is not known.

    `came` tells what the line of succession draws; `notes` what else there is to tell.
    """

    text: str
    is_role: bool = False
    key: str = ""
    came: str = ""
    notes: Sequence[str] = ()
    is_second: bool = False


@dataclass
class BlockShown:
    """The offices of a committee in a year. `heading` is its committee, where the column's heading does not say it."""

    heading: Committee | None
    lines: list[Line]
    height: int
    path: str = ""

    @property
    def box(self) -> int:
        """The height of the drawing, in its own units."""
        return 2 * self.height


@dataclass(frozen=True)
class RowShown:
    """A year: its presidents, and the blocks of each cell."""

    row: Row
    presidents: list[Line]
    cells: list[list[BlockShown]]


@dataclass(frozen=True)
class GridShown:
    """The grid: the committees at its head, and its years."""

    columns: list[Committee]
    rows: list[RowShown]


@dataclass(frozen=True)
class Known:
    """What the grid is made of, as `queries` gives it. `opened` are the first days of terms that a closing or a slate
    opened.
    """

    committees: Mapping[int, Committee]
    steps: Collection[tuple[int, int]]
    held: Sequence[Held]
    schemes: Sequence[Scheme]
    names: Mapping[int, list[DelegationName]]
    rows: Sequence[Row]
    language: str
    today: date
    opened: Collection[date] = ()
    came_from: Mapping[int, rules.CameFrom] = field(default_factory=dict)


def grid_shown(known: Known) -> GridShown:
    """The whole grid. Who presides stands with the year and not in a column: it is an office of the whole term."""
    everybody = [[one for one in known.held if rules.is_held_in(one, row)] for row in known.rows]
    years = [[one for one in year if one.role != PRESIDENT] for year in everybody]
    with_offices = {one.committee_id for year in years for one in year}
    with_offices |= {scheme.committee_id for scheme in known.schemes if not _presides(scheme)}
    columns = rules.lineages([number for number in known.committees if number in with_offices], known.steps)
    cells = [_column(column, known, years) for column in columns]
    rows = [
        RowShown(row, _presidents(year, row, known), [column[place] for column in cells])
        for place, (row, year) in enumerate(zip(known.rows, everybody, strict=True))
    ]
    return GridShown([known.committees[column[-1]] for column in columns], rows)


def _presides(scheme: Scheme) -> bool:
    return all(role.role == PRESIDENT for role in scheme.roles)


def _presidents(year: Sequence[Held], row: Row, known: Known) -> list[Line]:
    return [_holder(one, row, known, False) for one in year if one.role == PRESIDENT and one.year == row.year]


def _column(column: Sequence[int], known: Known, years: Sequence[Sequence[Held]]) -> list[list[BlockShown]]:
    shown: list[list[BlockShown]] = []
    places: list[Cell] = []
    above = column[-1:]
    for row, in_year in zip(known.rows, years, strict=True):
        seats = _seats(column, in_year, row, known)
        present = [number for number in column if seats[number]]
        blocks: list[BlockShown] = []
        where: dict[int, Place] = {}
        for index, number in enumerate(present):
            block, stand = _block(number, seats[number], row, known, is_named=present != list(above))
            blocks.append(block)
            where |= {holding: Place(index, *rest) for holding, rest in stand.items()}
        above = tuple(present) or above
        shown.append(blocks)
        places.append(Cell(tuple(block.height for block in blocks), where))
    links = [(came.holding_id, number) for number, came in known.came_from.items()]
    for blocks, paths in zip(shown, drawn(places, links), strict=True):
        for block, path in zip(blocks, paths, strict=True):
            block.path = path
    return shown


def _seats(
    column: Sequence[int], in_year: Sequence[Held], row: Row, known: Known
) -> dict[int, list[tuple[SeatsOnDay[Held], list[Held]]]]:
    """Each committee's roles in a year: what is known of the seats, and all who held them, also for a part of it."""
    day = rules.day_of(row, known.today)
    found = {}
    for number in column:
        scheme = scheme_on([one for one in known.schemes if one.committee_id == number], day)
        mine = [one for one in in_year if one.committee_id == number]
        roles = seats_of(scheme.roles if scheme else (), mine, day, opened=row.since in known.opened, today=known.today)
        told = {one.role: one for one in roles}
        for one in mine:
            told.setdefault(one.role, SeatsOnDay(one.role, 0, (), (), 0, 0))
        ordered = sorted(told.values(), key=lambda one: role_order(one.role))
        found[number] = [(one, [other for other in mine if other.role == one.role]) for one in ordered]
    return found


def _block(
    number: int, seats: Sequence[tuple[SeatsOnDay[Held], list[Held]]], row: Row, known: Known, *, is_named: bool
) -> tuple[BlockShown, dict[int, tuple[bool, int]]]:
    """A block, and where in it each holding stands: on the second side or not, and on which line."""
    start = int(is_named)
    heights = {False: start, True: start}
    lines, stand = [], {}
    for told, holders in seats:
        side = told.role not in rules.LEADING
        of_role = [Line(_role(told, holders), is_role=True, is_second=side)]
        for one in sorted(holders, key=lambda one: (one.since, one.id)):
            stand[one.id] = side, heights[side] + len(of_role)
            of_role.append(_holder(one, row, known, side))
        for count, words in zip((told.vacant, told.unknown, told.to_fill), FREE, strict=True):
            if count:
                of_role.append(Line(words(count), is_second=side))
        heights[side] += len(of_role)
        lines += of_role
    heading = known.committees[number] if is_named else None
    return BlockShown(heading, lines, max(heights.values())), stand


def _role(told: SeatsOnDay[Held], holders: Sequence[Held]) -> str:
    return role_of_several(told.role, max(told.seats, len(holders)))


def _holder(one: Held, row: Row, known: Known, side: bool) -> Line:
    notes = [str(phrases.INTERIM)] if one.is_interim else []
    notes += phrases.days_in_office(one, row)
    before = known.came_from.get(one.id)
    came = ""
    if before is not None and one.year == row.year:
        came = phrases.came_from(before, known.committees[before.committee_id].short_name)
    name = name_on(known.names[one.delegation_id], known.language, max(one.since, row.since))
    return Line(name, key=one.delegation_key.lower(), came=came, notes=notes, is_second=side)
