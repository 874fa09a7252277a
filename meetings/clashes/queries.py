"""What the record answers about the rules of programmes, and about what they are checked against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.database import db
from meetings.clashes.levels import Settings
from meetings.clashes.models import FreeDay, ProgrammeRule
from meetings.clashes.settings import settings_of
from meetings.committees.models import Committee
from meetings.sessions.models import Meeting

_IS, _NEXT = "=", ";"
"""No key and no value has either of these."""


def settings() -> Settings:
    """The rules in force: their levels and numbers. One statement."""
    query = select(ProgrammeRule.key, ProgrammeRule.value).where(ProgrammeRule.replaced_at.is_(None))
    return settings_of({row.key: row.value for row in db.session.execute(query)})


def standing_rules() -> Sequence[ProgrammeRule]:
    """The rules that somebody set, as they hold now, with who set them."""
    query = select(ProgrammeRule).where(ProgrammeRule.replaced_at.is_(None)).options(joinedload(ProgrammeRule.set_by))
    return db.session.scalars(query.order_by(ProgrammeRule.key)).all()


def standing_rule(key: str) -> ProgrammeRule | None:
    """The setting of this rule that holds, as it is stored now; locked until the end of a transaction that writes."""
    query = select(ProgrammeRule).where(ProgrammeRule.key == key, ProgrammeRule.replaced_at.is_(None))
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def settings_so_far(key: str) -> Sequence[ProgrammeRule]:
    """Every setting of this rule, the newest first, with who set it."""
    query = select(ProgrammeRule).where(ProgrammeRule.key == key).options(joinedload(ProgrammeRule.set_by))
    return db.session.scalars(query.order_by(ProgrammeRule.id.desc())).all()


def free_days(meeting_id: int) -> Sequence[FreeDay]:
    """The free days of a meeting, in order, with who recorded them. Revoked ones are left out."""
    query = select(FreeDay).where(FreeDay.meeting_id == meeting_id, FreeDay.revoked_at.is_(None))
    return db.session.scalars(query.options(joinedload(FreeDay.recorded_by)).order_by(FreeDay.day)).all()


def free_day(slug: str, free_day_id: int) -> FreeDay | None:
    """The free day with this number, with its meeting, if it is one of the meeting with this short name."""
    query = select(FreeDay).join(FreeDay.meeting).where(FreeDay.id == free_day_id, Meeting.slug == slug)
    return db.session.scalar(query.options(contains_eager(FreeDay.meeting)))


def names_of_free_days(meeting_id: int) -> dict[date, str]:
    """The names of a meeting's free days, by day. One statement."""
    query = select(FreeDay.day, FreeDay.name).where(FreeDay.meeting_id == meeting_id, FreeDay.revoked_at.is_(None))
    return {row.day: row.name for row in db.session.execute(query.order_by(FreeDay.day))}


def committees_numbered(committee_ids: Collection[int]) -> dict[int, Committee]:
    """The committees with these numbers, by number. One statement, or none."""
    if not committee_ids:
        return {}
    found = db.session.scalars(select(Committee).where(Committee.id.in_(committee_ids)))
    return {committee.id: committee for committee in found}


def settings_as_text() -> ColumnElement[str | None]:
    """The rules that somebody set, as one column of a statement about something else, for `settings_from_text`."""
    pair = ProgrammeRule.key + _IS + ProgrammeRule.value
    query = select(func.aggregate_strings(pair, _NEXT)).where(ProgrammeRule.replaced_at.is_(None))
    return query.scalar_subquery()


def settings_from_text(text: str | None) -> Settings:
    """The rules in force, from what `settings_as_text` gave."""
    return settings_of(dict(pair.split(_IS, 1) for pair in text.split(_NEXT)) if text else {})
