"""What the front page asks of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from agendas.papers.models import Paper
from foundation.database import db
from meetings.sessions.models import Meeting, Session


def next_sessions(now: datetime, most: int) -> Sequence[Session]:
    """The sessions of listed meetings that are not over, soonest first. Cancelled ones are left out."""
    query = (
        select(Session)
        .join(Session.meeting)
        .where(Meeting.is_listed, Session.ends_utc > now, Session.state != "cancelled")
        .options(joinedload(Session.meeting), joinedload(Session.committee), joinedload(Session.room))
    )
    return db.session.scalars(query.order_by(Session.starts_utc, Session.id).limit(most)).all()


def newest_papers(most: int) -> Sequence[Paper]:
    """The papers that were published last, with their files, at most so many."""
    query = select(Paper).where(Paper.state == "published").options(selectinload(Paper.versions))
    return db.session.scalars(query.order_by(Paper.published_at.desc(), Paper.id.desc()).limit(most)).all()
