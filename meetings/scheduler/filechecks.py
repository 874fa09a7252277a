"""What is refused in a file although each value of it can be read: sessions that do not agree with the rest of it.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from foundation.strict_json import Field
from meetings.scheduler import rules
from meetings.scheduler.checks import orders
from meetings.scheduler.costs import minute
from meetings.scheduler.rules import Place, Problem, Session

LONGEST_ID = 80
NOBODY = "There is no delegation “{}” in this file, and it is none of its persons."


def check_needed(whole: Field, delegations: Collection[str]) -> None:
    """Refuse a session that needs somebody who is neither a delegation nor a person of the file."""
    persons = [one.text(LONGEST_ID) for one in whole.list("persons", rules.MOST_PERSONS)]
    whole.no_doubles("persons", persons)
    known = {*delegations, *persons}
    for session in whole.list("sessions", rules.MOST_SESSIONS):
        for one in session.list("must", rules.MOST_NAMED) if session.has("must") else ():
            one.known(known, NOBODY)


def check_order(whole: Field, problem: Problem) -> None:
    """Refuse sessions of which each has to wait for another."""
    waiting: dict[str, set[str]] = {session.id: set() for session in problem.sessions}
    for first, second in orders(problem):
        waiting[second].add(first)
    while waiting:
        ready = {one for one, firsts in waiting.items() if not firsts}
        if not ready:
            circle = _circle(waiting)
            number = next(n for n, session in enumerate(problem.sessions) if session.id == circle[0])
            names = " after ".join([*circle, circle[0]])
            raise whole.list("sessions", rules.MOST_SESSIONS)[number].wrong(f"The order runs in a circle: {names}.")
        waiting = {one: firsts - ready for one, firsts in waiting.items() if one not in ready}


def check_apart(whole: Field, problem: Problem) -> None:
    """Refuse a session that is to be apart from itself."""
    for session, field in zip(problem.sessions, whole.list("sessions", rules.MOST_SESSIONS), strict=True):
        if session.id in session.apart:
            raise field["apart"].wrong(f"The session {session.id} cannot be apart from itself.")


def _circle(waiting: Mapping[str, set[str]]) -> list[str]:
    way = [next(iter(waiting))]
    while True:
        following = min(waiting[way[-1]])
        if following in way:
            return way[way.index(following) :]
        way.append(following)


def check_fixed(whole: Field, problem: Problem) -> None:
    """Refuse sessions that are fixed to an hour at which they do not fit, or in one place in which they do not."""
    slots = {slot.id: slot for slot in problem.slots}
    fields = whole.list("sessions", rules.MOST_SESSIONS)
    taken: dict[tuple[str, str], list[tuple[Session, Place]]] = {}
    for session, field in zip(problem.sessions, fields, strict=True):
        if session.fixed is None:
            continue
        there = taken.setdefault((session.fixed.slot, session.fixed.room), [])
        there.append((session, session.fixed))
        slot, start = slots[session.fixed.slot], session.fixed.start
        if start is not None and minute(start) + session.minutes > minute(slot.end):
            sentence = f"At this hour the session runs past the end of the slot {slot.id}."
            raise field["fixed"]["start"].wrong(sentence)
        is_too_much = sum(one.minutes for one, _ in there) > minute(slot.end) - minute(slot.start)
        other = there[0][0] if is_too_much and len(there) > 1 else _at_the_same_time(session, there)
        if other is not None:
            raise field["fixed"].wrong(f"The session {other.id} is fixed in this place too.")


def _at_the_same_time(session: Session, there: Sequence[tuple[Session, Place]]) -> Session | None:
    hour = session.fixed.start if session.fixed is not None else None
    for other, place in there:
        if other is not session and hour is not None and place.start is not None:
            gap = minute(hour) - minute(place.start)
            if -session.minutes < gap < other.minutes:
                return other
    return None
