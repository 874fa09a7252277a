"""What a programme costs, by hand: losses, overlaps in part, the way between rooms, changes, and each hard rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from meetings.scheduler.costs import Evaluator
from meetings.scheduler.intervals import Sitting, collide, most_attended
from meetings.scheduler.rules import Delegation, Place, Placement, Problem, Room, Rule, Session, Slot

TEN = datetime(2011, 6, 20, 10)  # noqa: DTZ001 - hours are those of the clock on the wall
THREE = TEN + timedelta(hours=5)
SLOTS = (
    Slot("am", TEN, TEN + timedelta(hours=3), ("en", "fr")),
    Slot("pm", THREE, THREE + timedelta(hours=3)),
)
ROOMS = (Room("A", 100, ("en", "fr", "es")), Room("B", 30), Room("C"))


def placed(session: str, slot: str, room: str, after: int = 0) -> Placement:
    """A session in a place, so many minutes after the slot's start."""
    start = {"am": TEN, "pm": THREE}[slot] + timedelta(minutes=after)
    return Placement(session, slot, room, start)


def problem(*sessions: Session, people: int = 1, wishes: dict[str, int] | None = None, small: int = 2) -> Problem:
    """A meeting with one delegation that may be there, and a large one without wishes."""
    delegations = (Delegation("ZMB", people, wishes or {}), Delegation("NOR", 9))
    return Problem(SLOTS, ROOMS, sessions, delegations, small=small)


def sessions(**minutes: int) -> tuple[Session, ...]:
    """Sessions of so many minutes."""
    return tuple(Session(name, length) for name, length in minutes.items())


THREE_AT_ONCE = (placed("a", "am", "A"), placed("b", "am", "B"), placed("c", "am", "C"))


@pytest.mark.parametrize(
    ("people", "wishes", "loss", "missed"),
    [
        (1, {"a": 3, "b": 2, "c": 1}, 3, ("b", "c")),
        (2, {"a": 3, "b": 2, "c": 1}, 1, ("c",)),
        (3, {"a": 3, "b": 2, "c": 1}, 0, ()),
        (1, {"a": 1, "c": 3}, 1, ("a",)),
        (1, {"a": 2, "b": 2}, 2, ("b",)),
        (1, {"b": 3}, 0, ()),
        (1, {}, 0, ()),
    ],
)
def test_what_is_lost_is_all_but_the_heaviest(
    people: int, wishes: dict[str, int], loss: int, missed: tuple[str, ...]
) -> None:
    asked = problem(*sessions(a=180, b=180, c=180), people=people, wishes=wishes)
    found = Evaluator(asked).evaluate(THREE_AT_ONCE)
    losers = [(one.loss, one.missed, one.share) for one in found.losers]
    assert losers == ([(loss, missed, Fraction(loss, sum(wishes.values())))] if loss else [])
    assert found.goals.loss_all == loss


@pytest.mark.parametrize(
    ("second", "walk", "loss"),
    [
        (placed("b", "am", "B", 60), 0, 0),
        (placed("b", "am", "B", 60), 10, 1),
        (placed("b", "am", "B", 70), 10, 0),
        (placed("b", "am", "B", 69), 10, 1),
        (placed("b", "am", "A", 60), 10, 0),
        (placed("b", "am", "B", 59), 0, 1),
        (placed("b", "pm", "B"), 10, 0),
    ],
)
def test_overlap_counts_on_hours_and_the_way_between_rooms(second: Placement, walk: int, loss: int) -> None:
    asked = replace(problem(*sessions(a=60, b=60), wishes={"a": 3, "b": 1}), walk_minutes=walk)
    assert Evaluator(asked).evaluate([placed("a", "am", "A"), second]).goals.loss_small == loss


def test_one_long_session_stands_against_two_short_ones() -> None:
    asked = problem(*sessions(a=180, b=60, c=60), wishes={"a": 3, "b": 2, "c": 2})
    both = [placed("a", "am", "A"), placed("b", "am", "B"), placed("c", "am", "B", 60)]
    found = Evaluator(asked).evaluate(both)
    assert [(one.loss, one.missed) for one in found.losers] == [(3, ("a",))]


@pytest.mark.parametrize(
    ("small", "loss", "share"), [(0, 0, Fraction(0)), (1, 2, Fraction(2, 5)), (9, 2, Fraction(2, 5))]
)
def test_who_is_small_is_a_number(small: int, loss: int, share: Fraction) -> None:
    asked = problem(*sessions(a=60, b=60), wishes={"a": 3, "b": 2}, small=small)
    goals = Evaluator(asked).evaluate([placed("a", "am", "A"), placed("b", "am", "B")]).goals
    assert (goals.loss_small, goals.worst_share, goals.loss_all) == (loss, share, 2)


@pytest.mark.parametrize(
    ("was", "now", "changes"),
    [
        (None, placed("a", "am", "A"), 0),
        (Place("am", "A"), placed("a", "am", "A"), 0),
        (Place("am", "A"), placed("a", "am", "A", 30), 0),
        (Place("am", "A", TEN), placed("a", "am", "A", 30), 1),
        (Place("am", "A"), placed("a", "am", "B"), 1),
        (Place("am", "A"), placed("a", "pm", "A"), 1),
        (Place("am", "A"), None, 1),
        (Place("lost", "A"), placed("a", "am", "A"), 1),
    ],
)
def test_a_change_is_another_place_or_hour_or_none(was: Place | None, now: Placement | None, changes: int) -> None:
    asked = problem(Session("a", 60, was=was))
    assert Evaluator(asked).evaluate([] if now is None else [now]).goals.changes == changes


A, B = Session("a", 60), Session("b", 60)


@pytest.mark.parametrize(
    ("changed", "placements", "rule", "concerned"),
    [
        ((A, B), (placed("a", "am", "A"), placed("b", "am", "A", 30)), Rule.ROOM_TAKEN, ("a", "b")),
        ((replace(A, minutes=200),), (placed("a", "am", "A"),), Rule.OUTSIDE_SLOT, ("a",)),
        ((A,), (placed("a", "am", "A", 150),), Rule.OUTSIDE_SLOT, ("a",)),
        ((replace(A, seats=31),), (placed("a", "am", "B"),), Rule.SEATS, ("a",)),
        ((replace(A, languages=("en", "es")),), (placed("a", "am", "A"),), Rule.LANGUAGES, ("a",)),
        ((replace(A, languages=("ar",)),), (placed("a", "pm", "A"),), Rule.LANGUAGES, ("a",)),
        ((replace(A, only=("pm",)),), (placed("a", "am", "A"),), Rule.ONLY, ("a",)),
        ((replace(A, never=("am",)),), (placed("a", "am", "A"),), Rule.NOT, ("a",)),
        ((replace(A, fixed=Place("am", "B")),), (placed("a", "am", "A"),), Rule.FIXED, ("a",)),
        ((replace(A, fixed=Place("am", "A", TEN)),), (placed("a", "am", "A", 5),), Rule.FIXED, ("a",)),
        ((replace(A, after=("b",)), B), (placed("a", "am", "A"), placed("b", "pm", "A")), Rule.ORDER, ("b", "a")),
        ((replace(A, before=("b",)), B), (placed("a", "am", "A", 30), placed("b", "am", "B")), Rule.ORDER, ("a", "b")),
        (
            (replace(A, must=("chair",)), replace(B, must=("chair",))),
            (placed("a", "am", "A"), placed("b", "am", "B", 65)),
            Rule.TWO_PLACES,
            ("a", "b"),
        ),
        (
            (replace(A, must=("ZMB",)), replace(B, must=("ZMB",))),
            (placed("a", "am", "A"), placed("b", "am", "B")),
            Rule.TWO_PLACES,
            ("a", "b"),
        ),
        (
            (replace(A, plenary=True), replace(B, plenary=True)),
            (placed("a", "am", "A"), placed("b", "am", "B", 59)),
            Rule.PARALLEL_PLENARY,
            ("a", "b"),
        ),
    ],
)
def test_each_hard_rule(
    changed: tuple[Session, ...], placements: tuple[Placement, ...], rule: Rule, concerned: tuple[str, ...]
) -> None:
    found = Evaluator(problem(*changed)).evaluate(placements).violations
    assert [(one.rule, one.sessions) for one in found] == [(rule, concerned)]
    assert found[0].because.code == rule.value


def test_too_many_at_once() -> None:
    asked = replace(problem(*sessions(a=60, b=60, c=60)), max_parallel=2)
    found = Evaluator(asked).evaluate(THREE_AT_ONCE).violations
    assert [(one.rule, one.sessions) for one in found] == [(Rule.PARALLEL, ("a", "b", "c"))]
    in_turn = (placed("a", "am", "A"), placed("b", "am", "B"), placed("c", "am", "C", 60))
    assert Evaluator(asked).evaluate(in_turn).violations == ()


@pytest.mark.parametrize(
    ("changed", "placements"),
    [
        ((A, B), (placed("a", "am", "A"), placed("b", "am", "A", 60))),
        ((replace(A, after=("b",)), B), (placed("b", "am", "A"), placed("a", "am", "B", 60))),
        ((replace(A, after=("b",)), B), (placed("a", "am", "A"),)),
        ((replace(A, must=("NOR",)), replace(B, must=("NOR",))), (placed("a", "am", "A"), placed("b", "am", "B"))),
        (
            (replace(A, must=("chair",)), replace(B, must=("chair",))),
            (placed("a", "am", "A"), placed("b", "am", "B", 70)),
        ),
        ((replace(A, languages=("fr",), seats=100, only=("am",)),), (placed("a", "am", "A"),)),
    ],
)
def test_what_keeps_every_rule(changed: tuple[Session, ...], placements: tuple[Placement, ...]) -> None:
    assert Evaluator(problem(*changed)).evaluate(placements).violations == ()


def test_the_effect_of_a_move_is_the_difference_of_two_programmes() -> None:
    asked = problem(*sessions(a=60, b=60), wishes={"a": 3, "b": 2})
    together = [placed("a", "am", "A"), placed("b", "am", "B")]
    before, after = Evaluator(asked).effect(together, {"b": placed("b", "pm", "B")})
    assert (before.goals.loss_small, after.goals.loss_small) == (2, 0)
    before, after = Evaluator(asked).effect(together, {"b": None})
    assert (after.goals.unplaced, after.goals.loss_small) == (1, 0)


@pytest.mark.parametrize("seed", range(40))
def test_nobody_could_attend_more(seed: int) -> None:
    """Beside every way in which so many people can share sessions."""
    random = Random(seed)
    walk = random.choice((0, 10))
    starts = sorted(random.randrange(0, 120, 10) for _ in range(random.randint(1, 6)))
    sittings = [Sitting(one, one + random.choice((20, 40, 60)), random.randrange(3), n) for n, one in enumerate(starts)]
    weights = [random.randint(1, 3) for _ in sittings]
    people = random.randint(1, 3)

    def can_share(chosen: tuple[int, ...]) -> bool:
        return not any(
            all(collide(sittings[a], sittings[b], walk) for a, b in combinations(part, 2))
            for part in combinations(chosen, people + 1)
        )

    every = [c for count in range(len(sittings) + 1) for c in combinations(range(len(sittings)), count)]
    best = max(sum(weights[one] for one in chosen) for chosen in every if can_share(chosen))
    found = most_attended(weights, lambda a, b: not collide(sittings[a], sittings[b], walk), people)
    assert sum(weights[one] for one in found) == best
    assert can_share(tuple(sorted(found)))
