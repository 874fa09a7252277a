"""People who belong to delegations, for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import datetime

from foundation.accounts.models import Account
from meetings.delegations.queries import delegation_by_key
from meetings.people import actions
from tests.builders.accounts import SECRETARIAT, make_account


def make_delegate(key: str, *, now: datetime, acts_in_office: bool = False, name: str | None = None) -> Account:
    """A person who belongs to this delegation, and acts for it in its offices if that is said."""
    account = make_account(name or f"Sample {key}", now=now)
    delegation = delegation_by_key(key)
    assert delegation is not None
    actions.join(account, delegation, acts_in_office=acts_in_office, actor=SECRETARIAT, now=now)
    return account
