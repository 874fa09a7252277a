"""Putting mail into the outbox, and emptying it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app

from foundation import jobs
from foundation.database import after_commit, db, write_transaction
from foundation.mail import queries
from foundation.mail.models import OutgoingMail
from foundation.mail_transport import MailNotSent, Message, Transport

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)


def put_in_outbox(*, to: str, subject: str, text: str, now: datetime) -> None:
    """Write a mail down in the present transaction; it leaves after the commit, or never if that fails."""
    host = urlsplit(current_app.extensions["settings"].public_url).hostname
    db.session.add(
        OutgoingMail(
            message_id=f"<{uuid.uuid4()}@{host}>",
            to=to,
            subject=" ".join(subject.split())[:400],
            text=text,
            created_at=now,
            try_after=now,
        )
    )
    after_commit(jobs.later("mail.send"))


def send_waiting(now: datetime, transport: Transport, most: int = 100) -> int:
    """Send what waits, each mail in a transaction of its own; a failed one is tried again later, ever more seldom.

    Returns how many were sent. May be run twice at a time and again at any time.
    """
    sent = 0
    for mail_id in queries.waiting(now, most):
        with write_transaction():
            mail = queries.claimed(mail_id)
            if mail is not None:
                sent += _send(mail, now, transport)
    return sent


def _send(mail: OutgoingMail, now: datetime, transport: Transport) -> bool:
    mail.attempts += 1
    try:
        transport.send(
            Message(
                to=mail.to,
                subject=mail.subject,
                text=mail.text,
                html=None,
                message_id=mail.message_id,
                date=mail.created_at,
            )
        )
    except MailNotSent as error:
        mail.last_error = str(error)[:400]
        mail.try_after = now + FIRST_WAIT * 2 ** (mail.attempts - 1)
        if error.permanent or mail.attempts >= MOST_ATTEMPTS:
            mail.given_up_at = now
        return False
    mail.sent_at = now
    return True
