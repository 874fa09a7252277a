"""Groups of sessions that run at the same time: what they cost, whatever the time. Sets of sessions are bits.

What a delegation of `people` loses of a group is, over the three weights, the number of its sessions of at least that
weight beyond `people`: taking the heaviest first and counting each weight as a sum of ones gives the same. So each
delegation is three bits, one for each weight that a wish can reach, and a group is counted with a few operations on
whole sets of delegations. Standard library only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from meetings.scheduler.grid import Grid
from meetings.scheduler.intervals import (
    Sitting,
    clusters,
    collide,
    most_attended,
    too_many_at_once,
    too_many_places,
)
from meetings.scheduler.rules import HIGHEST_WEIGHT

MOST_KEPT = 400_000

Totals = tuple[int, int]
"""The loss of small delegations and of all; both are -1 where a hard rule is broken."""
Losses = tuple[tuple[int, int], ...]
"""Small delegations by number, with what each loses."""

BROKEN: Totals = (-1, -1)


def members(mask: int) -> list[int]:
    """Return the numbers in a set."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


class Groups:
    """What groups cost, each worked out once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        problem = grid.problem
        self.problem = problem
        self.small = [n for n, one in enumerate(problem.delegations) if one.people <= problem.small and one.wishes]
        self.weights = [sum(problem.delegations[number].wishes.values()) for number in self.small]
        self.weight_of = dict(zip(self.small, self.weights, strict=True))
        numbers = {session.id: number for number, session in enumerate(problem.sessions)}
        self.wishes = [
            {numbers[session]: weight for session, weight in delegation.wishes.items()}
            for delegation in problem.delegations
        ]
        self.wishers: list[list[tuple[int, int]]] = [[] for _ in problem.sessions]
        for delegation, wishes in enumerate(self.wishes):
            for session, weight in wishes.items():
                self.wishers[session].append((delegation, weight))
        self.levels = self._levels()
        self.needed = self._needed()
        self.together = self._never_together()
        self.plenary = sum(1 << number for number, session in enumerate(problem.sessions) if session.plenary)
        most = problem.max_parallel
        self.most = grid.count if most is None else most
        self._totals: dict[int, Totals] = {}
        self._losses: dict[int, Losses] = {}
        self._regions: dict[tuple[Sitting, ...], tuple[Totals, Losses]] = {}

    def _levels(self) -> list[tuple[int, list[int], list[int]]]:
        """Return for each number of people, in ascending order: the delegations, and by session a set of bits."""
        people = sorted({delegation.people for delegation in self.problem.delegations})
        found = []
        for number in people:
            delegations = [one for one, d in enumerate(self.problem.delegations) if d.people == number]
            bits = [0] * self.grid.count
            for place, delegation in enumerate(delegations):
                for session, weight in self.wishes[delegation].items():
                    bits[session] |= ((1 << weight) - 1) << (place * HIGHEST_WEIGHT)
            found.append((number, delegations, bits))
        return found

    def _needed(self) -> list[tuple[int, list[int]]]:
        """Return for each number of people: by session, who of that many people is needed there, as bits.

        Only who is needed in more sessions than it has people can be needed in too many at once.
        """
        people = {delegation.id: delegation.people for delegation in self.problem.delegations}
        times = Counter(who for session in self.problem.sessions for who in session.must)
        by_people: dict[int, dict[str, int]] = defaultdict(dict)
        bits: dict[int, list[int]] = defaultdict(lambda: [0] * self.grid.count)
        for number, session in enumerate(self.problem.sessions):
            for who in session.must:
                of = people.get(who, 1)
                if times[who] > of:
                    place = by_people[of].setdefault(who, len(by_people[of]))
                    bits[of][number] |= 1 << place
        return [(of, bits[of]) for of in sorted(bits)]

    def _never_together(self) -> list[int]:
        """Return for each session the others that may not run at the same time: it is before, after or apart."""
        grid = self.grid
        return [
            sum(1 << other for other in {*grid.before[number], *grid.after[number], *grid.apart[number]})
            for number in range(grid.count)
        ]

    def totals(self, mask: int) -> Totals:
        """Return what a group costs that runs at one time, `BROKEN` if it may not."""
        found = self._totals.get(mask)
        if found is None:
            if len(self._totals) >= MOST_KEPT:
                self._totals.clear()
            sessions = members(mask)
            found = self._totals[mask] = BROKEN if self._may_not(mask, sessions) else self._count(sessions)
        return found

    def _may_not(self, mask: int, sessions: Sequence[int]) -> bool:
        if len(sessions) > self.most or (mask & self.plenary).bit_count() > self.problem.max_parallel_plenary:
            return True
        return any(self.together[one] & mask for one in sessions) or self._needed_twice(sessions)

    def _needed_twice(self, sessions: Sequence[int]) -> bool:
        return any(
            people < len(sessions) and beyond([bits[one] for one in sessions], people) for people, bits in self.needed
        )

    def _count(self, sessions: Sequence[int]) -> Totals:
        small = total = 0
        for people, _, bits in self.levels:
            if people >= len(sessions):
                break
            loss = sum(one.bit_count() for one in beyond([bits[one] for one in sessions], people))
            total += loss
            if people <= self.problem.small:
                small += loss
        return small, total

    def losses(self, mask: int) -> Losses:
        """Return what each small delegation loses of a group that runs at one time."""
        found = self._losses.get(mask)
        if found is None:
            if len(self._losses) >= MOST_KEPT:
                self._losses.clear()
            found = self._losses[mask] = self._count_each(members(mask))
        return found

    def _count_each(self, sessions: Sequence[int]) -> Losses:
        found: dict[int, int] = defaultdict(int)
        for people, delegations, bits in self.levels:
            if people >= len(sessions) or people > self.problem.small:
                break
            for lost in beyond([bits[one] for one in sessions], people):
                for bit in members(lost):
                    found[delegations[bit // HIGHEST_WEIGHT]] += 1
        return tuple(sorted(found.items()))

    def region(self, sittings: tuple[Sitting, ...]) -> tuple[Totals, Losses]:
        """Return what the sittings of one region cost, overlapping as they may."""
        found = self._regions.get(sittings)
        if found is None:
            if len(self._regions) >= MOST_KEPT // 4:
                self._regions.clear()
            found = self._regions[sittings] = self._work_out(sittings)
        return found

    def _work_out(self, sittings: tuple[Sitting, ...]) -> tuple[Totals, Losses]:
        standing = self.grid.stand
        if self._breaks_order(sittings) or too_many_at_once(sittings, self.most, standing):
            return BROKEN, ()
        plenary = [one for one in sittings if self.plenary >> one.session & 1]
        if too_many_at_once(plenary, self.problem.max_parallel_plenary, standing):
            return BROKEN, ()
        small = total = 0
        losses: dict[int, int] = defaultdict(int)
        walk = self.problem.walk_minutes
        for cluster in clusters(sittings, walk):
            if len(cluster) > 1:
                of_small, of_all, each = self._cluster(cluster)
                if of_all < 0:
                    return BROKEN, ()
                small, total = small + of_small, total + of_all
                for delegation, loss in each:
                    losses[delegation] += loss
        return (small, total), tuple(sorted(losses.items()))

    def _breaks_order(self, sittings: Sequence[Sitting]) -> bool:
        """Return whether something starts too early, or runs beside what it is to be apart from."""
        grid = self.grid
        starts = {one.session: one.start for one in sittings}
        return any(
            other in starts
            and starts[other] + grid.minutes[other] > one.start
            # Of two that are apart, the later one finds the earlier; of two that start together, both do.
            and (other in grid.before[one.session] or starts[other] <= one.start)
            and not (other in grid.stand and one.session in grid.stand)
            for one in sittings
            for other in (*grid.before[one.session], *grid.apart[one.session])
        )

    def _cluster(self, cluster: list[Sitting]) -> tuple[int, int, Losses]:
        walk = self.problem.walk_minutes
        sessions = [one.session for one in cluster]
        is_one = all(collide(one, other, walk) for n, one in enumerate(cluster) for other in cluster[n + 1 :])
        by_hours = not is_one or any(one in self.grid.stand for one in sessions)
        if self._needed_at_once(cluster) if by_hours else self._needed_twice(sessions):
            return -1, -1, ()
        if is_one:
            return *self._count(sessions), self._count_each(sessions)
        small = total = 0
        found = []
        wished: dict[int, list[tuple[Sitting, int]]] = defaultdict(list)
        for one in sorted(cluster):
            for delegation, weight in self.wishers[one.session]:
                wished[delegation].append((one, weight))
        for delegation in sorted(wished):
            loss = self._loss(self.problem.delegations[delegation].people, wished[delegation])
            total += loss
            if loss and self.problem.delegations[delegation].people <= self.problem.small:
                small += loss
                found.append((delegation, loss))
        return small, total, tuple(found)

    def _loss(self, people: int, wished: list[tuple[Sitting, int]]) -> int:
        walk = self.problem.walk_minutes
        if len(wished) <= people or not any(
            collide(one, other, walk) for n, (one, _) in enumerate(wished) for other, _ in wished[n + 1 :]
        ):
            return 0
        attended = most_attended(
            [weight for _, weight in wished],
            lambda first, second: not collide(wished[first][0], wished[second][0], walk),
            people,
        )
        return sum(weight for number, (_, weight) in enumerate(wished) if number not in attended)

    def _needed_at_once(self, cluster: list[Sitting]) -> bool:
        for people, bits in self.needed:
            for bit in members(beyond_any([bits[one.session] for one in cluster], people)):
                sittings = [one for one in cluster if bits[one.session] >> bit & 1]
                if too_many_places(sittings, self.problem.walk_minutes, people, self.grid.stand):
                    return True
        return False


def beyond(sets: Sequence[int], people: int) -> list[int]:
    """Return, for each set in turn, what of it stands in at least `people` sets before; empty ones are left out."""
    found = []
    if people == 1:
        union = 0
        for one in sets:
            if union & one:
                found.append(union & one)
            union |= one
        return found
    seen = [0] * people
    for one in sets:
        carry = one
        for number, before in enumerate(seen):
            if not carry:
                break
            seen[number] = before | carry
            carry &= before
        if carry:
            found.append(carry)
    return found


def beyond_any(sets: Sequence[int], people: int) -> int:
    """Return what stands in more than `people` of the sets."""
    found = 0
    for one in beyond(sets, people):
        found |= one
    return found
