"""Rows about meetings, their rooms and their sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, DateTime, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.clock import zone_info
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee


class Meeting(Numbered, Base):
    """A week or conference with sessions, or one that the record only mentions.

    Days are None where the source gives a month alone; `dates_text` keeps what it prints. `is_listed` meetings are
    shown to everybody; a meeting that is being set up is not.
    """

    __tablename__ = "meetings"
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    dates_text: Mapped[str] = mapped_column(String(100), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    venue: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Zurich")
    president: Mapped[str] = mapped_column(String(200), default="")
    states_attending: Mapped[str] = mapped_column(String(60), default="")
    delegates: Mapped[str] = mapped_column(String(60), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    confidence: Mapped[str] = mapped_column(String(10), default="")
    is_listed: Mapped[bool] = mapped_column(Boolean, default=True)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    rooms: Mapped[list[Room]] = relationship(back_populates="meeting", order_by="Room.name")
    sessions: Mapped[list[Session]] = relationship(back_populates="meeting", order_by="Session.starts_utc, Session.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_begins"),)


class Room(Numbered, Base):
    """A room of a meeting. `seats` is None when it is not known; so is `languages`, those that it has booths for."""

    __tablename__ = "rooms"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int | None] = mapped_column(Integer)
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship(back_populates="rooms")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("uq_rooms_meeting_name", "meeting_id", "name_key", unique=True),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
    )


class Slot(Numbered, Base):
    """A stretch of a meeting's day in which sessions are planned, in wall time of the meeting's zone.

    `languages` are those that are interpreted in it, None where that is not known. Slots of a meeting do not overlap.
    """

    __tablename__ = "slots"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    starts: Mapped[datetime] = mapped_column(DateTime)
    ends: Mapped[datetime] = mapped_column(DateTime)
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("uq_slots_meeting_starts", "meeting_id", "starts", unique=True),
        CheckConstraint("ends > starts", name="ends_after_it_begins"),
    )


class Session(Numbered, Base):
    """A sitting of a committee: wall time in a zone, from which the UTC columns are derived.

    `kind` is one of `entries.SITTINGS`; `track` names the strand of the programme that it belongs to, if any. `named`
    holds pairs of a delegation's key and why it is named in the programme (`entries.NamedAs`); `seats` is the number of
    people expected, None if unknown.

    `uid` and `sequence` are what subscribed calendars know it by. `time_is_illustrative` marks a clock time (and
    `day_is_illustrative` a day) that no source gives. `previous_starts` keeps the last announced start of a moved one.
    """

    __tablename__ = "sessions"
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    part: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(20), default="plenary", server_default="plenary")
    track: Mapped[str] = mapped_column(String(80), default="", server_default="")
    named: Mapped[list[list[str]]] = mapped_column(JSON, default=list, server_default="[]")
    seats: Mapped[int | None] = mapped_column(Integer)
    starts: Mapped[datetime] = mapped_column(DateTime)
    ends: Mapped[datetime] = mapped_column(DateTime)
    zone: Mapped[str] = mapped_column(String(60))
    starts_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    time_is_illustrative: Mapped[bool] = mapped_column(Boolean, default=False)
    day_is_illustrative: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(20), default="tentative")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    previous_starts: Mapped[datetime | None] = mapped_column(DateTime)
    cancelled_because: Mapped[str | None] = mapped_column(String(400))
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    meeting: Mapped[Meeting] = relationship(back_populates="sessions")
    committee: Mapped[Committee | None] = relationship()
    room: Mapped[Room | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("ends > starts", name="ends_after_it_begins"),
        CheckConstraint("state IN ('tentative', 'confirmed', 'cancelled')", name="state"),
        CheckConstraint("kind IN ('plenary', 'group', 'side_event')", name="kind"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        CheckConstraint("(state = 'cancelled') = (cancelled_because IS NOT NULL)", name="cancelled_with_a_reason"),
        Index("ix_sessions_meeting_starts", "meeting_id", "starts_utc"),
        Index("ix_sessions_starts", "starts_utc"),
    )

    @property
    def start(self) -> datetime:
        """The start as an aware moment in the session's own zone, as pages show it."""
        return self.starts.replace(tzinfo=zone_info(self.zone))

    @property
    def end(self) -> datetime:
        """The end as an aware moment in the session's own zone."""
        return self.ends.replace(tzinfo=zone_info(self.zone))

    @property
    def previous_start(self) -> datetime | None:
        """The start that was announced before a move, aware; None where people know of no other."""
        if self.previous_starts is None or self.previous_starts == self.starts:
            return None
        return self.previous_starts.replace(tzinfo=zone_info(self.zone))
