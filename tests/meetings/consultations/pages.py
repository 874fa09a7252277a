"""What tests of the pages of consultations share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from meetings.consultations import queries
from meetings.consultations.interest import State
from tests.builders.consultations import (
    link_of,
    stored,
)
from tests.builders.delegations import state
from tests.builders.people import make_delegate
from tests.pages.site import Page, Site
from tests.world import World

SHEET = Path(__file__).resolve().parents[3] / "static/site.css.gz"
NOTE = "Sample secret note"
REASON = "Sample secret reason"
QUESTION = "Is your State willing to hold an office?"
ANY, SOME, NO = "Willing to serve in any committee", "Willing to serve in the committees chosen below", "Not this time"
LAST_DAY_OF_ALBANIA = datetime(2011, 11, 26, 9, tzinfo=UTC)


def site_of_state(world: World, key: str, *, acts: bool = False) -> Site:
    """The site as a new person of this delegation sees it."""
    with world.writing():
        number = make_delegate(key, now=world.now, acts_in_office=acts, name=f"Sample {key} {world.now:%H%M%S}").id
    return world.site_of(number)


def stands_now(world: World, key: str) -> tuple[State, tuple[str, ...] | None]:
    """What a State said, and for which committees."""
    with world.reading():
        found = queries.interest(stored())[state(key).id]
        return found.said, found.committee_keys


def opening_page(officer: Site) -> Page:
    """The page on which a consultation is opened."""
    return officer.open("/consultations/new/")


def link_path(world: World, key: str = "ZMB") -> str:
    """The path of a fresh answer link of a State."""
    with world.writing():
        return link_of(key, now=world.now)


def move_deadline(officer: Site, day: str) -> Page:
    """Give the call another deadline."""
    return officer.open("/consultations/1/deadline/").form("Save the deadline").fill("Deadline", day).submit()


def close_call(officer: Site) -> Page:
    """Close the call early."""
    return officer.open("/consultations/1/close/").form("Close the call").submit()


def withdraw_call(officer: Site) -> Page:
    """Withdraw the call, with a reason."""
    return officer.open("/consultations/1/withdraw/").form("Withdraw the call").fill("Reason", REASON).submit()
