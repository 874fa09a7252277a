"""What pages show of terms, seats and schemes, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext, ngettext

from meetings.delegations.queries import name_of
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES, role_of_several
from meetings.terms import seats
from meetings.terms.models import Scheme, SchemeRole
from meetings.terms.phrases import ORIGINS
from meetings.terms.seats import SeatsOnDay


@dataclass(frozen=True)
class SeatsShown:
    """A role on a day: how many seats, the names (with the ends of their addresses) in them, what is free and how."""

    role: str
    seats: int
    holders: list[tuple[str, str]]
    interim: list[tuple[str, str]]
    vacant: int
    unknown: int
    to_fill: int


@dataclass(frozen=True)
class HoldingShown:
    """An office holding with all that is on record about it. `ended` and `revoked` are reasons, or None."""

    id: int
    state: str
    state_key: str
    role: str
    since: date
    until: date
    planned_until: date | None
    term: str
    is_interim: bool
    origin: str
    source: str
    confidence: str
    notes: str
    ended: str | None
    revoked: str | None

    @property
    def may_change(self) -> bool:
        """Whether the row can still be replaced: it stands, and nobody has left yet."""
        return self.revoked is None and self.ended is None


@dataclass(frozen=True)
class SchemeShown:
    """A scheme: its days and its roles, a sentence each."""

    id: int
    since: date
    until: date | None
    roles: list[str]
    note: str
    origin: str
    source: str
    confidence: str
    revoked: str | None
    revoked_at: datetime | None


def seats_shown(seats: Iterable[SeatsOnDay[OfficeHolding]], day: date, language: str) -> list[SeatsShown]:
    """The seats of a day."""

    def named(held: Iterable[OfficeHolding]) -> list[tuple[str, str]]:
        return [(name_of(one.delegation, language, day), one.delegation.key.lower()) for one in held]

    return [
        SeatsShown(
            role_of_several(one.role, max(one.seats, len(one.holders), 1)),
            one.seats,
            named(one.holders),
            named(one.interim),
            one.vacant,
            one.unknown,
            one.to_fill,
        )
        for one in seats
    ]


def holdings_shown(held: Iterable[OfficeHolding], language: str) -> list[HoldingShown]:
    """The holdings in the order handed in."""
    return [
        HoldingShown(
            id=one.id,
            state=name_of(one.delegation, language, one.since),
            state_key=one.delegation.key.lower(),
            role=str(ROLES[one.role]),
            since=one.since,
            until=one.until,
            planned_until=one.planned_until,
            term=one.term,
            is_interim=one.is_interim,
            origin=str(ORIGINS[seats.Origin(one.origin)]),
            source=one.source,
            confidence=one.confidence,
            notes=one.notes,
            ended=one.ended_because,
            revoked=one.revoked_because,
        )
        for one in held
    ]


def schemes_shown(schemes: Iterable[Scheme]) -> list[SchemeShown]:
    """The schemes, the newest first."""
    return [
        SchemeShown(
            id=one.id,
            since=one.since,
            until=one.until,
            roles=roles_shown(one.roles),
            note=one.note,
            origin=str(ORIGINS[seats.Origin(one.origin)]),
            source=one.source,
            confidence=one.confidence,
            revoked=one.revoked_because,
            revoked_at=one.revoked_at,
        )
        for one in sorted(schemes, key=lambda scheme: scheme.since, reverse=True)
    ]


def roles_shown(roles: Sequence[SchemeRole]) -> list[str]:
    """What a scheme says of each role, a sentence each."""
    return [_role_shown(one) for one in roles]


def _role_shown(one: SchemeRole) -> str:
    said = gettext("%(role)s: %(seats)s", role=str(ROLES[one.role]), seats=_seats(one.seats))
    more = []
    if one.terms > 1:
        more.append(ngettext("for %(num)s term", "for %(num)s terms", one.terms))
    if one.is_staggered:
        more.append(gettext("staggered"))
    if one.succeeds is not None:
        more.append(gettext("filled from %(role)s", role=str(ROLES[one.succeeds])))
    return said if not more else gettext("%(said)s (%(more)s)", said=said, more=gettext(", ").join(more))


def _seats(seats: int) -> str:
    return ngettext("%(num)s seat", "%(num)s seats", seats)
