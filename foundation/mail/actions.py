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
    """Send what waits, each mail for itself; a failed one is tried again later, ever more seldom.

    Returns how many were sent. May be run twice at a time and again at any time. No transaction is open while a mail
    server is spoken to: it may take a minute to answer. Should the process die then, the mail is sent again after its
    wait, with the same message id.
    """
    sent = 0
    for mail_id in queries.waiting(now, most):
        message = _claim(mail_id, now)
        if message is None:
            continue
        try:
            transport.send(message)
        except MailNotSent as error:
            _note_failure(mail_id, error, now)
        else:
            _note_success(mail_id, now)
            sent += 1
    return sent


def forget(before: datetime) -> None:
    """Forget mails that left, or were given up, before this moment."""
    queries.forget(before)


def _claim(mail_id: int, now: datetime) -> Message | None:
    """Take a mail to be sent now, so that nobody else takes it until its next try is due; None if somebody has."""
    with write_transaction():
        mail = queries.claimed(mail_id, now)
        if mail is None:
            return None
        mail.attempts += 1
        mail.try_after = now + FIRST_WAIT * 2 ** (mail.attempts - 1)
        return Message(
            to=mail.to,
            subject=mail.subject,
            text=mail.text,
            html=None,
            message_id=mail.message_id,
            date=mail.created_at,
        )


def _note_failure(mail_id: int, error: MailNotSent, now: datetime) -> None:
    with write_transaction():
        mail = queries.mail(mail_id)
        mail.last_error = str(error)[:400]
        if error.permanent or mail.attempts >= MOST_ATTEMPTS:
            mail.given_up_at, mail.text = now, ""


def _note_success(mail_id: int, now: datetime) -> None:
    with write_transaction():
        mail = queries.mail(mail_id)
        mail.sent_at, mail.text = now, ""
