"""Reading frab's `schedule.xml`, which pretalx, pentabarf and Indico's plug-ins write too.

The format is that of the public schema of the conference systems frab and pretalx: `schedule` with `conference` and
`day` elements, in these `room`, in these `event` with `date`, `start`, `duration`, `title`, `track` and `type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from foundation import clock, strict_xml
from foundation.strict_xml import Node
from meetings.exchange.imports.reading import (
    MOST_FOUND,
    FileRead,
    Format,
    Found,
    NotXml,
    TooMany,
    UnknownFormat,
    after,
    checked,
    missing_value,
    wrong_value,
)

_HOURS = re.compile("([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_AN_EVENT = re.compile(rb"<event[\s>/]")
_BREAK = re.compile("break|lunch|coffee|pause", re.IGNORECASE)
LENGTH_OF_A_DAY = len("2011-06-20")
DAY_CHANGES = 5
"""An event before this hour without a date of its own belongs to the night after the day that it stands in."""


def read(content: bytes) -> FileRead:
    """Return what a schedule holds.

    Raises:
        NotXml: it is no XML, declares a document type, or is more than anybody needs.
        UnknownFormat: it is no schedule.
        WrongValue, MissingValue: a date, an hour or a duration is none.
        TooMany, NothingInIt, FarAway: as `reading.checked`.
    """
    # Too many are refused as such, before their elements are too many for XML that is not trusted.
    if any(islice(_AN_EVENT.finditer(content), MOST_FOUND, None)):
        raise TooMany(most=MOST_FOUND)
    try:
        schedule = strict_xml.tree(content)
    except strict_xml.WrongXml as error:
        raise NotXml(line=error.line, detail=error.detail) from None
    if schedule.name != "schedule":
        raise UnknownFormat
    conference = next(schedule.all("conference"), Node("conference", {}))
    zone = conference.said("time_zone_name")
    return FileRead(Format.FRAB, checked(list(_events(schedule, zone))))


def _events(schedule: Node, zone: str) -> Iterator[Found]:
    for day in schedule.all("day"):
        for event in day.all("event"):
            yield _found(event, day, event.said("room"), zone)
        for room in day.all("room"):
            for event in room.all("event"):
                yield _found(event, day, event.said("room") or room.attributes.get("name", "").strip(), zone)


def _found(event: Node, day: Node, room: str, zone: str) -> Found:
    title, number = event.said("title"), event.attributes.get("id", "").strip()
    place = f"event {number}" if number else title or "event"
    starts, unknown_zone = _starts(event, day, place, zone)
    length = event.said("duration")
    ends = starts
    if starts is not None and length:
        ends = after(starts, _length(length, place), place)
    subtitle, category = event.said("subtitle"), event.said("type")
    return Found(
        title=f"{title} – {subtitle}" if title and subtitle else title or subtitle,
        starts=starts,
        ends=ends,
        room=room,
        track=event.said("track"),
        categories=(category,) if category else (),
        note=event.said("abstract"),
        unknown_zone=unknown_zone,
        is_break=bool(_BREAK.search(category)),
        is_cancelled=event.said("status").lower() in ("canceled", "cancelled"),
    )


def _starts(event: Node, day: Node, place: str, zone: str) -> tuple[datetime | None, str]:
    """The moment, None if the file says none, and the name of its zone if that is not known."""
    said, hour = event.said("date"), event.said("start")
    if not said and not hour:
        return None, ""
    if not said:
        wall = _at(day.attributes.get("date", "").strip(), hour, place, goes_by_nights=True)
    elif len(said) <= LENGTH_OF_A_DAY:
        wall = _at(said, hour, place, goes_by_nights=False)
    else:
        try:
            wall = datetime.fromisoformat(said)
        except ValueError:
            raise wrong_value(place, said) from None
    if wall.tzinfo is not None or not zone:
        return wall, ""
    return (wall.replace(tzinfo=clock.zone_info(zone)), "") if zone in clock.zone_names() else (wall, zone)


def _at(said_day: str, said_hour: str, place: str, *, goes_by_nights: bool) -> datetime:
    if not said_day or not said_hour:
        raise missing_value(place)
    hours = _HOURS.fullmatch(said_hour)
    if hours is None or int(hours[1]) > 23:
        raise wrong_value(place, said_hour)
    clock_time = time(int(hours[1]), int(hours[2]), int(hours[3] or 0))
    night = timedelta(days=1) if goes_by_nights and clock_time.hour < DAY_CHANGES else timedelta()
    try:
        return datetime.combine(date.fromisoformat(said_day) + night, clock_time)
    except (ValueError, OverflowError):
        raise wrong_value(place, said_day) from None


def _length(said: str, place: str) -> timedelta:
    hours = _HOURS.fullmatch(said)
    if hours is None:
        raise wrong_value(place, said)
    return timedelta(hours=int(hours[1]), minutes=int(hours[2]), seconds=int(hours[3] or 0))
