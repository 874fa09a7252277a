"""Rules about the daily mail of what has changed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from foundation.rules import Refused

REACHES_UNTIL = time(6)
"""The hour, where the office works, until which a daily mail tells what has changed."""

SETTLING = timedelta(minutes=5)
"""A deed is dated when it begins and seen when it is stored; whatever began before the hour is stored by then."""

MOST_IN_A_MAIL = 100

_RELEASE = re.compile(r"([a-z0-9]+(?:[-_][a-z0-9]+)*)/([1-9][0-9]{0,8})")


class AlreadySubscribed(Refused):
    """The person is sent what has changed already."""


class NotSubscribed(Refused):
    """The person is not sent what has changed."""


def reach(wall: datetime) -> tuple[date, time]:
    """The day and hour until which the newest daily mail tells, as clocks show it at the office, given what they show.

    Until five past six it is the hour of the day before.
    """
    is_settled = wall >= datetime.combine(wall.date(), REACHES_UNTIL) + SETTLING
    return wall.date() - timedelta(days=0 if is_settled else 1), REACHES_UNTIL


def release_asked(text: str) -> tuple[str, int] | None:
    """Short name of the meeting and number of the release in "2011-06-intersessional/3", None for anything else."""
    found = _RELEASE.fullmatch(text)
    return (found[1], int(found[2])) if found else None
