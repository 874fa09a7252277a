"""Where the lines of succession run: plain geometry, a drawing for each block of the grid.

A block is drawn in a box `WIDE` units wide and two units high for each of its lines of text, between its two lists:
those in leading offices on the first side (x = 0), the others on the second (x = WIDE). The newer year stands above the
older one, so a line leaves a block at its top and enters the next at its bottom, at the same x. The box is stretched
to the size of its block, so that nothing here depends on the height of a line of text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

WIDE = 24
BOW = 6
"""How far a line keeps from the names beside it where a State stays on its side."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a holding stands: the block, its side (False: leading), and its line of text, both from 0."""

    block: int
    is_second: bool
    line: int

    @property
    def x(self) -> int:
        """The side of the box that the name stands on."""
        return WIDE if self.is_second else 0

    @property
    def y(self) -> int:
        """The middle of the line of text."""
        return 2 * self.line + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the number of lines of text of each of its blocks, from the top, and where each holding stands."""

    lines: tuple[int, ...]
    places: Mapping[int, Place] = field(default_factory=dict)


def drawn(cells: Sequence[Cell], links: Collection[tuple[int, int]]) -> list[list[str]]:
    """Return the path of each block of each cell of a column, the newest year first; "" where nothing is drawn.

    `links` lead from the number of an earlier holding to that of a later one. A link is drawn where its ends stand in
    neighbouring years; a holding that stands in two years is linked with itself.
    """
    strokes = [["" for _ in cell.lines] for cell in cells]
    for number, (newer, older) in enumerate(pairwise(cells)):
        for target, source in _crossing(newer.places, older.places, links):
            for step in _steps(newer, target, older, source):
                strokes[number + step.is_older][step.block] += step.stroke
    return strokes


@dataclass(frozen=True, slots=True)
class _Step:
    is_older: bool
    block: int
    stroke: str


def _crossing(
    newer: Mapping[int, Place], older: Mapping[int, Place], links: Collection[tuple[int, int]]
) -> list[tuple[Place, Place]]:
    """The ends of the links between two years, in an order that does not depend on that of the links."""
    ends = {*links, *((number, number) for number in newer)}
    found = [(newer[later], older[earlier]) for earlier, later in ends if later in newer and earlier in older]
    return sorted(found, key=lambda link: [(place.block, place.is_second, place.line) for place in link])


def _steps(newer: Cell, target: Place, older: Cell, source: Place) -> Iterator[_Step]:
    """A straight line from the older year up to the newer one, block by block, or a bow where it keeps to its side."""
    ways = [(True, source.block, source.y, 0)]
    ways += [(True, block, 2 * older.lines[block], 0) for block in reversed(range(source.block))]
    below = reversed(range(target.block + 1, len(newer.lines)))
    ways += [(False, block, 2 * newer.lines[block], 0) for block in below]
    ways.append((False, target.block, 2 * newer.lines[target.block], target.y))
    whole = sum(start - end for _, _, start, end in ways)
    gone = 0
    for is_older, block, start, end in ways:
        here, gone = gone, gone + start - end
        stroke = f"M{_x(source, target, here, whole)} {start}L{_x(source, target, gone, whole)} {end}"
        yield _Step(is_older, block, stroke)


def _x(source: Place, target: Place, gone: int, whole: int) -> int:
    """How far across the line is after this part of its way."""
    if source.is_second != target.is_second or gone in (0, whole):
        return round(source.x + (target.x - source.x) * gone / whole)
    return WIDE - BOW if source.is_second else BOW
