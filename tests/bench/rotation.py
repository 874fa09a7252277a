"""How long the solver takes for three slates, and for mending the first one after a State declined.

The questions are made up, the same each time from a seed: five committees, whose Co-Rapporteurs move up, so ten new
places; ten terms of history; and States that differ in region, kind, size of mission and willingness.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import process_time
from typing import TypeVar

from meetings.offices.rules import Role
from meetings.rotation.rules import CommitteeOffices, Held, Kind, Level, Problem, RoleSeats, Rule, RuleLevels, State
from meetings.rotation.search import mend, propose

T = TypeVar("T")

SIZES = (160, 400, 1000)
SEEDS = range(7)
TERM = 2012
TERMS = 10
COMMITTEES = tuple(f"sc_{number}" for number in range(1, 6))
ROLES = (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR), RoleSeats(Role.CO_RAPPORTEUR, 2))
# Shares of the States Parties of 2012.
GROUPS = {"African": 31, "Asia-Pacific": 24, "Eastern European (EEG)": 14, "GRULAC": 20, "WEOG": 17, "none": 1}
KINDS = {Kind.AFFECTED: 25, Kind.DONOR: 17, Kind.OTHER: 58}
MISSIONS = (None, 1, 2, 3, 4, 6, 8, 12)


@dataclass(frozen=True)
class Case:
    """A kind of question: how many States are willing, a part of them in some committees only, and the rules."""

    name: str
    willing: Callable[[int], int]
    levels: RuleLevels = field(default_factory=RuleLevels)


def _all_at(level: Level) -> RuleLevels:
    return RuleLevels(**{rule.value: level for rule in Rule})  # type: ignore[arg-type]


CASES = (
    Case("half of the States willing", lambda states: states // 2),
    Case("14 States willing", lambda states: 14),
    Case("20 States willing", lambda states: 20),
    Case("every rule at *prefer*", lambda states: states // 2, _all_at(Level.PREFER)),
    Case("every rule *off*", lambda states: states // 2, _all_at(Level.OFF)),
)


@dataclass(frozen=True)
class Timed:
    """Seconds of computing for one case and size, with each seed, and how many answers are proven to be best."""

    case: str
    states: int
    proposing: tuple[float, ...]
    mending: tuple[float, ...]
    proven: int
    mended_proven: int

    @property
    def cells(self) -> Sequence[object]:
        """A row of the table."""
        spreads = (f"{median(seconds):.2f} (at most {max(seconds):.2f})" for seconds in (self.proposing, self.mending))
        of = len(self.proposing)
        return self.case, self.states, *spreads, f"{self.proven} of {of}", f"{self.mended_proven} of {of}"


def question(states: int, seed: int, case: Case) -> Problem:
    """Make up a question."""
    draw = random.Random(f"{states} {seed} {case.name}")
    keys = [f"S{number:04d}" for number in range(states)]
    willing = set(draw.sample(keys, case.willing(states)))
    parties = tuple(_state(draw, key, is_willing=key in willing) for key in keys)
    committees = tuple(CommitteeOffices(key, ROLES) for key in COMMITTEES)
    return Problem(str(TERM), committees, parties, tuple(_history(draw, keys)), case.levels)


def _state(draw: random.Random, key: str, *, is_willing: bool) -> State:
    is_choosy = draw.random() < 0.4
    return State(
        id=key,
        group=_one_of(draw, GROUPS),
        kind=_one_of(draw, KINDS),
        willing=is_willing,
        willing_for=tuple(sorted(draw.sample(COMMITTEES, draw.randint(1, 3)))) if is_willing and is_choosy else None,
        mission=draw.choice(MISSIONS),
    )


def _one_of(draw: random.Random, shares: Mapping[T, int]) -> T:
    return draw.choices(list(shares), list(shares.values()))[0]


def _history(draw: random.Random, keys: Sequence[str]) -> list[Held]:
    """Ten terms in which new Co-Rapporteurs are drawn, each of whom moves up a term later."""
    rows = []
    served = keys[: len(keys) // 3 + 20]
    before: Sequence[str] = draw.sample(served, 10)
    for term in range(TERM - TERMS, TERM):
        new = draw.sample([key for key in served if key not in before], 10)
        for role, names in ((Role.CO_CHAIR, before), (Role.CO_RAPPORTEUR, new)):
            rows += [Held(name, COMMITTEES[place // 2], role, str(term)) for place, name in enumerate(names)]
        before = new
    return rows


def timed(case: Case, states: int, seeds: Sequence[int] = SEEDS) -> Timed:
    """Ask, let the first of those who were chosen decline, and mend."""
    proposing, mending, proven, mended_proven = [], [], 0, 0
    for seed in seeds:
        problem = question(states, seed, case)
        began = process_time()
        answer = propose(problem, seed=seed)
        proposing.append(process_time() - began)
        slate = answer.slates[0]
        began = process_time()
        mended = mend(problem, slate.places, sorted(slate.chosen)[:1], seed=seed)
        mending.append(process_time() - began)
        proven += answer.proven
        mended_proven += mended.proven
    return Timed(case.name, states, tuple(proposing), tuple(mending), proven, mended_proven)


def measured(sizes: Sequence[int] = SIZES, cases: Sequence[Case] = CASES) -> list[Timed]:
    """Every case at every size."""
    return [timed(case, states) for case in cases for states in sizes]


if __name__ == "__main__":
    for one in measured():
        print(*one.cells, sep=" | ", flush=True)
