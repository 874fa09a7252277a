"""The page on which the focal point of a delegation and the ISU give and revoke its links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from foundation.database import db
from meetings.people import actions as people
from meetings.people.queries import members_now
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.outbox import mails
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting
from tests.pages.site import Site
from tests.world import World

LINKS = "/delegations/moz/links/"
WHO = "Who will have the link"
ADDRESS = "Mail address of that person"
MAILED = "Mail it to everybody who belongs to the delegation"


@pytest.fixture
def focal_point(world: World) -> Site:
    """The site as the focal point of Mozambique sees it."""
    with world.writing():
        account = make_delegate("MOZ", now=world.now - timedelta(hours=1))
        db.session.flush()
        people.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
        number = account.id
    return world.site_of(number)


def address_on(page: Any) -> str:
    """The path of the link that the page shows."""
    word = next(word for word in page.text.split() if "/my/" in word)
    return str(word).removeprefix("https://meetings.example.org")


def test_a_link_is_shown_once_and_opens_the_delegations_day(world: World, focal_point: Site) -> None:
    with world.writing():
        make_meeting(now=world.now)
    page = focal_point.open(LINKS)
    assert "This delegation has no link yet." in page.text

    page = page.form("Give a link").fill(WHO, "Sample ministry").submit()

    address = address_on(page)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert world.visitor().open(f"{address}?meeting=sample-week").heading == "My day: Mozambique"
    again = focal_point.open(LINKS)
    assert address not in again.response.get_data(as_text=True)
    ((who, given, now),) = again.rows("Links given so far")
    assert who == "Sample ministry"
    assert given.endswith("Sample MOZ")
    assert now.startswith("In force")


def test_a_revoked_link_opens_nothing_and_says_so(world: World, focal_point: Site) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "Lost phone").submit()
    address = address_on(page)

    page = page.follow("Revoke the link of Lost phone").form("Revoke the link").submit()

    assert page.messages == ["The link is revoked: it opens nothing any longer."]
    assert page.rows("Links given so far")[0][2].startswith("Revoked")
    for path in (address, f"{address}wishes/"):
        told = world.visitor().open(path, status=410)
        assert told.heading == "This link was revoked"
        assert "Mozambique" not in told.text


def test_it_is_mailed_where_that_is_wished(world: World, focal_point: Site) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "All of us").fill(MAILED, True).submit()
    assert "It is on its way by mail to 1 address." in page.text
    ((receiver, subject, text),) = mails(world)
    assert (receiver, subject) == ("sample.moz@example.org", "Mozambique: your delegation’s own page")
    assert address_on(page) in text


def test_it_is_mailed_to_whoever_is_to_have_it_in_the_language_of_that_person(world: World, focal_point: Site) -> None:
    form = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample expert")
    page = form.fill(ADDRESS, "Sample.Expert@example.org").fill("Language of these mails", "Français").submit()

    ((receiver, subject, text),) = mails(world)
    assert receiver == "sample.expert@example.org"
    assert "It is on its way by mail to 1 address." in page.text
    assert subject.startswith("Mozambique")
    assert address_on(page) in text
    assert page.rows("Links given so far")[0][0] == "Sample expert sample.expert@example.org"


def test_reloading_the_answer_shows_the_same_link_and_neither_gives_nor_mails_another(
    world: World, focal_point: Site
) -> None:
    form = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample expert").fill(ADDRESS, "expert@example.org")
    first, again = form.submit(), form.submit()

    assert address_on(again) == address_on(first)
    assert "It is on its way by mail to 1 address." in again.text
    assert len(again.rows("Links given so far")) == 1
    assert len(mails(world)) == 1

    another = again.form("Give a link").fill(WHO, "Sample expert").fill(ADDRESS, "expert@example.org").submit()
    assert address_on(another) != address_on(first)
    assert len(another.rows("Links given so far")) == 2


def test_reloading_the_answer_after_the_link_was_revoked_gives_none(world: World, focal_point: Site) -> None:
    form = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample expert")
    form.submit().follow("Revoke the link of Sample expert").form("Revoke the link").submit()

    page = form.submit()

    assert page.status == 422
    assert "This link was revoked before" in page.text
    assert "/my/" not in page.text


@pytest.mark.parametrize("sent", ["", "x", "x" * 44, "é" * 43, "a" * 42 + "\n"])
def test_a_form_that_was_damaged_on_its_way_gives_nothing(world: World, focal_point: Site, sent: str) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample expert").set_raw("once", sent).submit()

    assert page.status == 422
    assert "This page was damaged on its way." in page.text
    assert "/my/" not in page.text


@pytest.mark.parametrize("typed", ["nobody", "a@b@example.org", "a\r\nBcc: b@example.org", "x" * 300 + "@example.org"])
def test_what_is_no_mail_address_is_refused_and_nothing_is_given(world: World, focal_point: Site, typed: str) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample expert").fill(ADDRESS, typed).submit()

    assert page.status == 422
    assert "Sample expert" in page.response.get_data(as_text=True)
    assert "/my/" not in page.text
    assert mails(world) == []


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Fill in this field: it cannot stay empty."),
        ("\u200b", "Fill in this field: it cannot stay empty."),
        ("x" * 121, "Shorten this to 120 characters"),
        ("a\u202eb", "Remove the hidden characters"),
    ],
)
def test_a_note_that_cannot_be_is_refused(focal_point: Site, typed: str, error: str) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, typed).submit()
    assert page.status == 422
    assert any(error in line for line in page.errors)
    assert "/my/" not in page.text


def test_a_note_in_html_stays_text(focal_point: Site) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "<script>x</script>").submit()
    assert page.rows("Links given so far")[0][0] == "<script>x</script>"


def test_only_the_focal_point_and_the_isu_see_the_links(world: World, focal_point: Site) -> None:
    page = focal_point.open(LINKS).form("Give a link").fill(WHO, "Sample ministry").submit()
    revoking = page.links()["Revoke the link of Sample ministry"]
    with world.writing():
        isu = make_account("Sample ISU", now=world.now, role="isu").id
        others = [make_delegate("MOZ", now=world.now, name="Second").id, make_delegate("AGO", now=world.now).id]
    for other in [world.visitor(), *map(world.site_of, others)]:
        assert other.get(LINKS).status_code == 404
        assert other.get(revoking).status_code == 404
    assert world.site_of(isu).open(revoking).status == 200
    assert world.site_of(isu).get(revoking.replace("/moz/", "/ago/")).status_code == 404


def test_a_focal_point_whose_delegation_ended_has_no_way_in(world: World, focal_point: Site) -> None:
    with world.writing():
        row = members_now([state("MOZ").id], world.now)[state("MOZ").id][0]
        people.leave(row.account, actor=SECRETARIAT, now=world.now)
    world.clock.set(world.now + timedelta(minutes=1))
    assert focal_point.get(LINKS).status_code == 404
