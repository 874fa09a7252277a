"""What the reference tables hold on the eve of a change, as closing a year reads it."""

from __future__ import annotations

from functools import cache

from meetings.closing.exceptions import ExceptionKind, StatedException
from meetings.closing.preview import Preview
from meetings.closing.rules import Held, OnRecord
from meetings.committees import reference as committees
from meetings.committees.rules import Committee, links
from meetings.delegations import reference as delegations
from meetings.offices import reference as offices
from meetings.sessions import reference as meetings
from meetings.terms import reference as schemes
from meetings.terms.rules import Term, terms_from
from tests.reference import DATA

Office = tuple[str, str, str]
"""Committee, role and State."""

DECIDED = "A decision of the meeting."


def on_record(year: int) -> OnRecord:
    """The record on the eve of the end of this year's term; it knows nothing of the next one."""
    terms = all_terms()
    ending = next(term for term in terms if term.year == year)
    following = next(term for term in terms if term.since == ending.until)
    return OnRecord(
        ending=ending,
        following=following,
        terms=terms,
        schemes={
            one.committee_key: one.roles
            for one in _schemes()
            if one.since <= following.since and (one.until is None or following.since < one.until)
        },
        holdings=tuple(one for one in all_holdings() if one.since < following.since),
        lineage=links(_committees()),
    )


def held_in(year: int) -> set[Office]:
    """Who really held which office in the term of this year, but for the presidency."""
    term = next(term for term in all_terms() if term.year == year)
    return {one.holder for one in all_holdings() if one.covers(term.since) and one.role != "president"}


def written(preview: Preview) -> set[Office]:
    """The offices that a closing would write."""
    return {row.holder for row in preview.rows}


def vacancies(preview: Preview) -> dict[tuple[str, str], int]:
    """The seats left vacant, by committee and role."""
    return {(one.committee, one.role): one.vacant for one in preview.seats if one.vacant}


def stays(state: str, committee: str, role: str) -> StatedException:
    """A State that holds the same role again."""
    return StatedException(committee, state, role, ExceptionKind.STAYS, DECIDED)


def stops(state: str, committee: str, role: str) -> StatedException:
    """A State that does not pass on."""
    return StatedException(committee, state, role, ExceptionKind.STOPS, DECIDED)


def moves(state: str, committee: str, role: str, to_committee: str, to_role: str) -> StatedException:
    """A State that takes another office."""
    return StatedException(committee, state, role, ExceptionKind.MOVES, DECIDED, to_committee, to_role)


@cache
def all_terms() -> tuple[Term, ...]:
    """Every term between two formal meetings on record."""

    class Formal:
        def __init__(self, one: meetings.ReferenceMeeting) -> None:
            self.kind, self.number, self.slug, self.ends_on = str(one.kind), one.number, one.slug, one.ends_on

    return terms_from(Formal(one) for one in meetings.read(DATA / meetings.FILE))


@cache
def all_holdings() -> tuple[Held, ...]:
    """Every office on record."""
    bodies = {one.key: one for one in _committees()}
    states = {one.key: one for one in delegations.read(DATA / delegations.FILE)}
    rows = [
        row
        for file in (offices.FILE, offices.PRESIDENTS_FILE)
        for row in offices.read(DATA / file, committees=bodies, delegations=states)
    ]
    return tuple(
        Held(row.committee_key, row.delegation_key, row.role, row.since, row.until, row.is_interim) for row in rows
    )


@cache
def _committees() -> tuple[Committee, ...]:
    return tuple(committees.read(DATA / committees.FILE))


@cache
def _schemes() -> tuple[schemes.SchemeRead, ...]:
    return tuple(schemes.read(DATA / schemes.FILE, committee_keys={one.key for one in _committees()}))
