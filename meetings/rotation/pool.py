"""What the search chooses from: the States by rank, the seats in parts, and what each State costs in each part.

The search never asks who a State is, only of which *sort* it is: its group, its kind, and which earlier slates it is
in. Of one sort, at one cost, the State with the better rank is never the worse choice, so for a role it is enough to
know the best few of every sort: as many as there are seats in all.
Standard library only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb

from meetings.offices.rules import Role
from meetings.rotation import judging
from meetings.rotation.costs import UNFILLED, Costs, Place, Ranking
from meetings.rotation.judging import NO_GROUP
from meetings.rotation.rules import Kind, Level, Problem, State
from meetings.rotation.settling import Settlement, free_seats

FIELD = 8
HIGHEST = (1 << (FIELD - 1)) - 1
MOST_COMPOSITIONS = 4000


@dataclass(frozen=True, slots=True)
class Sort:
    """States that rules and balance cannot tell apart but by what they cost in a role.

    `old` tells for each earlier slate whether a State of this sort is no new name against it. `delta`: see `Pool.pack`.
    """

    group: int
    kind: int
    old: tuple[bool, ...]
    delta: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A State, and which of its offices in the term this would be; its number in the pool is its rank, best first."""

    state: State
    office: int


@dataclass(frozen=True, slots=True)
class Composition:
    """So many States of some sorts together in a part; `cost` is that of empty seats and of broken pair rules alone."""

    sorts: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]
    delta: int
    cost: int


@dataclass(frozen=True, slots=True)
class Part:
    """Free seats of one role that are filled together. Roles with many free seats are filled in several parts.

    `candidates` gives for each sort the costs that occur with it here, ascending, each with the numbers of the
    candidates that cost no more, ascending.
    """

    team: int
    seats: int
    follows: bool
    candidates: Mapping[int, tuple[tuple[int, tuple[int, ...]], ...]]
    compositions: tuple[Composition, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """A role with free seats: `members` are the States settled in its other seats."""

    committee: str
    role: Role
    seats: int
    free: int
    members: tuple[State, ...]

    @property
    def place(self) -> Place:
        """Return the committee and the role."""
        return self.committee, self.role


class Pool:
    """Everything that a search for one slate asks.

    `earlier` holds the chosen States of earlier slates; what is chosen counts as *old* against each of them unless it
    brings a name that is not in it.
    """

    def __init__(
        self,
        problem: Problem,
        settlement: Settlement,
        ranking: Ranking,
        *,
        was: Mapping[Place, frozenset[str]] | None = None,
        earlier: Sequence[frozenset[str]] = (),
    ) -> None:
        self.problem = problem
        self.ranking = ranking
        self.costs = Costs(problem, ranking, was)
        by_id = {state.id: state for state in problem.states}
        self.teams = tuple(
            Team(
                committee.key,
                role.role,
                role.seats,
                free,
                tuple(by_id[name] for name in settlement.members(committee.key, role.role) if name in by_id),
            )
            for committee, role, free in free_seats(problem, settlement)
            if free
        )
        self.seats = sum(team.free for team in self.teams)
        self.groups = tuple(sorted({state.group for state in problem.states}))
        self.kinds = tuple(kind for kind in Kind if any(state.kind is kind for state in problem.states))
        self.earlier = earlier
        self.settlement = settlement
        self.is_single = problem.rules.two_offices is Level.FORBID
        self._admit()
        self.parts = tuple(self._parts())
        # Parts that are alike in everything may be filled in either order; the search takes one of the two.
        self.is_like_before = tuple(
            place > 0 and self.is_single and self._are_alike(self.parts[place - 1], part)
            for place, part in enumerate(self.parts)
        )
        self.guard = self.pack([HIGHEST + 1] * self.fields)

    @property
    def fields(self) -> int:
        """Return how many counts are packed into one number: of each group, each kind, and old against each slate."""
        return len(self.groups) + len(self.kinds) + len(self.earlier)

    def state(self, number: int) -> str:
        """Return the key of the State that a candidate is."""
        return self.candidates[number].state.id

    def old(self, number: int) -> tuple[bool, ...]:
        """Return for each earlier slate whether the candidate is no new name against it."""
        return self.sorts[self.sort_of[number]].old

    def seatable(self, numbers: Iterable[int], most: int) -> int:
        """Return how many of these candidates can have a seat each at once, counted up to `most`.

        Rules about pairs are left out, and so is that a State sits in a committee once: there may be fewer, never more.
        """
        seated: list[list[int]] = [[] for _ in self.teams]

        def seat(number: int, visited: set[int]) -> bool:
            for team, cost in enumerate(self.costs_at[number]):
                if cost is None or team in visited:
                    continue
                visited.add(team)
                if len(seated[team]) < self.teams[team].free:
                    seated[team].append(number)
                    return True
                for place, other in enumerate(seated[team]):
                    if seat(other, visited):
                        seated[team][place] = number
                        return True
            return False

        count = 0
        for number in numbers:
            if count == most:
                break
            count += seat(number, set())
        return count

    def pack(self, counts: Sequence[int]) -> int:
        """Return the counts as the digits of one number; the highest bit of each stays free, to see what runs short."""
        return sum(min(count, HIGHEST + 1) << (FIELD * place) for place, count in enumerate(counts))

    def fits(self, room: int, delta: int) -> bool:
        """Return whether no count of `delta` is larger than that of `room`."""
        return ((room | self.guard) - delta) & self.guard == self.guard

    def _are_alike(self, one: Part, other: Part) -> bool:
        """Whether two parts have the same seats, candidates, costs and rules, and are each the whole of their role."""
        if any(part.seats != self.teams[part.team].free for part in (one, other)):
            return False
        return (one.seats, one.compositions, one.candidates) == (other.seats, other.compositions, other.candidates)

    def _admit(self) -> None:
        """Number the candidates by rank, tell their sorts, and note what each costs in each team."""
        found: list[tuple[int, Candidate, tuple[int | None, ...]]] = []
        committees = {team.committee for team in self.teams}
        most = 1 if self.is_single else len(committees)
        self.copies = most
        for state in self.problem.states:
            if state.declined:
                continue
            held = self.settlement.offices(state.id)
            for office in range(held + 1, held + most + 1):
                costs = tuple(
                    None
                    if self.settlement.sits_in(state.id, team.committee)
                    else self.costs.of_state(state, team.place, office)
                    for team in self.teams
                )
                if any(cost is not None for cost in costs):
                    found.append((self.ranking.of(state.id, office), Candidate(state, office), costs))
        found.sort(key=lambda entry: entry[0])
        self.candidates = tuple(candidate for _, candidate, _ in found)
        self.costs_at = tuple(costs for _, _, costs in found)
        self._tell_sorts()

    def _tell_sorts(self) -> None:
        groups = {group: number for number, group in enumerate(self.groups)}
        kinds = {kind: number for number, kind in enumerate(self.kinds)}
        numbers: dict[tuple[int, int, tuple[bool, ...]], int] = {}
        sorts: list[Sort] = []
        sort_of = []
        for candidate in self.candidates:
            state = candidate.state
            is_first = candidate.office == self.settlement.offices(state.id) + 1
            old = tuple(not is_first or state.id in slate for slate in self.earlier)
            key = (groups[state.group], kinds[state.kind], old)
            if key not in numbers:
                numbers[key] = len(sorts)
                counts = [0] * self.fields
                counts[key[0]] = counts[len(groups) + key[1]] = 1
                counts[len(groups) + len(kinds) :] = [int(one) for one in old]
                sorts.append(Sort(*key, self.pack(counts)))
            sort_of.append(numbers[key])
        self.sorts = tuple(sorts)
        self.sort_of = tuple(sort_of)

    def _parts(self) -> list[Part]:
        parts = []
        for number, team in enumerate(self.teams):
            candidates = self._candidates_for(number)
            size = team.free
            while size > 1 and comb(len(candidates) + size, size) > MOST_COMPOSITIONS:
                size -= 1
            count = -(-team.free // size)
            sizes = [team.free // count + (place < team.free % count) for place in range(count)]
            known: dict[int, tuple[Composition, ...]] = {}
            for place, seats in enumerate(sizes):
                if seats not in known:
                    known[seats] = tuple(self._compositions(team, seats, sorted(candidates)))
                parts.append(Part(number, seats, place > 0, candidates, known[seats]))
        return parts

    def _candidates_for(self, team: int) -> dict[int, tuple[tuple[int, tuple[int, ...]], ...]]:
        by_sort: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, costs in enumerate(self.costs_at):
            cost = costs[team]
            if cost is not None:
                by_sort[self.sort_of[number]][cost].append(number)
        enough = self.seats * self.copies
        found = {}
        for sort, by_cost in by_sort.items():
            levels = []
            best: list[int] = []
            for cost in sorted(by_cost):
                best = sorted([*best, *by_cost[cost][:enough]])[:enough]
                levels.append((cost, tuple(best)))
            found[sort] = tuple(levels)
        return found

    def _compositions(self, team: Team, seats: int, sorts: Sequence[int]) -> list[Composition]:
        """Return every way to fill the seats with these sorts, empty seats included, that no pair rule forbids.

        For a part of a role the pair rules count as if the other parts were empty, which they never break by less.
        """
        found = []
        for filled in range(seats, -1, -1):
            for chosen in combinations_with_replacement(sorts, filled):
                cost = self.cost_together(team, chosen)
                if cost is not None:
                    delta = sum(self.sorts[sort].delta for sort in chosen)
                    runs = tuple(sorted(Counter(chosen).items()))
                    found.append(Composition(chosen, runs, delta, cost + (seats - filled) * UNFILLED))
        found.sort(key=lambda one: (one.cost, one.sorts))
        return found

    def cost_of(self, seated: Sequence[tuple[int, int]]) -> int:
        """Return what a way to fill the seats costs, as pairs of a team and a candidate, both by number."""
        cost = (self.seats - len(seated)) * UNFILLED
        for number, team in enumerate(self.teams):
            members = [candidate for of_team, candidate in seated if of_team == number]
            cost += sum(self.costs_at[candidate][number] or 0 for candidate in members)
            cost += self.cost_together(team, [self.sort_of[candidate] for candidate in members]) or 0
        return cost

    def cost_together(self, team: Team, sorts: Sequence[int]) -> int | None:
        """Return what States of these sorts cost in pair rules when they join the settled members of the team."""
        return self.costs.of_excess(self._excess(team, ()), self._excess(team, sorts))

    def _excess(self, team: Team, sorts: Sequence[int]) -> judging.Excess:
        kinds = Counter(state.kind for state in team.members)
        kinds.update(self.kinds[self.sorts[sort].kind] for sort in sorts)
        groups = Counter(state.group for state in team.members)
        groups.update(self.groups[self.sorts[sort].group] for sort in sorts)
        return judging.excess(
            team.seats,
            donors=kinds[Kind.DONOR],
            affected=kinds[Kind.AFFECTED],
            filled=len(team.members) + len(sorts),
            of_one_group=[count for group, count in groups.items() if group != NO_GROUP],
        )

    def supply(self, numbers: Collection[int] | None = None) -> list[int]:
        """Return for each group and kind how many different candidates there are, copies counted."""
        counts = [0] * self.fields
        for number in range(len(self.candidates)) if numbers is None else numbers:
            sort = self.sorts[self.sort_of[number]]
            counts[sort.group] += 1
            counts[len(self.groups) + sort.kind] += 1
        return counts
