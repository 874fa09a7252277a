"""What the first slate, taken term after term on its own history, would have made of the years tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from meetings.delegations.rules import RegionalGroup
from meetings.offices.rules import Role
from meetings.rotation import debts, judging
from meetings.rotation.answers import By
from meetings.rotation.rules import Held, Kind, Problem, Rule, RuleLevels, State
from meetings.rotation.search import propose
from tests.bench.backtest.record import YEARS, Choice, Record

SEED = "back-test"
GROUPS = tuple(group.value for group in RegionalGroup if group is not RegionalGroup.NONE)


@dataclass(frozen=True)
class Story:
    """Holdings up to 2013 and the choices by which those from 2003 on came about: the real ones, or the slates'."""

    name: str
    history: tuple[Held, ...]
    choices: tuple[Choice, ...]
    unfilled: int = 0
    is_proven: bool = True


@dataclass(frozen=True)
class Balance:
    """A story in figures, of its choices and of the pairs and seats of the years tested.

    `states` were chosen at all, `new` of them never before 2003; `least_developed` and `small_island` count choices.
    `pairs` have both seats filled; so many of them have one donor, one affected State, or States of one group.
    `rested_less` counts choices by the whole terms since the last office: `rested_less[2]` had less than two.
    """

    choices: int
    states: int
    new: int
    least_developed: int
    small_island: int
    seats: dict[str, int]
    kinds: dict[Kind, int]
    pairs: int
    one_donor: int
    one_affected: int
    same_group: int
    rested_less: dict[int, int]

    @property
    def share_of_donors(self) -> float:
        """The part of the seats that donors held, from 0 to 1."""
        return self.kinds[Kind.DONOR] / sum(self.kinds.values())


def real(record: Record) -> Story:
    """What really happened."""
    choices = tuple(choice for year in YEARS for choice in record.choices(year))
    return Story("real", record.elected, choices)


def proposed(
    record: Record, name: str, rules: RuleLevels, willing: Collection[str] | None = None, seed: str = SEED
) -> Story:
    """What slate 1 would have made of it: real until 2002, then each term on the slates of those before it."""
    history = [held for held in record.elected if int(held.term) < YEARS[0]]
    choices: list[Choice] = []
    unfilled = 0
    is_proven = True
    for year in YEARS:
        slate = propose(
            record.problem(year, history=history, willing=willing, rules=rules), slates=1, seed=seed
        ).slates[0]
        history += [Held(place.state, place.committee, place.role, str(year)) for place in slate.places]
        choices += [
            Choice(year, place.committee, place.role, place.state) for place in slate.places if place.by is By.CHOICE
        ]
        unfilled += len(slate.unfilled)
        is_proven = is_proven and slate.proven
    return Story(name, tuple(history), tuple(choices), unfilled, is_proven)


def debts_after(record: Record, story: Story, year: int, rules: RuleLevels) -> dict[str, int]:
    """The regional debts once the offices of a term are held: seats due less seats held over the window."""
    known = tuple(held for held in story.history if int(held.term) <= year)
    asked = Problem(term=str(year), committees=(), states=record.parties(year), history=known, rules=rules)
    return debts.by_group(asked, (), 0).debts


def misplaced(found: dict[str, int]) -> int:
    """The number of seats that would have to change hands for every group to have its due."""
    return sum(debt for debt in found.values() if debt > 0)


def balance(record: Record, story: Story) -> Balance:
    """A story in figures."""
    parties = {year: {state.id: state for state in record.parties(year)} for year in YEARS}
    tested = [held for held in story.history if int(held.term) in YEARS]
    holders = [parties[int(held.term)][held.state] for held in tested]
    chosen = [choice.state for choice in story.choices]
    before = {held.state for held in story.history if int(held.term) < YEARS[0]}
    pairs = list(_pairs(tested, parties))
    broken = [judging.broken_by_members(pair, 2) for pair in pairs]
    return Balance(
        choices=len(chosen),
        states=len(set(chosen)),
        new=len(set(chosen) - before),
        least_developed=sum(bool(record.states[key].least_developed) for key in chosen),
        small_island=sum(bool(record.states[key].small_island) for key in chosen),
        seats=dict(Counter(state.group for state in holders)),
        kinds=dict(Counter(state.kind for state in holders)),
        pairs=len(pairs),
        one_donor=sum([state.kind for state in pair].count(Kind.DONOR) == 1 for pair in pairs),
        one_affected=sum(not rules[Rule.ONE_AFFECTED] for rules in broken),
        same_group=sum(bool(rules[Rule.SAME_GROUP]) for rules in broken),
        rested_less={rest: sum(between < rest for between in _between(story)) for rest in (1, 2)},
    )


def _pairs(tested: Iterable[Held], parties: dict[int, dict[str, State]]) -> Iterable[Sequence[State]]:
    """The States of each role that two held together in one committee and term."""
    together: dict[tuple[str, str, Role], list[State]] = {}
    for held in tested:
        state = parties[int(held.term)][held.state]
        together.setdefault((held.term, held.committee, held.role), []).append(state)
    return (states for states in together.values() if len(states) == 2)


def _between(story: Story) -> Iterable[int]:
    """For each choice of a State that had served before: the whole terms since its last office."""
    for choice in story.choices:
        terms = [int(held.term) for held in story.history if held.state == choice.state]
        earlier = [term for term in terms if term < choice.year]
        if earlier:
            yield choice.year - max(earlier) - 1
