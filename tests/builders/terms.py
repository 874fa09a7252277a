"""Offices and schemes for tests, made by the actions that people use. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from meetings.offices.models import OfficeHolding
from meetings.terms import actions, queries, rules, setting
from meetings.terms.models import Scheme
from meetings.terms.rules import Term
from meetings.terms.schemes import RoleFacts, version_of
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.offices import committee

PAIR = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))
"""Two Co-Chairs and two Co-Rapporteurs, as from 2000 to 2011."""


def term(name: str) -> Term:
    """The term with this name on record."""
    found = rules.term_named(queries.terms(), name)
    assert found is not None, f"no term {name}"
    return found


def make_office(
    committee_key: str, state_key: str, role: str = "co_chair", *, in_term: str, now: datetime, **said: Any
) -> OfficeHolding:
    """A State's office for a whole term on record, or for the days in it that are said."""
    whole = term(in_term)
    usual = {"since": whole.since, "until": whole.until, "term": whole.name, "year": whole.year}
    return actions.record(
        committee(committee_key), state(state_key), role, **{**usual, **said}, actor=SECRETARIAT, now=now
    )


def make_scheme(committee_key: str, *roles: RoleFacts, since: date, now: datetime) -> Scheme:
    """The offices of a committee from a day on."""
    body = committee(committee_key)
    seen = version_of(queries.schemes_of(body.id))
    return setting.set_scheme(body, roles, since=since, source="made for a test", seen=seen, actor=SECRETARIAT, now=now)
