"""What the tests of pages about agendas share: who opens them, and the form of an item."""

from __future__ import annotations

from typing import Any

from agendas.items import queries
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.pages.site import FilledForm, Page, Site
from tests.world import World

MANY = 30
BOTH = "Cross-cutting It deals with both, or with cooperation and assistance as a whole."
PROCEDURE = "Procedural Such as the opening or the closing. It carries no issue."


def site_of(world: World, key: str, **said: Any) -> Site:
    """The site as somebody sees it who acts for this State."""
    with world.writing():
        account_id = make_delegate(key, now=world.now, acts_in_office=True, **said).id
    return world.site_of(account_id)


def isu(world: World) -> Site:
    """The site as an officer of the ISU sees it."""
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)


def session_of(session_id: int) -> Any:
    """The session on record."""
    found = queries.draft(session_id)
    assert found is not None
    return found.session


def desk(session_id: int) -> str:
    """The address of a draft."""
    return f"/sessions/{session_id}/agenda/"


def items_on(page: Page) -> list[str]:
    """Numbers and titles of the items on a page."""
    return [
        " ".join("".join(one.itertext()).split())
        for one in page.tree.iter("h3")
        if (one.get("id") or "").startswith("item-")
    ]


def filled(page: Page, **said: Any) -> FilledForm:
    """The form of a new item, filled in."""
    usual = {
        "Title": "Views of delegations",
        "Minutes": "30",
        "Theme": BOTH,
        "Issues": ['(m) Meaning of "in a position"'],
    }
    form = page.form("Add the item")
    for label, value in {**usual, **said}.items():
        form.fill(label.replace("_", " "), value)
    return form


def pressed(form: FilledForm, button: str) -> FilledForm:
    """The form as sent by its other button."""
    return form.set_raw(button, "yes")
