"""The committee's half day of 24 June 2011, from an empty week to a summary that stays for ever.

One story, told by those who live it: a secretariat, the State in the chair, a delegation that submits a paper, and a
delegation of one that reads and subscribes. It is told on a wide screen in English (on SQLite and on
PostgreSQL), on a phone in Arabic, and in French without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from agendas.sample.files import sample_pdf
from meetings.committees.queries import by_key
from meetings.delegations.queries import delegation_by_key
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.journeys.person import Person, Seat
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.tools.ical_readers import READERS
from tests.tools.pdf_checker import check_pdf
from tests.world import Template, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENGLISH, ARABIC, FRENCH = Seat("en", 1280, True), Seat("ar", 360, True), Seat("fr", 360, False)
TOLD = [
    pytest.param("sqlite", ENGLISH, id="english-wide"),
    pytest.param("sqlite", ARABIC, id="arabic-phone"),
    pytest.param("sqlite", FRENCH, id="french-without-javascript"),
    pytest.param("postgresql", ENGLISH, id="on-postgresql", marks=pytest.mark.postgres),
]
WEEK = "/meetings/sample-week/"
MARCH = datetime(2011, 3, 1, 9, 0, tzinfo=UTC)
MAY = datetime(2011, 5, 10, 9, 0, tzinfo=UTC)
IN_THE_ROOM = datetime(2011, 6, 24, 8, 30, tzinfo=UTC)
AFTERWARDS = datetime(2011, 6, 24, 15, 0, tzinfo=UTC)
NEXT_YEAR = datetime(2012, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


class Story:
    """Who takes part, and what each of them does."""

    def __init__(self, world: World, address: str, browser: Browser, seat: Seat, folder: Path) -> None:
        self.world, self.folder, self.seat = world, folder, seat
        self.isu = Person(browser, address, seat)
        self.chair = Person(browser, address, seat)
        self.author = Person(browser, address, seat)
        self.reader = Person(browser, address, seat)
        self.session = ""
        self.paper = ""

    def everybody_signs_in_by_mailed_link(self) -> None:
        with self.world.writing():
            make_account("Sample officer", now=self.world.now, role="isu")
            make_delegate("ALB", now=self.world.now, acts_in_office=True, name="Sample chair")
            make_delegate("MOZ", now=self.world.now, name="Sample author")
        for person, name in ((self.isu, "officer"), (self.chair, "chair"), (self.author, "author")):
            person.opens("/sign-in/")
            person.fills(email=f"sample.{name}@example.org")
            person.presses()
            person.opens(self._newest_link())
            person.presses()

    def isu_sets_up_the_week(self) -> None:
        self.isu.opens("/meetings/new/")
        self.isu.fills(
            name="Sample week",
            kind="intersessional",
            starts_on="2011-06-20",
            ends_on="2011-06-24",
            city="Geneva",
            slug="sample-week",
        )
        self.isu.presses()
        self.isu.opens(f"{WEEK}rooms/new/")
        self.isu.fills(name="Room XX", seats="120")
        self.isu.presses()
        self.isu.opens(f"{WEEK}list/")
        self.isu.presses()

    def isu_schedules_the_half_day(self) -> None:
        with self.world.reading():
            committee = by_key("sc_rca")
            assert committee is not None
        self.isu.opens(f"{WEEK}sessions/new/")
        room = self.isu.page.locator("main [name=room] option").last.get_attribute("value")
        self.isu.fills(
            committee=committee.id,
            day="2011-06-24",
            start="10:00",
            end="13:00",
            room=room,
            languages=["ar", "en", "fr"],
            time_is_illustrative=True,
        )
        self.isu.presses()
        self.session = self.isu.path
        self.isu.opens(f"{self.session}confirm/")
        self.isu.presses()

    def isu_may_not_book_the_room_twice(self) -> None:
        self.isu.opens(f"{WEEK}sessions/new/")
        room = self.isu.page.locator("main [name=room] option").last.get_attribute("value")
        self.isu.fills(title="Another", day="2011-06-24", start="12:00", end="13:00", room=room)
        self.isu.presses(status=422)
        assert self.isu.page.locator("main [name=title]").input_value() == "Another"

    def the_chair_drafts_the_agenda(self) -> None:
        items: tuple[tuple[str, str, str, list[str]], ...] = (
            ("Opening", "15", "procedural", []),
            ("Partnerships", "60", "cross_cutting", ["b", "h"]),
        )
        for title, minutes, theme, issues in items:
            self.chair.opens(f"{self.session}agenda/add/")
            self.chair.fills(title=title, minutes=minutes, theme=theme, issues=issues)
            self.chair.presses()
        self.chair.sees("Partnerships")

    def a_delegation_submits_a_paper(self) -> None:
        file = self.folder / "ورقة.pdf"
        file.write_bytes(sample_pdf("en", "Sample paper", ("A sample.",)))
        with self.world.reading():
            committee, delegation = by_key("sc_rca"), delegation_by_key("MOZ")
            assert committee is not None
            assert delegation is not None
        self.author.opens("/papers/submit/")
        week = self.author.page.locator("main [name=meeting] option", has_text="Sample week")
        self.author.fills(
            title="Sample paper on partnerships",
            committee=committee.id,
            meeting=week.first.get_attribute("value"),
            theme="mine_clearance",
            issues=["b"],
            language="en",
            file=str(file),
        )
        self.author.presses()
        self.paper = self.author.path

    def isu_publishes_it(self) -> None:
        self.reader.opens(self.paper, status=404)
        self.isu.opens(f"{self.paper}publish/")
        self.isu.presses()
        self.isu.sees("SC-RCA/2011/DP.1")

    def the_chair_circulates_the_agenda(self) -> None:
        self.chair.opens(f"{self.session}agenda/circulate/")
        self.chair.presses()

    def a_delegation_of_one_finds_session_paper_and_calendar(self) -> None:
        self.reader.opens("/")
        self.reader.follows(self.session)
        self.reader.sees("Partnerships")
        self.reader.follows(self.paper)
        (file,) = [one for one in self.reader.addresses(self.paper) if one.endswith(".pdf")]
        assert self.reader.downloads(file).read_bytes().startswith(b"%PDF-")
        calendar = self.world.visitor().get("/calendars/committees/sc_rca.ics").data
        for read in READERS.values():
            (event,) = read(calendar)
            assert (event.start_utc, event.end_utc) == ("2011-06-24T08:00:00Z", "2011-06-24T11:00:00Z")

    def isu_marks_who_is_in_the_room(self) -> None:
        with self.world.reading():
            present, excused = delegation_by_key("MOZ"), delegation_by_key("ZMB")
            assert present is not None
            assert excused is not None
        self.isu.opens(f"{self.session}attendance/")
        self.isu.fills(**{f"mark-{present.id}": "present", f"mark-{excused.id}": "excused"})
        self.isu.presses()

    def the_chair_writes_and_issues_the_summary(self) -> None:
        for language in ("en", "fr", "ar"):
            self.chair.opens(f"{self.session}summary/{language}/")
            self.chair.fills(title=f"Summary ({language})", body="The committee met.\n\n## Views\nStates spoke.")
            self.chair.presses()
        self.chair.opens(f"{self.session}summary/issue/")
        self.chair.presses()

    def everybody_reads_the_same_summary_for_ever(self) -> None:
        address = "/outcomes/sample-week-sc-rca"
        self.reader.opens(f"{address}/")
        files = {one: self.world.visitor().get(f"{address}.{one}.pdf").data for one in ("en", "fr", "ar")}
        paths = [self.folder / f"summary-{language}.pdf" for language in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content)
        assert check_pdf(paths) == []
        self.world.clock.set(NEXT_YEAR)
        for language, content in files.items():
            assert self.world.visitor().get(f"{address}.{language}.pdf").data == content

    def the_next_year_the_right_is_gone(self) -> None:
        self.world.clock.set(datetime(2013, 6, 1, 9, 0, tzinfo=UTC))
        self.chair.opens(f"{self.session}agenda/add/", status=403)

    def _newest_link(self) -> str:
        newest = max(self.world.outbox.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        mail = message_from_bytes(newest.read_bytes(), policy=policy.default)
        found = re.search(r"https?://[^/]+(/sign-in/link/\S+)", mail.get_content())
        assert found
        return found[1]


@pytest.mark.parametrize(("backend", "seat"), TOLD, indirect=["backend"])
def test_the_half_day(template: Template, browser: Browser, seat: Seat, tmp_path: Path) -> None:
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        story = Story(world, address, browser, seat, tmp_path)
        world.clock.set(MARCH)
        story.everybody_signs_in_by_mailed_link()
        story.isu_sets_up_the_week()
        story.isu_schedules_the_half_day()
        story.isu_may_not_book_the_room_twice()
        world.clock.set(MAY)
        story.the_chair_drafts_the_agenda()
        story.a_delegation_submits_a_paper()
        story.isu_publishes_it()
        story.the_chair_circulates_the_agenda()
        story.a_delegation_of_one_finds_session_paper_and_calendar()
        world.clock.set(IN_THE_ROOM)
        story.isu_marks_who_is_in_the_room()
        world.clock.set(AFTERWARDS)
        story.the_chair_writes_and_issues_the_summary()
        story.everybody_reads_the_same_summary_for_ever()
        story.the_next_year_the_right_is_gone()
