"""Offices for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime

from foundation.database import db
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.offices.models import OfficeHolding
from meetings.offices.rules import Role
from tests.builders.delegations import state


def committee(key: str) -> Committee:
    """The committee with this key on record."""
    found = committees.by_key(key)
    assert found is not None, f"no committee {key}"
    return found


def make_holding(
    committee_key: str,
    state_key: str,
    role: str = Role.CO_CHAIR,
    *,
    since: date,
    until: date,
    revoked_at: datetime | None = None,
    revoked_because: str | None = None,
) -> OfficeHolding:
    """A State's office in a committee. Nothing but the reference table records one as yet, so the row is made here."""
    holding = OfficeHolding(
        committee=committee(committee_key),
        delegation=state(state_key),
        role=role,
        committee_name=committee(committee_key).official_name,
        since=since,
        until=until,
        term="SAMPLE",
        year=until.year,
        source="made for a test",
        confidence="low",
        revoked_at=revoked_at,
        revoked_because=revoked_because,
    )
    db.session.add(holding)
    db.session.flush()
    return holding
