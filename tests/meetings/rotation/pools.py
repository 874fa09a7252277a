"""Pools of States as a test draws them: small ones for trying everything, large ones, and impossible ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

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
)

TERM = 2012
GROUPS = ("African", "Asia-Pacific", "GRULAC", "WEOG", "none")
SCHEMES = (
    (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR), RoleSeats(Role.CO_RAPPORTEUR, 2)),
    (RoleSeats(Role.CO_RAPPORTEUR, 2),),
    (RoleSeats(Role.CHAIR, 1),),
    (RoleSeats(Role.CHAIR, 1, Role.MEMBER), RoleSeats(Role.MEMBER, 3, terms=2, staggered=True)),
)


@st.composite
def states(draw: st.DrawFn, committees: list[str], number: int, *, is_generous: bool) -> State:
    """Draw a State; a generous one is mostly willing and mostly has a mission that is large enough."""
    willing_for = draw(st.none() | st.lists(st.sampled_from(committees), unique=True)) if committees else None
    return State(
        id=f"S{number:03d}",
        group=draw(st.sampled_from(GROUPS)),
        kind=draw(st.sampled_from(Kind)),
        willing=draw(st.sampled_from([True, True, True, False] if is_generous else [True, False])),
        willing_for=None if willing_for is None else tuple(willing_for),
        mission=draw(st.sampled_from([None, 2, 4, 1] if is_generous else [None, 0, 1, 3])),
        declined=draw(st.sampled_from([False] * 7 + [True])),
        excluded=draw(st.sampled_from([""] * 7 + ["It asked not to be considered."])),
    )


def levels() -> st.SearchStrategy[RuleLevels]:
    """Draw rules: each at any level, the usual ones more often."""
    chosen: dict[str, Any] = {
        rule.value: st.sampled_from([getattr(RuleLevels(), rule.value)] * 3 + list(Level)) for rule in Rule
    }
    return st.builds(
        RuleLevels,
        rest_terms=st.integers(0, 3),
        capacity=st.sampled_from([None, Fraction(1, 2), Fraction(1)]),
        window=st.sampled_from([1, 2, 10]),
        apportionment=st.just(Apportionment.LARGEST_REMAINDER),
        **chosen,
    )


@st.composite
def problems(
    draw: st.DrawFn, *, most_states: int, most_committees: int, most_history: int, is_generous: bool = True
) -> Problem:
    """Draw a question."""
    keys = [f"sc_{number}" for number in range(draw(st.integers(0, most_committees)))]
    committees = [CommitteeOffices(key, draw(st.sampled_from(SCHEMES))) for key in keys]
    count = draw(st.integers(0, most_states))
    parties = [draw(states(keys, number, is_generous=is_generous)) for number in range(count)]
    names = [state.id for state in parties] + ["OLD"]
    rows = st.builds(
        Held,
        state=st.sampled_from(names),
        committee=st.sampled_from([*keys, "sc_old"]),
        role=st.sampled_from([Role.CO_CHAIR, Role.CO_RAPPORTEUR, Role.MEMBER]),
        term=st.integers(TERM - 5, TERM - 1).map(str),
    )
    history = draw(st.lists(rows, max_size=most_history, unique=True))
    presidents = draw(st.lists(st.sampled_from(names), max_size=1))
    history += [Held(name, "coordcom", Role.PRESIDENT, str(TERM)) for name in presidents]
    return Problem(str(TERM), tuple(committees), tuple(parties), tuple(history), draw(levels()))
