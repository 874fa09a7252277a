"""A draft from a file of another system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _

from foundation import audit, clock
from foundation.permissions import Actor
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.drafts import actions as drafts
from meetings.drafts import rules as draft_rules
from meetings.drafts.beginning import NamedRoom, add_missing_rooms, held, place_in
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.shifting import Because, Days, shifted
from meetings.exchange.imports.reading import Found
from meetings.exchange.imports.taking import folded, in_rooms, take
from meetings.releases import queries as releases
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting


def import_file(
    meeting: Meeting, found: Iterable[Found], *, name: str, adds_rooms: bool, actor: Actor, now: datetime
) -> ProgrammeDraft:
    """Begin a draft with what was read from a file of another system, on the same weekdays of the meeting.

    With `adds_rooms` the rooms that the file names and the meeting lacks are added to it. Raises WrongValue,
    DaysUnknown, and what `drafts.actions.begin` refuses.
    """
    first, *_others = draft_rules.days_of(meeting)
    place = place_in(meeting)
    taken = take(
        found,
        zone=clock.zone_info(meeting.zone),
        committees=_by_name(first),
        new_uid=drafts.new_uid,
        untitled=_("Untitled"),
    )
    taken = in_rooms(taken, {key: name for key, (_id, name) in place.rooms.items()}, place.room_key)
    rooms = [NamedRoom(named) for named in dict.fromkeys(entry.room_name for entry in taken.entries) if named]
    added = add_missing_rooms(meeting, rooms, actor=actor, now=now) if adds_rooms else []
    carried = shifted(taken.entries, _days(taken.entries, meeting), place_in(meeting) if added else place)
    # Carrying over tells how many entries it took; that the file was read tells it already.
    report = [line for line in carried.report if line["because"] != Because.TAKEN.value]
    newest = releases.latest(meeting.id)
    draft = drafts.begin(
        meeting,
        name=name,
        origin="import",
        entries=carried.entries,
        based_on=newest.number if newest else None,
        report=[*taken.report, *report, *added, *held(meeting)],
        actor=actor,
        now=now,
    )
    audit.record("draft:import", draft, actor=actor, now=now, title=draft.name, number=len(carried.entries))
    return draft


def _by_name(day: date) -> dict[str, int]:
    """The number of each committee that may sit on a day, by its names and its key."""
    return {
        folded(text): body.id
        for body in reversed(committees.all_committees())
        if existed_on(body, day) is not False
        for text in (body.official_name, body.short_name, body.key)
    }


def _days(entries: Iterable[Entry], meeting: Meeting) -> Days:
    """From the first day in the file to the last; those of the meeting itself where the file has none."""
    days = [entry.starts.date() for entry in entries if entry.starts is not None]
    first, last = draft_rules.days_of(meeting)[0], draft_rules.days_of(meeting)[-1]
    return Days(min(days, default=first), max(days, default=last), meeting.zone)
