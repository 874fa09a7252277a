"""The reference tables of office holders and of presidencies, and how a row becomes a holding.

`office_holders.csv` and `presidents.csv` have the same columns.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.committees.rules import HasYears, existed_on
from meetings.delegations.rules import HasStanding, is_party_on
from meetings.offices import rules
from meetings.offices.rules import Despite, NamedTerm, OfficeHolding, Role, Seats
from meetings.standings import PRESIDENT

FILE = "office_holders.csv"
PRESIDENTS_FILE = "presidents.csv"

COLUMNS = (
    columns.year("year"),
    columns.matching("term", "[0-9]{1,3}(MSP|RC)-[0-9]{1,3}(MSP|RC)", "a pair of meetings such as 10MSP-11MSP"),
    columns.required_text("committee_key"),
    columns.required_text("committee_name"),
    columns.required_text("state"),
    columns.choice("role", tuple(Role)),
    columns.date("since"),
    columns.date("until"),
    columns.text("notes", lines=True),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
    columns.yes_no("interim"),
    columns.choice("despite", tuple(Despite), optional=True),
)

_KEY = ("committee_key", "state", "role", "since")


def read(
    source: Path | BinaryIO,
    *,
    committees: Mapping[str, HasYears],
    delegations: Mapping[str, HasStanding],
    file: str = FILE,
    seats: Collection[Seats] = (),
    terms: Sequence[NamedTerm] = (),
) -> list[OfficeHolding]:
    """Return the holdings of the table, in its order.

    Each names one of the committees and delegations handed in, by key: a State that was a party on the first day, and a
    committee that existed on all days; and no State is in two offices at a time. Where the record knows an exception,
    the row says so (`despite`). `file` is what a message calls the table. Where they are handed in, no row may have
    more holders of a role than there are `seats`, nor other days than those of its `terms`, oldest first.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    rows = tables.read_table(source, COLUMNS, key=_KEY, file=file)
    by_place: dict[tuple[str, str, str], list[OfficeHolding]] = {}
    found: list[OfficeHolding] = []

    def holding(row: tables.Row) -> OfficeHolding:
        if row["committee_key"] not in committees:
            raise tables.CellRefused("committee_key", "is no committee on record")
        if row["state"] not in delegations:
            raise tables.CellRefused("state", "is no State on record")
        made = _holding(row)
        try:
            rules.check_presidency(made.role, made.committee_key, made.committee_key)
        except rules.PresidencyElsewhere as refused:
            raise tables.CellRefused("role", "is no role of this committee") from refused
        others = by_place.setdefault((made.committee_key, made.delegation_key, made.role), [])
        try:
            rules.check_no_overlap(made.since, made.until, others)
        except rules.OverlappingTerm as refused:
            other = f"{refused.facts['since']} to {refused.facts['until']}"
            reason = f"overlaps another term of this State in this role and committee, {other}"
            raise tables.CellRefused("since", reason) from refused
        _check_seats(made, seats, found)
        _check_standing(made, row["despite"], committees[made.committee_key], delegations[made.delegation_key])
        if row["despite"] != Despite.ANOTHER_OFFICE:
            _check_one_office(made, found)
        if terms:
            _check_term(made, terms, seats)
        others.append(made)
        found.append(made)
        return made

    return tables.build(rows, holding)


def _check_seats(made: OfficeHolding, seats: Collection[Seats], others: Collection[OfficeHolding]) -> None:
    try:
        rules.check_seats(made, seats, others)
    except rules.RoleNotThen as refused:
        reason = f"is no role of this committee on {refused.facts['day']}, by the table of schemes"
        raise tables.CellRefused("role", reason) from refused
    except rules.SeatsTaken as refused:
        number, day = refused.facts["seats"], refused.facts["day"]
        reason = f"is one holder too many on {day}: the table of schemes has {number} for this role in this committee"
        raise tables.CellRefused("role", reason) from refused


def _check_standing(made: OfficeHolding, despite: str | None, committee: HasYears, state: HasStanding) -> None:
    if despite != Despite.NOT_A_PARTY and not is_party_on(state, made.since):
        raise tables.CellRefused("state", f"is no State Party on {made.since}, as far as is on record")
    if despite != Despite.COMMITTEE_CLOSED:
        for column, day in (("since", made.since), ("until", made.until - timedelta(days=1))):
            if existed_on(committee, day) is False:
                raise tables.CellRefused(column, f"is not in the years of this committee, which did not exist on {day}")


def _check_one_office(made: OfficeHolding, others: Collection[OfficeHolding]) -> None:
    """Refuse a second office of a State at the same time; the presidency and an interim chair are none of these."""
    if made.is_interim or made.role == PRESIDENT:
        return
    for other in others:
        is_same_time = other.since < made.until and made.since < other.until
        if other.delegation_key == made.delegation_key and is_same_time and not other.is_interim:
            where = f"{other.role} of {other.committee_key} from {other.since} to {other.until}"
            raise tables.CellRefused("state", f"holds another office at that time, {where}")


def _check_term(made: OfficeHolding, terms: Sequence[NamedTerm], seats: Collection[Seats]) -> None:
    """Refuse a term that there is not, another year than its own, and days outside it.

    An office may last for as many terms as the table of schemes gives the role, and a presidency begins with the
    opening of the meeting that begins the term.
    """
    place = next((place for place, term in enumerate(terms) if term.name == made.term), None)
    if place is None:
        raise tables.CellRefused("term", "is not between two formal meetings that follow each other in meetings.csv")
    term = terms[place]
    if made.year != term.year:
        raise tables.CellRefused("year", f"is not the year of {term.name}, {term.year}")
    earliest = term.since - (rules.LONGEST_MEETING if made.role == PRESIDENT else timedelta())
    if not earliest <= made.since < term.until:
        raise tables.CellRefused("since", f"is not in {term.name}, from {term.since} to {term.until}")
    count = max((one.terms for one in seats if _gives(one, made)), default=1)
    last = terms[min(place + count, len(terms)) - 1]
    if made.until > last.until:
        raise tables.CellRefused("until", f"is after {last.until}, the end of {last.name}")


def _gives(seats: Seats, made: OfficeHolding) -> bool:
    holds = seats.since <= made.since and (seats.until is None or made.since < seats.until)
    return holds and (seats.committee_key, seats.role) == (made.committee_key, made.role)


def _holding(row: tables.Row) -> OfficeHolding:
    try:
        rules.check_term(row["since"], row["until"])
    except rules.TermEndsBeforeItBegins as refused:
        reason = f"is not after {refused.facts['since']}, the beginning"
        raise tables.CellRefused("until", reason) from refused
    return OfficeHolding(
        committee_key=row["committee_key"],
        delegation_key=row["state"],
        role=Role(row["role"]),
        since=row["since"],
        until=row["until"],
        term=row["term"],
        year=row["year"],
        committee_name=row["committee_name"],
        notes=row["notes"],
        source=row["source"],
        confidence=row["confidence"],
        is_interim=bool(row["interim"]),
    )
