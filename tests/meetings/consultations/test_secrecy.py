"""Who opens the pages of a consultation, and that nobody else learns anything of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.database import db
from meetings.consultations.answering import actions as answering
from meetings.offices.models import OfficeHolding
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.consultations import (
    asked,
    make_answer,
    make_sounding,
)
from tests.builders.delegations import state
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.meetings.consultations.pages import (
    LAST_DAY_OF_ALBANIA,
    NOTE,
    REASON,
    opening_page,
    site_of_state,
)
from tests.pages.site import Site
from tests.world import World

OFFICER_PAGES = [
    "/consultations/",
    "/consultations/new/",
    "/consultations/1/",
    "/consultations/1/history/",
    "/consultations/1/zmb/",
    "/consultations/1/zmb/answer/",
    "/consultations/1/remind/",
]

TO_OTHERS = [403, 403, 404, 404, 404, 404, 404]
"""That there are consultations is no secret; which, and anything in one, is for the President and the ISU alone."""


def test_the_president_has_the_pages_on_the_days_of_the_office_alone(opened: World) -> None:
    """Albania presides until the Eleventh Meeting of the States Parties opens on 27 November 2011."""
    president = site_of_state(opened, "ALB", acts=True)
    assert president.open("/consultations/1/").status == 200

    opened.clock.set(LAST_DAY_OF_ALBANIA)
    with opened.writing():
        number = make_delegate("ALB", now=opened.now, acts_in_office=True, name="Second of Albania").id
    president = opened.site_of(number)
    assert {president.get(page).status_code for page in OFFICER_PAGES} == {200}

    opened.clock.set(LAST_DAY_OF_ALBANIA + timedelta(days=1))
    assert [president.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_next_president_reads_it_until_the_term_has_begun_and_not_after(opened: World, officer: Site) -> None:
    """Cambodia presides from 27 November 2011 on; the term of 2012 begins on 2 December."""
    with opened.writing():
        make_sounding("ZMB", "undecided", now=opened.now, note=NOTE)
    opened.clock.set(datetime(2011, 12, 1, 22, 59, tzinfo=UTC))
    president = site_of_state(opened, "KHM", acts=True)
    assert NOTE in president.open("/consultations/1/zmb/").text

    opened.clock.set(datetime(2011, 12, 1, 23, tzinfo=UTC))
    assert [president.get(page).status_code for page in OFFICER_PAGES] == [200, 200, 404, 404, 404, 404, 404]
    assert "No consultation is on record." in president.open("/consultations/").text
    assert NOTE in officer.open("/consultations/1/zmb/").text


def test_a_president_of_another_committee_opens_nothing(opened: World) -> None:
    """No such office is recorded; one that stood in the record all the same would give no rights."""
    with opened.writing():
        held = OfficeHolding(
            committee=committee("sc_gs"),
            delegation=state("MOZ"),
            role="president",
            since=date(2011, 1, 1),
            until=date(2012, 1, 1),
            term="10MSP-11MSP",
            year=2011,
            source="Sample",
            confidence="low",
        )
        db.session.add(held)

    holder = site_of_state(opened, "MOZ", acts=True)
    assert [holder.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_president_s_people_who_do_not_act_in_office_see_nothing(opened: World) -> None:
    member = site_of_state(opened, "ALB")
    assert [member.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_president_opens_a_consultation_too(world: World) -> None:
    page = (
        opening_page(site_of_state(world, "ALB", acts=True))
        .form("Send the call")
        .fill("Deadline", "2011-09-15")
        .submit()
    )

    assert page.heading == "Consultation on the offices of 2012"


def test_nothing_of_a_consultation_is_told_to_anybody_else(opened: World, officer: Site) -> None:
    """Not to a co-chair, who reads the histories of its committee; not to the State's own people; not in public."""
    with opened.writing():
        make_answer("ZMB", "some", "sc_gs", now=opened.now, note=NOTE)
        make_sounding("ZMB", "undecided", now=opened.now, committee_key="sc_gs", note=NOTE)
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)
    assert NOTE in officer.open("/consultations/1/zmb/").text
    readers = [opened.visitor(), site_of_state(opened, "ZMB"), site_of_state(opened, "CAN", acts=True)]
    pages = [
        "/",
        "/changes/",
        "/changes/feed.atom",
        "/committees/sc_gs/",
        "/committees/",
        "/delegations/zmb/",
        "/delegations/",
        "/offices/",
        "/consultations/1/answer/",
    ]
    links = opened.visitor().open("/").links().values()

    for reader in readers:
        for page in {*pages, *(link for link in links if link.startswith("/"))}:
            text = reader.get(page).get_data(as_text=True)
            assert not [word for word in (NOTE, REASON, "undecided", "xcluded", "sounding") if word in text], page


def test_the_officer_s_own_pages_of_delegations_and_committees_do_not_tell_it_either(
    opened: World, officer: Site
) -> None:
    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    for page in ("/delegations/zmb/", "/committees/sc_gs/", "/changes/"):
        assert REASON not in officer.open(page).text


@pytest.mark.parametrize("key", ["NOR", None])
def test_another_s_answer_page_is_not_there(opened: World, key: str | None) -> None:
    """Each reads its own State's page alone; a visitor and an observer have none."""
    if key is None:
        assert opened.visitor().get("/consultations/1/answer/").status_code == 404
        with opened.writing():
            number = make_account("Sample observer", now=opened.now, role="observer").id
        assert opened.site_of(number).get("/consultations/1/answer/").status_code == 404
        return
    with opened.writing():
        make_answer("ZMB", now=opened.now)
    page = site_of_state(opened, key).open("/consultations/1/answer/")
    assert page.heading == "Answer of Norway on the offices of 2012"
    assert "The last answer of your State" not in page.text


def test_a_year_without_a_consultation_has_no_answer_page(opened: World) -> None:
    assert site_of_state(opened, "ZMB").get("/consultations/2/answer/").status_code == 404


def test_the_list_names_every_consultation(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/")

    assert page.rows("Consultations") == [
        ["2012 (11MSP-12MSP)", "15 September 2011", "Open", "20 June 2011, 07:00 ( UTC )"]
    ]
    opened.clock.set(datetime(2011, 9, 16, 9, tzinfo=UTC))
    assert officer.open("/consultations/").rows("Consultations")[0][2] == "Deadline passed"
