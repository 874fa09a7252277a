"""What every entry goes through before a draft keeps it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from foundation import clock
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.drafts import queries, rules
from meetings.sessions import queries as sessions
from meetings.sessions import rules as session_rules
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting

Changes = Mapping[str, Entry | None]
"""What entries become, by uid; None where there is none any more."""


def checked(entries: Mapping[str, Entry], stored: Mapping[str, Entry], meeting: Meeting) -> dict[str, Entry]:
    """These entries as they may be kept, by uid: with title and name of the room. Those unchanged are not asked."""
    rooms = queries.rooms(meeting.id)
    has_committees = any(entry.committee_id is not None for entry in entries.values())
    bodies = {one.id: one for one in committees.all_committees()} if has_committees else {}
    named = {one.delegation for entry in entries.values() for one in entry.named}
    known = sessions.known_delegations(named) if named else frozenset()
    found = {}
    for uid, given in entries.items():
        entry = rules.tidied(given)
        if entry.room_id is not None:
            if entry.room_id not in rooms:
                raise session_rules.NoSuchRoom
            entry = replace(entry, room_name=rooms[entry.room_id].name)
        else:
            entry = replace(entry, room_name="")
        if entry != stored.get(uid):
            entry = replace(entry, title=_title(entry, bodies, meeting))
            session_rules.check_named(entry.named, known)
            rules.check_entry(entry, meeting)
            _check_hours(entry, meeting.zone)
        found[uid] = entry
    return found


def _title(entry: Entry, bodies: Mapping[int, Any], meeting: Meeting) -> str:
    """The title of an entry, which is the name of its committee if none is given."""
    if entry.committee_id is None:
        return entry.title
    body = bodies.get(entry.committee_id)
    if body is None:
        raise session_rules.NoSuchCommittee
    day = meeting.starts_on if entry.starts is None else entry.starts.date()
    if day is not None and existed_on(body, day) is False:
        raise session_rules.CommitteeDidNotExist(committee=body.official_name, day=day.isoformat())
    return entry.title or body.official_name[: session_rules.LONGEST_TITLE]


def _check_hours(entry: Entry, zone: str) -> None:
    """Refuse hours that the clocks of the zone do not show, or show twice."""
    for wall in (entry.starts, entry.ends):
        if wall is not None:
            session_rules.check_shown(wall, clock.zone_info(zone))


def check_released(wanted: Changes, stored: Mapping[str, Entry], on_record: Collection[str]) -> None:
    """Refuse to let a session vanish that is on record, or to cancel an entry of which nobody knows."""
    for uid, entry in wanted.items():
        before = stored.get(uid)
        if uid in on_record:
            if entry is None:
                raise rules.Released(title=before.full_title if before else "")
            if entry.kind == Kind.BREAK:
                raise rules.StaysASession(title=entry.full_title)
        elif entry is not None and entry.cancelled_because is not None and not (before and before.cancelled_because):
            raise rules.NeverReleased(title=entry.full_title)
