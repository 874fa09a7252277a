"""What is known about the best programme: bounds, each kept with the programmes that it holds for.

What is found about losses holds for programmes that leave out no more sessions than the best did then, and mostly for
those alone that have no higher share, or lose no more. A better programme may have a higher share, where changes come
first, or lose more at a lower share: such a bound then says nothing about it, and does not count beside it.
Standard library only.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from meetings.scheduler.rules import Bounds, Goals


class Claim(NamedTuple):
    """No programme has less than this of a goal, of those with no more than that of others; None is any number."""

    goal: str
    least: Fraction | int
    unplaced: int
    worst_share: Fraction | None = None
    loss_small: int | None = None

    def holds_for(self, goals: Goals) -> bool:
        """Return whether it says something about programmes with these goals."""
        return (
            goals.unplaced <= self.unplaced
            and (self.worst_share is None or goals.worst_share <= self.worst_share)
            and (self.loss_small is None or goals.loss_small <= self.loss_small)
        )


class Claims:
    """Bounds for all programmes, and what was found beyond them for some."""

    def __init__(self, plain: Bounds) -> None:
        self.plain = plain
        self._found: list[Claim] = []

    def add(self, claim: Claim) -> None:
        """Remember a claim."""
        self._found.append(claim)

    def bounds(self, goals: Goals) -> Bounds:
        """Return the bounds that hold for a programme with these goals, and so for all that are at least as good."""
        highest: dict[str, Any] = {}
        for claim in self._found:
            if claim.holds_for(goals):
                least = highest.get(claim.goal, getattr(self.plain, claim.goal))
                highest[claim.goal] = max(claim.least, least)
        return replace(self.plain, **highest)
