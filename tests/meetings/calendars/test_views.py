"""Calendars as programs fetch them, and the page that explains them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from meetings.hooks import CalendarLine, hooks
from meetings.sessions import actions, queries
from meetings.sessions.models import Session
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.builders.weeks import released_week
from tests.tools.ical_readers import READERS
from tests.world import World

UID = "0b7bb38f-1d0e-4a3c-9c0a-1f6d3a1c2b4d"
FEEDS = (
    "/calendars/all.ics",
    "/calendars/committees/sc_rca.ics",
    "/calendars/meetings/sample-week.ics",
    "/calendars/sessions/1.ics",
)


@pytest.fixture
def session_id(world: World) -> int:
    """A confirmed session of the committee on the morning of 24 June 2011, in a room of a listed meeting."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        session = make_session(
            meeting,
            committee="sc_rca",
            room=make_room(meeting, now=world.now),
            uid=UID,
            languages=("ar", "fr"),
            note="Bring badges.",
            time_is_illustrative=True,
            is_sample=True,
            now=world.now,
        )
        actions.confirm(session, seen=session.version, actor=SECRETARIAT, now=world.now)
        return session.id


def events(feed: bytes) -> list[Any]:
    """The events of a calendar, as icalendar reads them."""
    return list(Calendar.from_ical(feed).walk("VEVENT"))


def stored(session_id: int) -> Session:
    """The session as it is on record."""
    found = queries.session(session_id)
    assert found is not None
    return found


def move(world: World, session_id: int, by: timedelta) -> None:
    """Move a session, a day after it was scheduled."""
    world.clock.set(world.now + timedelta(days=1))
    with world.writing():
        session = stored(session_id)
        before = actions.plan_of(session)
        after = replace(before, starts=before.starts + by, ends=before.ends + by)
        actions.change(session, after, seen=session.version, actor=SECRETARIAT, now=world.now)


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_tells_of_a_session_all_that_is_known(world: World, session_id: int, address: str) -> None:
    answer = world.visitor().get(address)
    (event,) = events(answer.data)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{address.rpartition("/")[2]}"'
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (UID, "CONFIRMED", 1)
    assert event["SUMMARY"] == "Sample session"
    assert event["LOCATION"] == "Room XX, Sample conference centre, Geneva"
    assert event["URL"] == "https://meetings.example.org/sessions/1/"
    assert event["DTSTART"].dt.isoformat() == "2011-06-24T10:00:00+02:00"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == world.now
    assert event["DESCRIPTION"].split("\n") == [
        "Sample week",
        "This is a sample record.",
        "The clock time is illustrative: no source gives it.",
        "Interpretation: Arabic, French",
        "Bring badges.",
        "Last changed: 2011-06-20 07:00 (UTC). Calendars are slow; the page has what holds now:",
        "https://meetings.example.org/sessions/1/",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?tz=utc", "?lang=ar"])
@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_every_program_reads_the_same_wall_time_in_geneva(world: World, session_id: int, query: str, read: Any) -> None:
    with world.writing():
        winter = make_meeting("winter", now=world.now, starts_on=date(2011, 11, 28), ends_on=date(2011, 12, 2))
        make_session(winter, "15:00", "18:00", day=date(2011, 11, 29), now=world.now)

    found = read(world.visitor().get(f"/calendars/all.ics{query}").data)

    assert sorted((event.start_utc, event.end_utc, event.status) for event in found) == [
        ("2011-06-24T08:00:00Z", "2011-06-24T11:00:00Z", "CONFIRMED"),
        ("2011-11-29T14:00:00Z", "2011-11-29T17:00:00Z", "TENTATIVE"),
    ]


def test_a_moved_session_keeps_its_uid_and_tells_the_time_that_was_announced(world: World, session_id: int) -> None:
    move(world, session_id, timedelta(hours=5))
    (event,) = events(world.visitor().get("/calendars/all.ics").data)

    assert (event["UID"], event["SEQUENCE"], event["LAST-MODIFIED"].dt) == (UID, 2, world.now)
    assert event["DTSTART"].dt.isoformat() == "2011-06-24T15:00:00+02:00"
    assert event["DESCRIPTION"].startswith("Moved. It was announced for 2011-06-24 10:00 (Europe/Zurich).\n")


def test_a_cancelled_session_stays_and_says_so(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=SECRETARIAT, now=world.now)
    for address in FEEDS:
        (event,) = events(world.visitor().get(address).data)

        assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 2)
        assert event["SUMMARY"] == "CANCELLED – Sample session"
        assert "Cancelled: No quorum." in event["DESCRIPTION"]


def test_what_upper_floors_add_stands_in_the_description(world: World, session_id: int) -> None:
    def lines(session_ids: Any) -> dict[int, list[CalendarLine]]:
        return {number: [CalendarLine("Agenda:", f"/sessions/{number}/agenda/")] for number in session_ids}

    hooks.calendar_lines.append(lines)
    try:
        (event,) = events(world.visitor().get("/calendars/all.ics").data)
    finally:
        hooks.calendar_lines.remove(lines)

    assert "Agenda: https://meetings.example.org/sessions/1/agenda/" in event["DESCRIPTION"].split("\n")


def test_a_feed_is_in_the_language_that_its_address_asks_for_and_in_no_other(world: World, session_id: int) -> None:
    in_english = world.visitor("ar").get("/calendars/all.ics")

    assert in_english.data == world.visitor("fr").get("/calendars/all.ics?lang=xx").data
    assert b"LANGUAGE=en" in in_english.data
    assert b"LANGUAGE=ar" in world.visitor("fr").get("/calendars/all.ics?lang=ar").data
    assert "Set-Cookie" not in world.visitor().get("/calendars/all.ics?lang=ar").headers


def test_times_come_in_utc_for_programs_that_know_no_zones(world: World, session_id: int) -> None:
    feed = world.visitor().get("/calendars/all.ics?tz=utc").data

    assert b"DTSTART:20110624T080000Z" in feed
    assert b"VTIMEZONE" not in feed
    assert b"BEGIN:VTIMEZONE" in world.visitor().get("/calendars/all.ics?tz=Mars/Olympus").data


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_the_same_for_everybody_at_any_time_of_the_day(world: World, session_id: int, address: str) -> None:
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    anonymous = world.visitor().get(address)
    world.clock.set(world.now + timedelta(hours=16))
    signed_in = world.site_of(account_id).get(address)

    assert signed_in.data == anonymous.data
    assert signed_in.headers["Cache-Control"] == "private, max-age=300"


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_unchanged_feed_is_not_sent_again_nor_looked_for(
    world: World, session_id: int, address: str, encoding: str
) -> None:
    site = world.visitor()
    first = site.get(address, **{"Accept-Encoding": encoding})
    tag = first.headers["ETag"]
    with world.counted_statements() as statements:
        again = site.get(address, **{"Accept-Encoding": encoding, "If-None-Match": tag})

    assert not tag.startswith("W/")
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "private, max-age=300"
    assert len(statements) == 1
    assert "record_number" in statements[0]

    move(world, session_id, timedelta(hours=5))
    assert site.get(address, **{"Accept-Encoding": encoding, "If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FEEDS[0], FEEDS[1]),
        (FEEDS[0], f"{FEEDS[0]}?lang=ar"),
        (FEEDS[0], f"{FEEDS[0]}?tz=utc"),
        (FEEDS[2], "/calendars/meetings/10msp.ics"),
    ],
)
def test_different_feeds_have_different_tags(world: World, session_id: int, one: str, other: str) -> None:
    site = world.visitor()

    assert site.get(one).headers["ETag"] != site.get(other).headers["ETag"]


@pytest.mark.parametrize("address", [*FEEDS, "/calendars/"])
def test_head_tells_the_same_headers_without_a_body(world: World, session_id: int, address: str) -> None:
    site = world.visitor()
    got = site.get(address)
    asked = site.client.head(address, headers=site.headers)

    assert (asked.status_code, asked.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Cache-Control", "Content-Length"):
        assert asked.headers[name] == got.headers[name]


def test_past_sessions_leave_the_calendar_of_all_after_ninety_days_and_stay_in_the_others(
    world: World, session_id: int
) -> None:
    site = world.visitor()
    before = site.get("/calendars/all.ics")
    world.clock.set(datetime.fromisoformat("2011-09-22T23:59:00+00:00"))
    assert len(events(site.get("/calendars/all.ics").data)) == 1

    world.clock.set(datetime.fromisoformat("2011-09-23T00:00:00+00:00"))
    answer = site.get("/calendars/all.ics", **{"If-None-Match": before.headers["ETag"]})
    assert (answer.status_code, events(answer.data)) == (200, [])
    for address in FEEDS[1:]:
        assert len(events(site.get(address).data)) == 1


def test_sessions_of_a_meeting_that_is_not_listed_are_in_no_calendar(world: World) -> None:
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
        make_session(make_meeting(now=world.now, listed=False), committee="sc_rca", now=world.now)
    for site in (world.visitor(), world.site_of(account_id)):
        for address in FEEDS[:2]:
            assert events(site.get(address).data) == []
        for address in FEEDS[2:]:
            assert site.get(address).status_code == 404


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("number", [3, 60])
def test_a_feed_costs_the_same_for_any_number_of_sessions(world: World, address: str, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for room in range(number):
            at = make_room(meeting, f"Room {room}", now=world.now)
            make_session(meeting, committee="sc_rca", room=at, now=world.now)
    site = world.visitor()
    with world.counted_statements() as statements:
        feed = site.get(address).data

    assert len(events(feed)) == (1 if "sessions" in address else number)
    assert len(statements) <= 4


def test_sixty_sessions_are_light_on_a_weak_line(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for room in range(60):
            at = make_room(meeting, f"Room {room}", now=world.now)
            make_session(meeting, committee="sc_rca", room=at, note="Bring badges.", now=world.now)
    answer = world.visitor().get(FEEDS[2], **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 10_000
    assert len(gzip.decompress(answer.data)) < 60_000


@pytest.mark.parametrize(
    "address",
    [
        f"/calendars/{part}.ics"
        for part in (
            "x",
            "all.ics",
            "committees/x",
            "committees/..%2f..%2fetc",
            "committees/sc_rca%00",
            "committees/" + "x" * 5000,
            "meetings/x",
            "meetings/SAMPLE",
            "meetings/é",
            "sessions/0",
            "sessions/x",
            "sessions/99999999999",
            "sessions/2147483647",
        )
    ],
)
def test_garbage_in_the_address_of_a_feed_is_not_found(world: World, address: str) -> None:
    answer = world.visitor().get(address)

    assert (answer.status_code, answer.text) == (404, "404")


@pytest.mark.parametrize("query", ["?lang=%00", "?tz=%F0%28", "?lang[]=ar&tz[]=utc", "?" + "x" * 3000])
def test_garbage_behind_an_address_changes_nothing(world: World, session_id: int, query: str) -> None:
    site = world.visitor()

    assert site.get(f"/calendars/all.ics{query}").data == site.get("/calendars/all.ics").data


def test_the_page_about_calendars_has_an_address_to_open_and_one_to_copy(world: World, session_id: int) -> None:
    page = world.visitor().open("/calendars/")
    links = page.links()

    assert page.rows("Everything") == [
        [
            "All sessions",
            "Subscribe All sessions · How, with a QR code All sessions",
            "https://meetings.example.org/calendars/all.ics",
        ]
    ]
    assert links["Subscribe Sample week"] == "webcal://meetings.example.org/calendars/meetings/sample-week.ics"
    assert [row[0] for row in page.rows("Meetings that are on or to come")][:2] == [
        "Sample week",
        "Standing Committees, June 2011",
    ]
    assert "Resources, Cooperation and Assistance" in [row[0] for row in page.rows("Committees and other bodies")]
    assert page.has_link("What changed lately stands under “Changes”.")


def test_the_page_about_calendars_leads_to_each_part_of_a_meeting(world: World) -> None:
    with world.writing():
        released_week(now=world.now, days=1)
    links = world.visitor().open("/calendars/").links()

    for name, part in (
        ("Plenary only", "plenary"),
        ("Partnerships", "tracks/partnerships"),
        ("Deadlines", "deadlines"),
    ):
        path = f"/calendars/meetings/sample-week/{part}.ics"
        assert links[f"Sample week {name}"] == f"/calendars/subscribe/?of={path}"
        assert world.visitor().get(path).status_code == 200


def test_every_feed_on_the_page_can_be_fetched_and_keeps_the_readers_language(world: World, session_id: int) -> None:
    site = world.visitor("ar")
    addresses = [link for link in site.open("/calendars/").links().values() if "://" in link and ".ics" in link]

    assert len(addresses) > 20
    for address in addresses:
        answer = site.get(address.partition("meetings.example.org")[2])
        assert answer.status_code == 200
        assert b"LANGUAGE=ar" in answer.data


def test_the_page_about_calendars_costs_the_same_for_any_number_of_meetings(world: World) -> None:
    site = world.visitor()
    with world.counted_statements() as statements:
        site.open("/calendars/")
    with world.writing():
        for number in range(30):
            make_meeting(f"week-{number}", now=world.now)
    with world.counted_statements() as more:
        site.open("/calendars/")

    assert len(statements) == len(more) == 4


def test_a_file_for_each_session_and_meeting_is_on_its_page(world: World, session_id: int) -> None:
    site = world.visitor()

    assert site.open(f"/sessions/{session_id}/").links()["Calendar file"] == FEEDS[3]
    assert site.open("/meetings/sample-week/").links()["Calendar file"] == FEEDS[2]
