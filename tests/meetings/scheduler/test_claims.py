"""For which programmes a bound is said to hold, and that none is told beside a programme that is below it."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import permutations

import pytest

from meetings.scheduler.claims import Claim, Claims
from meetings.scheduler.costs import Evaluator
from meetings.scheduler.grid import Grid
from meetings.scheduler.groups import Groups
from meetings.scheduler.proof import Prover, simple_bounds
from meetings.scheduler.rules import Bounds, Delegation, Goals, Order, Place, Placement, Problem, Room, Session, Slot
from meetings.scheduler.work import Work

TEN = datetime(2011, 6, 20, 10)  # noqa: DTZ001 - hours are those of the clock on the wall
THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


@pytest.mark.parametrize(
    ("unplaced", "worst_share", "loss_small", "found"),
    [
        (1, THIRD, 5, (THIRD, 5, 8)),
        (0, THIRD, 5, (THIRD, 5, 8)),
        (1, Fraction(0), 4, (THIRD, 5, 8)),
        (1, THIRD, 6, (THIRD, 5, 6)),
        (1, HALF, 5, (THIRD, 2, 3)),
        (1, HALF, 6, (THIRD, 2, 3)),
        (2, THIRD, 5, (Fraction(0), 2, 3)),
    ],
    ids=[
        "the programme that it was found for",
        "one that leaves out fewer",
        "one that is better in all",
        "more losses at the same share",
        "a higher share",
        "a higher share and more losses",
        "more left out",
    ],
)
def test_a_bound_holds_for_programmes_that_are_as_good_as_that_it_was_found_for(
    unplaced: int, worst_share: Fraction, loss_small: int, found: tuple[Fraction, int, int]
) -> None:
    claims = Claims(Bounds(loss_small=2, loss_all=3))
    claims.add(Claim("worst_share", THIRD, 1))
    claims.add(Claim("loss_small", 5, 1, THIRD))
    claims.add(Claim("loss_all", 6, 1, THIRD))
    claims.add(Claim("loss_all", 8, 1, THIRD, 5))
    claims.add(Claim("loss_all", 1, 1, THIRD, 5))
    bounds = claims.bounds(Goals(0, unplaced, worst_share, loss_small, 9, 9))
    assert (bounds.worst_share, bounds.loss_small, bounds.loss_all) == found


SLOTS = tuple(
    Slot(f"t{one}", TEN + timedelta(hours=2 * one), TEN + timedelta(hours=2 * one + 1), None) for one in range(3)
)
WAS = (("t0", "A"), ("t1", "A"), ("t1", "B"), ("t1", "B"), ("t0", "A"), ("t1", "A"))
WISHES: tuple[dict[str, int], ...] = (
    {"s4": 3, "s0": 1, "s3": 2, "s1": 1, "s5": 1},
    {"s5": 1, "s4": 2},
    {"s3": 2, "s0": 2, "s1": 3},
    {"s2": 2, "s1": 2, "s4": 1},
    {"s4": 1, "s0": 3, "s1": 2, "s2": 3, "s3": 3},
)
LEAST_SHARE = Goals(0, 0, Fraction(2, 7), 7, 7, 5)
FEWER_CHANGES = Goals(0, 0, THIRD, 6, 6, 4)


@pytest.fixture(scope="module")
def meeting() -> Problem:
    """Six places for six sessions, where fewer changes go with a higher share and a smaller sum."""
    return Problem(
        SLOTS,
        (Room("A"), Room("B")),
        tuple(Session(f"s{one}", 60, was=Place(slot, room)) for one, (slot, room) in enumerate(WAS)),
        tuple(Delegation(f"D{one}", 1, wishes) for one, wishes in enumerate(WISHES)),
    )


@pytest.fixture(scope="module")
def every(meeting: Problem) -> set[Goals]:
    """The goals of every programme that places all."""
    evaluator = Evaluator(meeting)
    places = [(slot, room.id) for slot in meeting.slots for room in meeting.rooms]
    return {
        evaluator.evaluate(
            [
                Placement(session.id, slot.id, room, slot.start)
                for session, (slot, room) in zip(meeting.sessions, chosen, strict=True)
            ]
        ).goals
        for chosen in permutations(places)
    }


def proved(prover: Prover, best: Goals) -> Bounds:
    """What is known when the proof has ended, with that as the best programme."""
    for _ in prover.stages(best, Work(lambda: 1e6, lambda: False)):
        pass
    return prover.bounds(best)


def test_a_better_programme_with_a_higher_share_has_its_own_bounds(meeting: Problem, every: set[Goals]) -> None:
    assert {LEAST_SHARE, FEWER_CHANGES} <= every
    assert FEWER_CHANGES.key(Order.CHANGES_FIRST) < LEAST_SHARE.key(Order.CHANGES_FIRST)
    grid = Grid(meeting)
    prover = Prover(grid, Groups(grid), simple_bounds(grid))
    first = proved(prover, LEAST_SHARE)
    assert (first.worst_share, first.loss_small, first.loss_all) == (Fraction(2, 7), 7, 7)

    left = prover.bounds(FEWER_CHANGES)
    assert (left.worst_share, left.loss_small, left.loss_all) == (Fraction(2, 7), 0, 0)
    second = proved(prover, FEWER_CHANGES)
    assert second.worst_share == Fraction(2, 7)
    assert 0 < second.loss_small <= FEWER_CHANGES.loss_small
    assert 0 < second.loss_all <= FEWER_CHANGES.loss_all
    # What was found before holds again for the programmes that it was found for.
    assert prover.bounds(LEAST_SHARE) == first


@pytest.mark.parametrize("order", Order)
def test_no_bound_is_above_a_programme_whatever_was_the_best_before(
    meeting: Problem, every: set[Goals], order: Order
) -> None:
    """The search comes upon better and better programmes; bounds are those of them all."""
    met = sorted(every, key=lambda one: one.key(order), reverse=True)
    grid = Grid(meeting)
    prover = Prover(grid, Groups(grid), simple_bounds(grid))
    for number in range(0, len(met), 5):
        proved(prover, met[number])
        for goals in met:
            bounds = prover.bounds(goals)
            assert bounds.worst_share <= goals.worst_share
            assert bounds.loss_small <= goals.loss_small
            assert bounds.loss_all <= goals.loss_all
            assert bounds.changes <= goals.changes
