"""What papers add to other pages."""

from __future__ import annotations

from agendas.papers import queries
from agendas.papers.phrases import presented_by
from foundation import clock
from foundation.languages import own_name, reader_language
from foundation.permissions import Actor, may
from meetings.committees.models import Committee
from meetings.hooks import Panel
from meetings.sessions.models import Session


def session_panel(session: Session, actor: Actor) -> Panel | None:
    """The published papers on the page of their session; none for a session without a committee."""
    if session.committee_id is None:
        return None
    return Panel(
        order=20,
        template="agendas/papers/panel.html",
        values={
            "papers": queries.published_for_session(session, reader_language()),
            "presented_by": presented_by,
            "own_name": own_name,
            "may_submit": may(actor, "paper.submit") and session.ends_utc > clock.now(),
        },
    )


def committee_panel(committee: Committee, _actor: Actor) -> Panel | None:
    """The newest papers on the page of their committee; nothing where there is none."""
    papers = queries.published_for_committee(committee.id, reader_language())
    if not papers:
        return None
    return Panel(
        order=30,
        template="agendas/papers/committee_panel.html",
        values={"papers": papers, "presented_by": presented_by, "own_name": own_name},
    )
