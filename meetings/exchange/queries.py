"""What giving programmes out asks the record."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee
from meetings.sessions.models import Session


def sessions_of(meeting_id: int) -> Sequence[Session]:
    """The sessions of a meeting with their rooms, in the order of their starts. One statement."""
    query = select(Session).where(Session.meeting_id == meeting_id).options(joinedload(Session.room))
    return db.session.scalars(query.order_by(Session.starts_utc, Session.id)).all()


def session_numbers(meeting_id: int) -> dict[str, int]:
    """The numbers of a meeting's sessions, by which their pages are addressed, by uid. One statement."""
    query = select(Session.uid, Session.id).where(Session.meeting_id == meeting_id)
    return {found.uid: found.id for found in db.session.execute(query)}


def committees(numbers: Collection[int]) -> dict[int, Committee]:
    """These committees by their numbers. One statement, none for none."""
    if not numbers:
        return {}
    return {found.id: found for found in db.session.scalars(select(Committee).where(Committee.id.in_(numbers)))}
