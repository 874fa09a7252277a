"""A programme on one sheet of paper, A4 landscape: days beside each other, the hours in which sessions begin below.

How large the letters may be is worked out from how much there is to say, so that a week fits on one page. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from meetings.exchange.export import Item

MOST_DAYS = 7
"""Days beside each other; a longer meeting takes a sheet for each week."""

WIDTH, HEIGHT = 277.0, 156.0
"""Millimetres for the grid on A4 landscape, within margins of 10 mm, below heading and release, with some to spare for
the letters of scripts that stand higher than Latin ones."""
HOURS_COLUMN = 17.0
POINT = 0.3528
SIZES = (9.5, 8.0, 7.0, 6.0, 5.0)
"""Letters in points, the largest first; `static/print/week.css` has a class `letters-1` to `letters-5` for each."""
LINE, LETTER, SPACE_BETWEEN, CELL_PADDING = 1.25, 0.53, 0.4, 0.5
"""In letters' heights: a line, and the width of a letter; then in lines: the space after an item, and in a cell."""
BESIDE_THE_TITLE = 14
"""The letters that the hours of an item take, with the space after them."""
BESIDE_A_TEXT = 50
"""The letters of the words that announce a text, such as "Reason:", and of the end of its last line."""
LETTERS_BESIDE = 170
LINE_BESIDE = 4.5
"""Letters on a line of the note, over the whole sheet, and its height in millimetres with the space around."""


@dataclass(frozen=True)
class Row:
    """The items of each day that begin within one hour of the clock."""

    hour: int
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One page: its days, its rows, and the size of letters, 1 for the largest."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    letters: int


def sheets_of(days: Iterable[tuple[date, Sequence[Item]]], said: Iterable[str] = ()) -> list[Sheet]:
    """The sheets of a programme, one for each week of the calendar in which anything is placed.

    `said` are texts that stand with the grid on the first sheet, such as the note.
    """
    by_week = groupby(days, key=lambda one: one[0].isocalendar()[:2])
    taken = sum(math.ceil((len(text) + BESIDE_A_TEXT) / LETTERS_BESIDE) * LINE_BESIDE for text in said if text)
    return [_sheet(dict(found), HEIGHT - (0 if number else taken)) for number, (_week, found) in enumerate(by_week)]


def _sheet(days: dict[date, Sequence[Item]], room: float) -> Sheet:
    hours = sorted({_hour(item) for items in days.values() for item in items})
    rows = tuple(
        Row(hour, tuple(tuple(item for item in items if _hour(item) == hour) for items in days.values()))
        for hour in hours
    )
    fits = (number for number, size in enumerate(SIZES, 1) if _height(rows, len(days), size) <= room)
    return Sheet(tuple(days), rows, next(fits, len(SIZES)))


def _height(rows: Iterable[Row], columns: int, size: float) -> float:
    """The height of the rows in millimetres, if the letters are of this size in points."""
    letter = size * POINT
    letters_a_line = max(1, int((WIDTH - HOURS_COLUMN) / columns / (letter * LETTER)) - 2)
    lines = sum(max(_lines(cell, letters_a_line) for cell in row.cells) + CELL_PADDING for row in rows)
    return (lines + 2) * letter * LINE


def _lines(items: Iterable[Item], letters: int) -> float:
    said = (BESIDE_THE_TITLE + len(item.title) + len(item.entry.room_name) + 3 for item in items)
    return sum(math.ceil(length / letters) + SPACE_BETWEEN for length in said)


def _hour(item: Item) -> int:
    return item.entry.starts.hour if item.entry.starts is not None else 0
