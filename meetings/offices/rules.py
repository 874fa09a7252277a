"""Offices: which State held which role in which committee, from when to when, and what the record does not say.

A term begins and ends with the meeting that decides on the offices. The record gives the closing day of that meeting
both as the end of one term and as the beginning of the next, so a term counts from its first day up to, and not on,
its last (`since <= day < until`): on the day of the change the new holders are in office.
Standard library only.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused
from meetings.standings import COORDINATING_COMMITTEE


class TermEndsBeforeItBegins(Refused):
    """The term has no day in it (facts: `since`, `until`)."""


class OverlappingTerm(Refused):
    """The State holds this role in this committee already in a part of the term (facts: `since`, `until` of that)."""


class SeatsTaken(Refused):
    """Others hold all seats of the role on a day of the term (facts: `role`, `seats`, `day`, `committee`, `state`)."""


class RoleNotThen(Refused):
    """The committee has other roles on a day of the term (facts: `role`, `day`)."""


LONGEST_MEETING = dt.timedelta(days=31)
"""How long before the closing day of a meeting its President may have taken the chair."""


class PresidencyElsewhere(Refused):
    """Only the Coordinating Committee has a President (facts: `role`, `committee`, the other one)."""


class Role(StrEnum):
    """The roles that a scheme may have, in the order of lists."""

    PRESIDENT = "president"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    VICE_CHAIR = "vice_chair"
    COORDINATOR = "coordinator"
    CO_RAPPORTEUR = "co_rapporteur"
    RAPPORTEUR = "rapporteur"
    MEMBER = "member"


class Despite(StrEnum):
    """What a row of the record may be in spite of, where the record itself has an exception to a rule."""

    NOT_A_PARTY = "not_a_party"
    COMMITTEE_CLOSED = "committee_closed"
    ANOTHER_OFFICE = "another_office"


class Knowledge(StrEnum):
    """What the record says about a day: something, or in which way it is silent."""

    RECORDED = "recorded"
    BEFORE_RECORD = "before_record"
    BETWEEN_RECORDS = "between_records"
    AFTER_RECORD = "after_record"
    NO_RECORD = "no_record"


@dataclass(frozen=True, slots=True)
class OfficeHolding:
    """A State's office in a committee for one term.

    `until` is the closing day of the meeting that ends the term. `term` names the two meetings ("10MSP-11MSP") and
    `year` the year of the work. `committee_name` is the committee's name as the sources of that year print it. A
    holding that was entered by mistake is revoked (`revoked_at`, aware) and counts for nothing. `confidence` is
    "high", "medium" or "low". `is_interim` marks the President's State in the chair of a committee that has nobody
    elected.
    """

    committee_key: str
    delegation_key: str
    role: Role
    since: dt.date
    until: dt.date
    term: str
    year: int
    committee_name: str
    notes: str
    source: str
    confidence: str
    is_interim: bool = False
    revoked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """A role that a committee has from a day until a day, not included (None: still), and its number of seats.

    It is held for so many `terms`.
    """

    committee_key: str
    role: str
    seats: int
    since: dt.date
    until: dt.date | None
    terms: int = 1


class NamedTerm(Protocol):
    """The time between two formal meetings; see `meetings.terms.rules.Term`."""

    @property
    def name(self) -> str:
        """Return the two meetings ("10MSP-11MSP")."""

    @property
    def year(self) -> int:
        """Return the year of the work."""

    @property
    def since(self) -> dt.date:
        """Return the first day."""

    @property
    def until(self) -> dt.date:
        """Return the day that belongs to the next term."""


class Term(Protocol):
    """What the questions about a day need to know of a holding; see `OfficeHolding`."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def since(self) -> dt.date:
        """Return the first day of the term."""

    @property
    def until(self) -> dt.date:
        """Return the day on which the term is over."""

    @property
    def revoked_at(self) -> dt.datetime | None:
        """Return when the holding was found to be a mistake, None if it stands."""


Held = TypeVar("Held", bound=Term)


@dataclass(frozen=True, slots=True)
class RecordOnDay:
    """What the record says about a day (`knowledge`), and the day at which its silence begins or ends (`limit`).

    `limit` is the end of the last term on record for `AFTER_RECORD` ("no record from that day on"), the end of the
    term before the gap for `BETWEEN_RECORDS`, the beginning of the first for `BEFORE_RECORD`, and else None.
    """

    knowledge: Knowledge
    limit: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ThenNowNext(Generic[Held]):
    """The holders before, on and after a day, each list in the order of roles."""

    then: tuple[Held, ...]
    now: tuple[Held, ...]
    next: tuple[Held, ...]


def term_covers(holding: Term, day: dt.date) -> bool:
    """Return whether the day lies in the term; its last day belongs to the next term."""
    return holding.since <= day < holding.until


def role_order(role: str) -> int:
    """Return the place of a role in lists, from 0."""
    return list(Role).index(Role(role))


def in_office_on(holdings: Iterable[Held], day: dt.date) -> list[Held]:
    """Return those in office on the day in the order of roles; within a role the order is that handed in.

    An empty list means that nobody is on record, which is not the same as nobody: see `what_is_known`.
    """
    return _listed(holding for holding in _valid(holdings) if term_covers(holding, day))


def holders_then_now_next(holdings: Iterable[Held], day: dt.date) -> ThenNowNext[Held]:
    """Return who held office before the day, who holds it, and who comes next; hand in one committee's holdings.

    *Then* are those in office on the last day before the present terms on which anybody was; where nobody is in
    office, on the last such day before `day`. *Next* are those whose terms begin first after the day.
    """
    valid = _valid(holdings)
    now = in_office_on(valid, day)
    turn = min((holding.since for holding in now), default=day)
    ends = [holding.until for holding in valid if holding.until <= turn]
    then = in_office_on(valid, max(ends) - dt.timedelta(days=1)) if ends else []
    begins = min((holding.since for holding in valid if holding.since > day), default=None)
    return ThenNowNext(
        then=tuple(holding for holding in then if holding not in now),
        now=tuple(now),
        next=tuple(_listed(holding for holding in valid if holding.since == begins)),
    )


def days_together(holdings: Iterable[Held]) -> tuple[dt.date, dt.date]:
    """Return the first day on which all of these held office, and the first on which they no longer all did.

    Hand in holdings that share a day. Somebody who came in mid-term did not hold office from the term's first day.
    """
    held = list(holdings)
    return max(holding.since for holding in held), min(holding.until for holding in held)


def what_is_known(holdings: Iterable[Term], day: dt.date) -> RecordOnDay:
    """Return what the record says about the day; hand in the holdings of one committee, or of one role in it."""
    valid = _valid(holdings)
    if not valid:
        return RecordOnDay(Knowledge.NO_RECORD)
    if any(term_covers(holding, day) for holding in valid):
        return RecordOnDay(Knowledge.RECORDED)
    first = min(holding.since for holding in valid)
    if day < first:
        return RecordOnDay(Knowledge.BEFORE_RECORD, first)
    last = max(holding.until for holding in valid if holding.until <= day)
    later = any(holding.since > day for holding in valid)
    return RecordOnDay(Knowledge.BETWEEN_RECORDS if later else Knowledge.AFTER_RECORD, last)


def check_presidency(role: str, committee_key: str, committee: str) -> None:
    """Refuse a President of any committee but the one in which the President presides.

    The President reads what States say in confidence, so that the role must not be given away with a scheme.

    Raises:
        PresidencyElsewhere: with the name of the committee that was handed in.
    """
    if role == Role.PRESIDENT and committee_key != COORDINATING_COMMITTEE:
        raise PresidencyElsewhere(role=role, committee=committee)


def check_term(since: dt.date, until: dt.date) -> None:
    """Refuse a term without a day in it.

    Raises:
        TermEndsBeforeItBegins: `until` is not after `since`.
    """
    if until <= since:
        raise TermEndsBeforeItBegins(since=since, until=until)


def check_no_overlap(since: dt.date, until: dt.date, others: Iterable[Term]) -> None:
    """Refuse a term at the same time as another of the same State in the same role and committee.

    Hand in those others. Terms may touch: one may begin on the day on which the other ends.

    Raises:
        OverlappingTerm: with the dates of the term that is in the way.
    """
    for other in _valid(others):
        if since < other.until and other.since < until:
            raise OverlappingTerm(since=other.since, until=other.until)


def check_free_seat(
    role: str,
    seats: int,
    since: dt.date,
    until: dt.date,
    others: Iterable[Term],
    *,
    committee: str = "",
    state: str = "",
) -> None:
    """Refuse one more holder of a role if others hold all its seats on any day of the term.

    Hand in the others who hold this role in this committee at any time. `committee` and `state`, the name of the State
    that is to have a seat, are what the refusal names.

    Raises:
        SeatsTaken: with the first such day.
    """
    valid = [other for other in _valid(others) if since < other.until and other.since < until]
    # The number of holders grows only on a day on which one of them begins.
    for day in sorted({since, *(other.since for other in valid if other.since > since)}):
        if sum(term_covers(other, day) for other in valid) >= seats:
            raise SeatsTaken(role=role, seats=seats, day=day.isoformat(), committee=committee, state=state)


def check_seats(holding: OfficeHolding, seats: Iterable[Seats], others: Iterable[OfficeHolding]) -> None:
    """Refuse a row of the record for which the committee has no seat; an interim chair takes none.

    Hand in the seats and the other rows of any committees. Days on which nothing is known of the committee's seats are
    not looked at.

    Raises:
        RoleNotThen: it has other roles on a day of the term, with the first such day.
        SeatsTaken: others hold all seats of the role on a day.
    """
    if holding.is_interim:
        return
    key, role = holding.committee_key, holding.role
    beside = [one for one in others if (one.committee_key, one.role, one.is_interim) == (key, role, False)]
    spans: dict[tuple[dt.date, dt.date], dict[str, int]] = {}
    for one in seats:
        since, until = max(one.since, holding.since), min(one.until or holding.until, holding.until)
        if one.committee_key == key and since < until:
            spans.setdefault((since, until), {})[one.role] = one.seats
    for (since, until), roles in sorted(spans.items()):
        if role not in roles:
            raise RoleNotThen(role=role, day=since.isoformat())
        check_free_seat(role, roles[role], since, until, beside)


def _valid(holdings: Iterable[Held]) -> list[Held]:
    return [holding for holding in holdings if holding.revoked_at is None]


def _listed(holdings: Iterable[Held]) -> list[Held]:
    return sorted(holdings, key=lambda holding: role_order(holding.role))
