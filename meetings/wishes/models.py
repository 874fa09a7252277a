"""Rows about who comes to a meeting with how many people, and what a delegation says that it wishes to attend."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.sessions.models import Meeting

_BY = "said_by IN ('isu', 'delegation', 'link')"


class Participation(Numbered, Base):
    """A delegation comes to a meeting with so many people who can sit in a session, or does not come (0).

    Where there is no row nobody said anything: one person is assumed, and every figure made of that says so. `version`
    counts every change of the delegation's wishes for the meeting too.
    """

    __tablename__ = "participations"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    people: Mapped[int | None] = mapped_column(Integer)
    said_by: Mapped[str] = mapped_column(String(20))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship()
    delegation: Mapped[Delegation] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("uq_participations", "meeting_id", "delegation_id", unique=True),
        CheckConstraint("people IS NULL OR people BETWEEN 0 AND 500", name="people"),
        CheckConstraint(_BY, name="said_by"),
    )

    def mark_changed(self) -> None:
        """Raise the version with what is stored next, also where only a wish has changed."""
        flag_modified(self, "said_at")


class Wish(Numbered, Base):
    """What a delegation, or the ISU for it, says about a committee's sessions or about one session of a meeting.

    `weight` is 3 (must), 2 (should), 1 (may) or 0 (not at all). It replaces what follows from the records. `uid` is the
    session's, which lasts through drafts and releases.
    """

    __tablename__ = "wishes"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    uid: Mapped[str | None] = mapped_column(String(36))
    weight: Mapped[int] = mapped_column(Integer)
    said_by: Mapped[str] = mapped_column(String(20))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delegation: Mapped[Delegation] = relationship()
    committee: Mapped[Committee | None] = relationship()

    __table_args__ = (
        CheckConstraint("(committee_id IS NULL) <> (uid IS NULL)", name="about_one"),
        CheckConstraint("weight BETWEEN 0 AND 3", name="weight"),
        CheckConstraint(_BY, name="said_by"),
        Index(
            "uq_wishes_committee",
            "meeting_id",
            "delegation_id",
            "committee_id",
            unique=True,
            sqlite_where=text("committee_id IS NOT NULL"),
            postgresql_where=text("committee_id IS NOT NULL"),
        ),
        Index(
            "uq_wishes_session",
            "meeting_id",
            "delegation_id",
            "uid",
            unique=True,
            sqlite_where=text("uid IS NOT NULL"),
            postgresql_where=text("uid IS NOT NULL"),
        ),
    )
