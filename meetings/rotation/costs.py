"""What a State costs in a role in the digits of the goals, and who comes first among equals.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from meetings.offices.rules import Role
from meetings.rotation import judging
from meetings.rotation.judging import RULES_OF_MEMBERS, broken_by_state, last_office
from meetings.rotation.rules import Level, Problem, Rule, State
from meetings.rotation.settling import draw

DIGIT = 1 << 16
UNFILLED, CHANGED, WARNED, UNPREFERRED = DIGIT**3, DIGIT**2, DIGIT, 1
"""What one of each costs: a number whose digits are the counts, so that the first count weighs more than all others."""

Place = tuple[str, Role]


class Cost(NamedTuple):
    """The digits of a cost."""

    unfilled: int
    changed: int
    warned: int
    unpreferred: int

    @classmethod
    def of(cls, number: int) -> Cost:
        """Return the digits of a cost that is not below zero."""
        return cls(number // UNFILLED, *(number // digit % DIGIT for digit in (CHANGED, WARNED, UNPREFERRED)))


class Ranking:
    """Who comes first among equals: longest since the last office, never first; then the lower lot.

    An office after the State's first in the term comes after all first ones: nobody served more recently.
    """

    def __init__(self, problem: Problem, seed: int | str) -> None:
        self.last = last_office(problem)
        now = problem.number_of(problem.term)
        self.lots = {state.id: draw(seed, problem.term, state.id) for state in problem.states}
        order = sorted(
            problem.states,
            key=lambda state: (self.last.get(state.id, -now - 1), self.lots[state.id], state.id),
        )
        self.rank = {state.id: number for number, state in enumerate(order)}
        self.count = len(order)

    def of(self, state: str, office: int) -> int:
        """Return the rank, from 0, of the State's so-many-th office in the term."""
        return (office - 1) * self.count + self.rank[state]


class Costs:
    """What a State costs in a role, and what its members cost together, in the digits of the goals."""

    def __init__(self, problem: Problem, ranking: Ranking, was: Mapping[Place, frozenset[str]] | None = None) -> None:
        self.problem = problem
        self.last = ranking.last
        self.was = was
        weights = {Level.WARN: WARNED, Level.PREFER: UNPREFERRED, Level.OFF: 0}
        self.weights = {rule: weights.get(problem.rules.level(rule)) for rule in Rule}
        # Of the committee the rules ask no more than whether the State is willing to serve in it.
        self._known: dict[tuple[str, int, bool], int | None] = {}

    def of_state(self, state: State, place: Place, office: int) -> int | None:
        """Return the cost, None where it is forbidden."""
        key = (state.id, office, judging.is_willing(state, place[0]))
        if key not in self._known:
            self._known[key] = self._of_rules(state, place[0], office)
        cost = self._known[key]
        is_change = self.was is not None and state.id not in self.was.get(place, ())
        return cost if cost is None else cost + CHANGED * is_change

    def _of_rules(self, state: State, committee: str, office: int) -> int | None:
        cost = 0
        for rule in broken_by_state(self.problem, state, committee, offices=office, last=self.last):
            weight = self.weights[rule]
            if weight is None:
                return None
            cost += weight
        return cost

    def of_excess(self, before: judging.Excess, after: judging.Excess) -> int | None:
        """Return what it costs that pair rules are broken by more than before, None where that is forbidden."""
        cost = 0
        for rule in RULES_OF_MEMBERS:
            more = after[rule] - before[rule]
            weight = self.weights[rule]
            if more and weight is None:
                return None
            cost += more * (weight or 0)
        return cost
