"""Regional debts: what a group of States is due less what it holds; the same for donors, affected and others.

Seats are counted over a window of terms that ends with the term in question. *Due* are so many of all these seats, the
free ones of the term included, as the group has States among the States Parties. *Held* are those that its States had
or have. A seat held by a State that is not in the list counts for nobody and is left out of both. The debts of all
groups add up to the number of free places.
Standard library only.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from meetings.rotation.rules import Apportionment, Held, Kind, Problem, State


@dataclass(frozen=True, slots=True)
class Account:
    """How the seats of the window stand: by group or kind the number of States, the seats due and the seats held."""

    states: Mapping[str, int]
    due: Mapping[str, int]
    held: Mapping[str, int]

    @property
    def debts(self) -> dict[str, int]:
        """Return seats due less seats held; below zero for who holds more than its share."""
        return {name: self.due[name] - self.held[name] for name in self.due}

    def after(self, chosen: Iterable[str]) -> dict[str, int]:
        """Return the debts once these groups (kinds), each as often as it got a seat, have theirs."""
        got = Counter(chosen)
        return {name: debt - got[name] for name, debt in self.debts.items()}


def apportion(seats: int, states: Mapping[str, int], method: Apportionment) -> dict[str, int]:
    """Share seats out by number of States, so that the shares add up to `seats`.

    Largest remainder (Hamilton, Hare quota): each gets the whole part of seats × States ÷ all States; what is left goes
    one by one to the largest remainders. Webster (Sainte-Laguë): seats go one by one to the largest States ÷ (2 × seats
    so far + 1). Where two are equal, the one with more States comes first, then the one whose name sorts first.
    """
    everybody = sum(states.values())
    order = sorted(states, key=lambda name: (-states[name], name))
    if not everybody:
        return dict.fromkeys(states, 0)
    if method is Apportionment.WEBSTER:
        return _webster(seats, states, order)
    shares = {name: seats * states[name] // everybody for name in states}
    left = seats - sum(shares.values())
    for name in sorted(order, key=lambda name: -(seats * states[name] % everybody))[:left]:
        shares[name] += 1
    return {name: shares[name] for name in states}


def _webster(seats: int, states: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    shares = dict.fromkeys(states, 0)
    for _ in range(seats):
        first = order[0]
        for name in order[1:]:
            # Fractions are compared by multiplying across: nothing is rounded.
            if states[name] * (2 * shares[first] + 1) > states[first] * (2 * shares[name] + 1):
                first = name
        shares[first] += 1
    return shares


def account(problem: Problem, taken: Iterable[str], free: int, sort_of: Callable[[State], str]) -> Account:
    """Return the account by what `sort_of` tells States apart by: their group or their kind.

    `taken` names the States in the settled places of the term, one for each place, `free` counts the others.
    """
    by_id = {state.id: state for state in problem.states}
    states = Counter(sort_of(state) for state in problem.states)
    held = Counter(sort_of(by_id[row.state]) for row in _within(problem) if row.state in by_id)
    held.update(sort_of(by_id[name]) for name in taken if name in by_id)
    names = sorted(states)
    due = apportion(held.total() + free, {name: states[name] for name in names}, problem.rules.apportionment)
    return Account({name: states[name] for name in names}, due, {name: held[name] for name in names})


def by_group(problem: Problem, taken: Iterable[str], free: int) -> Account:
    """Return the account by regional group."""
    return account(problem, taken, free, lambda state: state.group)


def by_kind(problem: Problem, taken: Iterable[str], free: int) -> Account:
    """Return the account by kind; kinds without a State in the list are not in it."""
    return account(problem, taken, free, lambda state: Kind(state.kind).value)


def _within(problem: Problem) -> Iterator[Held]:
    """Return the history that the window covers; seats of the term that are asked about are counted as settled."""
    now = problem.number_of(problem.term)
    asked = {(committee.key, role.role) for committee in problem.committees for role in committee.roles}
    for row in problem.history:
        if 0 <= now - problem.number_of(row.term) < problem.rules.window and not (
            row.term == problem.term and (row.committee, row.role) in asked
        ):
            yield row


def owed(debts: Sequence[int], seats: Sequence[int]) -> tuple[int, ...]:
    """Return what was still owed at each of the new seats, ascending: a debt of 3 pays two seats at 3 and at 2."""
    return tuple(sorted(debt - before for debt, count in zip(debts, seats, strict=True) for before in range(count)))


def in_order(debts: Sequence[int], limits: Sequence[tuple[int, int]], seats: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to give so many seats to groups with these debts, best first.

    `limits` are the least and the most seats of each group. Better is the way whose least-favoured seat was owed more,
    then the next; see `owed`. What one seat costs grows with each seat of its group, and of such sums every level is
    connected by moves of one seat from a group to another: so neighbours are enough to find all.
    """
    start = _greedy(debts, limits, seats)
    if start is None:
        return

    def entry(way: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(-value for value in owed(debts, way)), way

    waiting, seen = [entry(start)], {start}
    while waiting:
        _, way = heapq.heappop(waiting)
        yield way
        for neighbour in _neighbours(way, limits):
            if neighbour not in seen:
                seen.add(neighbour)
                heapq.heappush(waiting, entry(neighbour))


def _neighbours(way: tuple[int, ...], limits: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    for giver, taker in permutations(range(len(way)), 2):
        if way[giver] > limits[giver][0] and way[taker] < limits[taker][1]:
            moved = list(way)
            moved[giver] -= 1
            moved[taker] += 1
            yield tuple(moved)


def _greedy(debts: Sequence[int], limits: Sequence[tuple[int, int]], seats: int) -> tuple[int, ...] | None:
    """The best way: each further seat to the group that is owed most at it. None where the limits allow no way."""
    way = [least for least, _ in limits]
    if any(least > most for least, most in limits) or sum(way) > seats:
        return None
    for _ in range(seats - sum(way)):
        open_ = [place for place, count in enumerate(way) if count < limits[place][1]]
        if not open_:
            return None
        way[max(open_, key=lambda place: (debts[place] - way[place], -place))] += 1
    return tuple(way)
