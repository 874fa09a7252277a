"""What one move costs, as an officer meets it: from the key to the words on the screen, by the real server.

A draft of the generated week is opened in Chromium. Each key takes a session on by a quarter of an hour to a place
that was not asked for before; the time runs from the key until the page was painted with the words beside that place.
`python -m tests.bench.screen` prints it; `make bench` writes it to docs/benchmarks.md.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from meetings.drafts.beginning import STANDING, begin_from
from meetings.sessions import queries as sessions
from tests.bench import server
from tests.bench.effect import Milliseconds, spread
from tests.bench.measure import WrongAnswer
from tests.bench.records import Records, generated, prepared
from tests.bench.sample import NOW, Sizes
from tests.builders.accounts import SECRETARIAT, link_for
from tests.tools.browser import chromium
from tests.world import SECRET

SESSIONS = 3
KEYS = 20
LONGEST_WAIT = 10_000

UNTIL_PAINTED = """([key, wait]) => new Promise((done) => {
  const began = performance.now();
  const told = () => document.querySelector(".editor-target span")?.textContent;
  const watch = new MutationObserver(() => {
    if (!told()) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  });
  watch.observe(document.getElementById("editor"), { childList: true, characterData: true, subtree: true });
  setTimeout(() => done(null), wait);
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
})"""


def shown(records: Records, logs: Path) -> Milliseconds:
    """Move the first sessions of the week about without letting go. Raises WrongAnswer when no words come."""
    port = server.free_port()
    environment = server.settings(records.database, records.files, port, secret=SECRET, moment=NOW.isoformat())
    with records.world.writing():
        week = sessions.meeting(records.sample.meeting)
        assert week is not None
        draft = begin_from(week, STANDING, name="Sample draft", adds_rooms=False, actor=SECRETARIAT, now=NOW)
        address = f"/meetings/{week.slug}/drafts/{draft.id}/"
        secret = link_for(records.sample.isu[0], now=NOW)
    with server.serving(server.SITE, port, environment, logs, ready="/health"), chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
        page.goto(f"http://127.0.0.1:{port}/sign-in/link/{secret}/")
        page.locator("main form button").first.click()
        page.goto(f"http://127.0.0.1:{port}{address}")
        return spread([one for number in range(SESSIONS) for one in _moved(page, number)])


def _moved(page: Page, number: int) -> list[float]:
    page.locator(".editor-day .editor-grip").nth(number).focus()
    page.keyboard.press("Enter")
    found = []
    for _ in range(KEYS):
        took = page.evaluate(UNTIL_PAINTED, ["ArrowDown", LONGEST_WAIT])
        if took is None:
            raise WrongAnswer(f"no words about a move within {LONGEST_WAIT / 1000:.0f} s")
        found.append(took)
    page.keyboard.press("Escape")
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with generated(prepared(folder), folder / "once", Sizes()) as records:
            found = shown(records, folder / "logs")
    print(f"From key to screen: {' to '.join(found.cells)} ms")


if __name__ == "__main__":
    main()
