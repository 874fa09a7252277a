"""The outbox and a postman, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from foundation.database import db
from foundation.mail import send_waiting
from foundation.mail.models import OutgoingMail
from foundation.mail_transport import MailNotSent, Message
from tests.world import World

MINUTE = timedelta(minutes=1)


class Postman:
    """Takes mails away and remembers them; refuses as long as he is told to."""

    def __init__(self, *, refuses: bool = False, permanently: bool = False) -> None:
        self.refuses, self.permanently = refuses, permanently
        self.taken: list[Message] = []
        self.tried = 0

    def send(self, message: Message) -> None:
        """Take one mail, or refuse it."""
        self.tried += 1
        if self.refuses:
            raise MailNotSent("the road is closed", permanent=self.permanently)
        self.taken.append(message)


def write(world: World, *, to: str = "anna@example.org", subject: str = "Sample", text: str = "A sample.") -> None:
    """Put a mail into the outbox, but let nobody fetch it yet."""
    with world.app.app_context():
        db.session.add(
            OutgoingMail(
                message_id=f"<{to}-{subject}@example.org>",
                to=to,
                subject=subject,
                text=text,
                created_at=world.now,
                try_after=world.now,
            )
        )
        db.session.commit()


def send(world: World, postman: Any, now: datetime | None = None) -> int:
    """Let the postman come."""
    with world.app.app_context():
        return send_waiting(world.clock.now if now is None else lambda: now, postman)


def kept(world: World) -> OutgoingMail:
    """The one mail as it is kept."""
    with world.app.app_context():
        return db.session.scalars(select(OutgoingMail)).one()
