"""What is done, open and late before a meeting opens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agendas.readiness.phrases import CHECKS, STATES
from agendas.readiness.rules import Check, Done, MeetingFacts, Readiness, SessionFacts, State, done, readiness

TODAY, IN_TIME = date(2011, 6, 1), date(2011, 5, 2)
DUE = {"programme_public": date(2011, 6, 1), "invitation": date(2011, 5, 31), "discussion_paper": date(2011, 6, 2)}


def session(**said: Any) -> SessionFacts:
    """A session of which all is on record, but for what is said otherwise."""
    usual = {"session_id": 1, "title": "Sample", "has_chair": True, "has_room": True, "languages": 6}
    return SessionFacts(**{**usual, "agenda_on": IN_TIME, "papers_on": IN_TIME, "is_confirmed": True, **said})


def looked_at(*sessions: SessionFacts, **said: Any) -> Readiness:
    """A meeting of which all is on record, but for what is said otherwise."""
    usual = {"is_listed": True, "released_on": date(2011, 5, 30), "said": 3, "expected": 3, "past": []}
    return readiness(MeetingFacts(**{**usual, **said}), sessions, DUE, TODAY)


@pytest.mark.parametrize(
    ("said", "check", "expected"),
    [
        ({}, Check.RELEASED, State.DONE),
        ({"released_on": None}, Check.RELEASED, State.OPEN),
        ({"is_listed": False}, Check.LISTED, State.OPEN),
        ({"said": 2}, Check.PEOPLE, State.OPEN),
        ({"said": 0, "expected": 0}, Check.PEOPLE, State.DONE),
        ({"past": [""]}, Check.DEADLINES, State.LATE),
        ({"past": ["invitation"]}, Check.DEADLINES, State.LATE),
        ({"past": ["programme_public"]}, Check.DEADLINES, State.DONE),
        ({"past": ["programme_public"], "is_listed": False}, Check.DEADLINES, State.LATE),
        ({"past": ["programme_public"], "released_on": None}, Check.DEADLINES, State.LATE),
    ],
)
def test_the_meeting_as_a_whole(said: dict[str, Any], check: Check, expected: State) -> None:
    assert looked_at(**said).meeting[check] == expected


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


def test_what_is_late_and_open_is_counted_over_all() -> None:
    found = looked_at(session(agenda_on=None, has_room=False), session(agenda_on=None), is_listed=False)
    assert (found.count(State.LATE), found.count(State.OPEN)) == (2, 2)


def test_a_deadline_that_the_meeting_does_not_have_makes_nothing_late() -> None:
    facts = MeetingFacts(is_listed=False, released_on=None, said=0, expected=9, past=[])
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
