"""The programme of a week: copied from last year, dragged into a clash and back, released, changed, released again.

Told by an officer of the secretariat with a mouse, by one with the keyboard alone before an Arabic page, and by one on
a phone without JavaScript; a delegation of one reads what everybody sees and gets its mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator

from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.queries import drafts, entries
from meetings.drafts.slots import actions as slots
from meetings.sessions.entries import Entry, Named, NamedAs
from meetings.sessions.queries import meeting, names_of
from tests.builders.accounts import SECRETARIAT, link_for, make_account
from tests.builders.links import secret_of
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.builders.wishes import said
from tests.journeys.person import Person, Seat
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.tools.ical_readers import read_with_ical_js, read_with_libical, read_with_vobject
from tests.world import Template, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WEEK = "/meetings/sample-week/"
LAST_TUESDAY, TUESDAY = date(2010, 6, 22), date(2011, 6, 21)
SPRING = datetime(2011, 4, 4, 9, 0, tzinfo=UTC)
ZAMBIA = (Named("ZMB", NamedAs.PRESENTER),)
MOST_STOPS = 400


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


class Forms:
    """Somebody who fills in the forms of an entry; nothing else is needed."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def goes(self, path: str) -> None:
        """Follow a link."""
        self.person.follows(path)

    def sends(self, path: str) -> None:
        """Send the form whose address this is, the one that stands on the page."""
        self.person.presses()

    def moves(self, draft: str, uid: str, *, starts: str, room: int) -> None:
        """Put an entry elsewhere."""
        self.goes(f"{draft}entries/{uid}/move/")
        self.person.fills(day=starts[:10], start=starts[11:], room=room)
        self.person.presses()

    def asks(self, draft: str, uid: str, *, starts: str, room: int) -> str:
        """What is said of a move before it is made: without a script, nothing."""
        return ""

    def undoes(self) -> None:
        """Undo the last step."""
        with self.person.page.expect_navigation():
            self.person.page.locator(".editor-undo button").click()
        self.person.looks()


class Mouse(Forms):
    """Somebody who drags."""

    def moves(self, draft: str, uid: str, *, starts: str, room: int) -> None:
        """Drag an entry there, unless it is on its way already, and let go."""
        self.asks(draft, uid, starts=starts, room=room)
        self.person.page.mouse.up()
        self.settles(starts, uid)

    def asks(self, draft: str, uid: str, *, starts: str, room: int) -> str:
        """Drag an entry there and read what is said, without letting go."""
        page = self.person.page
        if not page.locator(".editor-target").count():
            block = page.locator(f"#entry-{uid}")
            page.evaluate("uid => document.getElementById(uid).scrollIntoView({block: 'center'})", f"entry-{uid}")
            at = self._box(block)
            page.mouse.move(at["x"] + 40, at["y"] + 8)
            page.mouse.down()
        day = page.locator(f"#day-{starts[:10]}")
        row = self._box(day.locator(f"tr[data-starts='{starts}'] th"))
        column = self._box(day.locator(f"thead [data-room='{room}']"))
        page.mouse.move(column["x"] + 20, row["y"] + 5, steps=6)
        page.locator(".editor-target span").filter(has_text=".").wait_for()
        return str(page.locator(".editor-said").inner_text())

    def undoes(self) -> None:
        """Undo the last step; the page stays."""
        before = self.person.page.locator("#editor").get_attribute("data-version")
        self.person.page.locator(".editor-undo button").click()
        self.person.page.locator(f"#editor:not([data-version='{before}'])").wait_for()
        self.person.looks()

    def settles(self, starts: str, uid: str) -> None:
        """Wait until the page shows the entry in its place."""
        self.person.page.locator(f"#entry-{uid}[data-starts='{starts}']").wait_for()
        self.person.looks()

    @staticmethod
    def _box(found: Locator) -> FloatRect:
        box = found.bounding_box()
        assert box is not None
        return box


class Keyboard(Mouse):
    """Somebody who has no pointer at all."""

    def goes(self, path: str) -> None:
        """Reach a link and press Enter."""
        self.reaches(f"a[href='{path}']")
        with self.person.page.expect_navigation():
            self.person.page.keyboard.press("Enter")
        self.person.looks()

    def sends(self, path: str) -> None:
        """Reach the button of a form and press Enter."""
        self.reaches(f"form[action='{path}'] button[type=submit]")
        with self.person.page.expect_navigation():
            self.person.page.keyboard.press("Enter")
        self.person.looks()

    def moves(self, draft: str, uid: str, *, starts: str, room: int) -> None:
        """Take an entry up, move it by arrows, put it down."""
        self.asks(draft, uid, starts=starts, room=room)
        self.person.page.keyboard.press("Enter")
        self.settles(starts, uid)
        assert self.person.page.evaluate("document.activeElement.closest('.editor-block')?.dataset.uid") == uid

    def asks(self, draft: str, uid: str, *, starts: str, room: int) -> str:
        """Take an entry up, move it there and read what is said, without putting it down."""
        page = self.person.page
        block = page.locator(f"#entry-{uid}")
        if not page.locator(".editor-taken").count():
            self.reaches(f"#entry-{uid} .editor-grip")
            page.keyboard.press("Enter")
            was, at = block.get_attribute("data-starts") or "", int(block.get_attribute("data-room") or 0)
            steps = (datetime.fromisoformat(starts) - datetime.fromisoformat(was)).total_seconds() / 900
            for _ in range(abs(int(steps))):
                page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
            rooms = [one.get_attribute("data-room") for one in page.locator(".editor-day >> nth=0 >> thead th").all()]
            aside = rooms.index(str(room)) - rooms.index(str(at))
            rightwards = (aside > 0) != (self.person.seat.language == "ar")
            for _ in range(abs(aside)):
                page.keyboard.press("ArrowRight" if rightwards else "ArrowLeft")
        page.locator(".editor-target span").filter(has_text=".").wait_for()
        return str(page.locator(".editor-said").inner_text())

    def undoes(self) -> None:
        """Press u at an entry."""
        before = self.person.page.locator("#editor").get_attribute("data-version")
        self.reaches(".editor-grip")
        self.person.page.keyboard.press("u")
        self.person.page.locator(f"#editor:not([data-version='{before}'])").wait_for()
        self.person.looks()

    def reaches(self, selector: str) -> None:
        """Press Tab until this has the focus, and see that it shows it."""
        for _ in range(MOST_STOPS):
            if self.person.page.evaluate("what => document.activeElement.matches(what)", selector):
                break
            self.person.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the keyboard does not reach {selector} on {self.person.path}")
        assert self.person.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


class Story:
    """Who takes part, and what each of them does."""

    def __init__(self, world: World, address: str, browser: Browser, seat: Seat, hands: type[Forms]) -> None:
        self.world, self.seat = world, seat
        self.isu = Person(browser, address, seat)
        self.hands = hands(self.isu)
        self.reader = Person(browser, address, seat)
        self.draft = ""

    def last_year_is_on_record(self) -> None:
        now = self.world.now
        with self.world.writing():
            last = make_meeting(
                "last-year", now=now, name="Last year", starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25)
            )
            rooms = [make_room(last, name, now=now) for name in ("Room XX", "Room XXI")]
            for title, hours, room in (("Clearance", ("10:00", "11:00"), 0), ("Victims", ("11:30", "12:30"), 1)):
                make_session(last, *hours, day=LAST_TUESDAY, title=title, room=rooms[room], now=now)
            week = make_meeting(now=now)
            slots.lay_out(week, with_lunch=False, actor=SECRETARIAT, now=now)
            said(week, "ZMB", people=1, now=now)
            make_delegate("ZMB", now=now)
            officer = make_account("Sample officer", now=now, role="isu").id
            secret = link_for(officer, now=now)
        self.isu.opens(f"/sign-in/link/{secret}/")
        self.isu.presses()

    def last_year_is_copied_in_one_step(self) -> None:
        self.isu.opens(f"{WEEK}drafts/")
        self.hands.goes(f"{WEEK}drafts/new/")
        self.hands.sends(f"{WEEK}drafts/new/")
        self.draft = self.isu.path
        assert {one.title: one.starts for one in self._entries().values()} == {
            "Clearance": datetime.combine(TUESDAY, datetime.fromisoformat("2011-06-21T10:00").time()),
            "Victims": datetime.combine(TUESDAY, datetime.fromisoformat("2011-06-21T11:30").time()),
        }

    def a_clash_is_seen_while_it_is_made_and_undone(self) -> None:
        clearance, victims = self._entries()["Clearance"], self._entries()["Victims"]
        place = {"starts": f"{TUESDAY}T11:30", "room": self._room(clearance)}
        told = self.hands.asks(self.draft, clearance.uid, **place)  # type: ignore[arg-type]
        with self.world.reading():
            zambia = names_of({"ZMB"}, self.seat.language, TUESDAY)["ZMB"]
        assert zambia in told or not told
        self.hands.moves(self.draft, clearance.uid, **place)  # type: ignore[arg-type]
        self.isu.sees(zambia)
        assert self.isu.page.locator(".editor-block.editor-error").count() == 2
        assert self._entries()["Clearance"].starts == victims.starts
        self.hands.undoes()
        assert self._entries()["Clearance"].starts == clearance.starts
        assert self.isu.page.locator(".editor-block.editor-error").count() == 0

    def the_scheduler_takes_it_apart_and_its_answer_is_kept(self) -> None:
        clearance, victims = self._entries()["Clearance"], self._entries()["Victims"]
        self.hands.moves(self.draft, clearance.uid, starts=f"{TUESDAY}T11:30", room=self._room(clearance))
        self.hands.goes(f"{self.draft}solve/")
        self.hands.sends(f"{self.draft}solve/")
        run = self.isu.path
        self.hands.goes(f"{run}keep/")
        self.hands.sends(f"{run}keep/")
        assert self.isu.path == self.draft
        kept = self._entries()
        assert kept["Clearance"].starts != kept["Victims"].starts
        assert self.isu.page.locator(".editor-block.editor-error").count() == 0
        self.hands.moves(self.draft, clearance.uid, starts=f"{TUESDAY}T10:00", room=self._room(clearance))
        if kept["Victims"].starts != victims.starts:
            self.hands.moves(self.draft, victims.uid, starts=f"{TUESDAY}T11:30", room=self._room(victims))

    def it_is_released(self, number: int) -> None:
        self.isu.opens(self.draft)
        self.hands.goes(f"{self.draft}check/")
        self.hands.goes(f"{self.draft}release/")
        self.hands.sends(f"{self.draft}release/")
        assert self.isu.path == f"{WEEK}releases/{number}/"

    def everybody_sees_the_programme(self) -> None:
        self.reader.opens(f"{WEEK}drafts/", status=404)
        self.reader.opens(WEEK)
        self.reader.sees("Clearance")
        self.reader.sees("Victims")

    def a_session_is_moved_and_one_is_cancelled(self) -> None:
        self.isu.opens(f"{WEEK}drafts/new/")
        self.hands.sends(f"{WEEK}drafts/new/")
        self.draft = self.isu.path
        clearance, victims = self._entries()["Clearance"], self._entries()["Victims"]
        self.hands.moves(self.draft, clearance.uid, starts=f"{TUESDAY}T10:30", room=self._room(victims))
        self.hands.goes(f"{self.draft}entries/{victims.uid}/")
        self.hands.goes(f"{self.draft}entries/{victims.uid}/cancel/")
        self._types_the_reason("Nobody asked for it.")
        self.hands.sends(f"{self.draft}entries/{victims.uid}/cancel/")
        self.isu.sees("Nobody asked for it.")

    def the_delegation_gets_its_mail(self) -> None:
        self.reader.opens(WEEK)
        self.reader.sees("10:30")
        mails = [
            message_from_bytes(file.read_bytes(), policy=policy.default) for file in self.world.outbox.glob("*.eml")
        ]
        bodies = [
            body.get_content() for mail in mails if "zmb" in str(mail["To"]) and (body := mail.get_body(("plain",)))
        ]
        assert any("Clearance" in body and "Nobody asked for it." in body for body in bodies), bodies

    def my_day_and_the_calendar_agree_with_it(self) -> None:
        with self.world.writing():
            secret = secret_of("ZMB", now=self.world.now)
        self.reader.opens(f"/my/{secret}/?meeting=sample-week")
        self.reader.sees("10:30")
        feed = self.reader.page.request.get(f"{self.reader.address}/calendars/my/{secret}.ics?tz=utc").body()
        for read in (read_with_ical_js, read_with_libical, read_with_vobject):
            found = {one.summary.split()[-1]: one for one in read(feed)}
            assert (found["Clearance"].start_utc, found["Clearance"].status) == ("2011-06-21T08:30:00Z", "TENTATIVE")
            assert found["Victims"].status == "CANCELLED"

    def _types_the_reason(self, reason: str) -> None:
        if isinstance(self.hands, Keyboard):
            self.hands.reaches("textarea[name=reason]")
            self.isu.page.keyboard.type(reason)
        else:
            self.isu.fills(reason=reason)

    def _entries(self) -> dict[str, Entry]:
        with self.world.reading():
            week = meeting("sample-week")
            assert week is not None
            number = int(self.draft.rstrip("/").rpartition("/")[2])
            (found,) = [one for one in drafts(week.id) if one.id == number]
            assert isinstance(found, ProgrammeDraft)
            return {one.title: one for one in entries(found)}

    @staticmethod
    def _room(entry: Entry) -> int:
        assert entry.room_id is not None
        return entry.room_id


TOLD = [
    pytest.param("sqlite", Seat("en", 1280, True), Mouse, id="by-mouse"),
    pytest.param("sqlite", Seat("ar", 1280, True), Keyboard, id="by-keyboard-alone-in-arabic"),
    pytest.param("sqlite", Seat("fr", 360, False), Forms, id="by-form-on-a-phone-without-javascript"),
    pytest.param("postgresql", Seat("en", 1280, True), Mouse, id="on-postgresql", marks=pytest.mark.postgres),
]


@pytest.mark.parametrize(("backend", "seat", "hands"), TOLD, indirect=["backend"])
def test_the_programme_of_a_week(
    template: Template, browser: Browser, seat: Seat, hands: type[Forms], tmp_path: Path
) -> None:
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        world.clock.set(SPRING)
        story = Story(world, address, browser, seat, hands)
        story.last_year_is_on_record()
        story.last_year_is_copied_in_one_step()
        story.a_clash_is_seen_while_it_is_made_and_undone()
        story.the_scheduler_takes_it_apart_and_its_answer_is_kept()
        story.it_is_released(1)
        story.everybody_sees_the_programme()
        story.a_session_is_moved_and_one_is_cancelled()
        story.it_is_released(2)
        story.the_delegation_gets_its_mail()
        story.my_day_and_the_calendar_agree_with_it()
