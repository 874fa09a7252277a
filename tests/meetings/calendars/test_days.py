"""Deadlines in calendars: entries of a whole day, as every reader understands them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from meetings.calendars.rules import DayEntry, NegativeSequence, NotAnInstant, NoUid, Status
from tests.meetings.calendars.entries import at, calendar, entry, events, only_event
from tests.tools.ical_readers import READERS, Event

DUE = DayEntry(
    uid="deadline-7@intersessional.example",
    summary="Deadline: Registration closes",
    day=date(2010, 10, 18),
    status=Status.CONFIRMED,
    sequence=1,
    created=at("2010-03-01 09:00+00:00"),
    last_modified=at("2010-06-01 12:30+00:00"),
    colour="firebrick",
)


def test_a_deadline_takes_a_whole_day_and_blocks_none_of_it() -> None:
    written = calendar([DUE])
    event = only_event(written)

    assert b"DTSTART;VALUE=DATE:20101018\r\nDTEND;VALUE=DATE:20101019" in written
    assert (event["TRANSP"], event["STATUS"], event["COLOR"]) == ("TRANSPARENT", "CONFIRMED", "firebrick")
    assert b"VTIMEZONE" not in written


def test_a_deadline_that_was_moved_tells_the_day_that_was_announced() -> None:
    moved = replace(DUE, previous_day=date(2010, 10, 11))

    assert only_event(calendar([moved]))["DESCRIPTION"].startswith("Moved. It was announced for 2010-10-11.\n")
    assert "Moved" not in only_event(calendar([replace(DUE, previous_day=DUE.day)]))["DESCRIPTION"]


def test_a_deadline_that_was_dropped_says_so_in_its_title() -> None:
    dropped = only_event(calendar([replace(DUE, status=Status.CANCELLED)]))

    assert (dropped["SUMMARY"], dropped["STATUS"]) == ("CANCELLED – Deadline: Registration closes", "CANCELLED")


def test_sessions_and_deadlines_stand_in_the_order_of_their_times_whatever_order_they_come_in() -> None:
    session = entry("2010-10-18 10:00", uid="session")
    one = calendar([session, DUE])

    assert one == calendar([DUE, session])
    assert list(events(one)) == [DUE.uid, "session"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"uid": " "}, NoUid),
        ({"sequence": -1}, NegativeSequence),
        ({"created": at("2010-03-01 09:00")}, NotAnInstant),
        ({"last_modified": at("2010-03-01 09:00")}, NotAnInstant),
    ],
)
def test_a_deadline_that_no_calendar_can_carry_is_refused(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        replace(DUE, **changes)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_every_program_reads_the_same_day(read: Callable[[bytes], list[Event]]) -> None:
    found = read(calendar([DUE, entry("2010-10-18 10:00", uid="session")]))

    assert [(event.uid, event.start_utc, event.end_utc) for event in found] == [
        (DUE.uid, "2010-10-18", "2010-10-19"),
        ("session", "2010-10-18T08:00:00Z", "2010-10-18T11:00:00Z"),
    ]
