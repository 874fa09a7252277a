"""Who meets the hand-over; shared by its tests."""

from __future__ import annotations

from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.pages.site import Site
from tests.world import World


def acting(world: World, key: str) -> Site:
    """The site as somebody sees it who acts for this State."""
    with world.writing():
        number = make_delegate(key, now=world.now, acts_in_office=True, name=f"Acting {key}").id
    return world.site_of(number)


def member(world: World, key: str) -> Site:
    """The site as somebody of this delegation sees it who does not act for it."""
    with world.writing():
        number = make_delegate(key, now=world.now, name=f"Member {key}").id
    return world.site_of(number)


def officer(world: World) -> Site:
    """The site as the Implementation Support Unit sees it."""
    with world.writing():
        number = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(number)
