"""What attendance says when a session is about to be changed."""

from __future__ import annotations

from meetings.attendance import queries, rules
from meetings.sessions.models import Session
from meetings.sessions.rules import Plan


def objection(session: Session, plan: Plan | None) -> Exception | None:
    """The objection to cancelling a session at which somebody was present, or to moving it; None to anything else."""
    stays = plan is not None and (plan.starts, plan.ends) == (session.starts, session.ends)
    return None if stays or not queries.anybody_present(session.id) else rules.SomebodyWasThere()
