"""What the editor's script does beyond the journey: two officers at once, lengths, the tray, a finger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from meetings.sessions.entries import Kind
from tests.builders.accounts import link_for, make_account
from tests.builders.drafts import make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.world import Template

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAFT = "/meetings/sample-week/drafts/1/"


@dataclass
class Officer:
    """Somebody of the ISU before the editor."""

    page: Page
    context: BrowserContext

    def place(self, uid: str) -> tuple[str, str]:
        """Where an entry stands, as the page shows it: its start and its length."""
        found = self.page.locator(f"#entry-{uid}")
        return found.get_attribute("data-starts") or "", found.get_attribute("data-minutes") or ""

    def presses(self, uid: str, *keys: str) -> None:
        """Press keys at an entry."""
        self.page.locator(f"#entry-{uid} .editor-grip").focus()
        for key in keys:
            self.page.keyboard.press(key)

    def waits(self, uid: str, starts: str, minutes: int = 60) -> None:
        """Wait until an entry stands there."""
        self.page.locator(f"#entry-{uid}[data-starts='{starts}'][data-minutes='{minutes}']").wait_for()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def officers(template: Template, browser: Browser, tmp_path: Path) -> Iterator[list[Officer]]:
    """Two officers before a draft with an entry at ten and one without a place; the second has a touch screen."""
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        with world.writing():
            week = make_meeting(now=world.now)
            room = make_room(week, now=world.now)
            placed = entry("a", minutes=60, kind=Kind.GROUP, room_id=room.id)
            make_draft(week, placed, entry("b", None, minutes=60, kind=Kind.GROUP), now=world.now)
            people = [make_account(f"Sample officer {number}", now=world.now, role="isu").id for number in (1, 2)]
            secrets = [link_for(one, now=world.now) for one in people]
        found = []
        for number, secret in enumerate(secrets):
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, locale="en-GB", has_touch=number == 1
            )
            page = context.new_page()
            page.goto(f"{address}/sign-in/link/{secret}/")
            page.locator("main form button").first.click()
            page.goto(address + DRAFT)
            found.append(Officer(page, context))
        yield found
        for one in found:
            one.context.close()


def test_of_two_who_move_the_same_entry_the_second_sees_both_versions(officers: list[Officer]) -> None:
    first, second = officers
    first.presses("a", "Enter", "ArrowDown", "Enter")
    first.waits("a", "2011-06-24T10:15")
    second.presses("a", "Enter", "ArrowUp", "Enter")
    answer = second.page.locator(".editor-answer")
    answer.wait_for()

    assert "Somebody else changed this after you opened the page." in second.page.locator(".editor-said").inner_text()
    assert "10:15" in answer.inner_text()
    assert "09:45" in answer.inner_text()
    assert second.place("a") == ("2011-06-24T10:00", "60")
    assert Axe().run(second.page).response["violations"] == []
    second.page.keyboard.press("Enter")
    second.waits("a", "2011-06-24T10:15")


def test_of_two_who_move_different_entries_each_sees_the_other_s_move(officers: list[Officer]) -> None:
    first, second = officers
    first.presses("a", "Enter", "ArrowDown", "Enter")
    first.waits("a", "2011-06-24T10:15")
    second.presses("b", "Enter", "Enter")
    second.page.locator("#entry-b:not([data-starts=''])").wait_for()
    assert second.place("a") == ("2011-06-24T10:15", "60")


def test_a_refused_move_leaves_the_entry_and_says_why(officers: list[Officer]) -> None:
    first, second = officers
    first.page.goto(f"{first.page.url}put-away/")
    first.page.locator("main form button").first.click()
    second.presses("a", "Enter", "ArrowDown", "Enter")
    said = second.page.locator(".editor-said").filter(has_text="put away")
    said.wait_for()
    assert "This draft was put away." in said.inner_text()
    assert second.place("a") == ("2011-06-24T10:00", "60")


def test_an_entry_is_made_longer_by_its_edge_and_shorter_by_keys(officers: list[Officer]) -> None:
    officer = officers[0]
    officer.page.locator("#entry-a .editor-edge").scroll_into_view_if_needed()
    officer.page.evaluate("document.getElementById('entry-a').scrollIntoView({block: 'center'})")
    edge = officer.page.locator("#entry-a .editor-edge").bounding_box()
    below = officer.page.locator("tr[data-starts='2011-06-24T11:15'] th").bounding_box()
    assert edge is not None
    assert below is not None
    officer.page.mouse.move(edge["x"] + 40, edge["y"] + 4)
    officer.page.mouse.down()
    officer.page.mouse.move(edge["x"] + 40, below["y"] + 4, steps=8)
    officer.page.mouse.up()
    officer.waits("a", "2011-06-24T10:00", 90)
    officer.presses("a", "Enter", "Shift+ArrowUp", "Shift+ArrowUp", "Enter")
    officer.waits("a", "2011-06-24T10:00", 60)


def test_delete_takes_an_entry_out_of_its_place_and_escape_leaves_it(officers: list[Officer]) -> None:
    officer = officers[0]
    officer.presses("a", "Enter", "ArrowDown", "PageUp", "Escape")
    assert "Sample a is back where it was." in officer.page.locator(".editor-said").inner_text()
    assert officer.place("a") == ("2011-06-24T10:00", "60")
    officer.presses("a", "Delete")
    officer.waits("a", "")
    officer.presses("a", "u")
    officer.waits("a", "2011-06-24T10:00")


UNTIL_IT_STANDS_STILL = """() => new Promise(done => {
  let was = -1, same = 0;
  const look = () => {
    same = scrollY === was ? same + 1 : 0;
    was = scrollY;
    if (same > 10) done(); else requestAnimationFrame(look);
  };
  look();
})"""
"""A page that a finger let go of scrolls on for a while."""


def test_a_finger_drags_after_a_long_press_and_scrolls_otherwise(officers: list[Officer]) -> None:
    officer = officers[1]
    page = officer.page
    page.evaluate("document.getElementById('entry-a').scrollIntoView({block: 'center'})")
    screen = officer.context.new_cdp_session(page)
    block = page.locator("#entry-a").bounding_box()
    target = page.locator("tr[data-starts='2011-06-24T12:00'] th").bounding_box()
    assert block is not None
    assert target is not None
    x, y = block["x"] + 60, block["y"] + 4

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": across, "y": down} for across, down in points]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    touch("touchStart", (x, y))
    for down in range(40, 240, 40):
        touch("touchMove", (x, y - down))
    touch("touchEnd")
    assert page.locator(".editor-taken").count() == 0
    page.evaluate(UNTIL_IT_STANDS_STILL)
    page.evaluate("document.getElementById('entry-a').scrollIntoView({block: 'center'})")
    page.evaluate(UNTIL_IT_STANDS_STILL)
    block = page.locator("#entry-a").bounding_box()
    target = page.locator("tr[data-starts='2011-06-24T12:00'] th").bounding_box()
    assert block is not None
    assert target is not None
    x, y = block["x"] + 60, block["y"] + 4
    touch("touchStart", (x, y))
    page.locator(".editor-taken").wait_for()
    touch("touchMove", (x, y + 30))
    touch("touchMove", (x, target["y"] + 4))
    touch("touchEnd")
    officer.waits("a", "2011-06-24T12:00")
