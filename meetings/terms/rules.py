"""Terms, and what stands in the way of an office in them.

A term runs from the closing day of one formal meeting to that of the next, so it exists once both are known. Beside
this stand `schemes.py`, which offices a committee has, and `seats.py`, who is in them. Standard library only.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from foundation.rules import Refused
from meetings.offices.rules import LONGEST_MEETING
from meetings.standings import CHAIRING_ROLES, PRESIDENT
from meetings.terms.seats import Holding

FORMAL_KINDS = frozenset({"meeting_of_states_parties", "review_conference"})
"""The kinds of meetings that decide on offices (see meetings.sessions.reference.MeetingKind)."""

LONGEST_REASON = 400
LONGEST_SOURCE = 1000
LONGEST_NOTE = 2000
"""Characters."""

_LONGEST_HALF = 19
"""Characters that a term's name takes of each meeting's short name, so that it has no more than its column holds."""


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


class OfficesTurnThere(Refused):
    """Offices begin or end, or were asked about, on the present last day of a formal meeting (fact: `day`)."""


@dataclass(frozen=True, slots=True)
class Term:
    """The time from the closing day of one formal meeting until that of the next, not included.

    `name` is made of the two meetings' short names ("11MSP-12MSP"); `year` is the year of the work, that in which the
    term ends.
    """

    name: str
    year: int
    since: dt.date
    until: dt.date


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


def closing_days(meetings: Iterable[FormalMeeting]) -> tuple[ClosingDay, ...]:
    """Return the closing days of formal meetings that are known, oldest first.

    Of two formal meetings that close on one day, the first by its name in addresses counts.
    """
    found: dict[dt.date, ClosingDay] = {}
    for meeting in sorted(meetings, key=lambda one: one.slug):
        if meeting.kind in FORMAL_KINDS and meeting.ends_on is not None:
            found.setdefault(meeting.ends_on, ClosingDay(meeting.number or meeting.slug.upper(), meeting.ends_on))
    return tuple(found[day] for day in sorted(found))


def terms_from(meetings: Iterable[FormalMeeting]) -> tuple[Term, ...]:
    """Return the terms between formal meetings whose closing days are known, oldest first."""
    return tuple(
        Term(
            name=f"{first.meeting[:_LONGEST_HALF]}-{last.meeting[:_LONGEST_HALF]}",
            year=last.day.year,
            since=first.day,
            until=last.day,
        )
        for first, last in pairwise(closing_days(meetings))
    )


def term_on(terms: Iterable[Term], day: dt.date) -> Term | None:
    """Return the term in which the day lies; the closing day belongs to the term that begins with it."""
    return next((term for term in terms if term.since <= day < term.until), None)


def first_day(terms: Iterable[Term], day: dt.date) -> dt.date | None:
    """Return the first day of the term in which the day lies, of which the last may not be known; None before all."""
    return max((closing for term in terms for closing in (term.since, term.until) if closing <= day), default=None)


def years_held(terms: Iterable[Term], year: int, since: dt.date, until: dt.date) -> list[int]:
    """Return the years in which an office counts where seats are counted by term, ascending.

    They are `year`, that of the term in which it begins, and those of the later terms that it covers from end to end:
    an office of two terms is a seat in each of them.
    """
    covered = {term.year for term in terms if since <= term.since and term.until <= until}
    return sorted({year} | covered)


def term_after(terms: Iterable[Term], term: Term) -> Term | None:
    """Return the term that begins when this one ends, None while the meeting that ends it is not set up."""
    return next((later for later in terms if later.since == term.until), None)


def term_named(terms: Iterable[Term], name: str) -> Term | None:
    """Return the term with this name ("11MSP-12MSP")."""
    return next((term for term in terms if term.name == name), None)


def last_term(terms: Sequence[Term], first: Term, count: int) -> Term:
    """Return the last of `count` terms of which this is the first, or the last of them that is known.

    So an office of several terms is written for those that are known, by hand, by a slate or by a closing. When the
    last of these is closed, its holder continues: see `meetings.closing.rules.OnRecord.ways`.
    """
    last = first
    for _ in range(count - 1):
        last = term_after(terms, last) or last
    return last


def check_days_within(role: str, term: Term, last: Term, since: dt.date, until: dt.date) -> None:
    """Refuse days that are not within the term in which the office begins and the one in which it ends.

    A presidency may begin some days before, since it begins with the opening of the meeting that begins the term.

    Raises:
        OutsideTerm: they begin outside the first or end after the last.
    """
    earliest = term.since - (LONGEST_MEETING if role == PRESIDENT else dt.timedelta())
    if not (earliest <= since < term.until and until <= last.until):
        raise OutsideTerm(term=term.name, since=term.since.isoformat(), until=last.until.isoformat())


def check_reason(text: str) -> None:
    """Refuse an empty reason: who reads the record later must be told why.

    Raises:
        NoReason: there is nothing in it.
    """
    if not text.strip():
        raise NoReason


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
