"""What summaries add to other pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _

from agendas.outcomes import queries, rules
from foundation.languages import own_name
from foundation.permissions import Actor, may
from meetings.hooks import Dependant, Panel
from meetings.sessions.models import Session
from meetings.sessions.rules import Plan


def session_panel(session: Session, actor: Actor) -> Panel:
    """The summary on the page of its session, with its files."""
    outcome = queries.outcome_of(session.id)
    editions = outcome.editions if outcome else []
    return Panel(
        order=40,
        template="agendas/outcomes/panel.html",
        values={
            "outcome": outcome,
            "files": [(one, own_name(one.language)) for one in editions if one.pdf_sha256],
            "may_draft": may(actor, "outcome.read_draft", session),
        },
    )


def objection(session: Session, _plan: Plan | None) -> Exception | None:
    """The objection to changing or cancelling a session whose summary was issued; None to anything else."""
    outcome = queries.outcome_of(session.id)
    return rules.SessionWasSummedUp() if outcome is not None and outcome.state == "issued" else None


def dependants(committee_ids: Collection[int], since: datetime) -> list[Dependant]:
    """The summaries of these committees' sessions that were issued from a moment on."""
    return [
        Dependant(_("The summary of %(title)s was issued.", title=one.session.title), f"/outcomes/{one.slug}/")
        for one in queries.issued_since(committee_ids, since)
    ]
