"""Yearly rules of zones, as a VTIMEZONE says them."""

import zoneinfo
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Timezone

from foundation.clock import UnknownZone, zone_info, zone_names
from meetings.calendars.timezones import vtimezone, zone_rule
from tests.meetings.calendars.entries import GENEVA, at

GENEVA_VTIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Zurich
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""

# Their clocks change on another day than the one that the rule counts, for example at 24:00 or 26:00 of it.
WITHOUT_PLAIN_RULE = {
    "Africa/Cairo",
    "America/Godthab",
    "America/Nuuk",
    "America/Santiago",
    "America/Scoresbysund",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Jerusalem",
    "Asia/Tel_Aviv",
    "Chile/Continental",
    "Egypt",
    "Israel",
}
NAMES_OF_UTC = {"Etc/UCT", "Etc/UTC", "Etc/Universal", "Etc/Zulu", "UCT", "UTC", "Universal", "Zulu"}


def parts_of(component: Timezone) -> list[dict[str, str]]:
    """Return the parts of a VTIMEZONE as they are written: their lines by name, and the kind under BEGIN."""
    parts: list[dict[str, str]] = []
    for name, _, value in (line.partition(":") for line in component.to_ical().decode().splitlines()):
        if name == "BEGIN":
            parts.append({})
        parts[-1][name] = value
    return parts[1:]


class Reader:
    """Reads a VTIMEZONE as RFC 5545 section 3.6.5 tells, with dateutil's recurrence rules instead of ours."""

    def __init__(self, component: Timezone) -> None:
        """List the changes of the clocks until 2100 and the offsets that begin with them."""
        changes = sorted(
            (onset, offset(part["TZOFFSETTO"])) for part in parts_of(component) for onset in self._onsets(part)
        )
        self._onset_times = [onset for onset, _ in changes]
        self._offsets = [begun for _, begun in changes]

    @staticmethod
    def _onsets(part: dict[str, str]) -> list[datetime]:
        start = at(part["DTSTART"])
        if "RRULE" not in part:
            return [start]
        return list(rrulestr(part["RRULE"], dtstart=start).between(start, at("2100-01-01 00:00"), inc=True))

    def instant(self, wall: datetime) -> datetime:
        """Return the instant of a wall time that is neither skipped nor repeated."""
        return (wall - self._offsets[bisect_right(self._onset_times, wall) - 1]).replace(tzinfo=UTC)


def offset(written: str) -> timedelta:
    """Read +0545."""
    size = timedelta(hours=int(written[1:3]), minutes=int(written[3:5]))
    return -size if written.startswith("-") else size


def zoneinfo_instant(wall: datetime, zone: str) -> datetime:
    """Return the instant of a wall time as the standard library reads it."""
    return wall.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC)


def test_the_rule_of_geneva_is_the_one_that_calendars_have_long_used() -> None:
    rule = zone_rule(GENEVA)
    assert rule is not None

    assert vtimezone(rule).to_ical().decode() == GENEVA_VTIMEZONE.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        # offset before, offset after, part, first day of the rule, name
        ("Asia/Kathmandu", [("+0545", "+0545", "STANDARD", "19700101T000000", "+0545")]),
        (
            "America/St_Johns",
            [
                ("-0230", "-0330", "STANDARD", "19701101T020000", "NST"),
                ("-0330", "-0230", "DAYLIGHT", "19700308T020000", "NDT"),
            ],
        ),
        (
            "Pacific/Auckland",
            [
                ("+1300", "+1200", "STANDARD", "19700405T030000", "NZST"),
                ("+1200", "+1300", "DAYLIGHT", "19700927T020000", "NZDT"),
            ],
        ),
        (
            "Australia/Lord_Howe",  # half an hour
            [
                ("+1100", "+1030", "STANDARD", "19700405T020000", "+1030"),
                ("+1030", "+1100", "DAYLIGHT", "19701004T020000", "+11"),
            ],
        ),
        (
            "Europe/Dublin",  # in the database, winter is the exception there
            [
                ("+0000", "+0100", "DAYLIGHT", "19700329T010000", "IST"),
                ("+0100", "+0000", "STANDARD", "19701025T020000", "GMT"),
            ],
        ),
        (
            "Antarctica/Troll",  # two hours
            [
                ("+0200", "+0000", "STANDARD", "19701025T030000", "+00"),
                ("+0000", "+0200", "DAYLIGHT", "19700329T010000", "+02"),
            ],
        ),
    ],
)
def test_a_rule_says_offsets_and_changes(zone: str, said: list[tuple[str, ...]]) -> None:
    rule = zone_rule(zone)
    assert rule is not None
    written = ("TZOFFSETFROM", "TZOFFSETTO", "BEGIN", "DTSTART", "TZNAME")

    assert [tuple(part[name] for name in written) for part in parts_of(vtimezone(rule))] == said


def test_just_these_zones_have_no_rule_to_say() -> None:
    assert {zone for zone in zone_names() if zone_rule(zone) is None} == WITHOUT_PLAIN_RULE | NAMES_OF_UTC


def test_a_zone_that_does_not_exist_has_no_rule() -> None:
    with pytest.raises(UnknownZone):
        zone_rule("Europe/Geneva")


@pytest.mark.parametrize(
    ("wall", "instants"),
    [
        ("2011-06-24 10:00", {"2011-06-24 08:00+00:00"}),
        ("2011-12-01 10:00", {"2011-12-01 09:00+00:00"}),
        ("2026-03-29 01:59", {"2026-03-29 00:59+00:00"}),
        ("2026-03-29 02:00", set()),
        ("2026-03-29 02:59", set()),
        ("2026-03-29 03:00", {"2026-03-29 01:00+00:00"}),
        ("2026-10-25 01:59", {"2026-10-24 23:59+00:00"}),
        ("2026-10-25 02:00", {"2026-10-25 00:00+00:00", "2026-10-25 01:00+00:00"}),
        ("2026-10-25 02:59", {"2026-10-25 00:59+00:00", "2026-10-25 01:59+00:00"}),
        ("2026-10-25 03:00", {"2026-10-25 02:00+00:00"}),
        ("1970-07-01 10:00", set()),  # before the first full year of the rule
        ("1971-07-01 10:00", {"1971-07-01 08:00+00:00"}),  # by the rule; Switzerland had no summer time then
    ],
)
def test_a_rule_reads_a_wall_time_as_one_instant_or_none_or_two(wall: str, instants: set[str]) -> None:
    rule = zone_rule(GENEVA)
    assert rule is not None

    assert rule.reads_as(at(wall)) == {at(instant) for instant in instants}


@pytest.mark.slow
def test_what_every_rule_reads_is_what_others_read_from_its_vtimezone() -> None:
    """Wherever the rule reads a time as zoneinfo does, an independent reading of its component agrees."""
    compared = 0
    disagreements = []
    for zone in sorted(zone_names() - WITHOUT_PLAIN_RULE - NAMES_OF_UTC):
        rule = zone_rule(zone)
        assert rule is not None
        reader = Reader(vtimezone(rule))
        for wall in sample_times(zone):
            instant = zoneinfo_instant(wall, zone)
            if rule.reads_as(wall) == {instant}:
                compared += 1
                if reader.instant(wall) != instant:
                    disagreements.append((zone, wall))

    assert disagreements == []
    assert compared > 50_000


@pytest.mark.slow
def test_far_from_now_every_rule_is_the_one_of_zoneinfo() -> None:
    """The zone file's last line holds for good, so nothing else can be in force in the 2090s."""
    disagreements = []
    for zone in sorted(zone_names() - WITHOUT_PLAIN_RULE - NAMES_OF_UTC):
        rule = zone_rule(zone)
        assert rule is not None
        noon = at("2090-01-01 12:00")
        for wall in (noon + timedelta(days=5 * count) for count in range(2 * 73)):
            if rule.reads_as(wall) != {zoneinfo_instant(wall, zone)}:
                disagreements.append((zone, wall))

    assert disagreements == []


def sample_times(zone: str) -> list[datetime]:
    """Return wall times of 1999 to 2036: two a month, and those around each change of the clocks."""
    monthly = [
        datetime(year, month, day, 10)  # noqa: DTZ001
        for year in range(1999, 2037, 3)
        for month in range(1, 13)
        for day in (2, 17)
    ]
    named = zone_info(zone)
    around = []
    for earlier, later in pairwise(monthly):
        while (
            later - earlier > timedelta(minutes=30)
            and earlier.replace(tzinfo=named).utcoffset() != later.replace(tzinfo=named).utcoffset()
        ):
            middle = earlier + (later - earlier) / 2
            if earlier.replace(tzinfo=named).utcoffset() == middle.replace(tzinfo=named).utcoffset():
                earlier = middle
            else:
                later = middle
        if later - earlier <= timedelta(minutes=30):
            around += [later + timedelta(hours=hours) for hours in (-5, -3, 3, 5)]
    return monthly + around
