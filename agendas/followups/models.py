"""Rows about follow-ups: what a committee asked somebody to do, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.sessions.models import Session


class FollowUp(Numbered, Base):
    """A task with an owner. It is open until it is closed with a word on what became of it; it may be reopened.

    An owner is a delegation, or the ISU where `delegation_id` is None.
    """

    __tablename__ = "follow_ups"
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegations.id"))
    task: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_note: Mapped[str | None] = mapped_column(String(400))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    committee: Mapped[Committee] = relationship()
    session: Mapped[Session | None] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    recorded_by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_note IS NULL)", name="closed_with_a_word"),
        Index("ix_follow_ups_committee", "committee_id", "closed_at"),
    )
