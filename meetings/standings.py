"""What a person stands for today: the facts from which rights follow. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CHAIRING_ROLES = frozenset({"chair", "co_chair", "coordinator"})
PRESIDENT = "president"
COORDINATING_COMMITTEE = "coordcom"
"""The key of the committee that the President leads. Whoever has the role there presides; elsewhere there is none."""


@dataclass(frozen=True)
class BelongsTo:
    """The person belongs to this delegation today."""

    delegation_id: int


@dataclass(frozen=True)
class ActsFor:
    """The person acts today for this State in its offices, whether or not it holds one today."""

    delegation_id: int


@dataclass(frozen=True)
class IsFocalPoint:
    """The person is the focal point of this delegation today, and says who acts in office for it."""

    delegation_id: int


@dataclass(frozen=True)
class HoldsOffice:
    """The person acts today for a State that holds this office in this committee today."""

    committee_id: int
    role: str
    delegation_id: int

    @property
    def chairs(self) -> bool:
        """Whether the office is that of a Chair, Co-Chair or Coordinator."""
        return self.role in CHAIRING_ROLES


@dataclass(frozen=True)
class Presides:
    """The person acts on this day, today, for the State that holds the presidency."""

    day: date
