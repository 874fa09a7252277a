"""The pages about sessions, as people meet them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foundation import wording
from meetings.sessions import actions, queries
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.meetings.sessions.test_actions import AgendaStands, objecting_to
from tests.pages.site import Page, Site
from tests.world import World

NEW = "/meetings/sample-week/sessions/new/"


@pytest.fixture
def session_id(world: World) -> int:
    """A tentative session on the morning of 24 June 2011, in a room of a listed meeting."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        return make_session(meeting, committee="sc_rca", room=room, now=world.now, languages=("fr", "ar")).id


@pytest.fixture
def delegate(world: World) -> Site:
    """The site as somebody sees it who signed in and has no role."""
    with world.writing():
        account_id = make_account("Sample Delegate", now=world.now).id
    return world.site_of(account_id)


def form_of(page: Page) -> Any:
    """The form on which a session is scheduled or changed."""
    return page.form("Schedule the session" if "new" in page.path else "Save the session")


def test_the_page_of_a_session_tells_who_sits_when_and_where(world: World, session_id: int) -> None:
    page = world.visitor().open(f"/sessions/{session_id}/")

    assert page.heading == "Sample session"
    for words in (
        "Friday, 24 June 2011, 10:00 – 13:00 (Geneva, UTC+02:00",
        "Tentative",
        "Standing Committee on Resources, Cooperation and Assistance",
        "Room XX",
        "French, Arabic",
    ):
        assert words in page.text
    links = page.links()
    assert links["Calendar file"] == f"/calendars/sessions/{session_id}.ics"
    assert links["Standing Committee on Resources, Cooperation and Assistance"] == "/committees/sc_rca/"
    assert not page.has_link("Edit the session")
    assert "History" not in page.text


def test_what_is_not_known_of_a_session_is_said_to_be_unknown(world: World) -> None:
    with world.writing():
        session_id = make_session(
            make_meeting(now=world.now), now=world.now, time_is_illustrative=True, day_is_illustrative=True
        ).id
    page = world.visitor().open(f"/sessions/{session_id}/")

    for words in (
        "Room Unknown",
        "Interpretation Unknown",
        "None: this is a session of the whole meeting.",
        "The day is illustrative: no source gives it. The clock time is illustrative: no source gives it.",
    ):
        assert words in page.text


def test_nobody_but_the_isu_knows_of_a_session_before_its_meeting_is_listed(
    world: World, isu: Site, delegate: Site
) -> None:
    with world.writing():
        session_id = make_session(make_meeting(now=world.now, listed=False), now=world.now).id

    isu.open(f"/sessions/{session_id}/")
    for site in (world.visitor(), delegate):
        for page in ("", "edit/", "confirm/", "cancel/", "restore/"):
            site.open(f"/sessions/{session_id}/{page}", status=404)
        site.open(NEW, status=404)


def test_who_may_only_read_a_session_is_refused_its_forms(world: World, session_id: int, delegate: Site) -> None:
    for site in (world.visitor(), delegate):
        for page in ("edit/", "confirm/", "cancel/", "restore/"):
            site.open(f"/sessions/{session_id}/{page}", status=403)
        site.open(NEW, status=403)


def test_the_isu_schedules_a_session_from_a_usual_half_day(world: World, isu: Site, session_id: int) -> None:
    page = isu.open("/meetings/sample-week/").follow("Schedule 15:00–18:00")

    assert [page.value_of(label) for label in ("Day", "Start", "End")] == ["2011-06-20", "15:00", "18:00"]

    done = form_of(page).fill("Committee", "Mine Clearance").fill("Room", "Room XX").submit()

    assert done.status == 200
    assert done.heading == "Standing Committee on Mine Clearance"
    assert "The session is scheduled. It is tentative until you confirm it." in done.text
    assert "Monday, 20 June 2011, 15:00 – 18:00 (Geneva, UTC+02:00" in done.text
    assert "for Monday, 20 June 2011, 15:00–18:00 (UTC+02:00)." in done.text


def test_only_committees_of_the_time_are_offered(isu: Site, session_id: int) -> None:
    page = isu.open(NEW)
    offered = next(text for text in page.tree.iter("select") if text.get("name") == "committee")
    names = ["".join(option.itertext()) for option in offered]

    assert "Resources, Cooperation and Assistance" in names
    assert "Enhancement of Cooperation and Assistance" not in names


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"Day": "2011-06-25"},
            ["Day – Give a date from 20 June 2011 to 24 June 2011."],
        ),
        ({"Day": "2011-02-30"}, ["Day – Give a date as year-month-day, such as 2011-06-24."]),
        ({"Day": ""}, ["Day – Give a date."]),
        ({"Start": "25:00"}, ["Start – Give a time as hours and minutes, such as 15:00."]),
        ({"Start": "10:05"}, ["Start – Give a time in steps of 15 minutes."]),
        ({"End": "09:00"}, ["End – The end, 09:00, must come after the start, 10:00."]),
        ({"Start": "06:00", "End": "15:00"}, ["End – A session lasts at most 8 hours."]),
        (
            {"Room": "Room XX"},
            ["Room – Room XX is taken from 10:00 to 13:00 by another session: Sample session."],
        ),
        ({"Title": ""}, ["Title – Give the session a title, or choose the committee that sits."]),
        ({"Title": "x" * 301}, ["Title – Shorten this to 300 characters: it has 301 characters."]),
        ({"Title": "word" * 2500}, ["Title – Shorten this to 300 characters: it has 10000 characters."]),
        ({"Title": "a\u202eb"}, ["Title – Remove the hidden characters, each shown as \ufffd."]),
        ({"Title": "a\x00b"}, ["Title – Remove the hidden characters, each shown as \ufffd."]),
    ],
)
def test_a_wrong_session_is_refused_beside_its_field_and_nothing_is_stored(
    world: World, isu: Site, session_id: int, typed: dict[str, str], errors: list[str]
) -> None:
    form = form_of(isu.open(f"{NEW}?day=2011-06-24")).fill("Title", "Another session")
    for label, value in typed.items():
        form.fill(label, value)
    page = form.submit()

    assert (page.status, page.errors) == (422, errors)
    assert page.value_of("Day") == typed.get("Day", "2011-06-24")
    with world.reading():
        assert queries.session(session_id + 1) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("committee", "999999"),
        ("committee", "x"),
        ("committee", "9" * 40),
        ("room", "999999"),
        ("room", "-1"),
        ("languages", "tlh"),
        ("day", "2011-06-24T10:00"),
        ("day", "9999-99-99"),
        ("start", "١٠:٠٠x"),
        ("end", "\x00"),
        ("note", "a\u2066"),
        ("source", "x" * 2001),
    ],
)
def test_what_no_page_offers_is_refused(isu: Site, session_id: int, name: str, value: str) -> None:
    page = form_of(isu.open(NEW)).fill("Title", "Another session").set_raw(name, value).submit()

    assert page.status == 422
    assert len(page.errors) == 1


def test_a_title_that_cannot_be_seen_is_none(isu: Site, session_id: int) -> None:
    page = form_of(isu.open(NEW)).fill("Title", "\u202e\u2066").submit()

    assert (page.status, page.errors) == (
        422,
        ["Title – Give the session a title, or choose the committee that sits."],
    )


def test_html_in_a_title_is_shown_and_not_obeyed(isu: Site, session_id: int) -> None:
    page = form_of(isu.open(NEW)).fill("Title", "<script>alert(1)</script> & <b>bold</b>").submit()

    assert page.heading == "<script>alert(1)</script> & <b>bold</b>"


@pytest.mark.parametrize(
    ("day", "start", "error"),
    [
        (
            date(2027, 3, 28),
            "02:30",
            "Start – There is no 02:30 on 28 March 2027 in Europe/Zurich: the clocks are put forward over it. "
            "Choose another time.",
        ),
        (
            date(2027, 10, 31),
            "02:30",
            "Start – 02:30 happens twice on 31 October 2027 in Europe/Zurich: the clocks are put back. "
            "Choose another time.",
        ),
    ],
)
def test_a_time_that_does_not_exist_once_is_refused(world: World, isu: Site, day: date, start: str, error: str) -> None:
    with world.writing():
        make_meeting(now=world.now, starts_on=day, ends_on=day)
    form = form_of(isu.open(NEW)).fill("Title", "Night session")
    page = form.fill("Start", start).fill("End", "05:00").submit()

    assert (page.status, page.errors) == (422, [error])


@pytest.mark.parametrize("query", ["?day=x&slot=y", "?slot=7", "?day=2011-06-22&slot=-1", "?day=0000-00-00", "?day="])
def test_a_link_with_garbage_proposes_the_first_morning(isu: Site, session_id: int, query: str) -> None:
    page = isu.open(NEW + query)

    assert (page.value_of("Start"), page.value_of("End")) == ("10:00", "13:00")


def test_of_two_people_who_edit_a_session_the_second_sees_both_versions_and_loses_nothing(
    world: World, isu: Site, session_id: int
) -> None:
    first, second = (isu.open(f"/sessions/{session_id}/edit/") for _ in range(2))
    form_of(first).fill("Title", "The first title").submit()

    page = form_of(second).fill("Title", "The second title").fill("Note", "Bring badges.").submit()

    assert page.status == 409
    rows = {row[0]: row[1:] for row in page.rows("Both versions")}
    assert rows["Title differs"] == ["The first title", "The second title"]
    assert rows["Start"] == ["10:00", "10:00"]
    assert rows["Room"] == ["Room XX", "Room XX"]
    assert page.value_of("Note") == "Bring badges."

    again = form_of(page).submit()

    assert (again.status, again.heading) == (200, "The second title")
    assert "Bring badges." in again.text


def test_a_session_goes_its_way_from_tentative_to_restored(world: World, isu: Site, session_id: int) -> None:
    page = isu.open(f"/sessions/{session_id}/").follow("Confirm the session").form("Confirm the session").submit()
    assert "The session is confirmed." in page.text

    form = form_of(page.follow("Edit the session"))
    page = form.fill("Start", "15:00").fill("End", "18:00").submit()
    assert "It was announced for Friday, 24 June 2011, 10:00 (Geneva, UTC+02:00" in page.text

    form = page.follow("Cancel the session").form("Cancel the session")
    page = form.fill("Reason", "The room is flooded.").submit()
    assert "This session is cancelled The room is flooded." in page.text
    assert not page.has_link("Edit the session")
    assert "The room is flooded." in world.visitor().open(f"/sessions/{session_id}/").text

    page = page.follow("Restore the session").form("Restore the session").submit()
    assert "The session is taken up again. It is tentative until you confirm it." in page.text
    assert page.has_link("Confirm the session")


def test_where_a_session_cannot_be_taken_up_again_directly_a_draft_is_offered(
    world: World, isu: Site, session_id: int
) -> None:
    with world.writing():
        session = queries.session(session_id)
        assert session is not None
        meeting, room = session.meeting, session.room
        actions.cancel(session, reason="A slip.", seen=session.version, actor=SECRETARIAT, now=world.now)
        make_session(meeting, title="Another", room=room, now=world.now)
    page = isu.open(f"/sessions/{session_id}/restore/")
    assert not page.has_link("Begin a draft")
    page = page.form("Restore the session").submit()

    assert page.status == 422
    assert page.follow("Begin a draft").value_of("Begin from") == "The programme on record"


def test_cancelling_needs_a_reason(isu: Site, session_id: int) -> None:
    page = isu.open(f"/sessions/{session_id}/cancel/").form("Cancel the session").fill("Reason", " \u200b ").submit()

    assert (page.status, page.errors) == (422, ["Reason – Fill in this field: it cannot stay empty."])


def test_what_is_done_already_is_refused_with_a_sentence(world: World, isu: Site, session_id: int) -> None:
    stale = isu.open(f"/sessions/{session_id}/restore/").form("Restore the session").submit()
    assert (stale.status, stale.errors) == (422, ["This session is not cancelled."])

    with world.writing():
        session = queries.session(session_id)
        assert session is not None
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=SECRETARIAT, now=world.now)
    for address, button in (("confirm", "Confirm the session"), ("cancel", "Cancel the session")):
        form = isu.open(f"/sessions/{session_id}/{address}/").form(button)
        page = (form.fill("Reason", "Once more.") if address == "cancel" else form).submit()
        assert (page.status, page.errors) == (422, ["This session is cancelled. Restore it first."])


def test_a_session_that_an_upper_floor_holds_fast_stays(
    world: World, isu: Site, session_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wording._refusals, AgendaStands, "The agenda stands.")
    with objecting_to(session_id):
        page = form_of(isu.open(f"/sessions/{session_id}/edit/")).fill("Start", "11:00").submit()

    assert (page.status, page.errors) == (422, ["The agenda stands."])


def test_the_page_of_a_session_costs_few_statements_and_one_when_unchanged(world: World, session_id: int) -> None:
    site = world.visitor()
    with world.counted_statements() as statements:
        tag = site.get(f"/sessions/{session_id}/").headers["ETag"]
    assert len(statements) <= 8
    with world.counted_statements() as statements:
        assert site.get(f"/sessions/{session_id}/", **{"If-None-Match": tag}).status_code == 304
    assert len(statements) == 1


def test_the_isu_marks_attendance_from_the_page_of_a_session(world: World, isu: Site, session_id: int) -> None:
    assert isu.open(f"/sessions/{session_id}/").links()["Mark attendance"] == f"/sessions/{session_id}/attendance/"
    assert not world.visitor().open(f"/sessions/{session_id}/").has_link("Mark attendance")


def test_a_doubtful_hour_is_pointed_out_to_the_isu_alone(world: World, isu: Site, session_id: int) -> None:
    form = form_of(isu.open(f"/sessions/{session_id}/edit/"))
    page = form.fill("Start", "14:00").fill("End", "18:15").submit()

    assert "The session ends after 18:00, when conference services have usually closed." in page.text
    assert "The session is longer than three hours, which is the unit of interpretation." in page.text
    assert "Is this meant?" not in world.visitor().open(f"/sessions/{session_id}/").text


@pytest.mark.parametrize(
    "address",
    [
        "/sessions/0/",
        "/sessions/x/",
        "/sessions/-1/",
        "/sessions/99999999999/",
        "/sessions/2147483647/",
        "/sessions/1x/",
    ],
)
def test_garbage_in_an_address_is_not_found(world: World, address: str) -> None:
    world.visitor().open(address, status=404)


@pytest.mark.parametrize("slug", ["x", "..%2f", "%00", "a%20b", "A", "é" * 200, "10msp/.."])
def test_garbage_in_the_address_of_a_meeting_is_not_found(isu: Site, slug: str) -> None:
    isu.open(f"/meetings/{slug}/sessions/new/", status=404)


def test_kind_track_and_the_delegations_named_are_said_and_read(isu: Site, session_id: int, world: World) -> None:
    form = form_of(isu.open(NEW)).fill("Title", "Sample group").fill("Kind", "Parallel group").fill("Track", "Experts")
    form.fill("People expected", "20").fill("Delegations that present", "Zambia, per")
    page = form.fill("Delegations needed for another reason", "Bolivia (Plurinational State of);\nZMB;zambia").submit()

    assert page.heading == "Sample group"
    for said in (
        "Kind Parallel group",
        "Track Experts",
        "Zambia (presents)",
        "Peru (presents)",
        "Bolivia (Plurinational State of) (is needed)",
        "Zambia (is needed)",
        "People expected 20",
    ):
        assert said in page.text
    address = page.links()["Edit the session"]
    assert isu.open(address).value_of("Delegations that present") == "Peru; Zambia"
    anybody = world.visitor().open(address.removesuffix("edit/"))
    assert "Zambia (presents)" in anybody.text
    assert "People expected" not in anybody.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("Zambia; Ruritania", "No delegation on record is called Ruritania."),
        ("<b>x</b>", "No delegation on record is called <b>x</b>."),
        ("a\u2066", "Remove the hidden characters, each shown as \ufffd."),
        ("\n".join(["Zambia"] * 41), "Name at most 40 delegations."),
    ],
)
def test_a_delegation_that_nobody_knows_is_refused_beside_its_field(
    isu: Site, session_id: int, typed: str, error: str
) -> None:
    page = form_of(isu.open(NEW)).fill("Title", "Sample").fill("Delegations needed for another reason", typed).submit()

    assert (page.status, page.errors) == (422, [f"Delegations needed for another reason – {error}"])
    assert page.value_of("Delegations needed for another reason").startswith(typed[:1])
