"""The question as a JSON file; the keys are those of `rules`, with `not` for `never`.

Reading is strict: whatever is not understood is refused with its place in the file and one sentence. `filewriting`
writes what is read here. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from foundation.strict_json import Field, load
from meetings.scheduler import filechecks, rules
from meetings.scheduler.costs import minute, moment
from meetings.scheduler.filechecks import LONGEST_ID
from meetings.scheduler.filefixed import check_can_hold
from meetings.scheduler.filewriting import as_text, plain_placements, plain_problem, problem_as_json
from meetings.scheduler.rules import (
    Delegation,
    Place,
    Placement,
    Problem,
    Room,
    Session,
    Slot,
    Stand,
    WrongProgramme,
)

__all__ = [
    "LONGEST_ID",
    "Question",
    "as_text",
    "plain_placements",
    "plain_problem",
    "problem_as_json",
    "question_from",
    "read_question",
]

LONGEST_LANGUAGE = 35
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
OF_A_SESSION = (
    "seats",
    "plenary",
    "languages",
    "must",
    "after",
    "before",
    "apart",
    "only",
    "not",
    "avoid",
    "fixed",
    "was",
    "stands",
)
DEFAULT_WALK, DEFAULT_SMALL, DEFAULT_PLENARY = 10, 2, 1
NO_SESSION = "There is no session “{}” in this file."
NO_SLOT = "There is no slot “{}” in this file."
NO_ROOM = "There is no room “{}” in this file."


@dataclass(frozen=True, slots=True)
class Question:
    """A problem, and the programme that the file has for it, empty if it has none."""

    problem: Problem
    placements: tuple[Placement, ...] = ()


def read_question(content: str | bytes) -> Question:
    """Return the question that a JSON text asks.

    Raises WrongProgramme, also where there is nothing to place, or something is fixed where it can never be.
    """
    whole = Field(load(content, WrongProgramme), "", WrongProgramme)
    question = _question(whole)
    problem = question.problem
    for name, entries in (("slots", problem.slots), ("rooms", problem.rooms), ("sessions", problem.sessions)):
        if not entries:
            raise WrongProgramme(place=name, sentence="This list is empty, so there is nothing to place anywhere.")
    check_can_hold(whole, problem)
    return question


def question_from(content: object) -> Question:
    """Return the question from plain values, as `plain_problem` gives them. Raises WrongProgramme."""
    return _question(Field(content, "", WrongProgramme))


def _question(whole: Field) -> Question:
    whole.keys(
        required=("slots", "rooms", "sessions", "delegations"),
        optional=("walk_minutes", "max_parallel", "max_parallel_plenary", "small", "persons", "placements"),
    )
    slots = _slots(whole)
    rooms = tuple(_room(one) for one in whole.list("rooms", rules.MOST_ROOMS))
    whole.no_doubles("rooms", [room.id for room in rooms])
    sessions = _sessions(whole, {slot.id: slot for slot in slots}, {room.id for room in rooms})
    names = {session.id for session in sessions}
    delegations = tuple(_delegation(one, names) for one in whole.list("delegations", rules.MOST_DELEGATIONS))
    whole.no_doubles("delegations", [delegation.id for delegation in delegations])
    filechecks.check_needed(whole, {delegation.id for delegation in delegations})
    problem = Problem(
        slots=slots,
        rooms=rooms,
        sessions=sessions,
        delegations=delegations,
        walk_minutes=_number(whole, "walk_minutes", 0, rules.MOST_MINUTES, DEFAULT_WALK),
        max_parallel=whole["max_parallel"].whole(1, rules.MOST_ROOMS) if whole.has("max_parallel") else None,
        max_parallel_plenary=_number(whole, "max_parallel_plenary", 1, rules.MOST_ROOMS, DEFAULT_PLENARY),
        small=_number(whole, "small", 0, rules.MOST_PEOPLE, DEFAULT_SMALL),
    )
    filechecks.check_order(whole, problem)
    filechecks.check_apart(whole, problem)
    filechecks.check_fixed(whole, problem)
    return Question(problem, _placements(whole, problem) if whole.has("placements") else ())


def _number(field: Field, name: str, least: int, most: int, default: int) -> int:
    return field[name].whole(least, most) if field.has(name) else default


def _slots(whole: Field) -> tuple[Slot, ...]:
    fields = whole.list("slots", rules.MOST_SLOTS)
    slots = tuple(_slot(one) for one in fields)
    whole.no_doubles("slots", [slot.id for slot in slots])
    ordered = sorted(zip(slots, fields, strict=True), key=lambda one: one[0].start)
    for (first, _), (second, field) in pairwise(ordered):
        if second.start < first.end:
            raise field.wrong(f"The slot {second.id} overlaps the slot {first.id}.")
    return slots


def _slot(field: Field) -> Slot:
    field.keys(required=("id", "start", "end"), optional=("languages",))
    start, end = _moment(field["start"]), _moment(field["end"])
    if end <= start:
        raise field["end"].wrong("The slot ends before it starts.")
    if minute(end) - minute(start) > rules.MOST_MINUTES:
        raise field["end"].wrong("The slot is longer than a day.")
    return Slot(field["id"].text(LONGEST_ID), start, end, _languages(field))


def _moment(field: Field) -> datetime:
    text = field.text(LONGEST_ID)
    try:
        found = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise field.wrong("This must be a day and an hour by the clock on the wall, such as 2011-06-20T10:00.")
    return found


def _languages(field: Field) -> tuple[str, ...] | None:
    if not field.has("languages"):
        return None
    found = tuple(one.text(LONGEST_LANGUAGE) for one in field.list("languages", rules.MOST_LANGUAGES))
    field.no_doubles("languages", found)
    return found


def _room(field: Field) -> Room:
    field.keys(required=("id",), optional=("seats", "languages"))
    seats = field["seats"].whole(0, rules.MOST_SEATS) if field.has("seats") else None
    return Room(field["id"].text(LONGEST_ID), seats, _languages(field))


def _sessions(whole: Field, slots: Mapping[str, Slot], rooms: Collection[str]) -> tuple[Session, ...]:
    fields = whole.list("sessions", rules.MOST_SESSIONS)
    ids = [one["id"].text(LONGEST_ID) for one in fields]
    whole.no_doubles("sessions", ids)
    return tuple(_session(one, set(ids), slots, rooms) for one in fields)


def _session(field: Field, ids: Collection[str], slots: Mapping[str, Slot], rooms: Collection[str]) -> Session:
    field.keys(required=("id", "minutes"), optional=OF_A_SESSION)

    def names(key: str, known: Collection[str] | None = None, sentence: str = "") -> tuple[str, ...]:
        if not field.has(key):
            return ()
        entries = field.list(key, rules.MOST_NAMED)
        found = tuple(one.text(LONGEST_ID) if known is None else one.known(known, sentence) for one in entries)
        field.no_doubles(key, found)
        return found

    def place(key: str) -> Place | None:
        return _place(field[key], slots, rooms) if field.has(key) else None

    return Session(
        id=field["id"].text(LONGEST_ID),
        minutes=field["minutes"].whole(1, rules.MOST_MINUTES),
        seats=_number(field, "seats", 0, rules.MOST_SEATS, 0),
        plenary=field["plenary"].flag() if field.has("plenary") else False,
        languages=_languages(field) or (),
        must=names("must"),
        after=names("after", ids, NO_SESSION),
        before=names("before", ids, NO_SESSION),
        apart=names("apart", ids, NO_SESSION),
        only=names("only", slots, NO_SLOT),
        never=names("not", slots, NO_SLOT),
        avoid=names("avoid", slots, NO_SLOT),
        fixed=place("fixed"),
        was=place("was"),
        stands=_stand(field) if field.has("stands") else None,
    )


def _stand(session: Field) -> Stand:
    for key in ("fixed", "was"):
        if session.has(key):
            raise session[key].wrong("This session stands where it is, so that it has no place.")
    field = session["stands"]
    field.keys(required=("start",), optional=("room",))
    return Stand(_moment(field["start"]), field["room"].text(LONGEST_ID) if field.has("room") else None)


def _place(field: Field, slots: Mapping[str, Slot], rooms: Collection[str]) -> Place:
    field.keys(required=("slot", "room"), optional=("start",))
    slot = field["slot"].known(slots, NO_SLOT)
    room = field["room"].known(rooms, NO_ROOM)
    start = None
    if field.has("start"):
        start = _moment(field["start"])
        if not slots[slot].start <= start < slots[slot].end:
            raise field["start"].wrong(f"This hour is not within the slot {slot}.")
    return Place(slot, room, start)


def _delegation(field: Field, sessions: Collection[str]) -> Delegation:
    field.keys(required=("id", "people"), optional=("wishes",))
    wishes: dict[str, int] = {}
    if field.has("wishes"):
        wished = field["wishes"]
        if not isinstance(wished.value, dict):
            raise wished.wrong("This must be an object: the weight of each session that is wished.")
        for name in wished.value:
            wished.at(name).known(sessions, NO_SESSION)
            wishes[name] = wished[name].whole(1, rules.HIGHEST_WEIGHT)
    return Delegation(field["id"].text(LONGEST_ID), field["people"].whole(1, rules.MOST_PEOPLE), wishes)


def _placements(whole: Field, problem: Problem) -> tuple[Placement, ...]:
    """Return the programme in the file. Without an hour a session starts when those before it in the file are over."""
    field = whole["placements"]
    if not isinstance(field.value, dict):
        raise field.wrong("This must be an object: the place of each session.")
    slots = {slot.id: slot for slot in problem.slots}
    rooms = {room.id for room in problem.rooms}
    minutes = {session.id: session.minutes for session in problem.sessions}
    standing = {session.id for session in problem.sessions if session.stands is not None}
    places = {}
    for name in field.value:
        field.at(name).known(minutes, NO_SESSION)
        if name in standing:
            raise field[name].wrong("This session stands where it is, so that it has no place.")
        places[name] = _place(field[name], slots, rooms)
    ends: dict[tuple[str, str], int] = {}
    found = []
    for session in problem.sessions:
        place = places.get(session.id)
        if place is not None:
            here = (place.slot, place.room)
            start = place.start or moment(ends.get(here, minute(slots[place.slot].start)))
            ends[here] = max(ends.get(here, 0), minute(start) + minutes[session.id])
            found.append(Placement(session.id, place.slot, place.room, start))
    return tuple(found)
