"""What the pages of deadlines show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from foundation.wording import set_apart
from meetings.deadlines import rules
from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import AUDIENCES, STANDINGS, has_own_words, name_of
from meetings.deadlines.rules import Audience, Standing


@dataclass(frozen=True)
class DeadlineShown:
    """A line of the list. `weeks` counts from the day it counts from, None where that is no whole number of weeks.

    `reminded` is the newest day for which people were reminded. `not_worked` says that nobody works on its last day.
    """

    deadline: Deadline
    name: str
    is_typed: bool
    audience: str
    standing: Standing
    says: str
    not_worked: str
    reminded: date | None


def deadlines_shown(
    deadlines: Iterable[Deadline], today: date, *, free_days: Mapping[date, str], reminded: Mapping[int, date]
) -> list[DeadlineShown]:
    """The lines of the list in the order of days.

    `free_days` has the names of days on which nobody works, `reminded` the newest day of reminders by number.
    """
    found = []
    for deadline in deadlines:
        standing = rules.standing_of(deadline, today)
        found.append(
            DeadlineShown(
                deadline=deadline,
                name=name_of(deadline),
                is_typed=has_own_words(deadline),
                audience=str(AUDIENCES[Audience(deadline.audience)]),
                standing=standing,
                says=str(STANDINGS[standing]),
                not_worked=not_worked(deadline.due_on, free_days),
                reminded=reminded.get(deadline.id),
            )
        )
    return found


def not_worked(day: date, free_days: Mapping[date, str]) -> str:
    """That a deadline falls on a weekend or on one of the free days, by its name, and the last working day before.

    Empty where it falls on a working day.
    """
    before = rules.working_day_before(day, free_days)
    if before == day:
        return ""
    facts = {"day": format_date(before, "long")}
    if day in free_days:
        return _(
            "A free day, %(name)s: the last working day before is %(day)s.", name=set_apart(free_days[day]), **facts
        )
    return _("A weekend: the last working day before is %(day)s.", **facts)
