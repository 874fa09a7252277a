"""Proposals and slates for tests. Call these within `world.writing()` or `world.reading()`."""

from __future__ import annotations

from datetime import date, datetime

from foundation.database import db
from foundation.permissions import Actor
from meetings.rotation import actions
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Decline, Proposal, Slate
from meetings.terms.queries import terms
from meetings.terms.rules import Term
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state

YEAR = 2014
"""The last term that the record knows, from 5 December 2013 on; nobody is on record for it."""
SINCE = date(2013, 12, 5)
"""Its first day, by which it is known."""


def term_of(year: int = YEAR) -> Term:
    """The term of this year."""
    return next(term for term in terms() if term.year == year)


def make_proposal(
    year: int = YEAR,
    *,
    now: datetime,
    wishes: Wishes | None = None,
    seed: str = "sample",
    actor: Actor = SECRETARIAT,
) -> Proposal:
    """Slates for a term; every State Party is taken for willing unless it is said otherwise."""
    return actions.ask(term_of(year), wishes or Wishes(all_willing=True), seed=seed, actor=actor, now=now)


def announce(slate: Slate, *, now: datetime) -> None:
    """Take a draft to the public, by way of the President."""
    for step in (actions.hand_over, actions.announce):
        step(slate, note="", seen=slate.version, actor=SECRETARIAT, now=now)
        db.session.flush()


def decline(slate: Slate, *, now: datetime, note: str = "") -> Decline:
    """The first State on a slate declines, and the slate is mended."""
    key = slate.content["places"][0]["state"]
    return actions.decline(slate, state(key), note=note, actor=SECRETARIAT, now=now)
