"""From what a file holds to entries of a draft, with a line of the report for whatever was guessed or left.

A programme keeps to quarters of an hour, to one day and to at most eight hours a session; a file of another system need
not. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from foundation import plain_text
from meetings.exchange.imports.reading import Found, WrongValue
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
    NO_LENGTH = "no_length"
    TOO_LONG = "too_long"
    OVERNIGHT = "overnight"
    TWICE = "twice"
    ROUNDED = "rounded"
    UNTITLED = "untitled"
    SHORTENED = "shortened"
    KIND = "kind"
    COMMITTEE = "committee"
    TALKS = "talks"
    RECURS = "recurs"
    OTHER_ZONE = "other_zone"


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
    called. Times between quarters of an hour are widened to them. Raises WrongValue for a moment that the clocks of the
    meeting cannot show, since no calendar goes so far.
    """
    report: list[dict[str, Any]] = []
    entries: list[Entry] = []
    seen: set[tuple[str, datetime, datetime, str]] = set()
    several = list(found)
    walls = [_in_zone(one, zone) for one in several]
    # The clocks where the file was made show another hour.
    converted = sum(one.starts.replace(tzinfo=None) != wall.starts for one, wall in zip(several, walls, strict=True))
    for one in walls:
        why = _left(one)
        key = (one.title, one.starts, one.ends, one.room)
        if why is None and key in seen:
            why = Because.TWICE
        seen.add(key)
        if why is not None:
            report.append(_line("left", why, one.title or untitled, one.starts))
            continue
        entries.append(_entry(one, committees, new_uid, untitled, report))
    talks = sum(one.talks for one in several)
    general = [_told("taken", Because.READ, number=len(entries))]
    if converted:
        general.append(_told("changed", Because.OTHER_ZONE, number=converted))
    if talks:
        general.append(_told("left", Because.TALKS, number=talks))
    return Taken(tuple(_with_groups(entries, report)), (*general, *report))


def folded(text: str) -> str:
    """A name as names are compared: in small letters, with single blanks."""
    return plain_text.one_line(text).casefold()


def _in_zone(one: Found, zone: tzinfo) -> Found:
    try:
        return replace(one, starts=_wall(one.starts, zone), ends=_wall(one.ends, zone))
    except OverflowError:
        raise WrongValue(place=_clean(one.title, LONGEST_TITLE), value=one.starts.date().isoformat()) from None


def _wall(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _left(one: Found) -> Because | None:
    if one.is_all_day:
        return Because.ALL_DAY
    if one.is_cancelled:
        return Because.CALLED_OFF
    if one.ends <= one.starts:
        return Because.NO_LENGTH
    if _ceiling(one.ends) - _floor(one.starts) > LONGEST:
        return Because.TOO_LONG
    # What ends at midnight ends on another day, which no session of ours does.
    return Because.OVERNIGHT if _ceiling(one.ends).date() != one.starts.date() else None


def _entry(
    one: Found,
    committees: Mapping[str, int],
    new_uid: Callable[[], str],
    untitled: str,
    report: list[dict[str, Any]],
) -> Entry:
    starts, ends = _floor(one.starts), _ceiling(one.ends)
    title = _clean(one.title, LONGEST_TITLE) or untitled
    if one.recurs:
        report.append(_line("left", Because.RECURS, title, one.starts))
    if not one.title:
        report.append(_line("guessed", Because.UNTITLED, title, starts))
    if (starts, ends) != (one.starts, one.ends):
        report.append(_line("guessed", Because.ROUNDED, title, one.starts))
    texts = ((one.title, LONGEST_TITLE), (one.note, LONGEST_NOTE), (one.track, LONGEST_TRACK))
    if any(len(text) > longest for text, longest in texts):
        report.append(_line("guessed", Because.SHORTENED, title, starts))
    kind = _kind(one)
    committee = None if kind == Kind.BREAK else _committee(one, committees)
    if committee is not None:
        report.append(_line("guessed", Because.COMMITTEE, title, starts))
    return Entry(
        uid=new_uid(),
        kind=kind,
        title=title,
        minutes=int((ends - starts) / timedelta(minutes=1)),
        starts=starts,
        committee_id=committee,
        room_name=_clean(one.room, LONGEST_ROOM),
        track=_clean(one.track, LONGEST_TRACK),
        note="" if kind == Kind.BREAK else _clean(one.note, LONGEST_NOTE, lines=True),
    )


def _kind(one: Found) -> Kind:
    if one.is_break or _BREAK.search(one.title):
        return Kind.BREAK
    told = f"{one.category} {one.track} {one.title}"
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
    for text in (one.title, one.track, one.category):
        known = committees.get(folded(text))
        if known is not None:
            return known
    return None


def _clean(text: str, longest: int, *, lines: bool = False) -> str:
    """A text without characters that may not be stored, cut to what there is room for."""
    shown = plain_text.with_refused_characters_shown(text).replace(plain_text.REPLACEMENT, "")
    plain = plain_text.paragraphs(shown) if lines else plain_text.one_line(shown)
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


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
