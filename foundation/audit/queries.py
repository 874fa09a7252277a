"""What the audit log answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, Update, select, update

from foundation.audit.models import AuditEntry, RecordNumber
from foundation.database import Numbered, db


def record_number() -> int:
    """How often the record has changed so far."""
    return db.session.scalar(select(RecordNumber.number)) or 0


def history_of(subject: Numbered, most: int = 50) -> Sequence[AuditEntry]:
    """The deeds done to this subject, newest first, at most so many."""
    kind = subject.__tablename__  # type: ignore[attr-defined]
    query = select(AuditEntry).where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject.id)
    return db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)).all()


def public_changes(
    *, since: datetime | None = None, until: datetime | None = None, before_id: int | None = None, most: int = 50
) -> Sequence[AuditEntry]:
    """Public deeds, newest first: since a moment, before another, and older than an entry, at most so many."""
    return db.session.scalars(public_deeds(since=since, until=until, before_id=before_id, most=most)).all()


def public_deeds(
    *, since: datetime | None = None, until: datetime | None = None, before_id: int | None = None, most: int = 50
) -> Select[AuditEntry]:
    """The query of `public_changes`, for whoever asks for more beside each deed."""
    query = select(AuditEntry).where(AuditEntry.is_public)
    if until is not None:
        query = query.where(AuditEntry.at < until)
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return query.order_by(AuditEntry.id.desc()).limit(most)


def raised_record_number() -> Update:
    """The statement that raises the record's number by one."""
    return update(RecordNumber).values(number=RecordNumber.number + 1)
