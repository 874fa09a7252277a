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
from meetings.wishes.rules import Participant, Weight, Wished, Wishes

WORDS_A_MINUTE = 200
"""Reading speed, as the measure of reading load has it."""

_OWN = "own"
"""The key under which the one delegation is put to the count of what a programme costs."""


@dataclass(frozen=True)
class Sitting:
    """A session that a delegation wishes to attend. `weight` is 1 to 3.

    `series` tells which sessions are parts of one thing, such as all those of a committee with the same title.
    `has_chair` tells whether a committee sits in plenary, `holds_office` whether the delegation holds an office in it.
    """

    entry: Entry
    weight: int
    series: str = ""
    has_papers: bool = False
    has_chair: bool = False
    holds_office: bool = False
    is_over: bool = False

    @property
    def uid(self) -> str:
        """The uid of the session."""
        return self.entry.uid

    @property
    def is_must(self) -> bool:
        """Whether the delegation cannot be elsewhere."""
        return self.weight == Weight.MUST


class Choice(StrEnum):
    """Where the people of a delegation go instead of a session that clashes with others, and why there.

    WAS: the session is over. MUST_BOTH: one person, who must be in it and elsewhere. MUST_THERE: one person, who must
    be elsewhere. MORE_THERE: what is elsewhere counts more. ALIKE: it counts the same. ALL_BUSY: several people, all of
    whom are elsewhere.
    """

    WAS = "was"
    MUST_BOTH = "must_both"
    MUST_THERE = "must_there"
    MORE_THERE = "more_there"
    ALIKE = "alike"
    ALL_BUSY = "all_busy"


class Advice(StrEnum):
    """What a delegation can do about a session in which nobody of it can sit."""

    SAY_HOW_MANY = "say_how_many"
    ASK_TO_MOVE = "ask_to_move"
    COME_OVER = "come_over"
    LATER_PART = "later_part"
    READ_PAPERS = "read_papers"
    ASK_FOR_A_NOTE = "ask_for_a_note"
    NAME_A_STAND_IN = "name_a_stand_in"
    ASK_TO_BE_HEARD = "ask_to_be_heard"


@dataclass(frozen=True)
class Crowd:
    """With how many people a delegation comes; one is assumed where nobody said."""

    people: int
    is_assumed: bool = False


@dataclass(frozen=True)
class Clash:
    """A session in which nobody of a delegation can sit, since all are in others: those, and what it can do.

    `there` are those of `instead` that the `choice` is about. `lightest` is the uid of the one that counts least, from
    which `Advice.COME_OVER` says to come, `later` that of the later part that `Advice.LATER_PART` speaks of.
    """

    uid: str
    instead: tuple[str, ...]
    choice: Choice
    there: tuple[str, ...]
    advice: tuple[Advice, ...]
    lightest: str
    later: str | None


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


def planned(sittings: Iterable[Sitting], crowd: Crowd, settings: Settings) -> Day:
    """Which sessions to attend, so that as few musts are missed as can be, and then the least of the other weights.

    It is `clashes.costs` that counts, so that a delegation misses here what the figures on clashes say that it loses.
    Only where several others weigh more together than a must, they count those; here nobody is sent out of a must.
    Sessions that are cancelled are no part of it.
    """
    held = _held([one for one in sittings if one.entry.is_held], settings)
    missed = _missed(held.sittings.values(), crowd.people, settings)
    attended = frozenset(held.sittings.keys() - set(missed))
    return Day(
        attended=attended,
        clashes={uid: _clash(uid, held, attended, crowd) for uid in missed},
        beside={uid: found for uid in held.sittings if uid in attended and (found := held.colliding(uid, attended))},
    )


def choice(missed: Sitting, instead: Sequence[Sitting], people: int) -> Choice:
    """Where to go instead of a session that is missed for these others."""
    if missed.is_over:
        return Choice.WAS
    if people > 1:
        return Choice.ALL_BUSY
    if any(other.is_must for other in instead):
        return Choice.MUST_BOTH if missed.is_must else Choice.MUST_THERE
    return Choice.MORE_THERE if sum(other.weight for other in instead) > missed.weight else Choice.ALIKE


def advice(missed: Sitting, instead: Sequence[Sitting], crowd: Crowd, *, has_later_part: bool) -> tuple[Advice, ...]:
    """What can be done about a session that is missed for these others, the most useful first.

    Of a session that is over, papers are left. A delegation of which nobody said how many come may have no clash at
    all. Nobody else can be sent, since all sit elsewhere; of several, somebody can come over from what counts no more.
    A must is not made up for by a note: another time is asked for. Who holds office there does not ask its own chair.
    """
    if missed.is_over:
        return (Advice.READ_PAPERS,) if missed.has_papers else ()
    lightest = min(other.weight for other in instead)
    fits = {
        Advice.SAY_HOW_MANY: crowd.is_assumed,
        Advice.ASK_TO_MOVE: missed.is_must,
        Advice.COME_OVER: crowd.people > 1 and lightest <= missed.weight,
        Advice.LATER_PART: has_later_part,
        Advice.READ_PAPERS: missed.has_papers,
        Advice.ASK_FOR_A_NOTE: not (missed.is_must or has_later_part),
        Advice.NAME_A_STAND_IN: missed.holds_office,
        Advice.ASK_TO_BE_HEARD: missed.has_chair and not (missed.holds_office or has_later_part),
    }
    return tuple(one for one in Advice if fits[one])


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
    more_than_all = 1 + sum(one.weight for one in sittings if not one.is_must)
    weights = {one.uid: Wished(more_than_all if one.is_must else one.weight, ()) for one in sittings}
    wishes = Wishes({_OWN: Participant(_OWN, 0, people, is_assumed=False)}, {_OWN: weights})
    return cost((one.entry for one in sittings), wishes, settings).of[_OWN].missed


def _clash(uid: str, held: _Held, attended: Collection[str], crowd: Crowd) -> Clash:
    missed, later = held.sittings[uid], held.later_part(uid, attended)
    instead = [held.sittings[other] for other in held.colliding(uid, attended)]
    chosen = choice(missed, instead, crowd.people)
    musts_alone = chosen in (Choice.MUST_BOTH, Choice.MUST_THERE)
    return Clash(
        uid,
        instead=tuple(other.uid for other in instead),
        choice=chosen,
        there=tuple(other.uid for other in instead if other.is_must or not musts_alone),
        advice=advice(missed, instead, crowd, has_later_part=later is not None),
        lightest=min(instead, key=lambda other: other.weight).uid,
        later=later,
    )
