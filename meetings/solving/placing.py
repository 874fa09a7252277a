"""Which entries of a draft the scheduler may move, and where they stand. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.scheduler.rules import Placement, Problem
from meetings.sessions.entries import Entry
from meetings.solving.rules import Asked, What

Hours = tuple[datetime, datetime]
"""From a wall time to another."""


def asked_about(entries: Iterable[Entry], slots: Sequence[Hours], asked: Asked) -> list[Entry]:
    """Return the entries, those fixed that stay where they are whatever the scheduler finds.

    What somebody has put outside the slots stays, and where the rest alone is asked for, whatever has its hours. Where
    all else is to stay if it can, what has its hours and no room is not moved for one. What was fixed in a slot and a
    room that is lost is fixed no more.
    """

    def is_fixed(entry: Entry) -> bool:
        starts, ends = entry.starts, entry.ends
        if starts is None or ends is None:
            return entry.is_fixed
        if asked.what == What.UNPLACED or not any(begin <= starts and ends <= end for begin, end in slots):
            return True
        if asked.what == What.LOST and (entry.room_id is None or str(entry.room_id) in asked.rooms):
            return entry.room_id is None
        return entry.is_fixed

    return [replace(entry, is_fixed=is_fixed(entry)) for entry in entries]


def placements_of(problem: Problem, entries: Iterable[Entry]) -> list[Placement]:
    """Return the placements of these entries, as far as they lie in a slot and a room of the question.

    What stands has none.
    """
    by_uid = {entry.uid: entry for entry in entries}
    rooms = {room.id for room in problem.rooms}
    found = []
    for session in problem.sessions:
        entry = by_uid[session.id]
        if session.stands is not None or str(entry.room_id) not in rooms:
            continue
        if entry.starts is None or entry.ends is None:
            continue
        for slot in problem.slots:
            if slot.start <= entry.starts and entry.ends <= slot.end:
                found.append(Placement(session.id, slot.id, str(entry.room_id), entry.starts))
    return found
