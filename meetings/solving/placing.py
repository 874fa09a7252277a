"""Where the sessions of a question stand, in its own slots and rooms. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.scheduler.rules import Placement, Problem
from meetings.sessions.entries import Entry


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
