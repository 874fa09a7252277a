"""The question and its programme as plain values and as JSON text, which `fileformat` reads: the same bytes each time.

Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from meetings.scheduler.rules import Place, Placement, Problem, Session, Stand


def problem_as_json(problem: Problem, placements: Iterable[Placement] = ()) -> str:
    """Return the question as JSON text, the same bytes each time; `read_question` reads it."""
    plain = plain_problem(problem)
    placed = plain_placements(placements)
    return as_text(plain | {"placements": placed} if placed else plain)


def plain_problem(problem: Problem) -> dict[str, Any]:
    """Return the question as plain values in the order of the format; `question_from` reads them."""
    plain: dict[str, Any] = {"walk_minutes": problem.walk_minutes}
    if problem.max_parallel is not None:
        plain["max_parallel"] = problem.max_parallel
    known = {delegation.id for delegation in problem.delegations}
    persons = sorted({who for session in problem.sessions for who in session.must} - known)
    if persons:
        plain["persons"] = persons
    return plain | {
        "max_parallel_plenary": problem.max_parallel_plenary,
        "slots": [
            {"id": slot.id, "start": _hour(slot.start), "end": _hour(slot.end)} | _if_known(languages=slot.languages)
            for slot in problem.slots
        ],
        "rooms": [{"id": room.id} | _if_known(seats=room.seats, languages=room.languages) for room in problem.rooms],
        "sessions": [_plain_session(session) for session in problem.sessions],
        "delegations": [
            {"id": delegation.id, "people": delegation.people, "wishes": dict(delegation.wishes)}
            for delegation in problem.delegations
        ],
        "small": problem.small,
    }


def _if_known(**values: int | tuple[str, ...] | None) -> dict[str, Any]:
    known = {name: value for name, value in values.items() if value is not None}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in known.items()}


def _plain_session(session: Session) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": session.id, "minutes": session.minutes}
    values = {
        "seats": session.seats,
        "plenary": session.plenary,
        "languages": list(session.languages),
        "must": list(session.must),
        "after": list(session.after),
        "before": list(session.before),
        "apart": list(session.apart),
        "only": list(session.only),
        "not": list(session.never),
        "avoid": list(session.avoid),
        "fixed": _plain_place(session.fixed),
        "was": _plain_place(session.was),
        "stands": _plain_stand(session.stands),
    }
    return plain | {name: value for name, value in values.items() if value}


def _plain_place(place: Place | None) -> dict[str, str] | None:
    if place is None:
        return None
    plain = {"slot": place.slot, "room": place.room}
    return plain if place.start is None else plain | {"start": _hour(place.start)}


def _plain_stand(stand: Stand | None) -> dict[str, str] | None:
    if stand is None:
        return None
    plain = {"start": _hour(stand.start)}
    return plain if stand.room is None else plain | {"room": stand.room}


def plain_placements(placements: Iterable[Placement]) -> dict[str, dict[str, str]]:
    """Return a programme as plain values."""
    return {one.session: {"slot": one.slot, "room": one.room, "start": _hour(one.start)} for one in placements}


def _hour(one: datetime) -> str:
    return one.isoformat(timespec="minutes")


def as_text(plain: Mapping[str, Any]) -> str:
    """Return plain values as JSON text, the same bytes each time."""
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
