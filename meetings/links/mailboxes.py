"""Where mail about a delegation goes: to its people with accounts, and to whoever has one of its links."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.models import Account
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.links import queries
from meetings.people.queries import members_now


@dataclass(frozen=True)
class Mailbox:
    """A mail address, the language in which to write there, and whether its owner signs in with it."""

    address: str
    language: str
    has_account: bool = True


def mailbox_of(account: Account) -> Mailbox:
    """The mailbox of a person with an account."""
    return Mailbox(account.email, account.language or FALLBACK_LANGUAGE)


def mailboxes_of(delegation_ids: Collection[int], now: datetime) -> dict[int, list[Mailbox]]:
    """The mailboxes of these delegations at a moment, by delegation, each address once. Two statements.

    Delegations without any are left out. Whoever has an account is written to in the language of that.
    """
    found: dict[int, dict[str, Mailbox]] = {}
    for delegation_id, members in members_now(delegation_ids, now).items():
        found[delegation_id] = {member.account.email: mailbox_of(member.account) for member in members}
    for link in queries.held_by_mail(delegation_ids):
        box = Mailbox(link.email, link.language, has_account=False)
        found.setdefault(link.delegation_id, {}).setdefault(link.email, box)
    return {delegation_id: list(boxes.values()) for delegation_id, boxes in found.items()}
