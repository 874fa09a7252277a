"""A draft of a programme, and who makes programmes."""

from __future__ import annotations

import pytest

from tests.builders.accounts import make_account
from tests.builders.drafts import make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def colleague(world: World) -> Site:
    """The site as another officer of the ISU sees it."""
    with world.writing():
        account_id = make_account("Sample Colleague", now=world.now, role="isu").id
    return world.site_of(account_id)


@pytest.fixture
def draft_id(world: World) -> int:
    """A draft with the entries a and b, of a week that has a room and nothing on record."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_room(meeting, now=world.now)
        return make_draft(meeting, entry("a"), entry("b", None), now=world.now).id
