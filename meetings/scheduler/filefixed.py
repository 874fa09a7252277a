"""What is refused in a file of what is fixed: places that can never hold the session, alone or beside what else is set.

What is set is fixed or stands. A session that is fixed without an hour starts anywhere within its slot, so that only
what collides at every hour is refused. Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from foundation.strict_json import Field
from meetings.scheduler import rules
from meetings.scheduler.checks import obstacles, orders, pairs_apart
from meetings.scheduler.costs import minute
from meetings.scheduler.rules import Problem, Room, Rule, Session, Slot


class _Set(NamedTuple):
    """A session with its latest start and its earliest end, and its room; `field` is that of its fixed place."""

    session: Session
    start: int
    end: int
    room: str | None
    field: Field | None


def check_can_hold(whole: Field, problem: Problem) -> None:
    """Refuse a session that is fixed where it can never be."""
    slots, rooms = {slot.id: slot for slot in problem.slots}, {room.id: room for room in problem.rooms}
    standing, fixed = [], []
    for session, field in zip(problem.sessions, whole.list("sessions", rules.MOST_SESSIONS), strict=True):
        if session.stands is not None:
            start = minute(session.stands.start)
            standing.append(_Set(session, start, start + session.minutes, session.stands.room, None))
        if session.fixed is not None:
            slot, hour = slots[session.fixed.slot], session.fixed.start
            _check_place(field["fixed"], session, slot, rooms[session.fixed.room])
            latest = minute(slot.end) - session.minutes if hour is None else minute(hour)
            earliest = minute(hour or slot.start) + session.minutes
            fixed.append(_Set(session, latest, earliest, session.fixed.room, field["fixed"]))
    told = _Told(problem)
    before = standing
    for one in fixed:
        sentence = next(told.sentences(one, before), None)
        if sentence is not None and one.field is not None:
            raise one.field.wrong(sentence)
        before = [*before, one]


def _check_place(field: Field, session: Session, slot: Slot, room: Room) -> None:
    for because in obstacles(session, slot, room):
        if because.code == Rule.OUTSIDE_SLOT:
            raise field["slot"].wrong(f"The session is longer than the slot {slot.id}.")
        if because.code in {Rule.ONLY, Rule.NOT}:
            raise field["slot"].wrong(f"The session may not be in the slot {slot.id}.")
        if because.code == Rule.SEATS:
            raise field["room"].wrong(f"The room {room.id} has fewer seats than the session asks for.")
        raise field.wrong(f"Languages that the session asks for are not offered here: {because.facts['languages']}.")


class _Told:
    """Tells what is wrong with a session beside others that are set."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.orders = set(orders(problem))
        self.apart = pairs_apart(problem)
        self.people = {one.id: one.people for one in problem.delegations}

    def sentences(self, one: _Set, others: Sequence[_Set]) -> Iterator[str]:
        """Yield a sentence for whatever the session breaks at every hour."""
        for other in others:
            yield from self._beside(one, other)
        yield from self._at_once(one, others, self.problem.max_parallel, "sessions")
        if one.session.plenary:
            plenary = [other for other in others if other.session.plenary]
            yield from self._at_once(one, plenary, self.problem.max_parallel_plenary, "plenary sessions")

    def _beside(self, one: _Set, other: _Set) -> Iterator[str]:
        for first, second in ((one, other), (other, one)):
            if (first.session.id, second.session.id) in self.orders and not _can_follow(first, second):
                yield f"Here {second.session.id} would start before {first.session.id} is over."
        if _collide(one, other):
            if other.field is None and one.room == other.room:
                yield f"The session {other.session.id} stands in this room at that time."
            if frozenset((one.session.id, other.session.id)) in self.apart:
                yield f"Here it would run at the same time as {other.session.id}, from which it is to be apart."
        walk = self.problem.walk_minutes if one.room != other.room else 0
        for who in self._alone(one.session.must, other.session.must) if _collide(one, other, walk) else ():
            yield f"Here {who} would be needed in {other.session.id} as well, at the same time."

    def _alone(self, needed: Collection[str], also: Collection[str]) -> list[str]:
        """Return who is needed in both and has nobody else to send."""
        return [who for who in needed if who in also and self.people.get(who, 1) == 1]

    def _at_once(self, one: _Set, others: Sequence[_Set], most: int | None, what: str) -> Iterator[str]:
        for at in (one, *others) if most is not None else ():
            if one.start <= at.start < one.end:
                now = [other.session.id for other in others if other.start <= at.start < other.end]
                if len(now) >= (most or 0):
                    yield f"Here more {what} would run at once than may ({most}), with {', '.join(now)}."


def _can_follow(first: _Set, second: _Set, walk: int = 0) -> bool:
    """Return whether there are hours at which the second starts when the first is over."""
    return first.end + walk <= second.start


def _collide(one: _Set, other: _Set, walk: int = 0) -> bool:
    return not _can_follow(one, other, walk) and not _can_follow(other, one, walk)
