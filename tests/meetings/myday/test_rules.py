"""How a delegation gets through its sessions with the people it has, and what it can do about the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from meetings.clashes.costs import cost
from meetings.clashes.rules import Settings
from meetings.myday import rules
from meetings.myday.phrases import ADVICE, CHOICES
from meetings.myday.rules import Advice, Choice, Crowd, Day, Sitting
from meetings.sessions.entries import Entry, Kind
from tests.builders.programmes import wishes

NINE = datetime(2011, 6, 20, 9)  # noqa: DTZ001 - hours are those of the clock on the wall
ROOM, OTHER = 1, 2


def sitting(uid: str, starts: int, ends: int, weight: int = 1, *, room: int | None = ROOM, **more: Any) -> Sitting:
    """A session from so many minutes after nine to so many."""
    begins = NINE + timedelta(minutes=starts)
    entry = Entry(uid=uid, kind=Kind.GROUP, title=uid, minutes=ends - starts, starts=begins, room_id=room)
    return Sitting(entry, weight, **more)


def day_of(sittings: list[Sitting], people: int, walk: int = 10) -> Day:
    """The day of so many people, who need so many minutes from a room to another."""
    return rules.planned(sittings, Crowd(people), Settings(walk_minutes=walk))


MORNING, SAME = sitting("a", 0, 180, 2), sitting("b", 60, 120, 3, room=OTHER)
ATTENDED = [
    ("nothing", [], 1, set()),
    ("one after the other in one room", [sitting("a", 0, 60), sitting("b", 60, 120)], 1, {"a", "b"}),
    ("no time to walk", [sitting("a", 0, 60), sitting("b", 60, 120, room=OTHER)], 1, {"a"}),
    ("ten minutes are enough to walk", [sitting("a", 0, 60), sitting("b", 70, 130, room=OTHER)], 1, {"a", "b"}),
    (
        "from one room that is not known to another nobody is known to walk",
        [sitting("a", 0, 60, room=None), sitting("b", 60, 90, room=None)],
        1,
        {"a", "b"},
    ),
    (
        "two that weigh more together than the heaviest",
        [sitting("a", 0, 60, 1), sitting("b", 0, 180, 2, room=OTHER), sitting("c", 120, 180, 2)],
        1,
        {"a", "c"},
    ),
    (
        "a must before others that weigh more together",
        [sitting("a", 0, 60, 2), sitting("b", 0, 180, 3, room=OTHER), sitting("c", 120, 180, 2)],
        1,
        {"b"},
    ),
    (
        "two musts before a must and another",
        [sitting("a", 0, 60, 3), sitting("b", 0, 180, 3, room=OTHER), sitting("c", 120, 180, 3)],
        1,
        {"a", "c"},
    ),
    (
        "a must first, then what weighs most beside it",
        [sitting("a", 0, 60, 3), sitting("b", 0, 60, 1), sitting("c", 30, 90, 2), sitting("d", 70, 130, 1)],
        1,
        {"a", "d"},
    ),
    ("the heavier of two", [MORNING, SAME], 1, {"b"}),
    ("two people", [MORNING, SAME], 2, {"a", "b"}),
    ("the earlier of two that weigh the same", [sitting("a", 0, 60), sitting("b", 30, 90)], 1, {"a"}),
    (
        "one long session beside two short ones takes one of two people",
        [sitting("a", 0, 180), sitting("b", 0, 60, room=OTHER), sitting("c", 70, 130, room=OTHER)],
        2,
        {"a", "b", "c"},
    ),
    (
        "forty people",
        [sitting(str(number), 0, 60, room=number) for number in range(40)],
        40,
        {str(n) for n in range(40)},
    ),
]


@pytest.mark.parametrize(("sittings", "people", "attended"), [pytest.param(*case, id=name) for name, *case in ATTENDED])
def test_which_sessions_to_attend(sittings: list[Sitting], people: int, attended: set[str]) -> None:
    found = day_of(sittings, people)
    assert found.attended == attended
    assert set(found.clashes) == {one.uid for one in sittings} - attended


@pytest.mark.parametrize(("walk", "attended"), [(0, {"a", "b"}), (15, {"a", "b"}), (16, {"a"})])
def test_the_way_to_another_room_takes_as_long_as_is_set(walk: int, attended: set[str]) -> None:
    assert day_of([sitting("a", 0, 60), sitting("b", 75, 90, room=OTHER)], 1, walk).attended == attended


def test_a_cancelled_session_is_neither_attended_nor_missed() -> None:
    cancelled = replace(SAME, entry=replace(SAME.entry, cancelled_because="No room."))
    found = day_of([MORNING, cancelled], 1)
    assert found.attended == {"a"}
    assert not found.clashes


PROGRAMMES = st.lists(
    st.tuples(
        st.integers(0, 30),  # the start, in steps of ten minutes
        st.integers(1, 12),  # the length
        st.sampled_from([None, 1, 2, 3]),
        st.integers(0, 3),  # what it weighs for the delegation; it does not wish every session of the programme
    ),
    max_size=9,
)


@effort(max_examples=300, deadline=None)
@given(programme=PROGRAMMES, people=st.integers(1, 3), walk=st.sampled_from([0, 5, 10, 20]))
def test_a_delegation_misses_what_the_figures_on_clashes_say_that_it_does(
    programme: list[tuple[int, int, int | None, int]], people: int, walk: int
) -> None:
    every = [
        sitting(f"s{number}", 10 * start, 10 * (start + length), weight, room=room)
        for number, (start, length, room, weight) in enumerate(programme)
    ]
    mine = [one for one in every if one.weight]
    weights = {one.uid: one.weight for one in mine}
    said = wishes({"ZMB": weights, "MOZ": {one.uid: 1 for one in every}}, {"ZMB": people})
    share = cost([one.entry for one in every], said, Settings(walk_minutes=walk)).of["ZMB"]
    musts = {one.uid for one in mine if one.is_must}
    found = day_of(mine, people, walk)

    # The figures take the least weight, whatever it is made of; here as few musts are missed as can be.
    missed = musts & found.clashes.keys()
    assert len(missed) == len(day_of([one for one in mine if one.is_must], people, walk).clashes)
    assert len(missed) <= len(musts & set(share.missed))
    assert sum(weights[uid] for uid in found.clashes) >= share.loss
    if len(missed) == len(musts & set(share.missed)):
        assert sum(weights[uid] for uid in found.clashes) == share.loss
        assert tuple(found.clashes) == share.missed
    for uid, clash in found.clashes.items():
        # What the sentences say of all people, and of what counts more or the same.
        assert len(clash.instead) >= people
        assert people > 1 or sum(weights[other] for other in clash.instead) >= weights[uid]
        assert clash.there


def test_who_splits_up_is_told_so() -> None:
    found = day_of([MORNING, SAME], 2)
    assert found.beside == {"a": ("b",), "b": ("a",)}


ALONE, ASSUMED, TWO = Crowd(1), Crowd(1, is_assumed=True), Crowd(2)
MAY, SHOULD, MUST = (sitting(name, 0, 60, weight) for name, weight in (("may", 1), ("should", 2), ("must", 3)))
CHOOSING = [
    ("a should for a must", SHOULD, [MUST], 1, Choice.MUST_THERE),
    ("a may for a must and a should", MAY, [MUST, SHOULD], 1, Choice.MUST_THERE),
    ("a must for a must", MUST, [MUST], 1, Choice.MUST_BOTH),
    ("a must for a must and a should", MUST, [MUST, SHOULD], 1, Choice.MUST_BOTH),
    ("a may for a should", MAY, [SHOULD], 1, Choice.MORE_THERE),
    ("a should for two that weigh more together", SHOULD, [SHOULD, MAY], 1, Choice.MORE_THERE),
    ("a should for another", SHOULD, [SHOULD], 1, Choice.ALIKE),
    ("a may for another", MAY, [MAY], 1, Choice.ALIKE),
    ("a should for two that weigh as much together", SHOULD, [MAY, MAY], 1, Choice.ALIKE),
    ("two people", MUST, [MUST, MUST], 2, Choice.ALL_BUSY),
    ("it is over", replace(MUST, is_over=True), [MUST], 1, Choice.WAS),
    ("it is over for two people too", replace(MAY, is_over=True), [MUST, MAY], 2, Choice.WAS),
]


@pytest.mark.parametrize(
    ("missed", "instead", "people", "expected"), [pytest.param(*case, id=name) for name, *case in CHOOSING]
)
def test_where_to_go_instead(missed: Sitting, instead: list[Sitting], people: int, expected: Choice) -> None:
    assert rules.choice(missed, instead, people) == expected


PAPERS, CHAIRED, OFFICE = {"has_papers": True}, {"has_chair": True}, {"has_chair": True, "holds_office": True}
NOTE, PAPER, HEARD = Advice.ASK_FOR_A_NOTE, Advice.READ_PAPERS, Advice.ASK_TO_BE_HEARD
ADVICE_TABLE = [
    # What it is, the session that is missed, what more is known of it, for which, by whom, whether a part is later.
    ("nothing is known of it", MAY, {}, [MUST], ALONE, False, [NOTE]),
    ("papers", SHOULD, PAPERS, [MUST], ALONE, False, [PAPER, NOTE]),
    ("a committee sits", SHOULD, CHAIRED, [MUST], ALONE, False, [NOTE, HEARD]),
    ("a committee sits with papers", SHOULD, PAPERS | CHAIRED, [MUST], ALONE, False, [PAPER, NOTE, HEARD]),
    ("a later part", SHOULD, PAPERS | CHAIRED, [MUST], ALONE, True, [Advice.LATER_PART, PAPER]),
    ("nobody said how many come", SHOULD, {}, [MUST], ASSUMED, False, [Advice.SAY_HOW_MANY, NOTE]),
    ("two musts", MUST, {}, [MUST], ALONE, False, [Advice.ASK_TO_MOVE]),
    ("two musts of committees", MUST, PAPERS | CHAIRED, [MUST], ALONE, False, [Advice.ASK_TO_MOVE, PAPER, HEARD]),
    ("its own office", MUST, OFFICE, [MUST], ALONE, False, [Advice.ASK_TO_MOVE, Advice.NAME_A_STAND_IN]),
    ("an office that it said to leave", MAY, OFFICE, [SHOULD], ALONE, False, [NOTE, Advice.NAME_A_STAND_IN]),
    ("two people, one at what counts as much", MAY, {}, [MUST, MAY], TWO, False, [Advice.COME_OVER, NOTE]),
    ("two people at what counts more", MAY, {}, [MUST, SHOULD], TWO, False, [NOTE]),
    (
        "two people and three musts",
        MUST,
        {},
        [MUST, MUST],
        TWO,
        False,
        [Advice.ASK_TO_MOVE, Advice.COME_OVER],
    ),
    ("it is over", MUST, CHAIRED | {"is_over": True}, [MUST], ASSUMED, False, []),
    ("it is over and has papers", MAY, PAPERS | {"is_over": True}, [MUST], ALONE, True, [PAPER]),
]


@pytest.mark.parametrize(
    ("missed", "more", "instead", "crowd", "has_later_part", "expected"),
    [pytest.param(*case, id=name) for name, *case in ADVICE_TABLE],
)
def test_what_can_be_done_about_a_clash(
    missed: Sitting,
    more: dict[str, Any],
    instead: list[Sitting],
    crowd: Crowd,
    has_later_part: bool,
    expected: list[Advice],
) -> None:
    found = rules.advice(replace(missed, **more), instead, crowd, has_later_part=has_later_part)
    assert list(found) == expected


LATER = [
    ("a later part", [sitting("y", 120, 180, series="mc")], "y"),
    ("an earlier part", [sitting("y", -120, -60, series="mc")], None),
    ("a later part that it misses too", [sitting("y", 120, 180, series="mc"), sitting("z", 120, 180, 3)], None),
    ("a later session of something else", [sitting("y", 120, 180, series="va")], None),
]


@pytest.mark.parametrize(("others", "later"), [pytest.param(*case, id=name) for name, *case in LATER])
def test_another_part_can_be_attended_later(others: list[Sitting], later: str | None) -> None:
    clash = day_of([MUST, sitting("x", 0, 60, room=OTHER, series="mc"), *others], 1).clashes["x"]
    assert (clash.later, Advice.LATER_PART in clash.advice) == (later, later is not None)


def test_a_choice_names_musts_alone_where_there_is_one_and_the_lightest_is_who_can_come_over() -> None:
    first, second = sitting("first", 0, 60, 1), sitting("second", 60, 120, 3)
    missed = sitting("missed", 0, 120, 2, room=OTHER)
    clash = day_of([first, second, missed], 1).clashes["missed"]
    assert (clash.instead, clash.there, clash.lightest) == (("first", "second"), ("second",), "first")


def test_every_choice_and_advice_has_its_sentence() -> None:
    assert set(CHOICES) == set(Choice)
    assert set(ADVICE) == set(Advice)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (10_000, 50)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert rules.reading_minutes(words) == minutes
