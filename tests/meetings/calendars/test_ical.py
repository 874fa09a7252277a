"""The bytes of a calendar."""

import gzip
from datetime import timedelta

import pytest
from icalendar import Calendar

from foundation.clock import UnknownZone
from meetings.calendars.ical import ZoneForm, calendar_bytes
from meetings.calendars.rules import RepeatedUid, Status
from tests.meetings.calendars.entries import ENGLISH, GENEVA, at, calendar, entry, events, only_event

ONE_SESSION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Intersessional//Calendar//EN
DESCRIPTION;LANGUAGE=en:Sample records
X-WR-CALDESC;VALUE=TEXT:Sample records
NAME;LANGUAGE=en;VALUE=TEXT:Resources\\, Cooperation and Assistance
X-WR-CALNAME;VALUE=TEXT:Resources\\, Cooperation and Assistance
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
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
BEGIN:VEVENT
SUMMARY;LANGUAGE=en:CANCELLED – Sample session\\; first part
DTSTART;TZID=Europe/Zurich:20110624T100000
DTEND;TZID=Europe/Zurich:20110624T130000
DTSTAMP:20110601T123000Z
UID:session-7@intersessional.example
SEQUENCE:3
CATEGORIES:Plenary,Resources\\, Cooperation and Assistance
CREATED:20110301T090000Z
DESCRIPTION;LANGUAGE=en:Moved. It was announced for 2011-06-23 15:00 (Euro
 pe/Zurich).\\nSample agenda:\\n1. Opening\\nLast changed: 2011-06-01 12:30 (U
 TC).\\nhttps://intersessional.example/sessions/7/
LAST-MODIFIED:20110601T123000Z
LOCATION:Sample room\\, Geneva
STATUS:CANCELLED
TRANSP:TRANSPARENT
URL:https://intersessional.example/sessions/7/
END:VEVENT
END:VCALENDAR
"""


def written_times(written: bytes) -> list[str]:
    """Return the lines that say when an event starts."""
    return [line for line in written.decode().split("BEGIN:VEVENT", 1)[1].splitlines() if line.startswith("DTSTART")]


def test_a_calendar_is_written_to_the_letter() -> None:
    cancelled_after_a_move = entry(
        "2011-06-24 10:00",
        uid="session-7@intersessional.example",
        summary="Sample session; first part",
        status=Status.CANCELLED,
        sequence=3,
        previous_start=at("2011-06-23 15:00"),
        location="Sample room, Geneva",
        description="Sample agenda:\n1. Opening",
        url="https://intersessional.example/sessions/7/",
        categories=("Plenary", "Resources, Cooperation and Assistance"),
    )

    written = calendar([cancelled_after_a_move], "Resources, Cooperation and Assistance", "Sample records")

    assert written.decode() == ONE_SESSION.replace("\n", "\r\n")


def test_an_empty_calendar_is_a_calendar() -> None:
    read = Calendar.from_ical(calendar([]))

    assert read["X-WR-CALNAME"] == "Sample calendar"
    assert read.subcomponents == []


@pytest.mark.parametrize(
    ("status", "summary", "transparency"),
    [
        (Status.TENTATIVE, "Sample session", "OPAQUE"),
        (Status.CONFIRMED, "Sample session", "OPAQUE"),
        (Status.CANCELLED, "CANCELLED – Sample session", "TRANSPARENT"),
    ],
)
def test_a_status_is_one_of_three_words_and_cancelled_blocks_no_time(
    status: Status, summary: str, transparency: str
) -> None:
    event = only_event(calendar([entry(status=status)]))

    assert (event["STATUS"], event["SUMMARY"], event["TRANSP"]) == (status.value, summary, transparency)


def test_the_order_in_which_entries_come_changes_nothing() -> None:
    sessions = [
        entry("2011-06-24 15:00"),
        entry("2011-06-24 10:00", uid="b"),
        entry("2011-06-24 10:00", uid="a"),
        entry("2011-06-24 09:00", "America/New_York", uid="c"),  # as late as 15:00 in Geneva
        entry("2010-11-29 10:00"),
    ]

    written = calendar(sessions)

    assert list(events(written)) == [
        "session-2010-11-29T10:00@intersessional.example",
        "a",
        "b",
        "c",
        "session-2011-06-24T15:00@intersessional.example",
    ]
    assert calendar(reversed(sessions)) == written


def test_nothing_turns_the_calendar_into_an_invitation_an_alarm_or_a_single_event() -> None:
    read = Calendar.from_ical(calendar([entry()]))

    assert "METHOD" not in read
    assert "UID" not in read
    assert [part.name for part in read.walk("VALARM")] == []


@pytest.mark.parametrize("second", ["a", "a ", "\u202ea"])
def test_two_entries_with_one_uid_are_refused(second: str) -> None:
    with pytest.raises(RepeatedUid):
        calendar([entry(uid="a"), entry(uid=second)])


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        calendar([entry(zone="Europe/Geneva")])


@pytest.mark.parametrize(
    ("refresh", "duration"),
    [(timedelta(hours=1), "PT1H"), (timedelta(minutes=30), "PT30M"), (timedelta(days=1), "P1D")],
)
def test_the_wish_for_a_refresh_is_said_in_both_ways(refresh: timedelta, duration: str) -> None:
    lines = calendar_bytes("Sample", "", [], language="fr", wording=ENGLISH, refresh=refresh).splitlines()

    assert f"REFRESH-INTERVAL;VALUE=DURATION:{duration}".encode() in lines
    assert f"X-PUBLISHED-TTL:{duration}".encode() in lines


@pytest.mark.parametrize(
    ("starts", "zone", "line"),
    [
        ("2011-06-24 10:00", GENEVA, "DTSTART;TZID=Europe/Zurich:20110624T100000"),
        ("2027-12-01 10:00", GENEVA, "DTSTART;TZID=Europe/Zurich:20271201T100000"),
        ("2027-12-01 10:00", "Asia/Amman", "DTSTART;TZID=Asia/Amman:20271201T100000"),
        ("2027-12-01 10:00", "Africa/Dakar", "DTSTART;TZID=Africa/Dakar:20271201T100000"),
        # Jordan had a winter time then; its rule of today would lead to 07:00 UTC.
        ("2007-11-20 10:00", "Asia/Amman", "DTSTART:20071120T080000Z"),
        # Summer was the same then as it is now all year round.
        ("2007-07-20 10:00", "Asia/Amman", "DTSTART;TZID=Asia/Amman:20070720T100000"),
        ("2016-11-28 10:00", "America/Santiago", "DTSTART:20161128T130000Z"),  # has no rule to say
        ("2026-12-01 10:00", "UTC", "DTSTART:20261201T100000Z"),
        ("2026-12-01 10:00", "Etc/UTC", "DTSTART:20261201T100000Z"),
        # RFC 5545 section 3.3.5: the first of two; a skipped time by the offset before the gap.
        ("2026-10-25 02:30", GENEVA, "DTSTART:20261025T003000Z"),
        ("2026-03-29 02:30", GENEVA, "DTSTART:20260329T013000Z"),
        ("1969-07-01 10:00", GENEVA, "DTSTART:19690701T090000Z"),  # older than the rules
    ],
)
def test_a_time_is_written_in_its_zone_if_the_rule_holds_for_it_and_else_in_utc(
    starts: str, zone: str, line: str
) -> None:
    written = calendar([entry(starts, zone)])

    assert written_times(written) == [line]
    assert [str(part["TZID"]) for part in Calendar.from_ical(written).walk("VTIMEZONE")] == (
        [zone] if "TZID" in line else []
    )


def test_an_entry_that_ends_beyond_what_the_rule_knows_is_written_in_utc_at_both_ends() -> None:
    overnight = entry("2026-10-24 23:00", ends=at("2026-10-25 02:30"))

    assert b"DTSTART:20261024T210000Z" in calendar([overnight])
    assert b"DTEND:20261025T003000Z" in calendar([overnight])


def test_each_zone_in_use_stands_there_once() -> None:
    written = calendar(
        [
            entry("2027-06-24 10:00", GENEVA),
            entry("2027-06-25 10:00", GENEVA),
            entry("2027-06-24 10:00", "Asia/Phnom_Penh", uid="b"),
            entry("2027-06-24 10:00", "Africa/Cairo", uid="c"),
        ]
    )

    zones = [str(part["TZID"]) for part in Calendar.from_ical(written).walk("VTIMEZONE")]
    assert zones == ["Asia/Phnom_Penh", "Europe/Zurich"]


def test_on_demand_everything_is_in_utc() -> None:
    sessions = [entry("2011-06-24 10:00"), entry("2011-12-01 10:00")]

    written = calendar(sessions, zone_form=ZoneForm.UTC)

    assert written_times(written) == ["DTSTART:20110624T080000Z", "DTSTART:20111201T090000Z"]
    assert b"VTIMEZONE" not in written
    assert b"TZID" not in written


def test_a_meeting_of_sixty_sessions_is_light() -> None:
    sessions = [
        entry(
            f"2011-06-{20 + number // 12} {10 + 5 * (number // 6 % 2)}:00",
            uid=f"session-{number}@intersessional.example",
            summary=f"Sample Standing Committee on Resources, Cooperation and Assistance, part {number}",
            sequence=number % 4,
            location=f"Sample room {number % 6}, Sample house of meetings, Geneva",
            description=f"Sample agenda, item {number}: statements on co-operation and assistance, with"
            " interpretation in English, French, Spanish, Arabic, Russian and Chinese.",
            url=f"https://intersessional.example/sessions/{number}/",
            categories=("Plenary", "Resources, Cooperation and Assistance"),
        )
        for number in range(60)
    ]

    written = calendar(sessions)

    assert len(events(written)) == 60
    assert len(written) <= 60_000
    assert len(gzip.compress(written)) <= 10_000
