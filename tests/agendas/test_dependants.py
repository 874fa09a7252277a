"""What was issued on the strength of a committee's offices: agendas, papers and summaries, since a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agendas.outcomes import actions as outcomes
from agendas.outcomes.queries import outcome_of
from meetings.hooks import Dependant, dependants_of
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.items import make_circulated
from tests.builders.offices import committee
from tests.builders.sessions import make_meeting, make_session
from tests.world import World

MOMENT = datetime(2011, 6, 27, 7, tzinfo=UTC)
TEXT = "The committee met."


def agenda(world: World) -> Dependant:
    """An agenda is circulated."""
    session = make_session(make_meeting(now=world.now), now=world.now, committee="sc_rca")
    make_circulated(session, now=world.now)
    return Dependant("The agenda of “Sample session” was circulated.", f"/sessions/{session.id}/agenda/0/")


def paper(world: World) -> Dependant:
    """A paper is published, which was submitted before the week was over."""
    made = papers.make_paper(now=world.now - timedelta(days=5), title="Needs and means")
    papers.publish(made, now=world.now)
    return Dependant("“Needs and means” was published as SC-RCA/2011/DP.1.", made.address)


def summary(world: World) -> Dependant:
    """A summary is issued."""
    session = make_session(make_meeting(now=world.now), now=world.now, committee="sc_rca", day=date(2011, 6, 23))
    facts: dict[str, Any] = {"actor": SECRETARIAT, "now": world.now}
    outcomes.write(session, language="en", title="Sample summary", body=TEXT, seen=0, **facts)
    outcome = outcome_of(session.id)
    assert outcome is not None
    path = f"/outcomes/{outcome.slug}/"
    outcomes.issue(outcome, seen=outcome.version, address=path, path=path, **facts)
    return Dependant("The summary of Sample session was issued.", path)


@pytest.mark.parametrize("deed", [agenda, paper, summary])
def test_what_was_issued_since_a_moment_in_a_committee_is_named(
    world: World, deed: Callable[[World], Dependant]
) -> None:
    world.clock.set(MOMENT)
    with world.writing():
        expected = deed(world)
    with world.reading():
        here, elsewhere = committee("sc_rca").id, committee("sc_mc").id
        assert dependants_of({here}, MOMENT) == [expected]
        assert dependants_of({here, elsewhere}, MOMENT) == [expected]
        assert dependants_of({elsewhere}, MOMENT) == []
        assert dependants_of({here}, MOMENT + timedelta(seconds=1)) == []
        assert dependants_of(set(), MOMENT) == []
