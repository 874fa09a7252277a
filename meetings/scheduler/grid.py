"""A problem made ready for counting: sessions, slots, rooms and delegations as numbers, and sets of them as bits.

A *cell* is a slot and a room as one number; slots are numbered in order of time. A *region* is a run of slots with so
little time between them that one cannot walk from room to room: what is lost in it does not depend on anything outside.
Sessions that stand are in no cell: they belong to a region, which joins the slots that they touch, or which has none.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from meetings.scheduler.checks import obstacles, orders, pairs_apart
from meetings.scheduler.costs import minute, moment, standing_sittings
from meetings.scheduler.intervals import NO_ROOM, Sitting
from meetings.scheduler.rules import Place, Placement, Problem

NOWHERE = -1
LOST = -2
"""The cell of a place in a slot or room that is not there any more."""
SLOT_AWAY, ROOM_AWAY = 2, 1
FARTHEST = SLOT_AWAY + ROOM_AWAY
MOST_HOURS = 6
"""Of so many sessions in a place each may give up its hour for itself; of more, all or none do."""


class Grid:
    """What the search asks of a problem, worked out once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = sorted(problem.slots, key=lambda slot: slot.start)
        self.rooms = len(problem.rooms)
        self.count = len(problem.sessions)
        self.minutes = [session.minutes for session in problem.sessions]
        self.starts = [minute(slot.start) for slot in self.slots]
        self.ends = [minute(slot.end) for slot in self.slots]
        self.standing = standing_sittings(problem)
        self.stand = frozenset(one.session for one in self.standing)
        self.regions: list[list[int]] = []
        self.standing_in: list[tuple[Sitting, ...]] = []
        """By region: what stands in it."""
        self._find_regions()
        self.busy: list[list[tuple[int, int]]] = [[] for _ in problem.rooms]
        """By room: from when to when something stands in it, in order of time."""
        for sitting in self.standing:
            if NO_ROOM < sitting.room < self.rooms:
                self.busy[sitting.room].append((sitting.start, sitting.end))
        self.region_of = [number for number, slots in enumerate(self.regions) for _ in slots]
        slot_numbers = {slot.id: number for number, slot in enumerate(self.slots)}
        room_numbers = {room.id: number for number, room in enumerate(problem.rooms)}

        def cell(place: Place | None) -> int:
            if place is None:
                return NOWHERE
            if place.slot not in slot_numbers or place.room not in room_numbers:
                return LOST
            return slot_numbers[place.slot] * self.rooms + room_numbers[place.room]

        self.cell = cell
        self.was = [cell(session.was) for session in problem.sessions]
        self.fixed = [cell(session.fixed) for session in problem.sessions]
        self.hours: list[dict[int, int]] = [{} for _ in problem.sessions]
        """By session: the cells in which it has its hour already, and that hour."""
        for number, session in enumerate(problem.sessions):
            for place in (session.was, session.fixed):
                if place is not None and place.start is not None and cell(place) >= 0:
                    self.hours[number][cell(place)] = minute(place.start)
        self._timed: dict[tuple[int, tuple[int, ...]], tuple[int, ...] | None] = {}
        self._room_was = [
            NOWHERE if session.was is None else room_numbers.get(session.was.room, NOWHERE)
            for session in problem.sessions
        ]
        self._near = [{slot_numbers[slot] for slot in one.near if slot in slot_numbers} for one in problem.sessions]
        self.has_distances = any(self._near) or any(room != NOWHERE for room in self._room_was)
        numbers = {session.id: number for number, session in enumerate(problem.sessions)}
        self.before: list[list[int]] = [[] for _ in problem.sessions]
        self.after: list[list[int]] = [[] for _ in problem.sessions]
        for first, second in orders(problem):
            self.before[numbers[second]].append(numbers[first])
            self.after[numbers[first]].append(numbers[second])
        self.apart: list[set[int]] = [set() for _ in problem.sessions]
        """By session: the others that never run at the same time."""
        for pair in pairs_apart(problem):
            one, other = (numbers[name] for name in pair)
            self.apart[one].add(other)
            self.apart[other].add(one)
        self.fits = [self._cells(number) for number in range(self.count)]
        self.may = [set(cells) for cells in self.fits]
        self.rooms_of = [sorted({cell % self.rooms for cell in cells}) for cells in self.fits]
        asked = [sum(room in rooms for rooms in self.rooms_of) for room in range(self.rooms)]
        self.in_demand = asked * len(self.slots)
        """By cell: how many sessions fit its room."""

    def _find_regions(self) -> None:
        walk = self.problem.walk_minutes if self.rooms > 1 or self.standing else 0
        stretches = [
            (start, end, number) for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True))
        ]
        stretches += [(one.start, one.end, NOWHERE - number) for number, one in enumerate(self.standing)]
        last = 0
        for start, end, number in sorted(stretches):
            if not self.regions or start - last >= walk:
                self.regions.append([])
                self.standing_in.append(())
            last = max(last, end)
            if number >= 0:
                self.regions[-1].append(number)
            else:
                self.standing_in[-1] += (self.standing[NOWHERE - number],)

    def _cells(self, number: int) -> tuple[int, ...]:
        """Return the cells that no rule bars a session from, whatever else is placed."""
        session = self.problem.sessions[number]
        if session.stands is not None:
            return ()
        numbers = [one for one, slot in enumerate(self.slots) if not obstacles(session, slot, None)]
        if not numbers:
            return ()
        # What bars a room bars it in every slot that nothing bars by itself.
        slot = self.slots[numbers[0]]
        rooms = [one for one, room in enumerate(self.problem.rooms) if not obstacles(session, slot, room)]
        cells = (one * self.rooms + room for one in numbers for room in rooms)
        return tuple(cell for cell in cells if self._can_keep_hour(number, cell) and self._is_clear(number, cell))

    def _is_clear(self, number: int, cell: int) -> bool:
        """Return whether what stands leaves a session time in a cell, and keeps its order with it.

        Where the two may be in order or not, they are in one region, which knows the hours.
        """
        if not self.standing:
            return True
        slot, minutes = cell // self.rooms, self.minutes[number]
        for sitting in self.standing:
            if sitting.session in self.before[number] and self.ends[slot] - minutes < sitting.end:
                return False
            if sitting.session in self.after[number] and self.starts[slot] + minutes > sitting.start:
                return False
        return self.timed(cell, (number,)) is not None

    def _can_keep_hour(self, number: int, cell: int) -> bool:
        """A session that is fixed to an hour must be within its slot then."""
        fixed = self.problem.sessions[number].fixed
        if fixed is None or fixed.start is None:
            return True
        slot = cell // self.rooms
        start = self.hours[number][cell]
        return self.starts[slot] <= start and start + self.minutes[number] <= self.ends[slot]

    def timed(self, cell: int, sessions: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the hours at which sessions start that follow one another in a cell, None if there is no time.

        Each starts when the one before has ended, and when nothing stands in the room. One that has its hour already
        keeps it if it can, of several as many as can; a session that is fixed to its hour must.
        """
        key = (cell, sessions)
        if key not in self._timed:
            self._timed[key] = self._work_out(cell, sessions)
        return self._timed[key]

    def _work_out(self, cell: int, sessions: tuple[int, ...]) -> tuple[int, ...] | None:
        waiting = [one for one in sessions if cell in self.hours[one] and not self._must_keep_hour(one)]
        most = len(waiting) if len(waiting) <= MOST_HOURS else 0
        for given_up in (*range(most + 1), *([len(waiting)] if most < len(waiting) else [])):
            for early in combinations(waiting, given_up):
                starts = self._follow(cell, sessions, frozenset(early))
                if starts is not None:
                    return starts
        return None

    def _must_keep_hour(self, session: int) -> bool:
        fixed = self.problem.sessions[session].fixed
        return fixed is not None and fixed.start is not None

    def _follow(self, cell: int, sessions: tuple[int, ...], early: frozenset[int]) -> tuple[int, ...] | None:
        """Return the hours of sessions of which some start as early as they can, whenever they did before."""
        slot = cell // self.rooms
        now, found = self.starts[slot], []
        for session in sessions:
            hour = now if session in early else self.hours[session].get(cell, now)
            start = self._free_from(cell % self.rooms, max(now, hour), self.minutes[session])
            if session not in early and cell in self.hours[session] and start != hour:
                return None
            now = start + self.minutes[session]
            found.append(start)
        return tuple(found) if now <= self.ends[slot] else None

    def _free_from(self, room: int, start: int, minutes: int) -> int:
        """Return when a room is free for so many minutes, not before a start."""
        for begins, ends in self.busy[room]:
            if begins < start + minutes and start < ends:
                start = ends
        return start

    def has_time(self, cell: int, there: tuple[int, ...], session: int) -> bool:
        """Return whether another session may fit behind or between those that stand in a cell."""
        slot = cell // self.rooms
        taken = sum(self.minutes[one] for one in there)
        return taken + self.minutes[session] <= self.ends[slot] - self.starts[slot]

    def is_plain(self, cell: int, sessions: tuple[int, ...]) -> bool:
        """Return whether there is at most one session, and that from the first minute of the slot."""
        if not sessions:
            return True
        return len(sessions) == 1 and self.hours[sessions[0]].get(cell, 0) <= self.starts[cell // self.rooms]

    def sittings(self, cell: int, sessions: tuple[int, ...]) -> list[Sitting]:
        """Return what happens in a cell; there must be time for it."""
        starts = self.timed(cell, sessions)
        if starts is None:
            raise ValueError(f"no time for {sessions} in cell {cell}")
        room = cell % self.rooms
        return [
            Sitting(start, start + self.minutes[session], room, session)
            for start, session in zip(starts, sessions, strict=True)
        ]

    def is_moved(self, session: int, cell: int, start: int) -> bool:
        """Return whether a session is elsewhere, or at another hour, than it was."""
        was = self.was[session]
        if was == NOWHERE:
            return False
        return cell != was or self._was_hour(session, start) != start

    def distance(self, session: int, cell: int) -> int:
        """Return how far a cell is from where a session was: in a slot that is not near, in another room, or both.

        The room counts less than the slot, and nothing where it was not placed or is not there any more.
        """
        if cell < 0 or cell == self.was[session]:
            return 0
        slot, room = divmod(cell, self.rooms)
        near, room_was = self._near[session], self._room_was[session]
        return SLOT_AWAY * (bool(near) and slot not in near) + ROOM_AWAY * (room_was not in (NOWHERE, room))

    def _was_hour(self, session: int, start: int) -> int:
        was = self.problem.sessions[session].was
        return start if was is None or was.start is None else minute(was.start)

    def place(self, cell: int) -> Place:
        """Return the slot and the room of a cell."""
        return Place(self.slots[cell // self.rooms].id, self.problem.rooms[cell % self.rooms].id)

    def placements_of(self, cell: int, sessions: tuple[int, ...]) -> list[Placement]:
        """Return what stands in a cell, in the order of its hours."""
        place = self.place(cell)
        return [
            Placement(self.problem.sessions[one.session].id, place.slot, place.room, moment(one.start))
            for one in self.sittings(cell, sessions)
        ]

    def placements(self, contents: Sequence[tuple[int, ...]]) -> tuple[Placement, ...]:
        """Return what stands in all cells, in the order of the sessions in the problem."""
        found = {
            placement.session: placement
            for cell, sessions in enumerate(contents)
            if sessions
            for placement in self.placements_of(cell, sessions)
        }
        return tuple(found[session.id] for session in self.problem.sessions if session.id in found)


def long_sessions(grid: Grid) -> list[int]:
    """Return the sessions that take more than half of every slot that may hold them."""
    found = []
    for one in range(grid.count):
        slots = {cell // grid.rooms for cell in grid.fits[one]}
        if slots and all(2 * grid.minutes[one] > grid.ends[slot] - grid.starts[slot] for slot in slots):
            found.append(one)
    return found
