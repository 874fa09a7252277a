"""Where the fourteen issues were dealt with: on agendas as they were last circulated, and in published papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from agendas.items.models import Agenda, AgendaEdition, EditionIssue
from agendas.items.queries import is_newest
from agendas.papers.models import Paper, paper_issues
from agendas.papers.rules import State
from foundation.database import db
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import State as SessionState


@dataclass(frozen=True)
class Coverage:
    """How far an issue was dealt with. An item with several issues counts for each with all its minutes."""

    sessions: int = 0
    items: int = 0
    minutes: int = 0
    papers: int = 0


def coverage() -> dict[int, Coverage]:
    """How far each issue was dealt with, by its number. Two statements, whatever there is to count."""
    counted = select(EditionIssue.issue_id, func.count(), func.sum(EditionIssue.items), func.sum(EditionIssue.minutes))
    query = _current(counted.select_from(EditionIssue)).group_by(EditionIssue.issue_id)
    on_agendas = {issue: (sessions, items, minutes) for issue, sessions, items, minutes in db.session.execute(query)}
    in_papers = {row.issue_id: row.number for row in db.session.execute(_papers_by_issue())}
    return {
        issue: Coverage(*on_agendas.get(issue, (0, 0, 0)), in_papers.get(issue, 0))
        for issue in on_agendas.keys() | in_papers.keys()
    }


def agendas_on(issue_id: int, most: int = 50) -> Sequence[EditionIssue]:
    """The newest editions with items on an issue, of the latest sessions first, with session and meeting."""
    query = _current(select(EditionIssue)).where(EditionIssue.issue_id == issue_id)
    edition = contains_eager(EditionIssue.edition)
    session = edition.contains_eager(AgendaEdition.agenda).contains_eager(Agenda.session)
    query = query.options(session.contains_eager(Session.meeting))
    return db.session.scalars(query.order_by(Session.starts_utc.desc(), Session.id.desc()).limit(most)).all()


def papers_on(issue_id: int, most: int = 50) -> Sequence[Paper]:
    """The published papers on an issue, newest first, with their meetings."""
    query = select(Paper).join(paper_issues, paper_issues.c.paper_id == Paper.id)
    query = query.where(paper_issues.c.issue_id == issue_id, Paper.state == State.PUBLISHED)
    query = query.options(joinedload(Paper.meeting)).order_by(Paper.published_at.desc(), Paper.id.desc())
    return db.session.scalars(query.limit(most)).all()


def _current(query: Any) -> Any:
    """Only what stands on the newest agendas of sessions that everybody sees and that were not cancelled."""
    return (
        query.join(EditionIssue.edition)
        .join(AgendaEdition.agenda)
        .join(Agenda.session)
        .join(Session.meeting)
        .where(is_newest(), Meeting.is_listed, Session.state != SessionState.CANCELLED)
    )


def _papers_by_issue() -> Select[Any]:
    query = select(paper_issues.c.issue_id, func.count().label("number"))
    query = query.join(Paper, Paper.id == paper_issues.c.paper_id).where(Paper.state == State.PUBLISHED)
    return query.group_by(paper_issues.c.issue_id)
