"""What is done with people: inviting them, and saying where they belong, for whom they act and which role they have."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import force_locale

from foundation import audit
from foundation.accounts import actions as accounts
from foundation.accounts.models import Account, RoleGrant
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
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
    return _set_acting(old, acts, actor, now)


def _set_acting(old: Delegate, acts: bool, actor: Actor, now: datetime) -> Delegate:
    new = _followed(old, acts_in_office=acts, is_focal_point=old.is_focal_point, now=now)
    _record("person:act" if acts else "person:stop_acting", new, actor, now)
    return new


def set_focal_point(account: Account, *, is_focal_point: bool, actor: Actor, now: datetime) -> Delegate:
    """Let a person be the focal point of their State from now on, or no longer: the row ends and another begins.

    The focal point says who acts in office for the State. Raises BelongsToNone, OnlyStatesHoldOffice, NothingToChange.
    """
    old = _present(account)
    rules.check_acting(old.delegation.kind, is_focal_point)
    if old.is_focal_point == is_focal_point:
        raise rules.NothingToChange
    new = _followed(old, acts_in_office=old.acts_in_office, is_focal_point=is_focal_point, now=now)
    _record("person:focal_point" if is_focal_point else "person:no_focal_point", new, actor, now)
    return new


def name_actors(
    delegation: Delegation, account_ids: Collection[int], *, seen: int | None, actor: Actor, now: datetime
) -> None:
    """Let these people act in office for their State from now on, and no others of those who may sign in.

    `seen` is `rules.version_of` the delegation's rows as the person saw them.

    Raises EditConflict, OnlyStatesHoldOffice, NotInDelegation, NothingToChange.
    """
    rules.check_acting(delegation.kind, True)
    rows = queries.locked_delegates(delegation.id)
    present = [row for row in rows if row.until is None and row.account.active]
    acting = {row.account_id for row in present if row.acts_in_office}
    version = rules.version_of(rows)
    if seen != version:
        raise EditConflict(version=version, acting=acting)
    if not set(account_ids) <= {row.account_id for row in present}:
        raise rules.NotInDelegation
    if acting == set(account_ids):
        raise rules.NothingToChange
    for row in present:
        if row.acts_in_office != (row.account_id in account_ids):
            _set_acting(row, not row.acts_in_office, actor, now)


def _followed(old: Delegate, *, acts_in_office: bool, is_focal_point: bool, now: datetime) -> Delegate:
    """End a row now, and begin another that says something else of the same person."""
    old.until = rules.ending(old.since, now)
    db.session.flush()
    new = Delegate(
        account=old.account,
        delegation=old.delegation,
        since=old.until,
        acts_in_office=acts_in_office,
        is_focal_point=is_focal_point,
    )
    db.session.add(new)
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
