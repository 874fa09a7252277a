"""Rows about the closing of a year: the day on which offices pass on, and the exceptions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation


class YearClosing(Numbered, Base):
    """The offices of one term passed on to the next on a day, as a preview had shown it (its hash is kept).

    A closing that was undone keeps its row; of those that were not, there is one for each day.
    """

    __tablename__ = "year_closings"
    term: Mapped[str] = mapped_column(String(40))
    next_term: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    preview_sha256: Mapped[str] = mapped_column(String(64))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_because: Mapped[str | None] = mapped_column(String(400))
    version: Mapped[int] = mapped_column(Integer)
    done_by: Mapped[Account | None] = relationship()
    exceptions: Mapped[list[ClosingException]] = relationship(
        back_populates="closing", order_by="ClosingException.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("until > since", name="ends_after_it_begins"),
        CheckConstraint("(undone_at IS NULL) = (undone_because IS NULL)", name="undone_with_a_reason"),
        Index(
            "uq_year_closings_standing",
            "since",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )


class ClosingException(Numbered, Base):
    """A State for which the closing did not follow the scheme: it stays, stops, moves to another committee, or holds
    the office to which the scheme leads beside another.
    """

    __tablename__ = "closing_exceptions"
    closing_id: Mapped[int] = mapped_column(ForeignKey("year_closings.id"), index=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    role: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    to_committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    to_role: Mapped[str | None] = mapped_column(String(40))
    because: Mapped[str] = mapped_column(String(400))
    closing: Mapped[YearClosing] = relationship(back_populates="exceptions")
    committee: Mapped[Committee] = relationship(foreign_keys=committee_id)
    to_committee: Mapped[Committee | None] = relationship(foreign_keys=to_committee_id)
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (
        CheckConstraint("kind IN ('stays', 'stops', 'moves', 'beside')", name="kind"),
        CheckConstraint("(kind = 'moves') = (to_committee_id IS NOT NULL)", name="moves_somewhere"),
    )
