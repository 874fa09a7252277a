"""What papers add to other pages."""

from __future__ import annotations

from agendas.papers import queries
from agendas.papers.phrases import presented_by
from foundation.languages import reader_language
from foundation.permissions import Actor, may
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
            "may_submit": may(actor, "paper.submit"),
        },
    )
