"""The reference table of deadlines, `deadlines.csv`: its columns, and how a row becomes an offset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.deadlines.rules import LONGEST_NAME, MOST_DAYS, Audience, CountsFrom, NotDaysBefore, reminder_days
from meetings.sessions.reference import MeetingKind

FILE = "deadlines.csv"

COLUMNS = (
    columns.matching("key", "[a-z][a-z0-9_]{0,39}", "a key of small letters, digits and underscores"),
    columns.required_text("name", longest=LONGEST_NAME),
    columns.word_list("kinds"),
    columns.choice("counts_from", tuple(CountsFrom)),
    columns.whole_number("days", -MOST_DAYS, MOST_DAYS),
    columns.choice("audience", tuple(Audience)),
    columns.word_list("remind_days"),
    columns.text("notes"),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)


@dataclass(frozen=True, slots=True)
class OffsetRead:
    """A deadline that meetings of some kinds have, as the table tells it."""

    key: str
    name: str
    kinds: list[str]
    counts_from: str
    days: int
    audience: str
    remind_days: list[int]
    notes: str
    source: str
    confidence: str


def read(source: Path | BinaryIO) -> list[OffsetRead]:
    """Return the deadlines of the table in its order. Raises foundation.tables.BadTables."""
    return tables.build(tables.read_table(source, COLUMNS, key=("key",), file=FILE), _offset)


def _offset(row: tables.Row) -> OffsetRead:
    unknown = [kind for kind in row["kinds"] if kind not in set(MeetingKind)]
    if unknown or not row["kinds"]:
        raise tables.CellRefused("kinds", f"must be some of {', '.join(MeetingKind)}")
    try:
        remind_days = list(reminder_days(", ".join(row["remind_days"])))
    except NotDaysBefore:
        raise tables.CellRefused("remind_days", "are not days before the deadline") from None
    return OffsetRead(
        key=row["key"],
        name=row["name"],
        kinds=list(row["kinds"]),
        counts_from=row["counts_from"],
        days=row["days"],
        audience=row["audience"],
        remind_days=remind_days,
        notes=row["notes"],
        source=row["source"],
        confidence=row["confidence"],
    )
