"""The grid: what stands where in the table, whatever overlaps, and nothing out of sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from meetings.drafts.grid import STEP, Cell, Day, Room, Slot, cancelled_of, laid_out, tray_of
from meetings.sessions.entries import Entry, Kind

MONDAY, TUESDAY = date(2011, 6, 20), date(2011, 6, 21)
HALL, SMALL = Room(1, "Room XVIII"), Room(2, "Room XXII")


def slot(starts: str, ends: str) -> Slot:
    return Slot(datetime.fromisoformat(f"{MONDAY}T{starts}"), datetime.fromisoformat(f"{MONDAY}T{ends}"))


MORNING, AFTERNOON = slot("10:00", "13:00"), slot("15:00", "18:00")


def entry(uid: str, at: str | None, minutes: int, room: int | None = 1, day: date = MONDAY, **values: object) -> Entry:
    starts = None if at is None else datetime.fromisoformat(f"{day}T{at}")
    given = {"kind": Kind.PLENARY, "title": uid, "room_name": f"Room {room}", **values}
    return Entry(uid=uid, minutes=minutes, starts=starts, room_id=room, **given)  # type: ignore[arg-type]


def grid(
    entries: Sequence[Entry],
    rooms: Sequence[Room] = (HALL, SMALL),
    slots: Sequence[Slot] = (MORNING, AFTERNOON),
    days: Sequence[date] = (MONDAY,),
) -> tuple[Day, ...]:
    found = laid_out(entries, rooms, slots, days)
    for day in found:
        check_table(day)
    return found


def check_table(day: Day) -> None:
    """Every place of the table is taken by exactly one cell, as HTML lays cells out."""
    width = day.units
    begins = {}
    for column in day.columns:
        begins[column.number] = sum(one.units for one in day.columns[: column.number])
    taken: Counter[tuple[int, int]] = Counter()
    for number, row in enumerate(day.rows):
        at = 0
        for column, cell in row.cells:
            while taken[number, at]:
                at += 1
            assert begins[column.number] <= at, "a cell slipped into the room before its own"
            assert at + cell.units <= begins[column.number] + column.units, "a cell is wider than its room"
            taken.update((number + down, at + aside) for down in range(cell.rows) for aside in range(cell.units))
    assert taken == {(down, aside): 1 for down in range(len(day.rows)) for aside in range(width)}


def places(day: Day) -> dict[str, tuple[str, str, int]]:
    """Where each entry stands: its first step, its room, and how many steps it takes up."""
    return {
        cell.entry.uid: (f"{row.starts:%H:%M}", column.room.name, cell.rows)
        for row in day.rows
        for column, cell in row.cells
        if cell.entry is not None
    }


def free(day: Day, room: Room) -> list[tuple[str, int, bool]]:
    """The stretches of a room without an entry."""
    return [
        (f"{row.starts:%H:%M}", cell.rows, cell.in_slot)
        for row in day.rows
        for column, cell in row.cells
        if column.room == room and cell.entry is None
    ]


def units(day: Day, room: Room = HALL) -> int:
    return next(column.units for column in day.columns if column.room == room)


def cells_of(day: Day, uid: str) -> list[Cell]:
    return [cell for row in day.rows for _, cell in row.cells if cell.entry is not None and cell.entry.uid == uid]


def test_an_empty_day_shows_its_usual_hours_with_the_slots_told_apart() -> None:
    (day,) = grid([])
    assert (f"{day.rows[0].starts:%H:%M}", f"{day.rows[-1].starts:%H:%M}") == ("09:00", "18:45")
    assert [start for start, _, in_slot in free(day, HALL) if in_slot] == [
        "10:00", "11:00", "12:00", "15:00", "16:00", "17:00",
    ]  # fmt: skip
    assert [row.starts.minute for row in day.rows if row.is_hour] == [0] * 10


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        pytest.param("10:00", 180, ("10:00", "Room XVIII", 12), id="a half day"),
        pytest.param("10:30", 30, ("10:30", "Room XVIII", 2), id="from half past"),
        pytest.param("11:15", 15, ("11:15", "Room XVIII", 1), id="a quarter of an hour"),
        pytest.param("12:00", 240, ("12:00", "Room XVIII", 16), id="across both slots"),
        pytest.param("07:30", 60, ("07:30", "Room XVIII", 4), id="before the usual hours"),
        pytest.param("21:00", 60, ("21:00", "Room XVIII", 4), id="after the usual hours"),
        pytest.param("10:10", 40, ("10:00", "Room XVIII", 4), id="off the steps: each step that it touches"),
        pytest.param("23:00", 60, ("23:00", "Room XVIII", 4), id="until midnight"),
    ],
)
def test_an_entry_stands_at_its_time_for_its_length(at: str, minutes: int, expected: tuple[str, str, int]) -> None:
    (day,) = grid([entry("one", at, minutes)])
    assert places(day) == {"one": expected}
    assert day.entries == 1


def test_free_time_is_cut_at_hours_slots_and_entries() -> None:
    (day,) = grid([entry("one", "10:30", 45)], slots=[slot("09:30", "11:30")])
    assert free(day, HALL)[:6] == [
        ("09:00", 2, False),
        ("09:30", 2, True),
        ("10:00", 2, True),
        ("11:15", 1, True),
        ("11:30", 2, False),
        ("12:00", 4, False),
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([("a", "10:00", 60), ("b", "11:00", 60)], 4, id="one after the other"),
        pytest.param([("a", "10:00", 60), ("b", "10:45", 60)], 6, id="a quarter of an hour together"),
        pytest.param([("a", "10:00", 180), ("b", "10:00", 60), ("c", "11:00", 60)], 6, id="two beside a long one"),
        pytest.param([("a", "10:00", 60), ("b", "10:30", 60), ("c", "11:00", 60)], 6, id="a chain"),
        pytest.param([("a", "10:00", 60), ("b", "10:00", 60), ("c", "10:00", 60)], 9, id="three at once"),
        pytest.param([("a", "10:00", 60), ("b", "10:00", 60), ("c", "15:00", 60)], 6, id="and a lonely one later"),
    ],
)
def test_what_overlaps_in_a_room_stands_side_by_side_and_makes_it_broader(
    entries: list[tuple[str, str, int]], expected: int
) -> None:
    (day,) = grid([entry(*one) for one in entries])
    assert units(day) == expected
    assert units(day, SMALL) == 4
    assert set(places(day)) == {"a", "b", "c"} & {one[0] for one in entries}


@pytest.mark.parametrize(
    ("room", "expected"), [pytest.param(1, 2, id="every entry has a room"), pytest.param(None, 4, id="one has none")]
)
def test_the_column_of_what_has_no_room_is_narrow_while_it_is_empty(room: int | None, expected: int) -> None:
    days = grid([entry("one", "10:00", 60, room=room)], days=[MONDAY, TUESDAY])
    assert [day.columns[0].units for day in days] == [expected] * 2


def test_entries_side_by_side_are_as_broad_as_each_other_wherever_more_stand_elsewhere() -> None:
    three = [entry(uid, "10:00", 60) for uid in "abc"]
    (day,) = grid([*three, entry("d", "15:00", 60), entry("e", "15:00", 60)])
    assert [cell.units for uid in "abcde" for cell in cells_of(day, uid)] == [3, 3, 3, 5, 4]


def test_what_overlaps_in_two_rooms_does_not_stand_side_by_side() -> None:
    (day,) = grid([entry("a", "10:00", 60), entry("b", "10:00", 60, room=2)])
    assert (units(day), units(day, SMALL)) == (4, 4)


def test_a_lonely_entry_takes_the_whole_width_of_its_room() -> None:
    (day,) = grid([entry("a", "10:00", 60), entry("b", "10:00", 60), entry("c", "15:00", 60)])
    assert [cell.units for cell in cells_of(day, "c")] == [units(day)]


def test_an_entry_that_passes_midnight_stands_on_both_days() -> None:
    monday, tuesday = grid([entry("late", "22:30", 240)])
    assert places(monday) == {"late": ("22:30", "Room XVIII", 6)}
    assert places(tuesday) == {"late": ("00:00", "Room XVIII", 10)}
    (first,), (second,) = cells_of(monday, "late"), cells_of(tuesday, "late")
    assert (first.from_before, first.goes_on, second.from_before, second.goes_on) == (False, True, True, False)
    assert (monday.entries, tuesday.entries) == (1, 0)
    assert (monday.is_outside, tuesday.is_outside) == (False, True)


def test_an_entry_outside_the_meeting_has_a_day_of_its_own() -> None:
    days = grid([entry("early", "10:00", 60, day=date(2011, 6, 18))], days=[MONDAY, TUESDAY])
    assert [(day.day.day, day.is_outside) for day in days] == [(18, True), (20, False), (21, False)]


def test_a_meeting_without_rooms_has_the_column_of_what_has_none() -> None:
    (day,) = grid([entry("one", "10:00", 60, room=None)], rooms=[])
    assert [column.room for column in day.columns] == [Room(None, "")]
    assert places(day) == {"one": ("10:00", "", 4)}


def test_a_room_that_the_meeting_does_not_have_is_shown_by_the_name_that_the_entry_gives() -> None:
    (day,) = grid([entry("one", "10:00", 60, room=9)])
    assert places(day) == {"one": ("10:00", "Room 9", 4)}


@pytest.mark.parametrize("days", [(), (MONDAY,)], ids=["no days", "a day"])
def test_a_meeting_without_anything_has_an_empty_grid(days: Sequence[date]) -> None:
    assert [day.entries for day in grid([], rooms=[], slots=[], days=days)] == [0] * len(days)


def test_sixty_entries_in_five_rooms_all_stand_where_they_should() -> None:
    rooms = [Room(number, f"Room {number}") for number in range(1, 6)]
    entries = [
        entry(f"{number:02}", f"{9 + number % 9:02}:{15 * (number % 4):02}", 15 + 15 * (number % 12), 1 + number % 5)
        for number in range(60)
    ]
    (day,) = grid(entries, rooms=rooms)
    found = places(day)
    assert len(found) == 60
    for one in entries:
        assert one.starts is not None
        expected = (f"{one.starts:%H:%M}", one.room_name, timedelta(minutes=one.minutes) // STEP)
        assert found[one.uid] == expected


def test_the_tray_holds_what_has_no_place_the_longest_first() -> None:
    entries = [
        entry("short", None, 15),
        entry("long", None, 180),
        entry("placed", "10:00", 60),
        entry("off", None, 60, cancelled_because="Not needed."),
        entry("over", "10:00", 60, cancelled_because="Not needed."),
    ]
    assert [one.uid for one in tray_of(entries)] == ["long", "short"]
    assert [one.uid for one in cancelled_of(entries)] == ["over", "off"]
    assert list(places(grid(entries)[0])) == ["placed"]
