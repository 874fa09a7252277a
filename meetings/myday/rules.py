"""A delegation's day: which of its sessions it can sit in with the people it has, and what it can do about the others.

Standard library only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from meetings.clashes.costs import cost
from meetings.clashes.rules import Settings, as_sittings
from meetings.scheduler import intervals
from meetings.sessions.entries import Entry, in_order
from meetings.wishes.rules import Participant, Wished, Wishes

WORDS_A_MINUTE = 200
"""Reading speed, as the measure of reading load has it."""

_OWN = "own"
"""The key under which the one delegation is put to the count of what a programme costs."""


@dataclass(frozen=True)
class Sitting:
    """A session that a delegation wishes to attend. `weight` is 1 to 3.

    `series` tells which sessions are parts of one thing, such as all those of a committee with the same title.
    """

    entry: Entry
    weight: int
    series: str
    has_papers: bool

    @property
    def uid(self) -> str:
        """The uid of the session."""
        return self.entry.uid


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


@dataclass(frozen=True)
class _Held:
    """The sessions that take place, by uid in order of time, with their hours and rooms."""

    sittings: Mapping[str, Sitting]
    places: Mapping[str, intervals.Sitting]
    walk_minutes: int

    def colliding(self, uid: str, among: Collection[str]) -> tuple[str, ...]:
        """Those of `among`, in order of time, that nobody can attend who attends this one."""
        place, others = self.places[uid], ((other, self.places[other]) for other in self.sittings if other in among)
        return tuple(
            other for other, there in others if other != uid and intervals.collide(place, there, self.walk_minutes)
        )

    def later_part(self, uid: str, among: Collection[str]) -> str | None:
        """The first of `among` that is part of the same thing and begins when this one is over."""
        series, end = self.sittings[uid].series, self.places[uid].end
        return next(
            (
                other
                for other, one in self.sittings.items()
                if series and one.series == series and other in among and self.places[other].start >= end
            ),
            None,
        )


def planned(sittings: Iterable[Sitting], people: int, settings: Settings) -> Day:
    """Which sessions to attend with so many people, so that the weights of those that are missed are the least.

    It is `clashes.costs` that counts, so that a delegation misses here what the figures on clashes say that it loses.
    Sessions that are cancelled are no part of it.
    """
    held = _held([one for one in sittings if one.entry.is_held], settings)
    missed = _missed(held.sittings.values(), people, settings)
    attended = frozenset(held.sittings.keys() - set(missed))
    return Day(
        attended=attended,
        clashes={uid: _clash(uid, held, attended) for uid in missed},
        beside={uid: found for uid in held.sittings if uid in attended and (found := held.colliding(uid, attended))},
    )


def reading_minutes(words: int) -> int:
    """How long reading so many words takes, in whole minutes, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def _held(sittings: Sequence[Sitting], settings: Settings) -> _Held:
    by_uid = {one.uid: one for one in sittings}
    entries = in_order(one.entry for one in sittings)
    uids = [entry.uid for entry in entries]
    places = dict(zip(uids, as_sittings(entries), strict=True))
    return _Held({uid: by_uid[uid] for uid in uids}, places, settings.walk_minutes)


def _missed(sittings: Collection[Sitting], people: int, settings: Settings) -> tuple[str, ...]:
    wishes = Wishes(
        participants={_OWN: Participant(_OWN, 0, people, is_assumed=False)},
        weights={_OWN: {one.uid: Wished(one.weight, ()) for one in sittings}},
    )
    return cost((one.entry for one in sittings), wishes, settings).of[_OWN].missed


def _clash(uid: str, held: _Held, attended: Collection[str]) -> Clash:
    one, instead, later = held.sittings[uid], held.colliding(uid, attended), held.later_part(uid, attended)
    advice = []
    if one.weight > 1 and one.weight == max((held.sittings[other].weight for other in instead), default=0):
        advice.append(Advice.ASK_TO_MOVE)
    if later is not None:
        advice.append(Advice.LATER_PART)
    if one.has_papers:
        advice.append(Advice.READ_PAPERS)
    return Clash(uid, instead, tuple(advice) or (Advice.ASK_OTHERS,), later)
