"""Three programs that people's calendars are built on, each reading a feed into the same plain events.

ical.js stands in Thunderbird, libical in Evolution and GNOME Calendar, vobject in many servers and scripts. Where they
differ about a feed, somebody's calendar is wrong.
"""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import vobject

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
"""libical's Python binding comes from the system's packages and works with the system's Python alone."""


class ReaderFailed(Exception):
    """A reader could not read the feed; the text is the reader's own."""


@dataclass(frozen=True, order=True)
class Event:
    """One event as a reader understood it, its times carried over to UTC by the reader itself."""

    uid: str
    start_utc: str
    """Such as ``2011-06-24T08:00:00Z``, or ``2011-06-24`` for whole days; their end is the day after the last."""
    end_utc: str
    summary: str
    status: str
    sequence: int


def read_with_ical_js(feed: bytes) -> list[Event]:
    """The events by Mozilla's parser, vendored beside this file and run by Node. Raises ReaderFailed."""
    return _events(_run(["node", str(HERE / "read_with_ical_js.mjs")], feed)["events"])


def read_with_libical(feed: bytes) -> list[Event]:
    """The events by libical.

    Raises ReaderFailed when it cannot read the feed, or reads it and finds errors or broken restrictions of RFC 5545
    in it: libical is the strictest of the three.
    """
    told = _run([SYSTEM_PYTHON, str(HERE / "read_with_libical.py")], feed)
    if told["errors"] or not told["restrictions_hold"]:
        raise ReaderFailed(f"libical: {told['errors']} errors, restrictions hold: {told['restrictions_hold']}")
    return _events(told["events"])


def read_with_vobject(feed: bytes) -> list[Event]:
    """The events by vobject, after its own validation. Raises ReaderFailed."""
    try:
        calendar = vobject.readOne(feed.decode("utf-8"), validate=True)
    except (vobject.base.ParseError, vobject.base.ValidateError) as error:
        raise ReaderFailed(f"vobject: {error}") from error
    return sorted(
        Event(
            uid=event.uid.value,
            start_utc=_in_utc(event.dtstart.value),
            end_utc=_in_utc(event.dtend.value),
            summary=event.summary.value,
            status=event.status.value,
            sequence=int(event.sequence.value),
        )
        for event in calendar.contents.get("vevent", [])
    )


READERS: dict[str, Callable[[bytes], list[Event]]] = {
    "ical.js": read_with_ical_js,
    "libical": read_with_libical,
    "vobject": read_with_vobject,
}


def _run(command: list[str], feed: bytes) -> dict[str, Any]:
    run = subprocess.run(command, input=feed, capture_output=True)
    if run.returncode != 0:
        raise ReaderFailed(f"{Path(command[-1]).name}: {run.stderr.decode('utf-8', 'replace')}")
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def _events(rows: list[dict[str, Any]]) -> list[Event]:
    return sorted(Event(**row) for row in rows)


def _in_utc(moment: date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
