"""The only clock, and the way between wall time and UTC.

Code that needs the time asks a clock for it; rules and actions are handed the answer. A clock is any object
with `now()`, which returns an aware datetime in UTC. A *wall time* is a naive datetime: what a clock on the
wall of a named zone shows. A zone is named as in the IANA time zone database ("Europe/Zurich").
"""

import time
import zoneinfo
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Any, Protocol

from flask import current_app

from foundation.wall_times import times_shown

# zoneinfo prefers the time zones of the operating system, and those are older than ours on a stable
# distribution (Debian 12 lacks the changes of 2026). An empty search path leaves the pinned `tzdata` package
# as the only source, so that every machine turns the same wall time into the same instant. Zones read before
# this line are forgotten.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()


class RefusedTime(ValueError):
    """A wall time or zone that names no single instant. Its kinds say why."""


class UnknownZone(RefusedTime):
    """The time zone database has no zone of this name."""


class NonexistentTime(RefusedTime):
    """The clocks of the zone jump over this wall time.

    In Europe/Zurich: from 02:00 until before 03:00 on the last Sunday of March.
    """


class AmbiguousTime(RefusedTime):
    """The clocks of the zone show this wall time twice.

    In Europe/Zurich: from 02:00 until before 03:00 on the last Sunday of October.
    """


class TimeOutOfRange(RefusedTime):
    """The instant falls outside the years 1 to 9999, which is all that a datetime can hold."""


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class StartedClock:
    """A demonstration's clock: it starts at a given moment and runs on in real time.

    It counts on the monotonic clock, so that setting the machine's time does not move it. Each process starts
    its own; processes that are started some seconds apart differ by these seconds.
    """

    def __init__(self, start: datetime, elapsed: Callable[[], float] = time.monotonic) -> None:
        """Start at `start` (aware, any zone); `elapsed` counts seconds from any origin."""
        _require_aware(start)
        self._start = start.astimezone(UTC)
        self._elapsed = elapsed
        self._origin = elapsed()

    def now(self) -> datetime:
        """Return the start plus the real time that has passed since, aware, in UTC."""
        return self._start + timedelta(seconds=self._elapsed() - self._origin)


def now() -> datetime:
    """Return the present moment by the clock of the running application, aware, in UTC."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()


def home_day(moment: datetime) -> date:
    """Return the day on which a moment (aware) falls where the office works, by the setting HOME_ZONE."""
    return utc_to_wall(moment, current_app.extensions["settings"].home_zone).date()


def in_zone(at: datetime, zone: str | tzinfo) -> datetime:
    """Return a moment (aware) by the clocks of a zone, which is named or given.

    Raises:
        UnknownZone: there is no zone of this name.
    """
    return at.astimezone(zone_info(zone) if isinstance(zone, str) else zone)


def offset_name(at: datetime) -> str:
    """Return the offset of a moment (aware) as it is printed beside hours: "UTC+02:00", or "UTC" alone."""
    text = f"{at:%z}"
    return "UTC" if text == "+0000" else f"UTC{text[:3]}:{text[3:5]}"


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones of the pinned time zone database."""
    return frozenset(zoneinfo.available_timezones())


def zone_info(zone: str) -> zoneinfo.ZoneInfo:
    """Return the zone of this name.

    Raises:
        UnknownZone: the database has no such zone.
    """
    # Asking the list first keeps odd names ("../x", a directory's name, text with NUL) from the file system.
    if zone not in zone_names():
        raise UnknownZone(zone)
    return zoneinfo.ZoneInfo(zone)


def wall_to_utc(wall: datetime, zone: str) -> datetime:
    """Return the one instant, in UTC, at which clocks in `zone` show `wall` (naive).

    Raises:
        UnknownZone: there is no such zone.
        NonexistentTime: clocks never show this time, because they were put forward over it.
        AmbiguousTime: clocks show this time twice, because they were put back over it.
        TimeOutOfRange: the instant lies outside the years 1 to 9999.
    """
    _require_naive(wall)
    in_zone = wall.replace(tzinfo=zone_info(zone))
    try:
        shown, instant = times_shown(wall, zone_info(zone)), in_zone.astimezone(UTC)
    except OverflowError as error:
        raise TimeOutOfRange(wall, zone) from error
    if shown == 0:
        raise NonexistentTime(wall, zone)
    if shown == 2:
        raise AmbiguousTime(wall, zone)
    return instant


def utc_to_wall(utc: datetime, zone: str) -> datetime:
    """Return what clocks in `zone` show (naive) at an instant (aware).

    The way back is not always open: an hour that happens twice gives the same wall time twice.

    Raises:
        UnknownZone: there is no such zone.
        TimeOutOfRange: the wall time lies outside the years 1 to 9999.
    """
    _require_aware(utc)
    target = zone_info(zone)
    try:
        return utc.astimezone(target).replace(tzinfo=None, fold=0)
    except OverflowError as error:
        raise TimeOutOfRange(utc, zone) from error


def _require_naive(moment: datetime) -> None:
    if moment.tzinfo is not None:
        raise TypeError(f"a wall time carries no zone of its own: {moment!r}")


def _require_aware(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise TypeError(f"an instant needs its zone: {moment!r}")


FILTERS: Mapping[str, Callable[..., Any]] = {"in_zone": in_zone, "offset_name": offset_name}
"""What templates ask of this module, by the names that they know it by."""
