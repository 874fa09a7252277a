"""A programme as frab's `schedule.xml`, which apps for conferences and systems for recording read.

The format is that of frab and pretalx; its public schema is at https://c3voc.de/schedule/schema.xsd. It knows no
cancelled event: one that stayed in would be recorded and shown as if it took place, and apps for readers tell by
themselves what was in the schedule that they had and is no longer. So what is cancelled is left out, as what has no
time yet is, and the schedule's version says how many were.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from foundation.clock import zone_info
from meetings.exchange.export import LEAST_BREAK_NUMBER, Item, Programme
from meetings.programme.rules import address_of
from meetings.sessions.entries import NamedAs
from meetings.sessions.rules import STEP_MINUTES

NO_ROOM = "Room not known yet"
SHORTEST_ACRONYM = 4

_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def as_frab(programme: Programme, public_url: str, release: str) -> bytes | None:
    """The programme as XML in UTF-8, or None if no day of it is known, since a schedule has one.

    `release` is that of this program.
    """
    days = programme.all_days()
    if not days:
        return None
    meeting, page = programme.meeting, public_url + address_of(programme.meeting.slug)
    schedule = Element("schedule")
    SubElement(
        schedule, "generator", name="Intersessional", system=urlsplit(public_url).hostname or "", version=release
    )
    _add(schedule, "url", f"{page}schedule.xml" + (f"?release={programme.number}" if programme.superseded_by else ""))
    _add(schedule, "version", version_of(programme))
    conference = SubElement(schedule, "conference")
    _add(conference, "title", meeting.name)
    _add(conference, "acronym", meeting.slug if len(meeting.slug) >= SHORTEST_ACRONYM else f"meeting-{meeting.slug}")
    _add(conference, "start", days[0].isoformat())
    _add(conference, "end", days[-1].isoformat())
    _add(conference, "days", str(len(days)))
    _add(conference, "timeslot_duration", f"00:{STEP_MINUTES:02}")
    _add(conference, "base_url", f"{public_url}/")
    _add(conference, "url", page)
    _add(conference, "time_zone_name", meeting.zone)
    held = [item for item in programme.placed if item.entry.is_held]
    for track in sorted({track for item in held if (track := _track(item))}):
        SubElement(conference, "track", name=_clean(track))
    numbers = numbers_of(held)
    for index, day in enumerate(days, 1):
        on_day = [item for item in held if item.entry.starts and item.entry.starts.date() == day]
        _add_day(schedule, index, day, on_day, programme, numbers, public_url)
    indent(schedule)
    # Not typed as bytes where the encoding is a name.
    written: bytes = tostring(schedule, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def version_of(programme: Programme) -> str:
    """Which release this is, when it was made, and how much is left out, in figures, which every language reads."""
    as_of = "" if programme.as_of is None else f" ({programme.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC)"
    version = f"record{as_of}" if programme.number is None else f"release {programme.number}{as_of}"
    if programme.superseded_by:
        version += f", superseded by release {programme.superseded_by}"
    entries = [item.entry for item in programme.items]
    cancelled = sum(entry.cancelled_because is not None for entry in entries)
    later = sum(entry.cancelled_because is None and not entry.is_placed for entry in entries)
    left_out = [f"{number} {what}" for number, what in ((cancelled, "cancelled"), (later, "without a time")) if number]
    return f"{version}; left out: {', '.join(left_out)}" if left_out else version


def numbers_of(items: Iterable[Item]) -> dict[str, int]:
    """The number of each event, by uid: that of the session's page, for a break one that follows from its uid.

    Should two breaks come to one number, which of 60 happens once in half a million programmes, the later by uid takes
    the next.
    """
    numbers = {item.entry.uid: item.session_id for item in items if item.session_id is not None}
    taken = set(numbers.values())
    for uid in sorted(item.entry.uid for item in items if item.session_id is None):
        number = LEAST_BREAK_NUMBER + int(hashlib.sha256(uid.encode()).hexdigest()[:7], 16)
        while number in taken:
            number += 1
        taken.add(number)
        numbers[uid] = number
    return numbers


def _add_day(
    schedule: Element,
    index: int,
    day: date,
    items: list[Item],
    programme: Programme,
    numbers: dict[str, int],
    public_url: str,
) -> None:
    zone = zone_info(programme.meeting.zone)
    first = datetime.combine(day, time(), zone)
    last = datetime.combine(day, time(23, 59), zone)
    part = SubElement(
        schedule, "day", index=str(index), date=day.isoformat(), start=first.isoformat(), end=last.isoformat()
    )
    by_room = sorted(items, key=lambda item: item.entry.room_name)
    for name, found in groupby(by_room, key=lambda item: item.entry.room_name):
        room = SubElement(part, "room", name=_clean(name) or NO_ROOM)
        for item in found:
            _add_event(room, item, programme, numbers[item.entry.uid], public_url)


def _add_event(room: Element, item: Item, programme: Programme, number: int, public_url: str) -> None:
    entry, start = item.entry, item.start
    if start is None:
        return
    event = SubElement(room, "event", id=str(number), guid=_guid(entry.uid))
    _add(event, "room", room.get("name", ""))
    _add(event, "title", entry.title)
    _add(event, "subtitle", entry.part)
    _add(event, "type", entry.kind.value)
    _add(event, "date", start.isoformat())
    _add(event, "start", f"{start:%H:%M}")
    _add(event, "duration", _hours(timedelta(minutes=entry.minutes)))
    _add(event, "abstract", entry.note)
    _add(event, "track", _track(item))
    if len(entry.languages) == 1:
        _add(event, "language", entry.languages[0])
    _add(event, "description", _description(item))
    presenters = [one.delegation for one in entry.named if one.reason == NamedAs.PRESENTER]
    persons = SubElement(event, "persons")
    for key in presenters:
        _add(persons, "person", programme.names.get(key, key))
    links = SubElement(event, "links")
    if item.path:
        link = SubElement(links, "link", href=public_url + item.path)
        link.text = _clean(entry.title)
        _add(event, "url", public_url + item.path)


def _description(item: Item) -> str:
    """What the format has no place for, in English, which the format's other words are in."""
    entry = item.entry
    said = []
    if entry.languages:
        said.append(f"Interpretation: {', '.join(entry.languages)}.")
    if not entry.is_confirmed and entry.is_sitting:
        said.append("Tentative.")
    if entry.is_sample:
        said.append("This is a sample record.")
    if entry.time_is_illustrative or entry.day_is_illustrative:
        said.append("The clock time or the day is illustrative: no source gives it.")
    return " ".join(said)


def _track(item: Item) -> str:
    return item.entry.track or (item.committee.short_name if item.committee else "")


def _guid(uid: str) -> str:
    """The uid where it is a UUID, as the format wants; else one that always follows from it."""
    return uid if _UUID.fullmatch(uid) else str(uuid.uuid5(uuid.NAMESPACE_OID, uid))


def _hours(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
