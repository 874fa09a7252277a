"""Which entries of a draft the scheduler is asked about, and where they stand. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.scheduler.rules import Placement, Problem
from meetings.sessions.entries import Entry

Hours = tuple[datetime, datetime]
"""From a wall time to another."""


def asked_about(entries: Iterable[Entry], slots: Sequence[Hours], *, stays: bool) -> list[Entry]:
    """Return the entries that the scheduler is asked about.

    What somebody has put outside the slots stays there: it is fixed where it has a room and touches no slot, and left
    out otherwise. Where all else is to stay (`stays`), what has its hours and no room is left out too.
    """
    found = []
    for entry in entries:
        starts, ends = entry.starts, entry.ends
        if starts is None or ends is None:
            found.append(entry)
        elif any(begin <= starts and ends <= end for begin, end in slots):
            if entry.room_id is not None or not stays:
                found.append(entry)
        elif entry.room_id is not None and not any(begin < ends and starts < end for begin, end in slots):
            found.append(replace(entry, is_fixed=True))
    return found


def placements_of(problem: Problem, entries: Iterable[Entry]) -> list[Placement]:
    """Return the placements of these entries, as far as they lie in a slot and a room of the question."""
    by_uid = {entry.uid: entry for entry in entries}
    rooms = {room.id for room in problem.rooms}
    found = []
    for session in problem.sessions:
        entry = by_uid[session.id]
        if entry.starts is None or entry.ends is None or str(entry.room_id) not in rooms:
            continue
        for slot in problem.slots:
            if slot.start <= entry.starts and entry.ends <= slot.end:
                found.append(Placement(session.id, slot.id, str(entry.room_id), entry.starts))
    return found
