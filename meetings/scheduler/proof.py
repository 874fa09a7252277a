"""What no programme can go below: bounds for each goal in its order, and better groups where they are met on the way.

A bound counts only sessions that can share a room with no other in any slot that may hold them: whatever their hours,
all of them in one slot collide. Other sessions, and the time to walk from slot to slot, only add to what is lost.
So every bound holds; where there are no such sessions and slots, it can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from meetings.scheduler.claims import Claim, Claims
from meetings.scheduler.grid import LOST, Grid, long_sessions
from meetings.scheduler.groups import Groups
from meetings.scheduler.partition import Partition
from meetings.scheduler.pricing import Wanted
from meetings.scheduler.rules import Bounds, Goals
from meetings.scheduler.work import OutOfPart, OutOfWork, Work

PARTS_FOR_SHARES = (0.3, 0.45, 0.5)
"""So much of what is left of the work goes into one share before a higher one is tried."""

Propose = Callable[[tuple[int, ...]], Goals]
"""Handed groups to make a programme of; returns the goals of the best programme there is now."""


def simple_bounds(grid: Grid) -> Bounds:
    """Return what is plain without any search: sessions that fit nowhere, or not where they were."""
    placeable = [one for one in range(grid.count) if grid.fits[one]]
    return Bounds(
        unplaced=grid.count - len(grid.standing) - _most_placed(grid, placeable),
        changes=sum(was == LOST or (was >= 0 and was not in grid.may[one]) for one, was in enumerate(grid.was)),
    )


def _most_placed(grid: Grid, placeable: list[int]) -> int:
    """Return how many sessions could be placed if each long one only had to have a cell of its own."""
    long = set(long_sessions(grid))
    taken: dict[int, int] = {}

    def place(session: int, tried: set[int]) -> bool:
        for cell in grid.fits[session]:
            if cell not in tried:
                tried.add(cell)
                if cell not in taken or place(taken[cell], tried):
                    taken[cell] = session
                    return True
        return False

    matched = sum(place(one, set()) for one in sorted(long))
    # Long sessions in one slot run at once, whatever their hours.
    slots, at_once = len(grid.slots), grid.problem.max_parallel
    plenary = sum(grid.problem.sessions[one].plenary for one in long)
    matched = min(matched, len(long) - plenary + min(plenary, slots * grid.problem.max_parallel_plenary))
    if at_once is not None:
        matched = min(matched, slots * at_once)
    return matched + sum(one not in long for one in placeable)


class Prover:
    """Works out bounds for the best programme, and proposes groups for better ones.

    `bounds` are those that hold for every programme; what is found beyond them is kept for as long as it holds.
    """

    def __init__(self, grid: Grid, groups: Groups, bounds: Bounds, propose: Propose | None = None) -> None:
        self.grid, self.groups, self.propose = grid, groups, propose
        self.claims = Claims(bounds)
        self.long = long_sessions(grid)
        self._partition: Partition | None = None

    def bounds(self, best: Goals) -> Bounds:
        """Return what is known, up to now, about programmes that are at least as good as one with these goals."""
        return self.claims.bounds(best)

    def stages(self, best: Goals, work: Work, *, may_price: bool = True) -> Iterator[Bounds]:
        """Yield better and better bounds, as long as there is work left to do.

        Without `may_price` only what can be settled by listing all groups is looked at.
        """
        if not self.long:
            return
        self.best, self.found, self.work = best, self.bounds(best), work
        with suppress(OutOfWork):
            work.check()
            if self._partition is None:
                self._partition = Partition(self.groups, self.long, work)
            self.partition = self._partition
            self.partition.work, self.partition.may_price = work, may_price
            for stage in (
                self._share_relaxed,
                self._share,
                self._unsettled_share,
                self._small_relaxed,
                self._small,
                self._all,
                self._last_share,
                self._small,
                self._all,
            ):
                with suppress(OutOfPart):
                    for _ in stage():
                        yield self.found
        yield self.found

    def _wanted(self, share: Fraction, *, is_all: bool = False) -> Wanted:
        groups = self.groups
        caps = {one: int(share * weight) for one, weight in groups.weight_of.items()}
        return Wanted(
            is_all=is_all,
            caps=caps,
            most_small=self.best.loss_small if is_all else None,
            most_missing=self.best.unplaced,
        )

    def _share_relaxed(self) -> Iterator[None]:
        """Find the lowest share that the linear programme allows."""
        shares = self._shares()
        low, high = 0, len(shares)
        while low < high:
            # Low shares leave few groups, so they are settled sooner than high ones; if they are too many already for
            # the lowest share, they are for every other.
            middle = 0 if high == len(shares) and low == 0 else (2 * low + high) // 3
            wanted = self._wanted(shares[middle])
            is_too_low = False
            # Groups that are too many to list tell nothing.
            with suppress(OutOfPart):
                is_too_low = self.partition.bound(wanted) > sum(wanted.caps.values())
            if is_too_low:
                low = middle + 1
                self._raise_share(shares[low] if low < len(shares) else self.best.worst_share)
            else:
                high = middle
            yield

    def _share(self) -> Iterator[None]:
        """Look for groups with a lower share: the lowest first, which settles it, then in longer and longer strides."""
        tried, stride = Fraction(-1), 0
        self.unsettled: Fraction | None = None
        while True:
            shares = [one for one in self._shares() if one >= self.found.worst_share and one > tried]
            if not shares:
                return
            share = shares[min(stride, len(shares) - 1)]
            is_settled = False
            with self.work.part(PARTS_FOR_SHARES[min(stride, len(PARTS_FOR_SHARES) - 1)]):
                try:
                    is_settled = self._try_share(share)
                except OutOfPart:
                    if self.partition.is_beyond(self._wanted(share)):
                        return
                    self.unsettled = share
            yield
            if is_settled and self.best.worst_share <= share:
                return
            tried, stride = share, stride + 1

    def _unsettled_share(self) -> Iterator[None]:
        """Go on with the highest share that there was too little time for, if nothing better came of the others."""
        if self.unsettled is not None and self.found.worst_share <= self.unsettled < self.best.worst_share:
            self._try_share(self.unsettled)
            yield

    def _last_share(self) -> Iterator[None]:
        """Settle the share just below the best one: if no groups have it, none have a lower one."""
        while shares := [one for one in self._shares() if one >= self.found.worst_share]:
            before = self.best
            self._settle_share(shares[-1])
            yield
            if self.best == before and self.found.worst_share <= shares[-1]:
                return

    def _try_share(self, share: Fraction) -> bool:
        """Look for groups with a share, and return whether there are any. Raises OutOfWork."""
        found = self.partition.near(self._wanted(share))
        if found is None or found.groups is None:
            return self._settle_share(share)
        # No lower share has a smaller sum.
        self._raise(Claim("loss_small", found.bound, self.best.unplaced, share))
        self._offer(found.groups)
        return True

    def _settle_share(self, share: Fraction) -> bool:
        groups = self.partition.any(self._wanted(share))
        if groups is None:
            higher = [one for one in self._shares() if one > share]
            self._raise_share(higher[0] if higher else self.best.worst_share)
            return False
        self._offer(groups)
        return True

    def _shares(self) -> list[Fraction]:
        """Return every share below the best one that a small delegation could lose, in ascending order."""
        worst = self.best.worst_share
        found = {
            Fraction(loss, weight)
            for weight in set(self.groups.weights)
            for loss in range(int(worst * weight) + 1)
            if Fraction(loss, weight) < worst
        }
        return sorted(found)

    def _small_relaxed(self) -> Iterator[None]:
        least = self.partition.bound(self._wanted(self.best.worst_share))
        self._raise_loss("loss_small", min(self.best.loss_small, least))
        yield

    def _small(self) -> Iterator[None]:
        wanted = self._wanted(self.best.worst_share)
        while self.found.loss_small < self.best.loss_small:
            before = self.best
            found = self._search(wanted, before.loss_small - 1, "loss_small")
            yield
            if found is None or self._offer(found) == before:
                return
            wanted = self._wanted(self.best.worst_share)

    def _all(self) -> Iterator[None]:
        # Whatever small delegations lose everybody loses.
        self._raise_loss("loss_all", self.found.loss_small)
        while self.found.loss_all < self.best.loss_all:
            before = self.best
            found = self._search(self._wanted(before.worst_share, is_all=True), before.loss_all - 1, "loss_all")
            yield
            if found is None or self._offer(found) == before:
                return

    def _search(self, wanted: Wanted, most: int, goal: str) -> tuple[int, ...] | None:
        try:
            found = self.partition.best(wanted, most)
        except OutOfWork:
            self._raise_loss(goal, min(self.partition.bound_so_far, most + 1))
            raise
        self._raise_loss(goal, found.bound)
        return found.groups

    def _offer(self, groups: tuple[int, ...]) -> Goals:
        if self.propose is not None:
            self.best = self.propose(groups)
            self.found = self.bounds(self.best)
        return self.best

    def _raise_share(self, least: Fraction) -> None:
        """Raise the bound on the share, which holds for all that leave out no more than the best does."""
        self._raise(Claim("worst_share", least, self.best.unplaced))

    def _raise_loss(self, goal: str, least: int) -> None:
        """Raise a bound on losses, which holds for all that are as good as the best in the goals before."""
        small = self.best.loss_small if goal == "loss_all" else None
        self._raise(Claim(goal, least, self.best.unplaced, self.best.worst_share, small))

    def _raise(self, claim: Claim) -> None:
        """Raise a bound to what was found, never lower it."""
        self.claims.add(claim)
        self.found = self.bounds(self.best)
