"""Reading a calendar file (RFC 5545), such as Indico exports of an event with its sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from icalendar.parser import split_on_unescaped_comma, unescape_backslash
from icalendar.prop import vDate, vDatetime, vDuration

from meetings.exchange.imports.calendar_lines import EVENT, Component, Line, calendars
from meetings.exchange.imports.calendar_zones import Zones
from meetings.exchange.imports.reading import FileRead, Format, Found, after, checked, missing_value, wrong_value

CANCELLED = "CANCELLED"
_STAMP = re.compile("[0-9]{8}T[0-9]{6}Z?")


@dataclass(frozen=True)
class _Event:
    """An event of a file, the zones that the file knows, and whether the whole calendar calls it off."""

    component: Component
    zones: Zones
    is_called_off: bool

    def text(self, name: str) -> str:
        line = self.component.line(name)
        return "" if line is None else str(unescape_backslash(line.parts()[1])).strip()

    @property
    def place(self) -> str:
        return self.text("SUMMARY") or f"{EVENT} ({self.component.number})"

    @property
    def uid(self) -> tuple[str, str]:
        """What is the same in two versions of one event; the time that a version of a series is for belongs to it."""
        return self.text("UID"), self.text("RECURRENCE-ID")

    @property
    def has_uid(self) -> bool:
        return self.text("UID") != ""

    @property
    def version(self) -> tuple[int, str, int]:
        """How late a version it is: by its number, else by when it was written, else by its place in the file."""
        number, written = self.text("SEQUENCE"), self.text("DTSTAMP")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        # Moments in UTC, as these are, sort as they are written.
        stamp = written if _STAMP.fullmatch(written) else ""
        return int(number) if is_number else 0, stamp, self.component.number

    def found(self) -> Found:
        """Raises WrongValue, MissingValue, NotACalendar."""
        starts, zone, is_all_day = self._moment("DTSTART")
        ends, zone_of_end, _is_all_day = self._moment("DTEND")
        length = self.component.line("DURATION")
        if starts is not None and ends is None:
            ends = starts if length is None else after(starts, self._length(length), self.place)
        return Found(
            title=self.text("SUMMARY"),
            starts=starts,
            ends=ends,
            room=self.text("LOCATION"),
            categories=tuple(self._categories()),
            note=self.text("DESCRIPTION"),
            is_cancelled=self.is_called_off or self.text("STATUS").upper() == CANCELLED,
            is_all_day=is_all_day,
            recurs=any(self.component.line(name) is not None for name in ("RRULE", "RDATE")),
            unknown_zone=zone or zone_of_end,
        )

    def _moment(self, name: str) -> tuple[datetime | None, str, bool]:
        """The moment, the name of its zone if that is not known, and whether it is a whole day."""
        line = self.component.line(name)
        if line is None:
            return None, "", False
        parameters, said = line.parts()
        said = said.strip()
        if not said:
            raise missing_value(self.place)
        zone = parameters.get("TZID", "")
        try:
            if len(said) == 8:
                return _midnight(vDate.from_ical(said)), "", True
            wall = vDatetime.from_ical(said)
        except ValueError:
            raise wrong_value(self.place, said) from None
        if wall.tzinfo is not None or not zone:
            return wall, "", False
        aware = self.zones.aware(wall, zone)
        return (wall, zone, False) if aware is None else (aware, "", False)

    def _length(self, line: Line) -> timedelta:
        said = line.parts()[1].strip()
        try:
            length: timedelta = vDuration.from_ical(said)
        except ValueError:
            raise wrong_value(self.place, said) from None
        return length

    def _categories(self) -> Iterator[str]:
        for line in self.component.lines:
            if line.name == "CATEGORIES":
                yield from filter(None, (one.strip() for one in split_on_unescaped_comma(line.parts()[1])))


def read(text: str) -> FileRead:
    """Return what a calendar holds. What recurs is taken once, at its first time; of several versions with one UID all
    but the latest are outdated.

    Raises:
        NotACalendar, CutOff, LongLine: as `calendar_lines.calendars`.
        WrongValue, MissingValue: a date, an hour or a length is none.
        TooMany, NothingInIt, FarAway: as `reading.checked`.
    """
    several = calendars(text)
    zones = Zones(several)
    events = [_Event(one, zones, _is_called_off(calendar)) for calendar in several for one in calendar.all(EVENT)]
    found = [(event, event.found()) for event in events]
    latest = {event.uid: one for event, one in sorted(found, key=lambda pair: pair[0].version)}
    # Versions that say the same are one thing that stands there twice.
    return FileRead(
        Format.CALENDAR,
        checked([replace(one, is_outdated=event.has_uid and one != latest[event.uid]) for event, one in found]),
    )


def _is_called_off(calendar: Component) -> bool:
    method = calendar.line("METHOD")
    return method is not None and method.parts()[1].strip().upper() == "CANCEL"


def _midnight(day: date) -> datetime:
    # The days of an all-day entry are days on the wall.
    return datetime.combine(day, time())
