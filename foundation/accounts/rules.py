"""Rules about accounts, links and attempts. Standard library only."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from foundation.rules import Refused

ATTEMPT_WINDOW = timedelta(minutes=15)
MINIMUM_PASSWORD_LENGTH = 12
LONGEST_ADDRESS = 254
# The dot-atoms of RFC 5322, 3.2.3, at most 64 characters before the @ (RFC 5321, 4.5.3.1.1), and a domain of at least
# two labels (RFC 1035, 2.3.1): in ASCII, since mail leaves so. The full check is the mail that arrives.
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_NETWORK_BITS = 64


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
    """A mail address as it is kept: without spaces around it and in small letters. Raises NotAnAddress.

    Mail can be sent to every such address: it is in ASCII.
    """
    stripped = text.strip()
    address = stripped.lower()
    # Some letters beyond ASCII, such as the Kelvin sign, become ASCII when they are made small.
    if not stripped.isascii() or len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
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


def network_of(address: str) -> str:
    """The network by which attempts from this IP address are counted.

    An IPv4 address counts by itself. An IPv6 address counts by its first 64 bits, the least that a provider hands to
    one customer (RFC 6177), who may use any of the addresses in it. What is no IP address counts as it is written.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), _NETWORK_BITS), strict=False))


def digest(secret: str) -> str:
    """What is kept of a link's secret: its SHA-256, from which nobody can make the link again."""
    return hashlib.sha256(secret.encode()).hexdigest()
