"""What one move in a drawn programme costs whom: how soon it is known, with the findings beside it.

`python -m tests.bench.effect` prints it; `make bench` writes it to docs/benchmarks.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from zoneinfo import ZoneInfo

from meetings.clashes.costs import Assessor
from meetings.clashes.differences import Effect
from meetings.clashes.rules import RoomOffer, Settings, Situation, SlotOffer, findings
from meetings.sessions.entries import Entry, Kind
from meetings.wishes.rules import Because, Participant, Why, Wished, Wishes

MONDAY = datetime(2011, 6, 20)  # noqa: DTZ001 - hours are those of the clock on the wall
HOURS = ((10, 0), (11, 30), (15, 0), (16, 30))
DAYS = 5
ROOMS = 5
TRACKS = 5
SESSIONS = 60
DELEGATIONS = 160
MOVES = 200
REASONS = {3: Why.ASKED, 2: Why.AFFECTED, 1: Why.OPEN}


@dataclass(frozen=True)
class Milliseconds:
    """The middle and the longest of many measurements."""

    middle: float
    longest: float

    @property
    def cells(self) -> tuple[str, str]:
        """Both, in milliseconds."""
        return f"{self.middle:.1f}", f"{self.longest:.1f}"


@dataclass(frozen=True)
class Moved:
    """How soon the effect of a move is known: by an assessor that knows the programme, by a new one, and findings."""

    known: Milliseconds
    new: Milliseconds
    checked: Milliseconds


@dataclass(frozen=True)
class Week:
    """A drawn programme with what it is checked against."""

    entries: tuple[Entry, ...]
    situation: Situation


def week(sessions: int = SESSIONS, delegations: int = DELEGATIONS, *, seed: int = 1) -> Week:
    """Draw a week of sessions of an hour and a quarter, three at a time in five rooms, and who wishes what of it."""
    random = Random(seed)
    starts = [MONDAY + timedelta(days=day, hours=hour, minutes=minute) for day in range(DAYS) for hour, minute in HOURS]
    entries = []
    for number in range(sessions):
        turn, place = divmod(number, 3)
        entries.append(
            Entry(
                uid=f"session-{number + 1}",
                kind=Kind.PLENARY if place == 0 else Kind.GROUP,
                title=f"Sample session {number + 1}",
                minutes=75,
                starts=starts[turn % len(starts)],
                committee_id=number % TRACKS + 1,
                room_id=place + 1,
                room_name=f"Room {place + 1}",
            )
        )
    wishes: dict[str, dict[str, Wished]] = {}
    participants = {}
    for number in range(delegations):
        key = f"S{number + 1:03d}"
        people = random.choice((1, 1, 1, 2, 2, 4, 8))
        participants[key] = Participant(key, number + 1, people, False)
        followed = random.sample(range(1, TRACKS + 1), 2)
        mine = {}
        for entry in entries:
            weight = 2 if entry.committee_id in followed else int(entry.kind == Kind.PLENARY)
            if random.random() < 0.02:
                weight = 3
            if weight:
                mine[entry.uid] = Wished(weight, (Because(REASONS[weight]),), None, weight)
        wishes[key] = mine
    situation = Situation(
        zone=ZoneInfo("Europe/Zurich"),
        wishes=Wishes(participants, wishes),
        first=MONDAY.date(),
        last=MONDAY.date() + timedelta(days=DAYS - 1),
        rooms={number: RoomOffer(f"Room {number}", 200) for number in range(1, ROOMS + 1)},
        slots=tuple(SlotOffer(one, one + timedelta(minutes=75), n) for n, one in enumerate(starts, start=1)),
    )
    return Week(tuple(entries), situation)


def moved(drawn: Week, random: Random) -> tuple[Entry, ...]:
    """The programme with one session in the place of another."""
    moving, target = random.sample(drawn.entries, 2)
    there = replace(moving, starts=target.starts, room_id=ROOMS, room_name=f"Room {ROOMS}")
    return tuple(there if one is moving else one for one in drawn.entries)


def timed(deed: Callable[[], object]) -> float:
    """How many milliseconds of computing something takes."""
    began = time.process_time()
    deed()
    return (time.process_time() - began) * 1000


def spread(took: list[float]) -> Milliseconds:
    """The middle and the longest of these times."""
    return Milliseconds(median(took), max(took))


def measured(drawn: Week | None = None) -> Moved:
    """Move sessions of a drawn week about, each from the same programme, and tell what that costs."""
    drawn = drawn or week()
    random, settings = Random(1), Settings()
    entries, wishes = drawn.entries, drawn.situation.wishes
    known = Assessor(entries, wishes, settings)
    known.cost(entries)
    programmes = [moved(drawn, random) for _ in range(MOVES)]
    return Moved(
        known=spread([timed(partial(known.effect, entries, one)) for one in programmes]),
        new=spread([timed(partial(by_a_new_one, entries, wishes, one)) for one in programmes]),
        checked=spread([timed(partial(findings, one, drawn.situation, settings)) for one in programmes]),
    )


def by_a_new_one(entries: tuple[Entry, ...], wishes: Wishes, after: tuple[Entry, ...]) -> Effect:
    """The effect of a move, told by an assessor that was not asked before."""
    return Assessor(entries, wishes, Settings()).effect(entries, after)


def main() -> None:
    """Measure and print."""
    found = measured()
    print(f"One move among {SESSIONS} sessions and {DELEGATIONS} delegations")
    print(f"  by an assessor that knows the programme: {' to '.join(found.known.cells)} ms")
    print(f"  by a new one: {' to '.join(found.new.cells)} ms")
    print(f"  findings: {' to '.join(found.checked.cells)} ms")


if __name__ == "__main__":
    main()
