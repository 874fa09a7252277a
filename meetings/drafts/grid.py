"""The grid of the programme editor: a day's rooms as columns, its time as rows of a quarter of an hour.

It is laid out for an HTML table, so that one grid serves the mouse, the keyboard and a reader without script: a cell
says how many rows and columns it takes up, and every place of the table is filled once. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from meetings.sessions.entries import Entry, in_order
from meetings.sessions.rules import STEP_MINUTES

STEP = timedelta(minutes=STEP_MINUTES)
STEPS_OF_AN_HOUR = 60 // STEP_MINUTES
STEPS_OF_A_DAY = 24 * STEPS_OF_AN_HOUR
EARLIEST, LATEST = 9 * STEPS_OF_AN_HOUR, 19 * STEPS_OF_AN_HOUR
"""What a day shows at least, in steps from midnight: from 9:00 to 19:00, the usual half days and room beside them."""
UNITS_OF_A_ROOM, UNITS_OF_A_LANE, UNITS_OF_NO_ROOM = 4, 3, 2
"""Columns of the table that a room takes up at least, that each of several entries side by side in it has, and that are
enough for what has no room while there is nothing of it. Side by side an entry gets three quarters of the usual width:
with less, words would be broken, and with more, rooms would not fit."""


@dataclass(frozen=True)
class Room:
    """A room as the grid needs it. Without an `id` it is the column of what has a time and no room yet."""

    id: int | None
    name: str


@dataclass(frozen=True)
class Slot:
    """A slot of the meeting, in wall times of its zone."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Cell:
    """A cell of the table: an entry, or a stretch without one. It is `rows` steps long and `units` columns wide.

    `in_slot` tells of a free stretch whether it lies in a slot. An entry that passes midnight has a cell on either day:
    `from_before` and `goes_on` say on which side there is more of it.
    """

    rows: int
    units: int
    entry: Entry | None = None
    in_slot: bool = False
    from_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class Column:
    """A room of a day, which takes up so many `units`: columns of the table, all of one width.

    Rooms are equally broad, but for those in which entries stand side by side.
    """

    room: Room
    units: int
    number: int


@dataclass(frozen=True)
class Row:
    """A quarter of an hour, and the cells that begin in it, in the order of the columns."""

    starts: datetime
    is_hour: bool
    cells: tuple[tuple[Column, Cell], ...]


@dataclass(frozen=True)
class Day:
    """One day of the grid. A day outside the meeting is shown only because something stands on it."""

    day: date
    is_outside: bool
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def units(self) -> int:
        """The columns of the table beside that of the hours."""
        return sum(column.units for column in self.columns)

    @property
    def entries(self) -> int:
        """How many entries begin on the day."""
        cells = [cell for row in self.rows for _, cell in row.cells]
        return sum(1 for cell in cells if cell.entry is not None and not cell.from_before)


@dataclass(frozen=True)
class _Bar:
    """An entry within a day, in steps from midnight; `last` is the first step after it."""

    first: int
    last: int
    entry: Entry
    from_before: bool
    goes_on: bool


def laid_out(
    entries: Iterable[Entry], rooms: Sequence[Room], slots: Sequence[Slot], days: Sequence[date]
) -> tuple[Day, ...]:
    """The grid of these days, and of any other day on which an entry stands, so that none is out of sight.

    Entries that are cancelled or have no time are not in it: `tray_of` and `cancelled_of` have them. Rooms stand in the
    order given; before them is the column without a room, after them rooms that entries name and `rooms` does not.
    """
    held = [entry for entry in in_order(entries) if entry.is_held]
    bars: dict[date, list[_Bar]] = {day: [] for day in days}
    for entry in held:
        for day, bar in _bars(entry):
            bars.setdefault(day, []).append(bar)
    columns = _rooms(held, rooms)
    least = {room.id: UNITS_OF_A_ROOM for room in columns}
    if len(columns) > 1 and all(entry.room_id for entry in held if entry.is_placed):
        least[None] = UNITS_OF_NO_ROOM
    inside = set(days)
    return tuple(_day(day, day not in inside, bars[day], columns, least, slots) for day in sorted(bars))


def tray_of(entries: Iterable[Entry]) -> list[Entry]:
    """What has no place yet and is not cancelled, the longest first: it is the hardest to place."""
    waiting = [entry for entry in entries if not entry.is_placed and entry.cancelled_because is None]
    return sorted(waiting, key=lambda entry: (-entry.minutes, entry.title, entry.uid))


def cancelled_of(entries: Iterable[Entry]) -> list[Entry]:
    """What is cancelled, by its former place."""
    return [entry for entry in in_order(entries) if entry.cancelled_because is not None]


def _bars(entry: Entry) -> Iterator[tuple[date, _Bar]]:
    """The entry on each day that it touches; where it is off the steps it takes up each step that it touches."""
    starts, ends = entry.starts, entry.ends
    if starts is None or ends is None:
        return
    day = starts.date()
    while True:
        midnight = datetime.combine(day, time())
        first = max(0, (starts - midnight) // STEP)
        last = -((midnight - ends) // STEP)
        yield day, _Bar(first, min(last, STEPS_OF_A_DAY), entry, starts < midnight, last > STEPS_OF_A_DAY)
        if last <= STEPS_OF_A_DAY or day == date.max:
            return
        day += timedelta(days=1)


def _rooms(entries: Iterable[Entry], rooms: Sequence[Room]) -> tuple[Room, ...]:
    known = {room.id for room in rooms}
    others = {entry.room_id: entry.room_name for entry in entries if entry.room_id not in known and entry.room_id}
    return (Room(None, ""), *rooms, *(Room(key, name) for key, name in sorted(others.items())))


def _day(
    day: date,
    is_outside: bool,
    bars: Sequence[_Bar],
    rooms: Sequence[Room],
    least: Mapping[int | None, int],
    slots: Sequence[Slot],
) -> Day:
    spans = _slot_spans(day, slots)
    first = min([EARLIEST, *(span[0] for span in spans), *(bar.first for bar in bars)])
    last = max([LATEST, *(span[1] for span in spans), *(bar.last for bar in bars)])
    first -= first % STEPS_OF_AN_HOUR
    last += -last % STEPS_OF_AN_HOUR
    cuts = {*range(first, last, STEPS_OF_AN_HOUR), *(edge for span in spans for edge in span)}
    columns, cells = [], {}
    for number, room in enumerate(rooms):
        here = [bar for bar in bars if bar.entry.room_id == room.id]
        clusters = list(_clusters(here))
        column = Column(room, _units(clusters, least[room.id]), number)
        columns.append(column)
        cells[number] = _cells(clusters, column.units, first, last, cuts, spans)
    midnight = datetime.combine(day, time())
    rows = tuple(
        Row(
            midnight + step * STEP,
            step % STEPS_OF_AN_HOUR == 0,
            tuple((column, cell) for column in columns for cell in cells[column.number].get(step, ())),
        )
        for step in range(first, last)
    )
    return Day(day, is_outside, tuple(columns), rows)


def _units(clusters: Sequence[list[list[_Bar]]], least: int) -> int:
    """The columns of the table for a room in which this much stands side by side."""
    broadest = max((len(lanes) for lanes in clusters), default=1)
    return least if broadest == 1 else broadest * UNITS_OF_A_LANE


def _slot_spans(day: date, slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """The slots of a day in steps from midnight."""
    midnight = datetime.combine(day, time())
    spans = []
    for slot in slots:
        first = max(0, (slot.starts - midnight) // STEP)
        last = min(STEPS_OF_A_DAY, -((midnight - slot.ends) // STEP))
        if first < last:
            spans.append((first, last))
    return spans


def _clusters(bars: Sequence[_Bar]) -> Iterator[list[list[_Bar]]]:
    """Entries of one room that overlap, directly or through others, as lanes in which none overlaps."""
    lanes: list[list[_Bar]] = []
    end = 0
    for bar in sorted(bars, key=lambda bar: (bar.first, -bar.last, bar.entry.uid)):
        if lanes and bar.first >= end:
            yield lanes
            lanes = []
        free = next((lane for lane in lanes if lane[-1].last <= bar.first), None)
        if free is None:
            lanes.append([bar])
        else:
            free.append(bar)
        end = max(end, bar.last)
    if lanes:
        yield lanes


def _cells(
    clusters: Sequence[list[list[_Bar]]],
    width: int,
    first: int,
    last: int,
    cuts: set[int],
    spans: Sequence[tuple[int, int]],
) -> Mapping[int, list[Cell]]:
    """The cells of a column by the step in which each begins; those of one step from the first lane to the last."""
    found: dict[int, list[Cell]] = {}

    def free(start: int, end: int, units: int) -> None:
        edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        for one, other in pairwise(edges):
            in_slot = any(span[0] <= one < span[1] for span in spans)
            found.setdefault(one, []).append(Cell(other - one, units, in_slot=in_slot))

    at = first
    for lanes in clusters:
        start = min(lane[0].first for lane in lanes)
        end = max(bar.last for lane in lanes for bar in lane)
        if at < start:
            free(at, start, width)
        for number, lane in enumerate(lanes):
            # They share the room's width, since elsewhere more may stand side by side; the first take what is over.
            broad = width // len(lanes) + (number < width % len(lanes))
            here = start
            for bar in lane:
                if here < bar.first:
                    free(here, bar.first, broad)
                cell = Cell(bar.last - bar.first, broad, bar.entry, False, bar.from_before, bar.goes_on)
                found.setdefault(bar.first, []).append(cell)
                here = bar.last
            if here < end:
                free(here, end, broad)
        at = end
    if at < last:
        free(at, last, width)
    return found
