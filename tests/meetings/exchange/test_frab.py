"""The programme as frab's XML."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from foundation.database import db
from meetings.exchange.export import LEAST_BREAK_NUMBER, Item
from meetings.exchange.export_frab import numbers_of
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from tests.builders.sessions import make_meeting, make_session
from tests.builders.weeks import entries_of_a_week, release_of, released_week, uid_of
from tests.meetings.exchange.frab_schema import broken
from tests.world import World

ADDRESS = "/meetings/sample-week/schedule.xml"


def schedule(world: World, address: str = ADDRESS) -> Element:
    """The document, read again; without entities, which it never has."""
    answer = world.visitor().get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    assert b"<!" not in answer.data
    return fromstring(answer.data)  # noqa: S314  we wrote it ourselves


def break_item(uid: str) -> Item:
    """A break that has no number of its own."""
    entry = Entry(uid=uid, kind=Kind.BREAK, title="Lunch", minutes=60)
    return Item(entry=entry, zone="Europe/Zurich", committee=None, session_id=None)


def test_a_week_is_valid_and_has_its_sessions_and_breaks_in_their_days_and_rooms(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    found = schedule(world)

    assert broken(found) == []
    assert [day.get("date") for day in found.findall("day")] == [f"2011-06-{day}" for day in range(20, 25)]
    assert len(found.findall("day/room/event")) == 60 + 5 - 1
    assert {room.get("name") for room in found.findall("day/room")} == {
        "Room XX",
        "Room XXI",
        "Room XXII",
        "Room XXIII",
        "Salle du Conseil",
        "Room not known yet",
    }
    assert found.findtext("version") == "release 2 (2011-06-20 07:00 UTC); left out: 1 cancelled"
    assert found.findtext("conference/time_zone_name") == "Europe/Zurich"


def test_an_event_tells_what_the_format_has_a_place_for(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    events = {event.get("guid"): event for event in schedule(world).findall("day/room/event")}
    plenary, group = events[uid_of("session 0")], events[uid_of("session 1")]

    assert {child.tag: child.text for child in plenary if child.tag not in ("links", "persons")} == {
        "room": "Room XX",
        "title": "Standing Committee on Resources, Cooperation and Assistance",
        "subtitle": None,
        "type": "plenary",
        "date": "2011-06-20T10:00:00+02:00",
        "start": "10:00",
        "duration": "01:30",
        "abstract": "Bring badges.",
        "track": "Mine Clearance",
        "description": "Interpretation: ar, en, fr.",
        "url": "https://meetings.example.org/sessions/1/",
    }
    assert (group.findtext("track"), group.findtext("language")) == ("Partnerships", "en")
    assert [person.text for person in group.findall("persons/person")] == ["Zambia"]
    assert group.findtext("description") == "Interpretation: en. Tentative."


def test_what_is_cancelled_is_left_out_and_the_version_says_so(world: World) -> None:
    with world.writing():
        released_week(now=world.now)

    assert (schedule(world).findtext("version") or "").endswith("; left out: 1 cancelled")
    assert uid_of("session 4") not in {event.get("guid") for event in schedule(world).findall("day/room/event")}


def test_a_meeting_that_was_never_released_gives_its_record(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now, is_sample=True, time_is_illustrative=True)
    found = schedule(world)

    assert broken(found) == []
    assert found.findtext("version") == "record (2011-06-20 07:00 UTC)"
    assert found.findtext("day/room/event/description") == (
        "Tentative. This is a sample record. The clock time or the day is illustrative: no source gives it."
    )


def test_a_meeting_of_which_days_alone_are_known_has_these(world: World) -> None:
    assert broken(found := schedule(world, "/meetings/10msp/schedule.xml")) == []
    assert len(found.findall("day")) == 5


def test_a_meeting_of_which_no_day_is_known_has_no_schedule(world: World) -> None:
    with world.writing():
        meeting = make_meeting("no-days", now=world.now)
        meeting.starts_on = meeting.ends_on = None

    assert world.visitor().get("/meetings/no-days/schedule.xml").status_code == 404


@pytest.mark.parametrize("slug", ["a", "msp"])
def test_a_short_name_that_is_no_acronym_becomes_one(world: World, slug: str) -> None:
    with world.writing():
        make_session(make_meeting(slug, now=world.now), now=world.now)
    found = schedule(world, f"/meetings/{slug}/schedule.xml")

    assert broken(found) == []
    assert found.findtext("conference/acronym") == f"meeting-{slug}"


def test_hostile_text_and_foreign_uids_leave_it_valid(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        db.session.flush()
        (first, second, *_rest) = entries_of_a_week(meeting, now=world.now, days=1)
        hostile = "]]><script>&amp;\ufffe\u0001 قاعة 会"
        release_of(
            meeting,
            [replace(first, title=hostile, note=hostile, track=hostile), replace(second, uid="not a uuid")],
            now=world.now,
        )
    found = schedule(world)

    assert broken(found) == []
    assert found.findtext("day/room/event/title") == "]]><script>&amp; قاعة 会"


def test_a_meeting_over_a_change_of_the_clocks_gives_each_event_its_own_offset(world: World) -> None:
    with world.writing():
        meeting = released_over_the_change(world)
    found = {event.findtext("date") for event in schedule(world, f"/meetings/{meeting}/schedule.xml").iter("event")}

    assert found == {"2011-10-29T10:00:00+02:00", "2011-10-31T10:00:00+01:00"}


def released_over_the_change(world: World) -> str:
    """A meeting from the Saturday before the clocks are put back to the Monday after."""
    meeting: Meeting = make_meeting("autumn", now=world.now, starts_on=date(2011, 10, 29), ends_on=date(2011, 10, 31))
    for day in (29, 31):
        make_session(meeting, day=date(2011, 10, day), now=world.now)
    return meeting.slug


def test_a_break_has_a_number_that_follows_from_its_uid_and_never_two_the_same() -> None:
    digest = hashlib.sha256(b"lunch").hexdigest()
    number = numbers_of([break_item("lunch")])["lunch"]

    assert number == LEAST_BREAK_NUMBER + int(digest[:7], 16)
    many = numbers_of([break_item(f"break {n}") for n in range(2000)])
    assert len(set(many.values())) == 2000


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("<agenda/>", "the root is agenda"),
        ("<schedule><version>1</version><conference/></schedule>", "0 of day"),
        ("<schedule><conference/><version/><day/></schedule>", "out of order"),
        ('<schedule><version/><conference/><day index="1"/></schedule>', "day has the attributes ['index']"),
    ],
)
def test_what_stands_for_the_schema_finds_mistakes(mistake: str, told: str) -> None:
    assert any(told in found for found in broken(fromstring(mistake)))  # noqa: S314  ours
