"""What a secretariat may have overlooked in a session. Standard library only."""

from __future__ import annotations

from datetime import time, timedelta
from enum import StrEnum

from meetings.sessions.rules import Plan

LATEST_USUAL_END = time(18, 0)
LONGEST_INTERPRETED = timedelta(hours=3)


class Doubt(StrEnum):
    """Something allowed that a secretariat wants to be told."""

    AFTER_SIX = "after_six"
    WEEKEND = "weekend"
    LONG_INTERPRETATION = "long_interpretation"


def doubts(plan: Plan) -> tuple[Doubt, ...]:
    """What a secretariat may have overlooked.

    The United Nations Office at Geneva does not schedule after 18:00 or at weekends, and interprets in units of up to
    three hours (ungeneva.org, pages for organizers).
    """
    found = []
    if plan.ends.time() > LATEST_USUAL_END:
        found.append(Doubt.AFTER_SIX)
    if plan.starts.isoweekday() > 5:
        found.append(Doubt.WEEKEND)
    if plan.languages and plan.ends - plan.starts > LONGEST_INTERPRETED:
        found.append(Doubt.LONG_INTERPRETATION)
    return tuple(found)
