"""Reading a calendar file (RFC 5545), such as Indico exports of an event with its sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from icalendar.parser import split_on_unescaped_comma, unescape_backslash
from icalendar.prop import vDate, vDatetime, vDuration

from meetings.exchange.imports.calendar_lines import EVENT, Component, Line, calendars
from meetings.exchange.imports.calendar_zones import Zones
from meetings.exchange.imports.reading import FileRead, Format, Found, after, checked, missing_value, wrong_value

CANCELLED = "CANCELLED"


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
    def version(self) -> int:
        said = self.text("SEQUENCE")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0

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
    """Return what a calendar holds. What recurs is taken once, at its first time; of two versions, the newer one.

    Raises:
        NotACalendar, CutOff, LongLine: as `calendar_lines.calendars`.
        WrongValue, MissingValue: a date, an hour or a length is none.
        TooMany, NothingInIt, FarAway: as `reading.checked`.
    """
    several = calendars(text)
    zones = Zones(several)
    events = [_Event(one, zones, _is_called_off(calendar)) for calendar in several for one in calendar.all(EVENT)]
    newest: dict[tuple[str, str], int] = defaultdict(int)
    for event in events:
        newest[event.uid] = max(newest[event.uid], event.version)
    return FileRead(Format.CALENDAR, checked([_found(event, newest[event.uid]) for event in events]))


def _found(event: _Event, newest: int) -> Found:
    is_outdated = event.text("UID") != "" and event.version < newest
    return replace(event.found(), is_outdated=is_outdated)


def _is_called_off(calendar: Component) -> bool:
    method = calendar.line("METHOD")
    return method is not None and method.parts()[1].strip().upper() == "CANCEL"


def _midnight(day: date) -> datetime:
    # The days of an all-day entry are days on the wall.
    return datetime.combine(day, time())
