"""The programme scheduler: the question that is put to it, its answer, and the words that both are made of.

A *place* is a slot and a room. Sessions that stand in one place follow one another, without a break unless one of them
has its hour already. Hours are those of the clock on the wall where the meeting is held, in whole minutes.

Everything is exact: whole numbers and fractions, and no order that depends on a machine. Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from foundation.rules import Refused

MOST_SLOTS = 300
MOST_ROOMS = 60
MOST_SESSIONS = 500
MOST_DELEGATIONS = 2000
MOST_LANGUAGES = 20
MOST_NAMED = 500
MOST_PERSONS = 5000
MOST_MINUTES = 24 * 60
MOST_SEATS = 100_000
MOST_PEOPLE = 10_000
HIGHEST_WEIGHT = 3

Fact = str | int


class WrongProgramme(Refused):
    """The question is not one (facts: `place` in the file, and `sentence`, in English, about what is wrong there)."""


class Rule(StrEnum):
    """The hard rules, in the order of lists. No programme that the scheduler proposes breaks one of them.

    What sessions that stand break among themselves is no programme's doing, so it counts nowhere.
    """

    ROOM_TAKEN = "room_taken"
    OUTSIDE_SLOT = "outside_slot"
    SEATS = "seats"
    LANGUAGES = "languages"
    ONLY = "only"
    NOT = "not"
    FIXED = "fixed"
    ORDER = "order"
    APART = "apart"
    TWO_PLACES = "two_places"
    PARALLEL = "parallel"
    PARALLEL_PLENARY = "parallel_plenary"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time. `languages` are those that are interpreted, None where nothing is said about them."""

    id: str
    start: datetime
    end: datetime
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room. `seats` and `languages` are None where nothing is said about them, so that they bar nobody."""

    id: str
    seats: int | None = None
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A slot, a room, and the hour at which a session starts there, None for as early as it can."""

    slot: str
    room: str
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a session stands that is not to be placed: its hour, whatever the slots, and its room, if it has one.

    The room may be none of the question's; all that have no room count as in one, apart from all others.
    """

    start: datetime
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session to be placed, or one that stands already.

    `must` names persons and delegations that are needed in it. `after` and `before` name sessions that end before this
    one starts, and that start after it ends; `apart` those that never run at the same time, whichever of the two names
    the other. `only` and `never` name slots; an empty `only` bars none. To a slot in `avoid` it goes only if it finds
    no place otherwise. `near` names the slots next to where it was: of programmes that change as much, those are looked
    for in which it is in one of them; an empty `near` tells nothing. `fixed` is the one place that it may have, and it
    has it before all that is not fixed; `was` is its place in the last release, which may name a slot or room that is
    lost. One that `stands` has no place: it keeps its hour, and others keep clear of it.
    """

    id: str
    minutes: int
    seats: int = 0
    plenary: bool = False
    languages: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    fixed: Place | None = None
    was: Place | None = None
    stands: Stand | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation, the number of its people who can sit in a session, and the weight of each session that it wishes.

    Weights are 3 (it holds the chair, presents, is named in the programme), 2 (should attend) and 1 (may attend).
    """

    id: str
    people: int
    wishes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """The question: where and when shall each session be?

    `walk_minutes` is the time from one room to another. `max_parallel` sessions at most run at once, None for any
    number, and `max_parallel_plenary` plenary ones. A delegation of up to `small` people is small. Slots do not
    overlap.
    """

    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    delegations: tuple[Delegation, ...]
    walk_minutes: int = 10
    max_parallel: int | None = None
    max_parallel_plenary: int = 1
    small: int = 2

    def without(self, slots: Collection[str] = (), rooms: Collection[str] = ()) -> Problem:
        """Return the same question after these slots and rooms were lost.

        A session that was fixed in one of them may stand elsewhere now; where it was is kept, so that it counts as
        moved. A session that may stand in lost slots alone may stand in none, and stays unplaced. One that stands keeps
        its hour, without a lost room.
        """

        def is_lost(place: Place | None) -> bool:
            return place is not None and (place.slot in slots or place.room in rooms)

        def left(session: Session) -> Session:
            if session.stands is not None and session.stands.room in rooms:
                return replace(session, stands=Stand(session.stands.start))
            if is_lost(session.fixed):
                return replace(session, fixed=None, was=session.was or session.fixed)
            return session

        return replace(
            self,
            slots=tuple(slot for slot in self.slots if slot.id not in slots),
            rooms=tuple(room for room in self.rooms if room.id not in rooms),
            sessions=tuple(left(session) for session in self.sessions),
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """A session in its place, with the hour at which it starts."""

    session: str
    slot: str
    room: str
    start: datetime


@dataclass(frozen=True, slots=True)
class Because:
    """A reason: its code, and the facts that its sentence names. `reasons` has the sentence for every code."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a programme breaks: which one, the sessions concerned, and what there is to say about it."""

    rule: Rule
    sessions: tuple[str, ...]
    because: Because


class Order(StrEnum):
    """In which order goals are looked at; `changes_first` is for mending a released programme."""

    USUAL = "usual"
    CHANGES_FIRST = "changes_first"


@dataclass(frozen=True, slots=True)
class Goals:
    """What programmes are compared by, less being better.

    `worst_share` is the largest share of its weights that a small delegation loses; `loss_small` and `loss_all` are
    the weights lost by small delegations and by all; `changes` counts the sessions that are not where they were.
    """

    violations: int
    unplaced: int
    worst_share: Fraction
    loss_small: int
    loss_all: int
    changes: int

    def key(self, order: Order = Order.USUAL) -> tuple[Fraction | int, ...]:
        """Return a key: the better programme has the smaller one."""
        losses = (self.worst_share, self.loss_small, self.loss_all)
        rest = (*losses, self.changes) if order is Order.USUAL else (self.changes, *losses)
        return (self.violations, self.unplaced, *rest)


@dataclass(frozen=True, slots=True)
class Loser:
    """A delegation that cannot follow everything: the weights it loses, their share of all it has, and the sessions."""

    delegation: str
    loss: int
    share: Fraction
    missed: tuple[str, ...]
    is_small: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a programme costs: the goals, every broken hard rule, and who loses what, the worst off first."""

    goals: Goals
    violations: tuple[Violation, ...]
    losers: tuple[Loser, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What could be changed instead: the sessions that would stand elsewhere, and what the programme would cost then.

    A session that would have to give up its place has the place None.
    """

    places: Mapping[str, Place | None]
    goals: Goals


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that the programme forces: sessions that collide, and what they cost whom.

    `losers` tells what each delegation loses here. `instead` is the best other place for one of these sessions, None
    if there is none that keeps every hard rule; `because` tells what bars the others.
    """

    sessions: tuple[str, ...]
    loss_small: int
    loss_all: int
    losers: tuple[Loser, ...]
    instead: Alternative | None
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no programme can go below, goal by goal.

    The bound of each goal holds for every programme that is at least as good as the answer in all the goals before it
    in the order; so it holds for the best one. `proven` tells that every bound is reached: there is no better answer.
    """

    unplaced: int = 0
    worst_share: Fraction = Fraction(0)
    loss_small: int = 0
    loss_all: int = 0
    changes: int = 0

    def proves(self, goals: Goals) -> bool:
        """Return whether a programme with these goals, which breaks no rule, reaches every bound."""
        mine = (self.unplaced, self.worst_share, self.loss_small, self.loss_all, self.changes)
        return mine == (goals.unplaced, goals.worst_share, goals.loss_small, goals.loss_all, goals.changes)


@dataclass(frozen=True, slots=True)
class Programme:
    """The answer: placements in the order of the sessions, what they cost, and what is known about the best.

    `unplaced` has the reasons for each session without a place. `steps` is the work that was done.
    """

    placements: tuple[Placement, ...]
    evaluation: Evaluation
    bounds: Bounds
    unplaced: Mapping[str, tuple[Because, ...]] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    seed: int | str = 1
    steps: int = 0

    @property
    def proven(self) -> bool:
        """Return whether no better programme exists."""
        return self.evaluation.goals.violations == 0 and self.bounds.proves(self.evaluation.goals)
