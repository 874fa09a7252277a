"""The search beside every programme there is, and what holds whatever is asked."""

from __future__ import annotations

import pytest

from meetings.scheduler.rules import Order
from meetings.scheduler.search import Options, solve
from tests.meetings.scheduler.drawn import EveryProgramme, small_problem

STEPS = 12_000
ALL = range(300)
SOME = range(0, 300, 12)


def check_best(seed: int, order: Order = Order.USUAL) -> None:
    """Compare with every programme, goal by goal in their order."""
    problem = small_problem(seed)
    best = EveryProgramme(problem, order).run()
    programme = solve(problem, steps=STEPS, seed=seed, options=Options(order=order))
    goals, bounds = programme.evaluation.goals, programme.bounds
    assert goals.violations == 0
    assert goals == best
    assert bounds.unplaced <= best.unplaced
    assert bounds.worst_share <= best.worst_share
    assert bounds.loss_small <= best.loss_small
    assert bounds.loss_all <= best.loss_all
    assert bounds.changes <= best.changes


@pytest.mark.parametrize("seed", SOME)
def test_it_finds_the_best_programme(seed: int) -> None:
    check_best(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [seed for seed in ALL if seed not in SOME])
def test_it_finds_the_best_programme_of_every_drawn_meeting(seed: int) -> None:
    check_best(seed)
