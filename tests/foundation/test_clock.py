"""The clock, and the way between wall time and UTC."""

import zoneinfo
from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation import clock
from foundation.clock import (
    AmbiguousTime,
    NonexistentTime,
    StartedClock,
    SystemClock,
    TimeOutOfRange,
    UnknownZone,
    utc_to_wall,
    wall_to_utc,
)
from tests.tools.clock import FixedClock

GENEVA = "Europe/Zurich"


def at(text: str) -> datetime:
    """Return a wall time, or an instant if the text ends in an offset."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ("2011-06-24 10:00", GENEVA, "2011-06-24 08:00+00:00"),
        ("2011-12-01 10:00", GENEVA, "2011-12-01 09:00+00:00"),
        ("2026-03-29 01:59", GENEVA, "2026-03-29 00:59+00:00"),  # the last minute of winter
        ("2026-03-29 03:00", GENEVA, "2026-03-29 01:00+00:00"),  # the first minute of summer
        ("2026-10-25 01:59", GENEVA, "2026-10-24 23:59+00:00"),  # the last minute that comes once
        ("2026-10-25 03:00", GENEVA, "2026-10-25 02:00+00:00"),  # the first minute that comes once again
        ("2007-11-20 10:00", "Asia/Amman", "2007-11-20 08:00+00:00"),  # Jordan had a winter time then
        ("2027-11-20 10:00", "Asia/Amman", "2027-11-20 07:00+00:00"),
        ("2011-06-24 10:00", "Asia/Kathmandu", "2011-06-24 04:15+00:00"),
        ("2011-06-24 10:00", "UTC", "2011-06-24 10:00+00:00"),
        # British Columbia gave up its winter time in 2026; an operating system may not know it yet.
        ("2026-12-01 10:00", "America/Vancouver", "2026-12-01 17:00+00:00"),
    ],
)
def test_a_wall_time_names_an_instant_and_the_instant_shows_it_again(wall: str, zone: str, utc: str) -> None:
    assert wall_to_utc(at(wall), zone) == at(utc)
    assert utc_to_wall(at(utc), zone) == at(wall)


@pytest.mark.parametrize(
    ("wall", "refusal"),
    [
        ("2011-03-27 02:30", NonexistentTime),
        ("2026-03-29 02:00", NonexistentTime),
        ("2026-03-29 02:59", NonexistentTime),
        ("2011-10-30 02:30", AmbiguousTime),
        ("2026-10-25 02:00", AmbiguousTime),
        ("2026-10-25 02:59", AmbiguousTime),
    ],
)
def test_in_geneva_the_clocks_skip_an_hour_in_march_and_repeat_one_in_october(
    wall: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        wall_to_utc(at(wall), GENEVA)


@pytest.mark.parametrize("fold", [0, 1])
def test_which_of_two_is_never_guessed_from_a_fold(fold: int) -> None:
    with pytest.raises(AmbiguousTime):
        wall_to_utc(at("2026-10-25 02:30").replace(fold=fold), GENEVA)


@pytest.mark.parametrize(
    ("wall", "refusal"),
    [
        ("2026-10-04 02:15", NonexistentTime),  # Lord Howe Island changes by half an hour only
        ("2026-10-04 02:45", None),
        ("2026-04-05 01:45", AmbiguousTime),
        ("2026-04-05 01:15", None),
    ],
)
def test_a_change_by_half_an_hour_skips_and_repeats_half_an_hour(wall: str, refusal: type[Exception] | None) -> None:
    if refusal is None:
        assert utc_to_wall(wall_to_utc(at(wall), "Australia/Lord_Howe"), "Australia/Lord_Howe") == at(wall)
    else:
        with pytest.raises(refusal):
            wall_to_utc(at(wall), "Australia/Lord_Howe")


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Europe/Geneva",
        "europe/zurich",
        "America",
        "../Europe/Zurich",
        "/etc/localtime",
        "Europe/Zurich\0",
    ],
)
def test_a_zone_that_the_database_does_not_name_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZone):
        wall_to_utc(at("2011-06-24 10:00"), zone)
    with pytest.raises(UnknownZone):
        utc_to_wall(at("2011-06-24 10:00+00:00"), zone)


def test_an_instant_beyond_the_years_of_a_datetime_is_refused() -> None:
    with pytest.raises(TimeOutOfRange):
        wall_to_utc(at("0001-01-01 00:00"), GENEVA)
    with pytest.raises(TimeOutOfRange):
        wall_to_utc(at("9999-12-31 23:00"), "America/New_York")
    with pytest.raises(TimeOutOfRange):
        utc_to_wall(at("9999-12-31 23:30+00:00"), GENEVA)


def test_wall_times_and_instants_cannot_be_mixed_up() -> None:
    with pytest.raises(TypeError):
        wall_to_utc(at("2011-06-24 10:00+02:00"), GENEVA)
    with pytest.raises(TypeError):
        utc_to_wall(at("2011-06-24 10:00"), GENEVA)
    with pytest.raises(TypeError):
        StartedClock(at("2011-06-24 10:00"))


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(
    instant=st.datetimes(datetime(1999, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(sorted(clock.zone_names())),
)
def test_every_instant_comes_back_unless_its_wall_time_comes_twice(instant: datetime, zone: str) -> None:
    wall = utc_to_wall(instant, zone)
    try:
        assert wall_to_utc(wall, zone) == instant
    except AmbiguousTime:
        assert instant in {wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}


def test_zones_come_from_the_pinned_package_alone() -> None:
    assert zoneinfo.TZPATH == ()


def test_the_system_clock_tells_the_time_of_the_machine_in_utc() -> None:
    earlier, told, later = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)

    assert earlier <= told <= later
    assert told.tzinfo is UTC


def test_a_started_clock_starts_at_its_moment_and_runs_on() -> None:
    seconds = iter([1000.0, 1000.0, 1090.5])
    started = StartedClock(at("2011-06-20 09:00+02:00"), elapsed=lambda: next(seconds))

    assert started.now() == at("2011-06-20 07:00+00:00")
    assert started.now() == at("2011-06-20 07:01:30.500+00:00")


def test_a_started_clock_runs_with_the_monotonic_clock_by_default() -> None:
    start = at("2011-06-20 07:00+00:00")
    started = StartedClock(start)
    first, second = started.now(), started.now()

    assert start <= first <= second
    assert first.tzinfo is UTC


def test_now_asks_the_clock_of_the_running_application() -> None:
    app = Flask("test")
    fixed = app.extensions["clock"] = FixedClock(at("2011-06-24 10:00+02:00"))
    with app.app_context():
        assert clock.now() == at("2011-06-24 08:00+00:00")
        fixed.set(at("2011-06-24 13:00+02:00"))
        assert clock.now() == at("2011-06-24 11:00+00:00")
