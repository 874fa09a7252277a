"""Made-up meetings for the scheduler, the same each time from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from meetings.scheduler.rules import Delegation, Place, Problem, Room, Session, Slot

SIX = ("ar", "zh", "en", "fr", "ru", "es")
MONDAY = datetime(2011, 6, 20)  # noqa: DTZ001 - hours are those of the clock on the wall
HOURS = ((10, 0), (11, 40), (15, 0), (16, 40))
SLOT_MINUTES = 80
TRACKS = 5


@dataclass(frozen=True)
class Size:
    """How large a drawn meeting is."""

    sessions: int = 60
    slots: int = 20
    rooms: int = 5
    delegations: int = 120
    small: int = 88
    at_once: int | None = None


def drawn(size: Size, seed: int) -> Problem:
    """Draw a meeting: five tracks of sessions, plenary ones among them, and delegations that follow some tracks.

    Four slots a day with time to walk between them. One session in eight is plenary, as far as there are slots, needs
    the large rooms and six languages; some sessions follow others, some may not be in some slots, three are fixed.
    Small delegations are of one or two people and wish 5 to 14 sessions, others are of three to six people and wish 10
    to 25.
    """
    random = Random(seed)
    slots = tuple(
        Slot(f"d{day + 1}-{turn + 1}", start, start + timedelta(minutes=SLOT_MINUTES), SIX if turn != 3 else SIX[2:4])
        for number in range(size.slots)
        for day, turn in [divmod(number, len(HOURS))]
        for start in [MONDAY + timedelta(days=day, hours=HOURS[turn][0], minutes=HOURS[turn][1])]
    )
    rooms = tuple(
        Room(f"R{number + 1}", (300, 200, 120, 60, 60)[number % 5], SIX if number % 5 < 2 else None)
        for number in range(size.rooms)
    )
    names = [f"t{number % TRACKS + 1}-{number // TRACKS + 1}" for number in range(size.sessions)]
    plenary = set(random.sample(range(size.sessions), min(size.sessions // 8, size.slots * 3 // 4)))
    states = [f"S{number + 1:03d}" for number in range(size.delegations)]
    fixed = {
        names[number]: Place(slots[slot].id, rooms[number % min(3, size.rooms)].id)
        for number, slot in zip(range(3), random.sample(range(size.slots), 3), strict=True)
    }
    sessions = []
    for number, name in enumerate(names):
        is_plenary = number in plenary
        seats = random.choice((150, 200)) if is_plenary else random.choice((30, 40, 60, 60, 100))
        turn = number // TRACKS
        sessions.append(
            Session(
                id=name,
                minutes=random.choice((60, 75, 80)),
                seats=min(seats, 60) if name in fixed else seats,
                plenary=is_plenary and name not in fixed,
                languages=SIX[2:4] if is_plenary else (),
                must=tuple(random.sample(states, random.choice((0, 1, 2)))),
                after=(names[number - TRACKS],) if turn and random.random() < 0.1 else (),
                never=tuple(slot.id for slot in random.sample(slots, 2)) if random.random() < 0.15 else (),
                fixed=fixed.get(name),
            )
        )
    delegations = []
    for number, state in enumerate(states):
        is_small = number < size.small
        people = random.choice((1, 1, 2)) if is_small else random.randint(3, 6)
        followed = random.sample(range(TRACKS), random.choice((1, 2, 2, 3)))
        count = random.randint(5, 14) if is_small else random.randint(10, 25)
        near = [n for n in range(size.sessions) if n % TRACKS in followed or n in plenary]
        wished = set(random.sample(near, min(count * 2 // 3, len(near))))
        far = [n for n in range(size.sessions) if n not in wished]
        wished |= set(random.sample(far, min(count - len(wished), len(far))))
        wishes = {names[n]: random.choice((1, 1, 2, 3)) for n in sorted(wished)}
        for session in sessions:
            if state in session.must:
                wishes[session.id] = 3
        delegations.append(Delegation(state, people, wishes))
    return Problem(slots, rooms, tuple(sessions), tuple(delegations), max_parallel=size.at_once)


def grown(sessions: int) -> Size:
    """A meeting of so many sessions in a week of at most twenty slots: rooms and delegations grow with it."""
    slots = min(20, max(6, sessions // 3))
    return Size(sessions, slots, max(5, sessions // 10), sessions * 2, sessions * 2 * 88 // 120)
