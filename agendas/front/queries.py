"""What the front page asks of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from agendas.front.models import ChangesSubscription
from agendas.papers.models import Paper
from foundation.accounts.models import Account
from foundation.audit.models import AuditEntry
from foundation.audit.queries import public_deeds
from foundation.database import db
from meetings.releases.models import Release
from meetings.sessions.models import Meeting, Session


@dataclass(frozen=True)
class Change:
    """A public deed, with the release that it made if that follows another, and its meeting."""

    deed: AuditEntry
    release: Release | None


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


def changes(
    *, since: datetime | None = None, until: datetime | None = None, before_id: int | None = None, most: int
) -> Sequence[Change]:
    """Public deeds, newest first, as `audit.public_changes` gives them, with the releases that change a programme.

    One statement.
    """
    deeds = public_deeds(since=since, until=until, before_id=before_id, most=most)
    is_of = and_(AuditEntry.subject_kind == Release.__tablename__, AuditEntry.subject_id == Release.id)
    query = deeds.add_columns(Release).outerjoin(Release, and_(is_of, Release.number > 1))
    return [Change(*row) for row in db.session.execute(query.options(joinedload(Release.meeting)))]


def subscription(account_id: int | None) -> ChangesSubscription | None:
    """The person's wish to be sent what has changed, None if there is none."""
    return db.session.scalar(select(ChangesSubscription).where(ChangesSubscription.account_id == account_id))


def due(until: datetime) -> Sequence[int]:
    """The subscriptions of open accounts whose last mail does not reach until a moment, by number."""
    query = select(ChangesSubscription.id).join(ChangesSubscription.account)
    query = query.where(Account.active, ChangesSubscription.sent_until < until)
    return db.session.scalars(query.order_by(ChangesSubscription.id)).all()


def due_subscription(subscription_id: int, until: datetime) -> ChangesSubscription | None:
    """The subscription if it is still due, held until the end of the transaction, with its account.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(ChangesSubscription).where(
        ChangesSubscription.id == subscription_id, ChangesSubscription.sent_until < until
    )
    query = query.options(joinedload(ChangesSubscription.account, innerjoin=True))
    return db.session.scalar(query.with_for_update(of=ChangesSubscription))
