"""What the record answers about releases of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from foundation.database import db
from meetings.releases import rules
from meetings.releases.models import Release, ReleaseMail
from meetings.releases.rules import Change
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session


def latest(meeting_id: int) -> Release | None:
    """The newest release of a meeting, None if its programme was never released. One statement."""
    query = select(Release).where(Release.meeting_id == meeting_id)
    return db.session.scalar(query.order_by(Release.number.desc()).limit(1))


def latest_number(meeting_id: int) -> int | None:
    """The number of the newest release of a meeting, None if there is none."""
    return db.session.scalar(select(func.max(Release.number)).where(Release.meeting_id == meeting_id))


def release(slug: str, number: int) -> Release | None:
    """The release of this number of the meeting with this short name, with the meeting and who released it."""
    query = select(Release).join(Release.meeting).where(Meeting.slug == slug, Release.number == number)
    return db.session.scalar(query.options(joinedload(Release.meeting), joinedload(Release.released_by)))


def held_release(release_id: int) -> Release | None:
    """The release with this number of its own, held until the end of the transaction: of two jobs the second waits.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(Release).where(Release.id == release_id).options(joinedload(Release.meeting))
    return db.session.scalar(query.with_for_update(of=Release))


def recent(since: datetime) -> Sequence[int]:
    """The releases of listed meetings that were issued from a moment on, by numbers of their own, oldest first."""
    query = select(Release.id).join(Release.meeting).where(Meeting.is_listed, Release.released_at >= since)
    return db.session.scalars(query.order_by(Release.id)).all()


def delegations_told(release_id: int) -> frozenset[int]:
    """The numbers of the delegations that were sent what this release changes for them."""
    query = select(ReleaseMail.delegation_id).where(ReleaseMail.release_id == release_id)
    return frozenset(db.session.scalars(query))


def releases(meeting_id: int) -> Sequence[Release]:
    """The releases of a meeting, the newest first, without their contents."""
    query = select(Release).where(Release.meeting_id == meeting_id).order_by(Release.number.desc())
    return db.session.scalars(query.options(defer(Release.content), joinedload(Release.released_by))).all()


def release_before(release: Release) -> Release | None:
    """The release before this one, None for the first."""
    query = select(Release).where(Release.meeting_id == release.meeting_id, Release.number == release.number - 1)
    return db.session.scalar(query)


def entries_in(release: Release) -> list[Entry]:
    """The programme as it was released."""
    return rules.entries_of(release.content)


def changes_in(release: Release) -> tuple[Change, ...]:
    """What changed in this release since the one before."""
    return rules.read_changes(release.changes, entries_in(release))


def session_ids(meeting_id: int) -> dict[str, int]:
    """The numbers of the sessions of a meeting by their uids. One statement."""
    query = select(Session.uid, Session.id).where(Session.meeting_id == meeting_id)
    return {row.uid: row.id for row in db.session.execute(query)}
