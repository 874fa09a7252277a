"""How good the scheduler's programmes of made-up meetings are, how soon, and what is proven about them.

Time is that of the processor, on one core. `python -m tests.bench.scheduling` prints the part of the page alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from statistics import median
from time import process_time

from meetings.scheduler.costs import Evaluator
from meetings.scheduler.rules import Goals, Problem, Programme
from meetings.scheduler.search import solve
from tests.bench.programme import Size, drawn, grown
from tests.meetings.scheduler.drawn import EveryProgramme, small_problem

SEEDS = range(1, 9)
SHORT, FEW, LONG = 10, 30, 60
AT_ONCE = 3
GROWTH = (15, 30, 60, 120, 240)
SMALL_MEETINGS = 300
SMALL_STEPS = 20_000
MOVES = 200


@dataclass(frozen=True)
class Solved:
    """What came of a meeting, and in how many seconds."""

    programme: Programme
    seconds: float

    @property
    def goals(self) -> Goals:
        """The goals that were reached."""
        return self.programme.evaluation.goals

    @property
    def cells(self) -> tuple[object, ...]:
        """Goals in their order, the bounds of the losses of the small, and the time."""
        goals, bounds = self.goals, self.programme.bounds
        known = "proven best" if self.programme.proven else f"{bounds.worst_share}, {bounds.loss_small}"
        return (
            goals.violations,
            goals.unplaced,
            goals.worst_share,
            goals.loss_small,
            goals.loss_all,
            known,
            f"{self.seconds:.1f}",
        )


@dataclass(frozen=True)
class Compared:
    """A meeting solved within a short time, beside the best programme that is known of it."""

    seed: int
    quick: Solved
    best: Goals
    least: int
    """The least that small delegations lose in a known programme whose worst share is no higher."""

    @property
    def above(self) -> Fraction:
        """By which part the loss is above the least at an equal worst share."""
        return Fraction(self.quick.goals.loss_small - self.least, max(1, self.least))

    @property
    def cells(self) -> tuple[object, ...]:
        """A row of the table."""
        best = f"{self.best.worst_share}, {self.best.loss_small}"
        return self.seed, *self.quick.cells, best, f"{float(self.above):.0%}"


@dataclass(frozen=True)
class Scheduled:
    """All that is measured of the scheduler."""

    compared: Sequence[Compared]
    few_at_once: Sequence[tuple[int, Solved]]
    growth: Sequence[tuple[int, Solved]]
    move_ms: float
    equal: int
    """How many of the small meetings were solved as well as by trying every programme."""


def solved(problem: Problem, seconds: float, seed: int = 1) -> Solved:
    """Solve a meeting within so many seconds of the processor."""
    began = process_time()
    programme = solve(problem, seconds=seconds, seed=seed, clock=process_time)
    return Solved(programme, process_time() - began)


def compared(seed: int) -> Compared:
    """Solve a meeting shortly, and, unless that is proven best, at length with other chances."""
    problem = drawn(Size(), seed)
    quick = solved(problem, SHORT)
    known = [quick.goals]
    if not quick.programme.proven:
        known.append(solved(problem, LONG, seed=2).goals)
    least = min(one.loss_small for one in known if one.worst_share <= quick.goals.worst_share)
    return Compared(seed, quick, min(known, key=Goals.key), least)


def effect_of_a_move(problem: Problem, programme: Programme) -> float:
    """The middle time, in milliseconds, in which the effect of moving one session to another place is known."""
    random = Random(1)
    evaluator = Evaluator(problem)
    took = []
    for _ in range(MOVES):
        moving, target = random.choice(programme.placements), random.choice(programme.placements)
        began = process_time()
        evaluator.effect(programme.placements, {moving.session: replace(target, session=moving.session)})
        took.append((process_time() - began) * 1000)
    return median(took)


def equals_every_programme(seed: int) -> bool:
    """Whether the search finds goals as good as those of the best of all programmes of a small meeting."""
    problem = small_problem(seed)
    return solve(problem, steps=SMALL_STEPS, seed=seed).evaluation.goals == EveryProgramme(problem).run()


def measured(seeds: Sequence[int] = SEEDS, sizes: Sequence[int] = GROWTH, small: int = SMALL_MEETINGS) -> Scheduled:
    """Measure everything."""
    large = drawn(Size(delegations=160), 1)
    return Scheduled(
        compared=[compared(seed) for seed in seeds],
        few_at_once=[(seed, solved(drawn(Size(at_once=AT_ONCE), seed), FEW)) for seed in seeds],
        growth=[(sessions, solved(drawn(grown(sessions), 1), SHORT)) for sessions in sizes],
        move_ms=effect_of_a_move(large, solve(large, steps=1000)),
        equal=sum(equals_every_programme(seed) for seed in range(small)),
    )


if __name__ == "__main__":
    from tests.bench import report

    print(report.scheduling(measured()))
