"""What is done with meetings and their rooms, and how the reference table of meetings is loaded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from foundation.web import require_version
from meetings.programme import queries, rules
from meetings.programme.rules import MeetingFacts
from meetings.sessions import reference
from meetings.sessions.actions import touch
from meetings.sessions.models import Meeting, Room

BY_HAND = ("meeting:set_up", "meeting:change")


def set_up(facts: MeetingFacts, *, actor: Actor, now: datetime, slug: str = "", is_sample: bool = False) -> Meeting:
    """Set up a meeting. Until it is listed, only those who set up meetings see it.

    `slug` is its lasting place in addresses; one is made from the facts unless it is handed in.

    Raises EndsBeforeItBegins, TooManyDays, UnknownKind, NoSuchZone, BadSlug, SlugTaken.
    """
    _check(facts)
    slug = slug or rules.proposed_slug(facts)
    rules.check_slug(slug)
    if queries.meeting(slug) is not None:
        raise rules.SlugTaken(slug=slug)
    meeting = Meeting(slug=slug, is_listed=False, is_sample=is_sample, **asdict(facts))
    db.session.add(meeting)
    _record("meeting:set_up", meeting, actor, now)
    return meeting


def change(meeting: Meeting, facts: MeetingFacts, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Change what is said of a meeting; the reference table then leaves it alone for good.

    Raises EditConflict, EndsBeforeItBegins, TooManyDays, UnknownKind, NoSuchZone, ZoneInUse, DaysInUse.
    """
    before = facts_of(meeting)
    require_version(meeting, seen, **before)
    _check(facts)
    if facts.zone != meeting.zone and queries.has_sessions(meeting.id):
        raise rules.ZoneInUse(zone=meeting.zone)
    rules.check_sessions_within(queries.session_days(meeting.id), facts.starts_on, facts.ends_on)
    if asdict(facts) == before:
        return
    for name, value in asdict(facts).items():
        setattr(meeting, name, value)
    meeting.dates_text = ""
    # The calendar entry of each session names the meeting and the place.
    if (facts.name, facts.city, facts.venue) != (before["name"], before["city"], before["venue"]):
        touch(queries.sessions(meeting.id), now=now)
    _record("meeting:change", meeting, actor, now)


def list_publicly(meeting: Meeting, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Show a meeting and its sessions to everybody, from now on. Raises EditConflict, AlreadyListed."""
    require_version(meeting, seen)
    if meeting.is_listed:
        raise rules.AlreadyListed
    meeting.is_listed = True
    _record("meeting:list", meeting, actor, now)


def add_room(meeting: Meeting, *, name: str, seats: int | None, actor: Actor, now: datetime) -> Room:
    """Add a room to a meeting; `seats` is None where the number is not known. Raises RoomNameTaken."""
    key = _free_room_key(meeting.id, name, but=None)
    room = Room(meeting=meeting, name=name, name_key=key, seats=seats)
    db.session.add(room)
    _record("meeting:add_room", meeting, actor, now, room=name)
    return room


def change_room(room: Room, *, name: str, seats: int | None, seen: int | None, actor: Actor, now: datetime) -> None:
    """Give a room another name or number of seats. Raises EditConflict, RoomNameTaken."""
    require_version(room, seen, name=room.name, seats=room.seats)
    key = _free_room_key(room.meeting_id, name, but=room.id)
    if (name, seats) == (room.name, room.seats):
        return
    before = room.name
    if name != before:
        touch(queries.sessions_in(room.id), now=now)
    room.name, room.name_key, room.seats = name, key, seats
    _record("meeting:change_room", room.meeting, actor, now, before=before, after=name)


def facts_of(meeting: Meeting) -> dict[str, object]:
    """What is said of a meeting now, by the names of `MeetingFacts`."""
    return {name: getattr(meeting, name) for name in MeetingFacts.__dataclass_fields__}


def load_meetings(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the meetings up to date with the reference table; each row is found again by its short name.

    A meeting that people set up or changed by hand is theirs and stays as they left it, whatever the table says.

    Raises foundation.tables.BadTables.
    """
    stored, by_hand = queries.meetings_by_slug(), queries.ids_edited(BY_HAND)
    tally = Tally()
    for row in reference.read(source or table_in_data(reference.FILE)):
        values = {**asdict(row), "zone": rules.zone_of(row.city)}
        meeting = stored.get(row.slug)
        if meeting is None:
            db.session.add(Meeting(**values))
            tally.added += 1
            continue
        changed = meeting.id not in by_hand and set_changed(meeting, values)
        if changed:
            audit.record("meeting:correct", meeting, actor=ANYBODY, now=now, title=meeting.name)
        tally.count(changed=changed)
    return tally.finished("meetings")


def _check(facts: MeetingFacts) -> None:
    rules.check_facts(facts)
    if facts.zone not in clock.zone_names():
        raise rules.NoSuchZone(zone=facts.zone)


def _free_room_key(meeting_id: int, name: str, but: int | None) -> str:
    key = rules.room_key(name)
    found = queries.room_by_key(meeting_id, key)
    if found is not None and found.id != but:
        raise rules.RoomNameTaken(room=found.name)
    return key


def _record(action: str, meeting: Meeting, actor: Actor, now: datetime, **facts: str) -> None:
    audit.record(
        action,
        meeting,
        actor=actor,
        now=now,
        title=meeting.name,
        address=rules.address_of(meeting.slug),
        public=action in ("meeting:list", "meeting:change") and meeting.is_listed,
        **facts,
    )
