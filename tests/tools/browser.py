"""The system's own Chromium, driven by Playwright, which need not bring a browser of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

# A test browser speaks to the server under test and to nobody else: any other name has no address.
FLAGS = (
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)


class BrowserMissing(Exception):
    """No Chromium is on the path."""


def _program() -> str:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise BrowserMissing("Chromium is not installed; `make test` installs it.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser without a window, and end it when the block is left. Takes about a second.

    Each ``browser.new_context(...)`` is a fresh reader: its own cookies, size, language and whether scripts run.

    Raises BrowserMissing when no Chromium is installed.
    """
    # Chromium's sandbox refuses to start as root, which is what a test container usually is.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=flags)
        try:
            yield browser
        finally:
            browser.close()
