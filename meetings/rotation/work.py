"""Work that is counted in steps, never in time, so that it ends at the same point everywhere; and what it finds.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


class WorkIsDone(Exception):
    """The steps that a search was given are used up."""


@dataclass(slots=True)
class Work:
    """So many steps are left. `is_exhausted` tells that some search ended without coming to its end."""

    steps: int
    is_exhausted: bool = False

    def spend(self) -> None:
        """Count a step. Raises WorkIsDone after the last."""
        self.steps -= 1
        if self.steps < 0:
            self.is_exhausted = True
            raise WorkIsDone


@dataclass(frozen=True, slots=True)
class Found:
    """A way to fill the seats: pairs of a team and a candidate, both by number, and what it costs."""

    seated: tuple[tuple[int, int], ...]
    cost: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the chosen candidates by number, ascending, so best rank first."""
        return tuple(sorted(number for _, number in self.seated))
