"""From a programme to the question that is put to the scheduler."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from meetings.clashes.levels import LEVELS
from meetings.clashes.problems import problem_of
from meetings.clashes.rules import Level, RoomOffer, Rule, Settings, Situation, SlotOffer
from meetings.scheduler.rules import Place, Problem
from meetings.scheduler.search import solve
from meetings.sessions.entries import Entry, Kind
from tests.builders.programmes import entry, situation, wished

OFFERED: dict[str, Any] = {
    "rooms": {1: RoomOffer("A", 80, ("en", "fr")), 2: RoomOffer("B")},
    "slots": (
        SlotOffer(datetime.fromisoformat("2011-06-23T10:00"), datetime.fromisoformat("2011-06-23T13:00"), 7, ("en",)),
        SlotOffer(datetime.fromisoformat("2011-06-23T15:00"), datetime.fromisoformat("2011-06-23T18:00"), 8),
    ),
}
AGAINST = situation({"ZMB": {"one": 3, "other": 1}, "MOZ": {"other": 2}}, {"MOZ": None}, **OFFERED)


def asked(entries: list[Entry], against: Situation = AGAINST, **said: Entry) -> Problem:
    """The question; what is said besides was in the last release."""
    return problem_of(entries, against, Settings(), said)


def test_the_question_holds_sessions_slots_rooms_and_who_wishes_what() -> None:
    problem = asked(
        [entry("one", kind=Kind.PLENARY, seats=60, languages=("en",)), entry("other", after=("one", "gone"))]
    )

    one, other = problem.sessions
    assert (one.id, one.minutes, one.seats, one.plenary, one.languages, one.must) == (
        "one",
        60,
        60,
        True,
        ("en",),
        ("ZMB",),
    )
    assert (other.after, other.must, other.fixed) == (("one",), (), None)
    assert [(slot.id, slot.languages) for slot in problem.slots] == [("7", ("en",)), ("8", None)]
    assert [(room.id, room.seats) for room in problem.rooms] == [("1", 80), ("2", None)]
    assert {one.id: (one.people, dict(one.wishes)) for one in problem.delegations} == {
        "ZMB": (1, {"one": 3, "other": 1}),
        "MOZ": (1, {"other": 2}),
    }
    assert (problem.walk_minutes, problem.max_parallel, problem.max_parallel_plenary, problem.small) == (10, 3, 1, 2)


def test_breaks_and_what_is_cancelled_are_not_asked_about() -> None:
    entries = [entry("one"), entry("lunch", kind=Kind.BREAK), entry("off", cancelled_because="A sample.")]

    assert [session.id for session in asked(entries).sessions] == ["one"]


def test_what_is_fixed_stays_and_what_was_released_is_known() -> None:
    (one,) = asked([entry("one", is_fixed=True)], one=entry("one", "15:00-16:00", "B")).sessions

    assert one.fixed == Place("7", "1", datetime.fromisoformat("2011-06-23T10:00"))
    assert one.was == Place("8", "2", datetime.fromisoformat("2011-06-23T15:00"))


def test_what_is_fixed_between_the_slots_gets_a_slot_where_nothing_else_is_put() -> None:
    problem = asked([entry("one", "13:15-14:45", is_fixed=True), entry("other", None)])

    own = problem.slots[1]
    assert (own.id, own.start.hour, own.end.hour) == ("own-1", 13, 14)
    assert problem.sessions[0].fixed == Place("own-1", "1", own.start)
    assert problem.sessions[1].never == ("own-1",)


def test_what_is_fixed_across_the_end_of_a_slot_is_left_to_the_scheduler() -> None:
    problem = asked([entry("one", "12:00-14:00", is_fixed=True)])

    assert [slot.id for slot in problem.slots] == ["7", "8"]
    assert problem.sessions[0].fixed is None


def test_what_a_rule_does_not_bar_does_not_bar_the_scheduler() -> None:
    off = (Rule.PARALLEL, Rule.PARALLEL_PLENARY, Rule.SEATS, Rule.LANGUAGES, Rule.NEEDED_TWICE)
    levels = {**LEVELS, **dict.fromkeys(off, Level.HINT)}
    entries = [entry("one", seats=100, languages=("ru",)), entry("other")]
    problem = problem_of(entries, AGAINST, replace(Settings(), levels=levels), {})

    assert problem.max_parallel is None
    assert problem.max_parallel_plenary == 2
    assert (problem.sessions[0].seats, problem.sessions[0].languages, problem.sessions[0].must) == (0, (), ())


def test_the_scheduler_can_answer_the_question() -> None:
    against = situation({"ZMB": {"one": 3, "other": wished(2)}}, **OFFERED)
    answer = solve(asked([entry("one", None), entry("other", None)], against), steps=200)

    assert answer.evaluation.goals.unplaced == 0
    assert answer.evaluation.goals.loss_all == 0


def test_a_meeting_without_rooms_and_slots_can_be_asked_about() -> None:
    answer = solve(asked([entry("one", None)], situation()), steps=10)

    assert answer.evaluation.goals.unplaced == 1
