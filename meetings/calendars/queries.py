"""What calendars ask the record. Only sessions of listed meetings are ever in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.database import db
from meetings.sessions.models import Meeting, Session


def listed_meeting(slug: str) -> Meeting | None:
    """The meeting with this short name, if it is listed."""
    return db.session.scalar(select(Meeting).where(Meeting.slug == slug, Meeting.is_listed))


def meetings_from(today: date) -> Sequence[Meeting]:
    """The listed meetings that are on or to come, the nearest first."""
    query = select(Meeting).where(Meeting.is_listed, Meeting.ends_on >= today)
    return db.session.scalars(query.order_by(Meeting.starts_on, Meeting.name)).all()


def listed_session(session_id: int) -> Session | None:
    """The session with this number, if its meeting is listed."""
    found = _sessions(Session.id == session_id)
    return found[0] if found else None


def sessions_since(moment: datetime) -> Sequence[Session]:
    """All sessions that ended after this moment."""
    return _sessions(Session.ends_utc > moment)


def sessions_of_committee(committee_id: int) -> Sequence[Session]:
    """All sessions of a committee."""
    return _sessions(Session.committee_id == committee_id)


def sessions_of_meeting(meeting_id: int) -> Sequence[Session]:
    """All sessions of a meeting."""
    return _sessions(Session.meeting_id == meeting_id)


def _sessions(condition: ColumnElement[bool]) -> Sequence[Session]:
    """Sessions in the order of their starts, with all that an entry shows, in one statement."""
    query = select(Session).join(Session.meeting).where(Meeting.is_listed, condition)
    query = query.options(
        contains_eager(Session.meeting), joinedload(Session.committee), joinedload(Session.room)
    ).order_by(Session.starts_utc, Session.id)
    return db.session.scalars(query).all()
