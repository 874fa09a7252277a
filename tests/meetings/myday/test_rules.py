"""How a delegation gets through its sessions with the people it has, and what it can do about the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from meetings.myday import rules
from meetings.myday.rules import Advice, Sitting

NINE = datetime(2011, 6, 20, 9, tzinfo=UTC)
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
    minutes = timedelta(minutes=1)
    return Sitting(uid, NINE + starts * minutes, NINE + ends * minutes, room, weight, series, papers)


MORNING, SAME = sitting("a", 0, 180, 2), sitting("b", 60, 120, 3, room=OTHER)
ATTENDED = [
    ("nothing", [], 1, set()),
    ("one after the other in one room", [sitting("a", 0, 60), sitting("b", 60, 120)], 1, {"a", "b"}),
    ("no time to walk", [sitting("a", 0, 60), sitting("b", 60, 120, room=OTHER)], 1, {"a"}),
    ("ten minutes are enough to walk", [sitting("a", 0, 60), sitting("b", 70, 130, room=OTHER)], 1, {"a", "b"}),
    (
        "rooms that are not known may be far apart",
        [sitting("a", 0, 60, room=None), sitting("b", 60, 90, room=None)],
        1,
        {"a"},
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
    found = rules.planned(sittings, people)
    assert found.attended == attended
    assert set(found.clashes) == {one.uid for one in sittings} - attended


def test_who_splits_up_is_told_so() -> None:
    found = rules.planned([MORNING, SAME], 2)
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
    clash = rules.planned([MUST, missed, *others], 1).clashes["x"]
    assert (clash.instead, clash.advice, clash.later) == (("must",), advice, later)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (10_000, 50)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert rules.reading_minutes(words) == minutes
