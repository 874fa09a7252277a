"""A committee with something of everything, on the Monday after its session of June 2011."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from agendas.outcomes import actions as outcomes
from agendas.outcomes.queries import outcome_of
from meetings.attendance import actions as attendance
from meetings.attendance.rules import Change, Value
from meetings.sessions import queries as sessions
from meetings.sessions.models import Session
from tests.builders import items, papers
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import make_organization, state
from tests.builders.followups import make_closed, make_follow_up
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.world import BASE_URL, World

AFTERWARDS = datetime(2011, 6, 27, 7, tzinfo=UTC)
TEXT = "The committee met.\n\n## Views\nStates said:\n(a) one thing;\n(b) another."


def _mark(session: Session, now: datetime) -> None:
    seen = {"MOZ": Value.PRESENT, "NRU": Value.ABSENT, "SAMPLE-ORG": Value.PRESENT}
    changes = [Change(state(key).id, Value.UNKNOWN, value) for key, value in seen.items()]
    attendance.mark(session, changes, address="/", actor=SECRETARIAT, now=now)


def _issue(session: Session, now: datetime) -> None:
    for language, title in (("en", "Sample summary"), ("ar", "موجز")):
        outcomes.write(session, language=language, title=title, body=TEXT, seen=0, actor=SECRETARIAT, now=now)
    outcome = outcome_of(session.id)
    assert outcome is not None
    path = f"/outcomes/{outcome.slug}/"
    outcomes.issue(outcome, seen=outcome.version, address=f"{BASE_URL}{path}", path=path, actor=SECRETARIAT, now=now)


@pytest.fixture
def furnished(world: World) -> World:
    """The world with a session that was held, one to come, papers, follow-ups, and people in office and out of it."""
    with world.writing():
        make_organization("SAMPLE-ORG", now=world.now)
        week = make_meeting(now=world.now)
        session = make_session(week, now=world.now, committee="sc_rca", title="Sample session")
        items.make_circulated(session, items.opening(), items.item(presenters=("KHM",)), now=world.now)
        paper = papers.make_published(now=world.now, title="Needs & <means>")
        papers.add_file(paper, "fr", "fr.pdf", now=world.now)
        papers.make_published(now=world.now, title="Of another committee", committee="sc_mc")
        papers.make_paper(now=world.now, title="A waiting paper")
        make_follow_up("=SUM(1) <b>Ask</b> again.", now=world.now, due=date(2011, 6, 1))
        make_closed("A closed task.", now=world.now)
        make_delegate("ALB", now=world.now, acts_in_office=True, name="Sample chair")
        make_delegate("ALB", now=world.now, name="Sample colleague")
        make_delegate("THA", now=world.now, acts_in_office=True, name="Sample successor")
        make_delegate("NOR", now=world.now, acts_in_office=True, name="Sample chair elsewhere")
        make_account("Sample officer", now=world.now, role="isu")
        make_account("Sample observer", now=world.now, role="observer")
        hidden = make_meeting("hidden-week", now=world.now, listed=False, name="A hidden week")
        make_session(hidden, now=world.now, committee="sc_rca", title="A hidden session")
        first, last = date(2011, 9, 12), date(2011, 9, 14)
        later = make_meeting("sample-autumn", now=world.now, name="Sample autumn", starts_on=first, ends_on=last)
        make_session(later, now=world.now, committee="sc_rca", title="Sample next session", day=date(2011, 9, 13))
        number = session.id
    world.clock.set(AFTERWARDS)
    with world.writing():
        held = sessions.session(number)
        assert held is not None
        _mark(held, world.now)
        _issue(held, world.now)
    return world
