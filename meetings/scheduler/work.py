"""How much work a proof may do. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_GROUPS = 60_000
GROUPS_FOR_A_COLUMN = 60


class OutOfWork(Exception):
    """The time or the work that was granted is used up."""


class OutOfPart(OutOfWork):
    """A part of it is used up, and there is more."""


class Work:
    """How much work is granted: until the time that remains is over, or so many groups to look at.

    `groups` is None where time alone counts. Where groups count, an integer programme is solved only if it is small
    for them, since its work cannot be foretold. `stop` ends it at any time. `pace` tells how many seconds go by on the
    wall in one second of the time that remains, which may be that of the processor.
    """

    def __init__(
        self,
        remaining: Callable[[], float],
        stop: Callable[[], bool],
        groups: int | None = None,
        pace: Callable[[], float] = lambda: 1.0,
    ) -> None:
        self._remaining = remaining
        self.pace = pace
        self.stop = stop
        self.groups = groups
        self.most_columns = MOST_GROUPS if groups is None else groups // GROUPS_FOR_A_COLUMN
        self._kept_seconds = 0.0
        self._kept_groups = 0

    def remaining(self) -> float:
        """Return the seconds that are left of this part."""
        return self._remaining() - self._kept_seconds

    def is_over(self) -> bool:
        """Return whether the time of this part is over or somebody has said stop."""
        return self.stop() or self.remaining() <= 0

    @contextmanager
    def part(self, share: float) -> Iterator[None]:
        """Grant only this part of what is left."""
        if self.groups is None:
            self._kept_seconds = self._remaining() * (1 - share)
        else:
            self._kept_groups = int(self.groups * (1 - share))
        try:
            yield
        finally:
            self._kept_seconds, self._kept_groups = 0.0, 0

    def look(self, groups: int) -> None:
        """Count groups that were looked at. Raises OutOfWork."""
        if self.groups is not None:
            self.groups -= groups
        self.check()

    def check(self) -> None:
        """Raise OutOfWork if the time is over or somebody has said stop."""
        if self.stop() or self._remaining() <= 0 or (self.groups is not None and self.groups <= 0):
            raise OutOfWork
        if self.remaining() <= 0 or (self.groups is not None and self.groups <= self._kept_groups):
            raise OutOfPart
