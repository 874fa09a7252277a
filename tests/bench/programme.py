"""The scheduler on drawn meetings: how good its programmes are, how soon, and what is proven about them.

`python -m tests.bench.programme` measures on one core and prints a page; goals are told in their order.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from statistics import median

from meetings.scheduler.costs import Evaluator
from meetings.scheduler.rules import Delegation, Goals, Place, Placement, Problem, Programme, Room, Session, Slot
from meetings.scheduler.search import solve

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

    Four slots a day with time to walk between them. One session in eight is plenary, needs the large rooms and six
    languages; some sessions follow others, some may not be in some slots, three are fixed. Small delegations are of
    one or two people and wish 5 to 14 sessions, others are of three to six people and wish 10 to 25.
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
    plenary = set(random.sample(range(size.sessions), size.sessions // 8))
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


GROWTH = (15, 30, 60, 120, 240)
SEEDS = (1, 2, 3)
MOVES = 200


def grown(sessions: int) -> Size:
    """A meeting of so many sessions in a week of at most twenty slots: rooms and delegations grow with it."""
    slots = min(20, max(6, sessions // 3))
    return Size(sessions, slots, max(5, sessions // 10), sessions * 2, sessions * 2 * 88 // 120)


@dataclass(frozen=True)
class Solved:
    """What came of a meeting within some seconds."""

    programme: Programme
    seconds: float

    def __str__(self) -> str:
        """The goals in their order, and the bounds."""
        bounds = self.programme.bounds
        at_least = f"{bounds.unplaced}, {bounds.worst_share}, {bounds.loss_small}, {bounds.loss_all}"
        proof = "proven best" if self.programme.proven else f"no better than {at_least}"
        return f"{told(self.programme.evaluation.goals)}; {proof}; {self.seconds:.1f} s"


def told(goals: Goals) -> str:
    """Goals in their order."""
    return (
        f"broken {goals.violations}, unplaced {goals.unplaced}, worst share {goals.worst_share}, "
        f"small {goals.loss_small}, all {goals.loss_all}"
    )


def solved(problem: Problem, seconds: float, seed: int = 1) -> Solved:
    """Solve a meeting within some seconds."""
    began = time.perf_counter()
    programme = solve(problem, seconds=seconds, seed=seed)
    return Solved(programme, time.perf_counter() - began)


def effect_of_a_move(problem: Problem, programme: Programme) -> float:
    """The middle time, in milliseconds, in which the effect of moving one session to another place is known."""
    random = Random(1)
    evaluator = Evaluator(problem)
    took = []
    for _ in range(MOVES):
        moving = random.choice(programme.placements)
        target = random.choice(programme.placements)
        changed: Placement = replace(target, session=moving.session)
        began = time.perf_counter()
        evaluator.effect(programme.placements, {moving.session: changed})
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def measured(short: float, long: float, growth: tuple[int, ...]) -> Iterator[str]:
    """The page, line by line."""
    for seed in SEEDS:
        yield f"60 sessions, 20 slots, 5 rooms, meeting {seed}"
        quick, best = solved(drawn(Size(), seed), short), solved(drawn(Size(), seed), long, seed=2)
        yield f"  within {short:.0f} s: {quick}"
        yield f"  within {long:.0f} s: {best}"
        problem = drawn(Size(at_once=3), seed)
        yield f"  at most three at once: {solved(problem, 30)}"
    large = drawn(Size(delegations=160), 1)
    yield f"Effect of one move among 160 delegations: {effect_of_a_move(large, solved(large, 2).programme):.2f} ms"
    for sessions in growth:
        yield f"{sessions} sessions: {solved(drawn(grown(sessions), 1), short)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.programme", description=__doc__)
    parser.add_argument("--short", type=float, default=10, help="seconds for a programme")
    parser.add_argument("--long", type=float, default=60, help="seconds for the best known one")
    asked = parser.parse_args()
    for line in measured(asked.short, asked.long, GROWTH):
        print(line, flush=True)


if __name__ == "__main__":
    main()
