"""Reads a calendar from standard input with libical and prints its events as JSON, their times in UTC.

Run by the system's own Python, which has libical's binding; it imports nothing of this project.
"""

import json
import sys
from typing import Any

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  the version has to be chosen before the import


def in_utc(component: Any, moment: Any) -> str:
    """The moment in UTC by the calendar's own VTIMEZONE, not by a zone of the same name on this machine."""
    if moment.is_utc() or moment.is_date():
        return str(moment.as_ical_string())
    zone_name = moment.get_tzid()
    zone = component.get_timezone(zone_name) if zone_name else None
    if zone is None:
        raise SystemExit(f"there is no VTIMEZONE for {zone_name}")
    at = moment.clone()
    at.set_timezone(zone)
    return str(at.convert_to_zone(ICalGLib.Timezone.get_utc_timezone()).as_ical_string())


def with_dashes(stamp: str) -> str:
    """20110624T080000Z as 2011-06-24T08:00:00Z, and 20110624 as 2011-06-24."""
    if len(stamp) == len("20110624"):
        return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}"
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:]}"


def main() -> None:
    calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode("utf-8"))
    if calendar is None:
        raise SystemExit("libical cannot read it")
    events = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
        events.append(
            {
                "uid": event.get_uid() or "",
                "start_utc": with_dashes(in_utc(calendar, event.get_dtstart())),
                "end_utc": with_dashes(in_utc(calendar, event.get_dtend())),
                "summary": event.get_summary() or "",
                "status": status.get_value_as_string() if status else "",
                "sequence": event.get_sequence(),
            }
        )
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    told = {
        "events": events,
        "errors": calendar.count_errors(),
        "restrictions_hold": bool(calendar.check_restrictions()),
    }
    print(json.dumps(told))


main()
