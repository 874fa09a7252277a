"""A person at a browser: does what the story says, and checks every page on the way.

Fields are found by their names and buttons by their place, so that the same person can sit before a page in any
language, on a phone, and without JavaScript.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Page, Response

from tests.pages.checks import check_page, parse


@dataclass(frozen=True)
class Seat:
    """How a person sits before the site: language, width of the screen, and whether scripts run."""

    language: str
    width: int
    scripts: bool


@dataclass
class Person:
    """Somebody with a browser of their own."""

    browser: Browser
    address: str
    seat: Seat
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(
            viewport={"width": self.seat.width, "height": 800},
            locale={"en": "en-GB"}.get(self.seat.language, self.seat.language),
            java_script_enabled=self.seat.scripts,
            accept_downloads=True,
        )
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.troubles.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))

    def opens(self, path: str, status: int = 200) -> None:
        """Open an address and check the page."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self._check(answer)

    def fills(self, **values: Any) -> None:
        """Type, choose or tick: by the name of the field. A list ticks these boxes, True ticks a single one."""
        for name, value in values.items():
            control = self.page.locator(f"main [name='{name}']").first
            kind = control.evaluate("e => e.tagName + ':' + (e.type || '')") if self.seat.scripts else self._kind(name)
            if kind.startswith("SELECT"):
                control.select_option(str(value))
            elif kind == "INPUT:file":
                control.set_input_files(value)
            elif kind in ("INPUT:radio", "INPUT:checkbox"):
                self._ticks(name, value)
            else:
                control.fill(str(value))

    def presses(self, status: int = 200, *, value: str | None = None) -> None:
        """Send the first form of the page, or press the button of this value."""
        which = "[type=submit]" if value is None else f"[value='{value}']"
        with self.page.expect_navigation() as navigation:
            self.page.locator(f"main form button{which}").first.click()
        assert navigation.value.status == status, f"{self.path}: {navigation.value.status}\n{self.words[:1500]}"
        self._check(navigation.value)

    def follows(self, path: str) -> None:
        """Follow the link that leads there: it must be on the page."""
        link = self.page.locator(f"a[href='{path}']").first
        assert link.count(), f"no link to {path} on {self.page.url}"
        with self.page.expect_navigation() as navigation:
            link.click()
        self._check(navigation.value)

    def looks(self) -> None:
        """Check the page as it is now, after its script has changed it."""
        self._check(None)

    def downloads(self, path: str) -> Path:
        """Follow the link to a file and return what arrived."""
        with self.page.expect_download() as waiting:
            self.page.locator(f"a[href='{path}']").first.click()
        arrived: Download = waiting.value
        return Path(arrived.path())

    def sees(self, words: str) -> None:
        """Fail unless the words stand on the page."""
        assert words in self.words, f"{words!r} is not on {self.page.url}:\n{self.words[:1500]}"

    @property
    def words(self) -> str:
        """The words of the page's main part."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def path(self) -> str:
        """Where the person is."""
        return self.page.url.removeprefix(self.address)

    def addresses(self, beginning: str) -> Sequence[str]:
        """The addresses on the page that begin so, in order."""
        found = [link.get_attribute("href") or "" for link in self.page.locator("a[href]").all()]
        return [one for one in found if one.startswith(beginning)]

    def _ticks(self, name: str, value: Any) -> None:
        if value is True:
            self.page.locator(f"main [name='{name}']").first.check()
            return
        for one in value if isinstance(value, list) else [value]:
            self.page.locator(f"main [name='{name}'][value='{one}']").first.check()

    def _kind(self, name: str) -> str:
        control = self.page.locator(f"main [name='{name}']").first
        for tag in ("SELECT", "TEXTAREA"):
            if self.page.locator(f"main {tag.lower()}[name='{name}']").count():
                return f"{tag}:"
        return f"INPUT:{control.get_attribute('type') or 'text'}"

    def _check(self, answer: Response | None) -> None:
        tree = parse(self.page.content())
        check_page(tree)
        assert tree.get("lang") == self.seat.language
        assert tree.get("dir") == ("rtl" if self.seat.language == "ar" else "ltr")
        if self.seat.scripts:
            wider = self.page.evaluate("document.documentElement.scrollWidth") - self.seat.width
            assert wider <= 0, f"{self.path} is {wider} px wider than the screen"
            found = Axe().run(self.page).response["violations"]
            assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]][:2]) for one in found]
        # A browser notes an answer of 400 and above on its console by itself.
        refused = answer is not None and answer.status >= 400
        told = [one for one in self.troubles if not (refused and "Failed to load resource" in one)]
        self.troubles.clear()
        assert not told, (self.path, told)
