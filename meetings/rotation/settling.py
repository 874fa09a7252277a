"""The places that are not chosen: seats taken already, pins, terms that are not over, and succession, in this order.

What a State moves up to or goes on with does not ask whether it is willing, has rested or has the people: that was
asked when it was chosen. It does not happen where the State declined, is excluded by a rule that forbids, is the
subject of an exception, or would hold two offices where that is forbidden.
Standard library only.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from meetings.offices.rules import Role
from meetings.rotation import judging
from meetings.rotation.answers import Because, By
from meetings.rotation.debts import by_group, by_kind
from meetings.rotation.rules import (
    CommitteeOffices,
    Held,
    Keep,
    Level,
    PinBreaksRule,
    PinnedStateDeclined,
    PinnedTwice,
    Problem,
    RoleSeats,
    Rule,
    State,
    TooManyPins,
    WrongProblem,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A State that has a seat before anybody is chosen."""

    committee: str
    role: Role
    state: str
    by: By
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class NotSettled:
    """A State that would have moved up or gone on in this committee and does not, with the reason."""

    committee: str
    role: Role
    state: str
    because: Because


@dataclass
class Settlement:
    """What is settled, who did not move up and why, and what each State holds in the term so far."""

    places: list[Settled] = field(default_factory=list)
    not_settled: list[NotSettled] = field(default_factory=list)
    elsewhere: dict[str, int] = field(default_factory=dict)

    def members(self, committee: str, role: Role) -> list[str]:
        """Return the States in the settled seats of a role."""
        return [place.state for place in self.places if (place.committee, place.role) == (committee, role)]

    def offices(self, state: str) -> int:
        """Return how many offices the State holds in the term, those outside the committees asked about included."""
        return self.elsewhere.get(state, 0) + sum(place.state == state for place in self.places)

    def sits_in(self, state: str, committee: str) -> bool:
        """Return whether the State has a settled seat in the committee."""
        return any(place.state == state and place.committee == committee for place in self.places)


def draw(seed: int | str, term: str, state: str) -> str:
    """Return the State's lot: the SHA-256 of `seed|term|state` in UTF-8, in hexadecimal. The lowest lot comes first."""
    return hashlib.sha256(f"{seed}|{term}|{state}".encode()).hexdigest()


def settle(problem: Problem, seed: int | str) -> Settlement:
    """Return the settled places.

    Where more States would move up or go on than there are seats, those come first whose group is owed more, then
    whose kind is owed more, then whose lot is lower.

    Raises:
        PinBreaksRule: a pin breaks a rule that forbids.
        TooManyPins: more States are pinned to a role, or hold it on record, than it has seats.
        PinnedTwice: a State is pinned twice in a committee, or holds a seat there already.
        PinnedStateDeclined: a pinned State declined.
    """
    settlement = _Settler(problem, seed)
    settlement.take_what_is_taken()
    settlement.pin()
    settlement.go_on()
    settlement.move_up()
    return settlement.found


class _Settler:
    def __init__(self, problem: Problem, seed: int | str) -> None:
        self.problem = problem
        self.seed = seed
        self.found = Settlement()
        self.states = {state.id: state for state in problem.states}
        self.asked = {(committee.key, role.role) for committee in problem.committees for role in committee.roles}
        self.now = problem.number_of(problem.term)
        self.holders: dict[tuple[int, str, Role], list[str]] = defaultdict(list)
        for row in problem.history:
            holders = self.holders[problem.number_of(row.term), row.committee, row.role]
            if row.state not in holders:
                holders.append(row.state)
            if row.term == problem.term and (row.committee, row.role) not in self.asked:
                self.found.elsewhere[row.state] = self.found.elsewhere.get(row.state, 0) + 1
        self.stops = {(stop.committee, stop.state): stop for stop in problem.stops}
        self.staying: set[tuple[str, str]] = set()

    def roles(self) -> Iterable[tuple[CommitteeOffices, RoleSeats]]:
        return ((committee, role) for committee in self.problem.committees for role in committee.roles)

    def free(self, committee: str, role: RoleSeats) -> int:
        return role.seats - len(self.found.members(committee, role.role))

    def place(self, committee: str, role: Role, state: str, by: By, *because: Because) -> None:
        self.found.places.append(Settled(committee, role, state, by, because))

    def refuse(self, committee: str, role: Role, state: str, because: Because) -> None:
        self.found.not_settled.append(NotSettled(committee, role, state, because))

    def take_what_is_taken(self) -> None:
        for number, row in enumerate(self.problem.history):
            if row.term == self.problem.term and (row.committee, row.role) in self.asked:
                self._take(f"history[{number}]", row)

    def _take(self, where: str, row: Held | Keep) -> None:
        role = self._role(row.committee, row.role)
        if not self.free(row.committee, role):
            raise TooManyPins(place=where, committee=row.committee, role=row.role.value, seats=role.seats)
        if self.found.sits_in(row.state, row.committee):
            raise PinnedTwice(place=where, committee=row.committee, state=row.state)
        if isinstance(row, Held):
            self.place(row.committee, row.role, row.state, By.KEPT, Because("on_record", {"term": row.term}))

    def _role(self, committee: str, role: Role) -> RoleSeats:
        return next(one for offices, one in self.roles() if (offices.key, one.role) == (committee, role))

    def pin(self) -> None:
        for number, keep in enumerate(self.problem.keep):
            where = f"keep[{number}]"
            if keep.state not in self.states or (keep.committee, keep.role) not in self.asked:
                raise WrongProblem(place=where, sentence="This pin names a State, committee or role that is not there.")
            self._take(where, keep)
            state = self.states[keep.state]
            if state.declined:
                facts = {"committee": keep.committee, "role": keep.role.value, "state": keep.state}
                raise PinnedStateDeclined(place=where, **facts)
            natural = self._natural(keep.committee, self._role(keep.committee, keep.role), keep.state)
            broken = self._broken_by(keep, state, is_natural=natural is not None)
            if broken is not None:
                facts = {"committee": keep.committee, "role": keep.role.value, "state": keep.state}
                raise PinBreaksRule(place=where, rule=broken.value, **facts)
            by, because = natural or (By.KEPT, Because("pinned"))
            self.place(keep.committee, keep.role, keep.state, by, because)

    def _natural(self, committee: str, role: RoleSeats, state: str) -> tuple[By, Because] | None:
        """Return how the State would come to this place without the pin."""
        if state in self.holders.get((self.now - 1, committee, role.role), ()):
            served = self._terms_served(committee, role.role, state)
            if served < role.terms:
                return By.KEPT, Because("term_goes_on", {"number": served + 1, "of": role.terms})
        if role.succeeds is not None and state in self.holders.get((self.now - 1, committee, role.succeeds), ()):
            return By.SUCCESSION, self._succession(role.succeeds)
        return None

    def _broken_by(self, keep: Keep, state: State, *, is_natural: bool) -> Rule | None:
        rules = self.problem.rules
        offices = self.found.offices(state.id) + 1
        exempt = (Rule.WILLING, Rule.REST, Rule.OVER_CAPACITY) if is_natural else ()
        for rule in judging.broken_by_state(self.problem, state, keep.committee, offices=offices):
            if rules.level(rule) is Level.FORBID and rule not in exempt:
                return rule
        members = [self.states[name] for name in self.found.members(keep.committee, keep.role) if name in self.states]
        seats = self._role(keep.committee, keep.role).seats
        before = judging.broken_by_members(members, seats)
        after = judging.broken_by_members([*members, state], seats)
        for rule in judging.RULES_OF_MEMBERS:
            if rules.level(rule) is Level.FORBID and after[rule] > before[rule] and not is_natural:
                return rule
        return None

    def go_on(self) -> None:
        for committee, role in self.roles():
            if role.terms == 1:
                continue
            holders = self.holders.get((self.now - 1, committee.key, role.role), [])
            served = {state: self._terms_served(committee.key, role.role, state) for state in holders}
            unfinished = [state for state in holders if served[state] < role.terms]
            waiting = [state for state in unfinished if not self.found.sits_in(state, committee.key)]
            most = role.seats - -(-role.seats // role.terms) if role.staggered else role.seats
            room = min(self.free(committee.key, role), most - (len(unfinished) - len(waiting)))
            for state in sorted(waiting, key=lambda state: (served[state], self._rank(state))):
                facts: dict[str, str | int] = {"number": served[state] + 1, "of": role.terms}
                obstacle = self._obstacle(committee.key, state)
                if obstacle is None and room <= 0:
                    obstacle = Because("staggered" if role.staggered else "no_seat_left", {"of": role.terms})
                if obstacle is None:
                    self.place(committee.key, role.role, state, By.KEPT, Because("term_goes_on", facts))
                    room -= 1
                else:
                    self.refuse(committee.key, role.role, state, obstacle)

    def move_up(self) -> None:
        ranks = self._ranks_by_debt()
        for committee, role in self.roles():
            if role.succeeds is None:
                continue
            holders = self.holders.get((self.now - 1, committee.key, role.succeeds), [])
            waiting = [state for state in holders if not self.found.sits_in(state, committee.key)]
            for state in sorted(waiting, key=lambda state: (ranks.get(state, ()), self._rank(state))):
                obstacle = self._obstacle(committee.key, state)
                if obstacle is None and self.free(committee.key, role) <= 0:
                    obstacle = Because("no_seat_left", {"of": role.seats})
                if obstacle is None:
                    self.place(committee.key, role.role, state, By.SUCCESSION, self._succession(role.succeeds))
                else:
                    self.refuse(committee.key, role.role, state, obstacle)

    def _succession(self, role: Role) -> Because:
        return Because("succession", {"role": role.value, "term": self.problem.name_of(self.now - 1)})

    def _obstacle(self, committee: str, name: str) -> Because | None:
        state = self.states.get(name)
        stop = self.stops.get((committee, name))
        if state is None:
            return Because("not_in_the_list")
        if state.declined:
            return Because("declined")
        if stop is not None:
            return Because("stopped", {"reason": stop.because})
        if state.excluded and self.problem.rules.exclusion is Level.FORBID:
            return Because("excluded", {"reason": state.excluded})
        if self.found.offices(name) and self.problem.rules.two_offices is Level.FORBID:
            return Because("two_offices")
        return None

    def _terms_served(self, committee: str, role: Role, state: str) -> int:
        """Return how many terms, without a break up to the one before, the State has served in this role."""
        served = 0
        while state in self.holders.get((self.now - 1 - served, committee, role), ()):
            served += 1
        return served

    def _rank(self, state: str) -> str:
        return draw(self.seed, self.problem.term, state)

    def _ranks_by_debt(self) -> dict[str, tuple[int, int]]:
        taken = [place.state for place in self.found.places]
        free = sum(role.seats for _, role in self.roles()) - len(taken)
        groups, kinds = (count(self.problem, taken, free).debts for count in (by_group, by_kind))
        return {state.id: (-groups[state.group], -kinds[state.kind.value]) for state in self.problem.states}


def free_seats(problem: Problem, settlement: Settlement) -> Sequence[tuple[CommitteeOffices, RoleSeats, int]]:
    """Return for each role of each committee the number of seats that are free to choose, zero included."""
    return [
        (committee, role, role.seats - len(settlement.members(committee.key, role.role)))
        for committee in problem.committees
        for role in committee.roles
    ]
