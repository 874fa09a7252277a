"""A programme as files for programs and spreadsheets: JSON and comma-separated values.

Their words are those of the record and of the code, the same in every language; the names are those of
`meetings.sessions.entries.Entry`. `starts` and `ends` are wall times in the meeting's zone, and moments are in UTC.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from foundation import spreadsheets
from meetings.clashes.shown import impersonal
from meetings.exchange.export import Item, Programme
from meetings.programme.rules import address_of
from meetings.releases.rules import Accepted

FORMAT = "intersessional-programme"
FORMAT_VERSION = 1
COLUMNS = (
    "uid",
    "state",
    "kind",
    "title",
    "part",
    "track",
    "committee",
    "committee_name",
    "starts",
    "ends",
    "zone",
    "starts_utc",
    "minutes",
    "room",
    "languages",
    "seats",
    "named",
    "note",
    "cancelled_because",
    "time_is_illustrative",
    "day_is_illustrative",
    "is_sample",
    "source",
    "address",
    "release",
    "as_of",
    "superseded_by",
)


def as_json(programme: Programme, public_url: str) -> bytes:
    """The programme as JSON in UTF-8, the same bytes for the same programme."""
    value = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "meeting": _meeting(programme, public_url),
        "release": programme.number,
        "as_of": _moment(programme.as_of),
        "superseded_by": programme.superseded_by,
        "note": programme.note,
        "accepted_warnings": [_accepted(one, programme) for one in programme.accepted],
        "entries": [_entry(item, public_url) for item in programme.items],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(programme: Programme, public_url: str) -> bytes:
    """The programme as a table, a line for each entry; lists within a cell are parted by semicolons."""
    common = {
        "release": programme.number,
        "as_of": _moment(programme.as_of),
        "superseded_by": programme.superseded_by,
        "zone": programme.meeting.zone,
    }
    rows = [_row(_entry(item, public_url) | common) for item in programme.items]
    return spreadsheets.written([COLUMNS, *rows], with_mark=True)


def _meeting(programme: Programme, public_url: str) -> dict[str, Any]:
    meeting = programme.meeting
    return {
        "slug": meeting.slug,
        "name": meeting.name,
        "kind": meeting.kind,
        "starts_on": meeting.starts_on and meeting.starts_on.isoformat(),
        "ends_on": meeting.ends_on and meeting.ends_on.isoformat(),
        "city": meeting.city,
        "venue": meeting.venue,
        "zone": meeting.zone,
        "is_sample": meeting.is_sample,
        "address": public_url + address_of(meeting.slug),
    }


def _accepted(accepted: Accepted, programme: Programme) -> dict[str, Any]:
    """A warning with which it was released all the same: its rule, the entries that it is about, by uid, and why.

    Which States it is about is not told: whoever may not read wishes could work them out.
    """
    uids = {item.entry.uid for item in programme.items}
    return {
        "rule": impersonal(accepted.finding).rule.value,
        "entries": [uid for uid in accepted.finding.uids if uid in uids],
        "reason": accepted.reason,
    }


def _entry(item: Item, public_url: str) -> dict[str, Any]:
    entry = item.entry
    return {
        "uid": entry.uid,
        "state": item.state.value,
        "kind": entry.kind.value,
        "title": entry.title,
        "part": entry.part,
        "track": entry.track,
        "committee": item.committee.key if item.committee else None,
        "committee_name": item.committee.short_name if item.committee else None,
        "starts": entry.starts and entry.starts.isoformat(timespec="minutes"),
        "ends": entry.ends and entry.ends.isoformat(timespec="minutes"),
        "starts_utc": _moment(item.start),
        "minutes": entry.minutes,
        "room": entry.room_name,
        "languages": list(entry.languages),
        "seats": entry.seats,
        "named": [{"delegation": one.delegation, "reason": one.reason.value} for one in entry.named],
        "note": entry.note,
        "cancelled_because": entry.cancelled_because,
        "time_is_illustrative": entry.time_is_illustrative,
        "day_is_illustrative": entry.day_is_illustrative,
        "is_sample": entry.is_sample,
        "source": entry.source,
        "address": public_url + item.path if item.path else None,
    }


def _row(value: dict[str, Any]) -> list[object]:
    lists = {
        "languages": "; ".join(value["languages"]),
        "named": "; ".join(f"{one['delegation']} {one['reason']}" for one in value["named"]),
    }
    return [(value | lists)[column] for column in COLUMNS]


def _moment(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
