"""A way to fill the seats that is at hand, for where the search found none in its time; see `optimum`.

Standard library only.
"""

from __future__ import annotations

from meetings.rotation.pool import Pool
from meetings.rotation.work import Found


def at_hand(pool: Pool, new_names: int) -> Found | None:
    """Return some way that breaks nothing that is forbidden, None if it has not so many new names.

    Role by role, beginning with the one for which there are fewest, each seat goes to a State that is new against as
    many earlier slates as still lack new names, then to the one that adds the least cost, then by rank.
    """
    seated: list[tuple[int, int]] = []
    sitting: set[tuple[str, str]] = set()
    used: set[int] = set()
    lacking = [new_names] * len(pool.earlier)
    candidates = [sum(costs[team] is not None for costs in pool.costs_at) for team in range(len(pool.teams))]
    for team in sorted(range(len(pool.teams)), key=lambda team: candidates[team]):
        of_team = pool.teams[team]
        sorts: list[int] = []
        for _ in range(of_team.free):
            best: tuple[int, int, int] | None = None
            before = pool.cost_together(of_team, sorts) or 0
            for number, costs in enumerate(pool.costs_at):
                own = costs[team]
                if own is None or number in used or (pool.state(number), of_team.committee) in sitting:
                    continue
                together = pool.cost_together(of_team, [*sorts, pool.sort_of[number]])
                if together is not None:
                    new = sum(count > 0 for count, old in zip(lacking, pool.old(number), strict=True) if not old)
                    best = min(best or (1, 0, 0), (-new, own + together - before, number))
            if best is not None:
                number = best[2]
                used.add(number)
                sorts.append(pool.sort_of[number])
                sitting.add((pool.state(number), of_team.committee))
                seated.append((team, number))
                lacking = [count - (not old) for count, old in zip(lacking, pool.old(number), strict=True)]
    if any(count > 0 for count in lacking):
        return None
    return Found(tuple(sorted(seated)), pool.cost_of(seated))
