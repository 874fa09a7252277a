"""What a meeting needs before it opens, and what of that is there. Standard library only.

A check is late once the deadline is past that it hangs on, as far as the meeting has that deadline; before that, and
where there is none, it is merely open. What is done is done, and how late it was is told where the record has the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Check(StrEnum):
    """What is looked at: of the meeting as a whole, and of each of its sessions that is not cancelled."""

    LISTED = "listed"
    RELEASED = "released"
    DEADLINES = "deadlines"
    PEOPLE = "people"
    CONFIRMED = "confirmed"
    ROOM = "room"
    LANGUAGES = "languages"
    CHAIR = "chair"
    AGENDA = "agenda"
    PAPERS = "papers"


OF_MEETING = (Check.LISTED, Check.RELEASED, Check.DEADLINES, Check.PEOPLE)
OF_SESSION = (Check.CHAIR, Check.ROOM, Check.LANGUAGES, Check.AGENDA, Check.PAPERS, Check.CONFIRMED)

HANGS_ON: Mapping[Check, str] = {
    Check.LISTED: "programme_public",
    Check.RELEASED: "programme_public",
    Check.AGENDA: "invitation",
    Check.PAPERS: "discussion_paper",
    Check.PEOPLE: "registration",
}
"""The key of the offset whose deadline makes a check late."""


class State(StrEnum):
    """How a check came out."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is on record of a session.

    `has_chair` tells whether somebody holds a chairing role in the committee that sits. It is None for whatever is no
    plenary session of a committee, which is a group, a side event, or a session of no committee: that needs no chair.
    """

    session_id: int
    title: str
    has_chair: bool | None
    has_room: bool
    languages: int
    agenda_on: date | None
    """The day on which the agenda was circulated first."""
    papers_on: date | None
    """The day on which the first paper was published."""
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is on record of a meeting: `said` of `expected` delegations told with how many people they come."""

    is_listed: bool
    released_on: date | None
    """The day of the first release."""
    said: int
    expected: int
    past: Sequence[str]
    """The deadlines that are past and of which nobody noted that they were met: keys of offsets, "" for one by hand."""


@dataclass(frozen=True)
class Done:
    """The day on which something was done, and how many days after its deadline that was; 0 where it was not late."""

    on: date
    days_late: int


@dataclass(frozen=True)
class Line:
    """A session with the state of each check about it. `done` is as in `Readiness`."""

    session: SessionFacts
    states: Mapping[Check, State]
    done: Mapping[Check, Done]


@dataclass(frozen=True)
class Readiness:
    """How ready a meeting is: the checks about it as a whole, and a line for each session.

    `done` has those checks that are done and of which the record tells the day.
    """

    meeting: Mapping[Check, State]
    lines: Sequence[Line]
    done: Mapping[Check, Done]

    def count(self, state: State) -> int:
        """How many checks came out so."""
        several = [self.meeting, *(line.states for line in self.lines)]
        return sum(found == state for states in several for found in states.values())


def readiness(
    meeting: MeetingFacts, sessions: Iterable[SessionFacts], due: Mapping[str, date], today: date
) -> Readiness:
    """Look at everything. `due` has the last days of the meeting's deadlines by the keys of their offsets."""
    due_of = {check: due[key] for check, key in HANGS_ON.items() if key in due}
    late = {check for check, day in due_of.items() if day < today}
    return Readiness(
        {
            Check.LISTED: _state(Check.LISTED, meeting.is_listed, late),
            Check.RELEASED: _state(Check.RELEASED, meeting.released_on is not None, late),
            Check.DEADLINES: State.LATE if set(meeting.past) - fulfilled(meeting) else State.DONE,
            Check.PEOPLE: _state(Check.PEOPLE, meeting.said >= meeting.expected, late),
        },
        [_line(session, late, due_of) for session in sessions],
        _done({Check.RELEASED: meeting.released_on}, due_of),
    )


def fulfilled(meeting: MeetingFacts) -> frozenset[str]:
    """The offsets whose deadlines nobody needs to note as met, since the record itself tells that they are."""
    is_public = meeting.is_listed and meeting.released_on is not None
    return frozenset({HANGS_ON[Check.RELEASED]}) if is_public else frozenset()


def done(on: date, due: date | None) -> Done:
    """What was done on a day, measured by its deadline; on the last day it is not late."""
    return Done(on, 0 if due is None else max(0, (on - due).days))


def _line(session: SessionFacts, late: Collection[Check], due_of: Mapping[Check, date]) -> Line:
    states = _of_session(session, late)
    days = {Check.AGENDA: session.agenda_on, Check.PAPERS: session.papers_on}
    return Line(session, states, _done({check: days[check] for check in days if states[check] == State.DONE}, due_of))


def _done(days: Mapping[Check, date | None], due_of: Mapping[Check, date]) -> dict[Check, Done]:
    return {check: done(on, due_of.get(check)) for check, on in days.items() if on is not None}


def _of_session(session: SessionFacts, late: Collection[Check]) -> dict[Check, State]:
    sits = session.has_chair is not None
    return {
        Check.CHAIR: _state(Check.CHAIR, bool(session.has_chair), late) if sits else State.NOT_NEEDED,
        Check.ROOM: _state(Check.ROOM, session.has_room, late),
        Check.LANGUAGES: _state(Check.LANGUAGES, session.languages > 0, late) if sits else State.NOT_NEEDED,
        Check.AGENDA: _state(Check.AGENDA, session.agenda_on is not None, late) if sits else State.NOT_NEEDED,
        Check.PAPERS: _state(Check.PAPERS, session.papers_on is not None, late) if sits else State.NOT_NEEDED,
        Check.CONFIRMED: _state(Check.CONFIRMED, session.is_confirmed, late),
    }


def _state(check: Check, is_done: bool, late: Collection[Check]) -> State:
    if is_done:
        return State.DONE
    return State.LATE if check in late else State.OPEN
