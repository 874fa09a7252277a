"""What the record answers about sessions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import Booking, State


def session(session_id: int) -> Session | None:
    """The session with this number, with its meeting, committee and room."""
    query = select(Session).where(Session.id == session_id)
    return db.session.scalar(
        query.options(joinedload(Session.meeting), joinedload(Session.committee), joinedload(Session.room))
    )


def meeting(slug: str) -> Meeting | None:
    """The meeting with this short name."""
    return db.session.scalar(select(Meeting).where(Meeting.slug == slug))


def rooms(meeting_id: int) -> Sequence[Room]:
    """The rooms of a meeting by name."""
    return db.session.scalars(select(Room).where(Room.meeting_id == meeting_id).order_by(Room.name)).all()


def locked_room(room_id: int, meeting_id: int) -> Room | None:
    """The room of this meeting, locked until the end of the transaction: of two who book it, the second waits.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(Room).where(Room.id == room_id, Room.meeting_id == meeting_id)
    return db.session.scalar(query.with_for_update())


def bookings(room_id: int, but: int | None) -> list[Booking]:
    """What takes up the room, as it is stored now: its sessions that are not cancelled, but for the one named."""
    # Columns and not rows of the class: a session that was loaded before the lock was waited for may be out of date.
    query = select(Session.id, Session.title, Session.starts, Session.ends, Session.starts_utc, Session.ends_utc).where(
        Session.room_id == room_id, Session.state != State.CANCELLED, Session.id != (but or 0)
    )
    return [Booking(*row) for row in db.session.execute(query.order_by(Session.starts_utc))]
