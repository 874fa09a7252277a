"""Terms and schemes: from when to when an office is held, and which offices a committee has.

A term runs from the closing day of one formal meeting to that of the next, so it exists once both are known. A scheme
says which roles a committee has, how many seats each, for how many terms, and which role follows which; it holds from
a day until a day, not included. Standard library only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused
from meetings.offices.rules import Role, check_free_seat, role_order, term_covers
from meetings.standings import CHAIRING_ROLES, PRESIDENT

FORMAL_KINDS = frozenset({"meeting_of_states_parties", "review_conference"})
"""The kinds of meetings that decide on offices (see meetings.sessions.reference.MeetingKind)."""

LONGEST_MEETING = dt.timedelta(days=31)
"""How long before the closing day of a meeting its President may have taken the chair."""

MOST_SEATS = 20
MOST_TERMS = 4
LONGEST_REASON = 400
LONGEST_SOURCE = 1000
LONGEST_NOTE = 2000
"""Characters."""

_LONGEST_HALF = 19
"""Characters that a term's name takes of each meeting's short name, so that it has no more than its column holds."""


class UnknownRole(Refused):
    """No office is called so (fact: `role`)."""


class NoTermThen(Refused):
    """The term is not known: the meeting that begins or ends it is not set up (fact: `since`, its first day)."""


class OutsideTerm(Refused):
    """The days are not within the term (facts: `term`, `since`, `until`: its own days)."""


class NotAState(Refused):
    """An organization holds no office (fact: `state`, its name)."""


class NotAParty(Refused):
    """The State is no party on the first day of the office, or is not known to be (facts: `state`, `day`)."""


class CommitteeClosed(Refused):
    """The committee does not exist, or no longer, on a day of the term (facts: `committee`, `day`)."""


class SucceededCommittee(Refused):
    """Another committee has taken over the work by that day (facts: `committee`, `successor`, `day`)."""


class NoScheme(Refused):
    """It is not recorded which offices the committee has on a day (facts: `committee`, `day`)."""


class RoleNotInScheme(Refused):
    """The committee's scheme has no such role on a day (facts: `committee`, `role`, `day`)."""


class HoldsAnotherOffice(Refused):
    """The State holds another office in the term (facts: `state`, `role`, `committee`, `since`, `until` of that)."""


class NobodyPresides(Refused):
    """Nobody is recorded as President on the day, so nobody can be interim chair (fact: `day`)."""


class NotThePresident(Refused):
    """An interim chair is the President's State, and this is another (facts: `state`, `president`, `day`)."""


class NotAChair(Refused):
    """An interim chair has the role of a chair (fact: `role`)."""


class ChairIsElected(Refused):
    """The committee has an elected chair in the term, so it needs no interim one (facts: `state`, `since`, `until`)."""


class InterimChairs(Refused):
    """An interim chair leads the committee then, which ends first (facts: `state`, `since`, `until`)."""


class OutsideHolding(Refused):
    """The day is not within the office: later than its first, earlier than its last (facts: `since`, `until`)."""


class LeftAlready(Refused):
    """The holder left already (fact: `day`)."""


class RevokedAlready(Refused):
    """The row was revoked already."""


class NoReason(Refused):
    """A reason is missing."""


class SameState(Refused):
    """The State that would replace the holder is the holder (fact: `state`)."""


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
    """A role would follow upon itself (fact: `roles`)."""


class SchemeStartsThen(Refused):
    """A scheme of this committee begins on the same day already (fact: `day`)."""


class SchemeIsOver(Refused):
    """The scheme does not hold on that day any more, or not yet (fact: `day`)."""


class HolderDoesNotFit(Refused):
    """Somebody on record would hold an office that is not in the schemes (facts: `state`, `role`, `since`, `until`)."""


@dataclass(frozen=True, slots=True)
class Term:
    """The time from the closing day of one formal meeting until that of the next, not included.

    `name` is made of the two meetings' short names ("11MSP-12MSP"); `year` is the year of the work, that in which the
    term ends. `is_opened` says that a closing or a slate filled its offices, so that a free seat is vacant.
    """

    name: str
    year: int
    since: dt.date
    until: dt.date
    is_opened: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """The day on which a formal meeting closed or will close, and the meeting's short name ("11MSP")."""

    meeting: str
    day: dt.date


class FormalMeeting(Protocol):
    """What terms are made from; see `meetings.sessions.models.Meeting`."""

    @property
    def kind(self) -> str:
        """Return the kind of meeting."""

    @property
    def number(self) -> str:
        """Return the short name ("11MSP")."""

    @property
    def slug(self) -> str:
        """Return the name in addresses ("11msp")."""

    @property
    def ends_on(self) -> dt.date | None:
        """Return the closing day, None where it is unknown."""


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
Span = TypeVar("Span", bound=SchemeSpan)


class Origin(StrEnum):
    """What wrote an office holding."""

    RECORD = "record"
    HAND = "hand"
    CLOSING = "closing"
    SLATE = "slate"


OPENING = frozenset({Origin.CLOSING, Origin.SLATE})
"""What fills a whole term at once: where it left a seat free, nobody holds it."""


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


@dataclass(frozen=True, slots=True)
class SeatsOnDay(Generic[InSeat]):
    """A role on a day: its seats, who holds them, and how many are free.

    Of the free ones, `vacant` are known to be held by nobody; of `unknown` the record does not tell. `interim` are the
    President's State where it leads the committee; it takes no seat. A role that is held but not in the scheme has 0
    seats.
    """

    role: str
    seats: int
    holders: tuple[InSeat, ...]
    interim: tuple[InSeat, ...]
    vacant: int
    unknown: int

    @property
    def free(self) -> int:
        """How many seats nobody is recorded for."""
        return self.vacant + self.unknown


def closing_days(meetings: Iterable[FormalMeeting]) -> tuple[ClosingDay, ...]:
    """Return the closing days of formal meetings that are known, oldest first.

    Of two formal meetings that close on one day, the first by its name in addresses counts.
    """
    found: dict[dt.date, ClosingDay] = {}
    for meeting in sorted(meetings, key=lambda one: one.slug):
        if meeting.kind in FORMAL_KINDS and meeting.ends_on is not None:
            found.setdefault(meeting.ends_on, ClosingDay(meeting.number or meeting.slug.upper(), meeting.ends_on))
    return tuple(found[day] for day in sorted(found))


def terms_from(meetings: Iterable[FormalMeeting], opened: Collection[dt.date] = ()) -> tuple[Term, ...]:
    """Return the terms between formal meetings whose closing days are known, oldest first.

    `opened` are the first days of what closings and slates filled.
    """
    return tuple(
        Term(
            name=f"{first.meeting[:_LONGEST_HALF]}-{last.meeting[:_LONGEST_HALF]}",
            year=last.day.year,
            since=first.day,
            until=last.day,
            is_opened=first.day in opened,
        )
        for first, last in pairwise(closing_days(meetings))
    )


def term_on(terms: Iterable[Term], day: dt.date) -> Term | None:
    """Return the term in which the day lies; the closing day belongs to the term that begins with it."""
    return next((term for term in terms if term.since <= day < term.until), None)


def term_after(terms: Iterable[Term], term: Term) -> Term | None:
    """Return the term that begins when this one ends, None while the meeting that ends it is not set up."""
    return next((later for later in terms if later.since == term.until), None)


def term_named(terms: Iterable[Term], name: str) -> Term | None:
    """Return the term with this name ("11MSP-12MSP")."""
    return next((term for term in terms if term.name == name), None)


def last_term(terms: Sequence[Term], first: Term, count: int) -> Term:
    """Return the last of `count` terms of which this is the first.

    Raises:
        NoTermThen: so many are not known yet.
    """
    last = first
    for _ in range(count - 1):
        following = term_after(terms, last)
        if following is None:
            raise NoTermThen(since=last.until.isoformat())
        last = following
    return last


def version_of(schemes: Iterable[Versioned]) -> int:
    """Return a number that grows with each change to any of a committee's schemes, and with each new one."""
    return sum(scheme.version for scheme in schemes)


def check_days_within(role: str, term: Term, last: Term, since: dt.date, until: dt.date) -> None:
    """Refuse days that are not within the term in which the office begins and the one in which it ends.

    A presidency may begin some days before, since it begins with the opening of the meeting that begins the term.

    Raises:
        OutsideTerm: they begin outside the first or end after the last.
    """
    earliest = term.since - (LONGEST_MEETING if role == PRESIDENT else dt.timedelta())
    if not (earliest <= since < term.until and until <= last.until):
        raise OutsideTerm(term=term.name, since=term.since.isoformat(), until=last.until.isoformat())


def scheme_on(schemes: Iterable[Span], day: dt.date) -> Span | None:
    """Return the scheme that holds on the day; hand in those of one committee."""
    return next((scheme for scheme in schemes if _stands(scheme) and _covers(scheme, day)), None)


def seats_of(
    roles: Iterable[RoleInScheme], holdings: Iterable[Held], day: dt.date, *, opened: bool | None = None
) -> tuple[SeatsOnDay[Held], ...]:
    """Return each role of a committee on a day, in the order of roles: who holds it, and what is vacant or unknown.

    Hand in the roles of the scheme of that day and the committee's holdings. A free seat is unknown unless the term
    was opened by a closing or a slate, its holder left, or an interim chair leads in its place. `opened` says whether
    it was (`Term.is_opened`); None: look at the holdings handed in, which cannot tell where a closing left the whole
    committee vacant.
    """
    standing = [one for one in holdings if one.revoked_at is None]
    present = [one for one in standing if term_covers(one, day)]
    if opened is None:
        opened = any(one.origin in OPENING for one in present)
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
        found.append(SeatsOnDay(role, seats[role], holders, interim, vacant, free - vacant))
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


def check_role(role: str) -> None:
    """Refuse an office that there is not.

    Raises:
        UnknownRole: nothing is called so.
    """
    if role not in set(Role):
        raise UnknownRole(role=role)


def check_reason(text: str) -> None:
    """Refuse an empty reason: who reads the record later must be told why.

    Raises:
        NoReason: there is nothing in it.
    """
    if not text.strip():
        raise NoReason


def check_seat(
    role: str,
    since: dt.date,
    until: dt.date,
    *,
    schemes: Iterable[SchemeSpan],
    others: Iterable[Holding],
    committee: str,
) -> None:
    """Refuse an elected holder for whom the committee's schemes have no free seat on every day of the term.

    Hand in the schemes and the other holdings of the committee; revoked ones and interim chairs do not count.
    `committee` is its name.

    Raises:
        NoScheme: on some day nothing is known of the committee's offices.
        RoleNotInScheme: on some day it has no such role.
        meetings.offices.rules.SeatsTaken: on some day others hold all seats, with that day.
    """
    valid = [one for one in others if one.role == role and one.revoked_at is None and not one.is_interim]
    day = since
    standing = sorted((scheme for scheme in schemes if _stands(scheme)), key=lambda one: one.since)
    while day < until:
        scheme = scheme_on(standing, day)
        if scheme is None:
            raise NoScheme(committee=committee, day=day.isoformat())
        seats = next((one.seats for one in scheme.roles if one.role == role), None)
        if seats is None:
            raise RoleNotInScheme(committee=committee, role=role, day=day.isoformat())
        ends = until if scheme.until is None else min(until, scheme.until)
        check_free_seat(role, seats, day, ends, valid)
        day = ends


def check_interim(
    role: str,
    since: dt.date,
    until: dt.date,
    *,
    state: str,
    presides: str | None,
    others: Iterable[tuple[str, Holding]],
) -> None:
    """Refuse an interim chair who is not the President's State, or where somebody is elected or interim already.

    `state` is the State's name and `presides` that of the State which holds the presidency on the first day; `others`
    are the committee's other holdings with the names of their States.

    Raises:
        NotAChair, NobodyPresides, NotThePresident, ChairIsElected, InterimChairs
    """
    if role not in CHAIRING_ROLES:
        raise NotAChair(role=role)
    if presides is None:
        raise NobodyPresides(day=since.isoformat())
    if presides != state:
        raise NotThePresident(state=state, president=presides, day=since.isoformat())
    for name, other in _meeting_days(since, until, others):
        if other.role in CHAIRING_ROLES:
            kind = InterimChairs if other.is_interim else ChairIsElected
            raise kind(state=name, since=other.since.isoformat(), until=other.until.isoformat())


def check_no_interim(role: str, since: dt.date, until: dt.date, others: Iterable[tuple[str, Holding]]) -> None:
    """Refuse an elected chair while an interim one leads the committee.

    Raises:
        InterimChairs: with the days of the interim chair, which must be ended first.
    """
    if role not in CHAIRING_ROLES:
        return
    for name, other in _meeting_days(since, until, others):
        if other.is_interim:
            raise InterimChairs(state=name, since=other.since.isoformat(), until=other.until.isoformat())


def check_one_office(
    state: str, role: str, since: dt.date, until: dt.date, others: Iterable[tuple[str, Holding]]
) -> None:
    """Refuse a second office of a State at the same time; the presidency and an interim chair are none of these.

    `others` are the State's other holdings with the names of their committees.

    Raises:
        HoldsAnotherOffice: with the office that is in the way.
    """
    if role == PRESIDENT:
        return
    for committee, other in _meeting_days(since, until, others):
        if other.role != PRESIDENT and not other.is_interim:
            raise HoldsAnotherOffice(
                state=state,
                role=other.role,
                committee=committee,
                since=other.since.isoformat(),
                until=other.until.isoformat(),
            )


def _meeting_days(
    since: dt.date, until: dt.date, others: Iterable[tuple[str, Holding]]
) -> Iterable[tuple[str, Holding]]:
    return ((n, one) for n, one in others if one.revoked_at is None and one.since < until and since < one.until)


def check_leaving(since: dt.date, until: dt.date, planned_until: dt.date | None, day: dt.date) -> None:
    """Refuse a day of leaving that is not within the office; one that never began is revoked instead.

    Raises:
        LeftAlready: the holder has left.
        OutsideHolding: the day is not after the first and before the last.
    """
    if planned_until is not None:
        raise LeftAlready(day=until.isoformat())
    if not since < day < until:
        raise OutsideHolding(since=since.isoformat(), until=until.isoformat())


def check_roles(roles: Collection[RoleFacts]) -> None:
    """Refuse roles that make no scheme.

    A role may follow one that this scheme has not: the Co-Rapporteurs of the term before, who are not elected again.

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


def misfits(
    schemes: Iterable[SchemeSpan], holdings: Iterable[Held], since: dt.date, until: dt.date | None
) -> list[Held]:
    """Return the elected holders for whom these schemes have no seat on a day from `since` until `until` (None: ever).

    Hand in the schemes and the holdings of one committee. The days before and after are not looked at: what the
    record says of them may be older than any scheme.
    """
    standing = [scheme for scheme in schemes if _stands(scheme)]
    valid = [one for one in holdings if one.revoked_at is None and not one.is_interim]
    before: list[Held] = []
    found = []
    for one in sorted(valid, key=lambda held: held.since):
        first, last = max(one.since, since), one.until if until is None else min(one.until, until)
        if first < last:
            try:
                check_seat(one.role, first, last, schemes=standing, others=before, committee="")
            except Refused:
                found.append(one)
        before.append(one)
    return found


def _stands(scheme: SchemeSpan) -> bool:
    return scheme.revoked_at is None


def _covers(scheme: SchemeSpan, day: dt.date) -> bool:
    return scheme.since <= day and (scheme.until is None or day < scheme.until)
