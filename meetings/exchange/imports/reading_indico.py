"""Reading the JSON that Indico exports of an event: its timetable, or the event with its sessions or contributions.

The formats are those of Indico's HTTP API: `results` holds either a list with the event, which has `sessions` and
`contributions`, or the timetable by event, day and entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from foundation import clock
from meetings.exchange.imports.reading import FileRead, Format, Found, NotAnExport, NotJson, WrongValue, checked

Plain = Mapping[str, Any]
DEEPEST = 40


def read(text: str) -> FileRead:
    """Return what an export holds.

    Raises:
        NotJson: it is no JSON.
        NotAnExport: it is no export of an event.
        WrongValue: a date or an hour is none.
        TooMany, NothingInIt: as `reading.checked`.
    """
    results = _object(_loaded(text), "file").get("results")
    if isinstance(results, list):
        found = [one for number, event in enumerate(results) for one in _of_event(event, f"results[{number}]")]
    elif isinstance(results, dict):
        found = [one for key, days in results.items() for one in _of_timetable(days, f"results.{key}"[:60])]
    else:
        raise NotAnExport(place="results")
    return FileRead(Format.INDICO, checked(found))


def _loaded(text: str) -> object:
    depth = 0
    for character in text:
        # Brackets within texts are counted too: it is a limit, and no reading.
        depth += (character in "[{") - (character in "]}")
        if depth > DEEPEST:
            raise NotJson(line=1, column=1)
    try:
        return json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):
        # Numbers of thousands of digits.
        raise NotJson(line=1, column=1) from None


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
        if talk.get("startDate") is not None:
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
    return Found(
        title=f"{whole} – {block}" if whole and block and block != whole else whole or block,
        starts=_moment(plain.get("startDate"), f"{place}.startDate"),
        ends=_moment(plain.get("endDate"), f"{place}.endDate"),
        room=_text(plain, "room") or _text(plain, "roomFullname"),
        track=_text(plain, "track") or (session if isinstance(session, str) else ""),
        category=category,
        note=_text(plain, "description"),
        is_break=category.lower() == "break",
        talks=talks,
    )


def _moment(said: object, place: str) -> datetime:
    plain = _object(said, place)
    day, hour, zone = _text(plain, "date"), _text(plain, "time"), _text(plain, "tz")
    try:
        wall = datetime.fromisoformat(f"{day}T{hour}")
    except ValueError:
        raise WrongValue(place=place[:80], value=f"{day} {hour}"[:60]) from None
    if wall.tzinfo is not None or zone not in clock.zone_names():
        return wall
    return wall.replace(tzinfo=clock.zone_info(zone))


def _text(plain: Plain, name: str) -> str:
    said = plain.get(name)
    return said.strip() if isinstance(said, str) else ""


def _object(value: object, place: str) -> Plain:
    if not isinstance(value, dict):
        raise NotAnExport(place=place[:80])
    return value


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotAnExport(place=place[:80])
    return value
