"""What is done with follow-ups: recorded, changed, closed, reopened. None of it is told to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agendas.followups import queries, rules
from agendas.followups.models import FollowUp
from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.delegations.rules import FALLBACK_LANGUAGE, name_on
from meetings.sessions.models import Session


@dataclass(frozen=True)
class Task:
    """What a follow-up says: the task, its owner (a delegation's number, None for the ISU), due day and session."""

    task: str
    delegation_id: int | None
    due: date | None = None
    session_id: int | None = None


def record(committee: Committee, said: Task, *, actor: Actor, now: datetime, is_sample: bool = False) -> FollowUp:
    """Record a follow-up of a committee. Raises NoTask, NoSuchOwner, SessionElsewhere."""
    owner, session = _found(committee, said)
    follow_up = FollowUp(
        committee=committee,
        session=session,
        delegation=owner,
        task=said.task,
        due=said.due,
        recorded_at=now,
        recorded_by_id=actor.account_id,
        is_sample=is_sample,
    )
    db.session.add(follow_up)
    _record("follow_up:record", follow_up, actor, now, owner=_name(owner, now), due=_day(said.due))
    return follow_up


def change(follow_up: FollowUp, said: Task, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Change what an open follow-up says. Raises EditConflict, AlreadyClosed, NoTask, NoSuchOwner, SessionElsewhere."""
    stored = task_of(follow_up)
    require_version(follow_up, seen, **values_of(stored))
    rules.check_open(follow_up.closed_at)
    owner, session = _found(follow_up.committee, said)
    if said == stored:
        return
    before = _told(follow_up, now)
    follow_up.task, follow_up.due = said.task, said.due
    follow_up.delegation, follow_up.session = owner, session
    after = _told(follow_up, now)
    _record(
        "follow_up:change", follow_up, actor, now, **after, **{f"{name}_before": fact for name, fact in before.items()}
    )


def close(follow_up: FollowUp, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Close a follow-up with a word on what became of it. Raises EditConflict, AlreadyClosed, NoNote."""
    require_version(follow_up, seen, note=follow_up.closed_note or "")
    rules.check_closing(follow_up.closed_at, note)
    follow_up.closed_at, follow_up.closed_note = now, note
    _record("follow_up:close", follow_up, actor, now, note=note)


def reopen(follow_up: FollowUp, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Open a closed follow-up again; the history keeps what it was closed with. Raises EditConflict, NotClosed."""
    require_version(follow_up, seen)
    rules.check_closed(follow_up.closed_at)
    note, follow_up.closed_at, follow_up.closed_note = follow_up.closed_note, None, None
    _record("follow_up:reopen", follow_up, actor, now, note=note)


def task_of(follow_up: FollowUp) -> Task:
    """What a follow-up says now."""
    return Task(follow_up.task, follow_up.delegation_id, follow_up.due, follow_up.session_id)


def values_of(said: Task) -> dict[str, Any]:
    """The same by the names of the fields in which it is typed; the ISU's choice is 0."""
    return {"task": said.task, "owner": said.delegation_id or 0, "due": said.due, "session": said.session_id}


def _found(committee: Committee, said: Task) -> tuple[Delegation | None, Session | None]:
    rules.check_task(said.task)
    owner = None if said.delegation_id is None else queries.delegation(said.delegation_id)
    if owner is None and said.delegation_id is not None:
        raise rules.NoSuchOwner
    session = None if said.session_id is None else queries.session_of(said.session_id, committee.id)
    if session is None and said.session_id is not None:
        raise rules.SessionElsewhere
    return owner, session


def _told(follow_up: FollowUp, now: datetime) -> dict[str, str]:
    """What the audit entry of a change tells, before and after."""
    return {"task": follow_up.task, "owner": _name(follow_up.delegation, now), "due": _day(follow_up.due)}


def _name(owner: Delegation | None, now: datetime) -> str:
    return "ISU" if owner is None else name_on(owner.names, FALLBACK_LANGUAGE, home_day(now))


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()


def _record(deed: str, follow_up: FollowUp, actor: Actor, now: datetime, **facts: Any) -> None:
    audit.record(deed, follow_up, actor=actor, now=now, title=follow_up.task, **facts)
