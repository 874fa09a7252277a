"""The days of a meeting on which nobody works where it is held. Standard library only.

They are recorded meeting by meeting, with a source: which days are free depends on the place and the year.
"""

from __future__ import annotations

from datetime import date

from foundation.rules import Refused
from meetings.sessions.rules import HasDays, check_within
from meetings.sessions.rules import OutsideMeeting as _OutsideMeeting

LONGEST_NAME = 120
LONGEST_SOURCE = 400


class NotADayOfTheMeeting(Refused):
    """The day is none of the meeting's (fact: `day`)."""


class DayHasNoName(Refused):
    """Nobody said what the day is called, or where that is written."""


class RevokedAlready(Refused):
    """The day was taken back already."""


def check_free_day(day: date, name: str, source: str, meeting: HasDays) -> None:
    """Refuse a day that cannot be recorded. Raises NotADayOfTheMeeting, MeetingHasNoDays, DayHasNoName."""
    try:
        check_within(day, meeting)
    except _OutsideMeeting as error:
        raise NotADayOfTheMeeting(day=day.isoformat()) from error
    if not name.strip() or not source.strip():
        raise DayHasNoName
