"""Who meets the pages of papers, and what they bring; shared by the tests of the views."""

from __future__ import annotations

from email import message_from_bytes, policy
from io import BytesIO
from typing import Any

from tests.builders import papers
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.pages.checks import text_of
from tests.pages.site import FilledForm, Page, Site
from tests.world import World

WEEK = "Standing Committees, June 2011"
COMMITTEE = "Standing Committee on Resources, Cooperation and Assistance"
SLUG = "linking-needs-and-means-2011-06-intersessional"
PUBLISHED = f"/papers/{SLUG}/en/SC-RCA-2011-DP.1-en.pdf"
AGAIN = "File – Choose the file again: your browser does not send a file twice by itself."


def delegate(world: World, key: str = "ZMB", **said: Any) -> Site:
    """The site as somebody of this delegation sees it."""
    with world.writing():
        account_id = make_delegate(key, now=world.now, **said).id
    return world.site_of(account_id)


def secretariat(world: World) -> Site:
    """The site as the Implementation Support Unit sees it."""
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)


def waiting(world: World, **said: Any) -> str:
    """A paper that waits; its address."""
    with world.writing():
        return papers.make_paper(now=world.now, **said).address


def published(world: World, **said: Any) -> str:
    """A published paper; its address."""
    with world.writing():
        return papers.make_published(now=world.now, **said).address


def filled(site: Site, *, name: str = "paper.pdf", data: bytes | None = None, **said: str) -> FilledForm:
    """The form for a new paper, filled in."""
    form = site.open("/papers/submit/").form("Submit the paper")
    form.fill("Title", said.get("title", "Linking needs and means")).fill("Committee", COMMITTEE).fill("Meeting", WEEK)
    form.fill("Theme", said.get("theme", "Mine clearance")).fill(
        "Language of the file", said.get("language", "English")
    )
    return form.fill("File", (BytesIO(papers.pdf() if data is None else data), name))


def files(page: Page) -> dict[str, str]:
    """The addresses of the first files on a page by their languages."""
    found: dict[str, str] = {}
    for link in page.tree.findall(".//main//a[@hreflang]"):
        found.setdefault(text_of(link), link.get("href") or "")
    return found


def mails(world: World) -> dict[str, str]:
    """The mails that have left: text by subject."""
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in world.outbox.glob("*.eml")]
    return {mail["Subject"]: mail.get_content() for mail in found}
