"""The pages on which the ISU keeps the offices of a committee, as an officer meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meetings.terms import queries
from meetings.terms.schemes import RoleFacts
from tests.builders.terms import make_office, make_scheme
from tests.meetings.terms.pages import (
    ENDS,
    IN_WORDS,
    LAST,
    OFFICES,
    newest_scheme,
    on_record,
    record,
)
from tests.pages.site import Site
from tests.world import World


def test_the_offices_of_a_committee_are_shown_for_today_and_the_next_term(officer: Site) -> None:
    page = officer.open("/committees/sc_mc/").follow("Keep the offices of this committee")

    assert page.heading == "Offices of Mine Clearance"
    assert "Term 10MSP-11MSP" in page.text
    assert "Co-Chairs Switzerland , Colombia Co-Rapporteurs Indonesia , Zambia" in page.text
    assert "In the next term Term 11MSP-12MSP" in page.text
    assert "Co-Chair: 2 seats (filled from Co-Rapporteur)" in page.text
    assert len(on_record(page)) == 49


def test_a_seat_of_a_term_to_come_is_not_filled_yet_and_not_unknown(world: World, officer: Site) -> None:
    world.clock.set(datetime(2013, 6, 3, 9, tzinfo=UTC))
    page = officer.open(OFFICES)

    assert "Term 13MSP-3RC 5 December 2013 to 27 June 2014 Co-Chairs 2 seats not filled yet" in page.text


def test_an_interim_chair_and_what_is_not_on_record_are_shown_as_such(officer: Site) -> None:
    page = officer.open(OFFICES)

    assert "Albania (ad interim), 1 seat vacant" in page.text


def test_an_officer_records_an_office_for_a_term(officer: Site) -> None:
    page = record(officer, "Norway", "Co-Chair")

    assert page.messages == ["The office is recorded."]
    assert on_record(page)[0] == "Norway | Co-Chair | 5 December 2013 to 27 June 2014 13MSP-3RC"
    assert "Sample officer recorded Norway as Co-Chair" in page.text


def test_an_officer_records_an_office_for_days_within_a_term(officer: Site) -> None:
    page = record(officer, "Norway", "Co-Chair", From="2014-02-03", Until="2014-03-03")

    assert "3 February 2014 to 3 March 2014" in on_record(page)[0]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(
            {},
            "Office – No seat is free on 5 December 2013 for Zambia: Resources, Cooperation and Assistance has 2 for "
            "the role Co-Chair, all held.",
            id="a third Co-Chair",
        ),
        pytest.param({"office": "Chair"}, "Office – The scheme of Resources, Cooperation and", id="not in the scheme"),
        pytest.param(
            {"From": "2014-05-01", "Until": "2014-04-01"},
            "Until – The office ends on 1 April 2014, which is not after 1 May 2014, its first day.",
            id="it ends before it begins",
        ),
        pytest.param(
            {"From": "2014-05-01", "Until": "2015-05-01"},
            "From – Choose days within 13MSP-3RC, from 5 December 2013 to 27 June 2014.",
            id="longer than the term",
        ),
        pytest.param(
            {"state": "United States of America"},
            "State – United States of America is not recorded as a State Party on 5 December 2013.",
            id="no State Party",
        ),
        pytest.param(
            {"state": "Norway"},
            "State – The State holds this office already, from 5 December 2013 to 27 June 2014.",
            id="the same State again",
        ),
        pytest.param(
            {"key": "sc_mc", "state": "Norway"},
            "The State may hold another office at the same time – Norway holds another office",
            id="another office",
        ),
        pytest.param(
            {"key": "sce_mc"},
            "Term – Mine Clearance does not exist on 5 December 2013.",
            id="a committee that is closed",
        ),
        pytest.param({"key": "cg_uni"}, "Term – It is not recorded which offices", id="no scheme"),
        pytest.param(
            {"Interim_chair": True}, "Interim chair – An interim chair is the President's State", id="no President"
        ),
        pytest.param({"Source": ""}, "Source – Fill in this field: it cannot stay empty.", id="no source"),
        pytest.param({"Source": "x" * 10_000}, "Source – Shorten this to 1000 characters", id="a long source"),
        pytest.param({"Source": "a\u202eb"}, "Source – Remove the hidden characters", id="a direction override"),
        pytest.param({"From": "2014-02-30"}, "From – ", id="no day"),
    ],
)
def test_what_stands_in_the_way_of_an_office_is_said_beside_its_field(
    officer: Site, said: dict[str, Any], error: str
) -> None:
    record(officer, "Norway", "Co-Chair")
    record(officer, "Peru", "Co-Chair")
    page = record(officer, **{"state": "Zambia", "office": "Co-Chair", **said})

    assert page.status == 422
    assert [one for one in page.errors if one.startswith(error)], page.errors
    assert len([line for line in on_record(officer.open(OFFICES)) if LAST in line]) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("delegation", "999999", id="an unknown State"),
        pytest.param("delegation", "Norway", id="no number"),
        pytest.param("role", "king", id="an unknown office"),
        pytest.param("term", "99MSP-100MSP", id="an unknown term"),
        pytest.param("confidence", "sure", id="an unknown confidence"),
    ],
)
def test_what_the_lists_do_not_offer_is_refused(officer: Site, name: str, value: str) -> None:
    form = officer.open(OFFICES + "record/").form("Record the office")
    form.fill("State", "Norway").fill("Office", "Co-Chair").fill("Term", IN_WORDS).fill("Source", "Sample")
    page = form.set_raw(name, value).submit()

    assert page.status == 422
    assert any("Choose one that the list offers." in error for error in page.errors)


def test_organizations_are_not_offered(officer: Site) -> None:
    form = officer.open("/people/organizations/new/").form("Record the organization")
    form.fill("Short form", "SAMPLE").fill("Name in English", "Sample Organization").submit()
    page = officer.open(OFFICES + "record/")

    assert "Sample Organization" not in page.text


def test_a_holder_is_replaced_and_then_nobody_follows(officer: Site) -> None:
    record(officer, "Norway", "Co-Chair")
    form = officer.open(OFFICES).follow("Replace Norway, Co-Chair, 13MSP-3RC").form("Record the change")
    form.fill("Day of the change", "2014-02-03").fill("Reason", "A change of posts.").fill("State that follows", "Peru")
    page = form.submit()

    assert page.messages == ["The change is recorded."]
    assert on_record(page)[0].startswith("Peru | Co-Chair | 3 February 2014 to 27 June 2014")
    assert on_record(page)[1].startswith("Norway Left early | Co-Chair | 5 December 2013 to 3 February 2014")
    assert "Would have ended on 27 June 2014 : A change of posts." in on_record(page)[1]

    form = page.follow("Replace Peru, Co-Chair, 13MSP-3RC").form("Record the change")
    page = form.fill("Day of the change", "2014-03-03").fill("Reason", "Left.").submit()
    assert page.messages == ["The change is recorded, and the seat is vacant."]


@pytest.mark.parametrize(
    ("day", "because", "error"),
    [
        pytest.param(
            "2013-12-05", "x", "Day of the change – Choose a day after 5 December 2013 and before", id="too early"
        ),
        pytest.param(
            "2020-01-01", "x", "Day of the change – Choose a day after 5 December 2013 and before", id="too late"
        ),
        pytest.param("2014-02-03", "", "Reason – Fill in this field: it cannot stay empty.", id="no reason"),
    ],
)
def test_a_change_needs_a_day_in_the_term_and_a_reason(officer: Site, day: str, because: str, error: str) -> None:
    record(officer, "Norway", "Co-Chair")
    form = officer.open(OFFICES).follow("Replace Norway, Co-Chair, 13MSP-3RC").form("Record the change")
    page = form.fill("Day of the change", day).fill("Reason", because).submit()

    assert page.status == 422
    assert page.errors[0].startswith(error)


def test_the_second_of_two_officers_is_shown_both_versions(officer: Site) -> None:
    record(officer, "Norway", "Co-Chair")
    replacing = officer.open(OFFICES).follow("Replace Norway, Co-Chair, 13MSP-3RC").form("Record the change")
    replacing.fill("Day of the change", "2014-02-03").fill("Reason", "First.")
    late = officer.open(OFFICES).follow("Replace Norway, Co-Chair, 13MSP-3RC").form("Record the change")
    late.fill("Day of the change", "2014-03-03").fill("Reason", "Second.")
    replacing.submit()
    page = late.submit()

    assert page.status == 409
    assert page.rows("Both versions")[1][1:] == ["First.", "Second."]


def test_a_mistaken_row_is_revoked_and_stays_with_its_reason(officer: Site) -> None:
    record(officer, "Norway", "Co-Chair")
    form = officer.open(OFFICES).follow("Revoke Norway, Co-Chair, 13MSP-3RC").form("Revoke the office")
    page = form.fill("Reason", "It was Peru.").submit()

    assert on_record(page)[0].startswith("Norway Revoked | Co-Chair")
    assert "Revoked: It was Peru." in on_record(page)[0]
    assert record(officer, "Norway", "Co-Chair").status == 200


def test_revoking_asks_for_a_reason_and_one_office_is_revoked_once(officer: Site) -> None:
    record(officer, "Norway", "Co-Chair")
    form = officer.open(OFFICES).follow("Revoke Norway, Co-Chair, 13MSP-3RC").form("Revoke the office")
    assert form.submit().errors == ["Reason – Fill in this field: it cannot stay empty."]
    form.fill("Reason", "It was Peru.").submit()
    page = form.submit()

    assert page.status == 409
    page = page.form("Revoke the office").submit()
    assert page.errors == ["This was revoked already."]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/committees/nothing/offices/", id="an unknown committee"),
        pytest.param("/committees/sc_rca/offices/999999/replace/", id="an unknown office"),
        pytest.param("/committees/sc_rca/offices/1/revoke/", id="an office of another committee"),
        pytest.param("/committees/sc_rca/offices/schemes/999999/end/", id="an unknown scheme"),
        pytest.param("/committees/sc_rca/offices/schemes/1/revoke/", id="a scheme of another committee"),
        pytest.param("/committees/sc_rca/offices/schemes/99999999999999/revoke/", id="a number beyond all"),
    ],
)
def test_what_is_not_there_is_not_found(officer: Site, address: str) -> None:
    officer.open(address, status=404)


def test_many_offices_take_no_more_statements_than_few(world: World, officer: Site) -> None:
    def statements() -> int:
        with world.counted_statements() as seen:
            officer.open("/committees/c_va/offices/")
        return len(seen)

    with world.writing():
        make_scheme("c_cc", RoleFacts("member", 20), since=date(2015, 1, 1), now=world.now)
    few = statements()
    with world.writing():
        scheme = queries.scheme("c_va", newest_scheme("c_va"))
        assert scheme is not None
        scheme.roles[1].seats = 20
        for state in STATES:
            make_office("c_va", state, "member", in_term=LAST, now=world.now, since=ENDS, until=date(2015, 1, 1))
    assert statements() == few <= 8


STATES = ("ALB", "ZMB", "NOR", "PER", "BEL", "CHE", "COL", "THA", "KHM", "MOZ", "JPN", "FRA", "DEU", "ITA", "ESP")
