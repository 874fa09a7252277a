"""What the record answers about the links of delegations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, lazyload

from foundation.accounts.rules import digest
from foundation.database import db
from meetings.delegations.models import Delegation
from meetings.links.models import DelegationLink


class Holder(NamedTuple):
    """Whoever has an open link of a delegation and is written to about what changes for it."""

    delegation_id: int
    email: str
    language: str


def held_by_mail(delegation_ids: Collection[int]) -> list[Holder]:
    """The holders of open links of these delegations whose mail address is known, oldest first. One statement."""
    query = select(DelegationLink.delegation_id, DelegationLink.email, DelegationLink.language).where(
        DelegationLink.delegation_id.in_(delegation_ids),
        DelegationLink.revoked_at.is_(None),
        DelegationLink.email.is_not(None),
    )
    rows = db.session.execute(query.order_by(DelegationLink.given_at, DelegationLink.id))
    return [Holder(delegation_id, email, language) for delegation_id, email, language in rows if email is not None]


def by_secret(secret: str) -> DelegationLink | None:
    """The link that has this secret, with its delegation; also a revoked one, of which a page says that. One statement.

    The names of the delegation are left to whoever shows them.
    """
    query = select(DelegationLink).where(DelegationLink.sha256 == digest(secret))
    return db.session.scalar(query.options(joinedload(DelegationLink.delegation).lazyload(Delegation.names)))


def links_of(delegation_id: int) -> Sequence[DelegationLink]:
    """The links that this delegation was given, the newest first, with who gave and who revoked them. One statement."""
    query = select(DelegationLink).where(DelegationLink.delegation_id == delegation_id)
    people = (joinedload(DelegationLink.given_by), joinedload(DelegationLink.revoked_by))
    query = query.options(*people).order_by(DelegationLink.given_at.desc(), DelegationLink.id.desc())
    return db.session.scalars(query).unique().all()


def link(key: str, link_id: int) -> DelegationLink | None:
    """The link with this number, if it is one of the delegation with this key."""
    query = select(DelegationLink).join(DelegationLink.delegation)
    return db.session.scalar(query.where(Delegation.key == key, DelegationLink.id == link_id))


def count_open(delegation_id: int) -> int:
    """How many links of this delegation are open."""
    query = select(func.count(DelegationLink.id)).where(
        DelegationLink.delegation_id == delegation_id, DelegationLink.revoked_at.is_(None)
    )
    return db.session.scalar(query) or 0


def hold(delegation_id: int) -> None:
    """Let nobody else give this delegation a link until the end of the transaction.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    db.session.execute(select(Delegation.id).where(Delegation.id == delegation_id).with_for_update(key_share=True))


def locked(link_id: int) -> DelegationLink | None:
    """The link as it is stored now, locked until the end of the transaction: of two who revoke it, one is told.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(DelegationLink).where(DelegationLink.id == link_id).options(lazyload(DelegationLink.delegation))
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
