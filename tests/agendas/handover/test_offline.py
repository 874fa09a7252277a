"""A pack that was unpacked into a folder, in a browser without a connection."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.builders.handover import made
from tests.tools.browser import chromium
from tests.world import World

pytestmark = pytest.mark.browser

INDEXES = {"en": "index.html", "ar": "index.ar.html"}
WIDTHS = (360, 1280)
LINKS = "[...document.links].map(link => link.href.split('#')[0])"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def unpacked(furnished: World, tmp_path: Path) -> Path:
    """The folder of a pack."""
    folder = tmp_path / "Hand-over (2012) ملف"
    made(furnished).extractall(folder)
    return folder


def visit(page: Page, first: str) -> Iterator[str]:
    """Open a page and each page that it leads to, once each; yields their addresses."""
    waiting, known = [first], {first}
    while waiting:
        address = waiting.pop(0)
        page.goto(address)
        yield address
        for link in page.evaluate(LINKS):
            if link not in known:
                known.add(link)
                assert Path(unquote(urlsplit(link).path)).is_file(), f"{address} leads to {link}"
                if link.endswith(".html"):
                    waiting.append(link)


def offline(browser: Browser, width: int) -> tuple[BrowserContext, list[str]]:
    """A reader without a connection or scripts, and whatever else than files is asked for."""
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if urlsplit(request.url).scheme != "file" else None)
    return context, asked


@pytest.mark.parametrize(("language", "width"), list(itertools.product(INDEXES, WIDTHS)))
def test_every_page_opens_fits_and_passes_axe(browser: Browser, unpacked: Path, language: str, width: int) -> None:
    context, asked = offline(browser, width)
    page = context.new_page()
    seen = 0
    for address in visit(page, (unpacked / INDEXES[language]).as_uri()):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700", "without its style"
        if f"/{language}/" in address or INDEXES[language] in address:
            violations = Axe().run(page).response["violations"]
            problems = {problem["id"]: [node["html"] for node in problem["nodes"]] for problem in violations}
            assert problems == {}, address
        seen += 1
    context.close()
    assert seen == 17
    assert asked == []


def test_a_reader_walks_from_the_index_to_the_follow_ups_and_back(browser: Browser, unpacked: Path) -> None:
    context, _asked = offline(browser, 360)
    page = context.new_page()
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="Open follow-ups").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Open follow-ups"
    page.get_by_role("link", name="Contents of the pack").click()
    page.get_by_role("link", name="العربية").first.click()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    context.close()
