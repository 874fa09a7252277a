"""The last goal: which committee each of the chosen gets; see `search`. Standard library only."""

from __future__ import annotations

from meetings.rotation.compositions import Found, Work
from meetings.rotation.pool import UNFILLED, Pool


class Arranger:
    """Gives the chosen their committees: best rank first, each the first of the list that leaves room for the rest."""

    def __init__(self, pool: Pool, found: Found, work: Work) -> None:
        self.pool = pool
        self.work = work
        self.numbers = found.numbers
        unfilled = (pool.seats - len(self.numbers)) * UNFILLED
        self.budget = found.cost - unfilled
        teams = range(len(pool.teams))
        self.least = [0] * (len(self.numbers) + 1)
        for place in range(len(self.numbers) - 1, -1, -1):
            costs = pool.costs_at[self.numbers[place]]
            self.least[place] = self.least[place + 1] + min(cost for cost in costs if cost is not None)
        self.sorts: list[tuple[int, ...]] = [() for _ in teams]
        self.sitting: set[tuple[str, str]] = set()
        self.together: dict[tuple[int, tuple[int, ...]], int | None] = {}
        self.failed: dict[tuple[int, tuple[tuple[int, ...], ...]], int] = {}
        self.seated: list[tuple[int, int]] = []

    def run(self) -> tuple[tuple[int, int], ...] | None:
        """Return the pairs of team and candidate."""
        return tuple(sorted(self.seated)) if self._place(0, 0) else None

    def _place(self, place: int, cost: int) -> bool:
        if place == len(self.numbers):
            return True
        key = (place, tuple(self.sorts))
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
