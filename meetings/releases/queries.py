"""What the record answers about releases of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, joinedload

from foundation.database import db
from meetings.releases import rules
from meetings.releases.models import Release, ReleaseTold
from meetings.releases.rules import Change, ChangeKind
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session


def latest(meeting_id: int) -> Release | None:
    """The newest release of a meeting, None if its programme was never released. One statement."""
    query = select(Release).where(Release.meeting_id == meeting_id)
    return db.session.scalar(query.order_by(Release.number.desc()).limit(1))


def note_of(release: Release) -> str:
    """What the ISU noted of a programme as it was in a release. One statement at most.

    A direct change makes a release without a note, and what was noted before still holds.
    """
    if release.origin != rules.Origin.CHANGE:
        return release.note
    query = select(Release.note).where(
        Release.meeting_id == release.meeting_id,
        Release.number < release.number,
        Release.origin != rules.Origin.CHANGE,
    )
    return db.session.scalar(query.order_by(Release.number.desc()).limit(1)) or ""


def latest_number(meeting_id: int) -> int | None:
    """The number of the newest release of a meeting, None if there is none."""
    return db.session.scalar(select(func.max(Release.number)).where(Release.meeting_id == meeting_id))


def first_released_at(meeting_id: int) -> datetime | None:
    """When a meeting's programme was released first, None if it never was. One statement."""
    return db.session.scalar(select(Release.released_at).where(Release.meeting_id == meeting_id, Release.number == 1))


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


def untold() -> Sequence[int]:
    """The releases of listed meetings that were not told yet, by numbers of their own, oldest first."""
    query = _untold().join(Release.meeting).where(Meeting.is_listed)
    return db.session.scalars(query.order_by(Release.id)).all()


def untold_of(meeting_id: int) -> Sequence[int]:
    """The releases of a meeting that were not told yet, listed or not, by numbers of their own, oldest first."""
    return db.session.scalars(_untold().where(Release.meeting_id == meeting_id).order_by(Release.number)).all()


def is_told(release_id: int) -> bool:
    """Whether nothing is left to tell of this release."""
    return db.session.scalar(select(ReleaseTold.id).where(ReleaseTold.release_id == release_id)) is not None


def follows_passed_over(release: Release) -> bool:
    """Whether the release before this one was never told, since nobody could see the meeting."""
    query = select(ReleaseTold.id).join(ReleaseTold.release).where(ReleaseTold.told_at.is_(None))
    before = query.where(Release.meeting_id == release.meeting_id, Release.number == release.number - 1)
    return db.session.scalar(before) is not None


def releases(meeting_id: int) -> Sequence[Release]:
    """The releases of a meeting, the newest first, without their contents."""
    query = select(Release).where(Release.meeting_id == meeting_id).order_by(Release.number.desc())
    return db.session.scalars(query.options(defer(Release.content), joinedload(Release.released_by))).all()


def last_with(newest: Release, uid: str) -> Release | None:
    """The last release before the session with this uid was cancelled, None if none knew it. Two statements."""
    for one in releases(newest.meeting_id):
        if any(change["uid"] == uid and ChangeKind.CANCELLED in change["kinds"] for change in one.changes):
            query = select(Release).where(Release.meeting_id == newest.meeting_id, Release.number == one.number - 1)
            return db.session.scalar(query)
    return None


def entries_in(release: Release) -> list[Entry]:
    """The programme as it was released."""
    return rules.entries_of(release.content)


def changes_in(release: Release) -> tuple[Change, ...]:
    """What changed in this release since the one before."""
    uids = {one["uid"] for one in release.changes}
    return rules.read_changes(release.changes, rules.entries_of(one for one in release.content if one["uid"] in uids))


def session_ids(meeting_id: int) -> dict[str, int]:
    """The numbers of the sessions of a meeting by their uids. One statement."""
    query = select(Session.uid, Session.id).where(Session.meeting_id == meeting_id)
    return {row.uid: row.id for row in db.session.execute(query)}


def _untold() -> Select[int]:
    told = ReleaseTold.release_id == Release.id
    return select(Release.id).outerjoin(ReleaseTold, told).where(ReleaseTold.id.is_(None))
