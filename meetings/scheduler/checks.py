"""Which hard rules a programme breaks, with who, where and why. Standard library only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from meetings.scheduler.intervals import NO_ROOM, Sitting, too_many_at_once, too_many_places
from meetings.scheduler.rules import Because, Fact, Placement, Problem, Room, Rule, Session, Slot, Violation


def obstacles(session: Session, slot: Slot, room: Room | None) -> list[Because]:
    """Return which hard rules bar a session from a slot and a room, whatever else is placed.

    Without a room, those that bar it from the slot.
    """
    found = []
    length = (slot.end - slot.start).total_seconds() // 60
    if session.minutes > length:
        found.append(_because(Rule.OUTSIDE_SLOT, session, slot=slot.id, minutes=session.minutes))
    if session.only and slot.id not in session.only:
        found.append(_because(Rule.ONLY, session, slot=slot.id))
    if slot.id in session.never:
        found.append(_because(Rule.NOT, session, slot=slot.id))
    missing = _missing(session, slot.languages)
    if room is not None:
        missing = [one for one in session.languages if one in missing or one in _missing(session, room.languages)]
    if missing:
        where = slot.id if room is None else f"{slot.id}, {room.id}"
        found.append(_because(Rule.LANGUAGES, session, languages=", ".join(missing), where=where))
    if room is not None and room.seats is not None and session.seats > room.seats:
        found.append(_because(Rule.SEATS, session, room=room.id, seats=room.seats, wanted=session.seats))
    fixed = session.fixed
    if fixed is not None and (fixed.slot != slot.id or (room is not None and fixed.room != room.id)):
        found.append(_because(Rule.FIXED, session, slot=fixed.slot, room=fixed.room))
    return found


def _missing(session: Session, offered: Sequence[str] | None) -> list[str]:
    return [] if offered is None else [one for one in session.languages if one not in offered]


def _because(rule: Rule, session: Session, **facts: Fact) -> Because:
    return Because(rule.value, {"session": session.id, **facts})


class Checker:
    """Looks through programmes for one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.rooms = {room.id: room for room in problem.rooms}
        self.people = {delegation.id: delegation.people for delegation in problem.delegations}
        self.orders = orders(problem)
        self.apart = pairs_apart(problem)
        self.stands = {one.id: one.stands for one in problem.sessions if one.stands is not None}
        self.standing = {number for number, one in enumerate(problem.sessions) if one.stands is not None}

    def violations(self, placed: Mapping[str, Placement], groups: Sequence[Sequence[Sitting]]) -> Iterator[Violation]:
        """Yield every hard rule that is broken; `groups` are the clusters of what is placed."""
        for session in self.problem.sessions:
            if session.id in placed:
                yield from self._of_one(session, placed[session.id])
        yield from self._order(placed)
        for group in groups:
            yield from self._room_taken(group, placed)
            yield from self._apart(group)
            yield from self._two_places(group)
            yield from self._parallel(group)

    def _of_one(self, session: Session, placement: Placement) -> Iterator[Violation]:
        slot, room = self.slots[placement.slot], self.rooms[placement.room]
        for because in obstacles(session, slot, room):
            yield Violation(Rule(because.code), (session.id,), because)
        fixed = session.fixed
        if (
            fixed is not None
            and fixed.start not in (None, placement.start)
            and (fixed.slot, fixed.room) == (slot.id, room.id)
        ):
            because = _because(Rule.FIXED, session, slot=fixed.slot, room=fixed.room)
            yield Violation(Rule.FIXED, (session.id,), because)
        fits = session.minutes <= (slot.end - slot.start).total_seconds() // 60
        end = (slot.end - placement.start).total_seconds() // 60
        if fits and (placement.start < slot.start or end < session.minutes):
            because = _because(Rule.OUTSIDE_SLOT, session, slot=slot.id, minutes=session.minutes)
            yield Violation(Rule.OUTSIDE_SLOT, (session.id,), because)

    def _order(self, placed: Mapping[str, Placement]) -> Iterator[Violation]:
        minutes = {session.id: session.minutes for session in self.problem.sessions}
        starts = {name: stand.start for name, stand in self.stands.items()}
        starts.update((name, placement.start) for name, placement in placed.items())
        for first, second in self.orders:
            if first in starts and second in starts and (first in placed or second in placed):
                gap = (starts[second] - starts[first]).total_seconds() // 60
                if gap < minutes[first]:
                    because = Because(Rule.ORDER.value, {"session": second, "other": first})
                    yield Violation(Rule.ORDER, (first, second), because)

    def _room_taken(self, group: Sequence[Sitting], placed: Mapping[str, Placement]) -> Iterator[Violation]:
        for one, other in combinations(sorted(group), 2):
            if one.room == other.room != NO_ROOM and one.end > other.start and not self._stand([one, other]):
                names = self._names([one, other])
                facts = {"session": names[0], "other": names[1], "room": self.problem.rooms[one.room].id}
                slot = next(placed[name].slot for name in names if name in placed)
                yield Violation(Rule.ROOM_TAKEN, names, Because(Rule.ROOM_TAKEN.value, {**facts, "slot": slot}))

    def _apart(self, group: Sequence[Sitting]) -> Iterator[Violation]:
        for one, other in combinations(sorted(group), 2) if self.apart else ():
            names = self._names([one, other])
            if frozenset(names) in self.apart and one.end > other.start and not self._stand([one, other]):
                facts = {"session": names[0], "other": names[1]}
                yield Violation(Rule.APART, names, Because(Rule.APART.value, facts))

    def _stand(self, sittings: Sequence[Sitting]) -> bool:
        return all(one.session in self.standing for one in sittings)

    def _two_places(self, group: Sequence[Sitting]) -> Iterator[Violation]:
        needed: dict[str, list[Sitting]] = defaultdict(list)
        for sitting in sorted(group):
            for who in self.problem.sessions[sitting.session].must:
                needed[who].append(sitting)
        for who, sittings in needed.items():
            people = self.people.get(who, 1)
            if len(sittings) > people:
                found = too_many_places(sittings, self.problem.walk_minutes, people, self.standing)
                if found:
                    names = self._names(found)
                    facts: dict[str, Fact] = {"who": who, "people": people, "sessions": ", ".join(names)}
                    yield Violation(Rule.TWO_PLACES, names, Because(Rule.TWO_PLACES.value, facts))

    def _parallel(self, group: Sequence[Sitting]) -> Iterator[Violation]:
        plenary = [sitting for sitting in group if self.problem.sessions[sitting.session].plenary]
        for rule, sittings, most in (
            (Rule.PARALLEL, group, self.problem.max_parallel),
            (Rule.PARALLEL_PLENARY, plenary, self.problem.max_parallel_plenary),
        ):
            if most is not None and len(sittings) > most:
                found = too_many_at_once(sittings, most, self.standing)
                if found:
                    names = self._names(found)
                    facts: dict[str, Fact] = {"count": len(names), "most": most, "sessions": ", ".join(names)}
                    yield Violation(rule, names, Because(rule.value, facts))

    def _names(self, sittings: Sequence[Sitting]) -> tuple[str, ...]:
        return tuple(self.problem.sessions[sitting.session].id for sitting in sittings)


def orders(problem: Problem) -> list[tuple[str, str]]:
    """Return every pair of sessions of which the first ends before the second starts, each pair once."""
    pairs = [
        pair
        for session in problem.sessions
        for pair in (*((one, session.id) for one in session.after), *((session.id, one) for one in session.before))
    ]
    return list(dict.fromkeys(pairs))


def pairs_apart(problem: Problem) -> set[frozenset[str]]:
    """Return the pairs of sessions that never run at the same time."""
    return {frozenset((session.id, other)) for session in problem.sessions for other in session.apart}
