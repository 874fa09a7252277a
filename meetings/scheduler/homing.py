"""Programmes of the same losses that are nearer to the last release: what has moved goes home where that costs nothing.

Nothing here is left to chance. Standard library only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from meetings.scheduler.annealing import Best
from meetings.scheduler.assignment import BARRED, least
from meetings.scheduler.board import Board, Step
from meetings.scheduler.grid import FARTHEST, Grid
from meetings.scheduler.groups import Groups, members
from meetings.scheduler.rules import Order

MOST_LOOKS = 4_000_000
"""So many entries of tables are looked at, about, to find the slots in which groups change least."""


def stepped(grid: Grid, groups: Groups, best: Best, most_moves: int | None, is_over: Callable[[], bool]) -> Board:
    """Return the programme that comes of the best, step by step, as long as one takes somebody home and is better.

    A session goes home, or changes places with one that is there, or with it all of two places or slots do.
    """
    board = Board(grid, groups, most_moves)
    start = board.step(dict(enumerate(best.contents)), dict(enumerate(best.cells)), is_free=True)
    if start is None:
        return board
    board.take(start)
    goals = board.goals(NO_STEP)
    is_better = True
    while is_better and not is_over():
        is_better = False
        for session in range(grid.count):
            for step in _homewards(board, session):
                if step.changes < 0 and (after := board.goals(step)).key(best.order) < goals.key(best.order):
                    board.take(step)
                    goals, is_better = after, True
                    break
    return board


def settled(grid: Grid, groups: Groups, best: Best, most_moves: int | None, is_over: Callable[[], bool]) -> Board:
    """Return the programme that comes of the best as sessions go nearer to where they were, one by one.

    A session that has moved goes to a nearer place, or changes places with what is there, as long as that is better.
    """
    board = Board(grid, groups, most_moves)
    start = board.step(dict(enumerate(best.contents)), dict(enumerate(best.cells)), is_free=True)
    if start is None:
        return board
    board.take(start)
    is_better = grid.has_distances
    while is_better and not is_over():
        is_better = False
        for session in range(grid.count):
            for step in _nearer(board, session):
                if _key(best, board, step) < _key(best, board, NO_STEP):
                    board.take(step)
                    is_better = True
                    break
    return board


def _key(best: Best, board: Board, step: Step) -> tuple[Fraction | int, ...]:
    """Return the key of the goals after a step, with the distance right after the changes."""
    goals = board.goals(step)
    distance = board.distance + step.distance
    if best.order is Order.USUAL:
        return *goals.key(), distance
    return goals.unplaced, goals.changes, distance, goals.worst_share, goals.loss_small, goals.loss_all


def _nearer(board: Board, session: int) -> Iterator[Step]:
    """Yield the steps that take a session to a nearer cell, the nearest first."""
    grid, left = board.grid, board.cells[session]
    now = grid.distance(session, left)
    nearer = [cell for cell in grid.fits[session] if cell != left and grid.distance(session, cell) < now] if now else []
    for cell in sorted(nearer, key=lambda cell: grid.distance(session, cell)):
        there, here = board.contents[cell], board.contents[left]
        step = board.put(session, cell) if grid.has_time(cell, there, session) else None
        exchanged = _exchanged(board, {left: there, cell: here})
        yield from (one for one in (step, exchanged) if one is not None)


NO_STEP = Step({}, {}, 0, 0, 0, 0, 0, ())


def _homewards(board: Board, session: int) -> Iterator[Step]:
    """Yield the steps that take a session that has moved to the place where it was."""
    grid = board.grid
    left, home = board.cells[session], grid.was[session]
    if not board.moved[session] or home not in grid.may[session]:
        return
    there = board.contents[home]
    found = [board.put(session, home, at) for at in range(len(there) + (left != home))]
    if left >= 0 and left != home:
        rooms = grid.rooms
        here = board.contents[left]
        found += [_exchanged(board, {left: _put(here, session, one), home: _put(there, one, session)}) for one in there]
        found.append(_exchanged(board, {left: there, home: here}))
        contents = {}
        for room in range(rooms):
            one, other = left - left % rooms + room, home - home % rooms + room
            contents[one], contents[other] = board.contents[other], board.contents[one]
        found.append(_exchanged(board, contents) if left // rooms != home // rooms else None)
    yield from (step for step in found if step is not None)


def _put(sessions: Sequence[int], gone: int, come: int) -> tuple[int, ...]:
    return tuple(come if one == gone else one for one in sessions)


def _exchanged(board: Board, contents: dict[int, tuple[int, ...]]) -> Step | None:
    cells = {one: cell for cell, sessions in contents.items() for one in sessions}
    if any(cell not in board.grid.may[one] for one, cell in cells.items()):
        return None
    return board.step(contents, cells)


def matched(
    grid: Grid, groups: Groups, cells: Sequence[int], most_moves: int | None, is_over: Callable[[], bool]
) -> Board | None:
    """Return the programme in which the same sessions run together, as few as possible elsewhere than they were.

    `cells` tells where each session is now, one in a cell from the first minute of its slot. Where the order of
    sessions leaves very many ways to try, or it is over, it is the best that was found; None if that is no better.
    """
    together: dict[int, int] = defaultdict(int)
    for session, cell in enumerate(cells):
        if cell >= 0:
            together[cell // grid.rooms] |= 1 << session
    homing = _Slots(grid, list(together.values()), list(together), is_over)
    slots = homing.run()
    if slots is None:
        return None
    found: dict[int, int] = {}
    for group, slot in zip(homing.groups, slots, strict=True):
        found.update(homing.seats(group, slot) or {})
    board = Board(grid, groups, most_moves)
    step = board.step({cell: (session,) for session, cell in found.items()}, found)
    if step is None:
        return None
    board.take(step)
    return board


class _Slots:
    """Looks for the slots of groups in which fewest sessions are elsewhere than they were, and keeps their order.

    Without an order that is an assignment at least cost. Where that breaks the order of two groups, the first has to be
    earlier than where the second is now, or else the second later; each is looked at in turn, unless it costs too much.
    """

    def __init__(self, grid: Grid, groups: Sequence[int], slots: Sequence[int], is_over: Callable[[], bool]) -> None:
        self.grid, self.groups, self.slots, self.is_over = grid, groups, slots, is_over
        self.moved_at_all = 1 + FARTHEST * grid.count
        count = len(grid.slots)
        self._seats: dict[tuple[int, int], dict[int, int] | None] = {}
        self.costs = [[self._cost(group, slot) for slot in range(count)] for group in groups]
        number_of = {session: number for number, group in enumerate(groups) for session in members(group)}
        self.orders = sorted(
            {
                (number_of[first], number)
                for session, number in number_of.items()
                for first in grid.before[session]
                if first in number_of
            }
        )
        self.looks = 0
        self.least = sum(costs[slot] for costs, slot in zip(self.costs, slots, strict=True))
        self.found: list[int] | None = None

    def run(self) -> list[int] | None:
        """Return a slot for each group, None if there is nothing better than where they are."""
        count = len(self.grid.slots)
        self._look([(0, count)] * len(self.groups))
        return self.found if self.found is not None else list(self.slots)

    def seats(self, group: int, slot: int) -> dict[int, int] | None:
        """Return a cell in a slot for each session of a group, as many as possible where they were."""
        if (group, slot) not in self._seats:
            self._seats[group, slot] = self._seat(group, slot)
        return self._seats[group, slot]

    def _seat(self, group: int, slot: int) -> dict[int, int] | None:
        sessions, rooms = members(group), self.grid.rooms
        first = slot * rooms
        costs = [
            [
                self._moved(session, cell) if cell in self.grid.may[session] else BARRED
                for cell in range(first, first + rooms)
            ]
            for session in sessions
        ]
        chosen = least(costs)
        return None if chosen is None else {one: first + room for one, room in zip(sessions, chosen, strict=True)}

    def _moved(self, session: int, cell: int) -> int:
        """Return what it costs that a session is in a cell: much more for being moved at all than for being far."""
        starts = self.grid.timed(cell, (session,))
        is_moved = starts is None or self.grid.is_moved(session, cell, starts[0])
        return self.moved_at_all * is_moved + self.grid.distance(session, cell)

    def _cost(self, group: int, slot: int) -> int:
        found = self.seats(group, slot)
        if found is None:
            return BARRED
        return sum(self._moved(session, cell) for session, cell in found.items())

    def _look(self, allowed: list[tuple[int, int]]) -> None:
        count = len(self.grid.slots)
        if self.looks > MOST_LOOKS or (self.looks and self.is_over()):
            return
        self.looks += len(self.groups) ** 2 * count
        costs = [
            [cost if begin <= slot < end else BARRED for slot, cost in enumerate(mine)]
            for mine, (begin, end) in zip(self.costs, allowed, strict=True)
        ]
        slots = least(costs)
        if slots is None:
            return
        cost = sum(mine[slot] for mine, slot in zip(costs, slots, strict=True))
        if cost >= self.least:
            return
        broken = next(((one, other) for one, other in self.orders if slots[one] >= slots[other]), None)
        if broken is None:
            self.least, self.found = cost, slots
            return
        one, other = broken
        there = slots[other]
        for group, (begin, end) in ((one, (0, there)), (other, (there + 1, count))):
            narrowed = list(allowed)
            narrowed[group] = max(begin, allowed[group][0]), min(end, allowed[group][1])
            self._look(narrowed)
