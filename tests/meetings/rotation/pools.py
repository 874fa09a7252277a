"""Pools of States as a seed draws them: large ones, ones for trying everything, and impossible ones among both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from meetings.offices.rules import Role
from meetings.rotation.rules import (
    Apportionment,
    CommitteeOffices,
    Held,
    Kind,
    Level,
    Problem,
    RoleSeats,
    Rule,
    RuleLevels,
    State,
    Stop,
)

TERM = 2012
GROUPS = ("African", "Asia-Pacific", "GRULAC", "WEOG", "none")
PAIRS = (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR), RoleSeats(Role.CO_RAPPORTEUR, 2))
SCHEMES = (
    PAIRS,
    PAIRS,
    (RoleSeats(Role.CO_RAPPORTEUR, 2),),
    (RoleSeats(Role.CHAIR, 1),),
    (RoleSeats(Role.CHAIR, 1, Role.MEMBER), RoleSeats(Role.MEMBER, 3, terms=2, staggered=True)),
)
HISTORY = (Role.CO_CHAIR, Role.CO_RAPPORTEUR, Role.MEMBER)


@dataclass(frozen=True)
class Size:
    """How much is drawn at most."""

    states: int
    committees: int
    history: int
    seats: int = 60


@dataclass(frozen=True)
class Mood:
    """What a pool is like: how likely a State is willing, and what all States have in common, None if nothing."""

    willing: float = 0.7
    declined: float = 0.1
    groups: tuple[str, ...] = GROUPS
    kinds: tuple[Kind, ...] = tuple(Kind)
    most_states: int | None = None


MOODS = (
    *[Mood()] * 10,
    *[Mood(willing=0.95, declined=0)] * 4,
    Mood(willing=0),
    Mood(willing=0.3),
    Mood(declined=1),
    Mood(groups=("African",)),
    Mood(groups=("none",), willing=1),
    Mood(kinds=(Kind.DONOR,)),
    Mood(most_states=1, willing=1),
    Mood(most_states=0),
)


def drawn(draw: Random, size: Size) -> Problem:
    """Draw a question."""
    mood = draw.choice(MOODS)
    committees = _committees(draw, size)
    keys = [committee.key for committee in committees]
    most = size.states if mood.most_states is None else mood.most_states
    states = [_state(draw, number, mood, keys) for number in range(draw.randint(min(most, 1), most))]
    names = [*(state.id for state in states), "OLD"]
    history = _history(draw, size, names, [*keys, "sc_old"])
    stops = [Stop(draw.choice(keys), draw.choice(names), "It ends.") for _ in range(2) if keys and draw.random() < 0.1]
    return Problem(str(TERM), tuple(committees), tuple(states), tuple(history), _levels(draw), stops=tuple(stops))


def _committees(draw: Random, size: Size) -> list[CommitteeOffices]:
    committees: list[CommitteeOffices] = []
    left = size.seats
    for number in range(draw.randint(min(1, draw.randint(0, 9)), size.committees)):
        roles = draw.choice(SCHEMES)
        left -= sum(role.seats for role in roles)
        if left < 0:
            break
        committees.append(CommitteeOffices(f"sc_{number}", roles))
    return committees


def _state(draw: Random, number: int, mood: Mood, keys: list[str]) -> State:
    is_choosy = bool(keys) and draw.random() < 0.3
    return State(
        id=f"S{number:03d}",
        group=draw.choice(mood.groups),
        kind=draw.choice(mood.kinds),
        willing=draw.random() < mood.willing,
        willing_for=tuple(draw.sample(keys, draw.randint(0, len(keys)))) if is_choosy else None,
        mission=draw.choice((None, None, 0, 1, 2, 4)),
        declined=draw.random() < mood.declined,
        excluded="It asked not to be considered." if draw.random() < 0.1 else "",
    )


def _history(draw: Random, size: Size, names: list[str], keys: list[str]) -> list[Held]:
    """Draw offices held, no more in a role and term than it ever has seats."""
    rows: dict[Held, None] = {}
    seats: dict[tuple[str, Role, str], int] = {}
    for _ in range(draw.randint(0, size.history)):
        row = Held(draw.choice(names), draw.choice(keys), draw.choice(HISTORY), str(TERM - draw.randint(1, 5)))
        place = (row.committee, row.role, row.term)
        if row not in rows and seats.get(place, 0) < 2:
            seats[place] = seats.get(place, 0) + 1
            rows[row] = None
    if draw.random() < 0.3:
        rows[Held(draw.choice(names), "coordcom", Role.PRESIDENT, str(TERM))] = None
    return list(rows)


def _levels(draw: Random) -> RuleLevels:
    """Draw rules: each at any level, the usual one more often."""
    levels: dict[str, Any] = {
        rule.value: draw.choice([getattr(RuleLevels(), rule.value)] * 3 + list(Level)) for rule in Rule
    }
    return RuleLevels(
        rest_terms=draw.randint(0, 3),
        capacity=draw.choice((None, Fraction(1, 2), Fraction(1))),
        window=draw.choice((1, 2, 10)),
        apportionment=Apportionment.LARGEST_REMAINDER,
        **levels,
    )
