"""The page that explains how to subscribe, and its QR code."""

from __future__ import annotations

import re

import pytest
import segno

from meetings.calendars.phrases import CLIENTS
from meetings.calendars.qr import QUIET, qr_of
from meetings.sessions import actions
from tests.builders.accounts import SECRETARIAT
from tests.builders.feeds import link_to
from tests.builders.sessions import make_meeting, make_session
from tests.builders.weeks import released_week
from tests.pages.checks import text_of
from tests.world import World

WEEK = "/calendars/meetings/sample-week"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def week(world: World) -> World:
    """A site with a released week."""
    with world.writing():
        released_week(now=world.now, days=1)
    return world


@pytest.mark.parametrize(
    ("of", "name"),
    [
        ("/calendars/all.ics", "All sessions"),
        ("/calendars/committees/sc_rca.ics", "Resources, Cooperation and Assistance"),
        (f"{WEEK}.ics", "Sample week"),
        (f"{WEEK}/plenary.ics", "Sample week: plenary only"),
        (f"{WEEK}/tracks/partnerships.ics", "Sample week: Partnerships"),
        (f"{WEEK}/deadlines.ics", "Sample week: deadlines"),
        ("/calendars/sessions/1.ics", "Standing Committee on Resources, Cooperation and Assistance"),
    ],
)
def test_the_page_names_a_calendar_with_its_address_to_copy_to_open_and_for_a_phone(
    week: World, of: str, name: str
) -> None:
    page = week.visitor().open(f"/calendars/subscribe/?of={of}")
    address = f"https://meetings.example.org{of}"
    links = page.links()

    assert name in page.text
    assert links[address] == address
    assert links["Subscribe in my program"] == address.replace("https", "webcal")
    assert qr_of(address.replace("https", "webcal")).path in week.visitor().get(f"/calendars/subscribe/?of={of}").text
    assert f"{address}?tz=utc" in page.text


def test_the_page_explains_every_program_with_its_delay_and_who_says_so(week: World) -> None:
    page = week.visitor().open("/calendars/subscribe/")
    sections = list(page.tree.iter("section"))

    assert [text_of(next(section.iter("h3"))) for section in sections] == [str(client.name) for client in CLIENTS]
    for section, client in zip(sections, CLIENTS, strict=True):
        assert [text_of(step) for step in section.iter("li")] == [str(step) for step in client.steps]
        assert str(client.delay) in text_of(section)
        assert [link.get("href") for link in section.iter("a")] == [address for _name, address in client.sources]
    assert page.has_link("What changed lately")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_address_keeps_the_reader_s_language(week: World, language: str) -> None:
    page = week.visitor(language).open("/calendars/subscribe/")

    assert f"https://meetings.example.org/calendars/all.ics?lang={language}" in page.links().values()


@pytest.mark.parametrize(
    "of",
    [
        "x",
        "/",
        "/calendars/",
        "/calendars/subscribe/",
        "/meetings/sample-week/",
        "/calendars/meetings/none.ics",
        "/calendars/meetings/hidden-week.ics",
        "/calendars/meetings/hidden-week/plenary.ics",
        "/calendars/meetings/sample-week/tracks/none.ics",
        "/calendars/committees/none.ics",
        "/calendars/sessions/999.ics",
        "https://evil.example/calendars/all.ics",
        "//evil.example/calendars/all.ics",
        "/calendars/all.ics%3Flang=ar",
        "%00",
        "é" * 3000,
        "<b>",
    ],
)
def test_what_is_no_calendar_that_everybody_may_have_is_not_found(week: World, of: str) -> None:
    with week.writing():
        session = make_session(make_meeting("hidden-week", now=week.now, listed=False), now=week.now)
        actions.confirm(session, seen=session.version, actor=SECRETARIAT, now=week.now)

    assert week.visitor().get(f"/calendars/subscribe/?of={of}").status_code == 404


def test_the_secret_of_a_link_is_not_explained_by_writing_it_into_another_address(week: World) -> None:
    with week.writing():
        path = link_to("ZMB", now=week.now)

    assert week.visitor().get(f"/calendars/subscribe/?of={path}").status_code == 404


def test_the_page_is_not_sent_again_while_nothing_changed(week: World) -> None:
    site = week.visitor()
    tag = site.get("/calendars/subscribe/").headers["ETag"]

    assert site.get("/calendars/subscribe/", **{"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["webcal://meetings.example.org/calendars/all.ics", "x" * 300])
def test_a_code_draws_every_dark_module_and_leaves_the_quiet_zone_light(address: str) -> None:
    code = qr_of(address)
    drawn = {
        (int(row), column)
        for column_at, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for column in range(int(column_at), int(column_at) + int(length))
    }
    made = list(segno.make(address, error="m", micro=False).matrix)

    assert code.side == len(made) + 2 * QUIET
    assert drawn == {
        (row + QUIET, column + QUIET) for row, modules in enumerate(made) for column, dark in enumerate(modules) if dark
    }


def test_a_code_has_a_title_and_is_black_on_white_without_a_style(week: World) -> None:
    picture = next(week.visitor().open("/calendars/subscribe/").tree.iter(f"{SVG}svg"))
    title, ground, code = list(picture)

    assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", title.get("id"))
    assert text_of(title) == "QR code: subscribe to this calendar"
    assert (ground.get("fill"), code.get("fill")) == ("#fff", "#000")
    assert not {"class", "style"} & {name for part in (ground, code) for name in part.attrib}
