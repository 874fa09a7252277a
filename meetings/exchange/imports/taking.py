"""From what a file holds to entries of a draft, with a line of the report for whatever was guessed or left.

A programme keeps to quarters of an hour, to one day and to at most eight hours a session; a file of another system need
not. Standard library only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from foundation import plain_text
from meetings.exchange.imports.reading import Found, far_away
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.rules import LONGEST, LONGEST_NOTE, LONGEST_TITLE, STEP_MINUTES

STEP = timedelta(minutes=STEP_MINUTES)
LONGEST_TRACK, LONGEST_ROOM = 80, 120
_SIDE_EVENT = re.compile(r"\bside[ -]?event", re.IGNORECASE)
_GROUP = re.compile(r"\b(small|working|contact) group|\bworkshop|\bgroup\b", re.IGNORECASE)
_BREAK = re.compile(r"^(coffee|tea|lunch)?[ -]*(break|lunch|coffee|pause)( break)?$", re.IGNORECASE)


class Because(StrEnum):
    """What the report tells of an import, beside what carrying over tells."""

    READ = "read"
    ALL_DAY = "all_day"
    CALLED_OFF = "called_off"
    NO_START = "no_start"
    NO_LENGTH = "no_length"
    BACKWARDS = "backwards"
    TOO_LONG = "too_long"
    OVERNIGHT = "overnight"
    TWICE = "twice"
    OUTDATED = "outdated"
    ROUNDED = "rounded"
    UNTITLED = "untitled"
    SHORTENED = "shortened"
    HIDDEN = "hidden"
    KIND = "kind"
    COMMITTEE = "committee"
    TALKS = "talks"
    RECURS = "recurs"
    OTHER_ZONE = "other_zone"
    PLENARIES = "plenaries"
    ROOM = "room"
    UNKNOWN_ZONE = "unknown_zone"


@dataclass(frozen=True)
class Taken:
    """The entries that a file came to, and the lines of the report."""

    entries: tuple[Entry, ...]
    report: tuple[dict[str, Any], ...]


def take(
    found: Iterable[Found],
    *,
    zone: tzinfo,
    committees: Mapping[str, int],
    new_uid: Callable[[], str],
    untitled: str,
) -> Taken:
    """Make entries of what a file holds, in wall time of the meeting.

    `committees` has the number of each by its names, folded by `folded`; `untitled` is what an entry without a title is
    called. Times between quarters of an hour are widened to them. Raises FarAway for a moment that the clocks of the
    meeting cannot show, since no calendar goes so far.
    """
    report: list[dict[str, Any]] = []
    entries: list[Entry] = []
    seen: set[tuple[str, datetime, datetime, str]] = set()
    several = list(found)
    converted = 0
    unknown: Counter[str] = Counter()
    for one in several:
        if one.starts is None:
            report.append(_line("left", Because.NO_START, one.title or untitled, None))
            continue
        starts, ends = _wall(one.starts, zone, one.title), _wall(one.ends or one.starts, zone, one.title)
        why = _left(one, starts, ends)
        key = (one.title, starts, ends, one.room)
        if why is None and key in seen:
            why = Because.TWICE
        if why is not None:
            report.append(_line("left", why, one.title or untitled, starts))
            continue
        seen.add(key)
        # The clocks where the file was made show another hour.
        converted += one.starts.replace(tzinfo=None) != starts
        unknown[one.unknown_zone] += 1
        entries.append(_entry(one, starts, ends, committees, new_uid, untitled, report))
    talks = sum(one.talks for one in several)
    general = [_told("taken", Because.READ, number=len(entries))]
    if converted:
        general.append(_told("changed", Because.OTHER_ZONE, number=converted))
    for name in sorted(filter(None, unknown)):
        general.append(
            _told("guessed", Because.UNKNOWN_ZONE, zone_of_file=_clean(name, LONGEST_TITLE), number=unknown[name])
        )
    if talks:
        general.append(_told("left", Because.TALKS, number=talks))
    entries = _with_groups(entries, report)
    if plenaries := sum(entry.kind == Kind.PLENARY for entry in entries):
        general.append(_told("guessed", Because.PLENARIES, number=plenaries))
    return Taken(tuple(entries), (*general, *report))


def in_rooms(taken: Taken, rooms: Mapping[str, str], room_key: Callable[[str], str]) -> Taken:
    """Take a place that begins with the name of a room of the meeting, as "Room A, the building, the street", for it.

    `rooms` has the names of the meeting's rooms by what `room_key` makes of a name. Our own calendars write places so.
    """
    meant: dict[str, str] = {}
    for place in dict.fromkeys(entry.room_name for entry in taken.entries):
        parts = place.split(",")
        leading = (room_key(",".join(parts[:number])) for number in range(len(parts), 0, -1))
        name = next((rooms[key] for key in leading if key in rooms), place)
        if room_key(name) != room_key(place):
            meant[place] = name
    entries = tuple(replace(entry, room_name=meant.get(entry.room_name, entry.room_name)) for entry in taken.entries)
    report = (_told("guessed", Because.ROOM, place=place, room=name) for place, name in meant.items())
    return Taken(entries, (*taken.report, *report))


def folded(text: str) -> str:
    """A name as names are compared: in small letters, with single blanks."""
    return plain_text.one_line(text).casefold()


def _wall(moment: datetime, zone: tzinfo, title: str) -> datetime:
    try:
        return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise far_away(moment.date(), title) from None


def _left(one: Found, starts: datetime, ends: datetime) -> Because | None:
    # What an older version says of itself holds no longer.
    if one.is_outdated:
        return Because.OUTDATED
    if one.is_all_day:
        return Because.ALL_DAY
    if one.is_cancelled:
        return Because.CALLED_OFF
    if ends <= starts:
        return Because.NO_LENGTH if ends == starts else Because.BACKWARDS
    if _ceiling(ends) - _floor(starts) > LONGEST:
        return Because.TOO_LONG
    # What ends at midnight ends on another day, which no session of ours does.
    return Because.OVERNIGHT if _ceiling(ends).date() != starts.date() else None


def _entry(
    one: Found,
    starts: datetime,
    ends: datetime,
    committees: Mapping[str, int],
    new_uid: Callable[[], str],
    untitled: str,
    report: list[dict[str, Any]],
) -> Entry:
    begins, stops = _floor(starts), _ceiling(ends)
    kind = _kind(one)
    texts = {
        "title": _Text(one.title, LONGEST_TITLE),
        "room": _Text(one.room, LONGEST_ROOM),
        "track": _Text(one.track, LONGEST_TRACK),
        "note": _Text("" if kind == Kind.BREAK else one.note, LONGEST_NOTE, lines=True),
    }
    title = texts["title"].kept or untitled
    committee = None if kind == Kind.BREAK else _committee(one, committees)
    told = {
        Because.UNTITLED: not texts["title"].kept,
        Because.ROUNDED: (begins, stops) != (starts, ends),
        Because.SHORTENED: any(text.is_cut for text in texts.values()),
        Because.HIDDEN: any(text.hides for text in texts.values()),
        Because.COMMITTEE: committee is not None,
    }
    report.extend(_line("guessed", because, title, starts) for because, is_so in told.items() if is_so)
    if one.recurs:
        report.append(_line("left", Because.RECURS, title, starts))
    return Entry(
        uid=new_uid(),
        kind=kind,
        title=title,
        minutes=int((stops - begins) / timedelta(minutes=1)),
        starts=begins,
        committee_id=committee,
        room_name=texts["room"].kept,
        track=texts["track"].kept,
        note=texts["note"].kept,
    )


def _kind(one: Found) -> Kind:
    if one.is_break or _BREAK.search(one.title):
        return Kind.BREAK
    told = " ".join((*one.categories, one.track, one.title))
    if _SIDE_EVENT.search(told):
        return Kind.SIDE_EVENT
    return Kind.GROUP if _GROUP.search(told) else Kind.PLENARY


def _with_groups(entries: Sequence[Entry], report: list[dict[str, Any]]) -> list[Entry]:
    """Make groups of plenary entries that run beside another one: there is one plenary at a time."""
    found = []
    for entry in entries:
        beside = entry.kind == Kind.PLENARY and any(
            other is not entry and other.kind == Kind.PLENARY and _overlap(entry, other) for other in entries
        )
        if beside:
            entry = replace(entry, kind=Kind.GROUP)
            report.append(_line("guessed", Because.KIND, entry.title, entry.starts))
        found.append(entry)
    return found


def _overlap(one: Entry, other: Entry) -> bool:
    if one.starts is None or other.starts is None or one.ends is None or other.ends is None:
        return False
    return one.starts < other.ends and other.starts < one.ends


def _committee(one: Found, committees: Mapping[str, int]) -> int | None:
    for text in (one.title, one.track, *one.categories):
        known = committees.get(folded(text))
        if known is not None:
            return known
    return None


class _Text:
    """A text as it can be kept: without characters that may not be stored, and cut to what there is room for."""

    def __init__(self, said: str, longest: int, *, lines: bool = False) -> None:
        self.hides = plain_text.has_refused_characters(said)
        shown = plain_text.with_refused_characters_shown(said).replace(plain_text.REPLACEMENT, "")
        plain = plain_text.paragraphs(shown) if lines else plain_text.one_line(shown)
        self.is_cut = len(plain) > longest
        self.kept = plain[: longest - 1].rstrip() + "…" if self.is_cut else plain


def _clean(text: str, longest: int) -> str:
    return _Text(text, longest).kept


def _floor(wall: datetime) -> datetime:
    return wall - (wall - wall.replace(hour=0, minute=0, second=0, microsecond=0)) % STEP


def _ceiling(wall: datetime) -> datetime:
    floor = _floor(wall)
    return floor if floor == wall else floor + STEP


def _line(what: str, because: Because, title: str, starts: datetime | None) -> dict[str, Any]:
    told = {"day": "", "time": ""} if starts is None else {"day": starts.date().isoformat(), "time": f"{starts:%H:%M}"}
    return _told(what, because, title=_clean(title, LONGEST_TITLE), **told)


def _told(what: str, because: Because, **facts: Any) -> dict[str, Any]:
    return {"what": what, "because": because.value, **facts}
