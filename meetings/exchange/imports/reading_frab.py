"""Reading frab's `schedule.xml`, which pretalx, pentabarf and Indico's plug-ins write too.

The format is that of the public schema of the conference systems frab and pretalx: `schedule` with `conference` and
`day` elements, in these `room`, in these `event` with `date`, `start`, `duration`, `title`, `track` and `type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from foundation import clock, strict_xml
from foundation.strict_xml import Node
from meetings.exchange.imports.reading import FileRead, Format, Found, NotAnExport, NotXml, WrongValue, checked

_HOURS = re.compile("([0-9]{1,3}):([0-5][0-9])(?::[0-5][0-9])?")
_BREAK = re.compile("break|lunch|coffee|pause", re.IGNORECASE)
DAY_CHANGES = 5
"""An event before this hour without a date of its own belongs to the night after the day that it stands in."""


def read(content: bytes) -> FileRead:
    """Return what a schedule holds.

    Raises:
        NotXml: it is no XML, declares a document type, or is more than anybody needs.
        NotAnExport: it is no schedule.
        WrongValue: a date, an hour or a duration is none.
        TooMany, NothingInIt: as `reading.checked`.
    """
    try:
        schedule = strict_xml.tree(content)
    except strict_xml.WrongXml as error:
        raise NotXml(line=error.line, detail=error.detail) from None
    if schedule.name != "schedule":
        raise NotAnExport(place=schedule.name[:60])
    conference = next(schedule.all("conference"), Node("conference", {}))
    zone = _zone(conference.said("time_zone_name"))
    return FileRead(Format.FRAB, checked(list(_events(schedule, zone))))


def _events(schedule: Node, zone: tzinfo | None) -> Iterator[Found]:
    for day in schedule.all("day"):
        for room in day.all("room"):
            for event in room.all("event"):
                yield _event(event, day, event.said("room") or room.attributes.get("name", "").strip(), zone)


def _event(event: Node, day: Node, room: str, zone: tzinfo | None) -> Found:
    title = event.said("title")
    place = f"event {event.attributes.get('id', '')}".strip()[:60]
    starts = _starts(event, day, place, zone)
    length = _length(event.said("duration"), place)
    try:
        ends = starts + length
    except OverflowError:
        raise WrongValue(place=place, value=starts.date().isoformat()) from None
    subtitle, category = event.said("subtitle"), event.said("type")
    return Found(
        title=f"{title} – {subtitle}" if title and subtitle else title or subtitle,
        starts=starts,
        ends=ends,
        room=room,
        track=event.said("track"),
        category=category,
        note=event.said("abstract"),
        is_break=bool(_BREAK.search(category)),
        is_cancelled=event.said("status").lower() in ("canceled", "cancelled"),
    )


def _starts(event: Node, day: Node, place: str, zone: tzinfo | None) -> datetime:
    said = event.said("date")
    if said:
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            raise WrongValue(place=place, value=said[:60]) from None
    return _of_day(day.attributes.get("date", ""), event.said("start"), place, zone)


def _of_day(said_day: str, said_start: str, place: str, zone: tzinfo | None) -> datetime:
    hours = _HOURS.fullmatch(said_start)
    if hours is None or int(hours[1]) > 23:
        raise WrongValue(place=place, value=said_start[:60])
    night = timedelta(days=1) if int(hours[1]) < DAY_CHANGES else timedelta()
    try:
        on = date.fromisoformat(said_day) + night
    except (ValueError, OverflowError):
        raise WrongValue(place=place, value=said_day[:60]) from None
    return datetime(on.year, on.month, on.day, int(hours[1]), int(hours[2]), tzinfo=zone)


def _length(said: str, place: str) -> timedelta:
    hours = _HOURS.fullmatch(said)
    if hours is None:
        raise WrongValue(place=place, value=said[:60])
    return timedelta(hours=int(hours[1]), minutes=int(hours[2]))


def _zone(name: str) -> tzinfo | None:
    return clock.zone_info(name) if name in clock.zone_names() else None
