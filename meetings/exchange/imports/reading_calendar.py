"""Reading a calendar file (RFC 5545), such as Indico exports of an event with its sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.cal.component import Component

from meetings.exchange.imports.reading import (
    LONGEST_LINE,
    MOST_FOUND,
    FileRead,
    Format,
    Found,
    NotACalendar,
    TooMany,
    checked,
)


def read(text: str) -> FileRead:
    """Return what a calendar holds. What recurs is taken once, at its first time.

    Raises:
        NotACalendar: it is none, or a line of it is longer than anybody needs.
        TooMany, NothingInIt: as `reading.checked`.
    """
    _check(text)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [one for calendar in calendars for one in _events(calendar)]
    except (TooMany, NotACalendar):
        raise
    except Exception as error:
        raise NotACalendar(detail=type(error).__name__) from None
    return FileRead(Format.CALENDAR, checked(found))


def _check(text: str) -> None:
    """Refuse what would keep the library busy for long: lines without end, and components without number."""
    longest = length = 0
    for line in text.splitlines():
        length = length + len(line) if line[:1] in (" ", "\t") else len(line)
        longest = max(longest, length)
    if longest > LONGEST_LINE:
        raise NotACalendar(detail=f"> {LONGEST_LINE}")
    if text.upper().count("BEGIN:VEVENT") > MOST_FOUND:
        raise TooMany(most=MOST_FOUND)
    if text.upper().count("BEGIN:") > 20 * MOST_FOUND:
        raise NotACalendar(detail=f"> {20 * MOST_FOUND}")


def _events(calendar: Component) -> Iterator[Found]:
    for event in calendar.walk("VEVENT"):
        starts = _value(event, "DTSTART")
        if starts is None:
            continue
        ends = _value(event, "DTEND")
        if ends is None:
            length = _value(event, "DURATION")
            ends = starts + (length if isinstance(length, timedelta) else timedelta())
        is_all_day = not isinstance(starts, datetime)
        yield Found(
            title=_text(event, "SUMMARY"),
            starts=_moment(starts),
            ends=_moment(ends),
            room=_text(event, "LOCATION"),
            category=", ".join(_categories(event)),
            note=_text(event, "DESCRIPTION"),
            is_cancelled=_text(event, "STATUS").upper() == "CANCELLED",
            is_all_day=is_all_day,
            recurs=event.get("RRULE") is not None or event.get("RDATE") is not None,
        )


def _value(event: Component, name: str) -> Any:
    found = event.get(name)
    if isinstance(found, list):
        found = found[0]
    return None if found is None else found.dt


def _moment(said: date) -> datetime:
    if isinstance(said, datetime):
        return said
    return datetime(said.year, said.month, said.day)  # noqa: DTZ001 - the days of an all-day entry are days on the wall


def _text(event: Component, name: str) -> str:
    found = event.get(name)
    if isinstance(found, list):
        found = found[0]
    return "" if found is None else str(found).strip()


def _categories(event: Component) -> list[str]:
    found = event.get("CATEGORIES")
    several = found if isinstance(found, list) else [found]
    return [str(one).strip() for group in several if group is not None for one in getattr(group, "cats", [group])]
