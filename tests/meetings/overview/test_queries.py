"""The sessions of a committee nearest to a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from meetings.overview import queries
from tests.builders.offices import committee
from tests.builders.sessions import make_meeting, make_session
from tests.world import World

MONDAY, FRIDAY = date(2011, 6, 20), date(2011, 6, 24)


def _five_days(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for number in range(5):
            day = MONDAY + timedelta(days=number)
            make_session(meeting, committee="sc_rca", now=world.now, day=day, title=f"Day {number + 1}")
        make_session(meeting, committee="sc_gs", now=world.now, title="Another committee")


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        pytest.param(date(2011, 6, 22), ["Day 1", "Day 2", "Day 3", "Day 4"], id="two before and two from the day on"),
        pytest.param(MONDAY, ["Day 1", "Day 2"], id="none before"),
        pytest.param(date(2012, 1, 1), ["Day 4", "Day 5"], id="none to come"),
    ],
)
def test_the_nearest_sessions_come_in_order_in_one_statement(world: World, day: date, titles: list[str]) -> None:
    _five_days(world)
    with world.reading():
        number = committee("sc_rca").id
        with world.counted_statements() as seen:
            found = [(one.title, one.meeting.city) for one in queries.sessions_around(number, day, most=2)]

    assert found == [(title, "Geneva") for title in titles]
    assert len(seen) == 1


def test_sessions_of_a_meeting_that_is_not_listed_are_left_out(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now, listed=False), committee="sc_rca", now=world.now)
    with world.reading():
        assert queries.sessions_around(committee("sc_rca").id, FRIDAY, most=5) == []
