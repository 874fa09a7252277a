"""What the record answers about closings, and what one goes by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from foundation.database import db
from meetings.closing.models import ClosingException, YearClosing
from meetings.closing.rules import Held, OnRecord
from meetings.committees.models import Committee, Succession
from meetings.committees.rules import Link
from meetings.delegations.models import Delegation
from meetings.delegations.queries import with_names
from meetings.offices.models import OfficeHolding
from meetings.terms import queries as terms
from meetings.terms.rules import Term, term_after
from meetings.terms.schemes import MOST_TERMS, RoleFacts
from meetings.terms.seats import Origin


@dataclass(frozen=True)
class Year:
    """A term that ends, the term after it (None while the meeting that ends that is not set up), and its closing."""

    ending: Term
    following: Term | None
    terms: tuple[Term, ...]
    closing: YearClosing | None


@dataclass(frozen=True)
class Gathered:
    """What a closing goes by, with the committees and delegations that it names, by their keys."""

    record: OnRecord
    committees: Mapping[str, Committee]
    delegations: Mapping[str, Delegation]


def year(number: int) -> Year | None:
    """The year with this number: its term and its closing, as stored now. None where no term ends in it.

    Where two terms end in one year, it is the first that is not closed. Two statements.
    """
    known = terms.terms()
    ending = [term for term in known if term.year == number]
    if not ending:
        return None
    closed = {closing.since: closing for closing in _standing(number)}
    term = next((term for term in ending if term.until not in closed), ending[-1])
    return Year(term, term_after(known, term), known, closed.get(term.until))


def all_closings() -> Sequence[YearClosing]:
    """Every closing, the undone ones too, newest first, with who did it. One statement."""
    query = select(YearClosing).options(joinedload(YearClosing.done_by))
    return db.session.scalars(query.order_by(YearClosing.done_at.desc(), YearClosing.id.desc())).all()


def closing(closing_id: int) -> YearClosing | None:
    """The closing with this number, as stored now, with its exceptions and whom and what they name."""
    one = selectinload(YearClosing.exceptions)
    query = select(YearClosing).where(YearClosing.id == closing_id)
    query = query.options(
        joinedload(YearClosing.done_by),
        one.joinedload(ClosingException.committee),
        one.joinedload(ClosingException.to_committee),
        one.joinedload(ClosingException.delegation),
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def written_by(closing_id: int, language: str) -> Sequence[OfficeHolding]:
    """The offices that a closing wrote, the revoked ones too, as stored now, with committees and names."""
    query = select(OfficeHolding).where(OfficeHolding.origin == Origin.CLOSING, OfficeHolding.origin_id == closing_id)
    query = query.join(OfficeHolding.committee).order_by(Committee.order, Committee.id, OfficeHolding.id)
    return _read_anew(query, language)


def in_office_before(day: date) -> set[int]:
    """The numbers of the States that hold office on the eve of a day. One statement."""
    query = select(OfficeHolding.delegation_id).where(
        OfficeHolding.since < day, OfficeHolding.until >= day, OfficeHolding.revoked_at.is_(None)
    )
    return set(db.session.scalars(query))


def next_closing(day: date) -> YearClosing | None:
    """The first closing that stands of those of later days."""
    query = select(YearClosing).where(YearClosing.undone_at.is_(None), YearClosing.since > day)
    return db.session.scalar(query.order_by(YearClosing.since).limit(1))


def has_slate_since(day: date, holding_id: int) -> bool:
    """Whether a slate has written an office that begins on the day, later than the office with this number."""
    found = select(OfficeHolding.id).where(
        OfficeHolding.origin == Origin.SLATE,
        OfficeHolding.since == day,
        OfficeHolding.id > holding_id,
        OfficeHolding.revoked_at.is_(None),
    )
    return bool(db.session.scalar(select(exists(found))))


def gathered(year: Year, following: Term, language: str) -> Gathered:
    """What closing the year goes by, as stored now, with names in a language. Two statements.

    Of earlier terms, as many are looked at as an office can last.
    """
    schemes = terms.schemes_on(following.since)
    first = year.terms[max(0, year.terms.index(year.ending) - MOST_TERMS)].since
    query = select(OfficeHolding).where(OfficeHolding.revoked_at.is_(None), OfficeHolding.until > first)
    query = query.join(OfficeHolding.committee).order_by(Committee.order, Committee.id, OfficeHolding.id)
    lineage = joinedload(OfficeHolding.committee).joinedload(Committee.successions).joinedload(Succession.successor)
    holdings = _read_anew(query.options(lineage), language)
    record = OnRecord(
        ending=year.ending,
        following=following,
        terms=year.terms,
        schemes={
            one.committee.key: tuple(
                RoleFacts(role.role, role.seats, role.terms, role.is_staggered, role.succeeds) for role in one.roles
            )
            for one in schemes
        },
        holdings=tuple(
            Held(one.committee.key, one.delegation.key, one.role, one.since, one.until, one.is_interim)
            for one in holdings
        ),
        lineage=_lineage(holdings),
    )
    committees = {one.committee.key: one.committee for one in holdings}
    committees |= {one.committee.key: one.committee for one in schemes}
    return Gathered(record, committees, {one.delegation.key: one.delegation for one in holdings})


def _lineage(holdings: Sequence[OfficeHolding]) -> tuple[Link, ...]:
    """The steps from the committees of these offices to those that came of them."""
    committees = {one.committee_id: one.committee for one in holdings}.values()
    return tuple((one.key, step.successor.key) for one in committees for step in one.successions)


def _standing(number: int) -> Sequence[YearClosing]:
    query = select(YearClosing).where(YearClosing.year == number, YearClosing.undone_at.is_(None))
    return db.session.scalars(query.order_by(YearClosing.since).execution_options(populate_existing=True)).all()


def _read_anew(query: Any, language: str) -> Sequence[OfficeHolding]:
    # Rows that were loaded before a lock was waited for may be out of date.
    query = query.options(
        joinedload(OfficeHolding.committee), with_names(language, joinedload(OfficeHolding.delegation))
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().all()
