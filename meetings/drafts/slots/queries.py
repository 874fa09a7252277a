"""What the record answers about slots."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from foundation.database import db
from meetings.sessions.models import Meeting, Slot


def slot(slug: str, slot_id: int) -> Slot | None:
    """The slot with this number, if it is one of the meeting with this short name; with the meeting. One statement."""
    query = select(Slot).join(Slot.meeting).where(Meeting.slug == slug, Slot.id == slot_id)
    return db.session.scalar(query.options(contains_eager(Slot.meeting)))


def slots(meeting_id: int, but: int | None = None) -> Sequence[Slot]:
    """The slots of a meeting as they are stored now, but for the one named, in the order of their times."""
    query = select(Slot).where(Slot.meeting_id == meeting_id, Slot.id != (but or 0)).order_by(Slot.starts)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()
