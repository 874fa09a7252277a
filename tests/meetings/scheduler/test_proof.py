"""What the proof is made of, beside every way to part a small meeting into groups: listing, prices, bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from meetings.scheduler.grid import Grid, long_sessions
from meetings.scheduler.groups import Groups, members
from meetings.scheduler.listing import Listing
from meetings.scheduler.partition import Partition
from meetings.scheduler.pricing import Prices, Pricing, Wanted
from meetings.scheduler.programmes import Model
from meetings.scheduler.proof import Prover, simple_bounds
from meetings.scheduler.rules import Bounds, Goals
from meetings.scheduler.search import solve
from meetings.scheduler.work import OutOfPart, OutOfWork, Work
from tests.bench.programme import Size, drawn
from tests.meetings.scheduler.drawn import EveryProgramme, small_problem

SEEDS = range(6)
SMALL = Size(sessions=7, slots=3, rooms=3, delegations=9, small=7)


def endless() -> Work:
    """Work without an end."""
    return Work(lambda: 1e6, lambda: False)


def parted(seed: int, *, may_price: bool = True) -> Partition:
    """A small meeting in which no two sessions can follow one another."""
    grid = Grid(drawn(SMALL, seed))
    partition = Partition(Groups(grid), long_sessions(grid), endless())
    partition.may_price = may_price
    return partition


def wanted_of(partition: Partition, cap: int, *, is_all: bool = False) -> Wanted:
    """The same cap for everybody."""
    return Wanted(is_all, dict.fromkeys(partition.groups.weight_of, cap), None, 0)


def every_group(partition: Partition, wanted: Wanted) -> list[int]:
    """All groups that may run."""
    found = []
    for places in range(1, 1 << len(partition.sessions)):
        chosen = members(places)
        group = sum(1 << partition.sessions[one] for one in chosen)
        if (
            len(chosen) <= partition.largest
            and partition.may(group, chosen)
            and (len(chosen) == 1 or partition.is_within(group, wanted))
        ):
            found.append(group)
    return found


def every_choice(partition: Partition, wanted: Wanted) -> Iterator[tuple[int, ...]]:
    """All ways to part the sessions into groups, no more of them than slots, with nobody beyond the caps in sum."""
    groups = every_group(partition, wanted)
    whole = sum(1 << one for one in partition.sessions)

    def grow(chosen: tuple[int, ...], left: int) -> Iterator[tuple[int, ...]]:
        if not left:
            if is_within_in_sum(partition, wanted, chosen):
                yield chosen
            return
        if len(chosen) < len(partition.grid.slots):
            lowest = left & -left
            for group in groups:
                if group & lowest and not group & ~left:
                    yield from grow((*chosen, group), left & ~group)

    yield from grow((), whole)


def is_within_in_sum(partition: Partition, wanted: Wanted, chosen: tuple[int, ...]) -> bool:
    """Whether nobody loses more than the cap in all groups together."""
    sums: dict[int, int] = {}
    for group in chosen:
        for one, loss in partition.groups.losses(group):
            sums[one] = sums.get(one, 0) + loss
    return all(loss <= wanted.caps[one] for one, loss in sums.items())


def cost(partition: Partition, wanted: Wanted, chosen: tuple[int, ...]) -> int:
    """What a choice of groups costs."""
    return sum(partition.groups.totals(group)[wanted.is_all] for group in chosen)


@pytest.mark.parametrize("cap", [0, 1, 3, 99])
@pytest.mark.parametrize("seed", SEEDS)
def test_groups_are_listed_but_for_those_that_could_be_larger_at_no_cost(seed: int, cap: int) -> None:
    partition = parted(seed)
    wanted = wanted_of(partition, cap)
    every, listed = every_group(partition, wanted), Listing(partition).groups(wanted)
    assert listed is not None
    assert set(listed) <= set(every)
    assert len(set(listed)) == len(listed)
    groups = partition.groups
    for group in every:
        assert any(
            group & larger == group
            and groups.losses(larger) == groups.losses(group)
            and groups.totals(larger) == groups.totals(group)
            for larger in listed
        )


@pytest.mark.parametrize("is_all", [False, True])
@pytest.mark.parametrize("cap", [0, 1, 3, 99])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_choice_of_groups_is_found_and_no_bound_is_above_it(seed: int, cap: int, is_all: bool) -> None:
    partition = parted(seed, may_price=False)
    wanted = wanted_of(partition, cap, is_all=is_all)
    best = min((cost(partition, wanted, one) for one in every_choice(partition, wanted)), default=None)
    found = partition.best(wanted, 500)
    assert found.bound == (501 if best is None else best)
    assert (found.groups is None) == (best is None)
    if best is not None and found.groups is not None:
        assert partition.bound(wanted) <= best
        assert sorted(one for group in found.groups for one in members(group)) == partition.sessions
        assert cost(partition, wanted, found.groups) == best
        assert is_within_in_sum(partition, wanted, found.groups)
        assert partition.best(wanted, best - 1).groups is None
    any_found, near = partition.any(wanted), partition.near(wanted)
    assert (any_found is None) == (best is None)
    if any_found is not None:
        assert sorted(one for group in any_found for one in members(group)) == partition.sessions
        assert is_within_in_sum(partition, wanted, any_found)
    assert near is None or near.bound == best


@pytest.mark.parametrize("cap", [1, 3, 99])
@pytest.mark.parametrize("seed", SEEDS)
def test_groups_brought_in_by_prices_lead_to_the_same(seed: int, cap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    listed, priced = parted(seed), parted(seed)
    wanted = wanted_of(listed, cap)
    monkeypatch.setattr(priced.listing, "groups", lambda wanted: None)
    assert priced.best(wanted, 500).bound == listed.best(wanted, 500).bound
    assert priced.bound(wanted) == listed.bound(wanted)


@pytest.mark.parametrize("most", [-1.0, 0.0, 1.5])
@pytest.mark.parametrize("seed", SEEDS)
def test_pricing_finds_every_group_of_a_low_reduced_cost(seed: int, most: float) -> None:
    partition = parted(seed)
    wanted = wanted_of(partition, 99)
    np = partition.np
    worth = [(3 * one + seed) % 4 * 0.5 for one in range(len(partition.sessions))]
    small = dict.fromkeys(partition.groups.small, 1.0)
    losses = np.array([small.get(one, 0.0) for one in range(len(partition.groups.problem.delegations))])
    prices = Prices(np.array(worth), 0.25, losses)
    worth_of = dict(zip(partition.sessions, worth, strict=True))
    reduced = {
        group: partition.groups.totals(group)[0] - 0.25 - sum(worth_of[one] for one in members(group))
        for group in every_group(partition, wanted)
    }
    found = Pricing(partition, prices, wanted, most).run(is_all=True)
    assert set(found) == {group for group, amount in reduced.items() if amount <= most}
    assert all(abs(found[group] - reduced[group]) < 1e-9 for group in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_relaxed_programme_is_never_above_the_whole_one(seed: int) -> None:
    partition = parted(seed)
    wanted = wanted_of(partition, 99)
    groups = every_group(partition, wanted)
    relaxed, whole = (Model(partition, wanted, groups, is_whole=is_whole) for is_whole in (False, True))
    assert (relaxed.run(), whole.run()) == (True, True)
    assert relaxed.value <= whole.value + 1e-6
    assert all(amount >= -1e-6 for amount in relaxed.reduced_costs())
    assert sorted(one for group in whole.chosen() for one in members(group)) == partition.sessions
    assert not Model(partition, wanted, groups, is_whole=True, limit=round(whole.value) - 1).run()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bounds_are_the_best_programme_where_it_is_proven(seed: int) -> None:
    problem = drawn(replace(SMALL, sessions=6, rooms=2), seed)
    best = EveryProgramme(problem).run()
    programme = solve(problem, steps=20_000)
    assert programme.evaluation.goals == best
    assert not programme.proven or programme.bounds.proves(best)
    bounds = programme.bounds
    assert bounds.unplaced <= best.unplaced
    assert bounds.worst_share <= best.worst_share
    assert bounds.loss_small <= best.loss_small
    assert bounds.loss_all <= best.loss_all


@pytest.mark.parametrize("may_price", [False, True])
@pytest.mark.parametrize("seed", range(40, 52))
def test_no_bound_is_above_the_best_programme(seed: int, may_price: bool) -> None:
    """Whatever sessions, slots and rules: from the goals of the best programme nothing better can be proven away."""
    problem = small_problem(seed)
    best = EveryProgramme(problem).run()
    grid = Grid(problem)
    prover = Prover(grid, Groups(grid), simple_bounds(grid))
    last = prover.bounds(best)
    for last in prover.stages(best, endless(), may_price=may_price):
        assert last.unplaced <= best.unplaced
        assert last.worst_share <= best.worst_share
        assert last.loss_small <= best.loss_small
        assert last.loss_all <= best.loss_all
    assert last.changes <= best.changes


def test_where_groups_tell_all_the_best_programme_is_proven() -> None:
    """Sessions of the length of their slots, without an order and without fixed places."""
    proven = 0
    for seed in SEEDS:
        meeting = drawn(SMALL, seed)
        free = tuple(replace(one, minutes=80, after=(), never=(), fixed=None) for one in meeting.sessions)
        proven += solve(replace(meeting, sessions=free), steps=20_000).proven
    assert proven == len(SEEDS)


@pytest.mark.parametrize("most", [0, 50, 400])
def test_a_proof_ends_with_its_work_and_keeps_what_it_has(most: int) -> None:
    problem = drawn(Size(sessions=20, slots=7, rooms=4, delegations=30, small=24), 1)
    grid = Grid(problem)
    work = Work(lambda: 1e6, lambda: False, most)
    goals = solve(problem, steps=4000).evaluation.goals
    found = list(Prover(grid, Groups(grid), simple_bounds(grid)).stages(goals, work))
    assert found[-1].loss_small <= goals.loss_small
    assert work.groups is not None
    assert work.groups <= max(0, most)


def test_work_tells_its_end_from_that_of_a_part() -> None:
    work = Work(lambda: 1e6, lambda: False, 100)
    with work.part(0.1), pytest.raises(OutOfPart):
        work.look(20)
    work.look(30)
    with pytest.raises(OutOfWork) as ended:
        work.look(60)
    assert not isinstance(ended.value, OutOfPart)


@pytest.mark.parametrize(
    ("changed", "unplaced"),
    [
        ({}, 0),
        ({"max_parallel": 1}, 4),
        ({"max_parallel_plenary": 2}, 0),
        ({"slots": ()}, 7),
        ({"sessions": 12}, 3),
    ],
    ids=["room for all", "one at once", "two plenary at once", "no slots", "more sessions than places"],
)
def test_it_is_plain_how_many_cannot_be_placed(changed: dict[str, Any], unplaced: int) -> None:
    others = {name: value for name, value in changed.items() if name != "sessions"}
    problem = drawn(replace(SMALL, sessions=changed.get("sessions", 7)), 1)
    free = tuple(replace(one, seats=0, after=(), never=(), fixed=None) for one in problem.sessions)
    assert simple_bounds(Grid(replace(problem, sessions=free, **others))).unplaced == unplaced


def test_more_plenary_sessions_than_slots_cannot_all_be_placed() -> None:
    problem = drawn(SMALL, 1)
    plenary = tuple(replace(one, seats=0, plenary=True, never=(), fixed=None) for one in problem.sessions)
    assert simple_bounds(Grid(replace(problem, sessions=plenary))).unplaced == 4
    assert simple_bounds(Grid(replace(problem, sessions=plenary, max_parallel_plenary=2))).unplaced == 1


def test_nothing_is_better_than_no_loss() -> None:
    goals = Goals(0, 0, Bounds().worst_share, 0, 0, 0)
    grid = Grid(drawn(SMALL, 1))
    assert list(Prover(grid, Groups(grid), simple_bounds(grid)).stages(goals, endless()))[-1].proves(goals)
