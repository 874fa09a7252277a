"""The calendar of one delegation: the sessions that it wishes to sit in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings.calendars import queries
from meetings.sessions.models import Session
from meetings.wishes import gathering


def sessions_wished(delegation_id: int, since: datetime) -> Sequence[Session]:
    """The sessions of listed meetings that ended after a moment and in which a delegation wishes to sit, at all.

    Four statements. A delegation that does not come to a meeting wishes nothing there; a cancelled session stays, so
    that its subscribers see it cancelled.
    """
    return gathering.wished_of(delegation_id, queries.sessions_since(since))
