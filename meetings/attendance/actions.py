"""Marking who is in the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from foundation import audit
from foundation.clock import utc_to_wall
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.attendance import queries, rules
from meetings.attendance.models import AttendanceMark
from meetings.attendance.rules import Change
from meetings.sessions.models import Session


def mark(session: Session, changes: Sequence[Change], *, address: str, actor: Actor, now: datetime) -> int:
    """Store what was seen, as new rows; return how many marks changed.

    Raises TooEarlyToMark, SessionIsCancelled; EditConflict with the clashes if somebody else marked the same
    delegations differently since the page was opened, in which case nothing is stored.
    """
    today = utc_to_wall(now, session.zone).date()
    rules.check_may_mark(session.starts.date(), today, session.state == "cancelled")
    queries.lock(session)
    wanted, clashes = rules.sort_changes(changes, queries.marks_of(session.id))
    if clashes:
        raise EditConflict(clashes=clashes)
    for change in wanted:
        db.session.add(
            AttendanceMark(
                session_id=session.id,
                delegation_id=change.delegation_id,
                value=change.wanted,
                at=now,
                account_id=actor.account_id,
            )
        )
    if wanted:
        audit.record(
            "attendance:mark",
            session,
            actor=actor,
            now=now,
            title=session.title,
            address=address,
            changed=len(wanted),
        )
    return len(wanted)
