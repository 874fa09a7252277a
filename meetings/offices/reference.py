"""The reference tables of office holders and of presidencies, and how a row becomes a holding.

`office_holders.csv` and `presidents.csv` have the same columns.
"""

from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.offices import rules
from meetings.offices.rules import OfficeHolding, Role, Seats

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
)

_KEY = ("committee_key", "state", "role", "since")


def read(
    source: Path | BinaryIO,
    *,
    committee_keys: Collection[str],
    delegation_keys: Collection[str],
    file: str = FILE,
    seats: Collection[Seats] = (),
) -> list[OfficeHolding]:
    """Return the holdings of the table, in its order; each names one of the committees and delegations handed in.

    `file` is what a message calls the table. No row may have more holders of a role than there are `seats`, where
    these are known.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    rows = tables.read_table(source, COLUMNS, key=_KEY, file=file)
    by_place: dict[tuple[str, str, str], list[OfficeHolding]] = {}
    found: list[OfficeHolding] = []

    def holding(row: tables.Row) -> OfficeHolding:
        if row["committee_key"] not in committee_keys:
            raise tables.CellRefused("committee_key", "is no committee on record")
        if row["state"] not in delegation_keys:
            raise tables.CellRefused("state", "is no State on record")
        made = _holding(row)
        others = by_place.setdefault((made.committee_key, made.delegation_key, made.role), [])
        try:
            rules.check_no_overlap(made.since, made.until, others)
        except rules.OverlappingTerm as refused:
            other = f"{refused.facts['since']} to {refused.facts['until']}"
            reason = f"overlaps another term of this State in this role and committee, {other}"
            raise tables.CellRefused("since", reason) from refused
        _check_seats(made, seats, found)
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
