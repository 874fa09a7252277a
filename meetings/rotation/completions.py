"""What it costs at least to fill the parts that are left, and whether that can be within a limit.

A State may sit in several parts here, which makes all this a bound: small tables, filled as they are asked. They know
how many of each group, kind and old name are still allowed, but not who sits already.
Standard library only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.rotation.pool import FIELD, HIGHEST, Composition, Part, Pool
from meetings.rotation.work import Work


@dataclass(frozen=True, slots=True)
class Option:
    """A composition with the least that it costs here, its counts as far as they are limited, and its number."""

    composition: Composition
    cost: int
    delta: int
    number: int


Bounds = tuple[tuple[tuple[int, int], ...], ...]
Levels = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(slots=True)
class Table:
    """What completions from a part on cost, by what is left of each count: more than `at_least`, or no more than."""

    at_least: dict[tuple[int, int], int] = field(default_factory=dict)
    at_most: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each count are allowed, which counts that limits, and for each part the compositions that fit."""

    packed: int
    mask: int
    fitting: list[list[Composition]]


class Completions:
    """The parts of a pool under the limits of one query.

    `budget` is what all parts may cost. Only candidates with a number below `below` are allowed and those in `forced`.
    """

    def __init__(
        self, pool: Pool, work: Work, room: Room, budget: int, below: int | None, forced: frozenset[int]
    ) -> None:
        self.pool = pool
        self.work = work
        self.room = room
        self.budget = budget
        self.forced = forced
        self.guard = pool.guard
        limit = len(pool.candidates) if below is None else below
        self.levels = [self._levels(part, limit) for part in pool.parts]
        self.options = [self._options(place) for place in range(len(pool.parts))]
        self.bounds = [self._bounds(options) for options in self.options]
        # What the parts from here on cost at least, each taken alone.
        self.rest = [0] * (len(pool.parts) + 1)
        for place in range(len(pool.parts) - 1, -1, -1):
            self.rest[place] = self.rest[place + 1] + (self.bounds[place][0][0] if self.bounds[place] else 0)
        self.table = Table()

    def _levels(self, part: Part, limit: int) -> dict[int, Levels]:
        """The candidates of the part that this query allows."""
        found = {}
        for sort, levels in part.candidates.items():
            kept: list[tuple[int, tuple[int, ...]]] = []
            for cost, numbers in levels:
                within = numbers[: bisect_left(numbers, limit)]
                if self.forced:
                    within += tuple(number for number in numbers[len(within) :] if number in self.forced)
                if within and (not kept or within != kept[-1][1]):
                    kept.append((cost, within))
            if kept:
                found[sort] = tuple(kept)
        return found

    def _options(self, place: int) -> list[Option]:
        levels = self.levels[place]
        seats = self.pool.parts[place].seats
        sums = {sort: _cheapest_sums(of_sort, seats) for sort, of_sort in levels.items()}
        mask = self.room.mask
        options: list[Option] = []
        for composition in self.room.fitting[place]:
            cost = composition.cost
            for sort, count in composition.runs:
                of_sort = sums.get(sort)
                if of_sort is None or len(of_sort) < count:
                    break
                cost += of_sort[count - 1]
            else:
                options.append(Option(composition, cost, composition.delta & mask, len(options)))
        shift = FIELD * (len(self.pool.groups) + len(self.pool.kinds))
        options.sort(key=lambda option: (option.cost, (option.delta >> shift).bit_count()))
        return options

    def _bounds(self, options: Sequence[Option]) -> list[tuple[int, int]]:
        """Costs and counts of the options, but for those that another undercuts: no dearer, and no more old names."""
        shift = FIELD * (len(self.pool.groups) + len(self.pool.kinds))
        kept: dict[int, list[int]] = {}
        bounds = []
        for option in options:
            old = option.delta >> shift
            least = kept.setdefault(option.delta & ((1 << shift) - 1), [])
            guard = self.guard >> shift
            if not any(((old | guard) - other) & guard == guard for other in least):
                least.append(old)
                bounds.append((option.cost, option.delta))
        return bounds

    def least(self, place: int, room: int | None) -> int:
        """The least cost of the parts from here on, a State sitting twice being no matter."""
        if place == len(self.bounds):
            return 0
        room = self.room.packed if room is None else room
        key = (place, room)
        if key not in self.table.at_least:
            found: int | None = None
            for cost, delta in self.bounds[place]:
                if found is not None and cost + self.rest[place + 1] >= found:
                    break
                self.work.spend()
                if ((room | self.guard) - delta) & self.guard == self.guard:
                    total = cost + self.least(place + 1, room - delta)
                    found = total if found is None else min(found, total)
            # Empty seats always fit, so something was found.
            self.table.at_least[key] = found or 0
        return self.table.at_least[key]

    def limits(self) -> list[tuple[int, int]]:
        """The least and the most of each field within the budget, each taken alone."""
        found = []
        for place in range(self.pool.fields):
            cheapest = {0: 0}
            for options in self.options:
                of_part: dict[int, int] = {}
                for option in options:
                    count = option.composition.delta >> (FIELD * place) & HIGHEST
                    of_part.setdefault(count, option.cost)
                together: dict[int, int] = {}
                for count, cost in cheapest.items():
                    for more, of_more in of_part.items():
                        total = cost + of_more
                        if total <= self.budget and total < together.get(count + more, total + 1):
                            together[count + more] = total
                cheapest = together
            found.append((min(cheapest, default=0), max(cheapest, default=0)))
        return found

    def completes(self, place: int, room: int, limit: int) -> bool:
        """Whether the parts from here on fit into the room within the limit, a State sitting twice being no matter."""
        if self.rest[place] > limit:
            return False
        if place == len(self.bounds):
            return True
        key = (place, room)
        if self.table.at_least.get(key, 0) > limit:
            return False
        known = self.table.at_most.get(key)
        if known is not None and known <= limit:
            return True
        most = limit - self.rest[place + 1]
        guarded = room | self.guard
        for cost, delta in self.bounds[place]:
            if cost > most:
                break
            self.work.spend()
            if (guarded - delta) & self.guard == self.guard and self.completes(place + 1, room - delta, limit - cost):
                self.table.at_most[key] = limit
                return True
        self.table.at_least[key] = limit + 1
        return False


def _cheapest_sums(levels: Levels, most: int) -> list[int]:
    """What the cheapest one, two, … cost together."""
    sums: list[int] = []
    total = 0
    for place in range(min(most, len(levels[-1][1]))):
        total += cost_of(levels, place)
        sums.append(total)
    return sums


def cost_of(levels: Levels, place: int) -> int:
    """What the so-many-th cheapest costs, from 0."""
    return next(cost for cost, numbers in levels if len(numbers) > place)
