"""The calendars of a part of a meeting, and that of a delegation behind its link."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from foundation.accounts.rules import digest
from foundation.database import db
from meetings.deadlines import actions as deadlines
from meetings.deadlines import queries as deadline_queries
from meetings.deadlines.models import Deadline
from meetings.links import actions as links
from meetings.links import queries as link_queries
from meetings.sessions import queries as sessions
from meetings.wishes.rules import Weight
from tests.builders.accounts import SECRETARIAT
from tests.builders.feeds import deadline, link_to
from tests.builders.sessions import make_meeting
from tests.builders.weeks import entries_of_a_week, release_of, released_week, uid_of
from tests.builders.wishes import said
from tests.tools.ical_readers import READERS
from tests.world import Template, World, make_application

WEEK = "/calendars/meetings/sample-week"
PARTS = (f"{WEEK}/plenary.ics", f"{WEEK}/tracks/partnerships.ics", f"{WEEK}/deadlines.ics")


@pytest.fixture
def my_feed(world: World) -> str:
    """The calendar of Zambia, which presents in five groups of a released week that has two deadlines."""
    with world.writing():
        meeting = released_week(now=world.now)
        deadline(meeting, date(2011, 6, 6), now=world.now, name="Papers", audience="delegations")
        deadline(meeting, date(2011, 6, 7), now=world.now, name="Rooms", audience="isu")
        deadline(meeting, date(2011, 6, 8), now=world.now, name="Agendas", audience="officers")
        deadline(meeting, date(2011, 6, 9), now=world.now, name="Badges")
        return link_to("ZMB", now=world.now)


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("/calendars/all.ics", "Sessions as they are on record."),
        (f"{WEEK}.ics", "Sessions as they are on record."),
        (f"{WEEK}/deadlines.ics", "Deadlines as they are on record: each takes the whole of its last day."),
        ("mine", "The sessions that the delegation wishes to attend, and the deadlines, as they are on record."),
    ],
)
def test_every_calendar_says_what_it_holds_and_how_old_it_may_be(
    my_feed: str, world: World, path: str, begins: str
) -> None:
    calendar = Calendar.from_ical(world.visitor().get(my_feed if path == "mine" else path).data)
    assert calendar["DESCRIPTION"] == calendar["X-WR-CALDESC"]
    told = str(calendar["DESCRIPTION"])
    assert told.startswith(begins)
    assert told.endswith("A calendar may be hours old; see https://meetings.example.org/changes/ for what changed.")
    assert calendar["NAME"] == calendar["X-WR-CALNAME"]


def events(feed: bytes) -> list[Any]:
    """The events of a calendar, as icalendar reads them."""
    return list(Calendar.from_ical(feed).walk("VEVENT"))


def titles(feed: bytes) -> set[str]:
    """The titles of a calendar."""
    return {str(event["SUMMARY"]) for event in events(feed)}


def revoke(path: str, world: World) -> None:
    """Revoke the link of a calendar."""
    with world.writing():
        secret = path.rpartition("/")[2].removesuffix(".ics")
        link = link_queries.by_secret(secret)
        assert link is not None
        assert link.sha256 == digest(secret)
        links.revoke(link, SECRETARIAT, world.now)


# The parts of a meeting


def test_the_calendar_of_plenaries_has_neither_groups_nor_side_events_nor_breaks(world: World, my_feed: str) -> None:
    found = events(world.visitor().get(PARTS[0]).data)

    assert len(found) == 20
    assert {event["CATEGORIES"].cats[-1] for event in found} == {"Plenary"}


def test_the_calendar_of_a_track_has_its_sessions_alone_the_cancelled_too(world: World, my_feed: str) -> None:
    found = events(world.visitor().get(PARTS[1]).data)

    assert len(found) == 20
    assert {str(event["CATEGORIES"].cats[-1]) for event in found} == {"Partnerships"}
    assert [event["SUMMARY"] for event in found if event["STATUS"] == "CANCELLED"] == [
        "CANCELLED – Small group on partnerships and national ownership"
    ]


def test_a_track_that_the_newest_release_names_has_a_calendar_and_one_that_it_names_no_longer_has_none(
    world: World,
) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        db.session.flush()
        entries = entries_of_a_week(meeting, now=world.now, days=1)
        release_of(meeting, entries, now=world.now)
        for session in meeting.sessions:
            session.track = ""
    site = world.visitor()

    assert events(site.get(PARTS[1]).data) == []
    assert site.get(f"{WEEK}/tracks/partnership.ics").status_code == 404
    with world.writing():
        found = sessions.meeting("sample-week")
        assert found is not None
        release_of(found, [replace(one, track="") for one in entries], now=world.now, seen=1)
    assert site.get(PARTS[1]).status_code == 404


def test_looking_for_a_track_reads_the_newest_release_alone(world: World, my_feed: str) -> None:
    with world.counted_statements() as statements:
        assert world.visitor().get(f"{WEEK}/tracks/partnership.ics").status_code == 404

    (asked,) = (one for one in statements if "releases.content" in one)
    assert "LIMIT" in asked


def test_the_calendar_of_deadlines_has_those_that_everybody_may_know_as_whole_days(world: World, my_feed: str) -> None:
    answer = world.visitor().get(PARTS[2])

    assert [(event["SUMMARY"], event["DTSTART"].dt) for event in events(answer.data)] == [
        ("Deadline: Papers", date(2011, 6, 6)),
        ("Deadline: Badges", date(2011, 6, 9)),
    ]
    assert events(answer.data)[0]["URL"] == "https://meetings.example.org/meetings/sample-week/deadlines/"


def test_a_deadline_that_is_moved_and_then_dropped_keeps_its_uid_and_says_so(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        db.session.flush()
        deadlines.plan(meeting, actor=SECRETARIAT, now=world.now)
    first = events(world.visitor().get(PARTS[2]).data)[0]
    day = first["DTSTART"].dt
    with world.writing():
        found = stored(first["UID"])
        deadlines.move(
            found,
            due_on=day - timedelta(days=3),
            because="A holiday.",
            remind_days=(),
            note="",
            seen=found.version,
            actor=SECRETARIAT,
            now=world.now,
        )
    moved = by_uid(world)[first["UID"]]
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (day - timedelta(days=3), 1)
    assert moved["DESCRIPTION"].startswith(f"Moved. It was announced for {day}.\nSample week\nWhy it was moved: A hol")

    with world.writing():
        found = stored(first["UID"])
        deadlines.drop(found, because="Not needed.", seen=found.version, actor=SECRETARIAT, now=world.now)
    dropped = by_uid(world)[first["UID"]]
    assert (dropped["STATUS"], dropped["SEQUENCE"]) == ("CANCELLED", 2)
    assert dropped["SUMMARY"] == f"CANCELLED – {first['SUMMARY']}"


def stored(uid: str) -> Deadline:
    """The deadline that calendars know by this uid."""
    meeting = sessions.meeting("sample-week")
    assert meeting is not None
    return next(one for one in deadline_queries.deadlines(meeting.id) if one.uid == uid)


def by_uid(world: World) -> dict[str, Any]:
    """The deadlines of the sample week as subscribers see them."""
    return {str(event["UID"]): event for event in events(world.visitor().get(PARTS[2]).data)}


@pytest.mark.parametrize("address", PARTS)
def test_the_parts_of_a_meeting_that_is_not_listed_are_no_calendars(world: World, address: str) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, listed=False)
        db.session.flush()
        release_of(meeting, entries_of_a_week(meeting, now=world.now, days=1), now=world.now)
        deadline(meeting, date(2011, 6, 6), now=world.now)

    assert world.visitor().get(address).status_code == 404


# What RFC 7986 adds


def test_a_calendar_and_its_sessions_have_colours_and_the_calendar_its_own_address(world: World, my_feed: str) -> None:
    feed = world.visitor().get(f"{WEEK}.ics?lang=fr&tz=utc").data
    calendar, found = Calendar.from_ical(feed), events(feed)

    assert calendar["COLOR"] == "teal"
    assert calendar["SOURCE"] == "https://meetings.example.org/calendars/meetings/sample-week.ics?lang=fr&tz=utc"
    assert {(str(event["STATUS"]), str(event["COLOR"])) for event in found} == {
        *((status, colour) for status in ("CONFIRMED", "TENTATIVE") for colour in set(weeks_colours())),
        ("CANCELLED", "gray"),
    }


def weeks_colours() -> list[str]:
    """The colours of five committees, and of side events that belong to none."""
    return ["saddlebrown", "mediumvioletred", "darkolivegreen", "darkslateblue", "teal", "dimgray"]


def test_a_comma_within_a_category_parts_no_two(world: World, my_feed: str) -> None:
    feed = world.visitor().get(f"{WEEK}.ics").data
    found = {str(said) for event in events(feed) for said in event["CATEGORIES"].cats}

    assert "Resources, Cooperation and Assistance" in found
    assert b"CATEGORIES:Resources\\, Cooperation and Assistance,Plenary" in feed.replace(b"\r\n ", b"")


# The delegation's own


def test_a_delegation_finds_the_sessions_that_it_wishes_to_sit_in_and_its_deadlines(world: World, my_feed: str) -> None:
    answer = world.visitor().get(my_feed)
    found = titles(answer.data)
    presented = [event for event in events(answer.data) if event["SUMMARY"].startswith("Small group")]

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert {uid_of(f"session {number}") for number in (1, 13, 25, 37, 49)} <= {event["UID"] for event in presented}
    assert "Standing Committee on Resources, Cooperation and Assistance" in found
    assert {"Deadline: Papers (Sample week)", "Deadline: Badges (Sample week)"} <= found
    assert not [title for title in found if title.startswith("Side event")]
    assert not [title for title in found if "Rooms" in title or "Agendas" in title or title == "Lunch"]


def test_what_a_delegation_says_that_it_does_not_wish_leaves_its_calendar(world: World, my_feed: str) -> None:
    with world.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        said(meeting, "ZMB", now=world.now, sessions={uid_of("session 0"): Weight.NOT, uid_of("session 2"): Weight.MAY})
    uids = {event["UID"] for event in events(world.visitor().get(my_feed).data)}

    assert uid_of("session 0") not in uids
    assert uid_of("session 2") in uids


def test_a_delegation_that_does_not_come_has_nothing_of_that_meeting_and_all_of_others(
    world: World, my_feed: str
) -> None:
    with world.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        other = make_meeting("other-week", now=world.now, name="Other week")
        db.session.flush()
        deadline(other, date(2011, 6, 6), now=world.now, name="Papers")
        said(meeting, "ZMB", now=world.now, people=0)
        said(other, "ZMB", now=world.now, people=1)
        said(other, "MOZ", now=world.now, people=0)

    assert titles(world.visitor().get(my_feed).data) == {"Deadline: Papers (Other week)"}


def test_nothing_of_a_meeting_that_is_not_listed_is_in_a_delegation_s_calendar(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, listed=False)
        db.session.flush()
        release_of(meeting, entries_of_a_week(meeting, now=world.now, days=1), now=world.now)
        deadline(meeting, date(2011, 6, 6), now=world.now)
        path = link_to("ZMB", now=world.now)

    assert events(world.visitor().get(path).data) == []


def test_a_delegation_s_calendar_is_named_in_the_language_asked_for(world: World, my_feed: str) -> None:
    for language, name in (("en", "Zambia"), ("fr", "Zambie"), ("ar", "زامبيا")):
        assert name in str(Calendar.from_ical(world.visitor().get(f"{my_feed}?lang={language}").data)["NAME"])


def test_a_delegation_s_calendar_tells_its_address_to_nobody(world: World, my_feed: str) -> None:
    secret = my_feed.rpartition("/")[2].removesuffix(".ics")
    answer = world.visitor().get(my_feed)

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert secret not in str(answer.headers)
    assert secret.encode() not in answer.data.replace(b"\r\n ", b"")


def test_a_link_that_is_revoked_opens_nothing_from_then_on_not_even_by_the_tag_of_before(
    world: World, my_feed: str
) -> None:
    site = world.visitor()
    tag = site.get(my_feed).headers["ETag"]
    with world.counted_statements() as statements:
        unchanged = site.get(my_feed, **{"If-None-Match": tag})
    assert (unchanged.status_code, len(statements)) == (304, 1)
    assert unchanged.headers["Referrer-Policy"] == "no-referrer"

    revoke(my_feed, world)
    for headers in ({}, {"If-None-Match": tag}):
        answer = site.get(my_feed, **headers)
        assert (answer.status_code, answer.text) == (410, "410")
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("secret", ["x", "x" * 100, "x" * 101, "%00", "..", "a'--", "é"])
def test_a_secret_that_nobody_was_given_opens_nothing(world: World, secret: str) -> None:
    assert world.visitor().get(f"/calendars/my/{secret}.ics").status_code == 404


def test_sessions_and_deadlines_leave_a_delegation_s_calendar_after_ninety_days(world: World, my_feed: str) -> None:
    world.clock.set(world.now + timedelta(days=30))
    assert events(world.visitor().get(my_feed).data) != []
    world.clock.set(world.now + timedelta(days=90))
    assert events(world.visitor().get(my_feed).data) == []


# What it costs


@pytest.mark.parametrize("days", [1, 5])
def test_a_part_of_a_meeting_costs_four_statements_at_most(world: World, days: int) -> None:
    with world.writing():
        released_week(now=world.now, days=days)
    for address in (f"{WEEK}.ics", *PARTS):
        with world.counted_statements() as statements:
            world.visitor().get(address)
        assert len(statements) <= 4


@pytest.mark.parametrize("days", [1, 5])
def test_a_delegation_s_calendar_costs_the_same_for_any_number_of_sessions(world: World, days: int) -> None:
    with world.writing():
        released_week(now=world.now, days=days)
        path = link_to("ZMB", now=world.now)
    with world.counted_statements() as statements:
        world.visitor().get(path)

    assert len(statements) == 9


def test_two_calendars_of_sixty_sessions_are_light_on_a_weak_line(world: World, my_feed: str) -> None:
    site = world.visitor()
    sizes = [site.get(address, **{"Accept-Encoding": "gzip"}).data for address in (my_feed, PARTS[2])]
    whole = site.get(f"{WEEK}.ics", **{"Accept-Encoding": "gzip"}).data

    assert len(gzip.decompress(whole)) <= 60_000
    assert len(whole) <= 10_000
    assert sum(len(gzip.decompress(feed)) for feed in sizes) <= 60_000


def test_every_node_gives_the_same_bytes_and_the_same_tag(world: World, template: Template, my_feed: str) -> None:
    other = World(make_application(template.url, template.folder))
    other.clock.set(world.now + timedelta(hours=3))
    try:
        for address in (f"{WEEK}.ics", *PARTS, f"{WEEK}.ics?lang=ar&tz=utc", "/calendars/all.ics", my_feed):
            one, two = world.visitor().get(address), other.visitor("fr").get(address)
            assert one.data == two.data
            assert one.headers["ETag"] == two.headers["ETag"]
            assert other.visitor().get(address, **{"If-None-Match": one.headers["ETag"]}).status_code == 304
    finally:
        with other.app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_every_program_reads_the_same_from_a_delegation_s_calendar(world: World, my_feed: str, read: Any) -> None:
    feed = world.visitor().get(my_feed).data
    found = {event.uid: event for event in read(feed)}

    assert len(found) == len(events(feed))
    assert found[uid_of("session 1")].start_utc == "2011-06-20T08:00:00Z"
    assert found[uid_of("session 1")].end_utc == "2011-06-20T09:30:00Z"
    assert {event.start_utc for event in found.values() if "Deadline" in event.summary} == {"2011-06-06", "2011-06-09"}
