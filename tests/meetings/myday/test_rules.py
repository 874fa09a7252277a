"""How a delegation gets through its sessions with the people it has, and what it can do about the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from meetings.clashes.costs import cost
from meetings.clashes.rules import Settings
from meetings.myday import rules
from meetings.myday.rules import Advice, Day, Sitting
from meetings.sessions.entries import Entry, Kind
from tests.builders.programmes import wishes

NINE = datetime(2011, 6, 20, 9)  # noqa: DTZ001 - hours are those of the clock on the wall
ROOM, OTHER = 1, 2


def sitting(
    uid: str,
    starts: int,
    ends: int,
    weight: int = 1,
    *,
    room: int | None = ROOM,
    series: str = "",
    papers: bool = False,
) -> Sitting:
    """A session from so many minutes after nine to so many."""
    begins = NINE + timedelta(minutes=starts)
    entry = Entry(uid=uid, kind=Kind.GROUP, title=uid, minutes=ends - starts, starts=begins, room_id=room)
    return Sitting(entry, weight, series, papers)


def day_of(sittings: list[Sitting], people: int, walk: int = 10) -> Day:
    """The day of so many people, who need so many minutes from a room to another."""
    return rules.planned(sittings, people, Settings(walk_minutes=walk))


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
        [sitting("a", 0, 60, 2), sitting("b", 0, 180, 3, room=OTHER), sitting("c", 120, 180, 2)],
        1,
        {"a", "c"},
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
    found = day_of(mine, people, walk)

    assert sum(weights[uid] for uid in found.clashes) == share.loss
    assert sum(weights[uid] for uid in found.attended) == share.total - share.loss
    assert tuple(found.clashes) == share.missed
    assert all(clash.instead for clash in found.clashes.values())


def test_who_splits_up_is_told_so() -> None:
    found = day_of([MORNING, SAME], 2)
    assert found.beside == {"a": ("b",), "b": ("a",)}


MUST = sitting("must", 0, 60, 3)
ADVICE = [
    ("nothing helps", sitting("x", 0, 60, 1, room=OTHER), [], (Advice.ASK_OTHERS,), None),
    ("two musts", sitting("x", 0, 60, 3, room=OTHER), [], (Advice.ASK_TO_MOVE,), None),
    (
        "a later part",
        sitting("x", 0, 60, 1, room=OTHER, series="mc"),
        [sitting("y", 120, 180, 1, series="mc")],
        (Advice.LATER_PART,),
        "y",
    ),
    (
        "an earlier part is over",
        sitting("x", 0, 60, 1, room=OTHER, series="mc"),
        [sitting("y", -120, -60, 1, series="mc")],
        (Advice.ASK_OTHERS,),
        None,
    ),
    ("papers", sitting("x", 0, 60, 1, room=OTHER, papers=True), [], (Advice.READ_PAPERS,), None),
]


@pytest.mark.parametrize(
    ("missed", "others", "advice", "later"), [pytest.param(*case, id=name) for name, *case in ADVICE]
)
def test_what_can_be_done_about_a_clash(
    missed: Sitting, others: list[Sitting], advice: tuple[Advice, ...], later: str | None
) -> None:
    clash = day_of([MUST, missed, *others], 1).clashes["x"]
    assert (clash.instead, clash.advice, clash.later) == (("must",), advice, later)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (10_000, 50)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert rules.reading_minutes(words) == minutes
