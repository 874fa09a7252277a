"""What is done with people: inviting them, and saying where they belong, for whom they act and which role they have."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale

from foundation import audit
from foundation.accounts import actions as accounts
from foundation.accounts.models import Account, RoleGrant
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from meetings.delegations.models import Delegate, Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.people import queries, rules
from meetings.permissions import ISU

AddressOf = Callable[[str], str]
"""Makes the whole address of a sign-in link from its secret."""


@dataclass(frozen=True)
class Invitation:
    """An account that was opened, and the address that signs its person in for the first time."""

    account: Account
    address: str


def invite(
    *,
    email: str,
    name: str,
    language: str | None,
    delegation: Delegation | None = None,
    acts_in_office: bool = False,
    role: str | None = None,
    address_of: AddressOf,
    lifetime: timedelta,
    by_mail: bool,
    actor: Actor,
    now: datetime,
) -> Invitation:
    """Open an account for a person who comes for a delegation or in a role, and mail the invitation if that is asked.

    The mail is in the person's `language`. `lifetime` is how long its link works.

    Raises NotAName, NotAnAddress, AddressTaken, DelegationOrRole, OnlyStatesHoldOffice, UnknownRole.
    """
    if (delegation is None) == (role is None):
        raise rules.DelegationOrRole
    account = accounts.open_account(email=email, name=rules.person_name(name), language=language, actor=actor, now=now)
    if role is not None:
        accounts.grant_role(account, role, actor=actor, now=now)
    if delegation is not None:
        join(account, delegation, acts_in_office=acts_in_office, actor=actor, now=now)
    invitation = Invitation(account, address_of(accounts.give_link(account, now=now, lifetime=lifetime)))
    if by_mail:
        _mail(invitation, now)
    return invitation


def invite_again(account: Account, *, address_of: AddressOf, lifetime: timedelta, actor: Actor, now: datetime) -> None:
    """Mail another invitation, as when the first was lost or came too late. Raises AccountIsClosed."""
    if not account.active:
        raise rules.AccountIsClosed
    secret = accounts.give_link(account, now=now, lifetime=lifetime)
    _mail(Invitation(account, address_of(secret)), now)
    audit.record("person:invite_again", account, actor=actor, now=now, title=account.name)


def join(account: Account, delegation: Delegation, *, acts_in_office: bool, actor: Actor, now: datetime) -> Delegate:
    """Let a person belong to a delegation from now on. Raises BelongsAlready, OnlyStatesHoldOffice."""
    rules.check_acting(delegation.kind, acts_in_office)
    present = None if account.id is None else queries.present_membership(account.id)
    if present is not None:
        raise rules.BelongsAlready(delegation=_title(present.delegation, now))
    membership = Delegate(account=account, delegation=delegation, since=now, acts_in_office=acts_in_office)
    db.session.add(membership)
    _record("person:join_to_act" if acts_in_office else "person:join", membership, actor, now)
    return membership


def leave(account: Account, *, actor: Actor, now: datetime) -> None:
    """End a person's belonging to a delegation now; the row stays. Raises BelongsToNone."""
    membership = _present(account)
    membership.until = rules.ending(membership.since, now)
    _record("person:leave", membership, actor, now)


def set_acting(account: Account, *, acts: bool, actor: Actor, now: datetime) -> Delegate:
    """Let a person act in office for their State from now on, or no longer: the row ends and another begins.

    Raises BelongsToNone, OnlyStatesHoldOffice, NothingToChange.
    """
    old = _present(account)
    rules.check_acting(old.delegation.kind, acts)
    if old.acts_in_office == acts:
        raise rules.NothingToChange
    old.until = rules.ending(old.since, now)
    db.session.flush()
    new = Delegate(account=account, delegation=old.delegation, since=old.until, acts_in_office=acts)
    db.session.add(new)
    _record("person:act" if acts else "person:stop_acting", new, actor, now)
    return new


def end_role(grant: RoleGrant, *, actor: Actor, now: datetime) -> None:
    """End a role that was granted by hand. Raises RoleHasEnded, OwnAccount."""
    if grant.until is not None:
        raise rules.RoleHasEnded
    if grant.account_id == actor.account_id and grant.role == ISU:
        raise rules.OwnAccount
    accounts.end_role(grant, actor=actor, now=now)


def close(account: Account, *, actor: Actor, now: datetime) -> None:
    """Close an account: the person is signed out everywhere and cannot sign in; links given out are good no more.

    Raises OwnAccount, NothingToChange.
    """
    if account.id == actor.account_id:
        raise rules.OwnAccount
    if not account.active:
        raise rules.NothingToChange
    account.active = False
    account.fs_uniquifier = secrets.token_hex(32)
    accounts.withdraw_links(account, now=now)
    audit.record("person:close", account, actor=actor, now=now, title=account.name)


def reopen(account: Account, *, actor: Actor, now: datetime) -> None:
    """Open a closed account again. Raises NothingToChange."""
    if account.active:
        raise rules.NothingToChange
    account.active = True
    audit.record("person:reopen", account, actor=actor, now=now, title=account.name)


def _present(account: Account) -> Delegate:
    membership = queries.present_membership(account.id)
    if membership is None:
        raise rules.BelongsToNone
    return membership


def _title(delegation: Delegation, now: datetime) -> str:
    return name_of(delegation, FALLBACK_LANGUAGE, home_day(now))


def _record(action: str, membership: Delegate, actor: Actor, now: datetime) -> None:
    delegation = _title(membership.delegation, now)
    account = membership.account
    audit.record(action, account, actor=actor, now=now, title=account.name, delegation=delegation)


def _mail(invitation: Invitation, now: datetime) -> None:
    with force_locale(invitation.account.language or FALLBACK_LANGUAGE):
        accounts.mail_invitation(invitation.account, address=invitation.address, now=now)
