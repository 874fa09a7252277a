"""The question after slots or rooms were lost: what was there goes elsewhere, as near to its hours as it can.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from meetings.scheduler.checks import obstacles
from meetings.scheduler.rules import Place, Placement, Problem, Room, Session, Slot, Stand

Span = tuple[str, datetime, datetime]
"""A room that is in use, from when to when."""


def after_loss(
    problem: Problem, slots: Collection[str], rooms: Collection[str], programme: Iterable[Placement]
) -> Problem:
    """Return the question that a programme asks when these slots and rooms are lost.

    What was in a lost room is near in its own slot, and what was in a lost slot in those of its day. A session
    that is fixed to its hour, or stands, in a lost room has another one that suits it and is free at that hour, if
    there is one; else the fixed one may go elsewhere, and the other keeps its hour without a room.
    """
    losing = _Losing(problem, slots, rooms, list(programme))
    sessions = tuple(losing.session(session) for session in problem.sessions)
    return replace(problem, sessions=sessions).without(slots, rooms)


def still_there(problem: Problem, programme: Iterable[Placement]) -> tuple[Placement, ...]:
    """Return the placements of which the slot and the room are there."""
    slots, rooms = {slot.id for slot in problem.slots}, {room.id for room in problem.rooms}
    return tuple(one for one in programme if one.slot in slots and one.room in rooms)


def new_rooms(before: Problem, after: Problem) -> dict[str, str | None]:
    """Return by session the room that it stands in after a loss, None for no room, if that is another than before."""
    stood = {one.id: one.stands for one in before.sessions}
    return {one.id: one.stands.room for one in after.sessions if one.stands is not None and one.stands != stood[one.id]}


class _Losing:
    def __init__(
        self, problem: Problem, slots: Collection[str], rooms: Collection[str], programme: list[Placement]
    ) -> None:
        self.slots, self.rooms = slots, rooms
        self.slot_of = {slot.id: slot for slot in problem.slots}
        self.placed = {one.session: one for one in programme}
        self.days = {slot.id: slot.start.date() for slot in problem.slots}
        left = [room for room in problem.rooms if room.id not in rooms]
        # The smallest room that is large enough, so that the large ones are left for those who need them.
        self.left = sorted(left, key=lambda room: (room.seats is None, room.seats or 0))
        self.used = list(self._in_use(problem))

    def _in_use(self, problem: Problem) -> Iterator[Span]:
        """Yield which rooms are in use when, by what stands and by the programme that there is."""
        for session in problem.sessions:
            placed, length = self.placed.get(session.id), timedelta(minutes=session.minutes)
            if session.stands is not None and session.stands.room is not None:
                yield session.stands.room, session.stands.start, session.stands.start + length
            elif placed is not None and placed.slot not in self.slots:
                yield placed.room, placed.start, placed.start + length
            elif session.fixed is not None and session.fixed.start is not None and session.fixed.slot not in self.slots:
                yield session.fixed.room, session.fixed.start, session.fixed.start + length

    def session(self, session: Session) -> Session:
        """Return a session as it is asked about after the loss."""
        stands, fixed = session.stands, session.fixed
        if stands is not None:
            if stands.room not in self.rooms:
                return session
            room = self._free_room(session, stands.start, None)
            return replace(session, stands=Stand(stands.start, None if room is None else room.id))
        if fixed is not None and fixed.room in self.rooms and fixed.slot not in self.slots and fixed.start is not None:
            room = self._free_room(session, fixed.start, self.slot_of[fixed.slot])
            if room is not None:
                return replace(session, fixed=replace(fixed, room=room.id), was=session.was or fixed)
        return replace(session, near=tuple(self._near(session)))

    def _near(self, session: Session) -> Iterator[str]:
        placed = self.placed.get(session.id)
        there = session.fixed or session.was if placed is None else Place(placed.slot, placed.room)
        if there is None:
            return
        if there.slot in self.slots:
            day = self.days[there.slot]
            yield from (slot for slot, other in self.days.items() if other == day and slot not in self.slots)
        elif there.room in self.rooms:
            yield there.slot

    def _free_room(self, session: Session, start: datetime, slot: Slot | None) -> Room | None:
        """Return a room that suits a session and is free at its hour, and take it, None if there is none."""
        end = start + timedelta(minutes=session.minutes)
        # Where it stands whatever the slots, its own hours are the slot that nothing bars it from.
        within = slot or Slot("", start, end)
        asked = replace(session, fixed=None, only=(), never=())
        for room in self.left:
            if not obstacles(asked, within, room) and not any(
                used == room.id and begins < end and start < ends for used, begins, ends in self.used
            ):
                self.used.append((room.id, start, end))
                return room
        return None
