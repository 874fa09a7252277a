"""The walk over slots alone: for which meetings it is, that it counts right, and that it keeps every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from meetings.scheduler.annealing import Best
from meetings.scheduler.board import Board
from meetings.scheduler.costs import Evaluator
from meetings.scheduler.grid import Grid
from meetings.scheduler.groups import Groups
from meetings.scheduler.rules import Order, Place, Problem
from meetings.scheduler.slotwalk import SlotWalk, suits
from meetings.scheduler.start import begin
from tests.bench.programme import Size, drawn

WEEK = Size(sessions=24, slots=8, rooms=4, delegations=30, small=24)


def walk_on(problem: Problem) -> SlotWalk:
    """A walk that has not begun."""
    grid = Grid(problem)
    groups = Groups(grid)
    board = Board(grid, groups)
    begin(board, {}, Order.USUAL)
    return SlotWalk(grid, groups, Best(board, Order.USUAL), 1)


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_it_counts_right_keeps_every_rule_and_gets_better(seed: int, lower: bool) -> None:
    problem = drawn(WEEK, seed)
    walk = walk_on(problem)
    before = walk.best.found
    walk.aim(lower=lower)
    walk.round(4800, is_warm=False, stop=lambda: False)
    counted = walk.energy, list(walk.now), list(walk.loss)
    walk._count()
    assert (walk.energy, walk.now, walk.loss) == counted
    assert walk.steps == 4800
    assert walk.best.found < before
    found = Evaluator(problem).evaluate(walk.grid.placements(walk.best.contents))
    assert found.violations == ()
    goals = found.goals
    best = walk.best
    assert (goals.unplaced, goals.loss_small, goals.loss_all) == (best.unplaced, best.small, best.total)


def test_it_stops_when_asked() -> None:
    walk = walk_on(drawn(WEEK, 1))
    walk.round(12_000, is_warm=True, stop=lambda: True)
    assert walk.steps == 100


def with_late_release(problem: Problem) -> Problem:
    """The last release had a session some minutes after the slot's start."""
    slot, room, first = problem.slots[0], problem.rooms[0], problem.sessions[4]
    was = Place(slot.id, room.id, slot.start + timedelta(minutes=5))
    return replace(problem, sessions=tuple(replace(one, was=was) if one is first else one for one in problem.sessions))


@pytest.mark.parametrize(
    ("problem", "is_suitable"),
    [
        (drawn(WEEK, 1), True),
        (replace(drawn(WEEK, 1), walk_minutes=20), True),
        (replace(drawn(WEEK, 1), walk_minutes=21), False),
        (replace(drawn(WEEK, 1), sessions=tuple(replace(one, minutes=30) for one in drawn(WEEK, 1).sessions)), False),
        (with_late_release(drawn(WEEK, 1)), False),
    ],
    ids=["a session a place", "time to walk", "no time to walk", "two in a place", "an hour within a slot"],
)
def test_it_is_for_meetings_with_one_session_in_a_place(problem: Problem, is_suitable: bool) -> None:
    assert suits(Grid(problem)) is is_suitable
