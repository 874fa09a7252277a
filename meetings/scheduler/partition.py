"""The best way to part sessions into groups that run at the same time, with a bound: set partitioning by HiGHS.

What a group costs does not depend on when it runs. So every programme is a choice of groups, no more of them than there
are slots, in which each session stands once; the best choice costs no more than the best programme. Where groups are
not too many, the linear programme is solved over all of them; else they are brought into it as their prices ask for
them (column generation). Then the integer programme over all groups is solved whose reduced cost is small enough for a
solution within a limit: if it has a solution that is the best one, else there is none within the limit. See Baldacci,
Christofides and Mingozzi, "An exact algorithm for the vehicle routing problem based on the set partitioning
formulation" (2008), for this use of bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from meetings.scheduler.groups import Groups, members
from meetings.scheduler.listing import MOST_KEPT, Listing
from meetings.scheduler.pricing import Prices, Pricing, Wanted
from meetings.scheduler.programmes import Model
from meetings.scheduler.rules import HIGHEST_WEIGHT
from meetings.scheduler.work import MOST_GROUPS, OutOfPart, Work

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

SLACK = 1e-6
SAFE = 1e-3
"""Bounds are whole numbers found by floating point: so much is given away before they are rounded up."""
MOST_PRICED = 1500
NEAR, LESS_NEAR = 2, 5
"""A solution is looked for first so little above what the linear programme says: that leaves few groups."""
MOST_MATCHED = 6
"""Larger groups are taken to find their rooms, which leaves every bound valid."""


@dataclass(slots=True)
class Relaxed:
    """The linear programme: its value, the groups with a reduced cost up to a number, and what no solution is below."""

    value: float
    within: Callable[[float], list[int]]
    bound: int = 0

    def __post_init__(self) -> None:
        """Every solution has a whole sum, and none is below the value."""
        self.bound = max(self.bound, ceil(self.value - SAFE))


@dataclass(frozen=True, slots=True)
class Found:
    """A bound on the sum, and the groups of a solution with that sum if there is one (None: none within the limit)."""

    bound: int
    groups: tuple[int, ...] | None


class Partition:
    """Parts the sessions that can share a room with no other in a slot into groups."""

    def __init__(self, groups: Groups, sessions: Sequence[int], work: Work) -> None:
        import numpy

        self.np = numpy
        self.groups = groups
        self.grid = groups.grid
        self.sessions = list(sessions)
        self.work = work
        self.may_price = True
        """Whether groups may be brought in by prices where they are too many to list."""
        self.bound_so_far = 0
        self.slots = [self._slots(one) for one in self.sessions]
        self.rooms = [self._rooms(one) for one in self.sessions]
        self.largest = min(groups.most, self.grid.rooms)
        count = len(self.sessions)
        self.together = numpy.ones((count, count), dtype=bool)
        for one in range(count):
            work.check()
            for other in range(count):
                pair = 1 << self.sessions[one] | 1 << self.sessions[other]
                self.together[one, other] = one != other and self.may(pair, (one, other))
        self.levels = [level for level in self._matrices() if level[0] < self.largest]
        self.pool: dict[int, None] = {}
        self.listing = Listing(self)
        self._solved: dict[object, Relaxed] = {}

    def _slots(self, session: int) -> int:
        return _set(cell // self.grid.rooms for cell in self.grid.fits[session])

    def _rooms(self, session: int) -> int:
        return _set(cell % self.grid.rooms for cell in self.grid.fits[session])

    def may(self, mask: int, places: Sequence[int]) -> bool:
        """Return whether a group keeps the rules, has a slot in common, and rooms for each of its parts."""
        slots = -1
        for one in places:
            slots &= self.slots[one]
        if not slots or self.groups.totals(mask)[0] < 0:
            return False
        if len(places) > MOST_MATCHED:
            return True
        unions = {0: 0}
        for one in places:
            for part, rooms in list(unions.items()):
                both = rooms | self.rooms[one]
                if both.bit_count() < part.bit_count() + 1:
                    return False
                unions[part | 1 << one] = both
        return True

    def _matrices(self) -> list[tuple[int, list[int], Numbers]]:
        """Return by number of people: whose each bit is, and the sessions' bits as rows of zeros and ones."""
        np = self.np
        found = []
        for people, delegations, bits in self.groups.levels:
            width = len(delegations) * HIGHEST_WEIGHT
            rows = np.zeros((len(self.sessions), width))
            for row, session in enumerate(self.sessions):
                rows[row, members(bits[session])] = 1.0
            owners = [delegations[bit // HIGHEST_WEIGHT] for bit in range(width)]
            found.append((people, owners, rows))
        return found

    def best(self, wanted: Wanted, most: int) -> Found:
        """Return the solution with the least sum up to `most`, or that there is none.

        Raises:
            OutOfWork: there was not enough time; `bound_so_far` has a bound that holds.
        """
        relaxed = self._relaxed(wanted)
        self.bound_so_far = relaxed.bound
        while self.bound_so_far <= most:
            found = self._whole(wanted, relaxed, min(relaxed.bound + NEAR, most))
            if found is not None:
                return found
            self.bound_so_far = relaxed.bound
        return Found(most + 1, None)

    def near(self, wanted: Wanted) -> Found | None:
        """Return the solution with the least sum if that is near the bound, else None. Raises OutOfWork."""
        relaxed = self._relaxed(wanted)
        least = relaxed.bound
        for above in (NEAR, LESS_NEAR):
            limit = min(least + above, _most(wanted))
            if relaxed.bound > limit:
                continue
            if above > NEAR and self._is_most(wanted, relaxed, limit):
                # `any` settles all of them in less time than it takes to find the best of these.
                return None
            found = self._whole(wanted, relaxed, limit)
            if found is not None:
                return found
        return None

    def _is_most(self, wanted: Wanted, relaxed: Relaxed, limit: int) -> bool:
        """Return whether a limit leaves most of the groups, where all are listed."""
        listed = self.listing.groups(wanted)
        return listed is not None and 2 * len(relaxed.within(limit - relaxed.value + SAFE)) > len(listed)

    def any(self, wanted: Wanted) -> tuple[int, ...] | None:
        """Return any solution whatever its sum, None if there is none at all.

        Raises:
            OutOfWork: there was not enough time, or the groups are too many to list them all.
        """
        relaxed = self._relaxed(wanted)
        if relaxed.bound > _most(wanted):
            return None
        model = Model(self, wanted, relaxed.within(_most(wanted)), is_whole=True, is_free=True)
        return model.chosen() if model.run() else None

    def is_beyond(self, wanted: Wanted) -> bool:
        """Return whether nothing can be said because groups are too many to list. Raises OutOfWork."""
        return not self.may_price and self.listing.groups(wanted) is None

    def bound(self, wanted: Wanted) -> int:
        """Return what the linear programme says: no solution has a smaller sum. Raises OutOfWork."""
        return self._relaxed(wanted).bound

    def _relaxed(self, wanted: Wanted) -> Relaxed:
        """Solve the linear programme over all groups."""
        key = wanted.key()
        if key not in self._solved:
            if len(self._solved) >= MOST_KEPT:
                self._solved.clear()
            self.bound_so_far = 0
            groups = self.listing.groups(wanted)
            if groups is None and not self.may_price:
                raise OutOfPart
            self._solved[key] = self._brought_in(wanted) if groups is None else self._over(wanted, groups)
        return self._solved[key]

    def _over(self, wanted: Wanted, groups: Sequence[int]) -> Relaxed:
        """Solve it where all groups are known."""
        model = Model(self, wanted, groups, is_whole=False)
        model.run()
        costs = model.reduced_costs()
        return Relaxed(model.value, lambda most: [one for one, cost in zip(groups, costs, strict=True) if cost <= most])

    def _brought_in(self, wanted: Wanted) -> Relaxed:
        """Solve it by bringing in groups as prices ask for them."""
        for one, session in enumerate(self.sessions):
            self.pool.setdefault(1 << session)
            for other in range(one):
                if self.together[one, other]:
                    self.pool.setdefault(1 << session | 1 << self.sessions[other])
        while True:
            columns = [mask for mask in self.pool if self.is_within(mask, wanted)]
            value, prices = self._linear(wanted, columns)
            fresh = self._priced(prices, wanted, -SLACK, MOST_PRICED)
            lowest = min(fresh.values(), default=0.0)
            # As many groups as slots, each at the lowest reduced cost: no solution is cheaper than that.
            bound = value + len(self.grid.slots) * lowest
            self.bound_so_far = max(self.bound_so_far, ceil(bound - SAFE))
            if lowest > -SLACK * 10:
                return Relaxed(bound, partial(self._all_priced, prices, wanted))
            self.pool.update(dict.fromkeys(fresh))

    def _all_priced(self, prices: Prices, wanted: Wanted, most: float) -> list[int]:
        return list(self._priced(prices, wanted, most, MOST_GROUPS))

    def is_within(self, mask: int, wanted: Wanted) -> bool:
        """Return whether no small delegation loses more in a group than it may."""
        return all(loss <= wanted.caps[one] for one, loss in self.groups.losses(mask))

    def _linear(self, wanted: Wanted, columns: list[int]) -> tuple[float, Prices]:
        model = Model(self, wanted, columns, is_whole=False)
        model.run()
        return model.value, model.prices()

    def _whole(self, wanted: Wanted, relaxed: Relaxed, limit: int) -> Found | None:
        columns = relaxed.within(limit - relaxed.value + SAFE)
        model = Model(self, wanted, columns, is_whole=True, limit=limit)
        if not model.run():
            relaxed.bound = max(relaxed.bound, limit + 1)
            return None
        return Found(round(model.value), model.chosen())

    def _priced(self, prices: Prices, wanted: Wanted, most: float, count: int) -> dict[int, float]:
        """Return the groups with a reduced cost up to `most`, the cheapest `count` of them if they are many.

        Raises:
            OutOfWork: they are too many where all are needed, or too many had to be looked at.
        """
        search = Pricing(self, prices, wanted, most)
        found = search.run(is_all=count == MOST_GROUPS)
        if len(found) <= count:
            return found
        cheapest = sorted(found.items(), key=lambda one: (one[1], one[0]))[:count]
        return dict(cheapest)


def _most(wanted: Wanted) -> int:
    """Return what all small delegations may lose together, which no solution goes beyond."""
    return sum(wanted.caps.values())


def _set(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found
