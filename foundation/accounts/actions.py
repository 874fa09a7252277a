"""What is done with accounts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from flask_babel import gettext as _
from flask_security import hash_password, verify_password

from foundation import audit
from foundation.accounts import queries, rules
from foundation.accounts.models import Account, RoleGrant, SignInLink
from foundation.database import db, separate_write
from foundation.mail import put_in_outbox
from foundation.permissions import Actor

declared_roles: set[str] = set()


def open_account(
    *, email: str, name: str, actor: Actor, now: datetime, language: str | None = None, is_sample: bool = False
) -> Account:
    """Open an account for a person. Raises NotAnAddress, AddressTaken."""
    address = rules.normal_address(email)
    if queries.account_by_email(address) is not None:
        raise rules.AddressTaken(address=address)
    account = Account(
        email=address,
        name=name,
        fs_uniquifier=secrets.token_hex(32),
        language=language,
        created_at=now,
        is_sample=is_sample,
    )
    db.session.add(account)
    audit.record("account:open", account, actor=actor, now=now, title=name)
    return account


def grant_role(account: Account, role: str, *, actor: Actor, now: datetime) -> RoleGrant:
    """Grant a role by hand, from now on. Raises UnknownRole, RoleHeldAlready."""
    if role not in declared_roles:
        raise rules.UnknownRole(role=role)
    if account.id is not None and role in queries.roles_at(account.id, now):
        raise rules.RoleHeldAlready(role=role)
    grant = RoleGrant(account=account, role=role, since=now, granted_by_id=actor.account_id)
    db.session.add(grant)
    audit.record("account:grant", account, actor=actor, now=now, title=account.name, role=role)
    return grant


def end_role(grant: RoleGrant, *, actor: Actor, now: datetime) -> None:
    """End a granted role now; the row stays."""
    # A row has a duration, and the clocks of two processes of a demonstration may differ by seconds.
    grant.until = max(now, grant.since + timedelta(microseconds=1))
    audit.record("account:end_role", grant.account, actor=actor, now=now, title=grant.account.name, role=grant.role)


def give_link(account: Account, *, now: datetime, lifetime: timedelta, single_use: bool = True) -> str:
    """Make a sign-in link for this account and return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    db.session.add(
        SignInLink(
            account=account,
            digest=rules.digest(secret),
            created_at=now,
            expires_at=now + lifetime,
            single_use=single_use,
        )
    )
    return secret


def mail_sign_in_link(account: Account, *, address: str, now: datetime) -> None:
    """Put a mail with a sign-in link into the outbox. `address` is the whole link."""
    put_in_outbox(
        to=account.email,
        subject=_("Your link to sign in to Intersessional"),
        text=_(
            "Somebody, most likely you, asked for a link to sign in to Intersessional.\n\n%(address)s\n\n"
            "It works once and for a short time. If you did not ask for it, you can forget this mail.",
            address=address,
        ),
        now=now,
    )


def mail_invitation(account: Account, *, address: str, now: datetime) -> None:
    """Put an invitation into the outbox. `address` is the whole link."""
    put_in_outbox(
        to=account.email,
        subject=_("You are invited to Intersessional"),
        text=_(
            "An account was opened for you, %(name)s, on Intersessional.\n\n%(address)s\n\n"
            "With this link you sign in for the first time. No password is needed; you may set one.",
            name=account.name,
            address=address,
        ),
        now=now,
    )


def use_link(secret: str, *, now: datetime) -> Account:
    """Use up a sign-in link and return the account it signs in. Raises LinkRefused."""
    link = queries.link_by_digest(rules.digest(secret))
    if link is None or not link.account.active:
        raise rules.LinkRefused
    if not rules.is_open(now, link.expires_at, link.used_at, link.single_use):
        raise rules.LinkRefused
    link.used_at = now
    return link.account


def withdraw_links(account: Account, *, now: datetime) -> None:
    """Let every link that was given out for this account run out now."""
    for link in queries.links_open_at(account.id, now):
        link.expires_at = now


def hashed(password: str) -> str:
    """What is kept of a password. Takes 100 ms of computing: call it outside any transaction that writes.

    Raises PasswordTooShort.
    """
    rules.check_password(password)
    return str(hash_password(password))


def set_password(account: Account, hashed_password: str, *, actor: Actor, now: datetime) -> None:
    """Set the account's password, as `hashed` made it, and sign the account out everywhere."""
    account.password = hashed_password
    account.fs_uniquifier = secrets.token_hex(32)
    audit.record("account:set_password", account, actor=actor, now=now, title=account.name)


def password_fits(account: Account | None, password: str) -> bool:
    """Whether the password is this open account's. Takes as long where there is no such account or no password."""
    stored = account.password if account is not None and account.active else None
    fits = verify_password(password, stored or _password_of_nobody())
    return bool(fits and stored)


@cache
def _password_of_nobody() -> str:
    return str(hash_password(secrets.token_urlsafe(32)))


def count_attempt(most: Mapping[str, int], *, now: datetime) -> None:
    """Count one attempt to sign in under each key, in a transaction of its own. `most` says how many each key may make.

    An attempt that is refused is not counted. Raises TooManyAttempts.
    """
    with separate_write() as connection:
        queries.lock_attempts(connection, most)
        for key, limit in most.items():
            if not rules.may_try(queries.attempts_since(connection, key, now - rules.ATTEMPT_WINDOW), limit):
                raise rules.TooManyAttempts
        for key in most:
            queries.count_attempt(connection, key, now)


def forget(before: datetime) -> None:
    """Forget attempts to sign in that were made before this moment, and links that ran out before it."""
    queries.forget_attempts(before)
    queries.forget_links(before)
