"""What the editor's script does beyond the journey: two officers at once, lengths, the tray, fingers, lost lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from meetings.sessions.entries import Kind, Named, NamedAs
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


def test_the_second_can_make_the_move_on_top_of_theirs(officers: list[Officer]) -> None:
    first, second = officers
    first.presses("a", "Enter", "ArrowDown", "Enter")
    first.waits("a", "2011-06-24T10:15")
    second.presses("a", "Enter", "ArrowUp", "Enter")
    second.page.get_by_role("button", name="Make my move on top of theirs").click()
    second.waits("a", "2011-06-24T09:45")


def test_what_undoing_would_undo_now_is_not_undone_unseen(officers: list[Officer]) -> None:
    first, second = officers
    first.presses("a", "Enter", "ArrowDown", "Enter")
    first.waits("a", "2011-06-24T10:15")
    second.page.reload()
    first.presses("a", "Enter", "ArrowDown", "Enter")
    first.waits("a", "2011-06-24T10:30")
    second.page.locator(".editor-undo button").click()
    answer = second.page.locator(".editor-answer")
    answer.wait_for()

    assert answer.locator("button").is_hidden()
    assert answer.get_by_role("link", name="Show the draft as it is now").is_visible()


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


def test_a_tap_leads_to_the_form_since_whoever_taps_has_no_arrow_keys(officers: list[Officer]) -> None:
    page = officers[1].page
    with page.expect_navigation():
        page.locator("#entry-a .editor-grip").tap()
    assert page.url.endswith("/entries/a/move/")


def test_a_move_that_meets_a_broken_line_is_kept_and_made_once(officers: list[Officer]) -> None:
    officer = officers[0]
    officer.page.route("**/move/", lambda route: route.abort())
    officer.presses("a", "Enter", "ArrowDown", "Enter")
    again = officer.page.locator(".editor-answer button")
    again.wait_for()

    assert "Your move is kept here" in officer.page.locator(".editor-said").inner_text()
    assert officer.place("a") == ("2011-06-24T10:00", "60")
    assert officer.page.locator(".editor-sign-in").is_hidden()
    assert again.evaluate("button => button === document.activeElement")
    officer.page.unroute("**/move/")
    officer.page.keyboard.press("Enter")
    officer.waits("a", "2011-06-24T10:15")
    assert officer.page.locator(".editor-answer").is_hidden()


def test_a_move_whose_answer_was_lost_is_not_made_twice(officers: list[Officer]) -> None:
    officer = officers[0]

    def swallow(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    officer.page.route("**/move/", swallow)
    officer.presses("a", "Enter", "ArrowDown", "Enter")
    officer.page.locator(".editor-answer button").wait_for()
    officer.page.unroute("**/move/")
    officer.page.keyboard.press("Enter")
    officer.page.locator("#editor[data-version='2'], .editor-answer[data-why='conflict']").first.wait_for()
    officer.page.goto(officer.page.url)
    assert officer.place("a") == ("2011-06-24T10:15", "60")
    assert officer.page.locator("ol.history[reversed] li").count() == 1


def test_whoever_is_signed_out_while_dragging_signs_in_and_tries_again(officers: list[Officer]) -> None:
    officer = officers[0]
    cookies = officer.context.cookies()
    officer.context.clear_cookies()
    officer.presses("a", "Enter", "ArrowDown")
    said = officer.page.locator(".editor-said").filter(has_text="perhaps you are signed out")
    said.wait_for()
    officer.page.keyboard.press("Enter")
    again = officer.page.locator(".editor-answer button")
    again.wait_for()
    assert officer.page.locator(".editor-sign-in").is_visible()
    assert officer.place("a") == ("2011-06-24T10:00", "60")
    officer.context.add_cookies(cookies)  # type: ignore[arg-type]
    again.click()
    officer.waits("a", "2011-06-24T10:15")


def test_undo_is_announced_and_the_focus_stays_where_it_was(officers: list[Officer]) -> None:
    officer = officers[0]
    officer.presses("a", "Enter", "ArrowDown", "Enter")
    officer.waits("a", "2011-06-24T10:15")
    officer.presses("a", "u")
    officer.waits("a", "2011-06-24T10:00")
    officer.page.locator("#editor-heard").filter(has_text="The step is undone.").wait_for(state="attached")
    assert officer.page.evaluate("document.activeElement.closest('.editor-block')?.dataset.uid") == "a"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_button_of_undo_keeps_its_words_on_one_line_on_a_phone(officers: list[Officer], language: str) -> None:
    officer = officers[0]
    officer.presses("a", "Enter", "ArrowDown", "Enter")
    officer.waits("a", "2011-06-24T10:15")
    officer.page.set_viewport_size({"width": 360, "height": 800})
    officer.page.goto(f"{officer.page.url.partition('?')[0]}?lang={language}")
    undo = officer.page.locator(".editor-undo button").bounding_box()
    assert undo is not None
    assert undo["width"] > undo["height"], "letters below one another"


HEARD = """() => {
  window.heard = [];
  const told = document.getElementById("editor-heard");
  new MutationObserver(() => heard.push(told.textContent)).observe(told, { childList: true });
}"""


def test_what_a_pointer_passes_is_not_read_out(officers: list[Officer]) -> None:
    page = officers[0].page
    page.evaluate("document.getElementById('entry-a').scrollIntoView({block: 'center'})")
    page.evaluate(HEARD)
    at = page.locator("#entry-a").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 40, at["y"] + 8)
    page.mouse.down()
    page.mouse.move(at["x"] + 40, at["y"] + 120, steps=6)
    page.locator(".editor-target span").filter(has_text=".").wait_for()
    assert page.evaluate("heard") == []
    page.mouse.up()
    page.locator("#editor-heard").filter(has_text="The entry is in its new place.").wait_for(state="attached")
    assert page.evaluate("heard") == ["The entry is in its new place."]


@pytest.fixture
def crowded(template: Template, browser: Browser, tmp_path: Path) -> Iterator[tuple[BrowserContext, str]]:
    """An officer before a day of five rooms, in which two sessions of one room are at once and many are named."""
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        with world.writing():
            week = make_meeting(now=world.now)
            rooms = [make_room(week, f"Room of small group {number}", now=world.now).id for number in range(5)]
            states = ("ALB", "DZA", "AGO", "ARG", "AUT", "BGD", "BLR", "BEL", "BEN", "BOL", "BRA", "BGR", "ZMB")
            named = tuple(Named(key, NamedAs.PRESENTER) for key in states)
            title = "Standing Committee on Victim Assistance and Socio-Economic Reintegration"
            placed = [
                entry(f"e{number}", f"{10 + number}:00", minutes=60, title=title, named=named, room_id=rooms[number])
                for number in range(5)
            ]
            twice = entry("twice", minutes=60, title=title, named=named, room_id=rooms[0])
            make_draft(week, *placed, twice, now=world.now)
            secret = link_for(make_account("Sample officer", now=world.now, role="isu").id, now=world.now)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        page = context.new_page()
        page.goto(f"{address}/sign-in/link/{secret}/")
        page.locator("main form button").first.click()
        page.close()
        yield context, address + DRAFT
        context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_five_rooms_with_a_clash_fit_on_the_screen(crowded: tuple[BrowserContext, str], language: str) -> None:
    context, address = crowded
    page = context.new_page()
    page.goto(f"{address}?lang={language}")
    beyond = "day => day.scrollWidth - day.clientWidth"
    assert [one.evaluate(beyond) for one in page.locator(".editor-scroll").all()] == [0] * 5
    heads = page.locator("#day-2011-06-24 thead [data-room]").all()
    room, *others = [round(one.evaluate("head => head.getBoundingClientRect().width")) for one in heads[1:]]
    assert max(others) - min(others) <= 1
    assert max(others) < room < 2 * max(others)


def test_the_bar_keeps_its_height_and_counts_what_it_cannot_hold(crowded: tuple[BrowserContext, str]) -> None:
    context, address = crowded
    page = context.new_page()
    page.goto(address)
    height = "document.querySelector('.editor-bar').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.locator("#entry-twice .editor-grip").focus()
    page.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        page.locator(".editor-target span").filter(has_text=".").wait_for()
        assert page.evaluate(height) == before
    said = page.locator(".editor-said")
    assert "and 10 more" in said.inner_text()
    assert said.evaluate("panel => panel.scrollHeight <= panel.clientHeight")
    page.set_viewport_size({"width": 700, "height": 900})
    page.keyboard.press("ArrowDown")
    said.filter(has_text="more, shown after the move").wait_for()
    assert said.evaluate("panel => panel.scrollHeight <= panel.clientHeight")


def test_on_a_phone_entries_are_seen_in_the_order_in_which_they_are_read(crowded: tuple[BrowserContext, str]) -> None:
    context, address = crowded
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    tops = [one.evaluate("block => block.getBoundingClientRect().top") for one in page.locator("td.editor-block").all()]
    assert len(tops) == 6
    assert tops == sorted(tops)
    assert "Room of small group 4" in page.locator("#entry-e4").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
