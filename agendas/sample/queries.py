"""What the sample asks of the record: rows that it knows are there."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from agendas.items import queries as items
from agendas.items.models import Agenda
from agendas.outcomes import queries as outcomes
from agendas.outcomes.models import Outcome
from agendas.papers.models import Paper
from foundation.audit.models import AuditEntry
from foundation.clock import home_day
from foundation.database import db
from meetings.committees.models import Committee
from meetings.consultations import queries as consultations
from meetings.consultations.queries import AskedState
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.sessions.models import Meeting, Session
from meetings.terms.queries import terms
from meetings.terms.rules import Term

Row = TypeVar("Row")


class SampleNeedsRecord(Exception):
    """The reference records that the sample builds upon have not been loaded."""


def _there(row: Row | None, what: str) -> Row:
    if row is None:
        raise SampleNeedsRecord(what)
    return row


def delegation(key: str) -> Delegation:
    """The delegation with this key."""
    return _there(db.session.scalar(select(Delegation).where(Delegation.key == key)), key)


def name_of_state(key: str, now: datetime) -> str:
    """The name of the State with this key, in English."""
    return name_of(delegation(key), FALLBACK_LANGUAGE, home_day(now))


def committee(key: str) -> Committee:
    """The committee with this key."""
    return _there(db.session.scalar(select(Committee).where(Committee.key == key)), key)


def meeting(slug: str) -> Meeting:
    """The meeting with this short name."""
    return _there(db.session.scalar(select(Meeting).where(Meeting.slug == slug)), slug)


def term(year: int) -> Term:
    """The term of this year of work."""
    return _there(next((one for one in terms() if one.year == year), None), str(year))


def asked_state(year: int, key: str, now: datetime) -> AskedState:
    """A State in the consultation of this year."""
    call = _there(consultations.consultation_for(term(year).since), str(year))
    return _there(consultations.asked_state(call.id, key, home_day(now)), key)


def session(meeting_slug: str, committee_key: str) -> Session:
    """The committee's last session at this meeting."""
    query = (
        select(Session)
        .join(Session.meeting)
        .join(Session.committee)
        .where(Meeting.slug == meeting_slug, Committee.key == committee_key)
        .order_by(Session.starts_utc.desc())
        .limit(1)
    )
    return _there(db.session.scalar(query), meeting_slug)


def agenda(session: Session) -> Agenda:
    """The draft of the session's agenda."""
    return _there(items.agenda_of(session.id), session.title)


def summary(session: Session) -> Outcome:
    """The summary of the session."""
    return _there(outcomes.outcome_of(session.id), session.title)


def paper(title: str) -> Paper:
    """The paper with this title."""
    return _there(db.session.scalar(select(Paper).where(Paper.title == title)), title)


def steps_played() -> frozenset[str]:
    """The names of the steps of the story that have been played."""
    return frozenset(db.session.scalars(select(AuditEntry.title).where(AuditEntry.action == "sample:play")))


def stored() -> None:
    """Send what has changed to the database, so that rows have their numbers and versions."""
    db.session.flush()


def forget() -> None:
    """Send what has changed to the database and read everything anew from there."""
    db.session.flush()
    db.session.expire_all()
