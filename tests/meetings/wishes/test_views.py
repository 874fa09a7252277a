"""The pages on which a delegation says what it wishes to attend, and the list of all delegations."""

from __future__ import annotations

import pytest

from meetings.links.queries import link as link_by_id
from meetings.links.rules import MOST_DEEDS_BY_LINK
from meetings.sessions import actions as sessions
from meetings.sessions.queries import sessions_by_uid
from meetings.wishes import queries
from meetings.wishes.actions import Correction, correction_of
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.links import make_link, revoke, secret_of
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.builders.wishes import said
from tests.pages.site import Site
from tests.world import World

PEOPLE = "With how many people"
MC = "All sessions: Mine Clearance"
SESSION = "Sample session, Friday 24 June"
OWN = "/meetings/sample-week/wishes/moz/"


@pytest.fixture
def week(world: World) -> World:
    """A week with a session on mine clearance."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, now=world.now, committee="sc_mc", uid="mc-1")
    return world


def member(world: World, key: str = "MOZ") -> Site:
    with world.writing():
        number = make_delegate(key, now=world.now).id
    return world.site_of(number)


def officer(world: World) -> Site:
    with world.writing():
        number = make_account("Sample ISU", now=world.now, role="isu").id
    return world.site_of(number)


def stored(world: World, key: str = "MOZ") -> Correction:
    with world.reading():
        meeting = queries.listed_meeting("sample-week", world.now.date())
        assert meeting is not None
        number = state(key).id
        row = queries.participation(meeting.id, number)
        return correction_of(row, queries.stored_wishes(meeting.id, number))


def test_a_delegation_reads_what_is_assumed_and_why_and_corrects_it(week: World) -> None:
    page = member(week).open(OWN)
    assert page.heading == "What Mozambique wishes to attend"
    assert "From the records: is affected by mines; open to all." in page.text
    assert "optional" not in page.text.replace("comes (optional)", "")

    form = page.form("Record").fill(PEOPLE, "2").fill(MC, "Must attend").fill(SESSION, "Does not attend")
    page = form.submit()

    assert page.messages == ["It is recorded. Every figure is reckoned with it from now on."]
    assert page.value_of(PEOPLE) == "2"
    assert "Now: said by the delegation." in page.text
    with week.reading():
        number = committee("sc_mc").id
    assert stored(week) == Correction(people=2, committees={number: 3}, sessions={"mc-1": 0})


def test_left_as_assumed_nothing_is_stored(week: World) -> None:
    member(week).open(OWN).form("Record").submit()
    assert stored(week) == Correction()


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("-1", "Write a number from 0 to 500."),
        ("501", "Write a number from 0 to 500."),
        ("two", "Write a whole number in digits."),
        ("9" * 10_000, "Write a whole number in digits."),
        ("<b>2</b>", "Write a whole number in digits."),
    ],
)
def test_a_number_with_which_nobody_comes_is_refused(week: World, typed: str, error: str) -> None:
    page = member(week).open(OWN).form("Record").fill(PEOPLE, typed).submit()
    assert page.status == 422
    assert any(line.endswith(error) for line in page.errors)


@pytest.mark.parametrize("name", ["session_999999", "session_x", "committee_2147483648", "session_"])
def test_what_the_page_does_not_offer_is_refused(week: World, name: str) -> None:
    page = member(week).open(OWN).form("Record").set_raw(name, "3").submit()
    assert page.status == 422
    assert any("is none of this meeting" in line for line in page.errors)
    assert stored(week) == Correction()


def test_a_session_of_another_meeting_is_refused(week: World) -> None:
    with week.writing():
        other = make_meeting("other-week", now=week.now, name="Other week")
        number = make_session(other, now=week.now).id
    page = member(week).open(OWN).form("Record").set_raw(f"session_{number}", "3").submit()
    assert page.status == 422


@pytest.mark.parametrize("weight", ["4", "-1", "x", "3.0"])
def test_a_weight_that_is_not_offered_is_refused(week: World, weight: str) -> None:
    with week.reading():
        name = f"committee_{committee('sc_mc').id}"
    page = member(week).open(OWN).form("Record").set_raw(name, weight).submit()
    assert page.status == 422
    assert stored(week) == Correction()


def test_of_two_who_save_at_once_the_second_sees_both_versions(week: World) -> None:
    site, isu = member(week), officer(week)
    mine = site.open(OWN).form("Record").fill(PEOPLE, "3").fill(MC, "May attend")
    isu.open(OWN).form("Record").fill(PEOPLE, "1").submit()

    page = mine.submit()

    assert page.status == 409
    assert [row[1:] for row in page.rows("Both versions")] == [["1", "3"], ["Should attend (as assumed)", "May attend"]]
    assert page.form("Record").submit().status == 200
    assert stored(week).people == 3


def test_the_isu_records_for_a_delegation_and_the_page_says_so(week: World) -> None:
    page = officer(week).open(OWN).form("Record").fill(MC, "May attend").submit()
    assert "Now: said by the secretariat for the delegation." in page.text


def test_another_delegation_finds_nothing(week: World) -> None:
    assert member(week, "AGO").get(OWN).status_code == 404
    assert week.visitor().get(OWN).status_code == 404
    assert member(week).get("/meetings/sample-week/wishes/").status_code == 404


def test_before_the_meeting_is_listed_the_delegation_finds_nothing(world: World) -> None:
    with world.writing():
        make_meeting("hidden-week", now=world.now, listed=False)
        secret = secret_of("MOZ", now=world.now)
    assert member(world).get("/meetings/hidden-week/wishes/moz/").status_code == 404
    assert world.visitor().get(f"/my/{secret}/wishes/?meeting=hidden-week").status_code == 404
    assert officer(world).open("/meetings/hidden-week/wishes/moz/").status == 200


def test_a_meeting_without_sessions_asks_for_people_alone(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)
    page = member(world).open(OWN)
    assert "No sessions are recorded for this meeting." in page.text
    page.form("Record").fill(PEOPLE, "4").submit()
    assert stored(world).people == 4


def test_whoever_has_the_link_corrects_without_an_account(week: World) -> None:
    with week.writing():
        secret = secret_of("MOZ", now=week.now)
    page = week.visitor().open(f"/my/{secret}/wishes/?meeting=sample-week")
    page = page.form("Record").fill(PEOPLE, "2").fill(MC, "May attend").submit()

    assert page.status == 200
    assert "Now: said by the delegation, with its link." in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert stored(week).people == 2


def test_a_link_that_is_revoked_while_it_is_used_says_so_and_stores_nothing(week: World) -> None:
    with week.writing():
        link, secret = make_link("MOZ", now=week.now)
        number = link.id
    form = week.visitor().open(f"/my/{secret}/wishes/?meeting=sample-week").form("Record").fill(PEOPLE, "2")
    with week.writing():
        found = link_by_id("MOZ", number)
        assert found is not None
        revoke(found, now=week.now)

    page = form.submit()

    assert page.status == 410
    assert page.heading == "This link was revoked"
    assert "Mozambique" not in page.text
    assert stored(week) == Correction()


def test_a_link_that_has_leaked_cannot_fill_the_record(week: World) -> None:
    with week.writing():
        secret = secret_of("MOZ", now=week.now)
    visitor = week.visitor()
    address = f"/my/{secret}/wishes/?meeting=sample-week"
    for number in range(MOST_DEEDS_BY_LINK):
        assert visitor.open(address).form("Record").fill(PEOPLE, str(number + 1)).submit().status == 200
    page = visitor.open(address).form("Record").fill(PEOPLE, "99").submit()
    assert page.status == 429
    assert stored(week).people == MOST_DEEDS_BY_LINK


def test_the_list_tells_of_each_delegation_what_is_assumed_and_said(week: World) -> None:
    with week.writing():
        meeting = queries.listed_meeting("sample-week", week.now.date())
        assert meeting is not None
        said(meeting, "MOZ", people=2, committees={"sc_mc": 3}, now=week.now)
        said(meeting, "AFG", people=0, now=week.now)
    isu = officer(week)
    rows = {row[0]: row[1:] for row in isu.open("/meetings/sample-week/wishes/").rows()}
    assert rows["Mozambique"] == ["2", "1", "1", "3", "1 wish"]
    assert rows["Angola"] == ["1 (assumed)", "1", "0", "2", "No"]
    assert rows["Afghanistan"] == ["Does not come", "0", "0", "0", "No"]
    assert "Andorra" not in rows

    with week.writing():
        meeting = queries.listed_meeting("sample-week", week.now.date())
        assert meeting is not None
        session = sessions_by_uid(meeting.id)["mc-1"]
        sessions.cancel(session, reason="No quorum.", seen=session.version, actor=SECRETARIAT, now=week.now)
    rows = {row[0]: row[1:] for row in isu.open("/meetings/sample-week/wishes/").rows()}
    assert rows["Mozambique"] == ["2", "0", "0", "0", "1 wish"], "what is cancelled is in no figure on clashes either"

    only = isu.open("/meetings/sample-week/wishes/?show=corrected").rows()
    assert [row[0] for row in only] == ["Afghanistan", "Mozambique"]
    assert [row[0] for row in isu.open("/meetings/sample-week/wishes/?show=not_coming").rows()] == ["Afghanistan"]


@pytest.mark.parametrize("show", ["", "nothing", "all&show=one", "%00", "x" * 5000])
def test_a_filter_that_is_not_offered_is_no_error(week: World, show: str) -> None:
    assert officer(week).get(f"/meetings/sample-week/wishes/?show={show}").status_code in (200, 422)


@pytest.mark.parametrize("number", [3, 30])
def test_the_pages_take_the_same_number_of_statements_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for place in range(number):
            make_session(meeting, now=world.now, committee="sc_mc", title=f"Session {place}")
        secret = secret_of("MOZ", now=world.now)
    with world.counted_statements() as seen:
        assert world.visitor().get(f"/my/{secret}/wishes/?meeting=sample-week").status_code == 200
    assert len(seen) == 7
    isu = officer(world)
    with world.counted_statements() as seen:
        isu.open("/meetings/sample-week/wishes/")
    # Three of them tell who is signed in.
    assert len(seen) == 11
