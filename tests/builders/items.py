"""Agendas for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import datetime

from agendas.items import actions, queries
from agendas.items.models import Agenda, AgendaEdition
from agendas.items.rules import ItemValues, Theme
from meetings.sessions.models import Session
from tests.builders import delegations
from tests.builders.accounts import SECRETARIAT
from tests.builders.sessions import make_meeting, make_session


def item(
    title: str = "Sample item",
    minutes: int = 30,
    theme: str = Theme.CROSS_CUTTING,
    issues: str = "b",
    *,
    presenters: tuple[str, ...] = (),
    papers: tuple[int, ...] = (),
    note: str = "",
) -> ItemValues:
    """What is said of an item; `issues` are letters, `presenters` keys of delegations."""
    ids = tuple(delegations.state(key).id for key in presenters)
    return ItemValues(title, minutes, theme, tuple(issues), ids, papers, note)


def opening(minutes: int = 10) -> ItemValues:
    """The item with which a session opens."""
    return ItemValues("Opening", minutes, Theme.PROCEDURAL)


def make_chaired_session(*, now: datetime, starts: str = "10:00", ends: str = "13:00") -> Session:
    """A session of the committee that Albania chairs in June 2011, in a listed meeting."""
    return make_session(make_meeting(now=now), starts, ends, now=now, committee="sc_rca")


def make_agenda(session: Session, *items: ItemValues, now: datetime) -> Agenda:
    """The draft of a session's agenda with these items, or with an opening and one more."""
    for values in items or (opening(), item()):
        actions.add_item(session, values, actor=SECRETARIAT, now=now)
    return stored(session.id)


def make_circulated(session: Session, *items: ItemValues, now: datetime) -> AgendaEdition:
    """The first edition of an agenda with these items."""
    return circulate(make_agenda(session, *items, now=now), now=now)


def circulate(agenda: Agenda, *, now: datetime) -> AgendaEdition:
    """The next edition of an agenda."""
    return actions.circulate(agenda, seen=agenda.version, actor=SECRETARIAT, now=now)


def stored(session_id: int) -> Agenda:
    """The draft of a session's agenda as it is on record."""
    found = queries.agenda_of(session_id)
    assert found is not None, "nobody began an agenda"
    return found
