"""From what an officer asks to what the scheduler is handed."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.scheduler.losing import after_loss, still_there
from meetings.scheduler.rules import Order, Placement, Problem
from meetings.scheduler.search import Options
from meetings.solving.rules import Asked, What


def problem_and_options(problem: Problem, asked: Asked, start: Iterable[Placement]) -> tuple[Problem, Options]:
    """Return what the scheduler is handed for a question; `start` is where the sessions of the draft stand."""
    begins = tuple(start)
    if asked.what == What.LOST:
        lost = after_loss(problem, asked.slots, asked.rooms, begins)
        return lost, Options(order=Order.CHANGES_FIRST, start=still_there(lost, begins))
    if asked.what == What.UNPLACED:
        return problem, Options(only_unplaced=True, start=begins)
    return problem, Options(most_moves=asked.moves if asked.what == What.MOVES else None, start=begins)
