"""What the page says of odd and hostile files, in its own words: why one is refused, or what was guessed and left."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from meetings.exchange.imports.formats import read_file
from tests.builders.sessions import make_meeting
from tests.meetings.exchange.test_imports import hand_in, taken
from tests.meetings.exchange.test_reading import EVENT, SESSION, TALK, at, event, frab, ics
from tests.pages.site import Page, Site
from tests.world import World

pytestmark = pytest.mark.slow

STARTS, ENDS = "DTSTART;TZID=Europe/Zurich:20110620T100000", "DTEND;TZID=Europe/Zurich:20110620T130000"
PLAIN = f"BEGIN:VEVENT\nUID:1\nSUMMARY:Sample\n{STARTS}\n{ENDS}\nEND:VEVENT"
NO_CALENDAR = "The file is not a calendar that can be read: see line"
BREAKS_OFF = "The file breaks off: what begins on line"
NO_PROGRAMME = "The file is no programme of a kind that is known here: “"
NO_DATE = "is no date, hour or length: see “"
WEB_PAGE = "The file is a web page, and no programme"
NOTHING = "The file holds no session and no break."
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:16011028T030000
TZOFFSETFROM:+0600
TZOFFSETTO:+0500
{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
TZOFFSETFROM:+0500
TZOFFSETTO:+0600
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
WINTER = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"
IN_OWN_ZONE = PLAIN.replace("TZID=Europe/Zurich", "TZID=Own")


def one(more: str = "", **lines: str) -> bytes:
    """A calendar with one event; what is named takes the place of that line, and is left out where it is empty."""
    usual = {"uid": "UID:1", "title": "SUMMARY:Sample", "starts": STARTS, "ends": ENDS}
    inner = "\n".join(filter(None, [*{**usual, **lines}.values(), more]))
    return ics(f"BEGIN:VEVENT\n{inner}\nEND:VEVENT")


def session(**said: Any) -> bytes:
    """Indico's export of an event with one session."""
    return event(sessions=[{**SESSION, "title": "Sample", **said}])


def talk(**said: str | None) -> bytes:
    """A schedule with one event, made of these elements; None leaves one out."""
    usual = {"date": "2011-06-20T10:00:00+02:00", "start": "10:00", "duration": "03:00", "title": "Sample"}
    parts = "".join(f"<{name}>{text}</{name}>" for name, text in {**usual, **said}.items() if text is not None)
    return frab(f'<event id="7">{parts}</event>')


def case(content: bytes, words: str, name: str) -> Any:
    """A row of a table."""
    return pytest.param(content, words, id=name)


REFUSED_CALENDARS = [
    case(b"", "The file is empty.", "empty"),
    case(b" \r\n\t\r\n", "The file is empty.", "only blanks"),
    case(b"\xef\xbb\xbf", "The file is empty.", "only a byte order mark"),
    case(ics().decode().encode("utf-16"), "The file is not text in UTF-8.", "UTF-16"),
    case(one(title="SUMMARY:é").decode().encode("latin-1"), "The file is not text in UTF-8.", "Latin 1"),
    case(ics() + b"\0", "The file is not text in UTF-8.", "a null"),
    case(b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>", WEB_PAGE, "a web page"),
    case(b'<?xml version="1.0"?>\n<!-- saved -->\n<html lang="en"></html>', WEB_PAGE, "a web page in XML"),
    case(EVENT.encode(), "The file is neither a calendar nor an export", "an event in no calendar"),
    case(ics().partition(b"DTEND")[0], f"{BREAKS_OFF} 4 has no end.", "broken off in an event"),
    case(ics().removesuffix(b"END:VCALENDAR\r\n"), f"{BREAKS_OFF} 1 has no end.", "broken off after an event"),
    case(ics(f"This is no line\n{EVENT}"), f"{NO_CALENDAR} 4.", "words between the lines"),
    case(ics("END:VEVENT"), f"{NO_CALENDAR} 4.", "an end without a beginning"),
    case(ics("BEGIN:VEVENT\nEND:VTODO"), f"{NO_CALENDAR} 5.", "an end of something else"),
    case(ics("BEGIN:VEVENT\n" * 300), f"{NO_CALENDAR} 5.", "events in events"),
    case(ics("BEGIN:VCALENDAR\nEND:VCALENDAR"), f"{NO_CALENDAR} 4.", "a calendar in a calendar"),
    case(
        one(more="DESCRIPTION:" + "x" * 300_000), "Line 9 of the file is longer than 200000 characters.", "a long line"
    ),
    case(b"BEGIN:VCALENDAR\r\nX:" + b"x" * 50_000_000, "The file is larger than 5 MB.", "a line of 50 MB"),
    case(ics("\n".join([PLAIN] * 10_000)), "The file holds more than 500 sessions and breaks.", "10,000 events"),
    case(one(starts="DTSTART:"), "A date, an hour or a length is missing: see “Sample”.", "a blank beginning"),
    case(one(starts="DTSTART:Monday"), f"“Monday” {NO_DATE}Sample”.", "a beginning in words"),
    case(one(starts="DTSTART:20119920T100000"), f"“20119920T100000” {NO_DATE}Sample”.", "the month 99"),
    case(one(ends="DTEND:tomorrow", title=""), f"“tomorrow” {NO_DATE}VEVENT (4)”.", "an end in words, without a title"),
    case(one(ends="DURATION:3 hours"), f"“3 hours” {NO_DATE}Sample”.", "a length in words"),
    case(one(starts="DTSTART:a\u202eb"), f"“a\ufffdb” {NO_DATE}Sample”.", "a beginning that turns words round"),
    case(
        one(starts="DTSTART:00010101T000000Z", ends=""),
        "“Sample” is on 1 January 1. What is in one file must lie between 1990 and 2099, and within 60 days.",
        "the year 1",
    ),
    case(ics("BEGIN:VTODO\nSUMMARY:x\nEND:VTODO"), NOTHING, "a task"),
]
TAKEN_CALENDARS = [
    case(b"\xef\xbb\xbf" + ics(), "Entries read from the file: 1", "a byte order mark"),
    case(ics().replace(b"\r\n", b"\r"), "Entries read from the file: 1", "lines that end as they did long ago"),
    case(b"\r\n\r\n" + ics(), "Entries read from the file: 1", "blank lines first"),
    case(one(ends=""), "Sample was left: it has no length.", "no end"),
    case(
        one(ends="DTEND;TZID=Europe/Zurich:20110620T090000"), "Sample was left: it ends before it begins.", "backwards"
    ),
    case(one(ends="DURATION:-PT1H"), "Sample was left: it ends before it begins.", "a negative length"),
    case(one(ends="DTEND;TZID=Europe/Zurich:20110621T010000"), "Sample was left: it is longer", "until the next day"),
    case(
        one(starts="DTSTART:20110620T200000Z", ends="DURATION:PT2H"),
        "Sample was left: it goes on until another day.",
        "until midnight",
    ),
    case(one(starts=""), "Sample was left: the file does not say when it begins.", "no beginning"),
    case(one(starts="DTSTART;VALUE=DATE:20110620", ends=""), "Sample was left: it lasts whole days.", "a whole day"),
    case(one(more="STATUS:CANCELLED"), "Sample was left: the file calls it cancelled.", "cancelled"),
    case(
        ics().replace(b"VERSION:2.0", b"METHOD:CANCEL"),
        "Mine Clearance was left: the file calls it cancelled.",
        "a calendar that calls everything off",
    ),
    case(
        ics(PLAIN.replace("Europe/Zurich", "Mars/Olympus")),
        "The time zone “Mars/Olympus” is not known. Entries whose hours were taken as they stand: 1.",
        "a zone that nobody knows",
    ),
    case(
        ics(PLAIN.replace("Europe/Zurich", "Tokyo Standard Time")),
        "Entries whose hours were worked out for the time zone of this meeting: 1.",
        "a zone as Windows calls it",
    ),
    case(
        ics(PLAIN.replace("Europe/Zurich", "/example.org/America/New_York")),
        "Entries whose hours were worked out for the time zone of this meeting: 1.",
        "a zone with the name of a program",
    ),
    case(one(more="RRULE:FREQ=DAILY"), "Sample repeats in the file; it was taken once, at its first time.", "a rule"),
    case(one(uid=""), "Entries read from the file: 1", "no UID"),
    case(ics(f"{PLAIN}\n{PLAIN}"), "Sample was left once: the file has it twice.", "the same twice"),
    case(
        ics(f"{PLAIN}\n{PLAIN.replace('UID:1', 'UID:1' + chr(10) + 'SEQUENCE:2').replace('T10', 'T11')}"),
        "Sample at 10:00 on 20 June 2011 was left: the file has a later version of it.",
        "an older version of the same UID",
    ),
    case(
        one(more="CATEGORIES:Plenary,Victim Assistance\\, and more,Mine Clearance"),
        "Sample was given to a committee, whose name the file has as its title, track or category.",
        "a committee among several categories",
    ),
    case(one(more="LOCATION:" + "R" * 500), "a text was longer than there is room for, and was cut.", "a long room"),
    case(one(title="SUMMARY:" + "T" * 5_000), "a text was longer than there is room for, and was cut.", "a long title"),
    case(one(title="SUMMARY:   "), "Untitled: the file gives no title for 10:00 on 20 June 2011.", "a blank title"),
    case(one(title="SUMMARY:\u202e\u2066"), "Untitled: hidden characters were taken out of a text.", "a hidden title"),
    case(one(title="SUMMARY:A\u202eB\x07"), "AB: hidden characters were taken out of a text.", "a title turned round"),
]
REFUSED_EXPORTS = [
    case(event().decode().encode("utf-16"), "The file is not text in UTF-8.", "UTF-16"),
    case(b"[]", "The file is neither a calendar nor an export", "a list"),
    case(b"cb({})", "The file is neither a calendar nor an export", "a call"),
    case(b'{"error": "Unauthorized"}', f"{NO_PROGRAMME}results” is missing", "an answer that refuses"),
    case(b'{"results": "x"}', f"{NO_PROGRAMME}results” is missing", "words for results"),
    case(b'{"results": [7]}', f"{NO_PROGRAMME}results[0]” is missing", "a number for an event"),
    case(event(sessions="x"), f"{NO_PROGRAMME}results[0].sessions” is missing", "words for sessions"),
    case(event(contributions=5), f"{NO_PROGRAMME}results[0].contributions” is missing", "a number for contributions"),
    case(session(startDate="2011-06-20"), f"{NO_PROGRAMME}results[0].sessions[0].startDate” is", "words for a moment"),
    case(
        json.dumps({"results": {"5": {"20110620": {"s1": 5}}}}).encode(),
        f"{NO_PROGRAMME}results.5.20110620.s1” is missing",
        "a number in a timetable",
    ),
    case(b'{"results": [],}', "The file is not JSON that can be read: see line 1, column 16.", "a comma too many"),
    case(b'{\n"results": [', "The file is not JSON that can be read: see line 2, column 13.", "broken off"),
    case(b'{"a":\n' + b"[" * 50, "The file is not JSON that can be read: see line 2, column 40.", "too deep"),
    case(b'{"results": ' + b"9" * 5_000 + b"}", f"{NO_PROGRAMME}results” is missing", "a number of 5,000 digits"),
    case(b'{"a": "' + b"x" * 50_000_000 + b'"}', "The file is larger than 5 MB.", "a line of 50 MB"),
    case(event(sessions=[SESSION] * 10_000), "The file holds more than 500 sessions and breaks.", "10,000 sessions"),
    case(b'{"results": []}', NOTHING, "no event"),
    case(session(startDate=at("25:00")), f"“2011-06-20 25:00:00” {NO_DATE}results[0].sessions[0].startDate”.", "25:00"),
    case(
        session(startDate={"date": "2011-06-20"}),
        "A date, an hour or a length is missing: see “results[0].sessions[0].startDate”.",
        "a day without an hour",
    ),
    case(
        session(endDate={"date": 5, "time": 6}), f"“5 6” {NO_DATE}results[0].sessions[0].endDate”.", "numbers for days"
    ),
]
TAKEN_EXPORTS = [
    case(b"\xef\xbb\xbf" + session(), "Entries read from the file: 1", "a byte order mark"),
    case(session(title="[" * 60), "Entries read from the file: 1", "brackets in a title"),
    case(session(endDate=at("09:00")), "Sample was left: it ends before it begins.", "backwards"),
    case(session(endDate=at("10:00")), "Sample was left: it has no length.", "no length"),
    case(session(endDate=None), "Sample was left: it has no length.", "no end"),
    case(session(startDate=None), "Sample was left: the file does not say when it begins.", "no beginning"),
    case(
        session(startDate={"date": " ", "time": " "}),
        "Sample was left: the file does not say when it begins.",
        "a blank beginning",
    ),
    case(
        session(startDate=at("10:00", "Mars/Olympus")),
        "The time zone “Mars/Olympus” is not known. Entries whose hours were taken as they stand: 1.",
        "a zone that nobody knows",
    ),
    case(session(title=["x"]), "Untitled: the file gives no title for 10:00 on 20 June 2011.", "a list for a title"),
    case(session(title="\ud800x"), "x: hidden characters were taken out of a text.", "half a character"),
    case(session(room=5), "The room 5 was added to this meeting.", "a number for a room"),
    case(event(sessions=[SESSION, SESSION]), "was left once: the file has it twice.", "the same twice"),
]
REFUSED_SCHEDULES = [
    case(frab(encoding="UTF-16"), "The file is not text in UTF-8.", "UTF-16"),
    case(
        frab().decode().encode("latin-1") + b"\xe9", "The file is not XML that can be read: see line", "Latin 1 unsaid"
    ),
    case(frab().replace(b"UTF-8", b"klingon"), "see line 1 (unknown encoding: klingon).", "an unknown encoding"),
    case(frab()[:300], "The file is not XML that can be read: see line", "broken off"),
    case(b"<rss/>", "The file is neither a calendar nor an export", "a feed"),
    case(b'<!DOCTYPE schedule SYSTEM "http://example.org/x.dtd"><schedule/>', "see line 1 (document type", "a type"),
    case(talk(title="&nbsp;"), "(undefined entity).", "an entity of HTML"),
    case(frab(TALK * 10_000), "The file holds more than 500 sessions and breaks.", "10,000 events"),
    case(b"<schedule>\n" + b"<a/>" * 60_001, "see line 2 (more than 60000 elements).", "too many elements"),
    case(b"<schedule>" + b"x" * 50_000_000, "The file is larger than 5 MB.", "50 MB"),
    case(frab(""), NOTHING, "no event"),
    case(talk(duration="-01:00"), f"“-01:00” {NO_DATE}event 7”.", "a negative length"),
    case(talk(duration="3 hours"), f"“3 hours” {NO_DATE}event 7”.", "a length in words"),
    case(talk(date="Monday"), f"“Monday” {NO_DATE}event 7”.", "a day in words"),
    case(talk(date=None, start="25:00"), f"“25:00” {NO_DATE}event 7”.", "25:00"),
    case(
        talk(date=None).replace(b' date="2011-06-20"', b""),
        "A date, an hour or a length is missing: see “event 7”.",
        "a day without a date",
    ),
    case(talk(date="Monday").replace(b' id="7"', b""), f"“Monday” {NO_DATE}Sample”.", "a day in words, without an id"),
    case(talk(date="Monday").replace(b'"7"', "\u202e7".join('""').encode()), f"{NO_DATE}event \ufffd7”.", "an odd id"),
    case(talk(title="a\x07"), "(not well-formed (invalid token)).", "a control character"),
]
TAKEN_SCHEDULES = [
    case(b"\xef\xbb\xbf" + talk(), "Entries read from the file: 1", "a byte order mark"),
    case(frab(encoding="ISO-8859-1"), "Entries read from the file: 1", "Latin 1 that says so"),
    case(talk(duration="00:00"), "Sample was left: it has no length.", "no length"),
    case(talk(duration=None), "Sample was left: it has no length.", "a length unsaid"),
    case(talk(duration="01:30:20"), "Sample at 10:00 on 20 June 2011 was widened", "seconds"),
    case(talk(date=None, start=None), "Sample was left: the file does not say when it begins.", "no beginning"),
    case(talk(date="2011-06-20T22:00:00+02:00"), "Sample was left: it goes on until another day.", "across midnight"),
    case(talk(status="canceled"), "Sample was left: the file calls it cancelled.", "cancelled"),
    case(
        talk(date=None).replace(b"Europe/Zurich", b"Mars/Olympus"),
        "The time zone “Mars/Olympus” is not known. Entries whose hours were taken as they stand: 1.",
        "a zone that nobody knows",
    ),
    case(talk(title=None), "Untitled: the file gives no title for 10:00 on 20 June 2011.", "no title"),
    case(talk(title="T" * 5_000), "a text was longer than there is room for, and was cut.", "a long title"),
    case(talk(title="A\u202eB"), "AB: hidden characters were taken out of a text.", "a title turned round"),
    case(talk(room="  ").replace(b'"Room XX"', b'"  "'), "Entries read from the file: 1", "a blank room"),
    case(
        talk().replace(b'<room name="Room XX">', b"").replace(b"</room>\n", b"\n"),
        "Entries read from the file: 1",
        "no room",
    ),
]


def _refused(page: Page, words: str) -> None:
    assert page.status == 422
    assert words in page.errors[0]


@pytest.mark.parametrize(("content", "words"), REFUSED_CALENDARS)
def test_a_calendar_that_cannot_be_read_is_refused_in_plain_words(isu: Site, content: bytes, words: str) -> None:
    _refused(hand_in(isu, content, "week.ics"), words)


@pytest.mark.parametrize(("content", "words"), REFUSED_EXPORTS)
def test_an_export_that_cannot_be_read_is_refused_in_plain_words(isu: Site, content: bytes, words: str) -> None:
    _refused(hand_in(isu, content, "week.json"), words)


@pytest.mark.parametrize(("content", "words"), REFUSED_SCHEDULES)
def test_a_schedule_that_cannot_be_read_is_refused_in_plain_words(isu: Site, content: bytes, words: str) -> None:
    _refused(hand_in(isu, content, "week.xml"), words)


@pytest.mark.parametrize(("content", "words"), [*TAKEN_CALENDARS, *TAKEN_EXPORTS, *TAKEN_SCHEDULES])
def test_what_was_taken_guessed_and_left_of_an_odd_file_is_told(isu: Site, content: bytes, words: str) -> None:
    page = hand_in(isu, content)
    assert page.status == 200
    assert words in page.text


def version(hour: int, *lines: str, uid: str = "UID:1") -> str:
    """The event at another hour, with these lines more."""
    return PLAIN.replace("UID:1", "\n".join(filter(None, (uid, *lines)))).replace("T10", f"T{hour}")


@pytest.mark.parametrize(
    ("versions", "hours"),
    [
        pytest.param([version(11, "SEQUENCE:2"), version(10)], [11], id="the later sequence"),
        pytest.param(
            [version(11, "SEQUENCE:2", "DTSTAMP:20110101T000000Z"), version(10, "DTSTAMP:20110601T000000Z")],
            [11],
            id="the sequence before the stamp",
        ),
        pytest.param(
            [version(11, "DTSTAMP:20110602T000000Z"), version(10, "DTSTAMP:20110601T000000Z")],
            [11],
            id="the later stamp",
        ),
        pytest.param([version(11, "DTSTAMP:20110602T000000Z"), version(10)], [11], id="a stamp before none"),
        pytest.param([version(11, "DTSTAMP:soon"), version(10)], [10], id="a stamp that is none"),
        pytest.param([version(10), version(11)], [11], id="the last"),
        pytest.param([version(10), version(12), version(11)], [11], id="the last of three"),
        pytest.param([version(10), version(11, "RECURRENCE-ID:20110620T100000")], [10, 11], id="one time of a series"),
        pytest.param([version(10, uid=""), version(11, uid="")], [10, 11], id="no UID"),
    ],
)
def test_of_the_versions_with_one_uid_the_latest_is_taken_and_the_others_are_told(
    isu: Site, world: World, versions: list[str], hours: list[int]
) -> None:
    page = hand_in(isu, ics("\n".join(versions)))
    assert [entry.starts.hour for entry in taken(world) if entry.starts] == hours
    assert page.text.count("was left: the file has a later version of it.") == len(versions) - len(hours)


def test_a_file_may_name_everything_otherwise_than_it_is_called(isu: Site, world: World) -> None:
    hand_in(isu, session(title="إزالة الألغام"), "week.ics")
    assert [entry.title for entry in taken(world)] == ["إزالة الألغام"]


def test_hours_that_the_clocks_of_the_meeting_skip_wait_for_a_place(isu: Site, world: World) -> None:
    with world.writing():
        make_meeting("spring-week", starts_on=date(2012, 3, 19), ends_on=date(2012, 3, 25), now=world.now)
    skipped = PLAIN.replace("20110620T10", "20120325T02").replace("20110620T13", "20120325T04")
    page = hand_in(isu, ics(skipped), meeting="spring-week")
    assert "the clocks" in page.text


def test_a_zone_that_a_file_describes_counts_for_that_file_alone() -> None:
    [described] = read_file(ics(OWN_ZONE.format(winter=WINTER) + IN_OWN_ZONE)).found
    assert f"{described.starts}" == "2011-06-20 10:00:00+06:00"
    [alone] = read_file(ics(IN_OWN_ZONE)).found
    assert (f"{alone.starts}", alone.unknown_zone) == ("2011-06-20 10:00:00", "Own")


def test_a_file_cannot_describe_otherwise_what_everybody_knows() -> None:
    described = OWN_ZONE.format(winter=WINTER).replace("Own", "Europe/Zurich")
    [found] = read_file(ics(described + PLAIN)).found
    assert f"{found.starts}" == "2011-06-20 10:00:00+02:00"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WINTER, "RRULE:FREQ=SECONDLY"),
        (WINTER, "RRULE:FREQ=YEARLY;BYSECOND=0,1,2,3,4,5,6,7,8,9"),
        (WINTER, "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        (WINTER, "RRULE:FREQ=SOMETIMES"),
        (WINTER, "RRULE:"),
        (WINTER, "RDATE:19700101T000000"),
        ("BEGIN:STANDARD", "BEGIN:STANDARD\nEND:STANDARD\nBEGIN:STANDARD"),
        ("DTSTART:16011028T030000", "DTSTART:never"),
        ("TZOFFSETTO:+0500", "TZOFFSETTO:+9999"),
        ("TZOFFSETTO:+0500\n", ""),
        ("BEGIN:STANDARD", "\n".join(["BEGIN:STANDARD\nEND:STANDARD"] * 100) + "\nBEGIN:STANDARD"),
        ("STANDARD", "SOMETHING"),
    ],
)
def test_a_zone_that_is_damaged_or_whose_clocks_never_rest_is_not_known(before: str, after: str) -> None:
    described = OWN_ZONE.format(winter=WINTER).replace(before, after)
    [found] = read_file(ics(described + IN_OWN_ZONE)).found
    assert (f"{found.starts}", found.unknown_zone) == ("2011-06-20 10:00:00", "Own")
