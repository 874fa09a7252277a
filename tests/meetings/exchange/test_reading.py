"""Files of other systems, as they are read, and hostile ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foundation.rules import Refused
from meetings.exchange.imports import reading
from meetings.exchange.imports.formats import read_file
from meetings.exchange.imports.reading import Format, Found

GENEVA = ZoneInfo("Europe/Zurich")
SUMMER = timezone(timedelta(hours=2))
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sample//EN
{events}
END:VCALENDAR
"""
EVENT = """BEGIN:VEVENT
UID:1@example.org
DTSTART;TZID=Europe/Zurich:20110620T100000
DTEND;TZID=Europe/Zurich:20110620T130000
SUMMARY:Mine Clearance
LOCATION:Room XX
CATEGORIES:Plenary
DESCRIPTION:First\\, second
END:VEVENT"""
FRAB = """<?xml version="1.0" encoding="{encoding}"?>
<schedule>
  <conference><title>Sample week</title><time_zone_name>Europe/Zurich</time_zone_name></conference>
  <day index="1" date="2011-06-20" start="2011-06-20T09:00:00+02:00" end="2011-06-21T04:00:00+02:00">
    <room name="Room XX">{events}</room>
  </day>
</schedule>
"""
TALK = """<event id="7" guid="x"><date>2011-06-20T10:00:00+02:00</date><start>10:00</start><duration>03:00</duration>
  <room>Room XX</room><title>Mine Clearance</title><subtitle>Part one</subtitle><track>Clearance</track>
  <type>plenary</type><abstract>First.</abstract></event>"""


def ics(events: str = EVENT) -> bytes:
    """A calendar with these events."""
    return ICS.format(events=events).replace("\n", "\r\n").encode()


def frab(events: str = TALK, encoding: str = "UTF-8") -> bytes:
    """A schedule with these events in one room."""
    return FRAB.format(events=events, encoding=encoding).encode(encoding)


def at(hour: str, tz: str = "Europe/Zurich") -> dict[str, str]:
    """A moment of 20 June 2011 as Indico writes it."""
    return {"date": "2011-06-20", "time": f"{hour}:00", "tz": tz}


def event(**said: Any) -> bytes:
    """Indico's export of an event."""
    return json.dumps({"count": 1, "results": [{"title": "Sample week", **said}]}).encode()


def held(**said: Any) -> Found:
    """Mine Clearance from 10:00 to 13:00, but for what is said otherwise."""
    usual: dict[str, Any] = {
        "title": "Mine Clearance",
        "starts": datetime(2011, 6, 20, 10, tzinfo=GENEVA),
        "ends": datetime(2011, 6, 20, 13, tzinfo=GENEVA),
        "room": "Room XX",
    }
    return Found(**{**usual, **said})


SESSION = {"title": "Mine Clearance", "startDate": at("10:00"), "endDate": at("13:00"), "room": "Room XX"}
TIMETABLE = {
    "20110620": {
        "s1": {"entryType": "Session", **SESSION, "slotTitle": "Part one", "entries": {"c1": {}, "c2": {}}},
        "b2": {"entryType": "Break", **SESSION, "title": "Coffee"},
    },
    "20110621": [],
}


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        pytest.param(ics(), Format.CALENDAR, [held(categories=("Plenary",), note="First, second")], id="a calendar"),
        pytest.param(
            b"\xef\xbb\xbf" + ics(), Format.CALENDAR, [held(categories=("Plenary",), note="First, second")], id="BOM"
        ),
        pytest.param(
            ics(EVENT.replace("DTEND;TZID=Europe/Zurich:20110620T130000", "DURATION:PT3H")),
            Format.CALENDAR,
            [held(categories=("Plenary",), note="First, second")],
            id="a duration",
        ),
        pytest.param(
            ics("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20110620\nDTEND;VALUE=DATE:20110625\nSUMMARY:Week\nEND:VEVENT"),
            Format.CALENDAR,
            [
                Found(
                    title="Week",
                    starts=datetime(2011, 6, 20),  # noqa: DTZ001 - days on the wall
                    ends=datetime(2011, 6, 25),  # noqa: DTZ001
                    is_all_day=True,
                )
            ],
            id="whole days",
        ),
        pytest.param(
            frab(),
            Format.FRAB,
            [
                held(
                    title="Mine Clearance – Part one",
                    starts=datetime(2011, 6, 20, 10, tzinfo=SUMMER),
                    ends=datetime(2011, 6, 20, 13, tzinfo=SUMMER),
                    track="Clearance",
                    categories=("plenary",),
                    note="First.",
                )
            ],
            id="a schedule",
        ),
        pytest.param(
            frab("<event><start>02:00</start><duration>1:30</duration><title>Réunion</title></event>", "ISO-8859-1"),
            Format.FRAB,
            [
                held(
                    title="Réunion",
                    starts=datetime(2011, 6, 21, 2, tzinfo=GENEVA),
                    ends=datetime(2011, 6, 21, 3, 30, tzinfo=GENEVA),
                )
            ],
            id="a schedule in Latin 1, in the night after its day",
        ),
        pytest.param(
            event(sessions=[{**SESSION, "contributions": [{}, {}]}]),
            Format.INDICO,
            [held(categories=("Session",), talks=2)],
            id="an event with sessions",
        ),
        pytest.param(
            event(contributions=[{**SESSION, "type": "Side event"}, {"title": "Not scheduled"}]),
            Format.INDICO,
            [held(categories=("Side event",)), Found(title="Not scheduled", starts=None, ends=None)],
            id="an event with contributions alone",
        ),
        pytest.param(
            json.dumps({"results": {"42": TIMETABLE}}).encode(),
            Format.INDICO,
            [
                held(title="Coffee", categories=("Break",), is_break=True),
                held(title="Mine Clearance – Part one", categories=("Session",), talks=2),
            ],
            id="a timetable",
        ),
        pytest.param(
            event(sessions=[{**SESSION, "startDate": at("08:00", "UTC"), "endDate": at("11:00", "Mars/Olympus")}]),
            Format.INDICO,
            [
                held(
                    categories=("Session",),
                    starts=datetime(2011, 6, 20, 8, tzinfo=ZoneInfo("UTC")),
                    ends=datetime(2011, 6, 20, 11),  # noqa: DTZ001 - of no zone that is known
                    unknown_zone="Mars/Olympus",
                )
            ],
            id="other zones",
        ),
    ],
)
def test_what_a_file_holds(content: bytes, kind: Format, expected: list[Found]) -> None:
    read = read_file(content)
    assert read.format == kind
    assert list(read.found) == expected


LAUGHS = b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><schedule>&b;</schedule>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><schedule>&e;</schedule>'


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        pytest.param(b"", reading.Empty, {}, id="empty"),
        pytest.param(b"hello", reading.UnknownFormat, {}, id="some words"),
        pytest.param(b"PK\x03\x04\x00", reading.NotText, {}, id="a ZIP"),
        pytest.param("BEGIN:VCALENDAR é".encode("latin-1"), reading.NotText, {}, id="a calendar in Latin 1"),
        pytest.param("{}".encode("utf-16"), reading.NotText, {}, id="JSON in UTF-16"),
        pytest.param(b"x" * 5_000_001, reading.TooLarge, {"megabytes": 5}, id="more than 5 MB"),
        pytest.param(LAUGHS, reading.NotXml, {"line": 1, "detail": "document type declaration"}, id="billion laughs"),
        pytest.param(OUTSIDE, reading.NotXml, {"line": 1, "detail": "document type declaration"}, id="external entity"),
        pytest.param(
            b"<schedule>\n<day></schedule>", reading.NotXml, {"line": 2, "detail": "mismatched tag"}, id="open"
        ),
        pytest.param(b"<a>" * 40, reading.NotXml, {"line": 1, "detail": "elements more than 30 deep"}, id="too deep"),
        pytest.param(
            b"<schedule>" + b"<a/>" * 60_001,
            reading.NotXml,
            {"line": 1, "detail": "more than 60000 elements"},
            id="many",
        ),
        pytest.param(b"<html></html>", reading.WebPage, {}, id="a page"),
        pytest.param(frab(""), reading.NothingInIt, {}, id="a schedule without events"),
        pytest.param(
            frab(TALK.replace("03:00", "3 hours")),
            reading.WrongValue,
            {"place": "event 7", "value": "3 hours"},
            id="length",
        ),
        pytest.param(
            frab(TALK.replace("2011-06-20T10:00:00+02:00", "Monday")),
            reading.WrongValue,
            {"place": "event 7", "value": "Monday"},
            id="day in words",
        ),
        pytest.param(
            frab("<event id='1'><start>25:00</start><duration>1:00</duration></event>"),
            reading.WrongValue,
            {"place": "event 1", "value": "25:00"},
            id="an hour that is none",
        ),
        pytest.param(b"{", reading.NotJson, {"line": 1, "column": 2}, id="broken JSON"),
        pytest.param(b"[" * 100_000, reading.NotJson, {"line": 1, "column": 41}, id="brackets without end"),
        pytest.param(
            b'{"results": ' + b"9" * 5000 + b"}", reading.NotAnExport, {"place": "results"}, id="a long number"
        ),
        pytest.param(b"[]", reading.UnknownFormat, {}, id="a list"),
        pytest.param(b'{"results": 5}', reading.NotAnExport, {"place": "results"}, id="no results"),
        pytest.param(b'{"results": [7]}', reading.NotAnExport, {"place": "results[0]"}, id="no event"),
        pytest.param(
            event(sessions={}), reading.NotAnExport, {"place": "results[0].sessions"}, id="no list of sessions"
        ),
        pytest.param(
            event(sessions=[{**SESSION, "endDate": "13:00"}]),
            reading.NotAnExport,
            {"place": "results[0].sessions[0].endDate"},
            id="no end",
        ),
        pytest.param(
            event(sessions=[{**SESSION, "endDate": {"date": "2011-02-30", "time": "10:00:00"}}]),
            reading.WrongValue,
            {"place": "results[0].sessions[0].endDate", "value": "2011-02-30 10:00:00"},
            id="30 February",
        ),
        pytest.param(event(), reading.NothingInIt, {}, id="an event without anything"),
        pytest.param(event(sessions=[SESSION] * 501), reading.TooMany, {"most": 500}, id="501 sessions"),
        pytest.param(ics("\n".join([EVENT] * 501)), reading.TooMany, {"most": 500}, id="501 entries"),
        pytest.param(ics(""), reading.NothingInIt, {}, id="an empty calendar"),
        pytest.param(ics("x" * 4_000_000), reading.LongLine, {"line": 4, "most": 200_000}, id="a line of 4 MB"),
        pytest.param(
            ics("x\n" + " y" * 3 + "\n " + "z" * 150_000 + "\n " + "z" * 150_000),
            reading.LongLine,
            {"line": 4, "most": 200_000},
            id="a folded line of 300 kB",
        ),
    ],
)
def test_a_file_that_is_none_or_means_harm_is_refused_with_its_place(
    content: bytes, refusal: type[Refused], facts: dict[str, object]
) -> None:
    with pytest.raises(refusal) as refused:
        read_file(content)
    assert refused.value.facts == facts


def on(day: str, title: str = "Mine Clearance") -> bytes:
    """A calendar with an event on 20 June 2011 and another one in these eight digits of a day."""
    return ics(f"{EVENT}\n{EVENT}\n{EVENT.replace('20110620', day).replace('Mine Clearance', title)}")


def talk(starts: str, length: str = "03:00") -> bytes:
    """A schedule with one event that says its date."""
    return frab(TALK.replace("2011-06-20T10:00:00+02:00", starts).replace("03:00", length))


def of_day(day: str, start: str) -> bytes:
    """A schedule with one event that says no date but that of its day."""
    untold = f"<event id='7'><title>Sample</title><start>{start}</start><duration>1:00</duration></event>"
    return frab(untold).replace(b'date="2011-06-20"', f'date="{day}"'.encode())


@pytest.mark.parametrize(
    ("content", "place", "day"),
    [
        pytest.param(on("00010101", "Other"), "Other", "0001-01-01", id="the year 1"),
        pytest.param(on("19891231", "Other"), "Other", "1989-12-31", id="1989"),
        pytest.param(on("21000101", "Other"), "Other", "2100-01-01", id="2100"),
        pytest.param(on("99991231", "Other"), "Other", "9999-12-31", id="the year 9999"),
        pytest.param(on("20110820", "Other"), "Other", "2011-08-20", id="61 days later"),
        pytest.param(on("20110420", "Other"), "Other", "2011-04-20", id="61 days before"),
        pytest.param(talk("0001-01-01T00:00+14:00"), "event 7", "0001-01-01", id="before all days"),
        pytest.param(talk("9999-12-31T23:00-12:00"), "event 7", "9999-12-31", id="an end after all days"),
        pytest.param(talk("9999-12-30T10:00", "999:00"), "event 7", "9999-12-30", id="a length beyond all days"),
        pytest.param(
            event(
                sessions=[{**SESSION, "title": "\ud800\u202e", "startDate": {"date": "0001-01-01", "time": "00:00"}}]
            ),
            "\ufffd\ufffd",
            "0001-01-01",
            id="a title that cannot be shown",
        ),
    ],
)
def test_days_that_belong_to_no_meeting_are_refused(content: bytes, place: str, day: str) -> None:
    with pytest.raises(reading.FarAway) as refused:
        read_file(content)
    assert refused.value.facts == {"place": place, "day": day, "most": 60, "first": "1990", "last": "2099"}


@pytest.mark.parametrize(
    ("content", "value"),
    [(of_day("9999-12-31", "02:00"), "9999-12-31"), (of_day("2011-06-20", "99:00"), "99:00")],
    ids=["a night after all days", "99 o'clock"],
)
def test_hours_that_no_clock_shows_are_refused(content: bytes, value: str) -> None:
    with pytest.raises(reading.WrongValue) as refused:
        read_file(content)
    assert refused.value.facts == {"place": "event 7", "value": value}


@pytest.mark.parametrize("day", ["20110819", "20110421"])
def test_sixty_days_are_one_meeting(day: str) -> None:
    assert len(read_file(on(day)).found) == 3


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:not a date",
        "DTSTART;TZID=Nowhere/Land:20110620T100000",
        "DTSTART:99999999T999999Z",
        "RRULE:FREQ=SECONDLY;COUNT=999999999",
        "DURATION:P99999999999W",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:%%%",
        "X-\u202e:1",
        ";;;:::",
        "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
    ],
)
def test_a_damaged_line_is_refused_or_read_and_never_an_error(line: str) -> None:
    content = ics(EVENT.replace("UID:1@example.org", line))
    try:
        read = read_file(content)
    except Refused:
        return
    assert all(isinstance(one.starts, datetime) for one in read.found)


def test_a_moment_in_utc_is_read_as_one() -> None:
    [one] = read_file(
        ics(EVENT.replace("DTSTART;TZID=Europe/Zurich:20110620T100000", "DTSTART:20110620T080000Z"))
    ).found
    assert one.starts == datetime(2011, 6, 20, 8, tzinfo=UTC)
