"""What is done with meetings and their rooms, and how the reference table of meetings is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import structlog

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from foundation.rules import Refused
from foundation.web import require_version
from meetings import hooks
from meetings.programme import queries, rules
from meetings.programme.rules import MeetingFacts
from meetings.releases import actions as releases
from meetings.sessions import reference
from meetings.sessions.actions import touch
from meetings.sessions.models import Meeting, Room
from meetings.sessions.queries import hold_programme
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.sessions.rules import check_languages

log = structlog.get_logger()

BY_HAND = ("meeting:set_up", "meeting:change")

ON_ENTRIES = ("name", "city", "venue")
"""What the calendar entry of each session says of its meeting."""
DAYS = ("starts_on", "ends_on")
ON_SESSIONS = ("zone", "starts_on", "ends_on")
"""What sessions must go with: while it is changed, nobody else may plan any."""


def set_up(facts: MeetingFacts, *, actor: Actor, now: datetime, slug: str = "", is_sample: bool = False) -> Meeting:
    """Set up a meeting. Until it is listed, only those who set up meetings see it.

    `slug` is its lasting place in addresses; one is made from the facts unless it is handed in.

    Raises EndsBeforeItBegins, TooManyDays, UnknownKind, NoSuchZone, BadSlug, SlugTaken.
    """
    _check(facts)
    slug = slug or rules.proposed_slug(facts)
    rules.check_slug(slug)
    if meeting_by_slug(slug) is not None:
        raise rules.SlugTaken(slug=slug)
    meeting = Meeting(slug=slug, is_listed=False, is_sample=is_sample, **asdict(facts))
    db.session.add(meeting)
    _record("meeting:set_up", meeting, actor, now)
    return meeting


def change(meeting: Meeting, facts: MeetingFacts, *, seen: int | None, actor: Actor, now: datetime) -> list[str]:
    """Change what is said of a meeting; the reference table then leaves it alone for good.

    Returns what followed from other days of it, in sentences for whoever changed them.

    Raises EditConflict, EndsBeforeItBegins, TooManyDays, UnknownKind, NoSuchZone, ZoneInUse, DaysInUse, and what an
    upper topic objects to another last day.
    """
    hold_programme(meeting.id)
    before = facts_of(meeting)
    require_version(meeting, seen, **before)
    _check(facts)
    _check_sessions(meeting, zone=facts.zone, first=facts.starts_on, last=facts.ends_on)
    if asdict(facts) == before:
        return []
    if (objection := hooks.objection_to_last_day(meeting, facts.ends_on)) is not None:
        raise objection
    for name, value in asdict(facts).items():
        setattr(meeting, name, value)
    meeting.dates_text = ""
    if any(getattr(meeting, name) != before[name] for name in ON_ENTRIES):
        touch(queries.sessions(meeting.id), now=now)
    _record("meeting:change", meeting, actor, now)
    return hooks.follow_days(meeting, actor, now) if any(getattr(meeting, day) != before[day] for day in DAYS) else []


def list_publicly(meeting: Meeting, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Show a meeting and its sessions to everybody, from now on, and tell the newest release of its programme.

    Raises EditConflict, AlreadyListed.
    """
    require_version(meeting, seen)
    if meeting.is_listed:
        raise rules.AlreadyListed
    meeting.is_listed = True
    _record("meeting:list", meeting, actor, now)
    releases.tell_listed(meeting)


def add_room(
    meeting: Meeting,
    *,
    name: str,
    seats: int | None,
    languages: Sequence[str] | None = None,
    actor: Actor,
    now: datetime,
) -> Room:
    """Add a room to a meeting; `seats` and `languages` are None where they are not known.

    Raises RoomNameTaken, UnknownLanguage.
    """
    check_languages(languages or ())
    key = _free_room_key(meeting.id, name, but=None)
    room = Room(meeting=meeting, name=name, name_key=key, seats=seats, languages=_listed(languages))
    db.session.add(room)
    _record("meeting:add_room", meeting, actor, now, room=name)
    return room


def change_room(
    room: Room,
    *,
    name: str,
    seats: int | None,
    languages: Sequence[str] | None,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a room another name, number of seats, or languages. Raises EditConflict, RoomNameTaken, UnknownLanguage."""
    interpretation = rules.interpretation_of(room.languages)
    stored = {"interpretation": interpretation, "languages": room.languages or []}
    require_version(room, seen, name=room.name, seats=room.seats, **stored)
    check_languages(languages or ())
    key = _free_room_key(room.meeting_id, name, but=room.id)
    if (name, seats, _listed(languages)) == (room.name, room.seats, room.languages):
        return
    before = room.name
    if name != before:
        touch(queries.sessions_in(room.id), now=now)
    room.name, room.name_key, room.seats, room.languages = name, key, seats, _listed(languages)
    _record("meeting:change_room", room.meeting, actor, now, before=before, after=name)


def facts_of(meeting: Meeting) -> dict[str, object]:
    """What is said of a meeting now, by the names of `MeetingFacts`."""
    return {name: getattr(meeting, name) for name in MeetingFacts.__dataclass_fields__}


def load_meetings(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the meetings up to date with the reference table; each row is found again by its short name.

    A meeting that people set up or changed by hand is theirs and stays as they left it, whatever the table says. One
    whose sessions stand against its row, since they would lie outside its days or be in another zone, stays as it is
    too, and the log names it: somebody must move the sessions first. Both count as unchanged.

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
        tally.count(changed=meeting.id not in by_hand and _correct(meeting, values, now))
    return tally.finished("meetings")


def _correct(meeting: Meeting, values: Mapping[str, Any], now: datetime) -> bool:
    """Make of a meeting what the table says, unless its sessions stand against that; whether anything changed."""
    if any(getattr(meeting, name) != values[name] for name in ON_SESSIONS):
        hold_programme(meeting.id)
    try:
        _check_sessions(meeting, zone=values["zone"], first=values["starts_on"], last=values["ends_on"])
    except Refused as refused:
        log.warning("meeting left as it is", slug=meeting.slug, because=type(refused).__name__, **refused.facts)
        return False
    before = {name: getattr(meeting, name) for name in (*ON_ENTRIES, *DAYS)}
    if not set_changed(meeting, values):
        return False
    if any(getattr(meeting, name) != before[name] for name in ON_ENTRIES):
        touch(queries.sessions(meeting.id), now=now)
    audit.record("meeting:correct", meeting, actor=ANYBODY, now=now, title=meeting.name)
    if any(getattr(meeting, day) != before[day] for day in DAYS):
        for sentence in hooks.follow_days(meeting, ANYBODY, now):
            log.info("followed the days of a meeting", slug=meeting.slug, what=sentence)
    return True


def _check_sessions(meeting: Meeting, *, zone: str, first: date | None, last: date | None) -> None:
    """Refuse a zone or days that do not go with the meeting's sessions. Raises ZoneInUse, DaysInUse."""
    if zone != meeting.zone and queries.has_sessions(meeting.id):
        raise rules.ZoneInUse(zone=meeting.zone)
    if (first, last) != (meeting.starts_on, meeting.ends_on):
        rules.check_sessions_within(queries.session_days(meeting.id), first, last)


def _check(facts: MeetingFacts) -> None:
    rules.check_facts(facts)
    if facts.zone not in clock.zone_names():
        raise rules.NoSuchZone(zone=facts.zone)


def _listed(languages: Sequence[str] | None) -> list[str] | None:
    return None if languages is None else list(languages)


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
