"""What the record answers about sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of, with_names
from meetings.sessions.bookings import Booking
from meetings.sessions.entries import Entry, Kind, Named, NamedAs, in_order
from meetings.sessions.models import Meeting, Room, Session, Slot
from meetings.sessions.rules import State


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


def slots(meeting_id: int) -> Sequence[Slot]:
    """The slots of a meeting in the order of their times."""
    return db.session.scalars(select(Slot).where(Slot.meeting_id == meeting_id).order_by(Slot.starts)).all()


def hold_programme(meeting_id: int) -> None:
    """Hold the programme of a meeting until the end of the transaction: of two who change it, the second waits.

    Rooms, sessions and releases of a meeting and its days are all held by this one lock, so that no two of them can be
    waited for crosswise. What whoever held it before made of the meeting is known from here on. On SQLite a transaction
    that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(Meeting).where(Meeting.id == meeting_id).with_for_update(key_share=True)
    db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def room(room_id: int, meeting_id: int) -> Room | None:
    """The room of this number, if it is one of this meeting."""
    return db.session.scalar(select(Room).where(Room.id == room_id, Room.meeting_id == meeting_id))


def bookings(room_id: int, but: int | None) -> list[Booking]:
    """What takes up the room, as it is stored now: its sessions that are not cancelled, but for the one named."""
    # Columns and not rows of the class: a session that was loaded before the lock was waited for may be out of date.
    query = select(Session.id, Session.title, Session.starts, Session.ends, Session.starts_utc, Session.ends_utc).where(
        Session.room_id == room_id, Session.state != State.CANCELLED, Session.id != (but or 0)
    )
    return [Booking(*row) for row in db.session.execute(query.order_by(Session.starts_utc))]


def sessions_by_uid(meeting_id: int) -> dict[str, Session]:
    """The sessions of a meeting by their uids, with their rooms, as they are stored now. One statement."""
    query = select(Session).where(Session.meeting_id == meeting_id).order_by(Session.starts_utc, Session.id)
    # What was loaded before the lock was waited for may be out of date.
    fresh = query.options(joinedload(Session.room)).execution_options(populate_existing=True)
    return {found.uid: found for found in db.session.scalars(fresh)}


def uids_in_use(uids: Collection[str]) -> frozenset[str]:
    """Those of these uids by which some session is known."""
    return frozenset(db.session.scalars(select(Session.uid).where(Session.uid.in_(uids))))


def known_delegations(keys: Collection[str]) -> frozenset[str]:
    """Those of these keys by which a delegation is on record. One statement."""
    return frozenset(db.session.scalars(select(Delegation.key).where(Delegation.key.in_(keys))))


def next_meeting(today: date) -> Meeting | None:
    """The meeting with sessions that is on or comes next, else the last that was; None if none has any."""
    held = select(Meeting).where(select(Session.id).where(Session.meeting_id == Meeting.id).exists())
    to_come = held.where(Meeting.ends_on >= today).order_by(Meeting.starts_on, Meeting.id).limit(1)
    return db.session.scalar(to_come) or db.session.scalar(held.order_by(Meeting.starts_on.desc(), Meeting.id).limit(1))


def names_of(keys: Collection[str], language: str, day: date) -> dict[str, str]:
    """What these delegations are called on a day, by their keys. One statement, none for none."""
    if not keys:
        return {}
    found = db.session.scalars(select(Delegation).where(Delegation.key.in_(keys)).options(with_names(language)))
    return {one.key: name_of(one, language, day) for one in found.unique()}


def entries_of(meeting_id: int) -> list[Entry]:
    """What is on record as the programme of a meeting, cancelled sessions too, in order. One statement."""
    query = select(Session).where(Session.meeting_id == meeting_id).options(joinedload(Session.room))
    return in_order(entry_of(found) for found in db.session.scalars(query))


def entry_of(found: Session) -> Entry:
    """A session as an entry of a programme; no statement if its room is loaded."""
    return Entry(
        uid=found.uid,
        kind=Kind(found.kind),
        title=found.title,
        minutes=(found.ends - found.starts) // timedelta(minutes=1),
        starts=found.starts,
        committee_id=found.committee_id,
        room_id=found.room_id,
        room_name=found.room.name if found.room else "",
        part=found.part,
        track=found.track,
        languages=tuple(found.languages),
        seats=found.seats,
        named=tuple(Named(key, NamedAs(reason)) for key, reason in found.named),
        note=found.note,
        is_confirmed=found.state == State.CONFIRMED,
        cancelled_because=found.cancelled_because,
        time_is_illustrative=found.time_is_illustrative,
        day_is_illustrative=found.day_is_illustrative,
        is_sample=found.is_sample,
        source=found.source,
    )
