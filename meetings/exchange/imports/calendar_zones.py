"""The zones that the times of a calendar file name: those that everybody knows, and those that it describes itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone, tzinfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.cal.component import Component as Observance
from icalendar.prop import vDatetime, vRecur, vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from foundation import clock
from meetings.exchange.imports.calendar_lines import Component
from meetings.exchange.imports.reading import NotACalendar

MOST_ZONES = 10
MOST_OBSERVANCES = 20
_KINDS = {"STANDARD": TimezoneStandard, "DAYLIGHT": TimezoneDaylight}
_OF_A_YEAR = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY"})


class Zones:
    """The zones of one file. What it describes counts for itself alone, and never for a name that everybody knows."""

    def __init__(self, calendars: Iterable[Component]) -> None:
        """Look at the zones that these calendars describe; they are built when a time names them."""
        described = [one for calendar in calendars for one in calendar.all("VTIMEZONE")]
        self._described = {_said(one, "TZID"): one for one in described[:MOST_ZONES]}
        self._built: dict[str, tzinfo | None] = {}

    def aware(self, wall: datetime, name: str) -> datetime | None:
        """A wall time of the zone of this name as a moment; None if no such zone is known."""
        known = _known(name)
        if known is not None:
            return wall.replace(tzinfo=clock.zone_info(known))
        if name not in self._built:
            self._built[name] = _built(self._described[name]) if name in self._described else None
        zone = self._built[name]
        # A zone that a file describes need not hold what it promises, and only what it says of this moment is kept.
        try:
            offset = None if zone is None else zone.utcoffset(wall)
            return None if offset is None else wall.replace(tzinfo=timezone(offset))
        except (ValueError, OverflowError, TypeError):
            return None


def _known(name: str) -> str | None:
    """The name in the time zone database: this, that of a zone of Windows, or what follows the name of a program."""
    parts = name.strip("/").split("/")
    several = ["/".join(parts[first:]) for first in range(len(parts))] if name.startswith("/") else [name]
    names = clock.zone_names()
    return next((one for one in (*several, WINDOWS_TO_OLSON.get(name, "")) if one in names), None)


def _built(described: Component) -> tzinfo | None:
    """The zone that a file describes, or None if it is damaged, or more than clocks that change once or twice a year.

    A rule that changes the clocks every second would keep whoever asks it busy for hours.
    """
    if not 0 < len(described.components) <= MOST_OBSERVANCES:
        return None
    zone = Timezone()
    zone.add("TZID", "of this file")
    try:
        for one in described.components:
            zone.add_component(_observance(one))
        return zone.to_tz(lookup_tzid=False)
    except (ValueError, KeyError, TypeError, OverflowError, NotACalendar):
        return None


def _observance(said: Component) -> Observance:
    """When clocks change, and from which offset to which. Raises KeyError, ValueError, NotACalendar."""
    found: Observance = _KINDS[said.name]()
    found.add("DTSTART", vDatetime.from_ical(_said(said, "DTSTART")).replace(tzinfo=None))
    for name in ("TZOFFSETFROM", "TZOFFSETTO"):
        found.add(name, vUTCOffset.from_ical(_said(said, name)))
    if said.line("RDATE") is not None:
        raise ValueError("days that are listed")
    if said.line("RRULE") is not None:
        rule = vRecur.from_ical(_said(said, "RRULE"))
        if rule.get("FREQ") != ["YEARLY"] or not set(rule) <= _OF_A_YEAR or len(rule.get("BYDAY", ())) > 1:
            raise ValueError("more than a change a year")
        found.add("RRULE", rule)
    return found


def _said(component: Component, name: str) -> str:
    line = component.line(name)
    return "" if line is None else line.parts()[1].strip()
