"""Who keeps the offices of committees."""

from __future__ import annotations

import pytest

from tests.builders.accounts import make_account
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def officer(world: World) -> Site:
    """The site as an ISU officer sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)
