"""The best way to fill the free seats of one slate, goal after goal.

1. The least cost: empty seats, then changes (when a slate is mended), then warnings, then preferences not met.
2. Groups: counts for each group in the order of `debts.in_order`, the first that can be had at that cost, and all that
   are equal to it. 3. Kinds likewise, for each of these.
4. Seniority. The worst rank among the chosen is made as good as it can be: that State is then in every best slate. With
   it fixed, the second worst, and so on. The sets that can be had need not form a matroid, so each step asks the exact
   search; counting gives a first bound that mostly holds.
5. The chosen, best rank first, each go to the first committee of the list where the rest can still be placed.

Where the search does not come to its end, all sets of States are listed, if they are few enough (`few`); if not, the
best way found, or the one at hand (`at_hand`), counts as not proven. Standard library only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from meetings.rotation.arranging import Arranger
from meetings.rotation.at_hand import at_hand
from meetings.rotation.compositions import Finder
from meetings.rotation.costs import UNFILLED
from meetings.rotation.counting import Counting, Counts, Pair
from meetings.rotation.debts import in_order, owed
from meetings.rotation.few import Sets, best_set, every_set, seated
from meetings.rotation.pool import Pool
from meetings.rotation.work import Found, Work, WorkIsDone

STEPS_FOR_ONE = 150_000
STEPS = 500_000
STEPS_FOR_SETS = 8_000_000

Limits = Sequence[tuple[int, int]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best way found, and whether it is proven that there is no better one."""

    found: Found
    proven: bool


@dataclass
class Learned:
    """What the search for one slate leaves to the next, which may do no more than it: fewer old names, nothing else.

    `refuted` are limits by group and kind within which nothing was to be had, each with the new names asked for and the
    cost allowed. `least` is what the last proven slate reached, for each of these: no later one does better. `sets` are
    all that there are, once they were listed; then nothing else is looked at. See `few`.
    """

    refuted: dict[tuple[int, ...], list[tuple[int, int]]] = field(default_factory=dict)
    least: tuple[int, tuple[object, ...], tuple[int, ...]] | None = None
    sets: Sets | None = None
    is_too_much: bool = False

    def refutes(self, room: Sequence[int], new_names: int, cost: int) -> bool:
        """Return whether it is known that nothing can be had."""
        return any(names <= new_names and cost <= most for names, most in self.refuted.get(tuple(room), ()))


class Optimizer:
    """Looks for the best way to fill the seats of one pool.

    `steps` bounds the search of `compositions`; where that was not enough, `steps_for_sets` bounds the list of `few`.
    """

    def __init__(
        self,
        pool: Pool,
        groups: Mapping[str, int],
        kinds: Mapping[str, int],
        learned: Learned | None = None,
        *,
        steps: int = STEPS,
        steps_for_sets: int = STEPS_FOR_SETS,
    ) -> None:
        self.pool = pool
        self.learned = learned or Learned()
        self.group_debts = [groups[group] for group in pool.groups]
        self.kind_debts = [kinds[kind.value] for kind in pool.kinds]
        self._debts = (self.group_debts, self.kind_debts)
        self.steps = steps
        self.steps_for_sets = steps_for_sets
        self.left = steps
        self.proven = True
        self.finder = Finder(pool, Work(0))

    def best(self, *, most_unfilled: int | None = None, new_names: int = 0) -> Optimum | None:
        """Return the best way found with so few unfilled and so many new names against each earlier slate.

        None if none was found; then `proven` tells whether there is none. Each call has all the steps.
        """
        most = self.pool.seats if most_unfilled is None else most_unfilled
        self.proven = True
        self.left = self.steps
        self.new_names = new_names
        if not self._enough_new(most):
            return None
        if self.learned.sets is None:
            found = self._searched(most)
            if self.proven or not self._list_sets():
                return None if found is None else Optimum(found, self.proven)
        return self._best_of_few()

    def _searched(self, most_unfilled: int) -> Found | None:
        """The best way that the search comes to."""
        pool = self.pool
        self.old = [pool.seats - most_unfilled - self.new_names] * len(pool.earlier)
        supply = pool.supply()
        self.all_kinds = supply[len(pool.groups) : len(pool.groups) + len(pool.kinds)]
        room = [*supply[: len(pool.groups)], *self.all_kinds, *self.old]
        found = self._cheapest(room, most_unfilled * UNFILLED + UNFILLED - 1)
        if found is None:
            return None
        self.cost = found.cost
        self.filled = pool.seats - self.cost // UNFILLED
        limits = self._ask(lambda: self.finder.limits(room, self.cost)) or [(0, pool.seats)] * pool.fields
        found, ways = self._groups(found, supply, limits)
        found, pairs = self._kinds(found, ways, limits)
        value = (self.cost, *(owed(*both) for both in zip(self._debts, pairs[0], strict=True)))
        floor: tuple[int, ...] = ()
        if self.learned.least is not None:
            names, goals, ranks = self.learned.least
            floor = ranks if names <= self.new_names and goals == value else ()
        found = self._seniority(found, pairs, floor)
        if self.proven:
            self.learned.least = (self.new_names, value, tuple(reversed(found.numbers)))
        return Found(self._arranged(found.numbers, found.cost) or found.seated, found.cost)

    def _enough_new(self, most_unfilled: int) -> bool:
        """Whether so many States that are new against each earlier slate can have seats, whoever has the others."""
        pool, least = self.pool, self.new_names
        numbers = range(len(pool.candidates))
        return pool.seats - most_unfilled >= least and all(
            pool.seatable((number for number in numbers if not pool.old(number)[slate]), least) == least
            for slate in range(len(pool.earlier))
        )

    def _list_sets(self) -> bool:
        """List every set of States that can be seated, unless there are too many. Whether that could be done."""
        if not self.learned.is_too_much:
            self.learned.sets = every_set(self.pool, self.steps_for_sets)
            self.learned.is_too_much = self.learned.sets is None
        return not self.learned.is_too_much

    def _best_of_few(self) -> Optimum | None:
        """The best of all sets: there is no better, and if it is None, there is none."""
        self.proven = True
        best = best_set(self.pool, self.learned.sets or {}, self._debts, self.new_names)
        if best is None:
            return None
        self.left = self.steps
        seats = self._arranged(*best) or seated(self.pool, *best)
        return Optimum(Found(seats, best[1]), self.proven)

    def _ask(self, question: Callable[[], T]) -> T | None:
        """Put a question to the finder with its share of the work; None if that was not enough."""
        work = Work(min(STEPS_FOR_ONE, self.left))
        self.finder.work = work
        try:
            return question()
        except WorkIsDone:
            return None
        finally:
            self.left -= min(STEPS_FOR_ONE, self.left) - max(0, work.steps)
            if work.is_exhausted:
                self.proven = False

    def _find(
        self,
        room: Sequence[int],
        budget: int,
        *,
        below: int | None = None,
        forced: Collection[int] = (),
        best: bool = False,
    ) -> Found | None:
        return self._ask(lambda: self.finder.find(room, budget, below=below, forced=forced, best=best))

    def _find_counts(self, counts: Sequence[int]) -> Found | None:
        """Find a way with these counts of groups and kinds at most, at the least cost."""
        if self.learned.refutes(counts, self.new_names, self.cost):
            return None
        found = self._find([*counts, *self.old], self.cost)
        if found is None and not self.finder.work.is_exhausted:
            self.learned.refuted.setdefault(tuple(counts), []).append((self.new_names, self.cost))
        return found

    def _cheapest(self, room: Sequence[int], highest: int) -> Found | None:
        proven = self.proven
        least = self._ask(lambda: self.finder.least(room))
        if least is not None and least <= highest:
            found = self._find(room, least)
            if found is not None:
                return found
        # The bound was not reached, or not found in time: what counts is whether the full search comes to its end.
        self.proven = proven
        if least is not None and least > highest:
            return None
        found = self._find(room, highest, best=True)
        if found is None and not self.proven:
            found = at_hand(self.pool, self.new_names)
            return found if found is not None and found.cost <= highest else None
        return found

    def _counts(self, found: Found) -> Pair:
        supply = self.pool.supply(found.numbers)
        groups = len(self.pool.groups)
        return tuple(supply[:groups]), tuple(supply[groups : groups + len(self.pool.kinds)])

    def _groups(self, found: Found, supply: Sequence[int], limits: Limits) -> tuple[Found, list[Counts]]:
        of_groups = [(least, min(most, count)) for (least, most), count in zip(limits, supply, strict=True)]
        ways: list[Counts] = []
        own, _ = self._counts(found)
        for way in in_order(self.group_debts, of_groups[: len(self.pool.groups)], self.filled):
            value = owed(self.group_debts, way)
            if ways and value != owed(self.group_debts, ways[0]):
                break
            if self.left <= 0:
                self.proven = False
                break
            better = found if way == own else self._find_counts([*way, *self.all_kinds])
            if better is not None:
                ways.append(way)
                found = better if len(ways) == 1 else found
        return found, ways or [own]

    def _kinds(self, found: Found, ways: Sequence[Counts], limits: Limits) -> tuple[Found, list[Pair]]:
        first = len(self.pool.groups)
        of_kinds = [
            (least, min(most, count)) for (least, most), count in zip(limits[first:], self.all_kinds, strict=False)
        ]
        pairs: list[Pair] = []
        own = self._counts(found)
        for kinds in in_order(self.kind_debts, of_kinds, self.filled):
            if pairs and owed(self.kind_debts, kinds) != owed(self.kind_debts, pairs[0][1]):
                break
            if self.left <= 0:
                self.proven = False
                break
            for way in ways:
                better = found if (way, kinds) == own else self._find_counts([*way, *kinds])
                if better is not None:
                    pairs.append((way, kinds))
                    found = better if len(pairs) == 1 else found
        return found, pairs or [own]

    def _seniority(self, found: Found, pairs: Sequence[Pair], floor: Sequence[int]) -> Found:
        """Make the worst rank as good as it can be, then the next. `floor` are ranks that cannot be bettered so."""
        levels = (level for part in self.pool.parts for of_sort in part.candidates.values() for level in of_sort)
        numbers = sorted({number for _, listed in levels for number in listed}.union(found.numbers))
        forced: set[int] = set()
        counting = Counting(self.pool, numbers, self.new_names)
        while len(forced) < self.filled:
            high = bisect_right(numbers, max(set(found.numbers) - forced)) - 1
            low = counting.lowest(pairs, forced, high)
            if floor:
                low = max(low, bisect_left(numbers, floor[len(forced)]))
            is_first = True
            while low < high:
                middle = low if is_first else (low + high) // 2
                is_first = False
                enough = counting.enough(pairs, forced, middle)
                better = self._within(numbers[middle], forced, enough, found)
                if better is None:
                    low = middle + 1
                else:
                    found = better
                    high = bisect_right(numbers, max(set(found.numbers) - forced)) - 1
            if floor and numbers[high] > floor[len(forced)]:
                floor = ()
            forced.add(numbers[high])
        return found

    def _within(
        self,
        highest: int,
        forced: set[int],
        pairs: Sequence[Pair],
        found: Found,
    ) -> Found | None:
        """Find a way with all the forced in which nobody else has a higher number than this."""
        own = self._counts(found)
        for pair in sorted(pairs, key=lambda pair: pair != own):
            if self.left <= 0:
                self.proven = False
                return None
            room = [*pair[0], *pair[1], *self.old]
            better = self._find(room, self.cost, below=highest + 1, forced=forced)
            if better is not None:
                return better
        return None

    def _arranged(self, numbers: tuple[int, ...], cost: int) -> tuple[tuple[int, int], ...] | None:
        return self._ask(lambda: Arranger(self.pool, numbers, cost, self.finder.work).run())
