"""What tests of files of other systems share."""

from __future__ import annotations

import pytest

from tests.builders.accounts import make_account
from tests.builders.sessions import make_meeting, make_room
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def isu(world: World) -> Site:
    """The site as an officer of the ISU sees it, with a week from 20 to 24 June 2011 and a room."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_room(meeting, "Room XX", now=world.now)
        number = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(number)
