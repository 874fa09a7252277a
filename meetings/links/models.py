"""Rows about the links by which a delegation sees its own pages without signing in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.delegations.models import Delegation


class DelegationLink(Numbered, Base):
    """A link to what concerns one delegation: its day, its calendar, its wishes. Whoever has it needs no account.

    Only the hash of the secret is kept. `note` tells who has the link ("the capital"). `email` is the holder's address,
    if one was said: as long as the link is open, what changes for the delegation goes there, in `language`. A revoked
    one opens nothing.
    """

    __tablename__ = "delegation_links"
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10), default="en", server_default="en")
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    delegation: Mapped[Delegation] = relationship()
    given_by: Mapped[Account | None] = relationship(foreign_keys=[given_by_id])
    revoked_by: Mapped[Account | None] = relationship(foreign_keys=[revoked_by_id])

    __table_args__ = (CheckConstraint("revoked_by_id IS NULL OR revoked_at IS NOT NULL", name="revoked"),)

    @property
    def is_open(self) -> bool:
        """Whether the link opens anything."""
        return self.revoked_at is None
