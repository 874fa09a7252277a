"""What the public schema of frab's `schedule.xml` demands, told anew for our tests.

The schema itself (https://c3voc.de/schedule/schema.xsd, kept at github.com/voc/schedule under validator/xsd/) is under
the European Union Public Licence 1.2, so it is not copied here. This says what its version of 27 June 2026 says of the
elements that we write: names, order, number, patterns, and what must be unique.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _reads(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def is_read(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return is_read


def _is_moment(text: str) -> bool:
    return _reads(datetime.fromisoformat)(text) and re.fullmatch(r".+(Z|[+-]\d{1,2}:\d{2})", text) is not None


ANY, DAY = _matches(r"(?s).*"), _reads(date.fromisoformat)
ADDRESS, WHOLE, NUMBER = _matches("https?://.*"), _matches("-?[0-9]+"), _matches("[1-9][0-9]*")
LENGTH = _matches("([0-9]{1,2}:[0-9]{2})|([0-9]{1,2}:[0-9]{2}:[0-9]{1,2})")
START = _matches("([0-2][0-9]:[0-5][0-9])|([0-2][0-9]:[0-5][0-9]:[0-5][0-9])")
UUID = _matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

IN_ORDER = {"generator": (0, 1), "url": (0, 1), "version": (1, 1), "conference": (1, 1), "day": (1, None)}
"""The children of the root, in this order, with the least and the most of each."""
CONFERENCE = {
    "title": ANY,
    "acronym": _matches("[a-z0-9_-]{4,}"),
    "start": lambda text: DAY(text) or _is_moment(text),
    "end": lambda text: DAY(text) or _is_moment(text),
    "days": WHOLE,
    "timeslot_duration": LENGTH,
    "base_url": ADDRESS,
    "logo": ADDRESS,
    "url": ADDRESS,
    "time_zone_name": ANY,
    "track": ANY,
}
EVENT_MUST = {
    "room": ANY,
    "title": ANY,
    "type": ANY,
    "date": _is_moment,
    "start": START,
    "duration": LENGTH,
    "abstract": ANY,
    "track": ANY,
}
EVENT_MAY = {
    "subtitle": ANY,
    "slug": _matches(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}"),
    "logo": _matches(r"https?://.*|\s*"),
    "language": ANY,
    "description": ANY,
    "persons": ANY,
    "recording": ANY,
    "links": ANY,
    "attachments": ANY,
    "url": ADDRESS,
}
ATTRIBUTES: dict[str, dict[str, Callable[[str], bool]]] = {
    "day": {"date": DAY, "start": _is_moment, "end": _is_moment, "index": NUMBER},
    "room": {"name": ANY},
    "event": {"id": NUMBER, "guid": UUID},
}
"""The attributes that these elements must have; `date` of a day and `code` of an event may be missing."""


def broken(schedule: Element) -> list[str]:
    """Every demand of the schema that a document does not meet; none if it is valid."""
    return [*_order(schedule), *_conference(schedule), *_attributes(schedule), *_events(schedule), *_unique(schedule)]


def _order(schedule: Element) -> Iterator[str]:
    if schedule.tag != "schedule":
        yield f"the root is {schedule.tag}"
    tags, order = [child.tag for child in schedule], list(IN_ORDER)
    if unknown := set(tags) - set(order):
        yield f"unknown in schedule: {sorted(unknown)}"
    elif tags != sorted(tags, key=order.index):
        yield "the children of schedule are out of order"
    for tag, (least, most) in IN_ORDER.items():
        if not least <= tags.count(tag) <= (most or len(tags)):
            yield f"{tags.count(tag)} of {tag}"


def _conference(schedule: Element) -> Iterator[str]:
    for child in schedule.findall("conference/*"):
        if child.tag not in CONFERENCE:
            yield f"unknown in conference: {child.tag}"
        elif not CONFERENCE[child.tag](child.text or ""):
            yield f"conference/{child.tag}: {child.text!r}"
        if child.tag == "track" and not child.get("name"):
            yield "a track without a name"


def _attributes(schedule: Element) -> Iterator[str]:
    for path, tag in (("day", "day"), ("day/room", "room"), ("day/room/event", "event")):
        for element in schedule.findall(path):
            if element.tag == tag and set(element.attrib) != set(ATTRIBUTES[tag]):
                yield f"{tag} has the attributes {sorted(element.attrib)}"
            for name, fits in ATTRIBUTES[tag].items():
                if not fits(element.get(name, "")):
                    yield f"{tag}/@{name}: {element.get(name)!r}"
    for day in schedule.findall("day"):
        if {child.tag for child in day} - {"room"} or {child.tag for child in day.findall("room/*")} - {"event"}:
            yield "something but rooms in a day, or but events in a room"


def _events(schedule: Element) -> Iterator[str]:
    for event in schedule.findall("day/room/event"):
        tags = Counter(child.tag for child in event)
        if missing := set(EVENT_MUST) - set(tags):
            yield f"event without {sorted(missing)}"
        if twice := [tag for tag, times in tags.items() if times > 1]:
            yield f"event with more than one of {twice}"
        for child in event:
            fits = {**EVENT_MUST, **EVENT_MAY}.get(child.tag)
            if fits is None or not fits(child.text or ""):
                yield f"event/{child.tag}: {child.text!r}"
        inner = {"persons": "person", "links": "link"}
        for tag, only in inner.items():
            if {child.tag for child in event.findall(f"{tag}/*")} - {only}:
                yield f"something but {only} in {tag}"


def _unique(schedule: Element) -> Iterator[str]:
    for path, name in (("day/room/event", "id"), ("day/room/event", "guid"), ("day", "index")):
        said = Counter(element.get(name) for element in schedule.findall(path))
        if twice := [value for value, times in said.items() if times > 1]:
            yield f"{path}/@{name} twice: {twice}"
