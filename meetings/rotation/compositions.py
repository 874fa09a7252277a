"""Exact search for a way to fill the free seats: which sorts of States sit together, and whether enough States exist.

Parts are filled one after the other, depth first. For each part the search tries the compositions of sorts that pair
rules allow, the cheapest first. Two things end a branch early: no completion stays within the budget and within what is
left of each group and kind, even if a State could sit twice (a small table, filled as it is asked); or the seats so far
cannot all have a State of their own (augmenting paths). A branch that gets through is a way to fill the seats; when all
branches have ended, there is none. Work is counted in steps, never in time, so the answer is the same everywhere.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from meetings.rotation.completions import Bounds, Completions, Option, Room, Table, cost_of
from meetings.rotation.costs import UNFILLED
from meetings.rotation.pool import Composition, Part, Pool
from meetings.rotation.work import Found, Work, WorkIsDone

SMALL_POOL = 4
"""A pool with at most so many candidates for each seat is checked for whether the seats to come can be filled too."""


class Finder:
    """Searches one pool again and again, under limits that differ."""

    def __init__(self, pool: Pool, work: Work) -> None:
        self.pool = pool
        self.work = work
        self._fitting: dict[tuple[int, int], list[list[Composition]]] = {}
        self._tables: dict[Bounds, Table] = {}

    def find(
        self,
        room: Sequence[int],
        budget: int,
        *,
        below: int | None = None,
        forced: Collection[int] = (),
        best: bool = False,
    ) -> Found | None:
        """Return a way to fill the seats that costs at most `budget`, or with `best` the cheapest of them; else None.

        `room` limits, in the fields of the pool, how many of each group, kind and old name are taken. Only candidates
        with a number below `below` are taken and those in `forced`, and of these all.

        Raises WorkIsDone, unless with `best` something was found: then that is returned, proven or not.
        """
        query = _Query(self.pool, self.work, self._prepared(room), budget, below, frozenset(forced))
        # Where no more is allowed than before, as far as counts go, what was learned about completions still holds.
        query.table = self._tables.setdefault(tuple(map(tuple, query.bounds)), query.table)
        return query.run(best=best)

    def least(self, room: Sequence[int]) -> int:
        """Return a cost below which nothing can be found, were each State to sit as often as it likes."""
        return Completions(self.pool, self.work, self._prepared(room), 0, None, frozenset()).least(0, None)

    def limits(self, room: Sequence[int], budget: int) -> list[tuple[int, int]]:
        """Return, for each field of the pool, counts between which every way to fill the seats within the budget is."""
        return Completions(self.pool, self.work, self._prepared(room), budget, None, frozenset()).limits()

    def _prepared(self, room: Sequence[int]) -> Room:
        """Limits that cannot be reached are left out, so that the table of completions stays small."""
        pool = self.pool
        limits = [limit if limit < pool.seats else 0 for limit in room]
        mask = pool.pack([127 if limit < pool.seats else 0 for limit in room])
        packed = pool.pack(limits)
        key = (packed, mask)
        if key not in self._fitting:
            self._fitting[key] = [
                [one for one in part.compositions if pool.fits(packed, one.delta & mask)] for part in pool.parts
            ]
        return Room(packed, mask, self._fitting[key])


class _Query(Completions):
    """Fills part after part; `slots` are the seats so far, `owner` gives candidates their seats among them."""

    def __init__(
        self, pool: Pool, work: Work, room: Room, budget: int, below: int | None, forced: frozenset[int]
    ) -> None:
        super().__init__(pool, work, room, budget, below, forced)
        self.found: Found | None = None
        self.best = False
        self.seats_from = [sum(part.seats for part in pool.parts[place:]) for place in range(len(pool.parts) + 1)]
        self.anybody: dict[int, frozenset[int]] = {}
        self.slots: list[tuple[int, int, tuple[int, ...]]] = []
        self.owner: dict[int, int] = {}
        self.sorts_of_team: list[int] = []
        self.taken = [0] * len(pool.parts)
        self.is_small = len(pool.candidates) <= SMALL_POOL * pool.seats

    def run(self, *, best: bool) -> Found | None:
        self.best = best
        try:
            if self.completes(0, self.room.packed, self.budget):
                self._part(0, self.room.packed, 0)
        except WorkIsDone:
            if self.found is None:
                raise
        return self.found

    def _part(self, place: int, room: int, cost: int) -> bool:
        """Fill the parts from here on. Whether the search is over."""
        if place == len(self.options):
            return self._complete(cost)
        part = self.pool.parts[place]
        if not part.follows:
            before, self.sorts_of_team = self.sorts_of_team, []
        else:
            before = self.sorts_of_team
        is_over = self._compositions(place, part, room, cost)
        self.sorts_of_team = before
        return is_over

    def _compositions(self, place: int, part: Part, room: int, cost: int) -> bool:
        earlier = self.sorts_of_team
        guarded = room | self.guard
        first = self.taken[place - 1] if self.pool.is_like_before[place] else 0
        for option in self.options[place]:
            if option.number < first:
                continue
            if cost + option.cost + self.rest[place + 1] > self.budget:
                break
            self.work.spend()
            if (guarded - option.delta) & self.guard != self.guard:
                continue
            more = self._more(place, part, option.composition)
            if more is None:
                continue
            after = room - option.delta
            if not self.completes(place + 1, after, self.budget - cost - option.cost - more):
                continue
            self.sorts_of_team = [*earlier, *option.composition.sorts]
            self.taken[place] = option.number
            if self._seat(place, option, 0, 0, cost + option.cost + more, after):
                return True
        self.sorts_of_team = earlier
        return False

    def _more(self, place: int, part: Part, composition: Composition) -> int | None:
        """What the pair rules cost beyond the composition's own, with the parts of the same role before it.

        None where that is forbidden, or where the same States in another order come up elsewhere.
        """
        if not part.follows:
            return 0
        earlier, sorts = self.sorts_of_team, composition.sorts
        seats_before = sum(one.seats for one in self.pool.parts[:place] if one.team == part.team)
        if sorts and (len(earlier) < seats_before or earlier[-1] > sorts[0]):
            return None
        team = self.pool.teams[part.team]
        before = self.pool.cost_together(team, earlier)
        together = self.pool.cost_together(team, [*earlier, *sorts])
        if before is None or together is None:
            return None
        return together - before - (composition.cost - (part.seats - len(sorts)) * UNFILLED)

    def _seat(self, place: int, option: Option, seat: int, level: int, cost: int, room: int) -> bool:
        """Give the seats of a composition States of their own. `cost` assumes the cheapest of each sort."""
        sorts = option.composition.sorts
        if seat == len(sorts):
            is_open = self.completes(place + 1, room, self.budget - cost) and self._is_fillable(place, cost)
            return is_open and self._part(place + 1, room, cost)
        sort = sorts[seat]
        levels = self.levels[place][sort]
        first = seat - sorts.index(sort)
        lowest = cost_of(levels, first)
        for number in range(level if first else 0, len(levels)):
            more = levels[number][0] - lowest
            if cost + more + self.rest[place + 1] > self.budget:
                break
            owner = dict(self.owner)
            self.slots.append((self.pool.parts[place].team, sort, levels[number][1]))
            self.work.spend()
            if self._augment(len(self.slots) - 1, set()) and self._seat(
                place, option, seat + 1, number, cost + max(0, more), room
            ):
                return True
            self.slots.pop()
            self.owner = owner
        return False

    def _augment(self, slot: int, visited: set[int]) -> bool:
        numbers = self.slots[slot][2]
        for number in numbers:
            if number not in self.owner:
                self.owner[number] = slot
                return True
        for number in numbers:
            if number not in visited:
                visited.add(number)
                if self._augment(self.owner[number], visited):
                    self.owner[number] = slot
                    return True
        return False

    def _is_fillable(self, place: int, cost: int) -> bool:
        """Whether the forced still have seats, and, in a small pool, the seats to come have States."""
        if self.forced and not self._seats_for_forced(place):
            return False
        if not (self.pool.is_single or self._is_untangled(self.owner) or self._untangled(frozenset())):
            return False
        if not self.is_small:
            return True
        to_come = self.seats_from[place + 1]
        may_stay_empty = (self.budget - cost) // UNFILLED
        if may_stay_empty >= to_come:
            return True
        owner, count = dict(self.owner), len(self.slots)
        filled = 0
        for later in range(place + 1, len(self.pool.parts)):
            numbers = tuple(sorted(self._anybody(later)))
            for _ in range(self.pool.parts[later].seats):
                self.work.spend()
                self.slots.append((self.pool.parts[later].team, -1, numbers))
                filled += self._augment(len(self.slots) - 1, set())
        del self.slots[count:]
        self.owner = owner
        return to_come - filled <= may_stay_empty

    def _anybody(self, place: int) -> frozenset[int]:
        """Everybody whom this query allows in the part, at whatever cost."""
        if place not in self.anybody:
            levels = (level for of_sort in self.levels[place].values() for level in of_sort)
            self.anybody[place] = frozenset(number for _, numbers in levels for number in numbers)
        return self.anybody[place]

    def _seats_for_forced(self, place: int) -> bool:
        """Whether each forced candidate has a seat of its own, among those with a composition and those to come."""
        seats: list[Collection[int]] = [numbers for _, _, numbers in self.slots]
        for later in range(place + 1, len(self.pool.parts)):
            seats.extend([self._anybody(later)] * self.pool.parts[later].seats)
        return _match(sorted(self.forced), seats) is not None

    def _complete(self, cost: int) -> bool:
        """Every part is filled: note it. Whether the search is over."""
        seated = self._seated()
        if seated is None:
            return False
        self.found = Found(tuple(sorted(seated)), cost)
        self.budget = cost - 1
        return not self.best

    def _seated(self) -> list[tuple[int, int]] | None:
        if self.forced:
            by_seat = _match(sorted(self.forced), [numbers for _, _, numbers in self.slots])
            if by_seat is None:
                return None
            # From here on seats look for States: whoever has a seat keeps one.
            kept, self.owner = self.owner, {number: seat for seat, number in by_seat.items()}
            for slot in range(len(self.slots)):
                if slot not in by_seat and not self._augment(slot, set()):
                    self.owner = kept
                    return None
        if self.pool.is_single or self._is_untangled(self.owner):
            return [(self.slots[slot][0], number) for number, slot in self.owner.items()]
        return self._untangled(self.forced)

    def _is_untangled(self, owner: dict[int, int]) -> bool:
        """Whether no State has two seats in one committee."""
        pool = self.pool
        seats = [
            (pool.candidates[number].state.id, pool.teams[self.slots[slot][0]].committee)
            for number, slot in owner.items()
        ]
        return len(seats) == len(set(seats))

    def _untangled(self, forced: frozenset[int]) -> list[tuple[int, int]] | None:
        """Give the seats States of their own so that none sits twice in a committee, trying all there is."""
        pool = self.pool
        order = sorted(range(len(self.slots)), key=lambda slot: len(self.slots[slot][2]))
        chosen: list[tuple[int, int]] = []
        used: set[int] = set()
        sitting: set[tuple[str, str]] = set()

        def give(place: int) -> bool:
            if len(forced - used) > len(order) - place:
                return False
            if place == len(order):
                return True
            team, _, numbers = self.slots[order[place]]
            for number in numbers:
                seat = (pool.candidates[number].state.id, pool.teams[team].committee)
                if number in used or seat in sitting:
                    continue
                self.work.spend()
                used.add(number)
                sitting.add(seat)
                chosen.append((team, number))
                if give(place + 1):
                    return True
                chosen.pop()
                sitting.remove(seat)
                used.remove(number)
            return False

        return chosen if give(0) else None


def _match(numbers: Sequence[int], seats: Sequence[Collection[int]]) -> dict[int, int] | None:
    """Give each of the candidates a seat that it may have, as seat to candidate; None where that cannot be."""
    holder: dict[int, int] = {}

    def place(number: int, visited: set[int]) -> bool:
        for seat, allowed in enumerate(seats):
            if seat not in visited and number in allowed:
                visited.add(seat)
                if seat not in holder or place(holder[seat], visited):
                    holder[seat] = number
                    return True
        return False

    return holder if all(place(number, set()) for number in numbers) else None
