"""What the record answers about the sessions of a committee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.sessions.models import Meeting, Session


def sessions_around(committee_id: int, day: date, most: int) -> Sequence[Session]:
    """A committee's sessions nearest to a day, in order: at most so many from that day on, and so many before it.

    A session's day is that of its own zone. Those of meetings that are not listed are left out. One statement, whatever
    the number of years.
    """
    midnight = datetime.combine(day, time.min)
    listed = select(Session.id).join(Session.meeting).where(Session.committee_id == committee_id, Meeting.is_listed)
    coming = listed.where(Session.starts >= midnight).order_by(Session.starts, Session.id).limit(most)
    gone = listed.where(Session.starts < midnight).order_by(Session.starts.desc(), Session.id.desc()).limit(most)
    query = select(Session).where(
        or_(Session.id.in_(select(coming.subquery().c.id)), Session.id.in_(select(gone.subquery().c.id)))
    )
    query = query.options(joinedload(Session.meeting, innerjoin=True))
    return db.session.scalars(query.order_by(Session.starts, Session.id)).all()
