"""What the pages of deadlines show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from meetings.deadlines import rules
from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import AUDIENCES, STANDINGS, has_own_words, name_of
from meetings.deadlines.rules import Audience, Standing


@dataclass(frozen=True)
class DeadlineShown:
    """A line of the list. `weeks` counts from the day it counts from, None where that is no whole number of weeks.

    `reminded` is the newest day for which people were reminded. `better_day` is the working day before, where the
    deadline falls on a weekend.
    """

    deadline: Deadline
    name: str
    is_typed: bool
    audience: str
    standing: Standing
    says: str
    better_day: date | None
    reminded: date | None


def deadlines_shown(deadlines: Iterable[Deadline], today: date, reminded: Mapping[int, date]) -> list[DeadlineShown]:
    """The lines of the list in the order of days; `reminded` has the newest day of reminders by number."""
    found = []
    for deadline in deadlines:
        standing = rules.standing_of(deadline, today)
        on_weekend = rules.is_weekend(deadline.due_on)
        found.append(
            DeadlineShown(
                deadline=deadline,
                name=name_of(deadline),
                is_typed=has_own_words(deadline),
                audience=str(AUDIENCES[Audience(deadline.audience)]),
                standing=standing,
                says=str(STANDINGS[standing]),
                better_day=rules.working_day_before(deadline.due_on) if on_weekend else None,
                reminded=reminded.get(deadline.id),
            )
        )
    return found
