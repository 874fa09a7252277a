"""What calendars ask the record. Only what belongs to listed meetings is ever in a calendar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.database import db
from meetings.calendars.naming import track_key
from meetings.deadlines.models import Deadline
from meetings.deadlines.rules import PUBLIC
from meetings.releases.models import Release
from meetings.sessions.entries import Kind, from_plain
from meetings.sessions.models import Meeting, Session
from meetings.wishes.queries import not_come_to


@dataclass(frozen=True)
class Track:
    """A strand of a meeting's programme, with its sessions."""

    meeting: Meeting
    name: str
    sessions: Sequence[Session]


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


def plenary_sessions(meeting_id: int) -> Sequence[Session]:
    """The plenary sessions of a meeting."""
    return _sessions(and_(Session.meeting_id == meeting_id, Session.kind == Kind.PLENARY))


def track(slug: str, key: str) -> Track | None:
    """The track with this key of the meeting with this short name, if the meeting is listed and has it.

    Two statements, and three where no session is in it. A track that only the newest release names is one without
    sessions: subscribers to it find an empty calendar and no error.
    """
    query = select(Session.track).join(Session.meeting).where(Meeting.slug == slug, Meeting.is_listed).distinct()
    names = sorted(name for name in db.session.scalars(query) if name and track_key(name) == key)
    found = _sessions(and_(Meeting.slug == slug, Session.track.in_(names))) if names else ()
    if found:
        return Track(found[0].meeting, names[0], found)
    meeting = listed_meeting(slug)
    if meeting is None:
        return None
    name = next((name for name in sorted(tracks_released(meeting.id)) if name and track_key(name) == key), None)
    return None if name is None else Track(meeting, name, [])


def tracks(meeting_ids: Collection[int]) -> dict[int, list[str]]:
    """The tracks of meetings, by number of the meeting and in the order of their names. One statement."""
    query = select(Session.meeting_id, Session.track).where(Session.meeting_id.in_(meeting_ids), Session.track != "")
    found: dict[int, list[str]] = {}
    for meeting_id, track in db.session.execute(query.distinct().order_by(Session.track)):
        found.setdefault(meeting_id, []).append(track)
    return found


def tracks_released(meeting_id: int) -> frozenset[str]:
    """Every track that the newest release of a meeting names. One statement."""
    query = select(Release.content).where(Release.meeting_id == meeting_id).order_by(Release.number.desc()).limit(1)
    return frozenset(from_plain(plain).track for plain in db.session.scalar(query) or ())


def deadlines_of(meeting_id: int) -> Sequence[Deadline]:
    """The deadlines of a meeting that everybody may know, the dropped ones too."""
    return _deadlines(Deadline.meeting_id == meeting_id)


def deadlines_for(delegation_id: int, since: date) -> Sequence[Deadline]:
    """The same from a day on, of all meetings but those to which this delegation said that it does not come."""
    return _deadlines(and_(Deadline.due_on >= since, Deadline.meeting_id.not_in(not_come_to(delegation_id))))


def _deadlines(condition: ColumnElement[bool]) -> Sequence[Deadline]:
    """Deadlines of listed meetings by day, with all that an entry shows, in one statement."""
    query = select(Deadline).join(Deadline.meeting).where(Meeting.is_listed, Deadline.audience.in_(PUBLIC), condition)
    query = query.options(contains_eager(Deadline.meeting), joinedload(Deadline.rule))
    return db.session.scalars(query.order_by(Deadline.due_on, Deadline.id)).all()


def _sessions(condition: ColumnElement[bool]) -> Sequence[Session]:
    """Sessions in the order of their starts, with all that an entry shows, in one statement."""
    query = select(Session).join(Session.meeting).where(Meeting.is_listed, condition)
    query = query.options(
        contains_eager(Session.meeting), joinedload(Session.committee), joinedload(Session.room)
    ).order_by(Session.starts_utc, Session.id)
    return db.session.scalars(query).all()
