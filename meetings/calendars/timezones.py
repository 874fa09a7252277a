"""VTIMEZONE components written as yearly rules.

A calendar must carry the rules of each zone that it names, or Outlook reads its times an hour off.
icalendar's own generator lists single dates, which ical.js (Thunderbird) and Outlook misread, and it puts the
change in spring an hour late. So the rules are taken from where the time zone database keeps them: the last
line of a compiled zone file (RFC 9636 section 3.3) says in the notation of POSIX how clocks change from now
on, for example `CET-1CEST,M3.5.0,M10.5.0/3`.

Two things cannot be said this way: a zone whose clocks change on another day than its rule names, such as
"24:00 on the last Thursday" (Cairo; also Gaza, Jerusalem, Nuuk and Santiago: `zone_rule` returns None), and a
time for which today's rule was not yet in force, such as Amman in the winter of 2007. `ZoneRule.reads_as`
tells which times the rule gets right. All others are written in UTC (`ical.py`): that names the same instant
in a way that every reader understands, whereas lists of single dates are what readers get wrong.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from foundation.clock import zone_info

# The rules are written as if they had begun in this year, which is customary, older than every record, and
# the oldest year that all readers can count in. They cover whole years only from the next one on.
BEGINS = 1970

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


@dataclass(frozen=True)
class Change:
    """A yearly change of the clocks.

    It comes on the `week`-th `weekday` (0 = Sunday) of `month`; week 5 means the last one.
    at: wall time since midnight, by the clocks as they run before the change.
    """

    month: int
    week: int
    weekday: int
    at: timedelta

    def wall(self, year: int) -> datetime:
        """Return the wall time of the change in a year, by the clocks as they run before it."""
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        while day.month != self.month:
            day -= timedelta(days=7)
        return datetime.combine(day, time()) + self.at

    def rrule(self) -> dict[str, str | int]:
        """Return the change as parts of a recurrence rule (RFC 5545 section 3.3.10)."""
        week = -1 if self.week == 5 else self.week
        return {"FREQ": "YEARLY", "BYMONTH": self.month, "BYDAY": f"{week}{_WEEKDAYS[self.weekday]}"}


@dataclass(frozen=True)
class Season:
    """The part of the year in which one offset from UTC holds. `begins` is None if it holds all year."""

    name: str
    offset: timedelta
    begins: Change | None


@dataclass(frozen=True)
class ZoneRule:
    """How the clocks of a zone change in every year from now on: one season, or two that take turns."""

    zone: str
    seasons: tuple[Season, ...]

    def offset_at(self, instant: datetime) -> timedelta:
        """Return the offset from UTC that this rule gives for an instant (aware)."""
        latest, offset = None, self.seasons[0].offset
        for season, previous in zip(self.seasons, reversed(self.seasons), strict=True):
            if season.begins is None:
                continue
            for year in (instant.year - 1, instant.year):
                onset = (season.begins.wall(year) - previous.offset).replace(tzinfo=UTC)
                if onset <= instant and (latest is None or onset > latest):
                    latest, offset = onset, season.offset
        return offset

    def reads_as(self, wall: datetime) -> set[datetime]:
        """Return the instants at which clocks that follow this rule show a wall time (naive).

        There is one, none in the hour that is skipped in spring, two in the hour that happens twice in
        autumn, and none before the first full year of the rule.
        """
        if wall.year <= BEGINS:
            return set()
        instants = {(wall - season.offset).replace(tzinfo=UTC) for season in self.seasons}
        return {instant for instant in instants if self.offset_at(instant) == _distance(wall, instant)}


@cache
def zone_rule(zone: str) -> ZoneRule | None:
    """Return the yearly rule of a zone, or None if a VTIMEZONE cannot say it plainly or, for UTC, need not.

    Raises:
        UnknownZone: the time zone database has no zone of this name.
    """
    said = _POSIX_RULE.fullmatch(_last_line(zone))
    if said is None or said["name"] == "UTC":
        return None
    standard = _hours(said["offset"]) * -1
    if said["summer_name"] is None:
        return ZoneRule(zone, (Season(said["name"].strip("<>"), standard, None),))
    summer = _hours(said["summer_offset"]) * -1 if said["summer_offset"] else standard + timedelta(hours=1)
    into_summer, out_of_summer = _change(said["into"]), _change(said["out"])
    if not all(timedelta(0) <= change.at < timedelta(days=1) for change in (into_summer, out_of_summer)):
        return None
    return ZoneRule(
        zone,
        (
            Season(said["name"].strip("<>"), standard, out_of_summer),
            Season(said["summer_name"].strip("<>"), summer, into_summer),
        ),
    )


def vtimezone(rule: ZoneRule) -> Timezone:
    """Return the rule as a VTIMEZONE component (RFC 5545 section 3.6.5).

    The season with the greater offset is the DAYLIGHT one. So is Dublin's summer, although Irish law and the
    database call it the standard time: readers expect clocks to be put forward for daylight time.
    """
    component = Timezone()
    component.add("TZID", rule.zone)
    least = min(season.offset for season in rule.seasons)
    for season, previous in zip(rule.seasons, reversed(rule.seasons), strict=True):
        part = TimezoneDaylight() if season.offset > least else TimezoneStandard()
        if season.begins is None:
            part.add("DTSTART", datetime.combine(date(BEGINS, 1, 1), time()))
        else:
            part.add("DTSTART", season.begins.wall(BEGINS))
            part.add("RRULE", season.begins.rrule())
        part.add("TZNAME", season.name)
        part.add("TZOFFSETFROM", previous.offset)
        part.add("TZOFFSETTO", season.offset)
        component.add_component(part)
    return component


def _last_line(zone: str) -> str:
    """Return the POSIX rule at the end of a zone's file in the pinned `tzdata` package."""
    compiled = files("tzdata").joinpath("zoneinfo", *zone_info(zone).key.split("/")).read_bytes()
    return compiled.decode("latin-1").rsplit("\n", 2)[1]


# POSIX writes offsets with the sign turned round: CET-1 is one hour ahead of UTC.
_NAME = "<[^>]+>|[A-Za-z]+"
_TIME = r"[+-]?\d+(?::\d\d)?(?::\d\d)?"
_CHANGE = rf"M\d+\.\d\.\d(?:/{_TIME})?"
_POSIX_RULE = re.compile(
    rf"(?P<name>{_NAME})(?P<offset>{_TIME})"
    rf"(?:(?P<summer_name>{_NAME})(?P<summer_offset>{_TIME})?,(?P<into>{_CHANGE}),(?P<out>{_CHANGE}))?"
)


def _hours(said: str) -> timedelta:
    """Read `3`, `-1`, `5:45` or `+2:30:00`."""
    hours, minutes, seconds = (int(part) for part in (said.lstrip("+-") + ":0:0").split(":")[:3])
    return (-1 if said.startswith("-") else 1) * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _change(said: str) -> Change:
    """Read `M3.5.0/3`; without a time of day the change is at 02:00."""
    day, _, at = said.partition("/")
    month, week, weekday = (int(part) for part in day.removeprefix("M").split("."))
    return Change(month, week, weekday, _hours(at or "2"))


def _distance(wall: datetime, instant: datetime) -> timedelta:
    return wall.replace(tzinfo=UTC) - instant
