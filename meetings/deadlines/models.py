"""Rows about deadlines: the offsets that they follow from, those of a meeting, and the reminders that were sent."""

from __future__ import annotations

from datetime import date, datetime

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
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime
from meetings.deadlines.rules import BEGINNINGS, PUBLIC, MeetingHasNoDays, days_of, due_on
from meetings.sessions.models import Meeting


class DeadlineRule(Numbered, Base):
    """A deadline that meetings of some kinds have, so many days before (negative) or after the day it counts from.

    `counts_from` is "opening" or "closing" of the meeting. `audience` says whom it concerns and who is reminded.
    `remind_days` are days before the deadline. The rules come from the reference table and may be changed by hand.
    """

    __tablename__ = "deadline_rules"
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    counts_from: Mapped[str] = mapped_column(String(10))
    days: Mapped[int] = mapped_column(Integer)
    audience: Mapped[str] = mapped_column(String(20))
    remind_days: Mapped[list[int]] = mapped_column(JSON, default=list)
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("counts_from IN ('opening', 'closing')", name="counts_from"),
        CheckConstraint("audience IN ('isu', 'officers', 'delegations', 'everybody')", name="audience"),
    )


class Deadline(Numbered, Base):
    """A deadline of a meeting: worked out from a rule and the meeting's days, or set by hand (`rule_id` None).

    `moved_because` says why people put it on another day than the rule gives; `planned_on` has the day that the rule
    gave when it was worked out last. `announced_on` keeps the last other day that everybody was told, whoever moved it
    from there, and None where nobody was told of another. `has_own_reminders` tells that people set other days of
    reminders than the rule's. `uid` is what calendars know it by. `done_at` tells that it was met, `dropped_because`
    that it does not apply.
    """

    __tablename__ = "deadlines"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("deadline_rules.id"))
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = mapped_column(Date)
    planned_on: Mapped[date | None] = mapped_column(Date)
    announced_on: Mapped[date | None] = mapped_column(Date)
    moved_because: Mapped[str | None] = mapped_column(String(400))
    audience: Mapped[str] = mapped_column(String(20))
    remind_days: Mapped[list[int]] = mapped_column(JSON, default=list)
    has_own_reminders: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    note: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_because: Mapped[str | None] = mapped_column(String(400))
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship()
    rule: Mapped[DeadlineRule | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("meeting_id", "rule_id"),
        Index("ix_deadlines_due", "due_on"),
        CheckConstraint("audience IN ('isu', 'officers', 'delegations', 'everybody')", name="audience"),
    )

    @property
    def is_met(self) -> bool:
        """Whether it was met."""
        return self.done_at is not None

    @property
    def is_dropped(self) -> bool:
        """Whether it was dropped."""
        return self.dropped_because is not None

    @property
    def is_public(self) -> bool:
        """Whether it concerns delegations, so that everybody may know it once the meeting is listed."""
        return self.audience in PUBLIC

    @property
    def is_beginning(self) -> bool:
        """Whether it is the first day of something, and no last day."""
        return self.rule is not None and self.rule.key in BEGINNINGS

    @property
    def follows(self) -> bool:
        """Whether it goes where its rule and the days of the meeting put it, since nobody put it elsewhere by hand."""
        return self.rule is not None and (self.moved_because is None or self.due_on == self.planned_on)

    @property
    def rule_gives(self) -> date | None:
        """The day that its rule gives now, None where it has none, or where the days of the meeting are not known."""
        if self.rule is None:
            return None
        try:
            return due_on(self.rule, days_of(self.meeting))
        except MeetingHasNoDays:
            return None

    @property
    def moved_from(self) -> date | None:
        """The day that everybody was told before, None where that is no other day than the present one."""
        return None if self.announced_on == self.due_on else self.announced_on


class DeadlineReminder(Numbered, Base):
    """A reminder of a deadline was sent for a day, to so many people."""

    __tablename__ = "deadline_reminders"
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    day: Mapped[date] = mapped_column(Date)
    people: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline: Mapped[Deadline] = relationship()

    __table_args__ = (UniqueConstraint("deadline_id", "day"),)
