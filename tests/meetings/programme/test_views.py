"""The pages about meetings, as people meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from meetings.sessions import queries
from tests.builders.accounts import make_account
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.pages.site import Site
from tests.world import World


@pytest.fixture
def delegate(world: World) -> Site:
    """The site as somebody sees it who signed in and has no role."""
    with world.writing():
        account_id = make_account("Sample Delegate", now=world.now).id
    return world.site_of(account_id)


def test_the_list_has_what_is_next_first_and_then_the_years(world: World) -> None:
    page = world.visitor().open("/meetings/")
    headings = ["".join(element.itertext()) for element in page.tree.iter("h2")]
    names = ["".join(element.itertext()) for element in page.tree.iter("h3")]

    assert headings[:3] == ["Now and next", "2011", "2010"]
    assert headings[-1] == "1999"
    assert names[0] == "Standing Committees, June 2011"
    assert names[-1] == "First Meeting of the States Parties"
    assert len(names) == 44
    assert "What was the 10MSP" in page.text  # the source, on demand


def test_what_the_record_does_not_know_of_a_meeting_is_said_to_be_unknown(world: World) -> None:
    page = world.visitor().open("/meetings/2011-04-universalization/")

    assert page.heading == "Special meeting on universalization"
    for words in ("Days 2011-04 (days unknown)", "City Tirana", "Venue Unknown", "President Unknown"):
        assert words in page.text
    assert "No sessions are recorded for this meeting." in page.text
    assert "Source and confidence" in page.text


def test_a_programme_shows_each_day_with_its_sessions_in_order(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now, seats=120)
        make_session(meeting, "15:00", "18:00", title="Afternoon", room=room, now=world.now)
        make_session(meeting, "10:00", "13:00", title="Morning", now=world.now, is_sample=True)
    page = world.visitor().open("/meetings/sample-week/")

    assert "Friday, 24 June 2011 Geneva, UTC+02:00 10:00 – 13:00 Morning Room not known yet" in page.text
    assert "15:00 – 18:00 Afternoon Room XX" in page.text
    assert page.text.index("Morning") < page.text.index("Afternoon")
    assert page.text.count("No sessions are recorded for this day.") == 4
    assert page.rows("Rooms of this meeting") == [["Room XX", "120"]]
    assert page.links()["Calendar file"] == "/calendars/meetings/sample-week.ics"
    assert page.follow("Morning").heading == "Morning"


def test_a_reader_sees_no_buttons(world: World, delegate: Site) -> None:
    with world.writing():
        make_meeting(now=world.now)
    for site in (world.visitor(), delegate):
        page = site.open("/meetings/sample-week/")
        for words in ("Schedule a session", "Edit the meeting", "Add a room", "Schedule 10:00–13:00"):
            assert not page.has_link(words)
        assert not site.open("/meetings/").has_link("Set up a meeting")


def test_only_the_isu_sets_up_meetings(world: World, delegate: Site) -> None:
    with world.writing():
        room_id = make_room(make_meeting(now=world.now), now=world.now).id
    for site in (world.visitor(), delegate):
        site.open("/meetings/new/", status=403)
        for page in ("edit/", "list/", "rooms/new/", f"rooms/{room_id}/edit/"):
            site.open(f"/meetings/sample-week/{page}", status=403)


def test_nobody_but_the_isu_knows_of_a_meeting_before_it_is_listed(world: World, isu: Site, delegate: Site) -> None:
    with world.writing():
        room_id = make_room(make_meeting(now=world.now, listed=False), now=world.now).id

    assert "Not listed" in isu.open("/meetings/").text
    assert "This meeting is not listed" in isu.open("/meetings/sample-week/").text
    for site in (world.visitor(), delegate):
        assert not site.open("/meetings/").has_link("Sample week")
        for page in ("", "edit/", "list/", "rooms/new/", f"rooms/{room_id}/edit/"):
            site.open(f"/meetings/sample-week/{page}", status=404)


def test_the_isu_sets_up_a_meeting_with_a_room_and_lists_it(world: World, isu: Site) -> None:
    form = isu.open("/meetings/").follow("Set up a meeting").form("Set up the meeting")
    form.fill("Name", "Standing Committees, September 2011").fill("Kind", "Intersessional meetings")
    page = form.fill("First day", "2011-09-05").fill("Last day", "2011-09-09").fill("City", "Geneva").submit()
    assert (page.path, page.status) == ("/meetings/2011-09-intersessional/", 200)

    form = page.follow("Add a room").form("Add the room")
    page = form.fill("Name", "Room A").fill("Seats", "60").submit()
    assert page.rows("Rooms of this meeting") == [["Room A", "60", "Edit Room A"]]

    form = page.follow("Edit Room A").form("Save the room")
    page = form.fill("Name", "Room B").fill("Seats", "").submit()
    assert page.rows("Rooms of this meeting") == [["Room B", "Unknown", "Edit Room B"]]

    page = page.follow("List the meeting").form("List the meeting").submit()
    assert "The meeting is listed: everybody sees it now." in page.text
    assert not page.has_link("List the meeting")
    assert "Sample Officer listed the meeting Standing Committees, September 2011." in page.text
    assert world.visitor().open(page.path).heading == "Standing Committees, September 2011"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"Name": ""}, ["Name – Fill in this field: it cannot stay empty."]),
        ({"Name": "x" * 301}, ["Name – Shorten this to 300 characters: it has 301 characters."]),
        ({"Name": "a\u202eb"}, ["Name – Remove the hidden characters, each shown as \ufffd."]),
        (
            {"Last day": "2011-06-19"},
            ["Last day – The last day, 19 June 2011, must not come before the first, 20 June 2011."],
        ),
        ({"Last day": "2012-06-24"}, ["Last day – A meeting lasts at most 60 days. Look at the years again."]),
        ({"First day": "soon"}, ["First day – Give a date as year-month-day, such as 2011-06-24."]),
        ({"First day": ""}, ["First day – Give a date."]),
        (
            {"Time zone": "Europe/Geneva"},
            ["Time zone – There is no time zone called Europe/Geneva. Write one such as Europe/Zurich."],
        ),
        ({"Address": "10msp"}, ["Address – Another meeting has the address 10msp already."]),
        (
            {"Address": "A b"},
            ["Address – A b cannot stand in an address. Use small letters, digits and single hyphens."],
        ),
        (
            {"Address": "new"},
            ["Address – new cannot stand in an address. Use small letters, digits and single hyphens."],
        ),
    ],
)
def test_a_wrong_meeting_is_refused_beside_its_field_and_nothing_is_stored(
    world: World, isu: Site, typed: dict[str, str], errors: list[str]
) -> None:
    form = isu.open("/meetings/new/").form("Set up the meeting").fill("Name", "Sample week").fill("Address", "x")
    form.fill("First day", "2011-06-20").fill("Last day", "2011-06-24")
    for label, value in typed.items():
        form.fill(label, value)
    page = form.submit()

    assert (page.status, page.errors) == (422, errors)
    with world.reading():
        assert queries.meeting("x") is None


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "party"), ("kind", ""), ("zone", "x" * 10_000), ("starts_on", "0001-01-01")]
)
def test_what_no_page_offers_is_refused(isu: Site, name: str, value: str) -> None:
    form = isu.open("/meetings/new/").form("Set up the meeting").fill("Name", "Sample week").fill("Address", "x")
    page = form.fill("First day", "2011-06-20").fill("Last day", "2011-06-24").set_raw(name, value).submit()

    assert (page.status, len(page.errors)) == (422, 1)


@pytest.mark.parametrize(
    ("name", "seats", "errors"),
    [
        ("room xx", "", ["Name – The meeting has a room Room XX already."]),
        ("", "", ["Name – Fill in this field: it cannot stay empty."]),
        ("Room A", "0", ["Seats – Write a number from 1 to 10000."]),
        ("Room A", "many", ["Seats – Write a whole number in digits."]),
        ("Room A", "9" * 30, ["Seats – Write a whole number in digits."]),
    ],
)
def test_a_wrong_room_is_refused(world: World, isu: Site, name: str, seats: str, errors: list[str]) -> None:
    with world.writing():
        make_room(make_meeting(now=world.now), now=world.now)
    form = isu.open("/meetings/sample-week/rooms/new/").form("Add the room")
    page = form.fill("Name", name).fill("Seats", seats).submit()

    assert (page.status, page.errors) == (422, errors)


def test_a_room_is_found_only_under_its_own_meeting(world: World, isu: Site) -> None:
    with world.writing():
        make_meeting(now=world.now)
        room_id = make_room(make_meeting("elsewhere", now=world.now), now=world.now).id

    isu.open(f"/meetings/sample-week/rooms/{room_id}/edit/", status=404)
    isu.open(f"/meetings/elsewhere/rooms/{room_id}/edit/")


def test_of_two_people_who_edit_a_meeting_the_second_sees_both_versions(world: World, isu: Site) -> None:
    with world.writing():
        make_meeting(now=world.now)
    first, second = (isu.open("/meetings/sample-week/edit/") for _ in range(2))
    first.form("Save the meeting").fill("City", "Maputo").submit()
    page = second.form("Save the meeting").fill("City", "Nairobi").submit()

    assert page.status == 409
    assert ["City differs", "Maputo", "Nairobi"] in page.rows("Both versions")

    again = page.form("Save the meeting").submit()

    assert (again.status, "Nairobi" in again.text) == (200, True)


def test_of_two_people_who_edit_a_room_the_second_sees_both_versions(world: World, isu: Site) -> None:
    with world.writing():
        room_id = make_room(make_meeting(now=world.now), now=world.now).id
    first, second = (isu.open(f"/meetings/sample-week/rooms/{room_id}/edit/") for _ in range(2))
    first.form("Save the room").fill("Seats", "60").submit()
    page = second.form("Save the room").fill("Seats", "80").submit()

    assert page.status == 409
    assert ["Seats differs", "60", "80"] in page.rows("Both versions")


def test_a_meeting_whose_days_are_in_use_says_which_session_needs_them(world: World, isu: Site) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now)
    form = isu.open("/meetings/sample-week/edit/").form("Save the meeting").fill("Last day", "2011-06-23")
    page = form.submit()

    assert (page.status, page.errors) == (
        422,
        [
            "Last day – Sample session is on 24 June 2011, which would no longer be a day of the meeting. "
            "Move it first.",
        ],
    )


@pytest.mark.parametrize(
    "address", ["/meetings/x/", "/meetings/10MSP/", "/meetings/../", "/meetings/%00/", "/meetings/a b/"]
)
def test_garbage_in_an_address_is_not_found(world: World, address: str) -> None:
    world.visitor().get(address)
    assert world.visitor().get(address).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_a_programme_costs_the_same_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=date(2011, 6, 20), ends_on=date(2011, 7, 19))
        for day in range(number):
            when = date(2011, 6, 20) + timedelta(days=day)
            room = make_room(meeting, f"Room {day}", now=world.now)
            make_session(meeting, day=when, committee="sc_rca", room=room, now=world.now)
    site = world.visitor()
    with world.counted_statements() as statements:
        page = site.open("/meetings/sample-week/")

    assert page.text.count("Sample session") == number
    assert len(statements) == 5


def test_the_list_of_meetings_costs_two_statements(world: World) -> None:
    site = world.visitor()
    with world.counted_statements() as statements:
        site.open("/meetings/")

    assert len(statements) == 2


@pytest.mark.parametrize("address", ["/meetings/", "/meetings/sample-week/"])
def test_an_unchanged_page_is_not_sent_again(world: World, address: str) -> None:
    with world.writing():
        make_meeting(now=world.now)
    site = world.visitor()
    tag = site.get(address).headers["ETag"]
    with world.counted_statements() as statements:
        assert site.get(address, **{"If-None-Match": tag}).status_code == 304
    assert len(statements) == 1

    with world.writing():
        make_meeting("another", now=world.now)
    assert site.get(address, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_full_week_is_light_on_a_weak_line(world: World, language: str) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        rooms = [make_room(meeting, f"Room {number}", now=world.now) for number in range(6)]
        for day in range(20, 25):
            for starts, ends in (("10:00", "13:00"), ("15:00", "18:00")):
                for room in rooms:
                    when = date(2011, 6, day)
                    make_session(meeting, starts, ends, day=when, committee="sc_rca", room=room, now=world.now)
    site = world.visitor(language)
    sizes = []
    for address in ("/meetings/sample-week/", "/static/site.css"):
        with site.get(address, **{"Accept-Encoding": "gzip"}) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            sizes.append(len(answer.data))

    assert sum(sizes) < 20_000
