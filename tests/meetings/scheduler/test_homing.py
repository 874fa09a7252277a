"""Programmes that are brought nearer to the last release without any loss."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from meetings.scheduler import homing
from meetings.scheduler.annealing import Best
from meetings.scheduler.assignment import BARRED, least
from meetings.scheduler.board import Board
from meetings.scheduler.grid import Grid
from meetings.scheduler.groups import Groups
from meetings.scheduler.rules import Order, Place, Placement, Problem, Programme
from meetings.scheduler.search import Options, solve
from meetings.scheduler.start import begin
from tests.bench.programme import Size, drawn
from tests.meetings.scheduler.drawn import crowded_problem


@pytest.mark.parametrize("seed", range(200))
def test_an_assignment_costs_as_little_as_the_best_of_all(seed: int) -> None:
    random = Random(seed)
    rows = random.randint(0, 4)
    columns = random.randint(rows, 6)
    costs = [[random.choice((0, 1, 2, 3, 5, BARRED)) for _ in range(columns)] for _ in range(rows)]
    best = min(sum(costs[row][one] for row, one in enumerate(way)) for way in permutations(range(columns), rows))
    found = least(costs)
    if best >= BARRED:
        assert found is None
    else:
        assert found is not None
        assert len(set(found)) == rows
        assert sum(costs[row][column] for row, column in enumerate(found)) == best


def test_more_rows_than_columns_are_not_assigned() -> None:
    assert least([[0], [0]]) is None


def released(problem: Problem, programme: Programme) -> Problem:
    """The question in which a programme is the last release."""
    places = {one.session: Place(one.slot, one.room, one.start) for one in programme.placements}
    return replace(problem, sessions=tuple(replace(one, was=places.get(one.id)) for one in problem.sessions))


def week(*, has_order: bool) -> tuple[Problem, Programme]:
    """A week of thirty sessions with its release; with an order, some sessions are after others."""
    problem = drawn(Size(sessions=30, slots=10, rooms=5, delegations=60, small=44), seed=1)
    if not has_order:
        problem = replace(problem, sessions=tuple(replace(one, after=(), fixed=None) for one in problem.sessions))
    programme = solve(problem, steps=10_000)
    return released(problem, programme), programme


def turned(problem: Problem, programme: Programme) -> list[Placement]:
    """The programme with what stands in a slot in the next one."""
    slots = sorted(problem.slots, key=lambda slot: slot.start)
    following = dict(zip([slot.id for slot in slots], [*slots[1:], slots[0]], strict=True))
    return [replace(one, slot=following[one.slot].id, start=following[one.slot].start) for one in programme.placements]


def on_board(grid: Grid, groups: Groups, placements: list[Placement]) -> Board:
    """These placements as far as the rules allow them, and then the release."""
    numbers = {session.id: number for number, session in enumerate(grid.problem.sessions)}
    board = Board(grid, groups)
    wanted = {numbers[one.session]: grid.cell(Place(one.slot, one.room)) for one in placements}
    begin(board, wanted, Order.USUAL)
    return board


@pytest.mark.parametrize("has_order", [False, True])
def test_what_runs_together_goes_home_together(has_order: bool) -> None:
    problem, programme = week(has_order=has_order)
    grid = Grid(problem)
    groups = Groups(grid)
    board = on_board(grid, groups, turned(problem, programme))
    found = homing.matched(grid, groups, board.cells, None, lambda: False)
    assert found is not None
    assert (found.unplaced, found.small, found.total) == (board.unplaced, board.small, board.total)
    assert found.changes < board.changes


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_nothing_gets_worse(seed: int) -> None:
    problem = crowded_problem(seed)
    programme = solve(problem, steps=2000)
    grid = Grid(released(problem, programme))
    groups = Groups(grid)
    rooms = [room.id for room in problem.rooms]
    others = [replace(one, room=rooms[(rooms.index(one.room) + 1) % len(rooms)]) for one in programme.placements]
    board = on_board(grid, groups, others)
    best = Best(board, Order.USUAL)
    found = homing.stepped(grid, groups, best, None, lambda: False)
    assert best.key(found) < best.found
    assert found.changes < board.changes


@pytest.mark.parametrize("seed", range(2))
def test_a_search_that_starts_elsewhere_finds_the_release_again(seed: int) -> None:
    problem = drawn(Size(sessions=10, slots=10, rooms=4, delegations=60, small=44), seed)
    week = released(problem, solve(problem, steps=20_000))
    start = tuple(turned(problem, solve(problem, steps=20_000)))
    goals = solve(week, steps=5000, options=Options(start=start)).evaluation.goals
    assert (goals.loss_small, goals.changes) == (0, 0)
