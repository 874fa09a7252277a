"""My day on paper: a sheet for each day, on which nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from foundation.database import db
from meetings.deadlines import actions as deadlines
from meetings.sessions.entries import Entry
from tests.builders.accounts import SECRETARIAT
from tests.builders.links import secret_of
from tests.builders.papers import make_published
from tests.builders.sessions import make_meeting
from tests.builders.weeks import BODIES, MONDAY, entries_of_a_week, release_of
from tests.builders.wishes import said
from tests.conftest import MONDAY as CLOCK
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.world import Template

DAYS = 5
SIZES = {"A4": (595, 842), "Letter": (612, 792)}
"""In points, as a PDF tells them."""
pytestmark = [pytest.mark.slow, pytest.mark.browser]
ONCE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""What is drawn depends on no database."""


@pytest.fixture(scope="module")
def paper() -> Iterator[Page]:
    """A page of Chromium."""
    with chromium() as browser:
        yield browser.new_context().new_page()


@pytest.fixture
def site(template: Template, tmp_path: Path) -> Iterator[tuple[str, list[Entry]]]:
    """The address of Mozambique's My day in a full week, and its sessions: twelve a day, three at a time.

    Nobody said how many come, so that eight of the twelve are clashes, each with its advice; there are papers for each
    day, and deadlines to come.
    """
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        world.clock.set(CLOCK)
        with world.writing():
            meeting = make_meeting(now=world.now)
            db.session.flush()
            entries = entries_of_a_week(meeting, now=world.now, days=DAYS)
            release_of(meeting, entries, now=world.now)
            weights = {one.uid: 1 + number % 3 for number, one in enumerate(one for one in entries if one.is_sitting)}
            said(meeting, "MOZ", now=world.now, sessions=weights)
            for body in BODIES:
                make_published(now=world.now, meeting=meeting.slug, committee=body, title=f"A paper for {body}")
            for name in ("Send your statement", "Registration closes"):
                deadlines.add(
                    meeting,
                    name=name,
                    due_on=date(2011, 6, 22),
                    audience="delegations",
                    remind_days=(),
                    note="",
                    actor=SECRETARIAT,
                    now=world.now,
                )
            secret = secret_of("MOZ", now=world.now)
        yield f"{address}/my/{secret}/?meeting=sample-week", [one for one in entries if one.is_sitting]


def printed(paper: Page, address: str, size: str) -> pypdfium2.PdfDocument:
    """The sheets that Chromium prints."""
    paper.goto(address)
    return pypdfium2.PdfDocument(paper.pdf(prefer_css_page_size=True, format=size))


def text_on(sheet: pypdfium2.PdfPage) -> str:
    """The words on a sheet, without the marks of direction and the ends of lines, which depend on its width."""
    text = sheet.get_textpage().get_text_range()
    return " ".join("".join(sign for sign in text if sign not in "\u2066\u2067\u2068\u2069\ufffe").split())


def is_within(sheet: pypdfium2.PdfPage) -> bool:
    """Whether every letter stands on the sheet as a whole."""
    text, (width, height) = sheet.get_textpage(), sheet.get_size()
    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    return all(0 <= left <= right <= width and 0 <= low <= high <= height for left, low, right, high in boxes)


@ONCE
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_day_takes_one_sheet_on_which_nothing_is_cut(
    paper: Page, site: tuple[str, list[Entry]], language: str, size: str
) -> None:
    address, entries = site
    sheets = list(printed(paper, f"{address}&lang={language}", size))

    assert len(sheets) == DAYS
    for number, sheet in enumerate(sheets):
        assert sheet.get_size() == pytest.approx(SIZES[size], abs=1)
        assert is_within(sheet)
        text, day = text_on(sheet), MONDAY + timedelta(days=number)
        for entry in entries:
            if entry.starts is not None and entry.starts.date() == day:
                assert entry.room_name in text
                assert f"{entry.starts:%H:%M}" in text
        assert text.count("A paper for") >= 1


@ONCE
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_single_day_takes_one_sheet_with_as_much_on_it(
    paper: Page, site: tuple[str, list[Entry]], language: str
) -> None:
    address, entries = site
    (sheet,) = printed(paper, f"{address}&day={MONDAY + timedelta(days=2)}&lang={language}", "A4")

    assert is_within(sheet)
    assert sum(text_on(sheet).count(title) for title in {one.title for one in entries}) >= 12
