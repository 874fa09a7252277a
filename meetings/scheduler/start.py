"""The programme that the search starts from: what was, as far as it may stay, then whatever finds a place at once.

What is left over the search places itself, by taking others out and placing them anew. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from meetings.scheduler.board import Board, Step
from meetings.scheduler.rules import Order


def begin(
    board: Board,
    wanted: Mapping[int, int],
    order: Order,
    *,
    is_complete: bool = True,
    is_over: Callable[[], bool] = lambda: False,
) -> None:
    """Place fixed sessions, then those with a wanted cell, then those that were placed, and then all others.

    The others go in order of the number of cells that fit them, fewest first; without `is_complete` they stay out.
    Each goes where it costs least, or, once it is over, to the first place that is free.
    """
    grid = board.grid
    fixed = {one: cell for one, cell in enumerate(grid.fixed) if cell >= 0}
    was = {one: cell for one, cell in enumerate(grid.was) if cell >= 0}
    for one, cell in (*by_hour(board, fixed), *by_hour(board, wanted), *by_hour(board, was)):
        if cell in grid.may[one] and board.cells[one] < 0:
            step = board.put(one, cell)
            if step is not None:
                board.take(step)
    if not is_complete:
        return
    waiting = [one for one in range(grid.count) if board.cells[one] < 0]
    for one in sorted(waiting, key=lambda one: (len(grid.fits[one]), one)):
        if is_over():
            best = next((step for step in everywhere(board, one) if step is not None), None)
        else:
            best = cheapest(board, one, order)
        if best is not None:
            board.take(best)


def by_hour(board: Board, wanted: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return sessions with their wanted cells, those that follow one another in order of their hours."""
    hours = board.grid.hours
    return sorted(wanted.items(), key=lambda one: (hours[one[0]].get(one[1], 0), one[0]))


def cheapest(board: Board, session: int, order: Order) -> Step | None:
    """Return the step that places a session at the least cost, None if there is none that takes nobody out."""
    found = [step for step in everywhere(board, session) if step is not None]

    def cost(step: Step) -> tuple[int, ...]:
        losses = (step.small, step.total)
        changes = (step.changes, step.distance)
        return (*losses, *changes) if order is Order.USUAL else (*changes, *losses)

    return min(found, key=cost, default=None)


def everywhere(board: Board, session: int) -> Iterator[Step | None]:
    """Yield the steps that place a session in each cell that it fits, at each turn among those that stand there.

    Of the empty cells of a slot, which cost the same, only the one that the fewest others fit is tried, and the one
    where the session was.
    """
    grid = board.grid
    empty: dict[int, int] = {}
    for cell in grid.fits[session]:
        there = board.contents[cell]
        if there or cell == grid.was[session]:
            if grid.has_time(cell, there, session):
                for at in range(len(there) + 1):
                    yield board.put(session, cell, at)
        else:
            slot = cell // grid.rooms
            other = empty.get(slot)
            if other is None or grid.in_demand[cell] < grid.in_demand[other]:
                empty[slot] = cell
    for cell in empty.values():
        yield board.put(session, cell)
