"""Rows about drafts of programmes, their entries, and each step that was taken on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.sessions.models import Meeting, Room


class ProgrammeDraft(Numbered, Base):
    """A programme of a meeting in the making; only the ISU sees it.

    `based_on` is the number of the release that it was begun from or last brought up to date with, None if the meeting
    had none. `version` counts every step. A draft that was put away stays on record.
    """

    __tablename__ = "programme_drafts"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    based_on: Mapped[int | None] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(20))
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship()
    created_by: Mapped[Account | None] = relationship()
    entries: Mapped[list[DraftEntry]] = relationship(
        back_populates="draft", order_by="DraftEntry.starts, DraftEntry.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("origin IN ('empty', 'record', 'release', 'meeting', 'draft', 'import')", name="origin"),
    )

    def touch(self, now: datetime) -> None:
        """Raise the version with the next flush, although the draft's own columns may stay as they are."""
        self.changed_at = now
        # Two steps may be taken at the same moment, and an unchanged row would keep its version.
        flag_modified(self, "changed_at")


class DraftEntry(Numbered, Base):
    """An entry of a draft; the columns are those of `sessions.entries.Entry`. Without `starts` it has no place yet."""

    __tablename__ = "draft_entries"
    draft_id: Mapped[int] = mapped_column(ForeignKey("programme_drafts.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int] = mapped_column(Integer)
    starts: Mapped[datetime | None] = mapped_column(DateTime)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    part: Mapped[str] = mapped_column(String(20), default="")
    track: Mapped[str] = mapped_column(String(80), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    seats: Mapped[int | None] = mapped_column(Integer)
    named: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    after: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    is_fixed: Mapped[bool] = mapped_column(Boolean, default=False)
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    cancelled_because: Mapped[str | None] = mapped_column(String(400))
    time_is_illustrative: Mapped[bool] = mapped_column(Boolean, default=False)
    day_is_illustrative: Mapped[bool] = mapped_column(Boolean, default=False)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer)
    draft: Mapped[ProgrammeDraft] = relationship(back_populates="entries")
    committee: Mapped[Committee | None] = relationship()
    room: Mapped[Room | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("draft_id", "uid"),
        CheckConstraint("kind IN ('plenary', 'group', 'side_event', 'break')", name="kind"),
        CheckConstraint("minutes BETWEEN 15 AND 480 AND minutes / 15 * 15 = minutes", name="minutes"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
    )


class DraftStep(Numbered, Base):
    """A step on a draft: what the entries it touched were before and after, by uid, None where there was none.

    A step that was undone names the step that undid it.
    """

    __tablename__ = "draft_steps"
    draft_id: Mapped[int] = mapped_column(ForeignKey("programme_drafts.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    deed: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_by: Mapped[int | None] = mapped_column(Integer)
    draft: Mapped[ProgrammeDraft] = relationship()
    taken_by: Mapped[Account | None] = relationship()

    __table_args__ = (UniqueConstraint("draft_id", "number"),)


class DraftReason(Numbered, Base):
    """Why a warning about a draft is accepted; it is printed in the note of the programme. `finding` is its key."""

    __tablename__ = "draft_reasons"
    draft_id: Mapped[int] = mapped_column(ForeignKey("programme_drafts.id", ondelete="CASCADE"))
    finding: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(400))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft: Mapped[ProgrammeDraft] = relationship()
    given_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        Index(
            "uq_draft_reasons_standing",
            "draft_id",
            "finding",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )
