"""The pages on which the ISU says how the offices of a committee are shared out, as an officer meets them."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.terms import queries
from tests.builders.offices import committee
from tests.meetings.terms.pages import (
    CLOSING_13,
    OFFICES,
    on_record,
    record,
    scheme_form,
    set_scheme,
)
from tests.pages.site import Site
from tests.world import World


def test_a_single_chair(officer: Site) -> None:
    page = set_scheme(officer, CLOSING_13, {"role": "Chair", "seats": "1"})
    assert page.messages == ["The scheme is set."]
    assert (page.text.count("Recorded: By hand"), page.text.count("Recorded: Reference table")) == (1, 2)
    record(officer, "Norway", "Chair")
    page = record(officer, "Peru", "Chair")

    assert page.errors == [
        "Office – No seat is free on 5 December 2013 for Peru: Resources, Cooperation and Assistance has 1 for the "
        "role Chair, all held."
    ]


def test_a_committee_without_rapporteurs(officer: Site) -> None:
    set_scheme(officer, CLOSING_13, {"role": "Co-Chair", "seats": "2"})
    record(officer, "Norway", "Co-Chair")
    page = record(officer, "Peru", "Co-Rapporteur")

    assert page.errors == [
        "Office – The scheme of Resources, Cooperation and Assistance has no Co-Rapporteur on 5 December 2013."
    ]


def test_four_members_one_of_them_in_the_chair(officer: Site) -> None:
    # Two formal meetings more, so that members who serve two terms can be recorded.
    for number, last in (("14MSP", "2015-12-04"), ("15MSP", "2016-12-01")):
        form = officer.open("/meetings/new/").form("Set up the meeting")
        form.fill("Name", f"Sample {number}").fill("Kind", "Meeting of the States Parties").fill("Short name", number)
        form.fill("First day", last).fill("Last day", last).submit()
    first = "3RC-14MSP (27 June 2014 to 4 December 2015)"
    second = "14MSP-15MSP (4 December 2015 to 1 December 2016)"
    address = {"key": "c_eca"}
    set_scheme(
        officer,
        "Closing day of 14MSP, 4 December 2015",
        {"role": "Chair", "seats": "1", "follows": "Member"},
        {"role": "Member", "seats": "3", "terms": "2", "staggered": True},
        **address,
    )
    record(officer, "Indonesia", "Chair", first, **address)
    for state in ("Colombia", "Mexico"):
        record(officer, state, "Member", first, **address)
    record(officer, "Switzerland", "Member", first, **address, Until="2015-12-04")
    page = record(officer, "Norway", "Member", first, **address)
    assert page.errors[0].startswith(
        "Office – No seat is free on 27 June 2014 for Norway: Enhancement of Cooperation and Assistance has 3"
    )
    record(officer, "Norway", "Member", second, **address)
    page = record(officer, "Colombia", "Chair", second, **address)
    assert page.status == 422
    page = officer.open("/committees/c_eca/offices/")

    assert [line.split(" 3RC")[0].split(" 14MSP")[0] for line in on_record(page)] == [
        "Norway | Member | 4 December 2015 to 1 December 2016",
        "Colombia | Member | 27 June 2014 to 1 December 2016",
        "Mexico | Member | 27 June 2014 to 1 December 2016",
        "Indonesia | Chair | 27 June 2014 to 4 December 2015",
        "Switzerland | Member | 27 June 2014 to 4 December 2015",
    ]


def test_overlapping_pairs_of_two_years(world: World, officer: Site) -> None:
    # Coordinators of the sister convention: two seats, two terms each, one pair of hands changing every year.
    twelve, thirteen = (
        "11MSP-12MSP (2 December 2011 to 7 December 2012)",
        "12MSP-13MSP (7 December 2012 to 5 December 2013)",
    )
    row = {"role": "Coordinator", "seats": "2", "terms": "2", "staggered": True}
    address = {"key": "cg_uni"}
    page = set_scheme(officer, "Closing day of 11MSP, 2 December 2011", row, **address)
    assert "Coordinator: 2 seats (for 2 terms, staggered)" in page.text
    record(officer, "Belgium", "Coordinator", twelve, **address)
    record(officer, "Kenya", "Coordinator", twelve, **address, Until="2012-12-07")
    record(officer, "Peru", "Coordinator", thirteen, **address)
    page = record(officer, "Mozambique", "Coordinator", thirteen, **address)
    assert page.errors[0].startswith("Office – No seat is free on 7 December 2012 for ")

    with world.reading():
        held = queries.standing_in(committee("cg_uni").id)
        assert [(one.delegation.key, one.since.year, one.until.year) for one in held] == [
            ("BEL", 2011, 2013),
            ("KEN", 2011, 2012),
            ("PER", 2012, 2014),
        ]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param({"role": "Chair", "seats": "0"}, "Seats of role 1 – Write a number from 1 to 20.", id="0 seats"),
        pytest.param({"role": "Chair", "seats": "-1"}, "Seats of role 1 – Write a number from 1 to 20.", id="-1"),
        pytest.param({"role": "Chair", "seats": "10000"}, "Seats of role 1 – Write a number from 1", id="10,000 seats"),
        pytest.param({"role": "Chair", "seats": "9" * 40}, "Seats of role 1 – ", id="a number beyond all"),
        pytest.param(
            {"role": "Chair", "seats": "two"}, "Seats of role 1 – Write a whole number in digits.", id="words"
        ),
        pytest.param({"role": "Chair"}, "Seats of role 1 – Write how many seats this role has.", id="no number"),
        pytest.param({"seats": "2"}, "Role 1 – Choose a role for this row, or leave all of it empty.", id="no role"),
        pytest.param({}, "Role 1 – Give at least one role.", id="nothing"),
        pytest.param({"role": "Chair", "seats": "1", "terms": "9"}, "Terms served in role 1 – Write", id="nine terms"),
        pytest.param(
            {"role": "Chair", "seats": "1", "staggered": True}, "Role 1 is staggered – Chair cannot", id="staggered"
        ),
        pytest.param(
            {"role": "Chair", "seats": "1", "follows": "Chair"},
            "Role 1 is filled from – Chair would follow upon itself.",
            id="a circle",
        ),
        pytest.param(
            {"role": "Co-Chair", "seats": "2", "follows": "Co-Rapporteur"},
            "Role 1 is filled from – Co-Chair would be filled from Co-Rapporteur, which is a role neither in this "
            "scheme nor in the one before.",
            id="filled from a role that there is not",
        ),
    ],
)
def test_what_makes_no_scheme_is_said_and_nothing_is_stored(officer: Site, row: dict[str, Any], error: str) -> None:
    page = set_scheme(officer, CLOSING_13, row)

    assert page.status == 422
    assert page.errors[0].startswith(error)
    assert "5 December 2013 to 27 June 2014" not in officer.open(OFFICES).text


def test_the_second_of_two_officers_who_set_a_scheme_is_shown_both(officer: Site) -> None:
    late = scheme_form(officer, CLOSING_13, {"role": "Co-Chair", "seats": "2"})
    set_scheme(officer, CLOSING_13, {"role": "Chair", "seats": "1"})
    page = late.submit()

    assert page.status == 409
    both = {row[0]: row[1:] for row in page.rows("Both versions")}
    assert both["Role 1 differs"] == ["Chair", "Co-Chair"]


def test_a_scheme_is_revoked_and_the_one_before_holds_on(officer: Site) -> None:
    page = set_scheme(officer, CLOSING_13, {"role": "Chair", "seats": "1"})
    page = page.follow("Revoke this scheme").form("Revoke the scheme").fill("Reason", "Mistaken.").submit()

    assert page.messages == ["The scheme is revoked. It is kept with the reason, and counts for nothing."]
    assert "Revoked: Mistaken." in page.text
    assert "2 December 2011 to 27 June 2014" in page.text


def test_a_scheme_is_ended_unless_somebody_holds_an_office_then(officer: Site) -> None:
    record(officer, "Norway", "Co-Chair")
    form = officer.open(OFFICES).follow("End this scheme").form("End the scheme")
    page = form.fill("From when on", CLOSING_13).submit()
    assert page.errors == [
        "From when on – Norway is on record as Co-Chair from 5 December 2013 to 27 June 2014, "
        "for which there would be no seat."
    ]
    form = officer.open(OFFICES).follow("Revoke Norway, Co-Chair, 13MSP-3RC").form("Revoke the office")
    form.fill("Reason", "Mistaken.").submit()
    form = officer.open(OFFICES).follow("End this scheme").form("End the scheme")
    page = form.fill("From when on", CLOSING_13).submit()

    assert page.messages == ["The end of the scheme is recorded."]
