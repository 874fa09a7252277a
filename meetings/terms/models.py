"""Rows about schemes: which offices a committee has, and which of them follows which."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee


class Scheme(Numbered, Base):
    """The offices of a committee from a day (the closing day of a meeting) until a day, not included (None: still).

    A scheme that was entered by mistake is revoked with a reason; one that no longer holds gets an end. `origin` says
    whether the reference table gave it ("record") or an officer set or ended it ("hand"), so that reloading the table
    leaves it alone. A scheme that was set while another held ends that one: `cut_id` is the other's number and
    `cut_until` the end that it had, which it gets back if this one is revoked.
    """

    __tablename__ = "schemes"
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(20), default="record")
    cut_id: Mapped[int | None] = mapped_column(ForeignKey("schemes.id"))
    cut_until: Mapped[date | None] = mapped_column(Date)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_because: Mapped[str | None] = mapped_column(String(400))
    version: Mapped[int] = mapped_column(Integer)
    committee: Mapped[Committee] = relationship()
    roles: Mapped[list[SchemeRole]] = relationship(
        back_populates="scheme", order_by="SchemeRole.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_because IS NULL)", name="revoked_with_a_reason"),
        CheckConstraint("origin IN ('record', 'hand')", name="origin"),
        CheckConstraint("cut_id IS NOT NULL OR cut_until IS NULL", name="cut_another"),
        Index("ix_schemes_committee_since", "committee_id", "since"),
    )

    @property
    def committee_key(self) -> str:
        """The key of the committee whose offices these are."""
        return self.committee.key


class SchemeRole(Numbered, Base):
    """A role in a scheme: so many seats, for so many terms, and the role from which its holders come by succession.

    `is_staggered` marks a role of which a part of the seats falls vacant each term.
    """

    __tablename__ = "scheme_roles"
    scheme_id: Mapped[int] = mapped_column(ForeignKey("schemes.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(String(40))
    seats: Mapped[int] = mapped_column(Integer)
    terms: Mapped[int] = mapped_column(Integer, default=1)
    is_staggered: Mapped[bool] = mapped_column(Boolean, default=False)
    succeeds: Mapped[str | None] = mapped_column(String(40))
    scheme: Mapped[Scheme] = relationship(back_populates="roles")

    __table_args__ = (
        UniqueConstraint("scheme_id", "role"),
        CheckConstraint("seats BETWEEN 1 AND 20", name="seats"),
        CheckConstraint("terms BETWEEN 1 AND 4", name="terms"),
        CheckConstraint("succeeds IS NULL OR succeeds <> role", name="no_role_succeeds_itself"),
    )
