"""The readers of calendars agree about a sound feed and refuse a broken one."""

import pytest

from tests.tools.ical_readers import READERS, Event, ReaderFailed

FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sample//Readers//EN
BEGIN:VTIMEZONE
TZID:Europe/Zurich
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:sample-1@example.org
DTSTAMP:20110501T080000Z
DTSTART;TZID=Europe/Zurich:20110624T100000
DTEND;TZID=Europe/Zurich:20110624T130000
SUMMARY:Comité\\, séance d’été
STATUS:CONFIRMED
SEQUENCE:2
END:VEVENT
BEGIN:VEVENT
UID:sample-2@example.org
DTSTAMP:20110501T080000Z
DTSTART;TZID=Europe/Zurich:20111129T100000
DTEND;TZID=Europe/Zurich:20111129T130000
SUMMARY:Winter
STATUS:CANCELLED
SEQUENCE:0
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

IN_SUMMER = Event(
    uid="sample-1@example.org",
    start_utc="2011-06-24T08:00:00Z",
    end_utc="2011-06-24T11:00:00Z",
    summary="Comité, séance d’été",
    status="CONFIRMED",
    sequence=2,
)
IN_WINTER = Event(
    uid="sample-2@example.org",
    start_utc="2011-11-29T09:00:00Z",
    end_utc="2011-11-29T12:00:00Z",
    summary="Winter",
    status="CANCELLED",
    sequence=0,
)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_gives_the_same_plain_events(reader: str) -> None:
    assert READERS[reader](FEED) == [IN_SUMMER, IN_WINTER]


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_refuses_a_feed_cut_short(reader: str) -> None:
    with pytest.raises(ReaderFailed):
        READERS[reader](FEED[: FEED.index(b"SUMMARY")])


@pytest.mark.slow
def test_libical_refuses_an_event_that_breaks_a_restriction() -> None:
    with pytest.raises(ReaderFailed, match="restrictions"):
        READERS["libical"](FEED.replace(b"SUMMARY:Winter\r\n", b"SUMMARY:Winter\r\nSUMMARY:Hiver\r\n"))
