"""What the rotation of offices says when the last day of a formal meeting is about to be changed."""

from __future__ import annotations

from datetime import date

from meetings.consultations.queries import consultation_for
from meetings.rotation import queries
from meetings.sessions.models import Meeting
from meetings.terms.queries import offices_turn_on
from meetings.terms.rules import FORMAL_KINDS, OfficesTurnThere


def objection(meeting: Meeting, day: date) -> Exception | None:
    """The objection to another last day where offices, a call for interest or slates were made for the present one.

    Terms run from one formal meeting's last day to that of the next; whatever was made for a term keeps its days, and
    a closing writes offices that begin on them.
    """
    before = meeting.ends_on
    if meeting.kind not in FORMAL_KINDS or before is None or before == day:
        return None
    rests = offices_turn_on(before) or consultation_for(before) is not None or queries.is_asked_about(before)
    return OfficesTurnThere(day=before) if rests else None
