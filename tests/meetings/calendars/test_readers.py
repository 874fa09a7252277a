"""What the programs behind people's calendars read from ours: the same sessions at the same instants."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from foundation.clock import zone_info
from meetings.calendars.ical import ZoneForm
from meetings.calendars.rules import CalendarEntry, Status
from tests.meetings.calendars.entries import GENEVA, at, calendar, entry
from tests.tools.ical_readers import READERS, Event

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())]

Reader = Callable[[bytes], list[Event]]


@pytest.mark.parametrize("zone_form", ZoneForm)
def test_a_session_in_geneva_is_read_at_the_same_instant_in_summer_and_in_winter(
    zone_form: ZoneForm, read: Reader
) -> None:
    summer = entry(
        "2011-06-24 10:00",
        uid="summer",
        summary="Séance d'été; première partie, salle A\\B – الجلسة 会议",
        status=Status.CANCELLED,
        sequence=3,
    )
    winter = entry("2011-11-29 15:00", uid="winter", summary="Winter", status=Status.TENTATIVE)

    assert read(calendar([summer, winter], zone_form=zone_form)) == [
        Event(
            uid="summer",
            start_utc="2011-06-24T08:00:00Z",
            end_utc="2011-06-24T11:00:00Z",
            summary="CANCELLED – Séance d'été; première partie, salle A\\B – الجلسة 会议",
            status="CANCELLED",
            sequence=3,
        ),
        Event(
            uid="winter",
            start_utc="2011-11-29T14:00:00Z",
            end_utc="2011-11-29T17:00:00Z",
            summary="Winter",
            status="TENTATIVE",
            sequence=0,
        ),
    ]


def test_every_hour_around_a_change_of_the_clocks_is_read_right(read: Reader) -> None:
    nights = [at("2027-03-28 00:00"), at("2027-10-31 00:00")]
    hours = [
        entry(
            f"{night + timedelta(hours=hour)}",
            uid=f"{night + timedelta(hours=hour):%m-%dT%H}",
            ends=night + timedelta(hours=hour, minutes=59),
        )
        for night in nights
        for hour in range(6)
    ]

    assert read_instants(read, hours) == true_instants(hours)


@pytest.mark.parametrize(
    "zone",
    [
        GENEVA,
        "America/New_York",
        "Europe/Dublin",
        "Pacific/Auckland",  # summer over the turn of the year
        "Australia/Lord_Howe",  # half an hour
        "Asia/Kathmandu",  # quarters of an hour
        "Asia/Amman",  # gave up its winter time in 2022
        "Africa/Cairo",  # has no rule to say
        "America/Vancouver",  # gave up its winter time in 2026
        "UTC",
    ],
)
def test_sessions_of_many_years_are_read_at_the_true_instants(zone: str, read: Reader) -> None:
    sessions = [
        entry(f"{year}-{day} 10:00", zone, uid=f"{year}-{day}")
        for year in (1999, 2004, 2007, 2011, 2026, 2027, 2034, 2036)
        for day in ("01-15", "03-20", "04-10", "06-24", "10-20", "11-05", "12-02")
    ]

    assert read_instants(read, sessions) == true_instants(sessions)


def read_instants(read: Reader, sessions: list[CalendarEntry]) -> dict[str, tuple[str, str]]:
    """Return start and end by uid, as a program reads them from the calendar of these sessions."""
    return {event.uid: (event.start_utc, event.end_utc) for event in read(calendar(sessions))}


def true_instants(sessions: list[CalendarEntry]) -> dict[str, tuple[str, str]]:
    """Return start and end by uid, as the standard library reads them."""
    return {
        session.uid: (in_utc(session.starts, session.zone), in_utc(session.ends, session.zone)) for session in sessions
    }


def in_utc(wall: datetime, zone: str) -> str:
    """Return the instant of a wall time as the programs write it."""
    return f"{wall.replace(tzinfo=zone_info(zone)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
