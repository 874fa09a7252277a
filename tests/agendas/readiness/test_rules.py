"""What is done, open and late before a meeting opens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agendas.readiness.phrases import CHECKS, STATES
from agendas.readiness.rules import (
    Check,
    DeadlineFacts,
    Done,
    MeetingFacts,
    Readiness,
    SessionFacts,
    State,
    done,
    presses,
    readiness,
)
from meetings.deadlines.rules import Standing

TODAY, IN_TIME = date(2011, 6, 1), date(2011, 5, 2)
DUE = {"programme_public": date(2011, 6, 1), "invitation": date(2011, 5, 31), "discussion_paper": date(2011, 6, 2)}


def session(**said: Any) -> SessionFacts:
    """A session of which all is on record, but for what is said otherwise."""
    usual = {"session_id": 1, "title": "Sample", "has_chair": True, "has_room": True, "languages": 6}
    return SessionFacts(**{**usual, "agenda_on": IN_TIME, "papers_on": IN_TIME, "is_confirmed": True, **said})


def looked_at(*sessions: SessionFacts, **said: Any) -> Readiness:
    """A meeting of which all is on record, but for what is said otherwise."""
    usual = {"last_day": LAST, "is_listed": True, "released_on": date(2011, 5, 30), "said": 3, "expected": 3}
    return readiness(MeetingFacts(**{**usual, "deadlines": [MET], **said}), sessions, DUE, TODAY)


def deadline(standing: Standing, *, is_ours: bool = True, due_on: date = date(2011, 5, 20)) -> DeadlineFacts:
    """A deadline that stands so."""
    return DeadlineFacts(due_on=due_on, standing=standing, is_ours=is_ours)


LAST, OVER = date(2011, 6, 24), date(2011, 5, 27)
"""The last day of the meeting, and of one that is over."""
MET, PAST, AHEAD = deadline(Standing.MET), deadline(Standing.PAST), deadline(Standing.AHEAD)
THEIRS = deadline(Standing.PAST, is_ours=False)
AFTER_CLOSING = deadline(Standing.PAST, due_on=date(2011, 5, 30))


@pytest.mark.parametrize(
    ("said", "check", "expected"),
    [
        ({}, Check.RELEASED, State.DONE),
        ({"released_on": None}, Check.RELEASED, State.OPEN),
        ({"is_listed": False}, Check.LISTED, State.OPEN),
        ({"said": 2}, Check.PEOPLE, State.OPEN),
        ({"said": 0, "expected": 0}, Check.PEOPLE, State.NOT_KNOWN),
        ({"said": 3}, Check.PEOPLE, State.DONE),
        ({"last_day": OVER, "is_listed": False}, Check.LISTED, State.OPEN),
        ({"last_day": OVER, "released_on": None}, Check.RELEASED, State.NOT_KNOWN),
        ({"last_day": OVER}, Check.RELEASED, State.DONE),
        ({"last_day": OVER, "said": 2}, Check.PEOPLE, State.NOT_KNOWN),
        ({"last_day": TODAY, "said": 2}, Check.PEOPLE, State.OPEN),
        ({"last_day": None, "said": 2}, Check.PEOPLE, State.OPEN),
    ],
)
def test_the_meeting_as_a_whole(said: dict[str, Any], check: Check, expected: State) -> None:
    assert looked_at(**said).meeting[check] == expected


@pytest.mark.parametrize(
    ("deadlines", "last_day", "expected"),
    [
        pytest.param([], LAST, State.NOT_BEGUN, id="none was worked out"),
        pytest.param([], OVER, State.NOT_KNOWN, id="none was ever worked out"),
        pytest.param([AHEAD], LAST, State.OPEN, id="to come"),
        pytest.param([MET, deadline(Standing.TODAY)], LAST, State.OPEN, id="one met, one today"),
        pytest.param([MET, deadline(Standing.DONE), deadline(Standing.BEGUN)], LAST, State.DONE, id="met, done, begun"),
        pytest.param([PAST, AHEAD], LAST, State.LATE, id="one past"),
        pytest.param([PAST], None, State.LATE, id="past, and nobody knows when the meeting ends"),
        pytest.param([THEIRS, AHEAD], LAST, State.OPEN, id="past, and for delegations to keep"),
        pytest.param([THEIRS], LAST, State.NOT_NEEDED, id="delegations alone have any"),
        pytest.param([PAST, MET], OVER, State.NOT_KNOWN, id="over, and nobody noted one"),
        pytest.param([MET], OVER, State.DONE, id="over, and all were met"),
        pytest.param([PAST, AFTER_CLOSING], OVER, State.LATE, id="what comes after the end is late"),
        pytest.param([PAST, AHEAD], OVER, State.OPEN, id="what comes after the end is to come"),
    ],
)
def test_deadlines_are_met_late_or_to_come(
    deadlines: list[DeadlineFacts], last_day: date | None, expected: State
) -> None:
    assert looked_at(deadlines=deadlines, last_day=last_day).meeting[Check.DEADLINES] == expected


@pytest.mark.parametrize(
    ("found", "last_day", "expected"),
    [
        pytest.param(PAST, LAST, True, id="past"),
        pytest.param(THEIRS, LAST, False, id="past, and for delegations to keep"),
        pytest.param(deadline(Standing.SOON, is_ours=False), LAST, True, id="soon, whoever keeps it"),
        pytest.param(deadline(Standing.TODAY), LAST, True, id="today"),
        pytest.param(AHEAD, LAST, False, id="to come"),
        pytest.param(MET, LAST, False, id="met"),
        pytest.param(deadline(Standing.DONE), LAST, False, id="done"),
        pytest.param(deadline(Standing.BEGUN), LAST, False, id="begun"),
        pytest.param(PAST, OVER, False, id="before a meeting that is over"),
        pytest.param(AFTER_CLOSING, OVER, True, id="after it"),
        pytest.param(PAST, None, True, id="nobody knows when the meeting ends"),
    ],
)
def test_what_presses_is_near_or_late(found: DeadlineFacts, last_day: date | None, expected: bool) -> None:
    assert presses(found, last_day, TODAY) == expected


@pytest.mark.parametrize(
    ("said", "check", "expected"),
    [
        pytest.param({}, Check.AGENDA, State.DONE, id="all there"),
        pytest.param({"agenda_on": None}, Check.AGENDA, State.LATE, id="its deadline was yesterday"),
        pytest.param({"papers_on": None}, Check.PAPERS, State.OPEN, id="its deadline is tomorrow"),
        pytest.param({"has_room": False}, Check.ROOM, State.OPEN, id="no deadline"),
        pytest.param({"has_chair": False}, Check.CHAIR, State.OPEN, id="nobody in the chair"),
        pytest.param({"has_chair": None}, Check.CHAIR, State.NOT_NEEDED, id="no committee"),
        pytest.param({"has_chair": None, "agenda_on": None}, Check.AGENDA, State.NOT_NEEDED, id="no agenda needed"),
        pytest.param({"has_chair": None, "languages": 0}, Check.LANGUAGES, State.NOT_NEEDED, id="not interpreted"),
        pytest.param({"languages": 0}, Check.LANGUAGES, State.OPEN, id="interpretation is missing"),
        pytest.param({"is_confirmed": False}, Check.CONFIRMED, State.OPEN, id="tentative"),
    ],
)
def test_a_session(said: dict[str, Any], check: Check, expected: State) -> None:
    [line] = looked_at(session(**said)).lines
    assert line.states[check] == expected


def test_of_a_meeting_that_is_over_nothing_is_late_or_open() -> None:
    bare = session(agenda_on=None, papers_on=None, has_room=False, has_chair=False, languages=0, is_confirmed=False)
    found = looked_at(bare, session(has_chair=None), last_day=OVER)
    assert [set(line.states.values()) for line in found.lines] == [
        {State.NOT_KNOWN},
        {State.DONE, State.NOT_NEEDED},
    ]
    assert (found.count(State.LATE), found.count(State.OPEN)) == (0, 0)


def test_what_is_late_and_open_is_counted_over_all() -> None:
    found = looked_at(session(agenda_on=None, has_room=False), session(agenda_on=None), is_listed=False)
    assert (found.count(State.LATE), found.count(State.OPEN)) == (2, 2)


def test_a_deadline_that_the_meeting_does_not_have_makes_nothing_late() -> None:
    facts = MeetingFacts(last_day=LAST, is_listed=False, released_on=None, said=0, expected=9, deadlines=[])
    assert readiness(facts, [session(agenda_on=None, papers_on=None)], {}, TODAY).count(State.LATE) == 0


@pytest.mark.parametrize(
    ("released_on", "days_late"),
    [
        pytest.param(date(2011, 5, 1), 0, id="long before"),
        pytest.param(date(2011, 6, 1), 0, id="on the last day"),
        pytest.param(date(2011, 6, 2), 1, id="a day late"),
        pytest.param(date(2011, 6, 15), 14, id="two weeks late"),
    ],
)
def test_what_is_done_tells_its_day_and_how_late_it_was(released_on: date, days_late: int) -> None:
    assert looked_at(released_on=released_on).done == {Check.RELEASED: Done(released_on, days_late)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, {Check.AGENDA: Done(IN_TIME, 0), Check.PAPERS: Done(IN_TIME, 0)}, id="in time"),
        pytest.param(
            {"agenda_on": date(2011, 6, 1), "papers_on": date(2011, 6, 2)},
            {Check.AGENDA: Done(date(2011, 6, 1), 1), Check.PAPERS: Done(date(2011, 6, 2), 0)},
            id="the agenda a day late, the papers on their last day",
        ),
        pytest.param({"agenda_on": None, "papers_on": None}, {}, id="nothing is there"),
        pytest.param({"has_chair": None}, {}, id="neither is needed"),
    ],
)
def test_the_agenda_and_the_papers_of_a_session_tell_how_late_they_were(
    said: dict[str, Any], expected: dict[Check, Done]
) -> None:
    [line] = looked_at(session(**said)).lines
    assert line.done == expected


def test_what_was_not_done_tells_no_day_and_without_a_deadline_nothing_was_late() -> None:
    assert looked_at(released_on=None).done == {}
    assert done(TODAY, None) == Done(TODAY, 0)


def test_every_check_and_state_has_its_words() -> None:
    assert set(CHECKS) == set(Check)
    assert set(STATES) == set(State)
