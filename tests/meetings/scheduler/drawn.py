"""Small meetings as a test draws them, from a seed, and every programme of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

from meetings.scheduler.checks import obstacles
from meetings.scheduler.costs import Evaluator, minute, moment
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
LANGUAGES = ("en", "fr", "es")


def small_problem(seed: int) -> Problem:
    """Draw a meeting of up to eight sessions in up to six places, with every rule in it now and then."""
    random = Random(seed)
    rooms = tuple(
        Room(f"R{number}", random.choice((None, 40, 100)), random.choice((None, None, LANGUAGES[:2])))
        for number in range(random.randint(1, 3))
    )
    slots, start = [], MONDAY
    for number in range(random.randint(1, 6 // len(rooms))):
        end = start + timedelta(minutes=random.choice((60, 90, 120)))
        slots.append(Slot(f"s{number}", start, end, random.choice((None, None, LANGUAGES[1:]))))
        start = end + timedelta(minutes=random.choice((0, 5, 60, 60)))
    names = [f"m{one}" for one in range(random.randint(1, 8))]
    sessions = [_session(random, names, number, slots, rooms) for number in range(len(names))]
    possible = _with_some_hours(seed, _without_impossible_places(sessions), tuple(slots))
    delegations = tuple(
        Delegation(
            f"D{number}",
            random.choice((1, 1, 1, 2, 3)),
            {name: random.randint(1, 3) for name in random.sample(names, random.randint(0, len(names)))},
        )
        for number in range(random.randint(0, 7))
    )
    return Problem(
        slots=tuple(random.sample(slots, len(slots))),
        rooms=rooms,
        sessions=tuple(_with_some_apart(seed, possible)),
        delegations=delegations,
        max_parallel=random.choice((None, None, 1, 2)),
        max_parallel_plenary=1,
        small=random.choice((1, 2)),
    )


def problem_with_obstacles(seed: int) -> Problem:
    """Draw a small meeting in which one to three sessions stand at hours of their own, across slots or between them."""
    random = Random(f"standing {seed}")
    problem = small_problem(seed)
    standing = set(random.sample(range(len(problem.sessions)), min(len(problem.sessions), random.randint(1, 3))))
    return replace(
        problem,
        sessions=tuple(
            replace(session, fixed=None, was=None, only=(), never=(), stands=_stand(random, problem))
            if number in standing
            else session
            for number, session in enumerate(problem.sessions)
        ),
    )


def _stand(random: Random, problem: Problem) -> Stand:
    start = random.choice(problem.slots).start + timedelta(minutes=15 * random.randint(-6, 8))
    return Stand(start, random.choice((None, "none of these", *(room.id for room in problem.rooms))))


def crowded_problem(seed: int) -> Problem:
    """Draw a week of forty sessions, short and long, with every rule in it, for which there is hardly room."""
    random = Random(f"crowded {seed}")
    rooms = tuple(Room(f"R{one}", (None, 40, 100)[one % 3], (None, LANGUAGES[:2])[one % 2]) for one in range(4))
    slots, start = [], MONDAY
    for number in range(8):
        end = start + timedelta(minutes=random.choice((90, 120, 180)))
        slots.append(Slot(f"s{number}", start, end, random.choice((None, None, LANGUAGES[1:]))))
        start = end + timedelta(minutes=random.choice((0, 5, 60)))
    names = [f"m{one}" for one in range(40)]
    sessions = [_session(random, names, number, slots, rooms) for number in range(len(names))]
    delegations = tuple(
        Delegation(f"D{number}", random.choice((1, 1, 2, 3)), {name: random.randint(1, 3) for name in wished})
        for number in range(40)
        for wished in [random.sample(names, random.randint(3, 15))]
    )
    asked = _with_some_hours(seed, _without_impossible_places(sessions), tuple(slots))
    return Problem(tuple(slots), rooms, tuple(asked), delegations, max_parallel=random.choice((None, 3)))


def _session(random: Random, names: list[str], number: int, slots: list[Slot], rooms: tuple[Room, ...]) -> Session:
    def now_and_then(one_in: int) -> bool:
        return random.randrange(one_in) == 0

    place = Place(random.choice(slots).id, random.choice(rooms).id)
    return Session(
        id=names[number],
        minutes=random.choice((30, 45, 60, 60, 90)),
        seats=random.choice((0, 0, 30, 60)),
        plenary=now_and_then(4),
        languages=random.choice(((), (), ("fr",), ("en",))),
        must=tuple(random.sample(["D0", "D1", "P1", "P2"], random.choice((0, 0, 1, 2)))),
        after=tuple(random.sample(names[:number], 1)) if number and now_and_then(5) else (),
        only=tuple(slot.id for slot in random.sample(slots, 1)) if now_and_then(8) else (),
        never=tuple(slot.id for slot in random.sample(slots, 1)) if now_and_then(8) else (),
        fixed=place if now_and_then(12) else None,
        was=Place(random.choice(slots).id, random.choice(rooms).id) if now_and_then(2) else None,
    )


def _with_some_apart(seed: int, sessions: Iterable[Session]) -> Iterator[Session]:
    """Now and then a session is never at the time of another."""
    random = Random(f"apart {seed}")
    before: list[str] = []
    for session in sessions:
        is_apart = before and random.randrange(4) == 0
        yield replace(session, apart=(random.choice(before),)) if is_apart else session
        before.append(session.id)


def _with_some_hours(seed: int, sessions: Iterable[Session], slots: tuple[Slot, ...]) -> Iterator[Session]:
    """In half of the meetings most places have an hour.

    What is fixed ends within its slot; what was there may have been shorter then.
    """
    random = Random(f"hours {seed}")
    one_in = random.choice((0, 4))

    def timed(place: Place | None, minutes: int) -> Place | None:
        if place is None or not one_in or random.randrange(one_in) == 0:
            return place
        slot = next(slot for slot in slots if slot.id == place.slot)
        last = (minute(slot.end) - minute(slot.start) - minutes) // 15
        return (
            replace(place, start=slot.start + timedelta(minutes=15 * random.randint(0, last))) if last >= 0 else place
        )

    for session in sessions:
        yield replace(session, fixed=timed(session.fixed, session.minutes), was=timed(session.was, 15))


def _without_impossible_places(sessions: list[Session]) -> Iterator[Session]:
    """Two sessions fixed in one place are no question; the second one is let go."""
    taken = set()
    for session in sessions:
        place = (session.fixed.slot, session.fixed.room) if session.fixed is not None else None
        if place is not None and place in taken:
            yield Session(session.id, session.minutes)
        else:
            taken.add(place)
            yield session


class EveryProgramme:
    """Goes through every programme of a small meeting, cell by cell, leaving out what cannot lead to a better one.

    What stands in a cell is appended to it, as early as can be or at the hour that it had there, so that hours never
    shift and losses only grow on the way. Of programmes that change as much the better one has fewer in other rooms.
    """

    def __init__(self, problem: Problem, order: Order = Order.USUAL, most_moves: int | None = None) -> None:
        self.problem, self.order = problem, order
        self.most_moves = len(problem.sessions) if most_moves is None else most_moves
        self.evaluator = Evaluator(problem)
        self.cells = [(slot, room) for slot in problem.slots for room in problem.rooms]
        self.asked = [session for session in problem.sessions if session.stands is None]
        self.may = [
            [session for session in self.asked if not obstacles(session, slot, room)] for slot, room in self.cells
        ]
        self.best: Goals | None = None
        self.best_key: tuple[Fraction | int, ...] = ()
        self.fixed = self._fixed()

    def _fixed(self) -> set[str]:
        """The sessions that stay where they are fixed: each that can, beside those before it."""
        placed: dict[str, Placement] = {}
        ends: dict[tuple[str, str], int] = {}
        for session in self.problem.sessions:
            for slot, room in self.cells if session.fixed is not None else ():
                if (slot.id, room.id) == (session.fixed.slot, session.fixed.room) if session.fixed else False:
                    now = ends.get((slot.id, room.id), minute(slot.start))
                    for start in self._starts(session, slot, room, now):
                        more = {**placed, session.id: Placement(session.id, slot.id, room.id, moment(start))}
                        if not self.evaluator.evaluate(more.values()).goals.violations:
                            placed, ends[slot.id, room.id] = more, start + session.minutes
                            break
        return set(placed)

    def run(self) -> Goals:
        """Return the goals of the best programme: those that leave out nobody first, then one, and so on."""
        for unplaced in range(len(self.asked) + 1):
            self.wanted = len(self.asked) - unplaced
            self._fill(0, minute(self.cells[0][0].start), {})
            if self.best is not None:
                return self.best
        raise AssertionError("there is always a programme, if only an empty one")

    def _fill(self, cell: int, now: int, placed: dict[str, Placement]) -> None:
        if len(placed) == self.wanted:
            self._finish(placed)
            return
        if cell == len(self.cells) or not self._has_time(cell, now, placed):
            return
        slot, room = self.cells[cell]
        for session in self.may[cell]:
            for start in self._starts(session, slot, room, now) if session.id not in placed else ():
                more = {**placed, session.id: Placement(session.id, slot.id, room.id, moment(start))}
                if self._is_worth_it(more):
                    self._fill(cell, start + session.minutes, more)
        after = minute(self.cells[cell + 1][0].start) if cell + 1 < len(self.cells) else 0
        self._fill(cell + 1, after, placed)

    def _starts(self, session: Session, slot: Slot, room: Room, now: int) -> list[int]:
        """When a session may start in a place from an hour on: at its own hours there, or as early as it can."""
        fixed, was = session.fixed, session.was
        hours = [self._free(room, now, session.minutes)]
        if fixed is not None and fixed.start is not None:
            hours = [minute(fixed.start)]
        elif was is not None and was.start is not None and (was.slot, was.room) == (slot.id, room.id):
            hours.append(minute(was.start))
        return [
            hour
            for hour in dict.fromkeys(hours)
            if hour >= now
            and hour == self._free(room, hour, session.minutes)
            and hour + session.minutes <= minute(slot.end)
        ]

    def _free(self, room: Room, start: int, minutes: int) -> int:
        """When nothing stands in a room for so long."""
        for one in sorted(self.problem.sessions, key=lambda one: one.stands.start if one.stands else MONDAY):
            if one.stands is not None and one.stands.room == room.id:
                begins = minute(one.stands.start)
                if begins < start + minutes and start < begins + one.minutes:
                    start = begins + one.minutes
        return start

    def _has_time(self, cell: int, now: int, placed: dict[str, Placement]) -> bool:
        """Whether enough of the sessions that are left could find time in the cells that are left."""
        waiting = sorted(one.minutes for one in self.asked if one.id not in placed)
        rest = sum(minute(slot.end) - minute(slot.start) for slot, _ in self.cells[cell + 1 :])
        return sum(waiting[: self.wanted - len(placed)]) <= rest + minute(self.cells[cell][0].end) - now

    def _is_worth_it(self, placed: dict[str, Placement]) -> bool:
        goals = self._goals(placed)
        if goals is None:
            return False
        return self.best is None or self._key(goals, placed) < self.best_key

    def _key(self, goals: Goals, placed: dict[str, Placement]) -> tuple[Fraction | int, ...]:
        """A key in which the rooms that were left come right after the changes."""
        was = {one.id: one.was for one in self.asked if one.was is not None}
        far = sum(one.session in was and was[one.session].room != one.room for one in placed.values())
        if self.order is Order.USUAL:
            return *goals.key(), far
        return goals.unplaced, goals.changes, far, goals.worst_share, goals.loss_small, goals.loss_all

    def _goals(self, placed: dict[str, Placement]) -> Goals | None:
        """The goals so far, as if what is not placed yet would stay where it was; None where a rule is broken."""
        goals = self.evaluator.evaluate(placed.values()).goals
        left_out = [one for one in self.problem.sessions if one.id not in placed]
        unplaced = len(self.asked) - self.wanted
        changes = max(0, goals.changes - sum(one.was is not None for one in left_out))
        if goals.violations or changes > self.most_moves:
            return None
        return Goals(0, unplaced, goals.worst_share, goals.loss_small, goals.loss_all, changes)

    def _finish(self, placed: dict[str, Placement]) -> None:
        goals = self.evaluator.evaluate(placed.values()).goals
        if goals.violations or goals.changes > self.most_moves or not self.fixed <= placed.keys():
            return
        key = self._key(goals, placed)
        if self.best is None or key < self.best_key:
            self.best, self.best_key = goals, key
