"""From what an officer asks to what the scheduler is handed."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.scheduler.rules import Order, Placement, Problem
from meetings.scheduler.search import Options
from meetings.solving.rules import Asked, What


def problem_and_options(problem: Problem, asked: Asked, start: Iterable[Placement]) -> tuple[Problem, Options]:
    """Return what the scheduler is handed for a question; `start` is where the sessions of the draft stand."""
    begins = tuple(start)
    if asked.what == What.LOST:
        lost = problem.without(asked.slots, asked.rooms)
        left = {slot.id for slot in lost.slots}, {room.id for room in lost.rooms}
        kept = tuple(one for one in begins if one.slot in left[0] and one.room in left[1])
        return lost, Options(order=Order.CHANGES_FIRST, start=kept)
    if asked.what == What.UNPLACED:
        return problem, Options(only_unplaced=True, start=begins)
    return problem, Options(most_moves=asked.moves if asked.what == What.MOVES else None, start=begins)
