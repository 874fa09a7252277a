"""Delegations for tests. Call these within `world.writing()` or `world.reading()`."""

from __future__ import annotations

from datetime import datetime

from meetings.delegations import actions
from meetings.delegations.models import Delegation
from meetings.delegations.queries import delegation_by_key
from tests.builders.accounts import SECRETARIAT


def state(key: str) -> Delegation:
    """The State with this key on record."""
    found = delegation_by_key(key)
    assert found is not None, f"no State {key}"
    return found


def make_organization(key: str, *, now: datetime, **names: str) -> Delegation:
    """An organization that takes part, with names by language; without any, "Sample" and its key in English."""
    return actions.record_organization(key, names or {"en": f"Sample {key}"}, actor=SECRETARIAT, now=now)
