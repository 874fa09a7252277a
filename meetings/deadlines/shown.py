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
    """A line of the list.

    `reminded` is the newest day for which people were reminded. `not_worked` says that nobody works on its last day.
    `gives` is the day that its offset gives, where the deadline, which is still open, stands on another.
    """

    deadline: Deadline
    name: str
    is_typed: bool
    audience: str
    standing: Standing
    says: str
    not_worked: str
    reminded: date | None
    gives: date | None


def deadlines_shown(
    deadlines: Iterable[Deadline],
    today: date,
    *,
    free_days: Mapping[date, str],
    reminded: Mapping[int, date],
    done: Mapping[int, date],
) -> list[DeadlineShown]:
    """The lines of the list in the order of days.

    `free_days` has the names of days on which nobody works; by number, `reminded` has the newest day of reminders, and
    `done` the day on which the record itself tells that the deed was done.
    """
    found = []
    for deadline in deadlines:
        standing = rules.standing_of(deadline, today, is_done=deadline.id in done)
        found.append(
            DeadlineShown(
                deadline=deadline,
                name=name_of(deadline),
                is_typed=has_own_words(deadline),
                audience=str(AUDIENCES[Audience(deadline.audience)]),
                standing=standing,
                says=_says(standing, done.get(deadline.id)),
                not_worked=not_worked(deadline.due_on, free_days),
                reminded=reminded.get(deadline.id),
                gives=_gives_instead(deadline),
            )
        )
    return found


def _says(standing: Standing, done_on: date | None) -> str:
    if standing == Standing.DONE and done_on is not None:
        return _("Done on %(day)s", day=format_date(done_on, "long"))
    return str(STANDINGS[standing])


def _gives_instead(deadline: Deadline) -> date | None:
    """The day that its offset gives, where an open deadline stands on another and its line does not tell that one."""
    is_open = not (deadline.is_met or deadline.is_dropped)
    told = (deadline.due_on, None if deadline.follows else deadline.moved_from)
    gives = deadline.rule_gives if is_open else None
    return None if gives in told else gives


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
