"""The record as files for other programs: comma-separated values and JSON.

The columns are those of the reference table `office_holders.csv`, and what the site knows beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foundation import spreadsheets
from foundation.downloads import attachment
from meetings.delegations.queries import name_of
from meetings.offices.models import OfficeHolding
from meetings.record.balance import Balance

CSV, JSON = "text/csv; charset=utf-8", "application/json"
OFFICE_COLUMNS = (
    "year",
    "term",
    "committee_key",
    "committee_name",
    "state",
    "state_name",
    "role",
    "since",
    "until",
    "planned_until",
    "ended_because",
    "interim",
    "origin",
    "notes",
    "source",
    "confidence",
)
BALANCE_COLUMNS = (
    "by",
    "part",
    "states_parties",
    "share_of_states",
    "seats_due",
    "seats_held",
    "share_of_seats",
    "debt",
    "states_that_served",
)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as a table with a header line; see `foundation.spreadsheets`."""
    return spreadsheets.written([columns, *([row[column] for column in columns] for row in rows)])


def as_json(value: Any) -> bytes:
    """A value as JSON in UTF-8, the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def headers(name: str) -> dict[str, str]:
    """The headers that offer a file under this name."""
    return {"Content-Disposition": attachment(name)}


def office_row(one: OfficeHolding) -> dict[str, Any]:
    """An office as plain values, by the names of `OFFICE_COLUMNS`; the State's name is in English, as of the time."""
    return {
        "year": one.year,
        "term": one.term,
        "committee_key": one.committee.key,
        "committee_name": one.committee_name,
        "state": one.delegation.key,
        "state_name": name_of(one.delegation, "en", one.since),
        "role": one.role,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "planned_until": None if one.planned_until is None else one.planned_until.isoformat(),
        "ended_because": one.ended_because,
        "interim": one.is_interim,
        "origin": one.origin,
        "notes": one.notes,
        "source": one.source,
        "confidence": one.confidence,
    }


def balance_rows(found: Balance) -> list[dict[str, Any]]:
    """The balance as plain values, by the names of `BALANCE_COLUMNS`; shares from 0 to 1, with four places."""
    return [
        {
            "by": division.by,
            "part": part.name,
            "states_parties": part.states,
            "share_of_states": round(part.states / found.states, 4),
            "seats_due": part.due,
            "seats_held": part.held,
            "share_of_seats": round(part.held / found.seats, 4) if found.seats else None,
            "debt": part.debt,
            "states_that_served": part.served,
        }
        for division in found.divisions
        for part in division.parts
    ]
