"""The eve of the closing of 2011."""

from __future__ import annotations

import pytest

from tests.builders.closing import forget_from
from tests.meetings.closing.year_2011 import BEFORE, DAY
from tests.world import World


@pytest.fixture
def eve(world: World) -> World:
    """30 November 2011, during the meeting; who holds office from 2 December on is not on record."""
    world.clock.set(BEFORE)
    with world.writing():
        forget_from(DAY)
    return world
