"""Rules about asking the scheduler about a draft: what may be asked, and what becomes of the answer.

A slot is named by its number, and so is a room; a session by its uid. Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from foundation.rules import Refused
from meetings.clashes.problems import slots_of_the_meeting
from meetings.scheduler.rules import MOST_DELEGATIONS, MOST_ROOMS, MOST_SESSIONS, MOST_SLOTS, Problem
from meetings.sessions.entries import Entry

SHORTEST, USUAL, LONGEST = 2, 30, 300
"""Seconds that a run may take."""
HIGHEST_SEED = 999_999
SILENT_AFTER = timedelta(minutes=1)
"""Beyond its own time, a run of which nothing was heard for so long has most likely ended with its process."""
LONGEST_WAIT = timedelta(minutes=15)
"""A run that waits longer for its turn is given up: no worker is there."""


class What(StrEnum):
    """What is asked of the scheduler.

    WHOLE: the whole week anew. UNPLACED: what has no place, while all else stays. MOVES: the whole week, with at most
    so many sessions elsewhere than in the release. LOST: what was in slots and rooms that are lost, with as few others
    moved as possible.
    """

    WHOLE = "whole"
    UNPLACED = "unplaced"
    MOVES = "moves"
    LOST = "lost"


class State(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class NothingToPlace(Refused):
    """The draft has no session that could be placed."""


class NoSlots(Refused):
    """The meeting has no slots, so that there is nowhere to place a session."""


class NoRooms(Refused):
    """The meeting has no rooms."""


class TooMuchToSolve(Refused):
    """There are more sessions, slots, rooms or delegations than the scheduler takes (facts: `most`, `what`)."""


class NothingLost(Refused):
    """Neither a slot nor a room is named that is lost."""


class AllLost(Refused):
    """Every slot or every room would be lost."""


class NoNumberOfMoves(Refused):
    """It was not said how many sessions may move."""


class NoRelease(Refused):
    """Nothing was released, so that moves cannot be counted from a release."""


class LossNotAsked(Refused):
    """Slots or rooms are named that are lost, and what was asked leaves them out of account."""


class MovesNotAsked(Refused):
    """It was said how many sessions may move, and what was asked counts no moves."""


class RunsAlready(Refused):
    """A run about this draft has not ended."""


class HasEnded(Refused):
    """The run has ended, so that it cannot be stopped."""


class HasNoAnswer(Refused):
    """The run has no answer that could be kept."""


class NothingToBring(Refused):
    """Whatever the answer moved was changed since the question was put, or stands there already."""


class KeptAlready(Refused):
    """The answer of this run was kept already."""


@dataclass(frozen=True)
class Asked:
    """What is asked: `moves` for MOVES, the numbers of lost slots and rooms for LOST."""

    what: What
    moves: int | None = None
    slots: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """Return plain values for JSON; `asked_from` reads them."""
        return {**asdict(self), "what": self.what.value, "slots": list(self.slots), "rooms": list(self.rooms)}


def asked_from(plain: Mapping[str, Any]) -> Asked:
    """Return what `Asked.as_plain` wrote."""
    return Asked(What(plain["what"]), plain["moves"], tuple(plain["slots"]), tuple(plain["rooms"]))


@dataclass(frozen=True)
class Brought:
    """What an answer brings into a draft: what entries become, by uid.

    `apart` has those that it moved and that were changed since, as it would have them; they stay as they are.
    `has_changed`: whether anything that the scheduler goes by was changed since.
    """

    changes: Mapping[str, Entry]
    apart: Mapping[str, Entry]
    has_changed: bool


class Timed(Protocol):
    """A run, as far as its life is concerned."""

    @property
    def state(self) -> str:
        """Return where it stands."""

    @property
    def seconds(self) -> int:
        """Return how long it may take."""

    @property
    def asked_at(self) -> datetime:
        """Return when it was asked for."""

    @property
    def begun_at(self) -> datetime | None:
        """Return when it began."""


def check_asked(asked: Asked, *, is_released: bool) -> None:
    """Refuse a question that lacks what it needs, or says what it would leave out of account.

    Raises MovesNotAsked, LossNotAsked, NoNumberOfMoves, NoRelease, NothingLost.
    """
    if asked.what != What.MOVES and asked.moves is not None:
        raise MovesNotAsked
    if asked.what != What.LOST and (asked.slots or asked.rooms):
        raise LossNotAsked
    if asked.what == What.MOVES:
        if asked.moves is None:
            raise NoNumberOfMoves
        if not is_released:
            raise NoRelease
    if asked.what == What.LOST and not (asked.slots or asked.rooms):
        raise NothingLost


def check_problem(problem: Problem, asked: Asked) -> None:
    """Refuse a question that has no answer worth waiting for, or is more than the scheduler takes.

    Raises NothingToPlace, NoSlots, NoRooms, AllLost, TooMuchToSolve.
    """
    if not slots_of_the_meeting(problem):
        raise NoSlots
    if not problem.rooms:
        raise NoRooms
    if not problem.sessions:
        raise NothingToPlace
    if asked.what == What.LOST:
        left = problem.without(asked.slots, asked.rooms)
        if not slots_of_the_meeting(left) or not left.rooms:
            raise AllLost
    for what, several, most in (
        ("sessions", problem.sessions, MOST_SESSIONS),
        ("slots", problem.slots, MOST_SLOTS),
        ("rooms", problem.rooms, MOST_ROOMS),
        ("delegations", problem.delegations, MOST_DELEGATIONS),
    ):
        if len(several) > most:
            raise TooMuchToSolve(what=what, most=most)


def changed(entries: Collection[Entry], answer: Mapping[str, Any], asked: Asked) -> dict[str, Entry]:
    """Return what becomes of the entries of a draft by an answer: by uid, those alone that change.

    `answer` is the answer's JSON; rooms keep their numbers there. Where only what has no place was asked for, nothing
    else changes, also where two stand on top of each other.
    """
    placements, unplaced = answer["placements"], answer["unplaced"]
    # What stands in a room that is lost keeps its hours; runs that were stored before do not tell it.
    rooms = answer.get("new_rooms", {})
    found = {}
    for entry in entries:
        if asked.what == What.UNPLACED and entry.is_placed:
            continue
        placed = placements.get(entry.uid)
        if placed is not None:
            starts, room = datetime.fromisoformat(placed["start"]), int(placed["room"])
            if (entry.starts, entry.room_id) != (starts, room):
                # A time that the scheduler chose is that of the draft, and illustrates nothing.
                stays = starts == entry.starts
                found[entry.uid] = replace(
                    entry,
                    starts=starts,
                    room_id=room,
                    time_is_illustrative=stays and entry.time_is_illustrative,
                    day_is_illustrative=stays and entry.day_is_illustrative,
                )
        elif rooms.get(entry.uid) is not None:
            found[entry.uid] = replace(entry, room_id=int(rooms[entry.uid]))
        elif entry.uid in unplaced and entry.is_placed:
            found[entry.uid] = replace(entry, starts=None, room_id=None, is_confirmed=False)
    return found


def brought(then: Mapping[str, Entry], now: Mapping[str, Entry], answer: Mapping[str, Any], asked: Asked) -> Brought:
    """Return what an answer brings into a draft that was `then` when the question was put, and is like that `now`.

    It brings what it moved itself. What was changed since stays, and so does what is not there any more, is cancelled,
    or stands already where the answer would put it.
    """
    changes, apart = {}, {}
    for uid, moved in changed(then.values(), answer, asked).items():
        entry = now.get(uid)
        if entry is None or entry.cancelled_because is not None:
            continue
        if (entry.starts, entry.room_id) == (moved.starts, moved.room_id):
            continue
        if _bare(entry) == _bare(then[uid]):
            changes[uid] = replace(
                entry,
                starts=moved.starts,
                room_id=moved.room_id,
                is_confirmed=moved.is_confirmed,
                time_is_illustrative=moved.time_is_illustrative,
                day_is_illustrative=moved.day_is_illustrative,
            )
        else:
            apart[uid] = moved
    return Brought(changes, apart, _all_bare(then) != _all_bare(now))


def _bare(entry: Entry) -> Entry:
    """The entry without what it says and the scheduler does not go by."""
    return replace(entry, title="", part="", track="", note="", source="", room_name="")


def _all_bare(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {uid: _bare(entry) for uid, entry in entries.items()}


def has_fallen_silent(run: Timed, now: datetime) -> bool:
    """Whether a run has most likely ended with its process, without an answer; one that waits may wait for others."""
    if run.state == State.WAITING:
        return now - run.asked_at > LONGEST_WAIT
    if run.state != State.RUNNING:
        return False
    return now - (run.begun_at or run.asked_at) > timedelta(seconds=run.seconds) + SILENT_AFTER
