"""Links of delegations, for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import datetime

from meetings.links import actions
from meetings.links.models import DelegationLink
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state


def make_link(
    key: str, *, now: datetime, note: str = "Sample ministry", email: str | None = None, language: str = "en"
) -> tuple[DelegationLink, str]:
    """A link of this State, and its secret."""
    return actions.give(state(key), note, SECRETARIAT, now, email=email, language=language)


def secret_of(key: str, *, now: datetime) -> str:
    """The secret of a new link of this State."""
    return make_link(key, now=now)[1]


def revoke(link: DelegationLink, *, now: datetime) -> None:
    """Let a link open nothing any longer."""
    actions.revoke(link, SECRETARIAT, now)
