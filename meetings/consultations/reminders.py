"""The days on which those are reminded who have not answered a call.

Standard library only.
"""

import datetime as dt
import re
from collections.abc import Iterable

from foundation import plain_text
from foundation.rules import Refused

MOST_REMINDERS = 6

EARLIEST_REMINDER = 180
"""Days before the deadline."""

_REMINDERS = re.compile(r"\d{1,3}(?:\s*[,،;\s]\s*\d{1,3})*")


class NotReminderDays(Refused):
    """Reminders are asked for as a few numbers of days before the deadline (facts: `most`, `earliest`)."""


def reminder_days(text: str) -> tuple[int, ...]:
    """Read "14, 3": so many days before the deadline, in the digits of any script. Nothing typed is no reminders.

    Raises:
        NotReminderDays: it is anything else, or more and earlier than anybody wants to be reminded.
    """
    typed = plain_text.western_digits(plain_text.one_line(text))
    if not typed:
        return ()
    days = sorted({int(number) for number in re.findall(r"\d+", typed)}, reverse=True)
    if (
        not _REMINDERS.fullmatch(typed)
        or len(days) > MOST_REMINDERS
        or not 1 <= days[-1] <= days[0] <= EARLIEST_REMINDER
    ):
        raise NotReminderDays(most=MOST_REMINDERS, earliest=EARLIEST_REMINDER)
    return tuple(days)


def remind_on(deadline: dt.date, days_before: Iterable[int], today: dt.date) -> list[dt.date]:
    """Return the days of the reminders that are still to come, earliest first."""
    days = {deadline - dt.timedelta(days=number) for number in days_before}
    return sorted(day for day in days if day > today)


def left_out(deadline: dt.date, days_before: Iterable[int], today: dt.date) -> list[dt.date]:
    """Return the days asked for on which nobody is reminded, because they are today or have passed, earliest first."""
    days = {deadline - dt.timedelta(days=number) for number in days_before}
    return sorted(day for day in days if day <= today)


def reminder_due(remind_on: Iterable[dt.date], reached_on: Iterable[dt.date], today: dt.date) -> bool:
    """Return whether a State is to be reminded today, of which `reached_on` are the days of its mails so far.

    One reminder for each of the days; one that was missed, as while the server stood still, is made up for, but never
    two at once.
    """
    passed = [day for day in remind_on if day <= today]
    return bool(passed) and max(reached_on, default=dt.date.min) < max(passed)
