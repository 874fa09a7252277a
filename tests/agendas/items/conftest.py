"""A session of the committee on cooperation and assistance, its agenda, and the person in the chair."""

from __future__ import annotations

import pytest

from tests.agendas.items.pages import session_of, site_of
from tests.builders.items import item, make_agenda, make_chaired_session, opening
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def session_id(world: World) -> int:
    """A session of three hours on the morning of 24 June 2011, without an agenda."""
    with world.writing():
        return make_chaired_session(now=world.now).id


@pytest.fixture
def drafted(world: World, session_id: int) -> int:
    """The session with the items Opening, Views and Closing."""
    with world.writing():
        values = (opening(), item("Views", issues="bc", presenters=("NOR",)), item("Plans", 20))
        make_agenda(session_of(session_id), *values, now=world.now)
    return session_id


@pytest.fixture
def chair(world: World) -> Site:
    """The site as the person sees it who acts for Albania, in the chair in June 2011."""
    return site_of(world, "ALB")


@pytest.fixture
def agenda_of_three(world: World, session_id: int) -> int:
    """The session with the items A, B and C, of half an hour each."""
    with world.writing():
        make_agenda(session_of(session_id), *(item(title) for title in "ABC"), now=world.now)
    return session_id
