"""Follow-ups for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime

from agendas.followups import actions, queries
from agendas.followups.actions import Task
from agendas.followups.models import FollowUp
from foundation.database import db
from meetings.sessions.models import Session
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.offices import committee

COMMITTEE = "sc_rca"


def make_follow_up(
    task: str = "Send the sample figures.",
    *,
    now: datetime,
    owner: str | None = "ZMB",
    due: date | None = None,
    session: Session | None = None,
    key: str = COMMITTEE,
) -> FollowUp:
    """A follow-up of a committee; without an owner it is the ISU's."""
    said = Task(task, state(owner).id if owner else None, due, session.id if session else None)
    return actions.record(committee(key), said, actor=SECRETARIAT, now=now)


def make_closed(task: str = "Send the sample figures.", *, note: str = "They came.", now: datetime) -> FollowUp:
    """A closed follow-up."""
    found = make_follow_up(task, now=now)
    db.session.flush()
    actions.close(found, note=note, seen=found.version, actor=SECRETARIAT, now=now)
    return found


def stored(follow_up_id: int, key: str = COMMITTEE) -> FollowUp:
    """The follow-up as it is on record."""
    found = queries.follow_up(key, follow_up_id)
    assert found is not None
    return found
