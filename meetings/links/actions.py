"""Giving and revoking the links of delegations."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from foundation import audit
from foundation.accounts import actions as accounts
from foundation.accounts.rules import digest, normal_address
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.links import mails, queries, rules
from meetings.links.mailboxes import Mailbox, mailbox_of
from meetings.links.models import DelegationLink
from meetings.people.queries import members_now

AddressOf = Callable[[str], str]
"""Makes the whole address of a delegation's own page from the secret of its link."""


def give(
    delegation: Delegation,
    note: str,
    actor: Actor,
    now: datetime,
    *,
    email: str | None = None,
    language: str = FALLBACK_LANGUAGE,
    secret: str | None = None,
) -> tuple[DelegationLink, str]:
    """Give a delegation a link, and return its secret, which is kept nowhere. `note` tells who is to have it.

    What changes for the delegation is mailed to `email`, if there is one, in `language` as long as the link is open.
    Raises NoNote, TooManyLinks, NotAnAddress.
    """
    rules.check_note(note)
    rules.check_number(queries.count_open(delegation.id))
    secret = secret or secrets.token_urlsafe(32)
    link = DelegationLink(
        delegation=delegation,
        sha256=digest(secret),
        note=note.strip(),
        email=normal_address(email) if email else None,
        language=language,
        given_at=now,
        given_by_id=actor.account_id,
    )
    db.session.add(link)
    _record("link:give", link, actor, now)
    return link, secret


def give_and_mail(
    delegation: Delegation,
    note: str,
    *,
    secret: str,
    email: str | None,
    language: str,
    to_everybody: bool,
    address_of: AddressOf,
    actor: Actor,
    now: datetime,
) -> tuple[str, int]:
    """Give a link, mail it, and return its address and to how many mailboxes it was mailed.

    It is mailed to the holder's address, if there is one, and to the delegation's people if that is wished. Where the
    link with this secret was given before, nothing is done, and the same is returned. Raises NoNote, TooManyLinks,
    NotAnAddress; AlreadyRevoked where it was given before and opens nothing any longer.
    """
    queries.hold(delegation.id)
    given = queries.by_secret(secret)
    if given is not None and not given.is_open:
        raise rules.AlreadyRevoked
    link = given or give(delegation, note, actor, now, email=email, language=language, secret=secret)[0]
    boxes = {}
    if link.email:
        boxes[link.email] = Mailbox(link.email, link.language, has_account=False)
    for member in members_now([delegation.id], now).get(delegation.id, []) if to_everybody else ():
        boxes[member.account.email] = mailbox_of(member.account)
    address = address_of(secret)
    if given is None:
        mails.send_link(link, boxes.values(), address, now)
    return address, len(boxes)


def revoke(link: DelegationLink, actor: Actor, now: datetime) -> None:
    """Let a link open nothing any longer, from this moment on. Raises AlreadyRevoked."""
    stored = queries.locked(link.id)
    if stored is None or not stored.is_open:
        raise rules.AlreadyRevoked
    stored.revoked_at, stored.revoked_by_id = now, actor.account_id
    _record("link:revoke", stored, actor, now)


def check_open(link: DelegationLink) -> None:
    """Refuse to do anything by a link that was revoked, also a moment ago. Raises LinkRevoked."""
    stored = queries.locked(link.id)
    if stored is None or not stored.is_open:
        raise rules.LinkRevoked


def count_deed(link: DelegationLink, now: datetime) -> None:
    """Count that something was said by a link of this delegation, apart from what is counted of those who sign in.

    Raises TooManyAttempts.
    """
    most = {digest(f"deed by link of {link.delegation_id}"): rules.MOST_DEEDS_BY_LINK}
    accounts.count_attempt(most, now=now)


def _record(deed: str, link: DelegationLink, actor: Actor, now: datetime) -> None:
    delegation = link.delegation
    audit.record(
        deed,
        link,
        actor=actor,
        now=now,
        title=name_of(delegation, FALLBACK_LANGUAGE, home_day(now)),
        address=f"/delegations/{delegation.key.lower()}/links/",
        note=link.note,
    )
