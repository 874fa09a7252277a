"""Consultations on offices for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from meetings.consultations import actions, queries
from meetings.consultations.answering import actions as answering
from meetings.consultations.models import Answer, Consultation, Invitee, Sounding
from meetings.consultations.queries import AskedState
from meetings.consultations.rules import By
from meetings.terms.queries import terms
from meetings.terms.rules import Term
from tests.builders.accounts import SECRETARIAT
from tests.world import BASE_URL

YEAR = 2012
DEADLINE = date(2011, 9, 15)


def coming_term(year: int = YEAR) -> Term:
    """The term with this year on record."""
    return next(term for term in terms() if term.year == year)


def address_of(secret: str) -> str:
    """The whole address of an answer link."""
    return f"{BASE_URL}/consultations/link/{secret}/"


def make_call(*, now: datetime, year: int = YEAR, **said: Any) -> Consultation:
    """A call on the offices of 2012 with a deadline on 15 September 2011, but for what is said otherwise."""
    usual: dict[str, Any] = {"wording": {"en": "Sample call."}, "deadline": DEADLINE, "reminders": (14, 3)}
    return actions.open_call(coming_term(year), **{**usual, **said}, address_of=address_of, actor=SECRETARIAT, now=now)


def stored(year: int = YEAR) -> Consultation:
    """The consultation of this year that stands."""
    found = queries.consultation_for(coming_term(year).since)
    assert found is not None, f"no consultation of {year} stands"
    return found


def asked(key: str, *, now: datetime, year: int = YEAR) -> AskedState:
    """A State in the newest consultation of this year, which may be withdrawn."""
    newest = next(one for one in queries.consultations() if one.year == year)
    found = queries.asked_state(newest.id, key, now.date())
    assert found is not None, f"{key} is not in the consultation of {year}"
    return found


def invitee(key: str, *, now: datetime, year: int = YEAR) -> Invitee:
    """A State that was asked in the consultation of this year."""
    found = asked(key, now=now, year=year).invitee
    assert found is not None, f"{key} was not asked"
    return found


def link_of(key: str, *, now: datetime) -> str:
    """The path of a fresh answer link of a State."""
    link = actions.give_link(asked(key, now=now), address_of=address_of, actor=SECRETARIAT, now=now)
    return link.removeprefix(BASE_URL)


def make_answer(
    key: str, choice: str = "any", *committees: str, now: datetime, note: str = "", year: int = YEAR
) -> Answer:
    """A further answer of a State, as its people give it."""
    row = invitee(key, now=now, year=year)
    return answering.answer(
        row,
        choice=choice,
        committee_keys=committees,
        note=note,
        by=By.DELEGATION,
        seen=len(queries.answers(row.id)),
        actor=SECRETARIAT,
        now=now,
    )


def make_sounding(key: str, outcome: str = "willing", *, now: datetime, year: int = YEAR, **said: Any) -> Sounding:
    """A talk with a State, held on the day on which it is recorded."""
    usual: dict[str, Any] = {"day": now.date(), "outcome": outcome}
    return answering.record_sounding(asked(key, now=now, year=year), **{**usual, **said}, actor=SECRETARIAT, now=now)
