"""What agendas add below them: a part of a session's page, a line in its calendar entry, an objection to a change.

Whom agendas name, for those who prepare for a session. And what rests on who holds the offices of a committee: the
agendas that were circulated meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _

from agendas.items import edition, queries, rules
from agendas.items.phrases import THEMES
from foundation.languages import reader_language
from foundation.permissions import Actor, may
from meetings.hooks import CalendarLine, Dependant, NamedInAgenda, Panel
from meetings.sessions.entries import NamedAs
from meetings.sessions.models import Session
from meetings.sessions.rules import Plan, address_of


def session_panel(session: Session, actor: Actor) -> Panel:
    """The newest circulated agenda on the page of its session, and where the draft stands for those who may see it."""
    standing = queries.standing(session.id)
    stored = standing.edition if standing else None
    thawed = edition.thaw(stored.content) if stored else None
    return Panel(
        order=10,
        template="agendas/items/panel.html",
        values={
            "standing": standing,
            "edition": thawed,
            "mark": rules.revision_mark(stored.revision) if stored else "",
            "has_moved": thawed is not None and thawed.agenda.sitting.starts != session.starts_utc,
            "may_read_draft": may(actor, "agenda.read_draft", session),
            "themes": THEMES,
            "language": reader_language(),
        },
    )


def calendar_lines(session_ids: Sequence[int]) -> dict[int, list[CalendarLine]]:
    """A line with the address of the newest circulated agenda for each of these sessions that has one."""
    return {
        session_id: [CalendarLine(_("Agenda:"), f"{address_of(session_id)}agenda/{revision}/")]
        for session_id, revision in queries.newest_revisions(session_ids).items()
    }


def named(session_ids: Sequence[int]) -> dict[int, list[NamedInAgenda]]:
    """Who presents an item, by the newest circulated agenda of each of these sessions that has one."""
    return {
        session_id: [
            NamedInAgenda(key, NamedAs.PRESENTER, f"{number}. {title}")
            for key, number, title in edition.presenting(content)
        ]
        for session_id, content in queries.newest_contents(session_ids).items()
    }


def objection(session: Session, plan: Plan | None) -> Exception | None:
    """The objection to making a session shorter than its circulated agenda; None to anything else.

    A cancelled session keeps its agenda, and its page says that it is cancelled.
    """
    stored = queries.newest_edition(session.id) if plan is not None else None
    if plan is None or stored is None:
        return None
    minute = timedelta(minutes=1)
    before, after = (session.ends - session.starts) // minute, (plan.ends - plan.starts) // minute
    try:
        rules.check_session_length(edition.thaw(stored.content).agenda.minutes, before=before, after=after)
    except rules.ShorterThanItsAgenda as refused:
        return refused
    return None


def dependants(committee_ids: Collection[int], since: datetime) -> list[Dependant]:
    """The agendas of these committees that were circulated from a moment on."""
    return [
        Dependant(
            _("The agenda of “%(title)s” was circulated.", title=one.agenda.session.title),
            f"{address_of(one.agenda.session_id)}agenda/{one.revision}/",
        )
        for one in queries.circulated_since(committee_ids, since)
    ]
