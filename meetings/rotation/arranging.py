"""The last goal: which committee each of the chosen gets; see `search`. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.rotation.costs import UNFILLED
from meetings.rotation.pool import Pool
from meetings.rotation.work import Work


class Arranger:
    """Gives the chosen their committees: best rank first, each the first of the list that leaves room for the rest."""

    def __init__(self, pool: Pool, numbers: Sequence[int], cost: int, work: Work) -> None:
        """Take the chosen by number, ascending, and what they shall cost at most, empty seats included."""
        self.pool = pool
        self.work = work
        self.numbers = numbers
        self.budget = cost - (pool.seats - len(numbers)) * UNFILLED
        teams = range(len(pool.teams))
        self.least = [0] * (len(self.numbers) + 1)
        for place in range(len(self.numbers) - 1, -1, -1):
            costs = pool.costs_at[self.numbers[place]]
            self.least[place] = self.least[place + 1] + min(cost for cost in costs if cost is not None)
        self.sorts: list[tuple[int, ...]] = [() for _ in teams]
        self.sitting: set[tuple[str, str]] = set()
        self.together: dict[tuple[int, tuple[int, ...]], int | None] = {}
        self.failed: dict[tuple[int, tuple[tuple[int, ...] | None, ...]], int] = {}
        self.seated: list[tuple[int, int]] = []

    def run(self) -> tuple[tuple[int, int], ...] | None:
        """Return the pairs of team and candidate, None if these States cannot be seated at that cost."""
        return tuple(sorted(self.seated)) if self._place(0, 0) else None

    def _place(self, place: int, cost: int) -> bool:
        if place == len(self.numbers):
            return True
        # Who sits in a full role makes no difference to those who come.
        open_ = (
            sorts if len(sorts) < of_team.free else None
            for sorts, of_team in zip(self.sorts, self.pool.teams, strict=True)
        )
        key = (place, tuple(open_))
        if self.pool.is_single and self.failed.get(key, cost + 1) <= cost:
            return False
        number = self.numbers[place]
        state = self.pool.candidates[number].state.id
        for team, own in enumerate(self.pool.costs_at[number]):
            of_team = self.pool.teams[team]
            seat = (state, of_team.committee)
            before = self.sorts[team]
            if own is None or len(before) == of_team.free or seat in self.sitting:
                continue
            self.work.spend()
            after = tuple(sorted((*before, self.pool.sort_of[number])))
            old, new = self._together(team, before), self._together(team, after)
            if old is None or new is None or cost + own + new - old + self.least[place + 1] > self.budget:
                continue
            self.sorts[team] = after
            self.sitting.add(seat)
            self.seated.append((team, number))
            if self._place(place + 1, cost + own + new - old):
                return True
            self.seated.pop()
            self.sitting.remove(seat)
            self.sorts[team] = before
        self.failed[key] = min(cost, self.failed.get(key, cost))
        return False

    def _together(self, team: int, sorts: tuple[int, ...]) -> int | None:
        key = (team, sorts)
        if key not in self.together:
            self.together[key] = self.pool.cost_together(self.pool.teams[team], sorts)
        return self.together[key]
