"""What the accounts answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import joinedload, selectinload

from foundation.accounts.models import Account, RoleGrant, SignInAttempt, SignInLink
from foundation.database import db


def account(account_id: int) -> Account | None:
    """The account with this number."""
    return db.session.get(Account, account_id)


def account_by_email(email: str) -> Account | None:
    """The account with this mail address, as `rules.normal_address` writes it."""
    return db.session.scalar(select(Account).where(Account.email == email))


def accounts() -> Sequence[Account]:
    """All accounts by name, with the roles granted to them."""
    return db.session.scalars(select(Account).options(selectinload(Account.grants)).order_by(Account.name)).all()


def roles_at(account_id: int, now: datetime) -> frozenset[str]:
    """The roles that were granted to this account by hand and hold at this moment."""
    query = select(RoleGrant.role).where(
        RoleGrant.account_id == account_id,
        RoleGrant.since <= now,
        (RoleGrant.until.is_(None)) | (RoleGrant.until > now),
    )
    return frozenset(db.session.scalars(query))


def link_by_digest(digest: str) -> SignInLink | None:
    """The sign-in link whose secret has this digest, with its account; locked, so that two cannot use it at once."""
    query = select(SignInLink).options(joinedload(SignInLink.account)).where(SignInLink.digest == digest)
    return db.session.scalar(query.with_for_update(of=SignInLink))


def links_open_at(account_id: int, now: datetime) -> Sequence[SignInLink]:
    """The account's links that have not run out, used or not."""
    query = select(SignInLink).where(SignInLink.account_id == account_id, SignInLink.expires_at > now)
    return db.session.scalars(query).all()


def lock_attempts(connection: Connection, keys: Iterable[str]) -> None:
    """Let nobody else count under these keys until the transaction ends.

    On SQLite it holds the lock for writing already, which is the only one.
    """
    if connection.dialect.name != "postgresql":
        return
    # Everybody takes the locks in the same order, so that no two wait for each other.
    for key in sorted(keys):
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def attempts_since(connection: Connection, key: str, since: datetime) -> int:
    """How many attempts have been counted under this key since then."""
    query = select(func.coalesce(func.sum(SignInAttempt.weight), 0)).where(
        SignInAttempt.key == key, SignInAttempt.at > since
    )
    return connection.scalar(query) or 0


def count_attempt(connection: Connection, key: str, now: datetime) -> None:
    """Count one attempt under this key."""
    connection.execute(insert(SignInAttempt).values(key=key, at=now, weight=1))


def forget_attempts(before: datetime) -> None:
    """Delete attempts older than this."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < before))


def forget_links(before: datetime) -> None:
    """Delete links that ran out before this."""
    db.session.execute(delete(SignInLink).where(SignInLink.expires_at < before))
