"""What delegations say about a meeting, for tests. Call these within `world.writing()`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from meetings.sessions.models import Meeting
from meetings.wishes import actions, queries
from meetings.wishes.models import Participation
from meetings.wishes.rules import SaidBy, Wishes
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.offices import committee


def said(
    meeting: Meeting,
    key: str,
    *,
    now: datetime,
    people: int | None = None,
    committees: Mapping[str, int] | None = None,
    sessions: Mapping[str, int] | None = None,
    by: SaidBy = SaidBy.DELEGATION,
) -> Participation:
    """What this State says; `committees` by key, `sessions` by uid. It is written whether or not there are sessions."""
    delegation = state(key)
    stored = queries.participation(meeting.id, delegation.id)
    return actions.write(
        meeting,
        delegation,
        actions.Correction(
            people=people,
            committees={committee(one).id: weight for one, weight in (committees or {}).items()},
            sessions=dict(sessions or {}),
        ),
        by=by,
        seen=stored.version if stored else 0,
        actor=SECRETARIAT,
        now=now,
    )


def wish_of(wishes: Wishes, key: str, uid: str) -> tuple[int, SaidBy | None]:
    """How much a State wishes to attend a session, and who said so."""
    wished = wishes.weights[key][uid]
    return wished.weight, wished.said_by
