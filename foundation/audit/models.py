"""Rows of the audit log and of the record's number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from foundation import wording
from foundation.database import Base, Numbered, UtcDateTime


class AuditEntry(Numbered, Base):
    """One deed. `facts` fill the places of its sentence; `title` and `address` say what it was done to.

    `is_public` entries appear under "Changes", without the name of the person.
    """

    __tablename__ = "audit_entries"
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(400))
    address: Mapped[str] = mapped_column(String(400))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_public: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_kind", "subject_id", "id"),
        Index("ix_audit_entries_public", "is_public", "id"),
    )

    @property
    def sentence(self) -> str:
        """The deed as a sentence in the reader's language."""
        return wording.deed(self.action, {"actor": self.actor_name, "title": self.title, **self.facts})

    @property
    def public_sentence(self) -> str:
        """A public deed as a sentence that names no person."""
        return wording.public_deed(self.action, {"title": self.title, **self.facts})


class RecordNumber(Numbered, Base):
    """How often the record has changed. One row, made by the first migration."""

    __tablename__ = "record_number"
    number: Mapped[int] = mapped_column(Integer)


class AuditIsAppendOnly(Exception):
    """Somebody tried to change or delete an entry."""


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse_change(*_arguments: Any) -> None:
    raise AuditIsAppendOnly
