"""Nobody is told the address of a link, whatever is answered there, and no browser keeps the answer."""

from __future__ import annotations

import pytest

from meetings.links import actions, queries
from meetings.links.rules import MOST_DEEDS_BY_LINK
from tests.builders.accounts import SECRETARIAT
from tests.builders.feeds import link_to
from tests.builders.sessions import make_meeting
from tests.world import World

A_SECRET = "q-7_" * 10
PAGES = ("/my/", "/sign-in/link/", "/consultations/link/")


@pytest.fixture
def secret(world: World) -> str:
    """The secret of a link of Zambia, at a site with one listed meeting."""
    with world.writing():
        make_meeting(now=world.now)
        return link_to("ZMB", now=world.now).rpartition("/")[2].removesuffix(".ics")


def kept_private(world: World, method: str, path: str) -> int:
    """The status of what is answered there, once it is seen to be private."""
    answer = world.visitor().client.open(path, method=method)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code


@pytest.mark.parametrize("prefix", PAGES)
def test_the_redirect_to_the_last_stroke_is_private(world: World, prefix: str) -> None:
    assert kept_private(world, "GET", prefix + A_SECRET) == 308
    assert kept_private(world, "GET", f"{prefix}/{A_SECRET}/") == 308


@pytest.mark.parametrize("path", [f"/my/{A_SECRET}/", f"/my/{A_SECRET}/wishes/", f"/consultations/link/{A_SECRET}/"])
def test_what_nobody_was_given_is_not_found_in_private(world: World, path: str) -> None:
    assert kept_private(world, "GET", path) == 404


@pytest.mark.parametrize("path", [f"/my/{A_SECRET}/x/", f"/calendars/my/{A_SECRET}", f"/my/{A_SECRET * 9}/"])
def test_what_is_no_address_at_all_is_not_found_in_private(world: World, path: str) -> None:
    assert kept_private(world, "GET", path) == 404


@pytest.mark.parametrize("path", [f"/my/{A_SECRET}/", f"/calendars/my/{A_SECRET}.ics"])
def test_what_cannot_be_done_there_is_refused_in_private(world: World, path: str) -> None:
    assert kept_private(world, "PUT", path) == 405


def test_a_revoked_link_says_so_in_private(world: World, secret: str) -> None:
    with world.writing():
        link = queries.by_secret(secret)
        assert link is not None
        actions.revoke(link, SECRETARIAT, world.now)

    for path in (f"/my/{secret}/", f"/my/{secret}/wishes/", f"/calendars/my/{secret}.ics"):
        assert kept_private(world, "GET", path) == 410


def test_a_link_that_is_used_too_often_says_so_in_private(world: World, secret: str) -> None:
    with world.reading():
        link = queries.by_secret(secret)
        assert link is not None
        for _ in range(MOST_DEEDS_BY_LINK):
            actions.count_deed(link, world.now)

    page = world.visitor().open(f"/my/{secret}/wishes/").form("Record").submit()
    assert page.status == 429
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_other_addresses_tell_the_own_site_where_a_reader_came_from(world: World) -> None:
    for path in ("/", "/my", "/mystery/", "/calendars/", "/calendars/my.ics"):
        assert world.visitor().client.get(path).headers["Referrer-Policy"] == "same-origin"
