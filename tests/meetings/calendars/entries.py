"""Calendar entries from few words, their English calendar, and what icalendar reads from it again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

from meetings.calendars.ical import ZoneForm, calendar_bytes
from meetings.calendars.rules import CalendarEntry, Entry, Status, Wording

GENEVA = "Europe/Zurich"

ENGLISH = Wording(
    cancelled="CANCELLED – %(title)s",
    moved="Moved. It was announced for %(when)s.",
    changed="Last changed: %(when)s.",
)


def at(text: str) -> datetime:
    """Return a wall time, or an instant if the text ends in an offset."""
    return datetime.fromisoformat(text)


def entry(starts: str = "2011-06-24 10:00", zone: str = GENEVA, **changes: Any) -> CalendarEntry:
    """Return a confirmed session of three hours; `changes` replace any other field."""
    start = at(starts)
    fields: dict[str, Any] = {
        "uid": f"session-{starts.replace(' ', 'T')}@intersessional.example",
        "summary": "Sample session",
        "starts": start,
        "ends": start + timedelta(hours=3),
        "zone": zone,
        "status": Status.CONFIRMED,
        "sequence": 0,
        "created": at("2011-03-01 09:00+00:00"),
        "last_modified": at("2011-06-01 12:30+00:00"),
    }
    return CalendarEntry(**(fields | changes))


def calendar(
    entries: Iterable[Entry],
    name: str = "Sample calendar",
    description: str = "",
    zone_form: ZoneForm = ZoneForm.WALL,
) -> bytes:
    """Return the English calendar of these entries."""
    return calendar_bytes(name, description, entries, language="en", wording=ENGLISH, zone_form=zone_form)


def events(written: bytes) -> dict[str, Any]:
    """Return the events by uid, as icalendar reads them."""
    return {str(event["UID"]): event for event in Calendar.from_ical(written).events}


def only_event(written: bytes) -> Any:
    """Return the only event, as icalendar reads it."""
    (event,) = events(written).values()
    return event
