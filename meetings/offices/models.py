"""Rows about who holds which office."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation


class OfficeHolding(Numbered, Base):
    """A State holds an office in a committee from a day until a day, which belongs to the next holder.

    A wrong row is revoked with a reason and never changed.
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
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_because: Mapped[str | None] = mapped_column(String(400))
    committee: Mapped[Committee] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (
        CheckConstraint("until > since", name="ends_after_it_begins"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_because IS NULL)", name="revoked_with_a_reason"),
        Index("ix_office_holdings_until", "until"),
        Index("ix_office_holdings_committee_since", "committee_id", "since"),
        Index("ix_office_holdings_delegation_since", "delegation_id", "since"),
    )
