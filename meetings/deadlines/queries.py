"""What the record answers about deadlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.audit.models import AuditEntry
from foundation.clock import home_day
from foundation.database import db
from meetings.deadlines.models import Deadline, DeadlineReminder, DeadlineRule
from meetings.deadlines.rules import EARLIEST_REMINDER, PROGRAMME_PUBLIC, day_to_remind
from meetings.releases import queries as releases
from meetings.sessions.models import Meeting


def offsets() -> Sequence[DeadlineRule]:
    """Every offset on record, the earliest first."""
    return db.session.scalars(
        select(DeadlineRule).order_by(DeadlineRule.counts_from.desc(), DeadlineRule.days, DeadlineRule.id)
    ).all()


def offset(key: str) -> DeadlineRule | None:
    """The offset with this key."""
    return db.session.scalar(select(DeadlineRule).where(DeadlineRule.key == key))


def offsets_by_key() -> dict[str, DeadlineRule]:
    """Every offset by its key."""
    return {found.key: found for found in db.session.scalars(select(DeadlineRule))}


def ids_edited(action: str) -> frozenset[int]:
    """The numbers of the offsets to which people did this deed."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_kind == DeadlineRule.__tablename__, AuditEntry.action == action
    )
    return frozenset(db.session.scalars(query))


def deadline(slug: str, deadline_id: int) -> Deadline | None:
    """The deadline with this number, if it belongs to the meeting with this short name."""
    query = select(Deadline).join(Deadline.meeting).where(Meeting.slug == slug, Deadline.id == deadline_id)
    return db.session.scalar(query.options(contains_eager(Deadline.meeting), joinedload(Deadline.rule)))


def deadlines(meeting_id: int, audiences: Collection[str] | None = None) -> Sequence[Deadline]:
    """The deadlines of a meeting by day: all of them, or those of some audiences. One statement."""
    query = select(Deadline).where(Deadline.meeting_id == meeting_id).options(joinedload(Deadline.rule))
    if audiences is not None:
        query = query.where(Deadline.audience.in_(audiences))
    return db.session.scalars(query.order_by(Deadline.due_on, Deadline.id)).all()


def done_on(meeting: Meeting, among: Iterable[Deadline]) -> dict[int, date]:
    """When that was done which deadlines are about, by their numbers, as far as the record itself tells.

    It tells since when everybody has the programme, which needs a release and a meeting that is listed. Two statements
    where such a deadline is among these, else none.
    """
    found = [one.id for one in among if one.rule is not None and one.rule.key == PROGRAMME_PUBLIC]
    if not found or not meeting.is_listed or (released := releases.first_released_at(meeting.id)) is None:
        return {}
    listed = db.session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.subject_kind == Meeting.__tablename__,
            AuditEntry.subject_id == meeting.id,
            AuditEntry.action == "meeting:list",
        )
    )
    return dict.fromkeys(found, home_day(released if listed is None else max(released, listed)))


def to_remind(day: date) -> list[tuple[int, str]]:
    """The deadlines of which people are to be reminded on a day: their numbers and their meetings' short names.

    They are neither met nor dropped nor past, and for none of their days of reminders that have come anybody was
    reminded. Two statements.
    """
    query = select(Deadline.id, Deadline.due_on, Deadline.remind_days, Meeting.slug).join(Deadline.meeting)
    query = query.where(
        Deadline.due_on.between(day, day + timedelta(days=EARLIEST_REMINDER)),
        Deadline.done_at.is_(None),
        Deadline.dropped_because.is_(None),
    )
    found = db.session.execute(query.order_by(Deadline.due_on, Deadline.id)).all()
    reminded = _days_reminded_of([row.id for row in found])
    return [
        (row.id, row.slug)
        for row in found
        if day_to_remind(row.due_on, row.remind_days, day, reminded.get(row.id, ())) is not None
    ]


def locked(deadline_id: int) -> Deadline:
    """This deadline as stored now, so that of two who remind at once one waits and then finds nothing to do."""
    query = select(Deadline).where(Deadline.id == deadline_id).with_for_update(of=Deadline)
    query = query.options(joinedload(Deadline.meeting), joinedload(Deadline.rule))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def days_reminded(deadline_id: int) -> Collection[date]:
    """For which days people were reminded of a deadline."""
    return _days_reminded_of([deadline_id]).get(deadline_id, ())


def reminders(meeting_id: int) -> dict[int, date]:
    """The newest day for which people were reminded, by the deadline's number, in a meeting. One statement."""
    query = select(DeadlineReminder.deadline_id, DeadlineReminder.day).join(DeadlineReminder.deadline)
    rows = db.session.execute(query.where(Deadline.meeting_id == meeting_id).order_by(DeadlineReminder.day))
    return {row.deadline_id: row.day for row in rows}


def _days_reminded_of(deadline_ids: Collection[int]) -> dict[int, list[date]]:
    """For which days people were reminded of these deadlines, by their numbers."""
    query = select(DeadlineReminder.deadline_id, DeadlineReminder.day)
    found: dict[int, list[date]] = {}
    for number, day in db.session.execute(query.where(DeadlineReminder.deadline_id.in_(deadline_ids))):
        found.setdefault(number, []).append(day)
    return found
