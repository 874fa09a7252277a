"""What a draft can begin from: nothing, the programme as it stands, another draft, or another meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from foundation import clock
from foundation.permissions import Actor
from foundation.wall_times import times_shown
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.drafts import actions, queries, rules
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.shifting import Because, Days, Place, Shifted, shifted
from meetings.drafts.slots import actions as slots
from meetings.programme import actions as programme
from meetings.programme.rules import room_key
from meetings.releases import queries as releases
from meetings.releases.rules import read_reason
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting

EMPTY, STANDING = "empty", "standing"
DRAFT, MEETING = "draft-", "meeting-"


@dataclass(frozen=True)
class NamedRoom:
    """A room as another meeting or a file names it; its seats and languages, None where they are not known."""

    name: str
    seats: int | None = None
    languages: list[str] | None = None


def begin_from(
    meeting: Meeting, source: str, *, name: str, adds_rooms: bool, actor: Actor, now: datetime
) -> ProgrammeDraft:
    """Begin a draft from "empty", "standing" (the newest release, or the record), "draft-5" or "meeting-7".

    With `adds_rooms` the rooms of another meeting that this one lacks are added to it; its slots come along if this one
    has none. Why warnings were accepted goes over to a draft that begins from the release or from a draft for which
    that was said. Raises NothingToBegin if the source is not there, and what `actions.begin` refuses.
    """
    rules.days_of(meeting)
    newest = releases.latest(meeting.id)
    based_on = newest.number if newest else None
    entries: Iterable[Entry] = ()
    report: Iterable[dict[str, Any]] = ()
    reasons: dict[str, str] = {}
    origin = EMPTY
    if source == STANDING:
        origin = "record" if newest is None else "release"
        accepted = [] if newest is None else [read_reason(plain) for plain in newest.reasons]
        reasons = {one.finding.key: one.reason for one in accepted}
        entries = rules.among_themselves(programme_of(meeting))
    elif source.startswith(DRAFT):
        copied = _draft(meeting, _number(source, DRAFT))
        # A copy rests on what its source rests on: what was released since is in neither of them.
        origin, entries, based_on = "draft", queries.entries(copied), copied.based_on
        reasons = {one.finding: one.reason for one in queries.reasons(copied.id)}
    elif source.startswith(MEETING):
        origin = "meeting"
        carried = _of_meeting(meeting, _number(source, MEETING), adds_rooms, actor, now)
        entries, report = carried.entries, (*carried.report, *held(meeting))
    elif source != EMPTY:
        raise rules.NothingToBegin
    draft = actions.begin(
        meeting,
        name=name,
        origin=origin,
        entries=entries,
        based_on=based_on,
        report=report,
        actor=actor,
        now=now,
    )
    actions.take_over_reasons(draft, reasons, actor=actor, now=now)
    return draft


def programme_of(meeting: Meeting) -> list[Entry]:
    """The programme of a meeting as it stands: of the newest release, which has the breaks too, or of the record."""
    newest = releases.latest(meeting.id)
    return sessions.entries_of(meeting.id) if newest is None else releases.entries_in(newest)


def _number(source: str, prefix: str) -> int:
    digits = source.removeprefix(prefix)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise rules.NothingToBegin
    return int(digits)


def _draft(meeting: Meeting, draft_id: int) -> ProgrammeDraft:
    draft = queries.draft_of(meeting.id, draft_id)
    if draft is None:
        raise rules.NothingToBegin
    return draft


def _of_meeting(meeting: Meeting, meeting_id: int, adds_rooms: bool, actor: Actor, now: datetime) -> Shifted:
    source = next((one for one in queries.meetings_with_sessions(meeting.id) if one.id == meeting_id), None)
    if source is None:
        raise rules.NothingToBegin
    entries, left = _not_there(programme_of(source), sessions.entries_of(meeting.id))
    added = add_missing_rooms(meeting, _rooms_used(source, entries), actor=actor, now=now) if adds_rooms else []
    place = place_in(meeting)
    carried = shifted(entries, _days(source), place)
    with_slots = _slots_for(meeting, source, carried, place, actor, now)
    return replace(carried, report=(*carried.report, *left, *added, *with_slots))


def _slots_for(
    meeting: Meeting, source: Meeting, carried: Shifted, place: Place, actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """Give a meeting that has no slots those of another; what the report of the draft tells of slots."""
    if number := slots.take_over(meeting, source, carried.by, place.is_shown, actor=actor, now=now):
        return [{"what": "taken", "because": Because.SLOTS.value, "number": number}]
    return [] if sessions.slots(meeting.id) else [{"what": "left", "because": Because.NO_SLOTS.value}]


@dataclass(frozen=True)
class Along:
    """What another meeting would bring along: the rooms in which it has sessions and this meeting lacks, its slots."""

    meeting_id: int
    rooms: tuple[str, ...]
    slots: int


def brought_along(meeting: Meeting, sources: Iterable[int]) -> list[Along]:
    """What each of these other meetings would bring along, those that would bring nothing left out. Four statements."""
    sources = list(sources)
    there = {room_key(room.name) for room in queries.rooms(meeting.id).values()}
    used = queries.rooms_of_sessions(sources)
    numbers = {} if sessions.slots(meeting.id) else queries.numbers_of_slots(sources)
    found = [
        Along(one, tuple(name for name in used.get(one, ()) if room_key(name) not in there), numbers.get(one, 0))
        for one in sources
    ]
    return [one for one in found if one.rooms or one.slots]


def _not_there(entries: Iterable[Entry], held: Iterable[Entry]) -> tuple[list[Entry], list[dict[str, Any]]]:
    """The entries that a meeting does not have on record already, and a line of the report for each that it has.

    It has those of the same committee and part, and those without a committee that have the same title.
    """
    there = {_what_it_is(entry) for entry in held}
    wanted, left = [], []
    for entry in entries:
        if entry.is_sitting and _what_it_is(entry) in there:
            left.append({"what": "left", "because": Because.THERE.value, "title": entry.full_title})
        else:
            wanted.append(entry)
    return wanted, left


def _what_it_is(entry: Entry) -> tuple[int | str, str]:
    return entry.committee_id or entry.title.casefold(), entry.part


def place_in(meeting: Meeting) -> Place:
    """What is known of a meeting to which a programme is carried over. Two statements. Raises DaysUnknown."""
    bodies = {one.id: one for one in committees.all_committees()}
    zone = clock.zone_info(meeting.zone)

    def sits(committee_id: int, day: date) -> bool:
        return committee_id in bodies and existed_on(bodies[committee_id], day) is not False

    return Place(
        days=_days(meeting),
        rooms={room_key(room.name): (room.id, room.name) for room in queries.rooms(meeting.id).values()},
        room_key=room_key,
        sits=sits,
        is_shown=lambda wall: times_shown(wall, zone) == 1,
        new_uid=actions.new_uid,
    )


def _rooms_used(source: Meeting, entries: Iterable[Entry]) -> list[NamedRoom]:
    """The rooms of another meeting in which something is held."""
    used = {entry.room_id for entry in entries if entry.cancelled_because is None}
    return [
        NamedRoom(room.name, room.seats, room.languages)
        for room in queries.rooms(source.id).values()
        if room.id in used
    ]


def add_missing_rooms(
    meeting: Meeting, rooms: Iterable[NamedRoom], *, actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """Add those of these rooms that a meeting lacks; a line of the draft's report for each."""
    there = {room_key(room.name) for room in queries.rooms(meeting.id).values()}
    added = []
    for room in rooms:
        if room_key(room.name) not in there:
            there.add(room_key(room.name))
            programme.add_room(
                meeting, name=room.name, seats=room.seats, languages=room.languages, actor=actor, now=now
            )
            added.append({"what": "taken", "because": Because.ROOM_ADDED.value, "room": room.name})
    return added


def held(meeting: Meeting) -> list[dict[str, Any]]:
    number = len(sessions.entries_of(meeting.id))
    return [{"what": "taken", "because": Because.HELD.value, "number": number}] if number else []


def _days(meeting: Meeting) -> Days:
    days = rules.days_of(meeting)
    return Days(days[0], days[-1], meeting.zone)
