"""The reference table of committees and other bodies, `committees.csv`: columns, and how a row becomes one."""

from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.committees import rules
from meetings.committees.rules import Committee, Kind

FILE = "committees.csv"

COLUMNS = (
    columns.matching("key", "[a-z][a-z0-9_]{0,39}", "a key of small letters, digits and underscores"),
    columns.required_text("official_name", longest=200),
    columns.text("other_names"),
    columns.choice("kind", tuple(Kind)),
    columns.required_text("active_from", longest=200),
    columns.required_text("active_to", longest=200),
    columns.word_list("predecessors"),
    columns.word_list("successors"),
    columns.text("successor_text", longest=400),
    columns.text("mandate"),
    columns.text("notes", lines=True),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)


def read(source: Path | BinaryIO) -> list[Committee]:
    """Return the committees of the table, in its order; their predecessors and successors are among them.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    rows = tables.read_table(source, COLUMNS, key=("key",), file=FILE)
    keys = {row["key"] for row in rows}

    def committee(row: tables.Row) -> Committee:
        for column in ("predecessors", "successors"):
            for key in row[column]:
                if key not in keys:
                    raise tables.CellRefused(column, f"names {key}, which is no key in this table")
        return _committee(row)

    committees = tables.build(rows, committee)
    try:
        rules.check_lineage(rules.links(committees))
    except rules.LineageCycle as refused:
        circle = tables.BadTable(FILE, f"has a circle of successors: {refused.facts['keys']}")
        raise tables.BadTables([circle]) from refused
    return committees


def _committee(row: tables.Row) -> Committee:
    active_from, active_to = _year(row, "active_from"), _year(row, "active_to")
    try:
        rules.check_years(active_from, active_to)
    except rules.EndsBeforeItBegins as refused:
        raise tables.CellRefused("active_to", f"is before {active_from}, the first year") from refused
    return Committee(
        key=row["key"],
        official_name=row["official_name"],
        short_name=rules.short_name(row["official_name"]),
        other_names=row["other_names"],
        kind=Kind(row["kind"]),
        active_from=active_from,
        active_from_text=row["active_from"],
        active_to=active_to,
        active_to_text=row["active_to"],
        predecessors=row["predecessors"],
        successors=row["successors"],
        successor_text=row["successor_text"],
        mandate=row["mandate"],
        notes=row["notes"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _year(row: tables.Row, column: str) -> int | None:
    try:
        return rules.printed_year(row[column])
    except rules.UnclearYear as refused:
        reason = 'is not a year, "not found", "active" or "YYYY or later"'
        raise tables.CellRefused(column, reason) from refused
