"""The real choices judged by the rules: what each broke, and where it would have ranked among the feasible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import inf

from meetings.rotation import debts, judging
from meetings.rotation.rules import Held, Level, Rule, RuleLevels, State
from meetings.rotation.settling import settle
from tests.bench.backtest.record import YEARS, Choice, Record

TESTED = (Rule.TWO_OFFICES, Rule.REST, *judging.RULES_OF_MEMBERS)
"""The rules that the record can speak of: nothing is on record about willingness, missions and exclusions."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The best and the worst rank that the draw could give, among so many feasible States. None: not feasible."""

    best: int
    worst: int
    among: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A real choice: the whole terms since the State's last office (None: it never had one), the rules it breaks, what
    its group was owed when it was chosen, and the places that were free in the term.
    """

    choice: Choice
    terms_between: int | None
    broken: frozenset[Rule]
    rank: Rank | None
    owed: int
    free: int


def judged(record: Record, rules: RuleLevels, willing: Collection[str] | None = None) -> list[Judged]:
    """Every real choice of the years tested, under these rules."""
    return [one for year in YEARS for one in _Term(record, year, rules, willing).judged()]


class _Term:
    """The choices of one term, each judged beside the others as they really were."""

    def __init__(self, record: Record, year: int, rules: RuleLevels, willing: Collection[str] | None) -> None:
        self.problem = record.problem(year, willing=willing, rules=rules)
        self.choices = record.choices(year)
        # The draw decides nothing where as many move up as there are seats, which was always so.
        self.settled = settle(self.problem, seed=1)
        self.last = judging.last_office(self.problem)
        self.by_id = {state.id: state for state in self.problem.states}
        self.seats = {
            (office.key, role.role): role.seats for office in self.problem.committees for role in office.roles
        }
        taken = [place.state for place in self.settled.places]
        self.groups = debts.by_group(self.problem, taken, len(self.choices)).debts
        self.kinds = debts.by_kind(self.problem, taken, len(self.choices)).debts

    def judged(self) -> Iterator[Judged]:
        for choice in self.choices:
            own = self.by_id[choice.state]
            yield Judged(
                choice=choice,
                terms_between=self._between(own),
                broken=frozenset(self._broken(own, choice)),
                rank=self._rank(own, choice),
                owed=self.groups[own.group],
                free=len(self.choices),
            )

    def _between(self, state: State) -> int | None:
        now = self.problem.number_of(self.problem.term)
        return now - self.last[state.id] - 1 if state.id in self.last else None

    def _beside(self, choice: Choice) -> list[str]:
        """The States that really held the same role in the same committee."""
        chosen = [one.state for one in self.choices if (one.committee, one.role) == (choice.committee, choice.role)]
        return [state for state in chosen if state != choice.state] + self.settled.members(
            choice.committee, choice.role
        )

    def _broken(self, state: State, choice: Choice) -> set[Rule]:
        offices = self.settled.offices(state.id) + 1
        broken = judging.broken_by_state(self.problem, state, choice.committee, offices=offices, last=self.last)
        members = [state, *(self.by_id[name] for name in self._beside(choice))]
        excess = judging.broken_by_members(members, self.seats[choice.committee, choice.role])
        return {*broken, *(rule for rule, more in excess.items() if more)}

    def _is_feasible(self, state: State, choice: Choice) -> bool:
        levels = [self.problem.rules.level(rule) for rule in self._broken(state, choice)]
        return state.id not in self._beside(choice) and Level.FORBID not in levels

    def _order(self, state: State) -> tuple[float, ...]:
        between = self._between(state)
        return -self.groups[state.group], -self.kinds[state.kind], -inf if between is None else -between

    def _rank(self, own: State, choice: Choice) -> Rank | None:
        if not self._is_feasible(own, choice):
            return None
        orders = [self._order(state) for state in self.problem.states if self._is_feasible(state, choice)]
        better = sum(order < self._order(own) for order in orders)
        return Rank(better + 1, better + orders.count(self._order(own)), len(orders))


@dataclass(frozen=True, slots=True)
class Strictness:
    """A rule, at a number where it has one, and how many real choices it would have excluded had it forbidden."""

    rule: Rule
    number: int | None
    excluded: int


def excluded_by(
    record: Record, rules: RuleLevels, rests: Iterable[int], *, with_presidencies: bool = False
) -> list[Strictness]:
    """How many real choices each rule, alone, would have excluded had it forbidden; the rest for each number.

    `with_presidencies` counts a presidency as an office from which to rest.
    """
    found = judged(record, rules)
    offices = (*record.elected, *record.presided) if with_presidencies else record.elected
    between = [_terms_between(offices, one.choice) for one in found]
    rows = [Strictness(Rule.REST, rest, sum(terms is not None and terms < rest for terms in between)) for rest in rests]
    others = [rule for rule in TESTED if rule is not Rule.REST]
    return rows + [Strictness(rule, None, sum(rule in one.broken for one in found)) for rule in others]


def _terms_between(offices: Iterable[Held], choice: Choice) -> int | None:
    earlier = [int(held.term) for held in offices if held.state == choice.state and int(held.term) < choice.year]
    return choice.year - max(earlier) - 1 if earlier else None
