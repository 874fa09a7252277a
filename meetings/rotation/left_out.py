"""Why not: for each willing State without a place, the rule that bars it, or the better-placed State and in what.

For every chosen place (and every empty seat) the State is put there instead, and the slate is compared goal by goal.
What is told is the exchange that comes nearest: the one whose first worse goal is the last in order. States that no
goal before seniority tells apart are tried once for all of them. Standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from meetings.rotation import judging
from meetings.rotation.answers import Because, Fact, LeftOut
from meetings.rotation.costs import UNFILLED, Cost
from meetings.rotation.debts import owed
from meetings.rotation.judging import RULES_OF_MEMBERS, broken_by_members, broken_by_state
from meetings.rotation.pool import Pool
from meetings.rotation.rules import Level, Rule, State
from meetings.rotation.work import Found


class Nearness(IntEnum):
    """The goal in which an exchange is worse first; the greater, the nearer was the State to the place."""

    CHANGED = 1
    WARNED = 2
    UNPREFERRED = 3
    GROUPS = 4
    KINDS = 5
    SENIORITY = 6
    BETTER = 7


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where a State was tried (`other` is whom it would replace, None in an empty seat), and how near it came."""

    nearness: Nearness
    team: int
    other: int | None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Barred:
    """Rules that forbid the State in a team; `beside` are the States with which it may not sit."""

    team: int
    rules: tuple[Rule, ...]
    beside: tuple[str, ...] = ()


Tried = tuple[tuple[Exchange, ...], tuple[Barred, ...]]


class LeavingOut:
    """The States without a place on a slate, and why.

    `debts` are those of groups and of kinds before the choice; `new_names` had to be new against each earlier slate.
    """

    def __init__(
        self,
        pool: Pool,
        found: Found,
        debts: tuple[Mapping[str, int], Mapping[str, int]],
        new_names: int,
    ) -> None:
        self.pool = pool
        self.problem = pool.problem
        self.debts = debts
        self.new_names = new_names
        self.seated = found.seated
        chosen = [pool.candidates[number].state for number in found.numbers]
        self.counts = (Counter(state.group for state in chosen), Counter(state.kind.value for state in chosen))
        self.chosen = frozenset(state.id for state in chosen)
        self.placed = {state.id for state in chosen} | {place.state for place in pool.settlement.places}
        self.cost = pool.cost_of(found.seated)
        by_id = {state.id: state for state in self.problem.states}
        self.members: dict[int, list[State]] = {
            number: [
                *(by_id[name] for name in pool.settlement.members(*team.place) if name in by_id),
                *(pool.candidates[one].state for of_team, one in found.seated if of_team == number),
            ]
            for number, team in enumerate(pool.teams)
        }
        self.targets: list[tuple[int, int | None]] = [*found.seated]
        for number, team in enumerate(pool.teams):
            if sum(of_team == number for of_team, _ in found.seated) < team.free:
                self.targets.append((number, None))
        self.tried: dict[object, Tried] = {}

    def of_everybody(self) -> Iterator[LeftOut]:
        """Yield the willing States without a place, by their keys."""
        for state in sorted(self.problem.states, key=lambda state: state.id):
            if state.willing and state.id not in self.placed:
                yield LeftOut(state.id, tuple(self._because(state)))

    def not_moved_up(self) -> Iterator[LeftOut]:
        """Yield the States that would have moved up or gone on and do not."""
        for one in self.pool.settlement.not_settled:
            facts: dict[str, Fact] = {"committee": one.committee, "role": one.role.value, **one.because.facts}
            yield LeftOut(one.state, (Because(f"not_up_{one.because.code}", facts),))

    def _because(self, state: State) -> Iterator[Because]:
        if state.declined:
            yield Because("declined")
        elif not self.targets:
            yield Because("no_free_place")
        else:
            exchanges, barred = self._try(state)
            if exchanges:
                yield self._told(state, self._nearest(state, exchanges))
            else:
                yield from self._why_barred(state, barred)

    def _try(self, state: State) -> Tried:
        """Try the State in every place, unless one was tried of which all goals before seniority say the same."""
        offices = self.pool.settlement.offices(state.id) + 1
        last = self.pool.ranking.last
        broken = [
            tuple(broken_by_state(self.problem, state, team.committee, offices=offices, last=last))
            for team in self.pool.teams
        ]
        was = self.pool.costs.was
        kept = tuple(was is not None and state.id in was.get(team.place, ()) for team in self.pool.teams)
        key = (state.group, state.kind, tuple(broken), kept)
        if key not in self.tried:
            tried = [self._exchange(state, offices, broken[team], team, other) for team, other in self.targets]
            self.tried[key] = (
                tuple(one for one in tried if isinstance(one, Exchange)),
                tuple(one for one in tried if isinstance(one, Barred)),
            )
        return self.tried[key]

    def _exchange(
        self, state: State, offices: int, broken: Sequence[Rule], team: int, other: int | None
    ) -> Exchange | Barred:
        pool = self.pool
        own = pool.costs.of_state(state, pool.teams[team].place, offices)
        if own is None:
            return Barred(team, tuple(rule for rule in broken if self._level(rule) is Level.FORBID))
        seats = pool.teams[team].seats
        leaving = None if other is None else pool.candidates[other].state
        staying = [member for member in self.members[team] if member is not leaving]
        settled = broken_by_members(pool.teams[team].members, seats)
        before = broken_by_members(self.members[team], seats)
        after = broken_by_members([*staying, state], seats)
        together = pool.costs.of_excess(settled, after)
        if together is None:
            rules = [
                rule for rule in RULES_OF_MEMBERS if self._level(rule) is Level.FORBID and after[rule] > settled[rule]
            ]
            return Barred(team, tuple(rules), tuple(member.id for member in staying))
        own_before = UNFILLED if other is None else pool.costs_at[other][team] or 0
        cost = self.cost - own_before - (pool.costs.of_excess(settled, before) or 0) + own + together
        if cost != self.cost:
            others = () if other is None else self._broken(other, team)
            more = [rule for rule in broken if rule not in others] + [one for one in after if after[one] > before[one]]
            return self._by_cost(team, other, cost, more)
        return Exchange(self._by_debts(state, leaving), team, other)

    def _broken(self, number: int, team: int) -> list[Rule]:
        """The rules that one of the chosen breaks by itself in its place."""
        candidate, last = self.pool.candidates[number], self.pool.ranking.last
        committee = self.pool.teams[team].committee
        return broken_by_state(self.problem, candidate.state, committee, offices=candidate.office, last=last)

    def _level(self, rule: Rule) -> Level:
        return self.problem.rules.level(rule)

    def _by_cost(self, team: int, other: int | None, cost: int, broken: Sequence[Rule]) -> Exchange:
        if cost < self.cost:
            return Exchange(Nearness.BETTER, team, other)
        now, then = Cost.of(self.cost), Cost.of(cost)
        if then.changed != now.changed:
            return Exchange(Nearness.CHANGED, team, other)
        if then.warned != now.warned:
            rules = tuple(rule for rule in broken if self._level(rule) is Level.WARN)
            return Exchange(Nearness.WARNED, team, other, rules)
        rules = tuple(rule for rule in broken if self._level(rule) is Level.PREFER)
        return Exchange(Nearness.UNPREFERRED, team, other, rules)

    def _by_debts(self, state: State, leaving: State | None) -> Nearness:
        """How near an exchange comes that costs the same."""
        if leaving is None:
            return Nearness.BETTER
        pairs = ((state.group, leaving.group), (state.kind.value, leaving.kind.value))
        for goal, debts, counts, (new, old) in zip(
            (Nearness.GROUPS, Nearness.KINDS), self.debts, self.counts, pairs, strict=True
        ):
            moved = counts.copy()
            moved[old] -= 1
            moved[new] += 1
            before, after = _owed(debts, counts), _owed(debts, moved)
            if after != before:
                return goal if after < before else Nearness.BETTER
        return Nearness.SENIORITY

    def _nearest(self, state: State, exchanges: Sequence[Exchange]) -> Exchange:
        """The exchange that comes nearest; among those that seniority decides, with the least senior of the chosen."""
        rank = self.pool.ranking.of(state.id, self.pool.settlement.offices(state.id) + 1)
        best: tuple[int, int] | None = None
        nearest = exchanges[0]
        for exchange in exchanges:
            other = self._rank(exchange.other)
            near = exchange.nearness
            if near is Nearness.SENIORITY and rank < other:
                near = Nearness.BETTER
            if best is None or (near, other) > best:
                best = (near, other)
                nearest = Exchange(near, exchange.team, exchange.other, exchange.rules)
        return nearest

    def _rank(self, number: int | None) -> int:
        if number is None:
            return -1
        candidate = self.pool.candidates[number]
        return self.pool.ranking.of(candidate.state.id, candidate.office)

    def _told(self, state: State, exchange: Exchange) -> Because:
        team = self.pool.teams[exchange.team]
        facts: dict[str, Fact] = {"committee": team.committee, "role": team.role.value}
        if exchange.other is None or exchange.nearness is Nearness.BETTER:
            return Because("left_to_differ" if self._is_too_like(state, exchange.other) else "left_by_search", facts)
        other = self.pool.candidates[exchange.other].state
        facts["other"] = other.id
        match exchange.nearness:
            case Nearness.CHANGED:
                return Because("left_to_change_less", facts)
            case Nearness.WARNED | Nearness.UNPREFERRED:
                return Because(f"left_by_{exchange.rules[0].value}", facts)
            case Nearness.GROUPS:
                names = {"group": state.group, "other_group": other.group}
                return Because("left_by_group", facts | names | self._next_owed(0, state.group, other.group))
            case Nearness.KINDS:
                kinds = (state.kind.value, other.kind.value)
                names = {"kind": kinds[0], "other_kind": kinds[1]}
                return Because("left_by_kind", facts | names | self._next_owed(1, *kinds))
        return self._told_by_seniority(state, other, facts)

    def _is_too_like(self, state: State, other: int | None) -> bool:
        """Whether the slate would have too few new names with the State in the place of the other."""
        leaving = set() if other is None else {self.pool.candidates[other].state.id}
        names = (self.chosen - leaving) | {state.id}
        return any(len(names - slate) < self.new_names for slate in self.pool.earlier)

    def _next_owed(self, which: int, own: str, other: str) -> dict[str, Fact]:
        """What the State's group (kind) was still owed at its next seat, and that of the other at its last one."""
        debts, counts = self.debts[which], self.counts[which]
        return {"owed": debts[own] - counts[own], "other_owed": debts[other] - counts[other] + 1}

    def _told_by_seniority(self, state: State, other: State, facts: dict[str, Fact]) -> Because:
        ranking, problem = self.pool.ranking, self.problem
        own, others = ranking.last.get(state.id), ranking.last.get(other.id)
        if self.pool.settlement.elsewhere.get(state.id):
            return Because("left_by_office_held", facts)
        if own == others or own is None:
            return Because("left_by_draw", facts)
        served: dict[str, Fact] = {"term": problem.name_of(own)}
        if others is None:
            return Because("left_by_never_served", facts | served)
        return Because("left_by_service", facts | served | {"other_term": problem.name_of(others)})

    def _why_barred(self, state: State, barred: Sequence[Barred]) -> Iterator[Because]:
        """Each rule that stands in the way once, with the committees where it does."""
        where: dict[Rule, list[str]] = {}
        beside: dict[Rule, list[str]] = {}
        for one in barred:
            for rule in one.rules:
                committees = where.setdefault(rule, [])
                committee = self.pool.teams[one.team].committee
                if committee not in committees:
                    committees.append(committee)
                others = beside.setdefault(rule, [])
                others.extend(name for name in one.beside if name not in others)
        offices = self.pool.settlement.offices(state.id) + 1
        everywhere = [rule for rule in where if all(rule in one.rules for one in barred)]
        for rule in Rule:
            if rule not in where or (everywhere and rule not in everywhere):
                continue
            facts: dict[str, Fact] = {"committees": ", ".join(where[rule])}
            if rule in RULES_OF_MEMBERS:
                facts["states"] = ", ".join(beside[rule])
            last = self.pool.ranking.last
            facts |= judging.facts_of(self.problem, state, rule, offices=offices, last=last)
            yield Because(f"barred_{rule.value}", facts)


def _owed(debts: Mapping[str, int], counts: Mapping[str, int]) -> tuple[int, ...]:
    return owed(list(debts.values()), [counts[name] for name in debts])
