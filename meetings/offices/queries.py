"""What the record answers about offices: who holds one, who acts for the holder, what an account stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation import clock
from foundation.accounts.models import Account
from foundation.database import db
from meetings.committees.models import Committee
from meetings.delegations.models import Delegate
from meetings.delegations.queries import with_names
from meetings.offices import rules
from meetings.offices.models import OfficeHolding
from meetings.standings import (
    COORDINATING_COMMITTEE,
    PRESIDENT,
    ActsFor,
    BelongsTo,
    HoldsOffice,
    IsFocalPoint,
    Presides,
)

Standing = BelongsTo | ActsFor | IsFocalPoint | HoldsOffice | Presides


def holders_on(committee_ids: Collection[int], day: date, language: str) -> Sequence[OfficeHolding]:
    """Who holds office in these committees on a day, with the names of their States in a language. One statement.

    Within a committee they stand in the order of roles, and within a role as the record lists them.
    """
    query = select(OfficeHolding).where(OfficeHolding.committee_id.in_(committee_ids), _held_on(day))
    found = db.session.scalars(query.options(with_names(language, joinedload(OfficeHolding.delegation)))).unique()
    return sorted(found, key=lambda held: (held.committee_id, rules.role_order(held.role), held.id))


def holders_of(committee_id: int, language: str) -> Sequence[OfficeHolding]:
    """Whoever held or holds office in this committee, oldest term first, with the names of their States.

    One statement. Terms that were revoked are left out.
    """
    query = select(OfficeHolding).where(OfficeHolding.committee_id == committee_id, OfficeHolding.revoked_at.is_(None))
    query = query.options(with_names(language, joinedload(OfficeHolding.delegation)))
    return db.session.scalars(query.order_by(OfficeHolding.since, OfficeHolding.id)).unique().all()


def holders_around(
    committee_id: int, lineage: Collection[int], day: date, language: str, *, before: int, after: int
) -> Sequence[OfficeHolding]:
    """Whoever held office in a committee or another of its lineage in the years around a day, oldest first.

    The years lead from so many before the committee's last one on record that had begun by the day (or else its first)
    to so many after; and those who come next in the committee after a gap are among them. One statement, which costs
    the same however many years are on record.
    """
    stands = OfficeHolding.revoked_at.is_(None)
    mine = and_(OfficeHolding.committee_id == committee_id, stands)
    begun = select(func.max(OfficeHolding.year)).where(mine, OfficeHolding.since <= day).scalar_subquery()
    first = select(func.min(OfficeHolding.year)).where(mine).scalar_subquery()
    coming = select(func.min(OfficeHolding.year)).where(mine, OfficeHolding.since > day).scalar_subquery()
    middle = func.coalesce(begun, first)
    near = and_(OfficeHolding.committee_id.in_(lineage), OfficeHolding.year.between(middle - before, middle + after))
    query = select(OfficeHolding).where(stands, or_(near, and_(mine, OfficeHolding.year == coming)))
    query = query.options(with_names(language, joinedload(OfficeHolding.delegation)))
    return db.session.scalars(query.order_by(OfficeHolding.since, OfficeHolding.id)).unique().all()


def terms_begun(day: date) -> dict[int, date]:
    """The day on which the term of each year begins of which any office is on record, up to a day. One statement."""
    query = select(OfficeHolding.year, func.min(OfficeHolding.since)).group_by(OfficeHolding.year)
    query = query.where(OfficeHolding.revoked_at.is_(None), OfficeHolding.since <= day, OfficeHolding.role != PRESIDENT)
    return {row[0]: row[1] for row in db.session.execute(query.order_by(OfficeHolding.year))}


def offices_of(delegation_id: int) -> Sequence[OfficeHolding]:
    """The offices that this delegation held or holds, newest first, with the committees. Revoked ones are left out."""
    query = select(OfficeHolding).where(
        OfficeHolding.delegation_id == delegation_id, OfficeHolding.revoked_at.is_(None)
    )
    query = query.options(joinedload(OfficeHolding.committee))
    return db.session.scalars(query.order_by(OfficeHolding.since.desc(), OfficeHolding.id)).all()


def offices_on(delegation_id: int, day: date) -> Sequence[OfficeHolding]:
    """The offices that this delegation holds on a day, with the committees."""
    query = select(OfficeHolding).where(OfficeHolding.delegation_id == delegation_id, _held_on(day))
    return db.session.scalars(query.options(joinedload(OfficeHolding.committee)).order_by(OfficeHolding.id)).all()


def in_office_on(day: date, language: str) -> Sequence[OfficeHolding]:
    """Whoever holds any office on a day, with committee and names, committee by committee in the order of roles."""
    query = select(OfficeHolding).where(_held_on(day)).options(joinedload(OfficeHolding.committee))
    found = db.session.scalars(query.options(with_names(language, joinedload(OfficeHolding.delegation)))).unique()
    return sorted(found, key=lambda held: (held.committee.order, rules.role_order(held.role), held.id))


def who_acts(delegation_ids: Collection[int], now: datetime) -> Sequence[Delegate]:
    """The people who act today for these States in the offices that they hold, with their accounts."""
    query = select(Delegate).where(
        Delegate.delegation_id.in_(delegation_ids), Delegate.acts_in_office, _belongs_at(now)
    )
    query = query.options(joinedload(Delegate.account))
    return [person for person in db.session.scalars(query.order_by(Delegate.id)) if person.account.active]


def people_in_office(now: datetime) -> list[Account]:
    """The open accounts of those who act at a moment for a State with any office that day, by number. One statement."""
    holds = exists().where(OfficeHolding.delegation_id == Delegate.delegation_id, _held_on(clock.home_day(now)))
    query = select(Delegate).join(Delegate.account).options(contains_eager(Delegate.account))
    query = query.where(Account.active, Delegate.acts_in_office, _belongs_at(now), holds)
    return [delegate.account for delegate in db.session.scalars(query.order_by(Account.id))]


def standings(account_id: int, now: datetime) -> Iterable[Standing]:
    """What an account stands for at a moment, in one statement.

    The delegation that the person belongs to, and whether as its focal point; and, if the person acts for that
    delegation in office, that, with the offices that it holds on the day which the moment falls on where the
    secretariat works, and whether one of them is the presidency.
    """
    today = clock.home_day(now)
    holds = and_(Delegate.acts_in_office, OfficeHolding.delegation_id == Delegate.delegation_id, _held_on(today))
    query = (
        select(
            Delegate.delegation_id,
            Delegate.acts_in_office,
            Delegate.is_focal_point,
            OfficeHolding.committee_id,
            OfficeHolding.role,
            Committee.key,
        )
        .join(OfficeHolding, holds, isouter=True)
        .join(Committee, OfficeHolding.committee_id == Committee.id, isouter=True)
        .where(Delegate.account_id == account_id, _belongs_at(now))
    )
    found: set[Standing] = set()
    for delegation_id, acts, is_focal_point, committee_id, role, key in db.session.execute(query):
        found.add(BelongsTo(delegation_id))
        if acts:
            found.add(ActsFor(delegation_id))
        if is_focal_point:
            found.add(IsFocalPoint(delegation_id))
        if committee_id is not None:
            found.add(HoldsOffice(committee_id, role, delegation_id))
        if (role, key) == (PRESIDENT, COORDINATING_COMMITTEE):
            found.add(Presides(today))
    return found


def stored_holdings() -> Sequence[OfficeHolding]:
    """Every holding on record, the revoked ones too, oldest first."""
    return db.session.scalars(select(OfficeHolding).order_by(OfficeHolding.id)).all()


def _held_on(day: date) -> ColumnElement[bool]:
    """`rules.term_covers` for a holding that was not revoked, asked of the database."""
    return and_(OfficeHolding.since <= day, OfficeHolding.until > day, OfficeHolding.revoked_at.is_(None))


def _belongs_at(now: datetime) -> ColumnElement[bool]:
    return and_(Delegate.since <= now, or_(Delegate.until.is_(None), Delegate.until > now))
