"""What the record answers about the programmes of a meeting, so that each can be looked at and compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, null, or_, select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.clashes.levels import Settings
from meetings.clashes.queries import settings_as_text, settings_from_text
from meetings.drafts.models import ProgrammeDraft
from meetings.releases.models import Release
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entry_of


@dataclass(frozen=True)
class ReleaseLine:
    """A release: its number and moment, and its content if that was asked for or it is the newest."""

    number: int
    released_at: datetime
    content: Sequence[Mapping[str, Any]] | None


@dataclass(frozen=True)
class Programmes:
    """A meeting with its releases, the newest first, and the rules in force."""

    meeting: Meeting
    releases: tuple[ReleaseLine, ...]
    settings: Settings


@dataclass(frozen=True)
class OnRecord:
    """What is on record as the programme of a meeting, and the numbers of its sessions by uid."""

    entries: tuple[Entry, ...]
    ids: Mapping[str, int]


def programmes(slug: str, numbers: Collection[int]) -> Programmes | None:
    """The meeting with this short name, its releases, and the rules. One statement.

    Of the releases those with these numbers have their contents, and so has the newest.
    """
    newest = select(func.max(Release.number)).where(Release.meeting_id == Meeting.id).correlate(Meeting)
    is_read = or_(Release.number.in_(numbers), Release.number == newest.scalar_subquery())
    content = case((is_read, Release.content), else_=null())
    query = select(Meeting, Release.number, Release.released_at, content, settings_as_text())
    query = query.outerjoin(Release, and_(Release.meeting_id == Meeting.id)).where(Meeting.slug == slug)
    rows = db.session.execute(query.order_by(Release.number.desc())).all()
    if not rows:
        return None
    lines = [ReleaseLine(number, at, content) for _, number, at, content, _ in rows if number is not None]
    return Programmes(rows[0][0], tuple(lines), settings_from_text(rows[0][4]))


def on_record(meeting_id: int) -> OnRecord:
    """What is on record as the programme of a meeting. One statement."""
    query = select(Session).where(Session.meeting_id == meeting_id).options(joinedload(Session.room))
    found = db.session.scalars(query.order_by(Session.starts_utc, Session.id)).all()
    return OnRecord(tuple(entry_of(one) for one in found), {one.uid: one.id for one in found})


def standing_drafts(meeting_id: int) -> Sequence[ProgrammeDraft]:
    """The drafts of a meeting that were not put away, last changed first. One statement."""
    query = select(ProgrammeDraft).where(ProgrammeDraft.meeting_id == meeting_id, ProgrammeDraft.put_away_at.is_(None))
    return db.session.scalars(query.order_by(ProgrammeDraft.changed_at.desc(), ProgrammeDraft.id.desc())).all()
