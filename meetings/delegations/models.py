"""Rows about delegations, their names and the people who belong to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime

_PARTY_STANDS = text("kind = 'party' AND revoked_at IS NULL")


class Delegation(Numbered, Base):
    """A State or an organization that takes part.

    `affected` and the other marks are True, False or None for unknown. A State Party is one from `party_since` on
    (the day on which the Convention entered into force for it), until `party_until` if it withdraws (None: it has not).
    Where the ISU recorded that, it stands as a fact of kind "party" with its source, and these columns repeat it.
    """

    __tablename__ = "delegations"
    key: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str | None] = mapped_column(String(20))
    consent_type: Mapped[str | None] = mapped_column(String(40))
    deposited_on: Mapped[date | None] = mapped_column(Date)
    party_since: Mapped[date | None] = mapped_column(Date)
    party_until: Mapped[date | None] = mapped_column(Date)
    regional_group: Mapped[str | None] = mapped_column(String(60))
    affected: Mapped[bool | None] = mapped_column(Boolean)
    survivors: Mapped[bool | None] = mapped_column(Boolean)
    least_developed: Mapped[bool | None] = mapped_column(Boolean)
    small_island: Mapped[bool | None] = mapped_column(Boolean)
    un_member: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    names: Mapped[list[DelegationName]] = relationship(
        back_populates="delegation", order_by="DelegationName.id", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (CheckConstraint("kind IN ('state', 'organization')", name="kind"),)


class DelegationName(Numbered, Base):
    """A delegation's name in one language, from a day (None: from the first record) to a day, not included."""

    __tablename__ = "delegation_names"
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(400))
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    delegation: Mapped[Delegation] = relationship(back_populates="names")

    __table_args__ = (
        UniqueConstraint("delegation_id", "language", "since"),
        CheckConstraint("until IS NULL OR since IS NULL OR until > since", name="ends_after_it_begins"),
    )


class DelegationFact(Numbered, Base):
    """Something about a State that rotation weighs, from a day (None: from the first record) to a day, not included.

    `kind` "donor": the State is one. `kind` "mission": `number` people work in its mission in Geneva. `kind` "party":
    the Convention is in force for it, where the ISU recorded that beside the reference table. A wrong row is revoked
    and never changed; where no row covers a day, the answer is unknown for a mission, and no for a donor.
    """

    __tablename__ = "delegation_facts"
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int | None] = mapped_column(Integer)
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (
        CheckConstraint("kind IN ('donor', 'mission', 'party')", name="kind"),
        CheckConstraint("(kind = 'mission') = (number IS NOT NULL)", name="number_of_a_mission"),
        CheckConstraint("number IS NULL OR number > 0", name="number"),
        CheckConstraint("until IS NULL OR since IS NULL OR until > since", name="ends_after_it_begins"),
        Index(
            "uq_delegation_facts_party",
            "delegation_id",
            unique=True,
            sqlite_where=_PARTY_STANDS,
            postgresql_where=_PARTY_STANDS,
        ),
    )


class Delegate(Numbered, Base):
    """A person belongs to a delegation from a moment until a moment, not included (None: still does).

    `acts_in_office` marks the person who acts for the State in the offices that it holds; `is_focal_point` the one who
    names that person. Of a person's rows one at most is without an end.
    """

    __tablename__ = "delegates"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acts_in_office: Mapped[bool] = mapped_column(Boolean, default=False)
    is_focal_point: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    account: Mapped[Account] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (
        Index("ix_delegates_account", "account_id", "since"),
        Index(
            "uq_delegates_present",
            "account_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),
    )
