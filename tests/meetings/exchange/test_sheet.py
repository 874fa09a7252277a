"""The programme on one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from foundation.database import db
from meetings.exchange.export import Item
from meetings.exchange.export_sheet import MOST_DAYS, SIZES, Sheet, sheets_of
from meetings.sessions.entries import Entry, Kind
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.builders.weeks import MONDAY, entries_of_a_week, release_of, released_week
from tests.conftest import MONDAY as CLOCK
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.world import Template, World

A4_LANDSCAPE = (842, 595)
"""In points, as a PDF tells them."""
PAGE = "/meetings/sample-week/print/"
ONCE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""What is drawn depends on no database."""


def item(day: date, hour: int = 10, title: str = "Sample session", minute: int = 0) -> Item:
    """A session of an hour and a half."""
    starts = datetime.combine(day, time(hour, minute))
    entry = Entry(uid=f"{starts}", kind=Kind.GROUP, title=title, minutes=90, starts=starts, room_name="Room XX")
    return Item(entry=entry, zone="Europe/Zurich", committee=None, session_id=1)


def one_sheet(items: list[Item]) -> Sheet:
    """The only sheet of a week."""
    days: dict[date, list[Item]] = {}
    for one in items:
        assert one.entry.starts is not None
        days.setdefault(one.entry.starts.date(), []).append(one)
    (sheet,) = sheets_of(sorted(days.items()))
    return sheet


def test_days_stand_beside_each_other_and_the_hours_in_which_sessions_begin_below() -> None:
    monday, friday = MONDAY, MONDAY + timedelta(days=4)
    items = [item(monday, 10), item(monday, 10, minute=45), item(monday, 15), item(friday, 15)]
    sheet = one_sheet(items)

    assert sheet.days == (monday, friday)
    assert [(row.hour, tuple(len(cell) for cell in row.cells)) for row in sheet.rows] == [(10, (2, 0)), (15, (1, 1))]


def test_a_meeting_over_a_weekend_takes_a_sheet_for_each_week() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(10)]
    sheets = sheets_of([(day, [item(day)]) for day in days])

    assert [len(sheet.days) for sheet in sheets] == [MOST_DAYS, 3]


def test_without_anything_there_is_no_sheet() -> None:
    assert sheets_of([]) == []


@pytest.mark.parametrize(("a_day", "letters"), [(1, 1), (12, 3), (40, len(SIZES)), (400, len(SIZES))])
def test_the_more_there_is_to_say_the_smaller_are_the_letters(a_day: int, letters: int) -> None:
    title = "Standing Committee on Resources, Cooperation and Assistance"
    items = [
        item(MONDAY + timedelta(days=day), 9 + number % 9, title=title) for day in range(5) for number in range(a_day)
    ]

    assert abs(one_sheet(items).letters - letters) <= 1


def test_a_note_on_the_first_sheet_leaves_less_room_for_letters_there() -> None:
    days = [MONDAY + timedelta(days=number) for number in (0, 1, 7, 8)]
    week = [(day, [item(day, 9 + number % 9, title="x" * 60) for number in range(24)]) for day in days]
    bare, noted = sheets_of(week), sheets_of(week, said=["A note. " * 200, ""])

    assert noted[0].letters > bare[0].letters
    assert noted[1] == bare[1]


def test_the_page_shows_every_session_with_its_room_and_what_was_cancelled(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    page = world.visitor().open(PAGE)
    rows = page.rows("Programme from 20 June 2011 to 24 June 2011")

    assert page.heading == "Sample week: programme"
    assert "Release 2, 20 June 2011, 09:00" in page.text
    assert [row[0] for row in rows] == ["10", "11", "13", "15", "16"]
    assert "10:00 – 11:30 Small group on partnerships and national ownership Room XXII" in rows[0][1]
    assert "11:30 – 13:00 Small group on partnerships and national ownership Room XX Cancelled" in rows[1][1]
    assert rows[2][1] == "13:00 – 15:00 Lunch"
    assert page.has_link("Programme as PDF")


def test_samples_and_illustrative_times_are_marked_and_the_marks_are_told(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now, is_sample=True, time_is_illustrative=True)
    page = world.visitor().open(PAGE)

    assert "Sample session ° *" in page.text
    assert "° The clock time or the day is illustrative: no source gives it." in page.text
    assert "* A sample record." in page.text
    assert "Not released yet: as it stands on record, last changed 20 June 2011" in page.text


@pytest.fixture(scope="module")
def paper() -> Iterator[Page]:
    """A page of Chromium."""
    with chromium() as browser:
        yield browser.new_context().new_page()


@contextmanager
def site_with(template: Template, folder: Path, *, titles: int = 1) -> Iterator[str]:
    """The address of a site with sixty sessions in five rooms on five days, their titles so many times as long."""
    template.refresh()
    with served(template.url, folder) as (world, address):
        world.clock.set(CLOCK)
        with world.writing():
            meeting = make_meeting(now=world.now)
            db.session.flush()
            entries = entries_of_a_week(meeting, now=world.now)
            release_of(meeting, [replace(one, title=one.title * titles) for one in entries], now=world.now)
        yield address


def pages_printed(paper: Page, address: str) -> list[tuple[int, int]]:
    """The sizes of the sheets that Chromium prints, in points."""
    paper.goto(address)
    printed = pypdfium2.PdfDocument(paper.pdf(prefer_css_page_size=True))
    return [(round(sheet.get_width()), round(sheet.get_height())) for sheet in printed]


@pytest.mark.slow
@pytest.mark.browser
@ONCE
@pytest.mark.parametrize("titles", [1, 3])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_full_week_is_printed_on_one_sheet_of_a4(
    template: Template, tmp_path: Path, paper: Page, language: str, titles: int
) -> None:
    with site_with(template, tmp_path, titles=titles) as address:
        assert pages_printed(paper, f"{address}{PAGE}?lang={language}") == [A4_LANDSCAPE]


@pytest.mark.slow
@pytest.mark.browser
@ONCE
def test_a_single_session_is_printed_on_one_sheet_too(template: Template, tmp_path: Path, paper: Page) -> None:
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        world.clock.set(CLOCK)
        with world.writing():
            meeting = make_meeting(now=world.now)
            make_session(meeting, room=make_room(meeting, now=world.now), now=world.now)
        assert pages_printed(paper, f"{address}{PAGE}") == [A4_LANDSCAPE]
