"""Rows about rotation: the rules in force, the proposals that were asked for, and their slates with every step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.delegations.models import Delegation
from meetings.sessions.models import Meeting


class RuleSetting(Numbered, Base):
    """The level of a rule, or its number, from a moment until another setting replaces it."""

    __tablename__ = "rotation_rules"
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(20))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    because: Mapped[str] = mapped_column(String(400), default="")
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    set_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        Index(
            "uq_rotation_rules_standing",
            "key",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )


class Proposal(Numbered, Base):
    """A question that was put to the solver, whole and frozen: asked again, it gives the same slates.

    `problem`, `answer` and the slates' contents are in the format of the command `rotation propose`. A trial only shows
    what would follow if a State declined: its slate goes nowhere. A term is known by its first day, `since`: two may
    end in one `year`.
    """

    __tablename__ = "proposals"
    term: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    seed: Mapped[str] = mapped_column(String(80))
    problem: Mapped[dict[str, Any]] = mapped_column(JSON)
    problem_sha256: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    is_trial: Mapped[bool] = mapped_column(Boolean, default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    asked_by: Mapped[Account | None] = relationship()
    slates: Mapped[list[Slate]] = relationship(back_populates="proposal", order_by="Slate.number")

    __table_args__ = (Index("ix_proposals_since", "since", "id"),)


def _one_for_each_term(state: str) -> Index:
    condition = text(f"state = '{state}'")
    return Index(f"uq_slates_{state}", "since", unique=True, sqlite_where=condition, postgresql_where=condition)


class Slate(Numbered, Base):
    """One of a proposal's slates: who would hold which office. Its content is frozen; its state moves on."""

    __tablename__ = "slates"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20), default="draft")
    since: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
    proposal: Mapped[Proposal] = relationship(back_populates="slates")
    steps: Mapped[list[SlateStep]] = relationship(
        back_populates="slate", order_by="SlateStep.id", foreign_keys="SlateStep.slate_id"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("state IN ('draft', 'with_president', 'announced', 'decided', 'set_aside')", name="state"),
        _one_for_each_term("with_president"),
        _one_for_each_term("announced"),
        _one_for_each_term("decided"),
    )

    @property
    def name(self) -> str:
        """What the slate is called: the number of its question and its own ("12-2")."""
        return f"{self.proposal_id}-{self.number}"

    @property
    def is_out(self) -> bool:
        """Whether the slate was ever announced or decided, so that everybody may see it."""
        return any(step.state in ("announced", "decided") for step in self.steps)


class SlateStep(Numbered, Base):
    """A slate moved on: to which state, when, by whom, with the hash of what it said then. Never changed.

    `instead` is the slate that was handed to the President in its place, where that set it aside.
    """

    __tablename__ = "slate_steps"
    slate_id: Mapped[int] = mapped_column(ForeignKey("slates.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    instead_id: Mapped[int | None] = mapped_column(ForeignKey("slates.id"))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    slate: Mapped[Slate] = relationship(back_populates="steps", foreign_keys=[slate_id])
    instead: Mapped[Slate | None] = relationship(foreign_keys=[instead_id])
    meeting: Mapped[Meeting | None] = relationship()
    taken_by: Mapped[Account | None] = relationship()


class Decline(Numbered, Base):
    """A State on a slate declined. `proposal_id` is the proposal that mends the slate, once it was asked for."""

    __tablename__ = "slate_declines"
    slate_id: Mapped[int] = mapped_column(ForeignKey("slates.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    slate: Mapped[Slate] = relationship()
    delegation: Mapped[Delegation] = relationship()
    recorded_by: Mapped[Account | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()

    __table_args__ = (UniqueConstraint("slate_id", "delegation_id"),)
