"""From the cookie to the actor of a request."""

from __future__ import annotations

from datetime import datetime

from flask import g
from flask_security import current_user

from foundation import clock
from foundation.accounts import queries
from foundation.permissions import ANYBODY, Actor, standings_of


def actor_of(account: object, now: datetime) -> Actor:
    """The actor that an account is at this moment: its name, roles granted by hand, and what it stands for today."""
    account_id = account.id  # type: ignore[attr-defined]
    return Actor(
        account_id=account_id,
        name=account.name,  # type: ignore[attr-defined]
        roles=queries.roles_at(account_id, now),
        standings=standings_of(account_id, now),
    )


def set_actor() -> None:
    """Work out who acts, once, before the view runs."""
    g.actor = actor_of(current_user, clock.now()) if current_user.is_authenticated else ANYBODY
