"""What a meeting needs before it opens, and what of that is there. Standard library only.

A check is late once the deadline is past that it hangs on, as far as the meeting has that deadline; before that, and
where there is none, it is merely open. What is done is done, and how late it was is told where the record has the day.
Once the meeting is over nothing can be made ready any more: of what is not on record nobody knows whether it was done.
Late are the ISU and those in office alone: what delegations do, or do not, is their own affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meetings.deadlines.rules import Standing


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

OF_SITTINGS = (Check.CHAIR, Check.LANGUAGES, Check.AGENDA, Check.PAPERS)
"""What a plenary session of a committee needs alone."""

HANGS_ON: Mapping[Check, str] = {
    Check.LISTED: "programme_public",
    Check.RELEASED: "programme_public",
    Check.AGENDA: "invitation",
    Check.PAPERS: "discussion_paper",
    Check.PEOPLE: "registration",
}
"""The key of the offset whose deadline makes a check late."""


class State(StrEnum):
    """How a check came out.

    NOT_BEGUN: there is nothing yet that could be done or late. NOT_KNOWN: the record cannot tell.
    """

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    NOT_BEGUN = "not_begun"
    NOT_KNOWN = "not_known"
    NOT_NEEDED = "not_needed"


UNSETTLED = (State.OPEN, State.NOT_BEGUN)
"""What is still to be done before the meeting opens."""


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
class DeadlineFacts:
    """What is on record of a deadline that was not dropped. `is_ours`: the ISU or those in office have to keep it."""

    due_on: date
    standing: Standing
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is on record of a meeting: `said` of `expected` delegations told with how many people they come."""

    last_day: date | None
    """The day on which it closes, None where that is not known."""
    is_listed: bool
    released_on: date | None
    """The day of the first release."""
    said: int
    expected: int
    deadlines: Sequence[DeadlineFacts]


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
    over = is_over(meeting.last_day, today)
    still = _still(due_of, today, over=over)
    return Readiness(
        {
            # Whether it is listed is always known, and may be made good when the meeting is over too.
            Check.LISTED: State.DONE if meeting.is_listed else State.OPEN if over else still[Check.LISTED],
            Check.RELEASED: State.DONE if meeting.released_on is not None else still[Check.RELEASED],
            Check.DEADLINES: _of_deadlines(meeting, today),
            Check.PEOPLE: _of_people(meeting, still[Check.PEOPLE]),
        },
        [_line(session, still, due_of) for session in sessions],
        _done({Check.RELEASED: meeting.released_on}, due_of),
    )


def is_over(last_day: date | None, today: date) -> bool:
    """Whether a meeting is over; on its last day it is not."""
    return last_day is not None and last_day < today


def presses(deadline: DeadlineFacts, last_day: date | None, today: date) -> bool:
    """Whether a deadline presses: it is near, or it is past and ours, and nothing tells that it was met.

    What was to be done before the end of a meeting that is over does not press any more.
    """
    if deadline.standing != Standing.PAST:
        return deadline.standing in (Standing.TODAY, Standing.SOON)
    return deadline.is_ours and not (last_day is not None and deadline.due_on <= last_day < today)


def done(on: date, due: date | None) -> Done:
    """What was done on a day, measured by its deadline; on the last day it is not late."""
    return Done(on, 0 if due is None else max(0, (on - due).days))


def _still(due_of: Mapping[Check, date], today: date, *, over: bool) -> dict[Check, State]:
    """How each check comes out where what it asks for is not on record."""
    if over:
        return dict.fromkeys(Check, State.NOT_KNOWN)
    return {check: State.LATE if check in due_of and due_of[check] < today else State.OPEN for check in Check}


def _of_deadlines(meeting: MeetingFacts, today: date) -> State:
    ours = [one for one in meeting.deadlines if one.is_ours]
    past = [one for one in ours if one.standing == Standing.PAST]
    if any(presses(one, meeting.last_day, today) for one in past):
        return State.LATE
    if any(one.standing in (Standing.TODAY, Standing.SOON, Standing.AHEAD) for one in ours):
        return State.OPEN
    if past or (not meeting.deadlines and is_over(meeting.last_day, today)):
        return State.NOT_KNOWN
    if ours:
        return State.DONE
    return State.NOT_NEEDED if meeting.deadlines else State.NOT_BEGUN


def _of_people(meeting: MeetingFacts, still: State) -> State:
    if not meeting.expected:
        return State.NOT_KNOWN
    return State.DONE if meeting.said >= meeting.expected else still


def _line(session: SessionFacts, still: Mapping[Check, State], due_of: Mapping[Check, date]) -> Line:
    sits = session.has_chair is not None
    is_done = {
        Check.CHAIR: bool(session.has_chair),
        Check.ROOM: session.has_room,
        Check.LANGUAGES: session.languages > 0,
        Check.AGENDA: session.agenda_on is not None,
        Check.PAPERS: session.papers_on is not None,
        Check.CONFIRMED: session.is_confirmed,
    }
    states = {
        check: State.NOT_NEEDED if check in OF_SITTINGS and not sits else State.DONE if found else still[check]
        for check, found in is_done.items()
    }
    days = {Check.AGENDA: session.agenda_on, Check.PAPERS: session.papers_on}
    return Line(session, states, _done({check: days[check] for check in days if states[check] == State.DONE}, due_of))


def _done(days: Mapping[Check, date | None], due_of: Mapping[Check, date]) -> dict[Check, Done]:
    return {check: done(on, due_of.get(check)) for check, on in days.items() if on is not None}
