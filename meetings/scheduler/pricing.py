"""Which groups are worth looking at, by the prices of the linear programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from meetings.scheduler.work import MOST_GROUPS, OutOfPart

LOOKS = 20

if TYPE_CHECKING:
    import numpy as np

    from meetings.scheduler.partition import Partition

    Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the loss of all or of the small alone, caps for the small, and what limits there are."""

    is_all: bool
    caps: dict[int, int]
    most_small: int | None
    most_missing: int

    def key(self) -> object:
        """Return something that is equal where all of it is."""
        return self.is_all, tuple(sorted(self.caps.items())), self.most_small, self.most_missing


@dataclass(frozen=True, slots=True)
class Prices:
    """The dual prices: of each session, of one more group, and what a unit of loss costs by delegation."""

    sessions: Numbers
    group: float
    losses: Numbers


class Pricing:
    """Goes through groups session by session, as far as something cheap enough can come of it.

    What a session adds to the cost of a group grows with the group, so what it adds now bounds what it adds later.
    """

    def __init__(self, partition: Partition, prices: Prices, wanted: Wanted, most: float) -> None:
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
        if self.visited % LOOKS == 0:
            partition.work.look(LOOKS)
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
        if partition.may(mask, places) and partition.is_within(mask, self.wanted):
            self.found[mask] = cost
            if self.is_all and len(self.found) > MOST_GROUPS:
                raise OutOfPart
