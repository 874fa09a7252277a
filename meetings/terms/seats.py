"""Seats: who holds them on a day, which are vacant, of which nothing is known, and whether one is free for a term.

Standard library only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused
from meetings.offices.rules import check_free_seat, role_order, term_covers
from meetings.standings import CHAIRING_ROLES
from meetings.terms.schemes import RoleInScheme, SchemeSpan, scheme_on, stands


class NoScheme(Refused):
    """It is not recorded which offices the committee has on a day (facts: `committee`, `day`)."""


class RoleNotInScheme(Refused):
    """The committee's scheme has no such role on a day (facts: `committee`, `role`, `day`)."""


class HolderDoesNotFit(Refused):
    """Somebody on record would hold an office that is not in the schemes (facts: `state`, `role`, `since`, `until`)."""


class Holding(Protocol):
    """What the rules about seats need to know of an office holding; see `meetings.offices.models.OfficeHolding`."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def since(self) -> dt.date:
        """Return the first day."""

    @property
    def until(self) -> dt.date:
        """Return the day on which it is over."""

    @property
    def planned_until(self) -> dt.date | None:
        """Return the day on which it would have been over, had the holder not left."""

    @property
    def is_interim(self) -> bool:
        """Return whether the President's State leads a committee that has nobody elected."""

    @property
    def origin(self) -> str:
        """Return what wrote the row: "record", "hand", "closing" or "slate"."""

    @property
    def revoked_at(self) -> dt.datetime | None:
        """Return when it was found to be a mistake."""


Held = TypeVar("Held", bound=Holding)

InSeat = TypeVar("InSeat")


class Origin(StrEnum):
    """What wrote an office holding or a scheme; a scheme is written by the first two."""

    RECORD = "record"
    HAND = "hand"
    CLOSING = "closing"
    SLATE = "slate"


OPENING = frozenset({Origin.CLOSING, Origin.SLATE})
"""What fills the seats of all committees for a whole term at once: where it left one free, nobody holds it."""


@dataclass(frozen=True, slots=True)
class SeatsOnDay(Generic[InSeat]):
    """A role on a day: its seats, who holds them, and how many are free.

    Of the free ones, `vacant` are known to be held by nobody; of `unknown` the record does not tell; `to_fill` are of
    a day to come, and nobody is on record for them yet. `interim` are the President's State where it leads the
    committee; it takes no seat. A role that is held but not in the scheme has 0 seats.
    """

    role: str
    seats: int
    holders: tuple[InSeat, ...]
    interim: tuple[InSeat, ...]
    vacant: int
    unknown: int
    to_fill: int = 0

    @property
    def free(self) -> int:
        """How many seats nobody is recorded for."""
        return self.vacant + self.unknown + self.to_fill


def seats_of(
    roles: Iterable[RoleInScheme], holdings: Iterable[Held], day: dt.date, *, opened: bool, today: dt.date
) -> tuple[SeatsOnDay[Held], ...]:
    """Return each role of a committee on a day, in the order of roles: who holds it, and what is free.

    Hand in the roles of the scheme of that day and the committee's holdings. A free seat is vacant if the term was
    `opened` by a closing or a slate, its holder left, or an interim chair leads in its place. Otherwise it is not
    filled yet on a day after `today`, and unknown on any other.
    """
    standing = [one for one in holdings if one.revoked_at is None]
    present = [one for one in standing if term_covers(one, day)]
    nobody_elected = any(one.is_interim for one in present)
    seats = dict.fromkeys((one.role for one in present), 0) | {one.role: one.seats for one in roles}
    found = []
    for role in sorted(seats, key=role_order):
        held = [one for one in present if one.role == role]
        holders = tuple(one for one in held if not one.is_interim)
        free = max(0, seats[role] - len(holders))
        if opened or (nobody_elected and role in CHAIRING_ROLES):
            vacant = free
        else:
            vacant = min(free, _vacated([one for one in standing if one.role == role], holders, day))
        interim = tuple(one for one in held if one.is_interim)
        unknown, to_fill = (0, free - vacant) if day > today else (free - vacant, 0)
        found.append(SeatsOnDay(role, seats[role], holders, interim, vacant, unknown, to_fill))
    return tuple(found)


def _vacated(of_role: Iterable[Held], holders: Iterable[Held], day: dt.date) -> int:
    """Return how many seats were left before their time and have not been filled by somebody else."""
    filled = Counter(one.since for one in holders)
    left = Counter(
        one.until
        for one in of_role
        if not one.is_interim and one.planned_until is not None and one.until <= day < one.planned_until
    )
    return (left - filled).total()


def check_seat(
    role: str,
    since: dt.date,
    until: dt.date,
    *,
    schemes: Iterable[SchemeSpan],
    others: Iterable[Holding],
    committee: str = "",
    state: str = "",
) -> None:
    """Refuse an elected holder for whom the committee's schemes have no free seat on every day of the term.

    Hand in the schemes and the other holdings of the committee; revoked ones and interim chairs do not count.
    `committee` and `state`, the name of the State that is to have the seat, are what a refusal names.

    Raises:
        NoScheme: on some day nothing is known of the committee's offices.
        RoleNotInScheme: on some day it has no such role.
        meetings.offices.rules.SeatsTaken: on some day others hold all seats, with that day.
    """
    valid = [one for one in others if one.role == role and one.revoked_at is None and not one.is_interim]
    day = since
    standing = sorted((scheme for scheme in schemes if stands(scheme)), key=lambda one: one.since)
    while day < until:
        scheme = scheme_on(standing, day)
        if scheme is None:
            raise NoScheme(committee=committee, day=day.isoformat())
        seats = next((one.seats for one in scheme.roles if one.role == role), None)
        if seats is None:
            raise RoleNotInScheme(committee=committee, role=role, day=day.isoformat())
        ends = until if scheme.until is None else min(until, scheme.until)
        check_free_seat(role, seats, day, ends, valid, committee=committee, state=state)
        day = ends


def misfits(
    schemes: Iterable[SchemeSpan], holdings: Iterable[Held], since: dt.date, until: dt.date | None
) -> list[Held]:
    """Return the elected holders for whom these schemes have no seat on a day from `since` until `until` (None: ever).

    Hand in the schemes and the holdings of one committee. The days before and after are not looked at: what the
    record says of them may be older than any scheme.
    """
    standing = [scheme for scheme in schemes if stands(scheme)]
    valid = [one for one in holdings if one.revoked_at is None and not one.is_interim]
    before: list[Held] = []
    found = []
    for one in sorted(valid, key=lambda held: held.since):
        first, last = max(one.since, since), one.until if until is None else min(one.until, until)
        if first < last:
            try:
                check_seat(one.role, first, last, schemes=standing, others=before)
            except Refused:
                found.append(one)
        before.append(one)
    return found
