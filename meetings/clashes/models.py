"""Rows about the rules that a programme is checked by, and the days of a meeting on which nobody works."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.sessions.models import Meeting


class ProgrammeRule(Numbered, Base):
    """The level of a rule (error, warning, hint, off), or a number that it goes by, until another row replaces it."""

    __tablename__ = "programme_rules"
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(20))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    because: Mapped[str] = mapped_column(String(400), default="")
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    set_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        Index(
            "uq_programme_rules_standing",
            "key",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )


class FreeDay(Numbered, Base):
    """A day of a meeting on which nobody works where it is held, as a holiday, by its name there.

    `source` says where that is written. One that was recorded by mistake is revoked and never changed.
    """

    __tablename__ = "free_days"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    meeting: Mapped[Meeting] = relationship()
    recorded_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        Index(
            "uq_free_days_standing",
            "meeting_id",
            "day",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
