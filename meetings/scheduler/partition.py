"""The best way to part sessions into groups that run at the same time, with a bound: set partitioning by HiGHS.

What a group costs does not depend on when it runs. So every programme is a choice of groups, no more of them than there
are slots, in which each session stands once; the best choice costs no more than the best programme. Groups are brought
into the linear programme as their prices ask for them (column generation). Then all groups are listed whose reduced
cost is small enough for a solution within a limit, and the integer programme over these is solved: if it has a
solution that is the best one, else there is none within the limit. See Baldacci, Christofides and Mingozzi, "An exact
algorithm for the vehicle routing problem based on the set partitioning formulation" (2008), for this use of bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from meetings.scheduler.groups import Groups, members
from meetings.scheduler.rules import HIGHEST_WEIGHT

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

SLACK = 1e-6
SAFE = 1e-3
"""Bounds are whole numbers found by floating point: so much is given away before they are rounded up."""
MOST_PRICED = 1500
MOST_GROUPS = 60_000
MOST_NODES = 500
GROUPS_FOR_A_COLUMN = 200
MISSING = 1000.0
"""What a session that stands in no group costs the linear programme, beyond those that may be left out."""


class OutOfWork(Exception):
    """The time or the work that was granted is used up."""


class OutOfPart(OutOfWork):
    """A part of it is used up, and there is more."""


class Work:
    """How much work is granted: until the time that remains is over, or so many groups to look at.

    `groups` is None where time alone counts. Where groups count, an integer programme is solved only if it is small
    for them, since its work cannot be foretold. `stop` ends it at any time.
    """

    def __init__(self, remaining: Callable[[], float], stop: Callable[[], bool], groups: int | None = None) -> None:
        self._remaining = remaining
        self.stop = stop
        self.groups = groups
        self.most_columns = MOST_GROUPS if groups is None else groups // GROUPS_FOR_A_COLUMN
        self._kept_seconds = 0.0
        self._kept_groups = 0

    def remaining(self) -> float:
        """Return the seconds that are left of this part."""
        return self._remaining() - self._kept_seconds

    @contextmanager
    def part(self, share: float) -> Iterator[None]:
        """Grant only this part of what is left."""
        if self.groups is None:
            self._kept_seconds = self._remaining() * (1 - share)
        else:
            self._kept_groups = int(self.groups * (1 - share))
        try:
            yield
        finally:
            self._kept_seconds, self._kept_groups = 0.0, 0

    def look(self, groups: int) -> None:
        """Count groups that were looked at. Raises OutOfWork."""
        if self.groups is not None:
            self.groups -= groups
        self.check()

    def check(self) -> None:
        """Raise OutOfWork if the time is over or somebody has said stop."""
        if self.stop() or self._remaining() <= 0 or (self.groups is not None and self.groups <= 0):
            raise OutOfWork
        if self.remaining() <= 0 or (self.groups is not None and self.groups <= self._kept_groups):
            raise OutOfPart


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the loss of all or of the small alone, caps for the small, and what limits there are."""

    is_all: bool
    caps: dict[int, int]
    most_small: int | None
    most_missing: int


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
        self.bound_so_far = 0
        self.slots = [self._slots(one) for one in self.sessions]
        self.rooms = [self._rooms(one) for one in self.sessions]
        self.largest = min(groups.most, self.grid.rooms)
        count = len(self.sessions)
        self.together = numpy.ones((count, count), dtype=bool)
        for one in range(count):
            for other in range(count):
                pair = 1 << self.sessions[one] | 1 << self.sessions[other]
                self.together[one, other] = one != other and self._may(pair, (one, other))
        self.levels = [level for level in self._matrices() if level[0] < self.largest]
        self.pool: dict[int, None] = {}

    def _slots(self, session: int) -> int:
        return _set(cell // self.grid.rooms for cell in self.grid.fits[session])

    def _rooms(self, session: int) -> int:
        return _set(cell % self.grid.rooms for cell in self.grid.fits[session])

    def _may(self, mask: int, places: Sequence[int]) -> bool:
        """Return whether a group keeps the rules, has a slot in common, and rooms for each of its parts."""
        slots = -1
        for one in places:
            slots &= self.slots[one]
        if not slots or self.groups.totals(mask)[0] < 0:
            return False
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
        prices, base = self._relaxed(wanted)
        self.bound_so_far = min(most + 1, max(0, ceil(base - SAFE)))
        limit = self.bound_so_far + 1
        while self.bound_so_far <= most:
            limit = min(limit, most)
            columns = self._priced(prices, wanted, limit - base + SAFE, MOST_GROUPS)
            found = self._whole(wanted, list(columns), limit)
            if found is not None:
                return found
            self.bound_so_far = limit + 1
            limit += 3
        return Found(most + 1, None)

    def any(self, wanted: Wanted) -> tuple[int, ...] | None:
        """Return any solution whatever its sum, None if there is none.

        Raises:
            OutOfWork: there was not enough time, or the groups are too many to list them all.
        """
        free = _Prices(self.np.zeros(len(self.sessions)), 0.0, self.np.zeros(len(self.groups.problem.delegations)))
        columns = list(self._priced(free, wanted, 0.5, MOST_GROUPS))
        model = _Model(self, wanted, columns, is_whole=True, is_free=True)
        return model.chosen() if model.run() else None

    def bound(self, wanted: Wanted) -> int:
        """Return what the linear programme says: no solution has a smaller sum. Raises OutOfWork."""
        _, base = self._relaxed(wanted)
        return max(0, ceil(base - SAFE))

    def _relaxed(self, wanted: Wanted) -> tuple[_Prices, float]:
        """Solve the linear programme over all groups; return its prices, and a bound on its value."""
        self.bound_so_far = 0
        for one, session in enumerate(self.sessions):
            self.pool.setdefault(1 << session)
            for other in range(one):
                if self.together[one, other]:
                    self.pool.setdefault(1 << session | 1 << self.sessions[other])
        while True:
            columns = [mask for mask in self.pool if self._is_within(mask, wanted)]
            value, prices = self._linear(wanted, columns)
            fresh = self._priced(prices, wanted, -SLACK, MOST_PRICED)
            lowest = min(fresh.values(), default=0.0)
            # As many groups as slots, each at the lowest reduced cost: no solution is cheaper than that.
            bound = value + len(self.grid.slots) * lowest
            self.bound_so_far = max(self.bound_so_far, ceil(bound - SAFE))
            if lowest > -SLACK * 10:
                return prices, bound
            self.pool.update(dict.fromkeys(fresh))

    def _is_within(self, mask: int, wanted: Wanted) -> bool:
        return all(loss <= wanted.caps[one] for one, loss in self.groups.losses(mask))

    def _linear(self, wanted: Wanted, columns: list[int]) -> tuple[float, _Prices]:
        model = _Model(self, wanted, columns, is_whole=False)
        model.run()
        return model.value, model.prices()

    def _whole(self, wanted: Wanted, columns: list[int], limit: int) -> Found | None:
        model = _Model(self, wanted, columns, is_whole=True, limit=limit)
        if not model.run():
            return None
        return Found(round(model.value), model.chosen())

    def _priced(self, prices: _Prices, wanted: Wanted, most: float, count: int) -> dict[int, float]:
        """Return the groups with a reduced cost up to `most`, the cheapest `count` of them if they are many.

        Raises:
            OutOfWork: they are too many where all are needed, or too many had to be looked at.
        """
        search = _Pricing(self, prices, wanted, most)
        found = search.run(is_all=count == MOST_GROUPS)
        if len(found) <= count:
            return found
        cheapest = sorted(found.items(), key=lambda one: (one[1], one[0]))[:count]
        return dict(cheapest)


@dataclass(frozen=True, slots=True)
class _Prices:
    """The dual prices: of each session, of one more group, and what a unit of loss costs by delegation."""

    sessions: Numbers
    group: float
    losses: Numbers


class _Pricing:
    """Goes through groups session by session, as far as something cheap enough can come of it.

    What a session adds to the cost of a group grows with the group, so what it adds now bounds what it adds later.
    """

    def __init__(self, partition: Partition, prices: _Prices, wanted: Wanted, most: float) -> None:
        np = partition.np
        self.partition = partition
        self.prices = prices
        self.most = most
        self.wanted = wanted
        self.found: dict[int, float] = {}
        self.visited = 0
        none = {one for one, cap in wanted.caps.items() if cap == 0}
        self.levels = []
        for people, owners, rows in partition.levels:
            weights = np.array([1e6 if owner in none else prices.losses[owner] for owner in owners])
            self.levels.append((people, rows, weights))

    def run(self, *, is_all: bool) -> dict[int, float]:
        """Return the groups with their reduced costs."""
        partition = self.partition
        np = partition.np
        self.is_all = is_all
        count = len(partition.sessions)
        seen = [[np.zeros(rows.shape[1]) for _ in range(people)] for people, rows, _ in self.levels]
        self._grow((), 0, -self.prices.group, seen, np.ones(count, dtype=bool))
        return self.found

    def _grow(self, places: tuple[int, ...], mask: int, cost: float, seen: list[list[Numbers]], free: Numbers) -> None:
        partition = self.partition
        np = partition.np
        self.visited += 1
        if self.visited % 500 == 0:
            partition.work.look(500)
        added = -self.prices.sessions
        for (_, rows, weights), levels in zip(self.levels, seen, strict=True):
            added = added + rows @ (levels[-1] * weights)
        left = partition.largest - len(places)
        candidates = np.flatnonzero(free & (added < 1e5))
        if not len(candidates):
            return
        for number in candidates:
            one = int(number)
            now = cost + float(added[one])
            session = partition.sessions[one]
            group = mask | 1 << session
            if now <= self.most:
                self._keep(group, (*places, one), now)
            if left > 1:
                later = free & partition.together[one]
                later[: one + 1] = False
                gains = -added[later]
                gains = gains[gains > 0]
                best = float(np.sort(gains)[-(left - 1) :].sum()) if len(gains) else 0.0
                if now - best <= self.most:
                    self._grow((*places, one), group, now, self._with(seen, one), later)

    def _with(self, seen: list[list[Numbers]], one: int) -> list[list[Numbers]]:
        found = []
        for (_, rows, _), levels in zip(self.levels, seen, strict=True):
            carry = rows[one]
            mine = []
            for level in levels:
                mine.append(self.partition.np.maximum(level, carry))
                carry = carry * level
            found.append(mine)
        return found

    def _keep(self, mask: int, places: tuple[int, ...], cost: float) -> None:
        partition = self.partition
        if partition._may(mask, places) and partition._is_within(mask, self.wanted):
            self.found[mask] = cost
            if self.is_all and len(self.found) > MOST_GROUPS:
                raise OutOfPart


class _Model:
    """The programme over some groups: a row for each session, for the number of groups, and for each limit."""

    def __init__(
        self,
        partition: Partition,
        wanted: Wanted,
        columns: list[int],
        *,
        is_whole: bool,
        limit: int | None = None,
        is_free: bool = False,
    ) -> None:
        import highspy

        np = partition.np
        self.partition, self.columns, self.is_whole = partition, columns, is_whole
        self.highspy = highspy
        self.solver = solver = highspy.Highs()
        for name, setting in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            solver.setOptionValue(name, setting)
        infinite = highspy.kHighsInf
        count = len(partition.sessions)
        self.capped = [one for one in wanted.caps if wanted.caps[one] < partition.groups.weight_of[one]]
        rows = {one: count + 3 + number for number, one in enumerate(self.capped)}
        upper = [1.0] * count + [float(len(partition.grid.slots)), float(wanted.most_missing)]
        upper += [infinite if wanted.most_small is None else float(wanted.most_small)]
        upper += [float(wanted.caps[one]) for one in self.capped]
        lower = [1.0] * count + [-infinite] * (len(upper) - count)
        whole_cost = len(upper)
        if limit is not None:
            upper, lower = [*upper, float(limit)], [*lower, -infinite]
        solver.addRows(
            len(upper),
            np.array(lower),
            np.array(upper),
            0,
            np.zeros(len(upper), np.int32),
            np.zeros(0, np.int32),
            np.zeros(0),
        )
        place = {session: row for row, session in enumerate(partition.sessions)}
        costs: list[float] = []
        starts: list[int] = []
        index: list[int] = []
        values: list[float] = []
        for mask in columns:
            starts.append(len(index))
            cost = 0.0 if is_free else self._cost(mask, wanted)
            costs.append(cost)
            entries = [(place[one], 1.0) for one in members(mask)] + [(count, 1.0)]
            small = 0
            for one, loss in partition.groups.losses(mask):
                small += loss
                if one in rows:
                    entries.append((rows[one], float(loss)))
            if small:
                entries.append((count + 2, float(small)))
            if limit is not None and cost:
                entries.append((whole_cost, cost))
            for row, value in entries:
                index.append(row)
                values.append(value)
        # Sessions that may be left out, and in the linear programme all others too, so that it always has a solution.
        for penalty in ([0.0] if wanted.most_missing else []) + ([] if is_whole else [MISSING]):
            for row in range(count):
                starts.append(len(index))
                costs.append(penalty)
                index.append(row)
                values.append(1.0)
                if not penalty:
                    index.append(count + 1)
                    values.append(1.0)
        total = len(costs)
        solver.addCols(
            total,
            np.array(costs),
            np.zeros(total),
            np.full(total, infinite),
            len(index),
            np.array(starts, np.int32),
            np.array(index, np.int32),
            np.array(values),
        )
        if is_whole and total:
            kinds = np.array([highspy.HighsVarType.kInteger] * total)
            solver.changeColsIntegrality(total, np.arange(total, dtype=np.int32), kinds)
        self.count = count
        self.wanted = wanted

    def _cost(self, mask: int, wanted: Wanted) -> float:
        small, total = self.partition.groups.totals(mask)
        return float(total if wanted.is_all else small)

    def run(self) -> bool:
        """Solve it; return whether there is a solution. Raises OutOfWork."""
        work = self.partition.work
        work.check()
        if self.is_whole and len(self.columns) > work.most_columns:
            raise OutOfPart
        if work.groups is None:
            self.solver.setOptionValue("time_limit", float(work.remaining()))
        else:
            self.solver.setOptionValue("mip_max_nodes", MOST_NODES)
        for event in (self.solver.cbMipInterrupt, self.solver.cbSimplexInterrupt):
            event.subscribe(lambda event: event.interrupt(work.stop()))
        self.solver.run()
        status = self.solver.getModelStatus()
        kind = self.highspy.HighsModelStatus
        if status == kind.kOptimal:
            self.value = float(self.solver.getInfo().objective_function_value)
            return True
        if status in (kind.kInfeasible, kind.kUnboundedOrInfeasible):
            return False
        work.check()
        raise OutOfPart

    def prices(self) -> _Prices:
        """Return the dual prices of the linear programme."""
        np = self.partition.np
        duals = np.array(self.solver.getSolution().row_dual)
        groups = self.partition.groups
        of_small = max(0.0, -float(duals[self.count + 2]))
        losses = np.zeros(len(groups.problem.delegations))
        for one, delegation in enumerate(groups.problem.delegations):
            is_small = delegation.people <= groups.problem.small
            losses[one] = 1.0 + of_small if is_small else float(self.wanted.is_all)
        for number, one in enumerate(self.capped):
            losses[one] += max(0.0, -float(duals[self.count + 3 + number]))
        return _Prices(duals[: self.count], float(duals[self.count]), losses)

    def chosen(self) -> tuple[int, ...]:
        """Return the groups of the solution."""
        values = self.solver.getSolution().col_value
        return tuple(mask for mask, value in zip(self.columns, values, strict=False) if value > 0.5)


def _set(numbers: Any) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found
