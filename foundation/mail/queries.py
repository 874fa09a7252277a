"""What the outbox answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from foundation.database import db
from foundation.mail.models import OutgoingMail


def waiting(now: datetime, most: int) -> Sequence[int]:
    """The numbers of mails that may be tried now, oldest first, at most so many."""
    query = select(OutgoingMail.id).where(
        OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None), OutgoingMail.try_after <= now
    )
    return db.session.scalars(query.order_by(OutgoingMail.id).limit(most)).all()


def claimed(mail_id: int) -> OutgoingMail | None:
    """This mail, locked against a second worker, if it still waits."""
    query = select(OutgoingMail).where(OutgoingMail.id == mail_id, OutgoingMail.sent_at.is_(None))
    return db.session.scalar(query.with_for_update(skip_locked=True))
