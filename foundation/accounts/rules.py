"""Rules about accounts, links and attempts. Standard library only."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from foundation.rules import Refused

ATTEMPT_WINDOW = timedelta(minutes=15)
MINIMUM_PASSWORD_LENGTH = 12
# Not RFC 5322: an address that a form can be trusted with. The full check is the mail that arrives.
_ADDRESS = re.compile(r"[^@\s,;:<>\"()\[\]\\\x00-\x1f]{1,64}@[^@\s,;:<>\"()\[\]\\\x00-\x1f]{1,190}\.[^@\s.]{2,63}")


class NoSuchAccount(Refused):
    """No account has this address."""


class AddressTaken(Refused):
    """Another account has this address already."""


class NotAnAddress(Refused):
    """This is not a mail address."""


class LinkRefused(Refused):
    """A link that was never given out, was used, replaced or is too old. Which one of these is not told."""


class TooManyAttempts(Refused):
    """So many attempts have been made from this network or for this address that it must wait."""


class PasswordTooShort(Refused):
    """A password needs at least `minimum` characters."""


class UnknownRole(Refused):
    """No floor declared this role."""


class RoleHeldAlready(Refused):
    """The account holds this role today."""


def normal_address(text: str) -> str:
    """A mail address as it is kept: without spaces around it and in small letters. Raises NotAnAddress."""
    address = text.strip().lower()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise NotAnAddress(address=address[:80])
    return address


def check_password(password: str) -> None:
    """Refuse a password that is too easily guessed. Raises PasswordTooShort."""
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise PasswordTooShort(minimum=MINIMUM_PASSWORD_LENGTH)


def is_open(now: datetime, expires_at: datetime, used_at: datetime | None, single_use: bool) -> bool:
    """Whether a link still works: it has not run out, and has not been used if it works once only."""
    return now < expires_at and (used_at is None or not single_use)


def may_try(attempts: int, most: int) -> bool:
    """Whether one more attempt is allowed after so many within ATTEMPT_WINDOW."""
    return attempts < most


def digest(secret: str) -> str:
    """What is kept of a link's secret: its SHA-256, from which nobody can make the link again."""
    return hashlib.sha256(secret.encode()).hexdigest()
