"""A programme carried over to another meeting: weekdays, summer time, leap years, shorter weeks, rooms, committees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from meetings.drafts.shifting import Days, Place, days_between, shifted
from meetings.programme.rules import room_key
from meetings.sessions.entries import Entry, Kind, Named, NamedAs

ZURICH = "Europe/Zurich"
LAST_YEAR = Days(date(2010, 6, 21), date(2010, 6, 25), ZURICH)
THIS_YEAR = Days(date(2011, 6, 20), date(2011, 6, 24), ZURICH)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def entry(uid: str, at: str | None, **said: Any) -> Entry:
    starts = None if at is None else datetime.fromisoformat(at)
    return Entry(**{"uid": uid, "kind": Kind.PLENARY, "title": uid, "minutes": 180, "starts": starts, **said})


def place(
    days: Days = THIS_YEAR,
    *,
    rooms: tuple[str, ...] = (),
    sits: Callable[[int, date], bool] = lambda _committee, _day: True,
    is_shown: Callable[[datetime], bool] = lambda _wall: True,
) -> Place:
    numbers = count(1)
    return Place(
        days=days,
        rooms={room_key(name): (number, name) for number, name in enumerate(rooms, 1)},
        room_key=room_key,
        sits=sits,
        is_shown=is_shown,
        new_uid=lambda: f"new-{next(numbers)}",
    )


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last), ZURICH)


@pytest.mark.parametrize(
    ("source", "target", "held", "expected"),
    [
        pytest.param(("2010-06-21", "2010-06-25"), ("2011-06-20", "2011-06-24"), "2010-06-22", "2011-06-21", id="year"),
        pytest.param(("2011-05-23", "2011-05-27"), ("2012-05-21", "2012-05-25"), "2011-05-23", "2012-05-21", id="leap"),
        pytest.param(
            ("2012-02-27", "2012-03-02"), ("2013-02-25", "2013-03-01"), "2012-02-29", "2013-02-27", id="29 Feb"
        ),
        pytest.param(
            ("2010-06-22", "2010-06-25"),
            ("2011-06-20", "2011-06-24"),
            "2010-06-22",
            "2011-06-21",
            id="from a Tuesday on",
        ),
        pytest.param(
            ("2010-06-21", "2010-06-25"), ("2011-06-21", "2011-06-23"), "2010-06-23", "2011-06-22", id="shorter"
        ),
        pytest.param(
            ("2010-11-29", "2010-12-03"), ("2011-12-01", "2011-12-07"), "2010-11-29", "2011-12-05", id="over a weekend"
        ),
        pytest.param(
            ("2010-11-29", "2010-12-10"), ("2011-11-28", "2011-12-09"), "2010-12-07", "2011-12-06", id="two weeks"
        ),
        pytest.param(("2011-06-20", "2011-06-24"), ("2010-06-21", "2010-06-25"), "2011-06-22", "2010-06-23", id="back"),
        pytest.param(
            ("2010-12-27", "2010-12-31"),
            ("2012-01-02", "2012-01-06"),
            "2010-12-30",
            "2012-01-05",
            id="turn of the year",
        ),
    ],
)
def test_weekdays_stay_the_same(source: tuple[str, str], target: tuple[str, str], held: str, expected: str) -> None:
    day = date.fromisoformat(held)

    by = days_between([day], days(*source), days(*target))

    assert (day + by).isoformat() == expected
    assert (day + by).weekday() == day.weekday()


def test_weeks_are_chosen_so_that_most_entries_have_a_day() -> None:
    held = [date(2010, 11, 29), date(2010, 11, 30), date(2010, 12, 2)]

    by = days_between(held, days("2010-11-29", "2010-12-03"), days("2011-12-01", "2011-12-07"))

    assert [(day + by).isoformat() for day in held] == ["2011-12-05", "2011-12-06", "2011-12-08"]


def test_without_any_entry_the_weeks_begin_together() -> None:
    assert days_between([], LAST_YEAR, THIS_YEAR).days == 364


def test_a_day_in_another_age_costs_nothing_and_changes_nothing() -> None:
    held = [date(1, 1, 1), date(2010, 6, 22), date(2010, 6, 24), date(9999, 12, 31)]

    assert days_between(held, days("0001-01-01", "9999-12-31"), THIS_YEAR).days == 364


def test_what_is_carried_over_is_new_and_tentative_at_the_same_hour() -> None:
    was = entry(
        "a",
        "2010-06-22T10:00",
        minutes=90,
        part="1/2",
        track="Clearance",
        languages=("en", "fr"),
        seats=40,
        note="Bring papers.",
        named=(Named("ZMB", NamedAs.PRESENTER),),
        is_fixed=True,
        is_confirmed=True,
        time_is_illustrative=True,
        source="Old programme",
    )

    found = shifted([was, entry("b", "2010-06-22T15:00", after=("a",))], LAST_YEAR, place())
    first, second = found.entries

    assert (first.uid, first.starts, first.minutes) == ("new-1", wall("2011-06-21T10:00"), 90)
    assert (first.part, first.track, first.languages, first.seats, first.note) == (
        "1/2",
        "Clearance",
        ("en", "fr"),
        40,
        "Bring papers.",
    )
    assert (first.named, first.is_fixed, first.is_confirmed, first.time_is_illustrative, first.source) == (
        (),
        False,
        False,
        False,
        "",
    )
    assert second.after == ("new-1",)
    assert [line["because"] for line in found.report] == ["taken", "days", "tentative", "named"]


def test_cancelled_entries_stay_behind_and_nothing_waits_for_them() -> None:
    gone = entry("a", "2010-06-22T10:00", cancelled_because="No time.")

    found = shifted([gone, entry("b", "2010-06-22T15:00", after=("a",))], LAST_YEAR, place())

    assert [(one.title, one.after) for one in found.entries] == [("b", ())]
    assert ("left", "cancelled", "a") in [(line["what"], line["because"], line.get("title")) for line in found.report]


def test_what_falls_outside_a_shorter_week_waits_for_a_place() -> None:
    entries = [entry("Monday", "2010-06-21T10:00"), entry("Friday", "2010-06-25T10:00", room_id=3, room_name="XX")]

    found = shifted(entries, LAST_YEAR, place(days("2011-06-20", "2011-06-22"), rooms=("XX",)))

    assert [(one.title, one.starts, one.room_id) for one in found.entries] == [
        ("Monday", wall("2011-06-20T10:00"), None),
        ("Friday", None, None),
    ]
    outside = next(line for line in found.report if line["because"] == "outside")
    assert (outside["title"], outside["day"]) == ("Friday", "2011-06-24")


def test_hours_that_the_clocks_jump_over_wait_for_a_place() -> None:
    def is_shown(moment: datetime) -> bool:
        return not wall("2011-06-21T02:00") <= moment < wall("2011-06-21T03:00")

    entries = [entry("night", "2010-06-22T02:30", minutes=60), entry("day", "2010-06-22T10:00")]

    found = shifted(entries, LAST_YEAR, place(is_shown=is_shown))

    assert [(one.title, one.is_placed) for one in found.entries] == [("night", False), ("day", True)]
    assert [line["because"] for line in found.report if line["what"] == "changed"] == ["days", "no_such_time"]


def test_an_end_that_the_clocks_jump_over_counts_too() -> None:
    found = shifted(
        [entry("night", "2010-06-22T01:00", minutes=90)],
        LAST_YEAR,
        place(is_shown=lambda wall: wall.hour != 2),
    )

    assert not found.entries[0].is_placed


def test_in_another_zone_clock_times_stay_and_the_report_says_so() -> None:
    target = Days(date(2011, 11, 28), date(2011, 12, 2), "Asia/Phnom_Penh")

    found = shifted([entry("a", "2010-11-29T10:00")], days("2010-11-29", "2010-12-03"), place(target))

    assert found.entries[0].starts == wall("2011-11-28T10:00")
    zone = next(line for line in found.report if line["because"] == "zone")
    assert (zone["before"], zone["after"]) == (ZURICH, "Asia/Phnom_Penh")


@pytest.mark.parametrize(
    ("room", "there", "found_in", "is_told"),
    [
        ("Room XX", ("Room XX",), (1, "Room XX"), False),
        ("room  xx", ("Room XX",), (1, "Room XX"), False),
        ("Room XXI", ("Room XX",), (None, ""), True),
        ("", ("Room XX",), (None, ""), False),
    ],
)
def test_rooms_are_found_again_by_their_names(
    room: str, there: tuple[str, ...], found_in: tuple[int | None, str], is_told: bool
) -> None:
    was = entry("a", "2010-06-22T10:00", room_id=77 if room else None, room_name=room)

    found = shifted([was], LAST_YEAR, place(rooms=there))

    assert (found.entries[0].room_id, found.entries[0].room_name) == found_in
    assert any(line["because"] == "no_room" for line in found.report) is is_told


def test_a_committee_that_no_longer_sits_leaves_its_entry_waiting() -> None:
    entries = [entry("old", "2010-06-22T10:00", committee_id=1), entry("there", "2010-06-22T15:00", committee_id=2)]

    found = shifted(entries, LAST_YEAR, place(sits=lambda committee, _day: committee == 2))

    assert [(one.title, one.committee_id, one.is_placed) for one in found.entries] == [
        ("old", None, False),
        ("there", 2, True),
    ]
    assert [line["title"] for line in found.report if line["because"] == "no_committee"] == ["old"]


def test_what_had_no_place_has_none_afterwards() -> None:
    found = shifted([entry("a", None)], LAST_YEAR, place())

    assert (found.entries[0].starts, [line["because"] for line in found.report]) == (None, ["taken", "days"])
