"""What tests of consultations begin with: an officer at the site, and a call that went out on 20 June 2011."""

from __future__ import annotations

import pytest

from tests.builders.accounts import make_account
from tests.builders.consultations import make_call
from tests.builders.people import make_delegate
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def officer(world: World) -> Site:
    """The site as the ISU sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


@pytest.fixture
def opened(world: World) -> World:
    """A call to which one person of Zambia was asked."""
    return _called(world, "ZMB")


@pytest.fixture
def called(world: World) -> World:
    """A call which went to one person each of Zambia and Norway."""
    return _called(world, "ZMB", "NOR")


def _called(world: World, *keys: str) -> World:
    with world.writing():
        for key in keys:
            make_delegate(key, now=world.now)
    with world.writing():
        make_call(now=world.now)
    return world
