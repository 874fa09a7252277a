"""The best slates of small pools, found by trying everything: written from the description, not from the solver.

A slate is a tuple with a State's key, or None, for every free seat, role by role. It takes the settled places as given.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from meetings.rotation.answers import Place
from meetings.rotation.rules import Problem, State

Slate = tuple[tuple[str, ...], ...]
"""For every role with free seats the chosen States, in the order of the list."""


@dataclass
class Exhaustive:
    """Everything that can be proposed for a problem, with its goals."""

    problem: Problem
    settled: Sequence[Place]
    seed: int | str
    was: dict[tuple[str, str], set[str]] | None = None
    states: dict[str, State] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        self.states = {state.id: state for state in problem.states}
        self.now = int(problem.term)
        self.last: dict[str, int] = {}
        for row in problem.history:
            if int(row.term) < self.now:
                self.last[row.state] = max(int(row.term), self.last.get(row.state, 0))
        asked = {(one.key, role.role) for one in problem.committees for role in one.roles}
        self.others = Counter(
            row.state for row in problem.history if row.term == problem.term and (row.committee, row.role) not in asked
        )
        self.teams = []
        for committee in problem.committees:
            for role in committee.roles:
                members = [p.state for p in self.settled if (p.committee, p.role) == (committee.key, role.role)]
                if len(members) < role.seats:
                    self.teams.append((committee.key, role.role.value, role.seats, members))
        self.free = sum(seats - len(members) for _, _, seats, members in self.teams)
        self.order = sorted(
            self.states,
            key=lambda name: (
                self.last.get(name, -1),
                hashlib.sha256(f"{self.seed}|{problem.term}|{name}".encode()).hexdigest(),
            ),
        )
        self.debts = [self._debts(lambda state: state.group), self._debts(lambda state: state.kind.value)]

    def _debts(self, sort_of: Any) -> dict[str, int]:
        problem = self.problem
        asked = {(one.key, role.role) for one in problem.committees for role in one.roles}
        held: Counter[str] = Counter()
        for row in problem.history:
            recent = self.now - problem.rules.window < int(row.term) < self.now
            other = row.term == problem.term and (row.committee, row.role) not in asked
            if (recent or other) and row.state in self.states:
                held[sort_of(self.states[row.state])] += 1
        held.update(sort_of(self.states[place.state]) for place in self.settled if place.state in self.states)
        total = held.total() + self.free
        states = Counter(sort_of(state) for state in problem.states)
        everybody = len(problem.states)
        quota = {name: Fraction(total * count, everybody) for name, count in states.items()}
        due = {name: int(share) for name, share in quota.items()}
        rest = sorted(states, key=lambda name: (due[name] - quota[name], -states[name], name))
        for name in rest[: total - sum(due.values())]:
            due[name] += 1
        return {name: due[name] - held[name] for name in states}

    def slates(self) -> Iterator[Slate]:
        """Yield every choice in which nobody sits twice in a committee and nobody declined."""
        yield from self._from(0)

    def _from(self, place: int) -> Iterator[Slate]:
        if place == len(self.teams):
            yield ()
            return
        committee, _, seats, members = self.teams[place]
        can = [name for name in self.states if self._broken(name, committee, 1) is not None]
        for rest in self._from(place + 1):
            for count in range(seats - len(members) + 1):
                for chosen in combinations(can, count):
                    if self._is_possible(chosen, committee, place, rest):
                        yield (chosen, *rest)

    def _is_possible(self, chosen: tuple[str, ...], committee: str, place: int, rest: Slate) -> bool:
        later = {name for (key, *_), names in zip(self.teams[place + 1 :], rest, strict=True) for name in names}
        if self.problem.rules.two_offices == "forbid" and later & set(chosen):
            return False
        same = {
            name
            for (key, *_), names in zip(self.teams[place + 1 :], rest, strict=True)
            for name in names
            if key == committee
        }
        same |= {p.state for p in self.settled if p.committee == committee}
        return not same & set(chosen)

    def _broken(self, name: str, committee: str, extra: int) -> list[str] | None:
        """The rules that the State breaks with so many chosen offices; None if one forbids."""
        state, rules = self.states[name], self.problem.rules
        if state.declined:
            return None
        offices = extra + self.others[name] + sum(p.state == name for p in self.settled)
        broken = []
        if not state.willing or (state.willing_for is not None and committee not in state.willing_for):
            broken.append("willing")
        if offices > 1:
            broken.append("two_offices")
        if name in self.last and self.now - self.last[name] <= rules.rest_terms:
            broken.append("rest")
        too_many = rules.capacity is not None and state.mission is not None
        if too_many and (state.mission == 0 or Fraction(offices, state.mission or 1) > (rules.capacity or 0)):
            broken.append("over_capacity")
        if state.excluded:
            broken.append("exclusion")
        if any(getattr(rules, rule) == "forbid" for rule in broken):
            return None
        return broken

    def goals(self, slate: Slate) -> tuple[Any, ...] | None:
        """What the slate is compared by, smaller is better; None if a rule forbids it."""
        broken: Counter[str] = Counter()
        turn: Counter[str] = Counter()
        ranks = []
        changed = 0
        for (committee, role, seats, members), names in zip(self.teams, slate, strict=True):
            for name in names:
                turn[name] += 1
                found = self._broken(name, committee, turn[name])
                if found is None:
                    return None
                broken.update(getattr(self.problem.rules, rule).value for rule in found)
                held = self.others[name] + sum(p.state == name for p in self.settled)
                ranks.append((held + turn[name] - 1) * len(self.order) + self.order.index(name))
            before, after = self._pairs(members, seats), self._pairs([*members, *names], seats)
            for rule, excess in after.items():
                broken[getattr(self.problem.rules, rule).value] += excess - before[rule]
            if self.was is not None:
                changed += len(self.was.get((committee, role), set()) - set(names))
        if self.was is not None:
            there = {(committee, role) for committee, role, *_ in self.teams}
            changed += sum(len(names) for key, names in self.was.items() if key not in there)
        if broken["forbid"]:
            return None
        return (
            self.free - sum(map(len, slate)),
            changed,
            broken["warn"],
            broken["prefer"],
            self._owed(0, slate),
            self._owed(1, slate),
            tuple(sorted(ranks, reverse=True)),
        )

    def _pairs(self, names: Sequence[str], seats: int) -> dict[str, int]:
        members = [self.states[name] for name in names if name in self.states]
        donors = sum(state.kind == "donor" for state in members)
        affected = sum(state.kind == "affected" for state in members)
        at_most, at_least = (seats + 1) // 2, seats // 2
        could_be_affected = affected + seats - len(members)
        return {
            "two_donors": max(donors - at_most, 0),
            "one_affected": max(affected - at_most, 0) + max(at_least - could_be_affected, 0),
            "same_group": sum(one.group == two.group != "none" for one, two in combinations(members, 2)),
        }

    def _owed(self, which: int, slate: Slate) -> tuple[int, ...]:
        debts = dict(self.debts[which])
        values = []
        for names in slate:
            for name in names:
                state = self.states[name]
                sort = state.kind.value if which else state.group
                values.append(-debts[sort])
                debts[sort] -= 1
        return tuple(sorted(values, reverse=True))

    def arrangement(self, slate: Slate) -> tuple[int, ...]:
        """The chosen, best rank first, by the number of the role that each has: the last goal."""
        turns: Counter[str] = Counter()
        found = []
        for names in slate:
            for name in names:
                held = self.others[name] + sum(p.state == name for p in self.settled)
                found.append((held + turns[name]) * len(self.order) + self.order.index(name))
                turns[name] += 1
        numbers = [number for number, names in enumerate(slate) for _ in names]
        return tuple(number for _, number in sorted(zip(found, numbers, strict=True)))

    def best(self, count: int) -> list[tuple[tuple[Any, ...], tuple[int, ...], Slate, int]]:
        """The best slates as they follow each other: goals, arrangement, slate, and new names asked for."""
        every = [(goals, slate) for slate in self.slates() if (goals := self.goals(slate)) is not None]
        made: list[tuple[tuple[Any, ...], tuple[int, ...], Slate, int]] = []
        while len(made) < count:
            best = self._next(every, made)
            if best is None:
                break
            made.append(best)
        return made

    def _next(self, every: Any, made: Any) -> Any:
        if not made:
            return (*self._least(every), 0)
        if not self.free:
            return None
        earlier = [{name for names in slate for name in names} for _, _, slate, _ in made]
        for least in range(-(-self.free // 3), 0, -1):
            fit = [
                (goals, slate)
                for goals, slate in every
                if goals[0] == made[0][0][0]
                and all(len({name for names in slate for name in names} - names_) >= least for names_ in earlier)
            ]
            if fit:
                return (*self._least(fit), least)
        return None

    def _least(self, every: Any) -> Any:
        least = min(goals for goals, _ in every)
        equal = [(self.arrangement(slate), slate) for goals, slate in every if goals == least]
        arrangement, slate = min(equal)
        return least, arrangement, slate
