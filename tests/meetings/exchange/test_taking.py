"""What becomes of what a file holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.exchange.imports.reading import FarAway, Found
from meetings.exchange.imports.taking import Taken, folded, in_rooms, take
from meetings.sessions.entries import Entry, Kind

GENEVA = ZoneInfo("Europe/Zurich")


def found(starts: str = "2011-06-20T10:00", ends: str = "2011-06-20T13:00", **said: Any) -> Found:
    """Something on Monday 20 June 2011 by the clocks of the meeting."""
    hours = {"starts": datetime.fromisoformat(starts), "ends": datetime.fromisoformat(ends)}
    return Found(**{"title": "Sample", **hours, **said})


def taken(*several: Found) -> Taken:
    """What these come to."""
    numbers = count(1)
    return take(
        several,
        zone=GENEVA,
        committees={folded("Mine Clearance"): 4},
        new_uid=lambda: f"uid-{next(numbers)}",
        untitled="Untitled",
    )


def reported(what: Taken) -> list[tuple[str, str]]:
    """The lines about single entries: what became of it, and why."""
    return [(line["what"], line["because"]) for line in what.report if "title" in line]


def test_a_moment_that_no_clock_of_the_meeting_shows_is_refused() -> None:
    with pytest.raises(FarAway) as refused:
        taken(found("0001-01-01T00:00+14:00", "2011-06-20T13:00+02:00"))
    assert refused.value.facts == {"place": "Sample", "day": "0001-01-01", "most": 60, "first": "1990", "last": "2099"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(found(), (10, 0, 180, Kind.PLENARY), id="as it is"),
        pytest.param(found("2011-06-20T10:05", "2011-06-20T10:50"), (10, 0, 60, Kind.PLENARY), id="widened"),
        pytest.param(
            found("2011-06-20T08:00+00:00", "2011-06-20T11:00+00:00"), (10, 0, 180, Kind.PLENARY), id="in UTC"
        ),
        pytest.param(found(is_break=True), (10, 0, 180, Kind.BREAK), id="a break by its kind"),
        pytest.param(found(title="Coffee break"), (10, 0, 180, Kind.BREAK), id="a break by its title"),
        pytest.param(found(title="Breaking the silence"), (10, 0, 180, Kind.PLENARY), id="a title that is no break"),
        pytest.param(found(categories=("Side event",)), (10, 0, 180, Kind.SIDE_EVENT), id="a side event"),
        pytest.param(found(title="Small group A"), (10, 0, 180, Kind.GROUP), id="a group"),
    ],
)
def test_an_entry_has_hours_in_quarters_and_a_kind(one: Found, expected: tuple[int, int, int, Kind]) -> None:
    [entry] = taken(one).entries
    assert entry.starts is not None
    assert (entry.starts.hour, entry.starts.minute, entry.minutes, entry.kind) == expected
    assert entry.starts.tzinfo is None


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (found(is_all_day=True), "all_day"),
        (found(is_cancelled=True), "called_off"),
        (found(ends="2011-06-20T10:00"), "no_length"),
        (found(ends="2011-06-20T09:00"), "backwards"),
        (Found(title="Sample", starts=None, ends=None), "no_start"),
        (found(is_outdated=True), "outdated"),
        (found(is_outdated=True, is_cancelled=True), "outdated"),
        (found(ends="2011-06-20T18:15"), "too_long"),
        (found("2011-06-20T22:00", "2011-06-21T01:00"), "overnight"),
        (found("2011-06-20T22:00", "2011-06-20T23:50"), "overnight"),
        (found("2011-06-20T21:30+00:00", "2011-06-20T22:30+00:00"), "overnight"),
    ],
)
def test_what_no_programme_holds_is_left_with_the_reason(one: Found, because: str) -> None:
    what = taken(one)
    assert what.entries == ()
    assert reported(what) == [("left", because)]


def test_eight_hours_are_not_too_long() -> None:
    assert taken(found(ends="2011-06-20T18:00")).entries[0].minutes == 480


def test_what_stands_twice_is_taken_once() -> None:
    what = taken(found(), found(), found(room="Another room"))
    assert len(what.entries) == 2
    assert ("left", "twice") in reported(what)


def test_plenary_entries_at_one_time_become_groups_and_that_is_told() -> None:
    what = taken(
        found(title="A"), found(title="B", starts="2011-06-20T12:00"), found("2011-06-20T13:00", "2011-06-20T14:00")
    )
    assert [entry.kind for entry in what.entries] == [Kind.GROUP, Kind.GROUP, Kind.PLENARY]
    assert reported(what) == [("guessed", "kind"), ("guessed", "kind")]


def test_a_committee_is_known_by_its_name_in_the_title_or_the_track() -> None:
    what = taken(found(title="MINE  clearance"), found("2011-06-21T10:00", "2011-06-21T13:00", track="Mine Clearance"))
    assert [entry.committee_id for entry in what.entries] == [4, 4]
    assert reported(what) == [("guessed", "committee")] * 2


def test_texts_are_freed_of_what_may_not_be_stored_and_cut() -> None:
    what = taken(found(title="A\u202eB\x00C" + "x" * 400, note="one\r\n\r\n\r\ntwo"))
    [entry] = what.entries
    assert entry.title.startswith("ABCx")
    assert len(entry.title) == 300
    assert entry.note == "one\n\ntwo"
    assert reported(what) == [("guessed", "shortened"), ("guessed", "hidden")]


def test_what_has_no_title_gets_one() -> None:
    what = taken(found(title=""))
    assert what.entries[0].title == "Untitled"
    assert reported(what) == [("guessed", "untitled")]


def test_the_report_counts_what_was_read_converted_and_left_within() -> None:
    in_utc = datetime(2011, 6, 20, 8, tzinfo=UTC)
    what = taken(Found(title="A", starts=in_utc, ends=in_utc + timedelta(hours=1), talks=7))
    assert what.report == (
        {"what": "taken", "because": "read", "number": 1},
        {"what": "changed", "because": "other_zone", "number": 1},
        {"what": "left", "because": "talks", "number": 7},
        {"what": "guessed", "because": "plenaries", "number": 1},
    )


@pytest.mark.parametrize(
    "said", [{"is_cancelled": True}, {"is_outdated": True}, {"ends": datetime(2011, 6, 20, 8, tzinfo=UTC)}], ids=str
)
def test_what_was_left_counts_as_neither_read_nor_converted(said: dict[str, Any]) -> None:
    left = Found(**{"title": "A", "starts": datetime(2011, 6, 20, 8, tzinfo=UTC), "ends": None, **said})
    numbers = {line["because"]: line.get("number") for line in taken(left, found()).report}
    assert numbers["read"] == 1
    assert "other_zone" not in numbers


ROOMS = {"room a": "Room A", "hall, north": "Hall, north"}


@pytest.mark.parametrize(
    ("place", "room", "is_guessed"),
    [
        ("Room A", "Room A", False),
        ("room a", "room a", False),
        ("ROOM A, the building, the street", "Room A", True),
        ("Hall, north, the building", "Hall, north", True),
        ("Hall", "Hall", False),
        ("The building, Room A", "The building, Room A", False),
        ("", "", False),
    ],
)
def test_a_place_that_begins_with_a_room_of_the_meeting_is_that_room(place: str, room: str, is_guessed: bool) -> None:
    what = in_rooms(taken(found(room=place)), ROOMS, lambda name: name.strip().casefold())

    assert [entry.room_name for entry in what.entries] == [room]
    told = [line for line in what.report if line["because"] == "room"]
    assert told == ([{"what": "guessed", "because": "room", "place": place, "room": room}] if is_guessed else [])


def test_uids_of_the_file_are_not_taken() -> None:
    assert [entry.uid for entry in taken(found(), found(room="B")).entries] == ["uid-1", "uid-2"]


def test_an_entry_keeps_room_and_track_by_name_until_it_is_carried_over() -> None:
    [entry] = taken(found(room=" Room  XX ", track="Experts")).entries
    assert (entry.room_name, entry.room_id, entry.track) == ("Room XX", None, "Experts")
    assert isinstance(entry, Entry)


def test_what_repeats_is_taken_once_and_that_is_told() -> None:
    what = taken(found(recurs=True))
    assert len(what.entries) == 1
    assert reported(what) == [("left", "recurs")]
