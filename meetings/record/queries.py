"""What the record answers about all offices: in some years, on a day, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation, DelegationName
from meetings.delegations.queries import with_names
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.offices.models import OfficeHolding
from meetings.record.rules import Held
from meetings.standings import CHAIRING_ROLES, PRESIDENT
from meetings.terms.models import Scheme
from meetings.terms.schemes import MOST_TERMS


@dataclass(frozen=True)
class OnRecord:
    """A committee, and the first and last year of which an office in it is on record (None: no year)."""

    committee: Committee
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Service:
    """A State that held offices: how many, how many of them in the chair, and the first and last year."""

    delegation_id: int
    key: str
    offices: int
    chairs: int
    first: int
    last: int


@dataclass(frozen=True)
class Edges:
    """Of one committee: its first day on record; the end of the last office before a day; the next beginning."""

    first: date
    ended: date | None
    begins: date | None


def committees_on_record() -> list[OnRecord]:
    """Every committee in the order of the record, with the years of its offices. One statement."""
    years = func.min(OfficeHolding.year), func.max(OfficeHolding.year)
    query = (
        select(Committee, *years)
        .join(OfficeHolding, (OfficeHolding.committee_id == Committee.id) & _stands(), isouter=True)
        .group_by(Committee.id)
        .order_by(Committee.order, Committee.id)
    )
    return [OnRecord(*row) for row in db.session.execute(query)]


def held_in(first: int, last: int) -> list[Held]:
    """The offices that stand of these years, and the older ones that may last into them. One statement of columns."""
    columns = (
        OfficeHolding.id,
        OfficeHolding.committee_id,
        OfficeHolding.delegation_id,
        Delegation.key,
        OfficeHolding.role,
        OfficeHolding.since,
        OfficeHolding.until,
        OfficeHolding.term,
        OfficeHolding.year,
        OfficeHolding.is_interim,
        OfficeHolding.planned_until,
        OfficeHolding.origin,
    )
    query = select(*columns).join(Delegation, OfficeHolding.delegation_id == Delegation.id)
    query = query.where(_stands(), OfficeHolding.year.between(first - MOST_TERMS, last))
    return [Held(*row) for row in db.session.execute(query.order_by(OfficeHolding.since, OfficeHolding.id))]


def held_from(one: OfficeHolding) -> Held:
    """The same of an office that is loaded with its State. No statement."""
    return Held(
        id=one.id,
        committee_id=one.committee_id,
        delegation_id=one.delegation_id,
        delegation_key=one.delegation.key,
        role=one.role,
        since=one.since,
        until=one.until,
        term=one.term,
        year=one.year,
        is_interim=one.is_interim,
        planned_until=one.planned_until,
        origin=one.origin,
    )


def schemes_between(since: date, until: date) -> Sequence[Scheme]:
    """The schemes that stand and cover any of these days, with their roles, oldest first. One statement."""
    query = select(Scheme).where(Scheme.revoked_at.is_(None), Scheme.since < until)
    query = query.where(or_(Scheme.until.is_(None), Scheme.until > since)).options(joinedload(Scheme.roles))
    return db.session.scalars(query.order_by(Scheme.since, Scheme.id)).unique().all()


def names_in(language: str, delegation_ids: Collection[int]) -> dict[int, list[DelegationName]]:
    """All names of these delegations in the language and in English, of all days. One statement."""
    query = select(DelegationName).where(
        DelegationName.language.in_({language, FALLBACK_LANGUAGE}), DelegationName.delegation_id.in_(delegation_ids)
    )
    found: dict[int, list[DelegationName]] = {}
    for name in db.session.scalars(query.order_by(DelegationName.id)):
        found.setdefault(name.delegation_id, []).append(name)
    return found


def edges_around(day: date) -> dict[int, Edges]:
    """Where each committee's record begins, and where it ends and begins again around a day. One statement."""
    ended = func.max(case((OfficeHolding.until <= day, OfficeHolding.until)))
    begins = func.min(case((OfficeHolding.since > day, OfficeHolding.since)))
    query = select(OfficeHolding.committee_id, func.min(OfficeHolding.since), ended, begins)
    query = query.where(_stands()).group_by(OfficeHolding.committee_id)
    return {number: Edges(*dates) for number, *dates in db.session.execute(query)}


def holdings_between(first: int, last: int, language: str) -> Sequence[OfficeHolding]:
    """The offices that stand of these years with all that the record tells, newest first. One statement."""
    query = select(OfficeHolding).where(_stands(), OfficeHolding.year.between(first, last))
    return _with_all(query.order_by(OfficeHolding.year.desc(), OfficeHolding.id), language)


def all_holdings(language: str) -> Sequence[OfficeHolding]:
    """Every office that stands with all that the record tells, oldest first. One statement."""
    return _with_all(select(OfficeHolding).where(_stands()).order_by(OfficeHolding.since, OfficeHolding.id), language)


def held_on(day: date, language: str) -> Sequence[OfficeHolding]:
    """The offices that stand and begin or last so near to a day that they tell of its seats. One statement.

    Those in office on the day, and those who left before their term was over, which it is not on the day.
    """
    query = select(OfficeHolding).where(
        _stands(), OfficeHolding.since <= day, func.coalesce(OfficeHolding.planned_until, OfficeHolding.until) > day
    )
    return _with_all(query.order_by(OfficeHolding.id), language)


def years_on_record() -> tuple[int, int] | None:
    """The first and last year of which an office is on record; None without any. One statement."""
    query = select(func.min(OfficeHolding.year), func.max(OfficeHolding.year)).where(_stands())
    first, last = db.session.execute(query).one()
    return None if first is None else (first, last)


def services() -> list[Service]:
    """The States that ever held an office of a committee. One statement.

    The presidency and offices ad interim, which come with it, do not count.
    """
    chairs = func.count(case((OfficeHolding.role.in_(CHAIRING_ROLES), 1)))
    years = func.min(OfficeHolding.year), func.max(OfficeHolding.year)
    query = (
        select(OfficeHolding.delegation_id, Delegation.key, func.count(), chairs, *years)
        .join(Delegation, OfficeHolding.delegation_id == Delegation.id)
        .where(_stands(), OfficeHolding.role != PRESIDENT, OfficeHolding.is_interim.is_(False))
        .group_by(OfficeHolding.delegation_id, Delegation.key)
        .order_by(Delegation.key)
    )
    return [Service(*row) for row in db.session.execute(query)]


def _with_all(query: Any, language: str) -> Sequence[OfficeHolding]:
    query = query.options(joinedload(OfficeHolding.committee))
    query = query.options(with_names(language, joinedload(OfficeHolding.delegation)))
    return db.session.scalars(query).unique().all()


def _stands() -> ColumnElement[bool]:
    return OfficeHolding.revoked_at.is_(None)
