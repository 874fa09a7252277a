"""Rows of the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Numbered, UtcDateTime


class OutgoingMail(Numbered, Base):
    """A mail that waits, was sent, or was given up. Its text, which may hold a sign-in link, is kept while it waits."""

    __tablename__ = "outgoing_mails"
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    try_after: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(400))

    __table_args__ = (Index("ix_outgoing_mails_waiting", "sent_at", "given_up_at", "try_after"),)
