"""Rows about who was in the room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime
from meetings.delegations.models import Delegation
from meetings.sessions.models import Session


class AttendanceMark(Numbered, Base):
    """What was seen of a delegation at a session at a moment. The newest mark holds; older ones stay.

    A delegation without a mark is unknown, which is never the same as absent.
    """

    __tablename__ = "attendance_marks"
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    value: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    session: Mapped[Session] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (
        CheckConstraint("value IN ('present', 'absent', 'excused', 'unknown')", name="value"),
        Index("ix_attendance_marks_newest", "session_id", "delegation_id", "id"),
    )
