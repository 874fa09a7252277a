"""Putting mail into the outbox, and emptying it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from flask import current_app

from foundation import jobs
from foundation.database import after_commit, db, write_transaction
from foundation.mail import queries
from foundation.mail.models import OutgoingMail
from foundation.mail_transport import MailNotSent, Message, Transport

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_SENDING = timedelta(minutes=10)
"""How long one mail may be on its way to the mail server, which may be slow at each of about ten steps."""

log = structlog.get_logger()


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


def send_waiting(now: Callable[[], datetime], transport: Transport, most: int = 100) -> int:
    """Send what waits, each mail for itself; a failed one is tried again later, ever more seldom.

    `now` is the clock, asked for each mail anew. Returns how many were sent. May be run twice at a time and again at
    any time. No transaction is open while a mail server is spoken to: it may take minutes to answer. Should the process
    die then, the mail is sent again after LONGEST_SENDING, with the same message id.
    """
    sent = 0
    for mail_id in queries.waiting(now(), most):
        message = _claim(mail_id, now())
        if message is None:
            continue
        try:
            transport.send(message)
        except MailNotSent as error:
            _note_failure(mail_id, error, now())
        else:
            _note_success(mail_id, now())
            sent += 1
    return sent


def forget(before: datetime) -> None:
    """Forget mails that left, or were given up, before this moment."""
    queries.forget(before)


def _claim(mail_id: int, now: datetime) -> Message | None:
    """Take a mail to be sent now, so that nobody else takes it while it is on its way; None if somebody has."""
    with write_transaction():
        mail = queries.claimed(mail_id, now)
        if mail is None:
            return None
        mail.attempts += 1
        mail.try_after = now + LONGEST_SENDING
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
        mail.try_after = now + FIRST_WAIT * 2 ** (mail.attempts - 1)
        is_given_up = error.permanent or mail.attempts >= MOST_ATTEMPTS
        if is_given_up:
            mail.given_up_at, mail.text = now, ""
        receiver = mail.to
    if is_given_up:
        log.warning("mail given up", mail=mail_id, reason=_without_address(str(error), receiver))


def _without_address(reason: str, receiver: str) -> str:
    """The reason as a log may tell it: mail servers like to repeat the address, or the name before its @."""
    name = re.escape(receiver.partition("@")[0])
    return re.sub(rf"\S+@\S+|(?<!\w){name}(?!\w)", "…", reason, flags=re.IGNORECASE)


def _note_success(mail_id: int, now: datetime) -> None:
    with write_transaction():
        mail = queries.mail(mail_id)
        mail.sent_at, mail.text = now, ""
