"""From the record to what a programme is checked against, and to the question that is put to the scheduler."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from foundation.clock import zone_info
from meetings.clashes import queries
from meetings.clashes.problems import problem_of
from meetings.clashes.rules import RoomOffer, Settings, Situation, SlotOffer
from meetings.scheduler.rules import Problem
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.wishes.rules import Wishes


def situation_for(meeting: Meeting, entries: Iterable[Entry], wishes: Wishes) -> Situation:
    """What a meeting's programme with these entries is checked against. Four statements, however many there are."""
    committees = {entry.committee_id for entry in entries if entry.committee_id is not None}
    return Situation(
        zone=zone_info(meeting.zone),
        wishes=wishes,
        first=meeting.starts_on,
        last=meeting.ends_on,
        rooms={
            room.id: RoomOffer(room.name, room.seats, _languages(room.languages)) for room in sessions.rooms(meeting.id)
        },
        slots=tuple(
            SlotOffer(slot.starts, slot.ends, slot.id, _languages(slot.languages))
            for slot in sessions.slots(meeting.id)
        ),
        committees=queries.committees_numbered(committees),
        free_days=queries.names_of_free_days(meeting.id),
    )


def problem_for(
    meeting: Meeting,
    entries: Iterable[Entry],
    wishes: Wishes,
    settings: Settings,
    was: Mapping[str, Entry] | None = None,
) -> Problem:
    """The question to the scheduler about these entries; `was` are those of the last release by uid. Four statements.

    `problems.problem_of` says what follows from what.
    """
    entries = list(entries)
    return problem_of(entries, situation_for(meeting, entries, wishes), settings, was or {})


def _languages(languages: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if languages is None else tuple(languages)
