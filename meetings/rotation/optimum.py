"""The best way to fill the free seats of one slate, goal after goal.

1. The least cost: empty seats, then changes (when a slate is mended), then warnings, then preferences not met.
2. Groups: counts for each group in the order of `debts.in_order`, the first that can be had at that cost, and all that
   are equal to it. 3. Kinds likewise, for each of these.
4. Seniority. The worst rank among the chosen is made as good as it can be: that State is then in every best slate. With
   it fixed, the second worst, and so on. The sets that can be had need not form a matroid, so each step asks the exact
   search; counting gives a first bound that mostly holds.
5. The chosen, best rank first, each go to the first committee of the list where the rest can still be placed.

Standard library only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from meetings.rotation.arranging import Arranger
from meetings.rotation.compositions import Finder, Found, Work, WorkIsDone
from meetings.rotation.counting import Counting, Counts, Pair
from meetings.rotation.debts import in_order, owed
from meetings.rotation.pool import UNFILLED, Pool

STEPS_FOR_ONE = 150_000
STEPS = 500_000

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
    cost allowed. `least` is what the last proven slate reached, for each of these: no later one does better.
    """

    refuted: dict[tuple[int, ...], list[tuple[int, int]]] = field(default_factory=dict)
    least: tuple[int, tuple[object, ...], tuple[int, ...]] | None = None

    def refutes(self, room: Sequence[int], new_names: int, cost: int) -> bool:
        """Return whether it is known that nothing can be had."""
        return any(names <= new_names and cost <= most for names, most in self.refuted.get(tuple(room), ()))


class Optimizer:
    """Looks for the best way to fill the seats of one pool. `steps` bounds the work; see `compositions`."""

    def __init__(
        self,
        pool: Pool,
        groups: Mapping[str, int],
        kinds: Mapping[str, int],
        learned: Learned | None = None,
        steps: int = STEPS,
    ) -> None:
        self.pool = pool
        self.learned = learned or Learned()
        self.group_debts = [groups[group] for group in pool.groups]
        self.kind_debts = [kinds[kind.value] for kind in pool.kinds]
        self._debts = (self.group_debts, self.kind_debts)
        self.left = steps
        self.proven = True
        self.finder = Finder(pool, Work(0))

    def best(self, *, most_unfilled: int | None = None, new_names: int = 0) -> Optimum | None:
        """Return the best way, None where there is none with so few unfilled and so many new names."""
        pool = self.pool
        self.proven = True
        filled = pool.seats if most_unfilled is None else pool.seats - most_unfilled
        if filled < new_names:
            return None
        self.new_names = new_names
        self.old = [filled - new_names] * len(pool.earlier)
        supply = pool.supply()
        self.all_kinds = supply[len(pool.groups) : len(pool.groups) + len(pool.kinds)]
        room = [*supply[: len(pool.groups)], *self.all_kinds, *self.old]
        highest = (pool.seats if most_unfilled is None else most_unfilled) * UNFILLED + UNFILLED - 1
        found = self._cheapest(room, highest)
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
            floor = ranks if names <= new_names and goals == value else ()
        found = self._seniority(found, pairs, floor)
        if self.proven:
            self.learned.least = (new_names, value, tuple(reversed(found.numbers)))
        return Optimum(Found(self._arranged(found), found.cost), self.proven)

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
        if found is None and not self.proven and not self.pool.earlier:
            return self._at_hand()
        return found

    def _at_hand(self) -> Found:
        """Some way that breaks nothing that is forbidden: seat by seat, whoever adds the least cost, then by rank."""
        pool = self.pool
        seated: list[tuple[int, int]] = []
        sitting: set[tuple[str, str]] = set()
        used: set[int] = set()
        for team, of_team in enumerate(pool.teams):
            sorts: list[int] = []
            for _ in range(of_team.free):
                best: tuple[int, int] | None = None
                before = pool.cost_together(of_team, sorts) or 0
                for number, costs in enumerate(pool.costs_at):
                    own = costs[team]
                    if own is None or number in used or (self._state(number), of_team.committee) in sitting:
                        continue
                    together = pool.cost_together(of_team, [*sorts, pool.sort_of[number]])
                    if together is not None and (best is None or own + together - before < best[0]):
                        best = (own + together - before, number)
                if best is not None:
                    used.add(best[1])
                    sorts.append(pool.sort_of[best[1]])
                    sitting.add((self._state(best[1]), of_team.committee))
                    seated.append((team, best[1]))
        return Found(tuple(sorted(seated)), pool.cost_of(seated))

    def _state(self, number: int) -> str:
        return self.pool.candidates[number].state.id

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

    def _arranged(self, found: Found) -> tuple[tuple[int, int], ...]:
        arranged = self._ask(lambda: Arranger(self.pool, found, self.finder.work).run())
        return found.seated if arranged is None else arranged
