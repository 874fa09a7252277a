"""Two who change a meeting and its programme at once: no session is left outside its days or in another zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.programme import actions, rules
from meetings.programme.queries import session_days
from meetings.sessions import actions as sessions
from meetings.sessions import queries
from meetings.sessions.models import Meeting
from meetings.sessions.rules import OutsideMeeting
from tests.builders.sessions import facts, make_meeting, make_session, plan
from tests.reference import changed
from tests.tools.at_once import refusal_at_once
from tests.world import World

ISU = Actor(name="Sample Officer")
THE_PROGRAMME = "FOR NO KEY UPDATE"
"""The statement that locks the programme of a meeting."""
THURSDAY, FRIDAY = date(2011, 6, 23), date(2011, 6, 24)
TABLE = "2011-06-intersessional"


def _meeting(slug: str = "sample-week") -> Meeting:
    found = queries.meeting(slug)
    assert found is not None
    return found


def _change(world: World, **said: Any) -> Callable[[], object]:
    def act() -> None:
        meeting = _meeting()
        actions.change(meeting, facts(**said), seen=meeting.version, actor=ISU, now=world.now)

    return act


def _schedule(world: World, slug: str = "sample-week") -> Callable[[], object]:
    return lambda: sessions.schedule(_meeting(slug), plan(day=FRIDAY, title="Late"), actor=ISU, now=world.now)


def _restore(world: World) -> Callable[[], object]:
    def act() -> None:
        [session] = queries.sessions_by_uid(_meeting().id).values()
        sessions.restore(session, seen=session.version, actor=ISU, now=world.now)

    return act


@pytest.fixture
def week(world: World) -> World:
    """A week to Friday without a session."""
    with world.writing():
        make_meeting(now=world.now)
    return world


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"ends_on": THURSDAY}, rules.DaysInUse, id="its days"),
        pytest.param({"zone": "Africa/Maputo"}, rules.ZoneInUse, id="its zone"),
    ],
)
def test_while_a_session_is_planned_the_meeting_keeps_what_it_needs(
    week: World, said: dict[str, Any], refusal: type[Exception]
) -> None:
    assert isinstance(refusal_at_once(week, _schedule(week), _change(week, **said), THE_PROGRAMME), refusal)
    with week.reading():
        assert (_meeting().ends_on, _meeting().zone) == (FRIDAY, "Europe/Zurich")
        assert session_days(_meeting().id) == [("Late", FRIDAY)]


def test_no_session_is_planned_on_a_day_that_the_meeting_has_just_lost(week: World) -> None:
    refusal = refusal_at_once(week, _change(week, ends_on=THURSDAY), _schedule(week), THE_PROGRAMME)

    assert isinstance(refusal, OutsideMeeting)
    with week.reading():
        assert session_days(_meeting().id) == []


def test_a_session_is_planned_in_the_zone_that_the_meeting_has_just_got(week: World) -> None:
    assert refusal_at_once(week, _change(week, zone="Africa/Maputo"), _schedule(week), THE_PROGRAMME) is None
    with week.reading():
        [session] = queries.sessions_by_uid(_meeting().id).values()
        assert (session.zone, session.starts_utc.hour) == ("Africa/Maputo", session.starts.hour - 2)


def test_no_session_is_taken_up_again_on_a_day_that_the_meeting_has_just_lost(week: World) -> None:
    with week.writing():
        session = make_session(_meeting(), now=week.now, day=FRIDAY)
        sessions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=week.now)
    refusal = refusal_at_once(week, _change(week, ends_on=THURSDAY), _restore(week), THE_PROGRAMME)

    assert isinstance(refusal, OutsideMeeting)


def test_of_two_who_change_a_meeting_the_second_is_shown_what_the_first_made_of_it(week: World) -> None:
    with week.reading():
        seen = _meeting().version

    def change(city: str) -> Callable[[], object]:
        return lambda: actions.change(_meeting(), facts(city=city), seen=seen, actor=ISU, now=week.now)

    refusal = refusal_at_once(week, change("Maputo"), change("Nairobi"), THE_PROGRAMME)

    assert isinstance(refusal, EditConflict)
    assert refusal.facts["city"] == "Maputo"


def test_the_reference_table_takes_no_day_on_which_a_session_is_just_planned(world: World) -> None:
    def load() -> None:
        actions.load_meetings(world.now, changed("meetings.csv", "2011-06-20,2011-06-24", "2011-06-20,2011-06-23"))

    assert refusal_at_once(world, _schedule(world, TABLE), load, THE_PROGRAMME) is None
    with world.reading():
        assert _meeting(TABLE).ends_on == FRIDAY
