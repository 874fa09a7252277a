"""A slate with its reasons: why each State has its place, what rules are broken, and why a seat stays empty.

Why a willing State has no place is told in `left_out`. Reasons are codes with facts; `reasons` words them.
Standard library only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from meetings.offices.rules import Role
from meetings.rotation import judging
from meetings.rotation.answers import Because, By, Change, Fact, Goals, Place, Slate, Unfilled
from meetings.rotation.costs import Cost
from meetings.rotation.debts import Account, owed
from meetings.rotation.judging import NO_GROUP, RULES_OF_MEMBERS, broken_by_members, broken_by_state
from meetings.rotation.left_out import LeavingOut
from meetings.rotation.pool import Pool
from meetings.rotation.rules import Kind, Level, Rule, State
from meetings.rotation.work import Found

SHOWN_OF_LOT = 12
"""So many of the first hexadecimal digits of a lot are told; anybody can work out the rest."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a slate is made of: the pool, the way that was found to fill its seats, and what was owed before."""

    pool: Pool
    found: Found
    groups: Account
    kinds: Account
    new_names: int
    changes: tuple[Change, ...]
    proven: bool


def explained(material: Material) -> Slate:
    """Return the slate with every reason."""
    return _Explainer(material).slate()


class _Explainer:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.pool = material.pool
        self.problem = material.pool.problem
        self.settlement = material.pool.settlement
        self.states = {state.id: state for state in self.problem.states}
        self.chosen: dict[int, list[int]] = defaultdict(list)
        for team, number in sorted(material.found.seated):
            self.chosen[team].append(number)
        self.team_of = {team.place: number for number, team in enumerate(self.pool.teams)}
        names = [self.pool.candidates[number].state for number in material.found.numbers]
        self.names = {state.id for state in names}
        self.offices = Counter(state.id for state in names)
        self.owed_group = _owed_in_turn([state.group for state in names], material.groups.debts)
        self.owed_kind = _owed_in_turn([state.kind.value for state in names], material.kinds.debts)
        self.turn = {number: turn for turn, number in enumerate(material.found.numbers)}

    def slate(self) -> Slate:
        material = self.material
        chosen = [self.pool.candidates[number].state for number in material.found.numbers]
        groups_after = material.groups.after(state.group for state in chosen)
        kinds_after = material.kinds.after(state.kind.value for state in chosen)
        debts = (material.groups.debts, material.kinds.debts)
        leaving = LeavingOut(self.pool, material.found, debts, material.new_names)
        return Slate(
            places=tuple(self._places()),
            unfilled=tuple(self._unfilled()),
            warnings=tuple(self._broken(Level.FORBID, Level.WARN)),
            unmet=tuple(self._broken(Level.PREFER)),
            left_out=tuple(leaving.of_everybody()),
            not_moved_up=tuple(leaving.not_moved_up()),
            debts_before=material.groups.debts,
            debts_after=groups_after,
            kinds_before=material.kinds.debts,
            kinds_after=kinds_after,
            goals=self._goals(chosen),
            new_names=material.new_names,
            changes=material.changes,
            proven=material.proven,
        )

    def _goals(self, chosen: Sequence[State]) -> Goals:
        costs = self.pool.costs
        changed = 0
        if costs.was is not None:
            kept = sum(
                self.pool.candidates[number].state.id in costs.was.get(self.pool.teams[team].place, ())
                for team, number in self.material.found.seated
            )
            changed = sum(len(states) for states in costs.was.values()) - kept
        cost = Cost.of(self.pool.cost_of(self.material.found.seated))
        groups, kinds = Counter(state.group for state in chosen), Counter(state.kind.value for state in chosen)
        group_debts, kind_debts = self.material.groups.debts, self.material.kinds.debts
        return Goals(
            unfilled=self.pool.seats - len(chosen),
            changed=changed,
            warned=cost.warned,
            unpreferred=cost.unpreferred,
            groups=owed(list(group_debts.values()), [groups[name] for name in group_debts]),
            kinds=owed(list(kind_debts.values()), [kinds[name] for name in kind_debts]),
            seniority=tuple(
                sorted(
                    (
                        self.pool.ranking.of(candidate.state.id, candidate.office)
                        for candidate in (self.pool.candidates[number] for number in self.material.found.numbers)
                    ),
                    reverse=True,
                )
            ),
        )

    def _places(self) -> Iterator[Place]:
        for committee in self.problem.committees:
            for role in committee.roles:
                seat = 0
                for settled in self.settlement.places:
                    if (settled.committee, settled.role) == (committee.key, role.role):
                        seat += 1
                        yield Place(committee.key, role.role, seat, settled.state, settled.by, settled.because)
                team = self.team_of.get((committee.key, role.role))
                for number in self.chosen[team] if team is not None else ():
                    seat += 1
                    state = self.pool.candidates[number].state
                    because = tuple(self._because(state, committee.key, role.role, number))
                    yield Place(committee.key, role.role, seat, state.id, By.CHOICE, because)

    def _because(self, state: State, committee: str, role: Role, number: int) -> Iterator[Because]:
        if judging.is_willing(state, committee):
            yield Because("willing" if state.willing_for is None else "willing_for", {"committee": committee})
        else:
            yield Because("willingness_not_known", {"committee": committee})
        turn = self.turn[number]
        for code, name, debt in (
            ("group", state.group, self.owed_group[turn]),
            ("kind", state.kind.value, self.owed_kind[turn]),
        ):
            yield Because(f"{code}_owed" if debt > 0 else f"{code}_not_owed", {code: name, "owed": debt})
        yield from self._seniority(state, committee)
        yield from self._beside(state, committee, role)
        rules = self.problem.rules
        if state.mission is None and rules.capacity is not None and rules.over_capacity is not Level.OFF:
            yield Because("mission_not_known")

    def _seniority(self, state: State, committee: str) -> Iterator[Because]:
        ranking = self.pool.ranking
        last = ranking.last.get(state.id)
        if last is None:
            yield Because("never_served")
        else:
            now = self.problem.number_of(self.problem.term)
            yield Because("last_served", {"term": self.problem.name_of(last), "terms": now - last - 1})
        equal = [
            other.id
            for other in self.problem.states
            if other.id not in self.names
            and not other.declined
            and (other.group, other.kind) == (state.group, state.kind)
            and ranking.last.get(other.id) == last
            and judging.is_willing(other, committee) == judging.is_willing(state, committee)
            and self.settlement.offices(other.id) == 0
        ]
        if equal:
            lot = ranking.lots[state.id][:SHOWN_OF_LOT]
            yield Because("draw", {"lot": lot, "others": len(equal)})

    def _beside(self, state: State, committee: str, role: Role) -> Iterator[Because]:
        """An affected State beside one that is not, in a role of two."""
        members = self._members(committee, role)
        others = [member for member in members if member.id != state.id]
        if self.problem.rules.one_affected is Level.OFF or len(others) != 1:
            return
        other = others[0]
        if (state.kind is Kind.AFFECTED) != (other.kind is Kind.AFFECTED):
            yield Because("one_affected", {"state": other.id, "kind": state.kind.value, "other_kind": other.kind.value})

    def _members(self, committee: str, role: Role) -> list[State]:
        names = self.settlement.members(committee, role)
        members = [self.states[name] for name in names if name in self.states]
        team = self.team_of.get((committee, role))
        chosen = self.chosen[team] if team is not None else []
        return [*members, *(self.pool.candidates[number].state for number in chosen)]

    def _broken(self, *levels: Level) -> Iterator[Because]:
        """What breaks rules of these levels; a rule that forbids can be broken by what is settled alone."""
        rules = self.problem.rules
        seen: Counter[str] = Counter()
        for committee in self.problem.committees:
            for role in committee.roles:
                settled = self.settlement.members(committee.key, role.role)
                members = self._members(committee.key, role.role)
                for state in members:
                    seen[state.id] += 1
                    is_settled = state.id in settled
                    for rule in self._broken_by(state, committee.key, seen[state.id], is_settled=is_settled):
                        if rules.level(rule) in levels:
                            place: dict[str, Fact] = {"committee": committee.key, "role": role.role.value}
                            facts = self._facts_of(state, rule, seen[state.id])
                            yield Because(f"breaks_{rule.value}", {**place, "state": state.id, **facts})
                broken = broken_by_members(members, role.seats)
                for rule in RULES_OF_MEMBERS:
                    if broken[rule] and rules.level(rule) in levels:
                        place = {"committee": committee.key, "role": role.role.value}
                        yield Because(f"breaks_{rule.value}", {**place, **_concerned(members, rule)})

    def _broken_by(self, state: State, committee: str, turn: int, *, is_settled: bool) -> list[Rule]:
        offices = self.settlement.elsewhere.get(state.id, 0) + turn
        last = self.pool.ranking.last
        broken = broken_by_state(self.problem, state, committee, offices=offices, last=last)
        exempt = (Rule.WILLING, Rule.REST) if is_settled else ()
        return [rule for rule in broken if rule not in exempt]

    def _facts_of(self, state: State, rule: Rule, turn: int) -> dict[str, Fact]:
        offices = self.settlement.elsewhere.get(state.id, 0) + turn
        return judging.facts_of(self.problem, state, rule, offices=offices, last=self.pool.ranking.last)

    def _unfilled(self) -> Iterator[Unfilled]:
        for number, team in enumerate(self.pool.teams):
            filled = len(self.chosen[number])
            if filled == team.free:
                continue
            because = tuple(self._why_empty(number))
            for seat in range(filled, team.free):
                yield Unfilled(team.committee, team.role, team.seats - team.free + seat + 1, because)

    def _why_empty(self, number: int) -> Iterator[Because]:
        """How many States stand against each obstacle, everybody counted once, at the first one."""
        team = self.pool.teams[number]
        found: Counter[str] = Counter()
        for state in self.problem.states:
            found[self._obstacle(state, number)] += 1
        del found["not_willing"]
        if not found:
            yield Because("nobody_willing", {"committee": team.committee})
        for code in sorted(found):
            yield Because(f"empty_{code}", {"committee": team.committee, "count": found[code]})

    def _obstacle(self, state: State, number: int) -> str:
        team = self.pool.teams[number]
        rules = self.problem.rules
        if rules.willing is Level.FORBID and not judging.is_willing(state, team.committee):
            return "not_willing"
        if state.declined:
            return "declined"
        if state.id in self.names or self.settlement.offices(state.id):
            offices = self.settlement.offices(state.id) + self.offices[state.id]
            if rules.two_offices is Level.FORBID or self._sits_in(state.id, team.committee):
                return "placed"
        else:
            offices = 0
        for rule in broken_by_state(
            self.problem, state, team.committee, offices=offices + 1, last=self.pool.ranking.last
        ):
            if rules.level(rule) is Level.FORBID:
                return rule.value
        members = self._members(team.committee, team.role)
        before, after = (broken_by_members(those, team.seats) for those in (members, [*members, state]))
        for rule in RULES_OF_MEMBERS:
            if rules.level(rule) is Level.FORBID and after[rule] > before[rule]:
                return rule.value
        return "other_place"

    def _sits_in(self, state: str, committee: str) -> bool:
        return self.settlement.sits_in(state, committee) or any(
            self.pool.teams[team].committee == committee and self.pool.candidates[number].state.id == state
            for team, number in self.material.found.seated
        )


def _owed_in_turn(names: Iterable[str], debts: Mapping[str, int]) -> list[int]:
    """What was owed to each of these names in turn, when it got its seat."""
    given: Counter[str] = Counter()
    found = []
    for name in names:
        found.append(debts[name] - given[name])
        given[name] += 1
    return found


def _concerned(members: Sequence[State], rule: Rule) -> dict[str, Fact]:
    if rule is Rule.TWO_DONORS:
        return {"states": ", ".join(state.id for state in members if state.kind is Kind.DONOR)}
    if rule is Rule.ONE_AFFECTED:
        return {"count": sum(state.kind is Kind.AFFECTED for state in members), "of": len(members)}
    groups = Counter(state.group for state in members if state.group != NO_GROUP)
    several = [state for state in members if groups[state.group] > 1]
    return {"group": ", ".join(sorted({state.group for state in several})), "states": ", ".join(s.id for s in several)}
