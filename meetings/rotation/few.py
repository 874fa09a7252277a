"""Pools so small that every set of States can be looked at: for each set, what the best way to seat it costs.

Where hardly more States are willing than there are seats, little ends a branch in the search of `compositions`, which
knows sorts of States: here each State counts. Then all sets are listed, role by role. All goals but the last follow
from the set and its cost. Work is counted before it is done, so the answer is the same everywhere.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from math import comb

from meetings.rotation.costs import UNFILLED
from meetings.rotation.debts import owed
from meetings.rotation.pool import Pool

Sets = Mapping[int, int]
"""Sets of candidates, the bit of each one's number being set, with the least cost of seating them."""


def every_set(pool: Pool, steps: int) -> Sets | None:
    """Return every set that leaves as few seats unfilled as can be, None where that would be more work than `steps`.

    A step is a way to fill one role, or a pair of such a way and a set that it might be added to. None also where a
    State may hold several offices in the term.
    """
    if not pool.is_single or comb(len(pool.candidates), pool.seats) > steps // 10:
        return None
    unfilled = pool.seats - pool.seatable(range(len(pool.candidates)), pool.seats)
    while True:
        steps -= sum(_most_options(pool, team, unfilled) for team in range(len(pool.teams)))
        if steps < 0:
            return None
        sets = {0: 0}
        for options in sorted((_options(pool, team, unfilled) for team in range(len(pool.teams))), key=len):
            steps -= len(sets) * len(options)
            if steps < 0:
                return None
            sets = _joined(sets, options, (unfilled + 1) * UNFILLED)
        # At the latest when all seats may stay empty there is a set.
        if sets:
            return sets
        unfilled += 1


def _allowed(pool: Pool, team: int) -> list[int]:
    return [number for number, costs in enumerate(pool.costs_at) if costs[team] is not None]


def _most_options(pool: Pool, team: int, unfilled: int) -> int:
    allowed, free = len(_allowed(pool, team)), pool.teams[team].free
    return sum(comb(allowed, free - empty) for empty in range(min(unfilled, free) + 1))


def _options(pool: Pool, team: int, unfilled: int) -> list[tuple[int, int]]:
    """The sets of candidates that can fill one role but for so many seats, with their costs."""
    of_team = pool.teams[team]
    found = []
    for empty in range(min(unfilled, of_team.free) + 1):
        for numbers in combinations(_allowed(pool, team), of_team.free - empty):
            together = pool.cost_together(of_team, [pool.sort_of[number] for number in numbers])
            if together is not None:
                own = sum(pool.costs_at[number][team] or 0 for number in numbers)
                found.append((sum(1 << number for number in numbers), own + together + empty * UNFILLED))
    return found


def _joined(sets: Mapping[int, int], options: Sequence[tuple[int, int]], limit: int) -> dict[int, int]:
    """Each set with each option that shares no State with it, where that costs less than the limit."""
    found: dict[int, int] = {}
    for one, cost in sets.items():
        for other, more in options:
            if not one & other and cost + more < found.get(one | other, limit):
                found[one | other] = cost + more
    return found


def seated(pool: Pool, numbers: Sequence[int], cost: int) -> tuple[tuple[int, int], ...]:
    """Return how one of the sets can be seated at its cost: pairs of a team and a candidate, both by number."""
    unfilled = pool.seats - len(numbers)
    whole = sum(1 << number for number in numbers)
    options = [
        [option for option in _options(pool, team, unfilled) if not option[0] & ~whole]
        for team in range(len(pool.teams))
    ]

    @cache
    def give(team: int, left: int, budget: int) -> tuple[tuple[int, int], ...] | None:
        if team == len(options):
            return None if left else ()
        for members, own in options[team]:
            if not members & ~left and own <= budget:
                rest = give(team + 1, left & ~members, budget - own)
                if rest is not None:
                    return (*((team, number) for number in _numbers(members)), *rest)
        return None

    return give(0, whole, cost) or ()


def best_set(
    pool: Pool, sets: Sets, debts: tuple[Sequence[int], Sequence[int]], new_names: int
) -> tuple[tuple[int, ...], int] | None:
    """Return the best set by every goal but the last, as numbers and with its cost; None if none is allowed."""
    new = [
        sum(1 << number for number in range(len(pool.candidates)) if not pool.old(number)[slate])
        for slate in range(len(pool.earlier))
    ]
    allowed = [one for one in sets if all((one & names).bit_count() >= new_names for names in new)]
    if not allowed:
        return None
    least = min(sets[one] for one in allowed)
    groups, kinds = debts
    first = len(groups)
    known: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def order(one: int) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        counts = tuple(pool.supply(_numbers(one))[: first + len(kinds)])
        if counts not in known:
            known[counts] = (_worst_first(groups, counts[:first]), _worst_first(kinds, counts[first:]))
        # The set with the greater number has the worse rank where the two differ first, from the worst rank on.
        return (*known[counts], one)

    best = min((one for one in allowed if sets[one] == least), key=order)
    return tuple(_numbers(best)), least


def _worst_first(debts: Sequence[int], counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(-debt for debt in owed(debts, counts))


def _numbers(one: int) -> list[int]:
    found = []
    while one:
        lowest = one & -one
        found.append(lowest.bit_length() - 1)
        one ^= lowest
    return found
