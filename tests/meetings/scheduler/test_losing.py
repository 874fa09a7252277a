"""The question after a slot or a room was lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from meetings.scheduler.losing import after_loss, new_rooms, still_there
from meetings.scheduler.rules import Order, Place, Placement, Problem, Room, Session, Slot, Stand
from meetings.scheduler.search import Options, solve

TEN = datetime(2011, 6, 20, 10)  # noqa: DTZ001 - hours are those of the clock on the wall
SLOTS = tuple(
    Slot(name, TEN + timedelta(days=day, hours=hour), TEN + timedelta(days=day, hours=hour + 3))
    for name, day, hour in (("mon-am", 0, 0), ("mon-pm", 0, 5), ("tue-am", 1, 0), ("tue-pm", 1, 5))
)
ROOMS = (Room("A", 300), Room("B", 40, ("en",)), Room("C"))
NOON = TEN + timedelta(hours=2)


def at(session: str, slot: str, room: str) -> Placement:
    """A session at the beginning of a slot."""
    return Placement(session, slot, room, next(one.start for one in SLOTS if one.id == slot))


def problem(*sessions: Session) -> Problem:
    """Two days of two slots in three rooms."""
    return Problem(SLOTS, ROOMS, sessions, ())


@pytest.mark.parametrize(
    ("session", "slots", "rooms", "near"),
    [
        pytest.param(Session("a", 60), (), ("A",), ("mon-am",), id="its room is lost"),
        pytest.param(Session("a", 60), ("mon-am",), (), ("mon-pm",), id="its slot is lost"),
        pytest.param(Session("a", 60), ("mon-am",), ("A",), ("mon-pm",), id="both are lost"),
        pytest.param(Session("a", 60), ("mon-am", "mon-pm"), (), (), id="its day is lost"),
        pytest.param(Session("a", 60), ("tue-am",), ("B",), (), id="neither is lost"),
        pytest.param(Session("b", 60, was=Place("tue-am", "A")), (), ("A",), ("tue-am",), id="was"),
        pytest.param(Session("b", 60), ("mon-am",), ("A",), (), id="it has no place"),
    ],
)
def test_what_has_lost_its_place_stays_near_its_hours(
    session: Session, slots: tuple[str, ...], rooms: tuple[str, ...], near: tuple[str, ...]
) -> None:
    found = after_loss(problem(session), slots, rooms, [at("a", "mon-am", "A")])
    assert found.sessions[0].near == near
    assert {one.id for one in found.slots}.isdisjoint(slots)
    assert {one.id for one in found.rooms}.isdisjoint(rooms)


def standing(name: str = "s", minutes: int = 120, room: str = "A", **said: Any) -> Session:
    """A session across the end of Monday morning."""
    return Session(name, minutes, stands=Stand(NOON, room), **said)


@pytest.mark.parametrize(
    ("sessions", "rooms", "expected"),
    [
        pytest.param([standing()], ("A",), {"s": "B"}, id="the smallest room"),
        pytest.param([standing(seats=60)], ("A",), {"s": "C"}, id="with seats enough"),
        pytest.param([standing(languages=("fr",))], ("A",), {"s": "C"}, id="with its languages"),
        pytest.param([standing(), standing("t", room="B")], ("A",), {"s": "C"}, id="where nothing else stands"),
        pytest.param([standing(), standing("t")], ("A",), {"s": "B", "t": "C"}, id="one room each"),
        pytest.param([standing(), standing("t"), standing("u")], ("A",), {"s": "B", "t": "C", "u": None}, id="no more"),
        pytest.param([standing(), Session("a", 180)], ("A",), {"s": "C"}, id="where nothing is placed"),
        pytest.param([standing(seats=60)], ("A", "C"), {"s": None}, id="none that suits"),
        pytest.param([standing(room="C")], ("A",), {}, id="in a room that is there"),
        pytest.param([standing(room="elsewhere")], ("A",), {}, id="in a room that is none of these"),
    ],
)
def test_what_stands_in_a_lost_room_has_another_that_is_free(
    sessions: list[Session], rooms: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    before = problem(*sessions)
    after = after_loss(before, (), rooms, [at("a", "mon-am", "B")])
    assert new_rooms(before, after) == expected
    assert all(one.stands is not None and one.stands.start == NOON for one in after.sessions if one.id != "a")


def test_what_is_fixed_to_its_hour_keeps_it_in_another_room() -> None:
    fixed = Session("f", 60, fixed=Place("mon-am", "A", NOON))
    found = after_loss(problem(fixed), (), ("A",), [])
    assert found.sessions[0].fixed == Place("mon-am", "B", NOON)
    assert found.sessions[0].was == Place("mon-am", "A", NOON)


def test_what_is_fixed_and_finds_no_room_at_its_hour_may_go_elsewhere() -> None:
    fixed = Session("f", 60, seats=90, fixed=Place("mon-am", "A", NOON))
    found = after_loss(problem(fixed, standing(room="C")), (), ("A",), [])
    assert found.sessions[0].fixed is None
    assert found.sessions[0].near == ("mon-am",)


def mended(sessions: list[Session], slots: tuple[str, ...], rooms: tuple[str, ...], seed: int) -> dict[str, Place]:
    """Where sessions are after a loss that stood where they were."""
    there = [at(one.id, one.was.slot, one.was.room) for one in sessions if one.was is not None]
    asked = after_loss(problem(*sessions), slots, rooms, there)
    options = Options(order=Order.CHANGES_FIRST, start=still_there(asked, there))
    found = solve(asked, steps=500, seed=seed, options=options)
    assert found.unplaced == {}
    return {one.session: Place(one.slot, one.room) for one in found.placements}


def was(name: str, slot: str, room: str = "A", **said: Any) -> Session:
    """A session of three hours that has its place in the last release."""
    return Session(name, 180, was=Place(slot, room), **said)


@pytest.mark.parametrize("seed", range(5))
def test_after_a_room_is_lost_nobody_changes_the_hour_for_whom_a_room_is_free(seed: int) -> None:
    places = mended([was(name, slot.id) for name, slot in zip("abcd", SLOTS, strict=True)], (), ("A",), seed)
    assert [place.slot for place in places.values()] == [slot.id for slot in SLOTS]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("moving", "others", "expected"),
    [
        pytest.param(was("a", "mon-am"), [], Place("mon-pm", "A"), id="to its day and into its room"),
        pytest.param(
            was("a", "mon-am", plenary=True),
            [was("b", "mon-pm", plenary=True), was("c", "tue-am", plenary=True)],
            Place("tue-pm", "A"),
            id="to another day where nobody else would have to move",
        ),
        pytest.param(
            was("a", "mon-am", languages=("fr",)),
            [was("b", "mon-pm")],
            Place("mon-pm", "C"),
            id="to its day although not into its room",
        ),
    ],
)
def test_after_a_slot_is_lost_nobody_else_moves(
    moving: Session, others: list[Session], expected: Place, seed: int
) -> None:
    places = mended([moving, *others], ("mon-am",), (), seed)
    assert places["a"] == expected
    assert all(one.was == places[one.id] for one in others)


@pytest.mark.parametrize("seed", range(5))
def test_what_has_to_change_its_hour_keeps_its_room(seed: int) -> None:
    several = [was("a", "mon-am", "C"), was("b", "mon-pm", "B"), was("c", "tue-am", "A")]
    places = mended(several, ("mon-am", "tue-am"), (), seed)
    assert places == {"a": Place("mon-pm", "C"), "b": Place("mon-pm", "B"), "c": Place("tue-pm", "A")}


def test_a_programme_whose_losses_are_the_least_keeps_rooms_too() -> None:
    """Without wishes all programmes cost the same, so nothing but the hour that bars it moves anybody."""
    several = [was("a", "mon-am", "C", never=("mon-am",)), was("b", "mon-pm", "B"), was("c", "tue-am", "A")]
    found = solve(problem(*several), steps=500)
    assert [one.room for one in found.placements] == ["C", "B", "A"]
    assert found.evaluation.goals.changes == 1
