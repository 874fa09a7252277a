"""Follow-ups as people meet them: those in office all of them, a delegation its own, and nobody else any."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.builders.accounts import make_account
from tests.builders.followups import make_follow_up, stored
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Site
from tests.world import World

LIST = "/committees/sc_rca/follow-ups/"
AFTERWARDS = datetime(2011, 12, 5, 9, tzinfo=UTC)
HIDDEN = "Send\x00 it \u202egnorw"


def _site(world: World, key: str, *, acts: bool = True) -> Site:
    with world.writing():
        number = make_delegate(key, now=world.now, acts_in_office=acts, name=f"Sample {key} {acts}").id
    return world.site_of(number)


@pytest.fixture
def chair(world: World) -> Site:
    """The site as the person sees it who acts for Albania, in the chair until December 2012."""
    return _site(world, "ALB")


def test_the_chair_records_changes_closes_and_reopens(world: World, chair: Site) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now, committee="sc_rca", title="Sample session")
    form = chair.open(LIST).follow("Record a follow-up").form("Record the follow-up")
    form.fill("Task", "Send the sample figures.").fill("Owner", "Zambia").fill("Due on", "2011-06-01")
    page = form.fill("Session", "Sample session, 24 June 2011").submit()
    assert page.messages == ["The follow-up is recorded."]
    assert page.rows("Open follow-ups") == [
        ["Send the sample figures. Sample session", "Zambia", "1 June 2011", "Overdue"]
    ]
    page = page.follow("Send the sample figures.").follow("Change it")
    assert page.value_of("Owner") == "Zambia"
    page = page.form("Save the follow-up").fill("Owner", "Implementation Support Unit").fill("Due on", "").submit()
    assert "No day was set" in page.text
    page = page.follow("Close it").form("Close the follow-up").fill("What became of it", "They came.").submit()
    assert "Closed They came." in page.text
    assert not page.has_link("Change it")
    page = page.follow("Reopen it").form("Reopen the follow-up").submit()
    assert page.messages == ["The follow-up is open again."]
    assert "which had been closed with the words: They came." in page.text


def test_a_delegation_sees_its_own_and_no_other(world: World) -> None:
    with world.writing():
        own = make_follow_up("Ours.", now=world.now).id
        other = make_follow_up("Norway's.", now=world.now, owner="NOR").id
    member = _site(world, "ZMB", acts=False)
    page = member.open(LIST)
    assert [row[0] for row in page.rows("Open follow-ups")] == ["Ours."]
    assert not page.has_link("Record a follow-up")
    page = page.follow("Ours.")
    assert not page.has_link("Close it")
    assert "recorded a follow-up" not in page.text
    member.open(f"{LIST}{own}/close/", status=403)
    member.open(f"{LIST}{other}/", status=404)
    member.open(f"{LIST}{other}/change/", status=404)
    assert member.open("/committees/sc_rca/").follow("Follow-ups of your delegation").path == LIST


def test_the_public_and_other_delegations_see_nothing(world: World) -> None:
    with world.writing():
        number = make_follow_up("A private task.", now=world.now).id
    visitor, other = world.visitor(), _site(world, "NOR")
    visitor.open(LIST, status=403)
    visitor.open(f"{LIST}{number}/", status=404)
    assert "No follow-up is open." in other.open(LIST).text
    for address in ("/committees/sc_rca/", "/changes/"):
        assert "A private task." not in other.open(address).text
        assert "ollow-up" not in visitor.open(address).text


def test_the_right_ends_with_the_office(world: World) -> None:
    with world.writing():
        number = make_follow_up(now=world.now, owner="NOR", key="sc_gs").id
    outgoing = _site(world, "CAN")
    address = f"/committees/sc_gs/follow-ups/{number}/"
    outgoing.open(f"{address}close/")
    world.clock.set(AFTERWARDS)
    outgoing.open(f"{address}close/", status=404)
    outgoing.open(address, status=404)


def test_two_who_change_at_once_lose_nothing(world: World, chair: Site) -> None:
    with world.writing():
        number = make_follow_up(now=world.now).id
    stale = chair.open(f"{LIST}{number}/change/").form("Save the follow-up").fill("Task", "Mine.")
    chair.open(f"{LIST}{number}/change/").form("Save the follow-up").fill("Task", "Theirs.").submit()
    lost = stale.submit()
    assert lost.status == 409
    assert ["Task differs", "Theirs.", "Mine."] in lost.rows("Both versions")
    assert lost.form("Save the follow-up").submit().status == 200
    with world.reading():
        assert stored(number).task == "Mine."


def test_two_who_close_at_once_close_it_once(world: World, chair: Site) -> None:
    with world.writing():
        number = make_follow_up(now=world.now).id
    stale = chair.open(f"{LIST}{number}/close/").form("Close the follow-up").fill("What became of it", "Mine.")
    chair.open(f"{LIST}{number}/close/").form("Close the follow-up").fill("What became of it", "Theirs.").submit()
    lost = stale.submit()
    assert lost.status == 409
    assert lost.form("Close the follow-up").submit().errors == ["This follow-up is closed. Reopen it first."]
    with world.reading():
        assert stored(number).closed_note == "Theirs."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("task", "", id="nothing"),
        pytest.param("task", "x" * 2001, id="too long"),
        pytest.param("task", HIDDEN, id="hidden characters"),
        pytest.param("owner", "999999", id="an owner that there is not"),
        pytest.param("owner", "-1", id="an owner below none"),
        pytest.param("owner", "9" * 40, id="an owner beyond all numbers"),
        pytest.param("owner", "Zambia'--", id="an owner in words"),
        pytest.param("session", "999999", id="a session that there is not"),
        pytest.param("due", "2011-02-30", id="a day that there is not"),
        pytest.param("due", "9999-12-31", id="a day beyond all plans"),
    ],
)
def test_what_is_sent_wrong_is_told_beside_its_field_and_not_stored(
    world: World, chair: Site, field: str, value: str
) -> None:
    form = chair.open(f"{LIST}new/").form("Record the follow-up").fill("Owner", "Zambia")
    page = form.fill("Task", "Send the sample figures.").set_raw(field, value).submit()
    assert page.status == 422
    assert len(page.errors) == 1
    assert "No follow-up is open." in chair.open(LIST).text


def test_what_looks_like_html_is_shown_as_it_was_typed(world: World, chair: Site) -> None:
    task = "<script>alert(1)</script> & “so on”"
    with world.writing():
        number = make_follow_up(task, now=world.now).id
    assert task in chair.open(f"{LIST}{number}/").text


def test_a_part_of_the_list_that_there_is_not_is_not_found(chair: Site) -> None:
    chair.open(f"{LIST}?page=2", status=404)
    chair.open(f"{LIST}?page=x", status=404)


@pytest.mark.parametrize("many", [3, 30])
def test_the_pages_cost_few_statements_whatever_the_length(world: World, many: int) -> None:
    with world.writing():
        officer = make_account("Sample officer", now=world.now, role="isu").id
        for number in range(many):
            make_follow_up(f"Task {number}", now=world.now, owner=("ZMB", "NOR", "KHM")[number % 3])
        last = make_follow_up(now=world.now, due=date(2011, 6, 1)).id
    site = world.site_of(officer)
    for address in (LIST, f"{LIST}{last}/", f"{LIST}{last}/change/"):
        with world.counted_statements() as seen:
            site.open(address)
        assert len(seen) <= 8, address
