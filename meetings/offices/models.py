"""Rows about who holds which office."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation


class OfficeHolding(Numbered, Base):
    """A State holds an office in a committee from a day until a day, which belongs to the next holder.

    A wrong row is revoked with a reason and never changed. A holder who leaves before the term is over keeps the row:
    `until` becomes the day of leaving, `planned_until` keeps what it was, `ended_because` says why. `is_interim` marks
    the President's State, which leads a committee that has nobody elected. `origin` says what wrote the row ("record",
    "hand", "closing" or "slate") and `origin_id` which one.
    """

    __tablename__ = "office_holdings"
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    role: Mapped[str] = mapped_column(String(40))
    committee_name: Mapped[str] = mapped_column(String(400), default="")
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    term: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
    is_interim: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    planned_until: Mapped[date | None] = mapped_column(Date)
    ended_because: Mapped[str | None] = mapped_column(String(400))
    origin: Mapped[str] = mapped_column(String(20), default="record", server_default="record")
    origin_id: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_because: Mapped[str | None] = mapped_column(String(400))
    committee: Mapped[Committee] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("until > since", name="ends_after_it_begins"),
        CheckConstraint("(planned_until IS NULL) = (ended_because IS NULL)", name="ended_with_a_reason"),
        CheckConstraint("planned_until IS NULL OR planned_until > until", name="ended_before_the_plan"),
        CheckConstraint("origin IN ('record', 'hand', 'closing', 'slate')", name="origin"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_because IS NULL)", name="revoked_with_a_reason"),
        Index("ix_office_holdings_until", "until"),
        Index("ix_office_holdings_committee_since", "committee_id", "since"),
        Index("ix_office_holdings_delegation_since", "delegation_id", "since"),
    )
