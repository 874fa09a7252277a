"""The look in a browser: every component, in both directions, on a phone and on a desk, without JavaScript."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.tools.browser import chromium
from tests.tools.gallery import ERROR_PAGES, PAGES, WIDTHS, WORDS, served

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.textContent.trim()"
HAS_OUTLINE = "getComputedStyle(document.activeElement).outlineStyle === 'solid'"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    ".masthead :is(a, button, summary), :is(.breadcrumb, .pagination, .file-link) a, .button, .choice label, select"
  )].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the gallery is served."""
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as browser:
        yield browser


def opened(
    browser: Browser, url: str, width: int, *, scheme: Literal["light", "dark"] = "light", script: bool = True
) -> Page:
    viewport: ViewportSize = {"width": width, "height": 800}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, java_script_enabled=script)
    page = context.new_page()
    page.goto(url)
    return page


VISITS = [
    *itertools.product(("reader", "wrong", "lost"), WORDS, WIDTHS, ("light",)),
    *itertools.product((f"error-{status}" for status in ERROR_PAGES), ("ar",), ("narrow",), ("light",)),
    ("wrong", "en", "narrow", "dark"),
]


@pytest.mark.parametrize(("name", "language", "look", "scheme"), VISITS, ids=map("-".join, VISITS))
def test_pages_fit_the_screen_and_pass_axe(
    browser: Browser, address: str, name: str, language: str, look: str, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, f"{address}{PAGES[name]}lang={language}", WIDTHS[look], scheme=scheme)
    violations = Axe().run(page).response["violations"]
    assert {problem["id"]: [node["html"] for node in problem["nodes"]] for problem in violations} == {}
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTHS[look]
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_word_of_ten_thousand_letters_stays_inside_the_page(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, f"{address}{PAGES['long']}lang=en", width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_what_is_pressed_with_a_finger_is_large_enough(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, f"{address}{PAGES['signed']}lang=en", width)
    page.evaluate("document.querySelectorAll('.fold').forEach(fold => { fold.open = true })")
    assert page.evaluate(SMALL_TARGETS) == []
    page.context.close()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{PAGES['reader']}lang=en", WIDTHS["wide"])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def test_on_a_desk_the_menu_lies_open_and_every_entry_shows_its_focus(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{PAGES['signed']}lang=en", WIDTHS["wide"])
    stops = []
    for _ in range(15):
        page.keyboard.press("Tab")
        assert page.evaluate(HAS_OUTLINE)
        stops.append(page.evaluate(FOCUSED))
    menu = WORDS["en"]["menu"].split("|")
    own = ["Your delegation", "Accounts", "Sign out"]
    assert stops == ["Skip to the content", "Intersessional", "العربية", "English", "Français", *menu, *own]
    page.context.close()


@pytest.mark.parametrize("language", WORDS)
def test_on_a_phone_the_menu_opens_by_keyboard_without_javascript(
    browser: Browser, address: str, language: str
) -> None:
    page = opened(browser, f"{address}{PAGES['signed']}lang={language}", WIDTHS["narrow"], script=False)
    entry = page.get_by_role("link", name=WORDS[language]["menu"].split("|")[3], exact=True)
    assert not entry.is_visible()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    entry.wait_for(state="visible")
    page.keyboard.press("Enter")
    entry.wait_for(state="hidden")
    page.context.close()


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{PAGES['wrong']}lang=en", WIDTHS["narrow"])
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.title() == f"Error: {WORDS['en']['title']} – Intersessional"
    page.get_by_role("link", name="Language – Choose one of these.").click()
    assert page.evaluate("document.activeElement.id") == "language-0"
    page.context.close()


def test_the_first_letter_decides_the_direction_of_what_is_typed(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{PAGES['reader']}lang=en", WIDTHS["wide"])
    page.get_by_label("Title", exact=True).fill(WORDS["ar"]["paper"])
    assert page.get_by_label("Title", exact=True).evaluate("field => getComputedStyle(field).direction") == "rtl"
    page.context.close()
