"""From groups to a programme: which group runs in which slot, and which session in which room.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meetings.scheduler.board import Board
from meetings.scheduler.grid import Grid
from meetings.scheduler.groups import Groups, members
from meetings.scheduler.rules import Order
from meetings.scheduler.start import begin

MOST_TRIES = 20_000


def programme(grid: Grid, groups: Groups, chosen: Sequence[int], order: Order, most_moves: int | None) -> Board | None:
    """Return a programme in which these groups run together, None if no slots and rooms for them were found.

    Sessions that stand in no group are placed wherever they cost least.
    """
    slots = _Slots(grid, chosen).run()
    if slots is None:
        return None
    wanted: dict[int, int] = {}
    for group, slot in slots.items():
        wanted.update(seats(grid, slot, members(group)) or {})
    board = Board(grid, groups, most_moves)
    begin(board, wanted, order)
    return board


def seats(grid: Grid, slot: int, sessions: Sequence[int]) -> dict[int, int] | None:
    """Return a cell in a slot for each of these sessions, one in each room; where it was if it can be."""
    rooms = range(slot * grid.rooms, (slot + 1) * grid.rooms)
    taken: dict[int, int] = {}

    def seat(session: int, tried: set[int]) -> bool:
        for cell in sorted(rooms, key=lambda cell: (cell != grid.was[session], cell)):
            if cell in grid.may[session] and cell not in tried:
                tried.add(cell)
                if cell not in taken or seat(taken[cell], tried):
                    taken[cell] = session
                    return True
        return False

    if all(seat(session, set()) for session in sessions):
        return {session: cell for cell, session in taken.items()}
    return None


class _Slots:
    """Matches groups to slots so that the order of sessions holds: the group with the fewest slots left is next."""

    def __init__(self, grid: Grid, groups: Sequence[int]) -> None:
        self.grid = grid
        self.may = {
            group: [slot for slot in range(len(grid.slots)) if seats(grid, slot, members(group)) is not None]
            for group in groups
        }
        group_of = {session: group for group in groups for session in members(group)}
        self.before: dict[int, set[int]] = {group: set() for group in groups}
        self.after: dict[int, set[int]] = {group: set() for group in groups}
        for session, group in group_of.items():
            for first in grid.before[session]:
                if first in group_of:
                    self.before[group].add(group_of[first])
                    self.after[group_of[first]].add(group)
        self.tries = 0

    def run(self) -> Mapping[int, int] | None:
        """Return a slot for each group, None if there is none, or none was found in time."""
        return self._assign({}, {group: list(slots) for group, slots in self.may.items()})

    def _assign(self, found: dict[int, int], left: dict[int, list[int]]) -> dict[int, int] | None:
        if not left:
            return found
        self.tries += 1
        if self.tries > MOST_TRIES:
            return None
        group = min(left, key=lambda one: (len(left[one]), one))
        was = {self.grid.was[session] // self.grid.rooms for session in members(group)}
        for slot in sorted(left[group], key=lambda one: (one not in was, one)):
            narrowed = self._narrowed(group, slot, left)
            if narrowed is not None:
                result = self._assign({**found, group: slot}, narrowed)
                if result is not None:
                    return result
        return None

    def _narrowed(self, group: int, slot: int, left: dict[int, list[int]]) -> dict[int, list[int]] | None:
        narrowed = {}
        for other, slots in left.items():
            if other == group:
                continue
            rest = [
                one
                for one in slots
                if one != slot
                and (other not in self.before[group] or one < slot)
                and (other not in self.after[group] or one > slot)
            ]
            if not rest:
                return None
            narrowed[other] = rest
        return narrowed
