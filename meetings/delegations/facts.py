"""What is recorded of a State from a day on, for the rotation of offices: donor, mission, kind and group.

Standard library only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation.rules import Refused
from meetings.delegations.rules import HasDays, HasStanding, Kind, RegionalGroup, covers, is_party_on

LARGEST_MISSION = 500
"""The most people that a mission is recorded to have; a larger number is a slip of the pen."""


class OnlyStatesHaveMissions(Refused):
    """Only of a State's mission is the size recorded."""


class NotASizeOfAMission(Refused):
    """At least one person works in a mission, and not more than `most` (fact: `most`)."""


class FactKind(StrEnum):
    """What is recorded of a State for the rotation of offices."""

    DONOR = "donor"
    MISSION = "mission"
    PARTY = "party"


class RotationKind(StrEnum):
    """What a State is when offices are balanced between those who give and those who have mines to clear."""

    AFFECTED = "affected"
    DONOR = "donor"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Donor:
    """A State is a donor from a day until a day, not included (None: still is one)."""

    delegation_key: str
    since: dt.date
    until: dt.date | None
    source: str
    confidence: str


class HasRotationFacts(HasStanding, Protocol):
    """What `rotation_kind` and `parties_by_group` need to know of a State."""

    @property
    def regional_group(self) -> str | None:
        """Return the regional group of the United Nations."""

    @property
    def affected(self) -> bool | None:
        """Return whether it had mined areas to clear in 2010."""


@dataclass(frozen=True, slots=True)
class Party:
    """A State Party by what seats are balanced by. `kind` is a `RotationKind`; an unknown mark is False."""

    key: str
    group: str
    kind: str
    least_developed: bool
    small_island: bool


class HasFact(HasDays, Protocol):
    """What `fact_on` needs to know of a fact; see `meetings.delegations.models.DelegationFact`."""

    @property
    def revoked_at(self) -> dt.datetime | None:
        """Return when it was found to be wrong."""


Fact = TypeVar("Fact", bound=HasFact)


def fact_on(facts: Iterable[Fact], day: dt.date) -> Fact | None:
    """Return the fact that counts on the day, None where none does; hand in facts of one kind about one State.

    Of several the one with the latest beginning counts, and of several with the same beginning the last handed in.
    """
    found = [fact for fact in facts if fact.revoked_at is None and covers(fact, day)]
    return max(enumerate(found), key=lambda one: (one[1].since or dt.date.min, one[0]))[1] if found else None


def rotation_kind(state: HasRotationFacts, *, is_donor: bool) -> RotationKind:
    """Return what the State counts as where offices are balanced. A donor that has mines to clear counts as a donor."""
    if is_donor:
        return RotationKind.DONOR
    return RotationKind.AFFECTED if state.affected else RotationKind.OTHER


def parties_by_group(states: Iterable[HasRotationFacts], day: dt.date) -> dict[str, int]:
    """Return how many States Parties each regional group has on the day; `RegionalGroup.NONE` for those in no group.

    A State of which it is not known whether it is a party, since it had not joined on `STATUS_RECORDED_ON`, is not
    counted.
    """
    groups = Counter(state.regional_group or RegionalGroup.NONE for state in states if is_party_on(state, day))
    return {group: groups[group] for group in RegionalGroup}


def check_mission(kind: str, people: int) -> None:
    """Refuse a mission that there cannot be.

    Raises:
        OnlyStatesHaveMissions, NotASizeOfAMission
    """
    if kind != Kind.STATE:
        raise OnlyStatesHaveMissions
    if not 1 <= people <= LARGEST_MISSION:
        raise NotASizeOfAMission(most=LARGEST_MISSION)
