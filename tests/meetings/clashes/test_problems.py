"""From a programme to the question that is put to the scheduler."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("several", "stand"),
    [
        pytest.param([entry("one", "12:00-14:00")], {"one": "1"}, id="across the end of a slot"),
        pytest.param([entry("one", room="")], {"one": None}, id="without a room"),
        pytest.param([entry("one", room="Hall")], {"one": "=hall"}, id="in a room that is none of the meeting's"),
        pytest.param([entry("one", room="D")], {"one": "=#4"}, id="in a room that the meeting has no more"),
        pytest.param([entry("one"), entry("two")], {"one": "1", "two": "1"}, id="two in one room"),
        pytest.param([entry("one"), entry("two", room="B")], {}, id="two in two rooms"),
        pytest.param([entry("one", seats=90)], {"one": "1"}, id="with more people than seats"),
        pytest.param(
            [entry("one", kind=Kind.PLENARY), entry("two", room="B", kind=Kind.SIDE_EVENT)],
            {"one": "1", "two": "2"},
            id="a side event beside a plenary",
        ),
    ],
)
def test_what_is_fixed_where_it_is_no_place_or_breaks_a_rule_stands(
    several: list[Entry], stand: dict[str, str | None]
) -> None:
    problem = asked([replace(one, is_fixed=True) for one in several])

    assert {one.id: one.stands.room for one in problem.sessions if one.stands is not None} == stand
    assert all(one.fixed is None for one in problem.sessions if one.stands is not None)


def test_a_side_event_is_apart_from_every_plenary() -> None:
    several = [entry("side", None, kind=Kind.SIDE_EVENT), entry("one", None, kind=Kind.PLENARY), entry("two", None)]

    assert [session.apart for session in asked(several).sessions] == [("one",), (), ()]


def test_what_must_not_be_torn_is_needed_where_that_is_an_error() -> None:
    levels = {**LEVELS, Rule.TORN: Level.ERROR}
    problem = problem_of([entry("other")], AGAINST, replace(Settings(), levels=levels), {})

    assert problem.sessions[0].must == ("MOZ",)


FRIDAY_LATE = SlotOffer(datetime.fromisoformat("2011-06-24T18:00"), datetime.fromisoformat("2011-06-24T20:00"), 9)
SATURDAY = SlotOffer(datetime.fromisoformat("2011-06-25T10:00"), datetime.fromisoformat("2011-06-25T13:00"), 10)


@pytest.mark.parametrize(
    ("rule", "slot", "said"),
    [
        (Rule.LATE, FRIDAY_LATE, {}),
        (Rule.WEEKEND, SATURDAY, {}),
        (Rule.FREE_DAY, SATURDAY, {"free_days": {SATURDAY.starts.date(): "A sample day"}}),
        (Rule.OUTSIDE_MEETING, SATURDAY, {"first": date(2011, 6, 20), "last": date(2011, 6, 24)}),
    ],
)
@pytest.mark.parametrize(
    ("level", "never", "avoid"),
    [(Level.ERROR, True, False), (Level.WARNING, False, True), (Level.HINT, False, False), (Level.OFF, False, False)],
)
def test_days_and_hours_bar_a_slot_or_are_avoided_by_the_level_of_their_rule(
    rule: Rule, slot: SlotOffer, said: dict[str, Any], level: Level, never: bool, avoid: bool
) -> None:
    against = situation({}, slots=(*OFFERED["slots"], slot), rooms=OFFERED["rooms"], **said)
    levels = {**LEVELS, Rule.LATE: Level.OFF, Rule.WEEKEND: Level.OFF, rule: level}
    (one,) = problem_of([entry("one")], against, replace(Settings(), levels=levels), {}).sessions

    assert (one.never, one.avoid) == ((str(slot.slot_id),) * never, (str(slot.slot_id),) * avoid)


def test_what_is_in_a_slot_that_is_warned_of_may_stay() -> None:
    against = situation({}, slots=(*OFFERED["slots"], SATURDAY), rooms=OFFERED["rooms"])
    problem = problem_of([entry("one", day="2011-06-25"), entry("two")], against, Settings(), {})

    assert [one.avoid for one in problem.sessions] == [(), ("10",)]


@pytest.mark.parametrize(
    ("level", "entries", "ends"),
    [
        (Level.ERROR, [entry("one")], 18),
        (Level.WARNING, [entry("one")], 18),
        (Level.WARNING, [entry("one", "18:00-19:00", day="2011-06-24")], 20),
        (Level.ERROR, [entry("one", "18:00-19:00", day="2011-06-24")], 18),
        (Level.WARNING, [entry("one", "10:00-13:00")], 20),
        (Level.HINT, [entry("one")], 20),
    ],
)
def test_a_slot_ends_when_it_gets_late(level: Level, entries: list[Entry], ends: int) -> None:
    long = SlotOffer(datetime.fromisoformat("2011-06-24T16:00"), datetime.fromisoformat("2011-06-24T20:00"), 9)
    against = situation({}, slots=(long,), rooms=OFFERED["rooms"])
    settings = replace(Settings(), levels={**LEVELS, Rule.LATE: level})

    assert [slot.end.hour for slot in problem_of(entries, against, settings, {}).slots] == [ends]


def test_a_slot_is_no_place_for_what_is_in_order_with_a_break_in_it() -> None:
    lunch = entry("lunch", "12:00-12:30", kind=Kind.BREAK, after=("one",))
    problem = asked([entry("one", None), entry("two", None, after=("lunch",)), lunch])

    assert [one.never for one in problem.sessions] == [("7", "8"), ("7",)]


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
