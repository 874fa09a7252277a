"""What papers add to other pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _

from agendas.papers import queries, rules
from agendas.papers.models import PaperVersion
from agendas.papers.phrases import presented_by
from foundation import clock
from foundation.languages import own_name, reader_language
from foundation.permissions import Actor, may
from meetings.committees.models import Committee
from meetings.hooks import Dependant, Panel, Reading
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


def readings(session_ids: Sequence[int], language: str) -> dict[int, list[Reading]]:
    """What there is to read for each of these sessions: of each published paper the file that suits the reader best."""
    found = queries.files_for_sessions(session_ids)
    return {
        session_id: [_reading(list(files), language) for _paper, files in groupby(all_files, key=lambda one: one.paper)]
        for session_id, all_files in found.items()
    }


def _reading(files: Sequence[PaperVersion], language: str) -> Reading:
    file = rules.best_for(files, language)
    return Reading(file.paper.title, file.address, file.language, file.size, file.words)


def dependants(committee_ids: Collection[int], since: datetime) -> list[Dependant]:
    """The papers of these committees that were published from a moment on."""
    return [
        Dependant(_("“%(title)s” was published as %(symbol)s.", title=one.title, symbol=one.symbol), one.address)
        for one in queries.published_since(committee_ids, since)
    ]
