"""What the record answers about meetings, their rooms and their programmes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.audit.models import AuditEntry
from foundation.database import db
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import State


def meetings(*, unlisted: bool) -> Sequence[Meeting]:
    """All meetings that are listed, or all that there are."""
    query = select(Meeting)
    return db.session.scalars(query if unlisted else query.where(Meeting.is_listed)).all()


def meetings_by_slug() -> dict[str, Meeting]:
    """All meetings by their short names."""
    return {found.slug: found for found in db.session.scalars(select(Meeting))}


def ids_edited(actions: Collection[str]) -> frozenset[int]:
    """The numbers of the meetings to which people did any of these deeds."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_kind == Meeting.__tablename__, AuditEntry.action.in_(actions)
    )
    return frozenset(db.session.scalars(query))


def sessions(meeting_id: int) -> Sequence[Session]:
    """The sessions of a meeting in the order of their starts, with committee and room."""
    query = select(Session).where(Session.meeting_id == meeting_id).order_by(Session.starts_utc, Session.id)
    return db.session.scalars(query.options(joinedload(Session.committee), joinedload(Session.room))).all()


def session_days(meeting_id: int) -> list[tuple[str, date]]:
    """Title and day of each session of a meeting that is not cancelled."""
    query = select(Session.title, Session.starts).where(
        Session.meeting_id == meeting_id, Session.state != State.CANCELLED
    )
    return [(title, starts.date()) for title, starts in db.session.execute(query.order_by(Session.starts_utc))]


def sessions_in(room_id: int) -> Sequence[Session]:
    """The sessions in a room."""
    return db.session.scalars(select(Session).where(Session.room_id == room_id)).all()


def has_sessions(meeting_id: int) -> bool:
    """Whether the meeting has any session, cancelled ones included."""
    return db.session.scalar(select(Session.id).where(Session.meeting_id == meeting_id).limit(1)) is not None


def room(slug: str, room_id: int) -> Room | None:
    """The room with this number, if it belongs to the meeting with this short name."""
    query = select(Room).join(Room.meeting).where(Meeting.slug == slug, Room.id == room_id)
    return db.session.scalar(query.options(joinedload(Room.meeting)))


def room_by_key(meeting_id: int, key: str) -> Room | None:
    """The room of this meeting whose name comes to this key."""
    return db.session.scalar(select(Room).where(Room.meeting_id == meeting_id, Room.name_key == key))
