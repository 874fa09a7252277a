"""Who makes programmes, for the tests of their pages."""

from __future__ import annotations

import pytest

from tests.builders.accounts import make_account
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def isu(world: World) -> Site:
    """The site as an officer of the ISU sees it."""
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)
