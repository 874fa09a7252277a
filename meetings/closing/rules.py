"""Closing the year: what the record holds on the eve of the change, and where the scheme leads.

On the closing day of a formal meeting one term ends and the next begins. The holders of a role pass on to the role
that succeeds it, in their committee or in the one that took over its work; whoever holds a role of several terms goes
on in it; all others end. Committees and States stand here by their keys. Beside this stand `exceptions.py`, what an
officer states against the scheme, and `preview.py`, which puts together what all of this does. Standard library only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from foundation.rules import Refused
from meetings.committees.rules import Link
from meetings.offices.rules import Role, role_order
from meetings.terms.rules import Term, last_term
from meetings.terms.schemes import RoleFacts

LONGEST_REASON = 400

Place: TypeAlias = tuple[str, str]
"""A role in a committee, by the committee's key."""


class NoReason(Refused):
    """An exception, or undoing a closing, needs a reason (fact: `longest`, in characters)."""


class NoTermThen(Refused):
    """The term is not known: the meeting that begins or ends it is not set up (fact: `since`, its first day)."""


class NotBegun(Refused):
    """The term has not begun, so that it cannot be closed (fact: `since`)."""


class ClosedAlready(Refused):
    """The year is closed."""


class Undecided(Refused):
    """The preview asks something that only exceptions can answer."""


class UndoneAlready(Refused):
    """The closing was undone before."""


class NextYearClosed(Refused):
    """A later year was closed on the strength of this closing (fact: `year`)."""


class SlateDecided(Refused):
    """A slate has filled vacant seats of the term since (fact: `term`)."""


class OfficeChanged(Refused):
    """An office that the closing wrote was ended, replaced or revoked since (fact: `committee`)."""


class IssuedSince(Refused):
    """Something was issued in one of the committees since its offices passed on (fact: `what`)."""


class Way(StrEnum):
    """What becomes of a holder. Four are exceptions; `LASTS` is an office whose own end comes later."""

    MOVES_UP = "moves_up"
    CONTINUES = "continues"
    LASTS = "lasts"
    ENDS = "ends"
    STAYS = "stays"
    STOPS = "stops"
    MOVES = "moves"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Held:
    """A State holds an office from a day until a day, which belongs to the next holder."""

    committee: str
    state: str
    role: str
    since: dt.date
    until: dt.date
    is_interim: bool = False

    def covers(self, day: dt.date) -> bool:
        """Return whether the State holds the office on the day."""
        return self.since <= day < self.until

    @property
    def place(self) -> Place:
        """Return the committee and the role."""
        return self.committee, self.role

    @property
    def holder(self) -> tuple[str, str, str]:
        """Return who holds it where: committee, role and State."""
        return self.committee, self.role, self.state

    @property
    def stands_beside(self) -> bool:
        """Return whether it may stand beside others without leave: the presidency, and a chair taken ad interim."""
        return self.role == Role.PRESIDENT or self.is_interim


@dataclass(frozen=True)
class OnRecord:
    """What a closing goes by.

    `schemes` holds the roles of each committee on the day of the change, in the order of pages; `holdings` whatever
    was not revoked, of all years, committee by committee; `lineage` the steps from committees to those that came of
    them.
    """

    ending: Term
    following: Term
    terms: tuple[Term, ...]
    schemes: Mapping[str, tuple[RoleFacts, ...]]
    holdings: tuple[Held, ...]
    lineage: tuple[Link, ...]

    @property
    def day(self) -> dt.date:
        """Return the day of the change; it belongs to the new holders."""
        return self.following.since

    @property
    def outgoing(self) -> list[Held]:
        """Return who holds office on the eve of the change, committee by committee in the order of roles."""
        eve = self.day - dt.timedelta(days=1)
        held = [one for one in self.holdings if one.covers(eve)]
        order = {committee: number for number, committee in enumerate(dict.fromkeys(one.committee for one in held))}
        return sorted(held, key=lambda one: (order[one.committee], role_order(one.role), one.state))

    @property
    def recorded(self) -> list[Held]:
        """Return who is on record already for the day of the change."""
        return [one for one in self.holdings if one.covers(self.day)]

    def role_at(self, place: Place) -> RoleFacts | None:
        """Return the role of a committee in the next term, if it has it."""
        return next((one for one in self.schemes.get(place[0], ()) if one.role == place[1]), None)

    def heirs(self, committee: str) -> list[str]:
        """Return the committees in which the work goes on: itself, or those that came of it and have offices."""
        if committee in self.schemes:
            return [committee]
        return [later for earlier, later in self.lineage if earlier == committee and later in self.schemes]

    def ways(self, held: Held) -> list[tuple[Way, Place]]:
        """Return where the scheme leads this holder: at most one office in each committee in which the work goes on."""
        found = []
        for heir in self.heirs(held.committee):
            same = self.role_at((heir, held.role))
            above = next((one for one in self.schemes[heir] if one.succeeds == held.role), None)
            if same is not None and self.terms_served(held) < same.terms:
                found.append((Way.CONTINUES, (heir, held.role)))
            elif above is not None:
                found.append((Way.MOVES_UP, (heir, above.role)))
        return found

    def usual(self, held: Held) -> tuple[Way, Place | None]:
        """Return what becomes of a holder without exceptions, and the office on the day of the change, if any.

        The President's State, where it leads a committee ad interim, follows nobody and is followed by nobody. Where
        the work went to several committees, the scheme does not say to which of them the holder goes.
        """
        if held.until > self.day:
            return Way.LASTS, held.place
        ways = [] if held.is_interim else self.ways(held)
        return ways[0] if len(ways) == 1 else (Way.ENDS, None)

    def same_role(self, held: Held) -> Place | None:
        """Return the role that a holder has, in the committee in which the work goes on, if there is but one."""
        heirs = self.heirs(held.committee)
        return (heirs[0], held.role) if len(heirs) == 1 else None

    def until(self, held: Held, way: Way, place: Place) -> dt.date:
        """Return the day until which a holder would hold the office to which this way leads.

        A role of several terms is held for all of them as far as the record knows them, less those served in it; a
        State that stays against the scheme does so for one term.
        """
        role = self.role_at(place)
        count = 1 if role is None or way == Way.STAYS else role.terms
        if way == Way.CONTINUES:
            count -= self.terms_served(held)
        return last_term(self.terms, self.following, count).until

    def terms_served(self, held: Held) -> int:
        """Return how many terms in a row, up to the one that ends, the State has held this role, mergers included."""
        before = {earlier for earlier, later in self.lineage if later == held.committee}
        own = [
            one
            for one in self.holdings
            if (one.state, one.role) == (held.state, held.role) and one.committee in {held.committee, *before}
        ]
        served = 0
        for term in sorted(self.terms, key=lambda term: term.since, reverse=True):
            if term.since > self.ending.since:
                continue
            if not any(one.covers(term.until - dt.timedelta(days=1)) for one in own):
                break
            served += 1
        return served


def check_open(ending: Term, *, today: dt.date, is_closed: bool) -> None:
    """Refuse to close a year twice, or before its term has begun.

    Raises:
        ClosedAlready, NotBegun
    """
    if is_closed:
        raise ClosedAlready
    if today < ending.since:
        raise NotBegun(since=ending.since.isoformat())


def check_reason(because: str) -> None:
    """Refuse to go on without a reason, or with one that is too long to be kept.

    Raises:
        NoReason: it is empty, or longer than LONGEST_REASON.
    """
    if not because.strip() or len(because) > LONGEST_REASON:
        raise NoReason(longest=LONGEST_REASON)
