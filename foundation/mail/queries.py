"""What the outbox answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from foundation.database import db
from foundation.mail.models import OutgoingMail


def waiting(now: datetime, most: int) -> Sequence[int]:
    """The numbers of mails that may be tried now, oldest first, at most so many."""
    query = select(OutgoingMail.id).where(
        OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None), OutgoingMail.try_after <= now
    )
    return db.session.scalars(query.order_by(OutgoingMail.id).limit(most)).all()


def claimed(mail_id: int, now: datetime) -> OutgoingMail | None:
    """This mail, locked against a second worker, if it still waits and may be tried now."""
    query = select(OutgoingMail).where(
        OutgoingMail.id == mail_id,
        OutgoingMail.sent_at.is_(None),
        OutgoingMail.given_up_at.is_(None),
        OutgoingMail.try_after <= now,
    )
    return db.session.scalar(query.with_for_update(skip_locked=True))


def mail(mail_id: int) -> OutgoingMail:
    """The mail with this number, which must exist."""
    return db.session.get_one(OutgoingMail, mail_id)


def forget(before: datetime) -> None:
    """Delete mails that were sent or given up before this."""
    db.session.execute(
        delete(OutgoingMail).where(or_(OutgoingMail.sent_at < before, OutgoingMail.given_up_at < before))
    )
