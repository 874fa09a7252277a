"""Reading the JSON that Indico exports of an event: its timetable, or the event with its sessions or contributions.

The formats are those of Indico's HTTP API: `results` holds either a list with the event, which has `sessions` and
`contributions`, or the timetable by event, day and entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from foundation import clock
from meetings.exchange.imports.reading import (
    FileRead,
    Format,
    Found,
    NotAnExport,
    NotJson,
    UnknownFormat,
    checked,
    missing_value,
    wrong_value,
)

Plain = Mapping[str, Any]
DEEPEST = 40
LONGEST_NUMBER = 20
_MARKS = re.compile(r'\\.|["\[\]{}]', re.DOTALL)
"""What brackets are counted by: a backslash keeps what follows it from ending a text."""


def read(text: str) -> FileRead:
    """Return what an export holds.

    Raises:
        NotJson: it is no JSON.
        UnknownFormat, NotAnExport: it is no export of an event.
        WrongValue, MissingValue: a date or an hour is none.
        TooMany, NothingInIt, FarAway: as `reading.checked`.
    """
    loaded = _loaded(text)
    if not isinstance(loaded, dict):
        raise UnknownFormat
    results = loaded.get("results")
    if isinstance(results, list):
        found = [one for number, event in enumerate(results) for one in _of_event(event, f"results[{number}]")]
    elif isinstance(results, dict):
        found = [one for key, days in results.items() for one in _of_timetable(days, f"results.{key}"[:60])]
    else:
        raise NotAnExport(place="results")
    return FileRead(Format.INDICO, checked(found))


def _loaded(text: str) -> object:
    depth, is_text = 0, False
    for mark in _MARKS.finditer(text):
        if mark[0] == '"':
            is_text = not is_text
        elif not is_text:
            depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth > DEEPEST:
            before = text[: mark.start()]
            raise NotJson(line=before.count("\n") + 1, column=mark.start() - before.rfind("\n"))
    try:
        return json.loads(text, parse_constant=str, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None


def _whole(literal: str) -> int | str:
    """A number; one of more digits than anything here has stays a text, which no limit keeps from being read."""
    return int(literal) if len(literal) <= LONGEST_NUMBER else literal


def _of_event(event: object, place: str) -> Iterator[Found]:
    plain = _object(event, place)
    sessions = _list(plain.get("sessions", []), f"{place}.sessions")
    if sessions:
        for number, one in enumerate(sessions):
            where = f"{place}.sessions[{number}]"
            block = _object(one, where)
            talks = len(_list(block.get("contributions", []), f"{where}.contributions"))
            yield _entry(block, where, category="Session", talks=talks)
        return
    for number, one in enumerate(_list(plain.get("contributions", []), f"{place}.contributions")):
        where = f"{place}.contributions[{number}]"
        talk = _object(one, where)
        yield _entry(talk, where, category=_text(talk, "type"))


def _of_timetable(days: object, place: str) -> Iterator[Found]:
    for day, entries in sorted(_object(days, place).items()):
        where = f"{place}.{day}"[:60]
        # A day without anything is written as a list.
        if entries:
            yield from _of_day(_object(entries, where).items(), where)


def _of_day(entries: Iterable[tuple[str, object]], place: str) -> Iterator[Found]:
    for key, one in sorted(entries):
        where = f"{place}.{key}"[:80]
        plain = _object(one, where)
        within = plain.get("entries")
        talks = len(within) if isinstance(within, dict | list) else 0
        yield _entry(plain, where, category=_text(plain, "entryType"), talks=talks)


def _entry(plain: Plain, place: str, *, category: str, talks: int = 0) -> Found:
    session = plain.get("session")
    block, whole = _text(plain, "slotTitle"), _text(plain, "title")
    starts, zone = _moment(plain.get("startDate"), f"{place}.startDate")
    ends, zone_of_end = _moment(plain.get("endDate"), f"{place}.endDate")
    return Found(
        title=f"{whole} – {block}" if whole and block and block != whole else whole or block,
        starts=starts,
        ends=ends,
        room=_text(plain, "room") or _text(plain, "roomFullname"),
        track=_text(plain, "track") or (session if isinstance(session, str) else ""),
        categories=(category,) if category else (),
        note=_text(plain, "description"),
        unknown_zone=zone or zone_of_end,
        is_break=category.lower() == "break",
        talks=talks,
    )


def _moment(said: object, place: str) -> tuple[datetime | None, str]:
    """The moment, None if the file says none, and the name of its zone if that is not known."""
    if said is None:
        return None, ""
    plain = _object(said, place)
    day, hour, zone = _text(plain, "date"), _text(plain, "time"), _text(plain, "tz")
    if not day and not hour:
        return None, ""
    if not day or not hour:
        raise missing_value(place)
    try:
        wall = datetime.fromisoformat(f"{day}T{hour}")
    except ValueError:
        raise wrong_value(place, f"{day} {hour}") from None
    if wall.tzinfo is not None or not zone:
        return wall, ""
    return (wall.replace(tzinfo=clock.zone_info(zone)), "") if zone in clock.zone_names() else (wall, zone)


def _text(plain: Plain, name: str) -> str:
    said = plain.get(name)
    # A room may be called 5.
    return str(said).strip() if isinstance(said, str | int) and not isinstance(said, bool) else ""


def _object(value: object, place: str) -> Plain:
    if not isinstance(value, dict):
        raise NotAnExport(place=place[:80])
    return value


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotAnExport(place=place[:80])
    return value
