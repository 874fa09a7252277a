"""A delegation's day: which of its sessions it can sit in with the people it has, and what it can do about the others.

Standard library only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WALK_MINUTES = 10
"""How long it takes from one room to another; the same as in the figures on clashes."""

WORDS_A_MINUTE = 200
"""Reading speed, as the measure of reading load has it."""


@dataclass(frozen=True)
class Sitting:
    """A session that a delegation wishes to attend and that takes place, in UTC. `weight` is 1 to 3.

    `series` tells which sessions are parts of one thing, such as all those of a committee with the same title.
    """

    uid: str
    starts: datetime
    ends: datetime
    room_id: int | None
    weight: int
    series: str
    has_papers: bool


class Advice(StrEnum):
    """What a delegation can do about a session in which nobody of it can sit."""

    ASK_TO_MOVE = "ask_to_move"
    LATER_PART = "later_part"
    READ_PAPERS = "read_papers"
    ASK_OTHERS = "ask_others"


@dataclass(frozen=True)
class Clash:
    """A session in which nobody of a delegation can sit, since all are in others: those, and what it can do.

    `later` is the uid of the later part that `Advice.LATER_PART` speaks of.
    """

    uid: str
    instead: tuple[str, ...]
    advice: tuple[Advice, ...]
    later: str | None = None


@dataclass(frozen=True)
class Day:
    """How a delegation gets through its sessions: those in which it sits, and its clashes, by uid.

    `beside` has, for each session in which it sits, the others in which it sits at the same time, with somebody else.
    """

    attended: frozenset[str]
    clashes: Mapping[str, Clash]
    beside: Mapping[str, tuple[str, ...]]


def planned(sittings: Iterable[Sitting], people: int) -> Day:
    """Which sessions to attend with so many people: the heaviest first, of equal ones the earlier.

    That is how the loss of a delegation is counted: at one time it misses what is beyond its heaviest wishes.
    """
    ordered = sorted(sittings, key=lambda one: (one.starts, one.ends, one.uid))
    attended: list[Sitting] = []
    missed: list[Sitting] = []
    for one in sorted(ordered, key=lambda one: -one.weight):
        (attended if fits(one, attended, people) else missed).append(one)
    return Day(
        attended=frozenset(one.uid for one in attended),
        clashes={one.uid: _clash(one, attended, ordered) for one in missed},
        beside={one.uid: found for one in attended if (found := _uids(_colliding(one, attended, ordered)))},
    )


def fits(one: Sitting, attended: Collection[Sitting], people: int) -> bool:
    """Whether somebody is free to sit in one more session, beside those that are attended already."""
    # Each person goes from session to session; whoever is free first takes the next one.
    last: list[Sitting | None] = [None] * people
    for sitting in sorted([*attended, one], key=lambda other: (other.starts, other.ends, other.uid)):
        free = next(
            (place for place, before in enumerate(last) if before is None or not collide(before, sitting)), None
        )
        if free is None:
            return False
        last[free] = sitting
    return True


def collide(one: Sitting, other: Sitting) -> bool:
    """Whether nobody can sit in both: they overlap, or there is no time to walk from one room to the other."""
    walk = timedelta(minutes=0 if one.room_id is not None and one.room_id == other.room_id else WALK_MINUTES)
    return one.starts < other.ends + walk and other.starts < one.ends + walk


def reading_minutes(words: int) -> int:
    """How long reading so many words takes, in whole minutes, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def _clash(one: Sitting, attended: Sequence[Sitting], ordered: Sequence[Sitting]) -> Clash:
    instead = _colliding(one, attended, ordered)
    sits_in = {sitting.uid for sitting in attended}
    later = next(
        (
            other.uid
            for other in ordered
            if one.series and other.series == one.series and other.starts >= one.ends and other.uid in sits_in
        ),
        None,
    )
    advice = []
    if one.weight == max((other.weight for other in instead), default=0) and one.weight > 1:
        advice.append(Advice.ASK_TO_MOVE)
    if later is not None:
        advice.append(Advice.LATER_PART)
    if one.has_papers:
        advice.append(Advice.READ_PAPERS)
    return Clash(one.uid, _uids(instead), tuple(advice) or (Advice.ASK_OTHERS,), later)


def _colliding(one: Sitting, among: Sequence[Sitting], ordered: Sequence[Sitting]) -> list[Sitting]:
    wanted = {other.uid for other in among if other.uid != one.uid and collide(one, other)}
    return [other for other in ordered if other.uid in wanted]


def _uids(sittings: Iterable[Sitting]) -> tuple[str, ...]:
    return tuple(one.uid for one in sittings)
