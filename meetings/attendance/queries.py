"""What attendance answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select

from foundation.database import db
from meetings.attendance.models import AttendanceMark
from meetings.attendance.rules import Group, Value, group_of
from meetings.delegations.models import Delegation, DelegationName
from meetings.delegations.rules import FALLBACK_LANGUAGE, name_in_use
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


def anybody_present(session_id: int) -> bool:
    """Whether the newest mark of any delegation at this session is "present"."""
    return Value.PRESENT in marks_of(session_id).values()


def lock(session: Session) -> None:
    """Let nobody else mark this session until the transaction ends; SQLite has locked everything already."""
    db.session.scalar(select(Session.id).where(Session.id == session.id).with_for_update())


@dataclass(frozen=True)
class Listed:
    """A delegation as it stands on an attendance list: its number, and its name in the reader's language."""

    id: int
    name: str


def lists(language: str, day: date) -> dict[Group, list[Listed]]:
    """Every delegation in its class on this day, in the alphabetical order of the language. One statement.

    Columns and not rows of the classes: on SQLite a mark is stored while nobody else can write, and making hundreds of
    objects would take most of that time.
    """
    query = (
        select(
            Delegation.id,
            Delegation.kind,
            Delegation.party_since,
            Delegation.party_until,
            DelegationName.language,
            DelegationName.name,
            DelegationName.sort_key,
            DelegationName.since,
            DelegationName.until,
        )
        .join(Delegation.names)
        .where(DelegationName.language.in_({language, FALLBACK_LANGUAGE}))
        .order_by(Delegation.id)
    )
    by_delegation = groupby(db.session.execute(query), key=lambda row: row.id)
    in_use = [name_in_use(rows, language, day) for _, rows in by_delegation]
    found: dict[Group, list[Listed]] = {group: [] for group in Group}
    for row in sorted(in_use, key=lambda row: row.sort_key):
        found[group_of(row, day)].append(Listed(row.id, row.name))
    return {group: listed for group, listed in found.items() if listed}
