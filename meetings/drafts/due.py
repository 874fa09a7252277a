"""The deadlines that whoever makes a programme has in mind: those of its days, and those shortly before it opens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import AUDIENCES, name_of
from meetings.deadlines.rules import Audience
from meetings.deadlines.shown import not_worked

BEFORE_OPENING = timedelta(weeks=4)
ON_THE_PROGRAMME = frozenset(
    {
        "invitation",
        "programme_public",
        "discussion_paper",
        "side_event_requests",
        "in_session_forecast",
        "registration",
        "statements",
    }
)
"""The offsets that matter to a programme; of a deadline that follows from none, people know what it is for."""


@dataclass(frozen=True)
class Due:
    """A deadline: its day, what it is for, whom it concerns, and that nobody works then if that is so."""

    day: date
    name: str
    audience: str
    not_worked: str


@dataclass(frozen=True)
class DueShown:
    """The deadlines of a programme that were not dropped: shortly before the opening day, and those of its days."""

    before: list[Due]
    by_day: Mapping[date, list[Due]]


def due_shown(
    deadlines: Iterable[Deadline], days: Collection[date], opening: date | None, free_days: Mapping[date, str]
) -> DueShown:
    """The deadlines on these days, and those of the four weeks before the opening day that matter to the programme."""
    before: list[Due] = []
    by_day: dict[date, list[Due]] = {}
    for one in deadlines:
        day = one.due_on
        if one.is_dropped:
            continue
        told = Due(day, name_of(one), str(AUDIENCES[Audience(one.audience)]), not_worked(day, free_days))
        if day in days:
            by_day.setdefault(day, []).append(told)
        elif opening is not None and opening - BEFORE_OPENING <= day < opening and _matters(one):
            before.append(told)
    return DueShown(before, by_day)


def _matters(deadline: Deadline) -> bool:
    return deadline.rule is None or deadline.rule.key in ON_THE_PROGRAMME
