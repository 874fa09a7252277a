"""What the record answers about people: accounts with their delegations and roles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from foundation.accounts.models import Account, RoleGrant
from foundation.database import db
from meetings.delegations.models import Delegate
from meetings.delegations.queries import with_names


def person(account_id: int) -> Account | None:
    """The account with this number, with the roles granted to it. One statement."""
    query = select(Account).where(Account.id == account_id).options(joinedload(Account.grants))
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()


def granted_role(account_id: int, grant_id: int) -> RoleGrant | None:
    """The role with this number that was granted to this account."""
    query = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.account_id == account_id)
    return db.session.scalar(query.options(joinedload(RoleGrant.account)))


def count_people(words: str) -> int:
    """How many accounts have these words in name or mail address."""
    return db.session.scalar(select(func.count(Account.id)).where(_holds(words))) or 0


def people(words: str, *, first: int, most: int) -> Sequence[Account]:
    """Accounts by name that have these words in name or mail address, with their roles; at most so many from there."""
    query = select(Account).where(_holds(words)).options(selectinload(Account.grants))
    return db.session.scalars(query.order_by(Account.name, Account.id).offset(first).limit(most)).all()


def _holds(words: str) -> ColumnElement[bool]:
    return or_(Account.name.icontains(words, autoescape=True), Account.email.icontains(words, autoescape=True))


def memberships(account_ids: Collection[int], language: str) -> Sequence[Delegate]:
    """Where these people belong or belonged, oldest first, with the delegations' names in a language. One statement."""
    query = select(Delegate).where(Delegate.account_id.in_(account_ids))
    query = query.options(with_names(language, joinedload(Delegate.delegation)))
    return db.session.scalars(query.order_by(Delegate.since, Delegate.id)).unique().all()


def present_membership(account_id: int) -> Delegate | None:
    """The person's row without an end, if there is one, for ending it: locked, so that of two officers one is told.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(Delegate).where(Delegate.account_id == account_id, Delegate.until.is_(None))
    return db.session.scalar(query.options(joinedload(Delegate.delegation)).with_for_update(of=Delegate))


def delegates(delegation_id: int) -> Sequence[Delegate]:
    """Whoever belongs or belonged to a delegation, oldest row first, then by name, with accounts. One statement."""
    return db.session.scalars(_delegates(delegation_id)).all()


def locked_delegates(delegation_id: int) -> Sequence[Delegate]:
    """The same as stored now, locked until the end of the transaction: of two who name people, the second waits."""
    query = _delegates(delegation_id).with_for_update(of=Delegate)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _delegates(delegation_id: int) -> Select[Delegate]:
    query = select(Delegate).join(Delegate.account).where(Delegate.delegation_id == delegation_id)
    return query.options(contains_eager(Delegate.account)).order_by(Delegate.since, Account.name, Delegate.id)


def members_now(delegation_ids: Collection[int], now: datetime) -> dict[int, list[Delegate]]:
    """Whoever belongs to these delegations at a moment, with accounts that are open, by delegation. One statement.

    Delegations without anybody are left out.
    """
    query = select(Delegate).join(Delegate.account).options(contains_eager(Delegate.account))
    query = query.where(
        Account.active,
        Delegate.delegation_id.in_(delegation_ids),
        Delegate.since <= now,
        or_(Delegate.until.is_(None), Delegate.until > now),
    )
    found: dict[int, list[Delegate]] = {}
    for delegate in db.session.scalars(query.order_by(Delegate.id)):
        found.setdefault(delegate.delegation_id, []).append(delegate)
    return found


def with_role(role: str, now: datetime) -> Sequence[Account]:
    """The open accounts to which a role is granted at a moment, by number. One statement."""
    query = select(Account).join(Account.grants).where(Account.active, RoleGrant.role == role, RoleGrant.since <= now)
    query = query.where(or_(RoleGrant.until.is_(None), RoleGrant.until > now))
    return db.session.scalars(query.order_by(Account.id)).unique().all()
