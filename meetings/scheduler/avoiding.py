"""What sessions avoid, and the hours that they have: first they keep to both, then those left over need not.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from meetings.scheduler.rules import Bounds, Goals, Placement, Problem, Session


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search stands: the best programme so far, its goals and the bounds, and the steps taken."""

    placements: tuple[Placement, ...]
    goals: Goals
    bounds: Bounds
    steps: int


def shunning(problem: Problem, sessions: Collection[str]) -> Problem:
    """Return the question in which these sessions may not go where others avoid to go."""
    return replace(
        problem,
        sessions=tuple(
            replace(one, never=tuple(dict.fromkeys((*one.never, *one.avoid)))) if one.id in sessions else one
            for one in problem.sessions
        ),
    )


def early(problem: Problem, sessions: Collection[str]) -> Problem:
    """Return the question in which these sessions start as early as they can where they were, whatever their hour."""

    def given_up(session: Session) -> Session:
        was = session.was
        return session if was is None or session.id not in sessions else replace(session, was=replace(was, start=None))

    return replace(problem, sessions=tuple(given_up(one) for one in problem.sessions))


class News:
    """Hands news on, and knows from it whether the first of two searches has gone on long enough."""

    def __init__(self, progress: Callable[[Progress], None] | None, is_first: Callable[[], bool]) -> None:
        self.progress, self.is_first = progress, is_first
        self.has_unplaced = False

    def tell(self, news: Progress) -> None:
        """Hand news on."""
        self.has_unplaced = news.goals.unplaced > 0
        if self.progress is not None:
            self.progress(news)

    def should_try_again(self) -> bool:
        """Return whether the first search has had its time and has left somebody without a place."""
        return self.has_unplaced and not self.is_first()
