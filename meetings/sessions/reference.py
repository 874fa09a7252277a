"""The reference table of meetings, `meetings.csv`: its columns, and how a row becomes a meeting.

The table holds the formal meetings, the weeks of the committees between them, and some related events; it knows
nothing of single sessions.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables

FILE = "meetings.csv"


class MeetingKind(StrEnum):
    """What kind of meeting it was."""

    MEETING_OF_STATES_PARTIES = "meeting_of_states_parties"
    REVIEW_CONFERENCE = "review_conference"
    INTERSESSIONAL = "intersessional"
    RELATED_EVENT = "related_event"


@dataclass(frozen=True, slots=True)
class ReferenceMeeting:
    """A meeting on record.

    `slug` is its place in addresses ("10msp", "2011-06-intersessional"), `number` a short name ("10MSP",
    "IM2011-06"). `starts_on` and `ends_on` (the last day, included) are None where only a month is on record;
    `dates_text` then holds what is ("2011-04"), and is "" where both days are known. `states_attending` and
    `delegates` are figures in the words of the source ("100+ (expected)"), "" where there is none. `confidence` is
    "high", "medium" or "low".
    """

    slug: str
    kind: MeetingKind
    number: str
    name: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    dates_text: str
    city: str
    venue: str
    president: str
    states_attending: str
    delegates: str
    notes: str
    source: str
    confidence: str


COLUMNS = (
    columns.matching("slug", "(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*", "a short name of small letters, digits and hyphens"),
    columns.choice("kind", tuple(MeetingKind)),
    columns.required_text("number", longest=40),
    columns.required_text("name", longest=300),
    columns.partial_date("start"),
    columns.partial_date("end"),
    columns.text("city", longest=120),
    columns.text("venue", longest=300),
    columns.text("president", longest=200),
    columns.text("states_attending", longest=60),
    columns.text("delegates", longest=60),
    columns.text("notes", lines=True),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)


def read(source: Path | BinaryIO) -> list[ReferenceMeeting]:
    """Return the meetings of the table, in its order.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    return tables.build(tables.read_table(source, COLUMNS, key=("slug",), file=FILE), _meeting)


def _meeting(row: tables.Row) -> ReferenceMeeting:
    start, end = row["start"], row["end"]
    # Year, month and day are written from the largest to the smallest, so their texts compare as dates do, as far as
    # both of them go.
    shorter = min(len(start.text), len(end.text))
    if end.text[:shorter] < start.text[:shorter]:
        raise tables.CellRefused("end", f"is before {start.text}, the start")
    return ReferenceMeeting(
        slug=row["slug"],
        kind=MeetingKind(row["kind"]),
        number=row["number"],
        name=row["name"],
        starts_on=start.day,
        ends_on=end.day,
        dates_text=_dates_text(start, end),
        city=row["city"],
        venue=row["venue"],
        president=row["president"],
        states_attending=row["states_attending"],
        delegates=row["delegates"],
        notes=row["notes"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _dates_text(start: columns.Partial, end: columns.Partial) -> str:
    if start.day is not None and end.day is not None:
        return ""
    return start.text if start.text == end.text else f"{start.text} to {end.text}"
