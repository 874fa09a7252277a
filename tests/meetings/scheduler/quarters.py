"""Tiny questions with hours in them, and every programme of one of them in steps of a quarter of an hour.

Rules and losses are worked out here anew, as plainly as can be: nothing but the words of a question comes from the
scheduler. Slots, hours and lengths are multiples of a quarter of an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import NamedTuple

from meetings.scheduler.rules import (
    Delegation,
    Goals,
    Order,
    Place,
    Placement,
    Problem,
    Room,
    Session,
    Slot,
    Stand,
)

MONDAY = datetime(2011, 6, 20, 10)  # noqa: DTZ001 - hours are those of the clock on the wall
QUARTER = timedelta(minutes=15)


class Held(NamedTuple):
    """A session at its hours, in a room if it has one, and in a slot unless it stands."""

    session: Session
    start: datetime
    end: datetime
    room: str | None
    slot: str | None


def tiny_problem(seed: int) -> Problem:
    """Draw two to four sessions in up to four places, where most have been at hours of their own."""
    random = Random(f"quarters {seed}")
    slots, start = [], MONDAY
    for number in range(random.choice((1, 1, 2))):
        end = start + random.choice((4, 6, 8, 10)) * QUARTER
        slots.append(Slot(f"s{number}", start, end))
        start = end + random.choice((0, 1, 4)) * QUARTER
    rooms = [Room(f"R{number}", random.choice((None, None, 50))) for number in range(random.choice((1, 2, 2)))]
    names = [f"m{number}" for number in range(random.choice((2, 3, 3, 4)) if len(slots) * len(rooms) < 4 else 3)]
    sessions = [_session(random, names, number, slots, rooms) for number in range(len(names))]
    if random.randrange(4) == 0:
        sessions[0] = replace(sessions[0], fixed=_place(random, sessions[0], slots, rooms))
    elif random.randrange(4) == 0:
        hour = MONDAY + random.randint(0, 8) * QUARTER
        stand = Stand(hour, random.choice((None, "none of these", *(room.id for room in rooms))))
        sessions[0] = replace(sessions[0], was=None, only=(), stands=stand)
    delegations = [
        Delegation(f"D{number}", random.choice((1, 1, 2)), {name: random.randint(1, 3) for name in wished})
        for number in range(random.randint(1, 3))
        for wished in [random.sample(names, random.randint(1, len(names)))]
    ]
    return Problem(
        tuple(slots),
        tuple(rooms),
        tuple(sessions),
        tuple(delegations),
        walk_minutes=random.choice((0, 10, 15)),
        max_parallel=random.choice((None, None, 1)),
        small=random.choice((1, 2)),
    )


def _session(random: Random, names: list[str], number: int, slots: list[Slot], rooms: list[Room]) -> Session:
    def now_and_then(one_in: int) -> bool:
        return random.randrange(one_in) == 0

    session = Session(
        id=names[number],
        minutes=random.choice((30, 45, 60, 60, 90)),
        seats=random.choice((0, 0, 0, 60)),
        plenary=now_and_then(5),
        must=tuple(random.sample(["D0", "D1", "P1"], random.choice((0, 0, 1)))),
        after=(random.choice(names[:number]),) if number and now_and_then(5) else (),
        before=(random.choice(names[number + 1 :]),) if names[number + 1 :] and now_and_then(8) else (),
        apart=(random.choice(names[:number]),) if number and now_and_then(6) else (),
        only=(random.choice(slots).id,) if now_and_then(8) else (),
    )
    return replace(session, was=None if now_and_then(4) else _place(random, session, slots, rooms))


def _place(random: Random, session: Session, slots: list[Slot], rooms: list[Room]) -> Place:
    """A place, mostly with an hour at which the session would end within the slot, or did before it was lengthened."""
    slot = random.choice(slots)
    minutes = min(session.minutes, random.choice((30, 200)))
    hours = [start for start in _quarters(slot) if start + timedelta(minutes=minutes) <= slot.end]
    return Place(slot.id, random.choice(rooms).id, random.choice(hours) if hours and random.randrange(5) else None)


def _quarters(slot: Slot) -> Iterator[datetime]:
    start = slot.start
    while start < slot.end:
        yield start
        start += QUARTER


class EveryQuarter:
    """Goes through every programme, or through those alone in which nobody waits without a reason.

    In these a session starts as soon as the one before it in its place has ended and nothing stands in the room, or at
    the hour that it has there already; what is fixed to an hour starts then.
    """

    def __init__(self, problem: Problem, order: Order, *, may_wait: bool) -> None:
        self.problem, self.order, self.may_wait = problem, order, may_wait
        self.slots = {slot.id: slot for slot in problem.slots}
        self.rooms = {room.id: room for room in problem.rooms}
        self.people = {one.id: one.people for one in problem.delegations}
        self.standing = [
            Held(one, one.stands.start, one.stands.start + timedelta(minutes=one.minutes), one.stands.room, None)
            for one in problem.sessions
            if one.stands is not None
        ]
        self.asked = [one for one in problem.sessions if one.stands is None]
        self.best: tuple[tuple[Fraction | int, ...], Goals] | None = None

    def run(self) -> Goals:
        """Return the goals of the best programme; without waiting, of those in which what is fixed has its place."""
        self._place_next(0, [])
        assert self.best is not None
        return self.best[1]

    def _place_next(self, number: int, placed: list[Held]) -> None:
        left_out = {one.id for one in self.asked[:number]} - {one.session.id for one in placed}
        goals = self.goals(placed, left_out)
        key = self._key(goals, placed, left_out)
        # Whatever is placed after these only adds to each goal.
        if self.best is not None and key >= self.best[0]:
            return
        if number == len(self.asked):
            if self.may_wait or self._follow(placed):
                self.best = (key, goals)
            return
        session = self.asked[number]
        for held in self._anywhere(session):
            if not self.is_wrong([*placed, held]):
                self._place_next(number + 1, [*placed, held])
        self._place_next(number + 1, placed)

    def _key(self, goals: Goals, placed: Iterable[Held], left_out: Iterable[str]) -> tuple[Fraction | int, ...]:
        """Return a key. Where nobody waits, what is fixed comes before all, and after the changes who left the room."""
        if self.may_wait:
            return goals.key(self.order)
        gone = set(left_out)
        homeless = sum(one.fixed is not None and one.id in gone for one in self.asked)
        was = [(one.session.was, one.room) for one in placed]
        far = sum(place is not None and place.room != room for place, room in was)
        names = names_in_order(self.order)
        after = names.index("changes") + 1
        found = [getattr(goals, name) for name in names]
        return (homeless, *found[:after], far, *found[after:])

    def _anywhere(self, session: Session) -> Iterator[Held]:
        length = timedelta(minutes=session.minutes)
        for slot in self.problem.slots:
            for room in self.problem.rooms:
                for start in _quarters(slot):
                    if start + length <= slot.end:
                        yield Held(session, start, start + length, room.id, slot.id)

    def _follow(self, placed: Iterable[Held]) -> bool:
        ends: dict[tuple[str | None, str | None], datetime] = {}
        for held in sorted(placed, key=lambda one: one.start):
            here = (held.slot, held.room)
            start = ends.get(here, self.slots[held.slot or ""].start)
            while any(self._meets(one, start, held) for one in self.standing):
                start += QUARTER
            places = (held.session.was, held.session.fixed)
            hours = {place.start for place in places if place is not None and self._is_here(place, held)}
            if held.start not in {start, *hours}:
                return False
            ends[here] = held.end
        return True

    def _meets(self, stand: Held, start: datetime, held: Held) -> bool:
        return stand.room == held.room and stand.start < start + (held.end - held.start) and start < stand.end

    def _is_here(self, place: Place | None, held: Held) -> bool:
        return place is not None and (place.slot, place.room) == (held.slot, held.room)

    def held(self, placements: Iterable[Placement]) -> list[Held]:
        """Return what a programme places."""
        sessions = {one.id: one for one in self.problem.sessions}
        return [
            Held(
                sessions[one.session],
                one.start,
                one.start + timedelta(minutes=sessions[one.session].minutes),
                one.room,
                one.slot,
            )
            for one in placements
        ]

    def is_wrong(self, placed: Sequence[Held]) -> bool:
        """Return whether a hard rule is broken by what is placed, and not only by what stands."""
        all_held = [*placed, *self.standing]
        return (
            any(self._is_misplaced(one) for one in placed)
            or any(self._disagree(*pair) for pair in combinations(all_held, 2))
            or self._are_too_many(all_held)
        )

    def _is_misplaced(self, held: Held) -> bool:
        session, slot, room = held.session, self.slots[held.slot or ""], self.rooms[held.room or ""]
        fixed = session.fixed
        return (
            held.start < slot.start
            or held.end > slot.end
            or bool(session.only and slot.id not in session.only)
            or (room.seats is not None and session.seats > room.seats)
            or (fixed is not None and not (self._is_here(fixed, held) and fixed.start in (None, held.start)))
        )

    def _disagree(self, one: Held, other: Held) -> bool:
        if one.slot is None and other.slot is None:
            return False
        first, second = one.session, other.session
        is_before = second.id in first.before or first.id in second.after
        is_after = first.id in second.before or second.id in first.after
        if (is_before and one.end > other.start) or (is_after and other.end > one.start):
            return True
        is_apart = second.id in first.apart or first.id in second.apart
        is_one_room = one.room is not None and one.room == other.room
        return (is_apart or is_one_room) and one.start < other.end and other.start < one.end

    def _are_too_many(self, all_held: Sequence[Held]) -> bool:
        for at in all_held:
            now = [one for one in all_held if one.start <= at.start < one.end]
            plenary = [one for one in now if one.session.plenary]
            most = self.problem.max_parallel
            if (most is not None and self._is_beyond(now, most)) or self._is_beyond(
                plenary, self.problem.max_parallel_plenary
            ):
                return True
        for who in {one for held in all_held for one in held.session.must}:
            needed = [held for held in all_held if who in held.session.must]
            people = self.people.get(who, 1)
            for several in combinations(needed, people + 1):
                if self._is_beyond(several, people) and all(self._collide(*pair) for pair in combinations(several, 2)):
                    return True
        return False

    def _is_beyond(self, several: Sequence[Held], most: int) -> bool:
        return len(several) > most and any(one.slot is not None for one in several)

    def _collide(self, one: Held, other: Held) -> bool:
        """Return whether nobody can attend both."""
        first, second = sorted((one, other), key=lambda held: held.start)
        way = 0 if first.room == second.room else self.problem.walk_minutes
        return first.end + timedelta(minutes=way) > second.start

    def goals(self, placed: Sequence[Held], left_out: Iterable[str]) -> Goals:
        """Return the goals of what is placed, and of what is left out for good."""
        all_held = [*placed, *self.standing]
        small, every, worst = 0, 0, Fraction(0)
        for delegation in self.problem.delegations:
            loss = self._loss(delegation, [held for held in all_held if held.session.id in delegation.wishes])
            every += loss
            if delegation.people <= self.problem.small:
                small += loss
                worst = max(worst, Fraction(loss, sum(delegation.wishes.values())))
        gone = set(left_out)
        changes = sum(self._is_moved(held) for held in placed)
        changes += sum(one.was is not None and one.id in gone for one in self.asked)
        return Goals(0, len(gone), worst, small, every, changes)

    def _is_moved(self, held: Held) -> bool:
        was = held.session.was
        return was is not None and not (self._is_here(was, held) and was.start in (None, held.start))

    def _loss(self, delegation: Delegation, wished: Sequence[Held]) -> int:
        """What is lost when each of its people goes to sessions that one person can attend."""
        at_once = [
            chosen
            for count in range(len(wished) + 1)
            for chosen in combinations(range(len(wished)), count)
            if not any(self._collide(wished[one], wished[other]) for one, other in combinations(chosen, 2))
        ]
        attended = {frozenset[int]()}
        for _ in range(delegation.people):
            attended = {before | set(chosen) for before in attended for chosen in at_once}
        weights = [delegation.wishes[held.session.id] for held in wished]
        return sum(weights) - max(sum(weights[one] for one in several) for several in attended)


def names_in_order(order: Order) -> Sequence[str]:
    """The names of the goals after the broken rules, in an order."""
    losses = ("worst_share", "loss_small", "loss_all")
    return ("unplaced", *losses, "changes") if order is Order.USUAL else ("unplaced", "changes", *losses)


def above(bounds: object, goals: Goals, than: Goals, order: Order) -> Mapping[str, tuple[object, object]]:
    """Return the bounds above a programme that is as good as another one in all goals before: there must be none."""
    found = {}
    for name in names_in_order(order):
        bound, goal = getattr(bounds, name), getattr(goals, name)
        if bound > goal:
            found[name] = (bound, goal)
        if goal != getattr(than, name):
            break
    return found
