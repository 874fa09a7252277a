"""Rows about releases of programmes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.delegations.models import Delegation
from meetings.sessions.models import Meeting


class Release(Numbered, Base):
    """A programme as it was issued: its entries (`sessions.entries.as_plain`), with their hash; frozen.

    `changes` tells what changed since the release before, `reasons` why warnings were released all the same. `origin`
    is "draft" where a draft was released, "change" where a single session was changed, cancelled or restored after the
    first release; `draft_id` is the number of the draft. Who issued it is in the audit trail and here.
    """

    __tablename__ = "releases"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(String(20))
    draft_id: Mapped[int | None] = mapped_column(Integer)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    meeting: Mapped[Meeting] = relationship()
    released_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("origin IN ('draft', 'change')", name="origin"),
    )


class ReleaseMail(Numbered, Base):
    """A delegation was sent what a release changes for it, once."""

    __tablename__ = "release_mails"
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    people: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    release: Mapped[Release] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __table_args__ = (UniqueConstraint("release_id", "delegation_id"),)


class ReleaseTold(Numbered, Base):
    """There is nothing left to tell of a release: whoever was to be sent what it changes was.

    `told_at` is None where it was passed over: nobody could see the meeting, and a newer release is told instead.
    """

    __tablename__ = "releases_told"
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), unique=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    release: Mapped[Release] = relationship()
