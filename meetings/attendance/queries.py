"""What attendance answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from foundation.database import db
from meetings.attendance.models import AttendanceMark
from meetings.attendance.rules import Group, Value, group_of
from meetings.delegations import queries as delegations
from meetings.sessions.models import Session


def marks_of(session_id: int) -> dict[int, Value]:
    """The newest mark of each delegation that has one at this session, in one statement."""
    newest = (
        select(func.max(AttendanceMark.id))
        .where(AttendanceMark.session_id == session_id)
        .group_by(AttendanceMark.delegation_id)
    )
    rows = db.session.execute(
        select(AttendanceMark.delegation_id, AttendanceMark.value).where(AttendanceMark.id.in_(newest))
    )
    return {delegation_id: Value(value) for delegation_id, value in rows}


def lock(session: Session) -> None:
    """Let nobody else mark this session until the transaction ends; SQLite has locked everything already."""
    db.session.scalar(select(Session.id).where(Session.id == session.id).with_for_update())


@dataclass(frozen=True)
class Listed:
    """A delegation as it stands on an attendance list: its number, and its name in the reader's language."""

    id: int
    name: str


def lists(language: str, day: date) -> dict[Group, list[Listed]]:
    """Every delegation in its class on this day, in the alphabetical order of the language. One statement."""
    found: dict[Group, list[Listed]] = {group: [] for group in Group}
    for delegation in delegations.all_delegations(language, day):
        name = delegations.name_of(delegation, language, day)
        found[group_of(delegation, day)].append(Listed(delegation.id, name))
    return {group: listed for group, listed in found.items() if listed}
