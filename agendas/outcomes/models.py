"""Rows about the Co-Chairs' summaries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from foundation.database import Base, Numbered, UtcDateTime
from meetings.sessions.models import Session


class Outcome(Numbered, Base):
    """The summary of one session, drafted by its Chair or Co-Chairs, then issued and the same for ever."""

    __tablename__ = "outcomes"
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    original_language: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    session: Mapped[Session] = relationship()
    texts: Mapped[list[OutcomeText]] = relationship(
        back_populates="outcome", order_by="OutcomeText.id", cascade="all, delete-orphan"
    )
    editions: Mapped[list[OutcomeEdition]] = relationship(back_populates="outcome", order_by="OutcomeEdition.language")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (CheckConstraint("state IN ('draft', 'issued')", name="state"),)

    def mark_changed(self) -> None:
        """Raise the version with what is stored next, also where only a text has changed."""
        flag_modified(self, "state")


class OutcomeText(Numbered, Base):
    """What the Co-Chairs wrote, in one language: a title and the text, a blank line between paragraphs."""

    __tablename__ = "outcome_texts"
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcomes.id"))
    language: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[Outcome] = relationship(back_populates="texts")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (UniqueConstraint("outcome_id", "language"),)


class OutcomeEdition(Numbered, Base):
    """The issued summary in one language: its content frozen with its hash, then the PDF made from it.

    `pdf_sha256` is None until the job has made the file; after that nothing in the row changes any more.
    """

    __tablename__ = "outcome_editions"
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcomes.id"))
    language: Mapped[str] = mapped_column(String(8))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_sha256: Mapped[str] = mapped_column(String(64))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    pdf_size: Mapped[int | None] = mapped_column(Integer)
    pdf_pages: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[Outcome] = relationship(back_populates="editions")

    __table_args__ = (UniqueConstraint("outcome_id", "language"),)
