"""Bounds from counts alone, for the search by seniority; see `optimum`. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from meetings.rotation.pool import Pool, Sort

Counts = tuple[int, ...]
Pair = tuple[Counts, Counts]
"""Seats for each group, and seats for each kind."""


class Counting:
    """A bound on the worst rank from counts alone: enough States for every group and kind at once, and new names."""

    def __init__(self, pool: Pool, numbers: Sequence[int], new_names: int) -> None:
        self.numbers = numbers
        self.new_names = new_names
        self.earlier = range(len(pool.earlier))
        self.sort = {number: pool.sorts[pool.sort_of[number]] for number in numbers}

    def lowest(self, pairs: Sequence[Pair], forced: set[int], high: int) -> int:
        """Return the lowest place in the list of numbers up to which there may be enough besides the forced."""
        low = 0
        while low < high:
            middle = (low + high) // 2
            if self.enough(pairs, forced, middle):
                high = middle
            else:
                low = middle + 1
        return low

    def enough(self, pairs: Sequence[Pair], forced: set[int], highest: int) -> list[Pair]:
        """Return those of the pairs for which there may be enough up to a place in the list of numbers."""
        sorts = [self.sort[number] for number in self.numbers[: highest + 1] if number not in forced]
        given = [self.sort[number] for number in forced]
        found = []
        for groups, kinds in pairs:
            of_groups, of_kinds = list(groups), list(kinds)
            for sort in given:
                of_groups[sort.group] -= 1
                of_kinds[sort.kind] -= 1
            if min(of_groups, default=0) < 0 or min(of_kinds, default=0) < 0:
                continue
            if self._most(of_groups, of_kinds, sorts) == sum(of_groups) and all(
                sum(not sort.old[slate] for sort in given)
                + self._most(of_groups, of_kinds, [sort for sort in sorts if not sort.old[slate]])
                >= self.new_names
                for slate in self.earlier
            ):
                found.append((groups, kinds))
        return found

    def _most(self, groups: Sequence[int], kinds: Sequence[int], sorts: Sequence[Sort]) -> int:
        """The most States of these sorts that fit into what is left of each group and kind: the least cut."""
        supply = [[0] * len(kinds) for _ in groups]
        for sort in sorts:
            supply[sort.group][sort.kind] += 1
        least = sum(groups)
        for cut in product((False, True), repeat=len(kinds)):
            total = sum(need for need, is_cut in zip(kinds, cut, strict=True) if is_cut)
            for need, cells in zip(groups, supply, strict=True):
                total += min(need, sum(cell for cell, is_cut in zip(cells, cut, strict=True) if not is_cut))
            least = min(least, total)
        return least
