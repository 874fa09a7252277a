"""How often clocks show a wall time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from foundation.wall_times import times_shown


@pytest.mark.parametrize(
    ("zone", "wall", "times"),
    [
        ("Europe/Zurich", "2011-06-01T02:30", 1),
        ("Europe/Zurich", "2011-03-27T01:59", 1),
        ("Europe/Zurich", "2011-03-27T02:00", 0),
        ("Europe/Zurich", "2011-03-27T02:59", 0),
        ("Europe/Zurich", "2011-03-27T03:00", 1),
        ("Europe/Zurich", "2011-10-30T01:59", 1),
        ("Europe/Zurich", "2011-10-30T02:00", 2),
        ("Europe/Zurich", "2011-10-30T02:59", 2),
        ("Europe/Zurich", "2011-10-30T03:00", 1),
        ("Australia/Lord_Howe", "2011-04-03T01:45", 2),
        ("Pacific/Apia", "2011-12-30T12:00", 0),
        ("UTC", "2011-03-27T02:30", 1),
    ],
)
def test_clocks_show_a_time_once_but_where_they_are_put_on_or_back(zone: str, wall: str, times: int) -> None:
    assert times_shown(datetime.fromisoformat(wall), ZoneInfo(zone)) == times
