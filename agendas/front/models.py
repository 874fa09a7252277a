"""Rows about who is sent what has changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime


class ChangesSubscription(Numbered, Base):
    """A person is sent once a day what has changed, from a moment on. `sent_until` is how far the last mail reached."""

    __tablename__ = "changes_subscriptions"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), unique=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_until: Mapped[datetime] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship()
