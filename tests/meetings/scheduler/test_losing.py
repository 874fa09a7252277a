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
    ("session", "slots", "rooms", "avoided"),
    [
        pytest.param(Session("a", 60), (), ("A",), ("mon-pm", "tue-am", "tue-pm"), id="its room is lost"),
        pytest.param(Session("a", 60), ("mon-am",), (), ("tue-am", "tue-pm"), id="its slot is lost"),
        pytest.param(Session("a", 60), ("mon-am",), ("A",), ("tue-am", "tue-pm"), id="both are lost"),
        pytest.param(Session("a", 60), ("tue-am",), ("B",), (), id="neither is lost"),
        pytest.param(Session("b", 60, was=Place("tue-am", "A")), (), ("A",), ("mon-am", "mon-pm", "tue-pm"), id="was"),
        pytest.param(Session("b", 60), ("mon-am",), ("A",), (), id="it has no place"),
        pytest.param(
            Session("a", 60, avoid=("tue-pm",)), ("mon-am",), (), ("tue-pm", "tue-am"), id="it avoids one already"
        ),
    ],
)
def test_what_has_lost_its_place_stays_near_its_hours(
    session: Session, slots: tuple[str, ...], rooms: tuple[str, ...], avoided: tuple[str, ...]
) -> None:
    found = after_loss(problem(session), slots, rooms, [at("a", "mon-am", "A")])
    assert found.sessions[0].avoid == avoided
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
    assert found.sessions[0].avoid == ("mon-pm", "tue-am", "tue-pm")


def test_after_a_room_is_lost_nobody_changes_the_hour_for_whom_a_room_is_free() -> None:
    several = [Session(name, 180, was=Place(slot.id, "A")) for name, slot in zip("abcd", SLOTS, strict=True)]
    there = [at(one.id, one.was.slot, "A") for one in several if one.was is not None]
    asked = after_loss(problem(*several), (), ("A",), there)
    found = solve(asked, steps=500, options=Options(order=Order.CHANGES_FIRST, start=still_there(asked, there)))
    assert [one.slot for one in found.placements] == [slot.id for slot in SLOTS]
    assert found.unplaced == {}
