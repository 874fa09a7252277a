"""Schemes: which offices a committee has, from a day until a day, not included.

A scheme says which roles a committee has, how many seats each, for how many terms, and which role follows which.
Standard library only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, TypeVar

from foundation.rules import Refused
from meetings.offices.rules import Role

MOST_SEATS = 20
MOST_TERMS = 4


class UnknownRole(Refused):
    """No office is called so (fact: `role`)."""


class NoRoles(Refused):
    """A scheme has at least one role."""


class RoleTwice(Refused):
    """A scheme has each role once (fact: `role`)."""


class SeatsOutOfRange(Refused):
    """A role has at least one seat, and not more than `most` (facts: `seats`, `most`)."""


class TermsOutOfRange(Refused):
    """A role is held for at least one term, and not more than `most` (facts: `terms`, `most`)."""


class NothingToStagger(Refused):
    """Only a role with several seats, held for several terms, can be staggered (fact: `role`)."""


class RolesInACircle(Refused):
    """A role would follow upon itself (fact: `role`)."""


class NobodyMovesUp(Refused):
    """A role would be filled from one that the committee has neither then nor before (facts: `role`, `succeeds`)."""


class SchemeStartsThen(Refused):
    """A scheme of this committee begins on the same day already (fact: `day`)."""


class SchemeIsOver(Refused):
    """The scheme does not hold on that day any more, or not yet (fact: `day`)."""


class RoleInScheme(Protocol):
    """A role of a scheme; see `RoleFacts`."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def seats(self) -> int:
        """Return how many hold it at one time."""


class SchemeSpan(Protocol):
    """A scheme with its days and roles; see `meetings.terms.models.Scheme`."""

    @property
    def since(self) -> dt.date:
        """Return its first day."""

    @property
    def until(self) -> dt.date | None:
        """Return the day on which it holds no longer, None if it still does."""

    @property
    def revoked_at(self) -> dt.datetime | None:
        """Return when it was found to be a mistake."""

    @property
    def roles(self) -> Sequence[RoleInScheme]:
        """Return its roles."""


class Versioned(Protocol):
    """A row that counts its changes."""

    @property
    def version(self) -> int:
        """Return the number of the present version, from 1 on."""


Span = TypeVar("Span", bound=SchemeSpan)


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role of a scheme: so many seats, each for so many terms, and the role from which its holders come, if any.

    Of a staggered role a part of the seats falls vacant each term.
    """

    role: str
    seats: int
    terms: int = 1
    is_staggered: bool = False
    succeeds: str | None = None


def version_of(schemes: Iterable[Versioned]) -> int:
    """Return a number that grows with each change to any of a committee's schemes, and with each new one."""
    return sum(scheme.version for scheme in schemes)


def scheme_on(schemes: Iterable[Span], day: dt.date) -> Span | None:
    """Return the scheme that holds on the day; hand in those of one committee."""
    return next((scheme for scheme in schemes if stands(scheme) and _covers(scheme, day)), None)


def check_role(role: str) -> None:
    """Refuse an office that there is not.

    Raises:
        UnknownRole: nothing is called so.
    """
    if role not in set(Role):
        raise UnknownRole(role=role)


def check_roles(roles: Collection[RoleFacts]) -> None:
    """Refuse roles that make no scheme.

    Raises:
        NoRoles, UnknownRole, RoleTwice, SeatsOutOfRange, TermsOutOfRange, NothingToStagger, RolesInACircle
    """
    if not roles:
        raise NoRoles
    for one in roles:
        check_role(one.role)
        if one.succeeds is not None:
            check_role(one.succeeds)
        if not 1 <= one.seats <= MOST_SEATS:
            raise SeatsOutOfRange(role=one.role, seats=one.seats, most=MOST_SEATS)
        if not 1 <= one.terms <= MOST_TERMS:
            raise TermsOutOfRange(role=one.role, terms=one.terms, most=MOST_TERMS)
        if one.is_staggered and (one.terms == 1 or one.seats == 1):
            raise NothingToStagger(role=one.role)
    for role, times in Counter(one.role for one in roles).items():
        if times > 1:
            raise RoleTwice(role=role)
    try:
        TopologicalSorter({one.role: [one.succeeds] for one in roles if one.succeeds is not None}).prepare()
    except CycleError as error:
        raise RolesInACircle(role=error.args[1][0]) from error


def check_succession(roles: Iterable[RoleFacts], before: Collection[str]) -> None:
    """Refuse a role that is filled from one which nobody holds.

    `before` are the roles that the committee, or those it came of, have until this scheme begins: the last holders of
    a role move up also where nobody follows them in it, as the Co-Rapporteurs of 2012 did.

    Raises:
        NobodyMovesUp: of the first role of which this is so.
    """
    roles = list(roles)
    held = {one.role for one in roles} | set(before)
    for one in roles:
        if one.succeeds is not None and one.succeeds not in held:
            raise NobodyMovesUp(role=one.role, succeeds=one.succeeds)


def stands(scheme: SchemeSpan) -> bool:
    """Return whether the scheme was not revoked."""
    return scheme.revoked_at is None


def _covers(scheme: SchemeSpan, day: dt.date) -> bool:
    return scheme.since <= day and (scheme.until is None or day < scheme.until)
