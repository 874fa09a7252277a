"""Short ways to write a question in a test."""

from __future__ import annotations

from typing import Any

from meetings.offices.rules import Role
from meetings.rotation.rules import CommitteeOffices, Held, Keep, Kind, Level, Problem, RoleSeats, RuleLevels, State

TERM = "2012"
LENIENT = RuleLevels(
    rest_terms=0,
    capacity=None,
    willing=Level.FORBID,
    two_offices=Level.FORBID,
    rest=Level.OFF,
    over_capacity=Level.OFF,
    exclusion=Level.OFF,
    two_donors=Level.OFF,
    one_affected=Level.OFF,
    same_group=Level.OFF,
)
"""Nothing but willingness and one office in a term counts, so that a test sees the rule alone that it sets."""


def state(key: str, group: str = "none", kind: str = "other", **more: Any) -> State:
    """A willing State."""
    return State(key, group, Kind(kind), **{"willing": True, **more})


def committee(key: str = "c", **seats: int) -> CommitteeOffices:
    """A committee with these roles, two Co-Rapporteurs if none is named; none succeeds another."""
    return CommitteeOffices(
        key, tuple(RoleSeats(Role(role), count) for role, count in (seats or {"co_rapporteur": 2}).items())
    )


def pairs(key: str = "c") -> CommitteeOffices:
    """A committee of two Co-Chairs and two Co-Rapporteurs who move up."""
    return CommitteeOffices(key, (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR), RoleSeats(Role.CO_RAPPORTEUR, 2)))


def held(key: str, term: int, role: str = "co_rapporteur", committee: str = "c") -> Held:
    """An office held."""
    return Held(key, committee, Role(role), str(term))


def pin(key: str, role: str = "co_rapporteur", committee: str = "c") -> Keep:
    """A pin."""
    return Keep(committee, Role(role), key)


def asked(*states: State, **more: Any) -> Problem:
    """The question for 2012 with these States; by default one committee and the lenient rules."""
    return Problem(**{"term": TERM, "committees": (committee(),), "states": states, "rules": LENIENT, **more})
