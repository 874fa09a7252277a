"""What may be asked of the scheduler, and what becomes of its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.scheduler.rules import Delegation, Order, Place, Placement, Problem, Room, Session, Slot
from meetings.sessions.entries import Entry, Kind
from meetings.solving import rules
from meetings.solving.asking import problem_and_options
from meetings.solving.placing import asked_about
from meetings.solving.rules import Asked, State, What, asked_from

TEN = datetime(2011, 6, 20, 10)  # noqa: DTZ001 - a wall time
AM, PM = (
    Slot(str(number), TEN + timedelta(hours=after), TEN + timedelta(hours=after + 3))
    for number, after in ((1, 0), (2, 5))
)


def problem(**said: Any) -> Problem:
    """Two slots, two rooms, one session, one delegation, but for what is said otherwise."""
    usual: dict[str, Any] = {
        "slots": (AM, PM),
        "rooms": (Room("1"), Room("2")),
        "sessions": (Session("a", 60),),
        "delegations": (Delegation("ZMB", 1, {"a": 3}),),
    }
    return Problem(**{**usual, **said})


@pytest.mark.parametrize(
    ("asked", "is_released", "refusal"),
    [
        (Asked(What.WHOLE), False, None),
        (Asked(What.UNPLACED), False, None),
        (Asked(What.MOVES, 3), True, None),
        (Asked(What.MOVES, 0), True, None),
        (Asked(What.MOVES), True, rules.NoNumberOfMoves),
        (Asked(What.MOVES, 3), False, rules.NoRelease),
        (Asked(What.LOST), True, rules.NothingLost),
        (Asked(What.LOST, slots=("1",)), False, None),
        (Asked(What.LOST, rooms=("1",)), False, None),
        (Asked(What.WHOLE, rooms=("1",)), True, rules.LossNotAsked),
        (Asked(What.UNPLACED, slots=("1",)), True, rules.LossNotAsked),
        (Asked(What.MOVES, 3, slots=("1",)), True, rules.LossNotAsked),
        (Asked(What.WHOLE, 3), True, rules.MovesNotAsked),
        (Asked(What.UNPLACED, 0), True, rules.MovesNotAsked),
        (Asked(What.LOST, 3, rooms=("1",)), True, rules.MovesNotAsked),
    ],
)
def test_a_question_has_what_it_needs(asked: Asked, is_released: bool, refusal: type[Refused] | None) -> None:
    if refusal is None:
        rules.check_asked(asked, is_released=is_released)
        return
    with pytest.raises(refusal):
        rules.check_asked(asked, is_released=is_released)


@pytest.mark.parametrize(
    ("said", "asked", "refusal"),
    [
        ({}, Asked(What.WHOLE), None),
        ({"sessions": ()}, Asked(What.WHOLE), rules.NothingToPlace),
        ({"slots": ()}, Asked(What.WHOLE), rules.NoSlots),
        ({"rooms": ()}, Asked(What.WHOLE), rules.NoRooms),
        ({}, Asked(What.LOST, slots=("1",)), None),
        ({}, Asked(What.LOST, slots=("1", "2")), rules.AllLost),
        ({}, Asked(What.LOST, rooms=("1", "2")), rules.AllLost),
        ({"sessions": tuple(Session(str(n), 60) for n in range(501))}, Asked(What.WHOLE), rules.TooMuchToSolve),
        ({"rooms": tuple(Room(str(n)) for n in range(61))}, Asked(What.WHOLE), rules.TooMuchToSolve),
    ],
)
def test_a_question_is_one_that_can_be_answered(
    said: dict[str, Any], asked: Asked, refusal: type[Refused] | None
) -> None:
    if refusal is None:
        rules.check_problem(problem(**said), asked)
        return
    with pytest.raises(refusal):
        rules.check_problem(problem(**said), asked)


def test_slots_for_fixed_entries_alone_are_none_of_the_meeting() -> None:
    with pytest.raises(rules.NoSlots):
        rules.check_problem(problem(slots=(replace(AM, id="own-1"),)), Asked(What.WHOLE))


def test_what_was_asked_is_kept_as_plain_values() -> None:
    asked = Asked(What.LOST, slots=("1",), rooms=("2",))
    assert asked_from(asked.as_plain()) == asked


START = (Placement("a", "1", "1", TEN),)


def test_the_whole_programme_is_searched_from_where_the_draft_stands() -> None:
    asked, options = problem_and_options(problem(), Asked(What.WHOLE), START)
    assert asked == problem()
    assert (options.start, options.most_moves, options.only_unplaced) == (START, None, False)


def test_few_moves_bind_the_search() -> None:
    assert problem_and_options(problem(), Asked(What.MOVES, 2), START)[1].most_moves == 2


def test_what_has_a_place_stays_where_only_the_rest_is_asked_for() -> None:
    assert problem_and_options(problem(), Asked(What.UNPLACED), START)[1].only_unplaced


def test_what_is_lost_is_no_place_any_more_and_few_others_move() -> None:
    fixed = problem(sessions=(Session("a", 60, fixed=Place("1", "1")),))
    asked, options = problem_and_options(fixed, Asked(What.LOST, slots=("1",)), START)
    assert [slot.id for slot in asked.slots] == ["2"]
    assert asked.sessions[0].was == Place("1", "1")
    assert (options.order, options.start) == (Order.CHANGES_FIRST, ())


def entry(uid: str, starts: datetime | None = TEN, **said: Any) -> Entry:
    """An entry of an hour in room 1."""
    usual: dict[str, Any] = {"kind": Kind.PLENARY, "title": uid, "minutes": 60, "starts": starts, "room_id": 1}
    return Entry(uid=uid, **{**usual, **said})


def place(starts: str, room: str = "1") -> dict[str, str]:
    """A place as the answer's JSON has it."""
    return {"slot": "1", "room": room, "start": starts}


@pytest.mark.parametrize(
    ("placements", "unplaced", "expected"),
    [
        pytest.param({"a": place("2011-06-20T10:00")}, [], {}, id="where it was"),
        pytest.param({"a": place("2011-06-20T11:00")}, [], {"a": ("11:00", 1)}, id="another hour"),
        pytest.param({"a": place("2011-06-20T10:00", "2")}, [], {"a": ("10:00", 2)}, id="another room"),
        pytest.param({}, ["a"], {"a": (None, None)}, id="no place any more"),
        pytest.param({}, [], {}, id="nothing said of it"),
        pytest.param({"gone": place("2011-06-20T11:00")}, [], {}, id="an entry that the draft has no more"),
    ],
)
def test_an_answer_changes_those_entries_alone_that_stand_elsewhere(
    placements: dict[str, dict[str, str]], unplaced: list[str], expected: dict[str, tuple[str | None, int | None]]
) -> None:
    answer = {"placements": placements, "unplaced": unplaced}
    found = rules.changed([entry("a")], answer, Asked(What.WHOLE))
    told = {uid: (f"{one.starts:%H:%M}" if one.starts else None, one.room_id) for uid, one in found.items()}
    assert told == expected


@pytest.mark.parametrize(("room", "expected"), [("2", {"a": (TEN, 2)}), (None, {})])
def test_what_stands_keeps_its_hours_in_another_room(room: str | None, expected: dict[str, Any]) -> None:
    found = rules.changed([entry("a")], {"placements": {}, "unplaced": [], "new_rooms": {"a": room}}, LOST_ROOM)
    assert {uid: (one.starts, one.room_id) for uid, one in found.items()} == expected


def test_where_only_the_rest_was_asked_for_nothing_else_changes() -> None:
    answer = {"placements": {"a": place("2011-06-20T11:00"), "b": place("2011-06-20T12:00")}, "unplaced": []}
    assert rules.changed([entry("a"), entry("b", None)], answer, Asked(What.UNPLACED)).keys() == {"b"}


ELEVEN, NOON = TEN + timedelta(hours=1), TEN + timedelta(hours=2)
TO_ELEVEN = {"a": place("2011-06-20T11:00"), "b": place("2011-06-20T10:00", "2")}


@pytest.mark.parametrize(
    ("since", "brings", "apart", "has_changed"),
    [
        pytest.param({}, {"a": ELEVEN}, {}, False, id="nothing"),
        pytest.param({"b": entry("b", NOON)}, {"a": ELEVEN}, {}, True, id="an entry that the answer left where it was"),
        pytest.param({"a": entry("a", NOON)}, {}, {"a": ELEVEN}, True, id="the entry that it moved"),
        pytest.param({"a": entry("a", room_id=2)}, {}, {"a": ELEVEN}, True, id="its room"),
        pytest.param({"a": entry("a", minutes=120)}, {}, {"a": ELEVEN}, True, id="its length"),
        pytest.param({"a": entry("a", is_fixed=True)}, {}, {"a": ELEVEN}, True, id="that it is fixed"),
        pytest.param({"a": entry("a", title="Sample", note="So.")}, {"a": ELEVEN}, {}, False, id="its words alone"),
        pytest.param({"a": entry("a", ELEVEN)}, {}, {}, True, id="it stands there already"),
        pytest.param({"a": entry("a", cancelled_because="Ill.")}, {}, {}, True, id="it is cancelled"),
        pytest.param({"a": None}, {}, {}, True, id="it is gone"),
        pytest.param({"c": entry("c", ELEVEN)}, {"a": ELEVEN}, {}, True, id="another was added"),
    ],
)
def test_an_answer_brings_what_it_moved_itself_and_leaves_what_was_changed_since(
    since: dict[str, Entry | None],
    brings: dict[str, datetime],
    apart: dict[str, datetime],
    has_changed: bool,
) -> None:
    then = {"a": entry("a"), "b": entry("b", room_id=2)}
    now = {uid: one for uid, one in {**then, **since}.items() if one is not None}
    found = rules.brought(then, now, {"placements": TO_ELEVEN, "unplaced": []}, Asked(What.WHOLE))
    assert {uid: one.starts for uid, one in found.changes.items()} == brings
    assert {uid: one.starts for uid, one in found.apart.items()} == apart
    assert found.has_changed is has_changed


def test_what_had_no_place_finds_one_unless_somebody_has_given_it_one_since() -> None:
    then, placed = {"a": entry("a", None, room_id=None)}, {"a": entry("a", NOON)}
    asked, answer = Asked(What.UNPLACED), {"placements": TO_ELEVEN, "unplaced": []}
    assert rules.brought(then, then, answer, asked).changes["a"].starts == ELEVEN
    found = rules.brought(then, placed, answer, asked)
    assert (found.changes, found.apart["a"].starts) == ({}, ELEVEN)


def test_what_was_worded_anew_keeps_its_new_words() -> None:
    then, now = {"a": entry("a")}, {"a": entry("a", title="Better", part="1/2")}
    found = rules.brought(then, now, {"placements": TO_ELEVEN, "unplaced": []}, Asked(What.WHOLE)).changes["a"]
    assert (found.full_title, found.starts) == ("Better (1/2)", ELEVEN)


SLOTS = [(TEN, TEN + timedelta(hours=3))]


LOST_ROOM = Asked(What.LOST, rooms=("1",))


@pytest.mark.parametrize(
    ("one", "asked", "stays"),
    [
        pytest.param(entry("a"), Asked(What.WHOLE), False, id="in a slot"),
        pytest.param(entry("a"), Asked(What.UNPLACED), True, id="in a slot, while all stays"),
        pytest.param(entry("a"), Asked(What.LOST, rooms=("2",)), False, id="in a slot, while all stays that can"),
        pytest.param(entry("a", None), Asked(What.UNPLACED), False, id="without a place"),
        pytest.param(entry("a", room_id=None), Asked(What.WHOLE), False, id="without a room"),
        pytest.param(entry("a", room_id=None), Asked(What.UNPLACED), True, id="without a room, while all stays"),
        pytest.param(entry("a", room_id=None), LOST_ROOM, True, id="without a room, while all stays that can"),
        pytest.param(entry("a", TEN + timedelta(hours=3)), Asked(What.MOVES, 2), True, id="between slots"),
        pytest.param(entry("a", minutes=270), Asked(What.WHOLE), True, id="longer than its slot"),
        pytest.param(entry("a", TEN + timedelta(hours=2, minutes=30)), Asked(What.WHOLE), True, id="across the end"),
        pytest.param(entry("a", is_fixed=True), Asked(What.WHOLE), True, id="fixed"),
        pytest.param(entry("a", is_fixed=True), LOST_ROOM, False, id="fixed in a room that is lost"),
        pytest.param(entry("a", minutes=270), LOST_ROOM, True, id="across slots in a room that is lost"),
    ],
)
def test_what_somebody_has_put_outside_the_slots_stays_there(one: Entry, asked: Asked, stays: bool) -> None:
    assert [found.is_fixed for found in asked_about([one], SLOTS, asked)] == [stays]


def test_an_hour_that_the_scheduler_chose_illustrates_nothing_and_one_that_stays_does() -> None:
    entries = [entry("a", time_is_illustrative=True), entry("b", time_is_illustrative=True)]
    placements = {"a": place("2011-06-20T11:00"), "b": place("2011-06-20T10:00", "2")}
    found = rules.changed(entries, {"placements": placements, "unplaced": []}, Asked(What.WHOLE))
    assert (found["a"].time_is_illustrative, found["b"].time_is_illustrative) == (False, True)


def test_what_is_taken_out_of_its_place_is_tentative() -> None:
    found = rules.changed([entry("a", is_confirmed=True)], {"placements": {}, "unplaced": ["a"]}, Asked(What.WHOLE))
    assert not found["a"].is_confirmed


@dataclass(frozen=True)
class Run:
    """A run of which only the times matter."""

    state: str
    begun_at: datetime | None = None
    seconds: int = 30
    asked_at: datetime = datetime(2011, 6, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("run", "after", "expected"),
    [
        (Run(State.WAITING), 900, False),
        (Run(State.WAITING), 901, True),
        (Run(State.RUNNING, datetime(2011, 6, 20, 8, 1, tzinfo=UTC)), 150, False),
        (Run(State.RUNNING, datetime(2011, 6, 20, 8, 1, tzinfo=UTC)), 151, True),
        (Run(State.DONE), 10_000, False),
        (Run(State.FAILED), 10_000, False),
    ],
)
def test_a_run_of_which_nothing_is_heard_is_given_up(run: Run, after: int, expected: bool) -> None:
    assert rules.has_fallen_silent(run, run.asked_at + timedelta(seconds=after)) is expected
