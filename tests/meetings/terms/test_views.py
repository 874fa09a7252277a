"""The pages on which the ISU keeps the offices of a committee, as an officer meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meetings.terms import queries
from meetings.terms.schemes import RoleFacts
from tests.builders.accounts import make_account
from tests.builders.offices import committee
from tests.builders.terms import make_office, make_scheme
from tests.pages.site import FilledForm, Page, Site
from tests.world import World

LAST = "13MSP-3RC"
IN_WORDS = f"{LAST} (5 December 2013 to 27 June 2014)"
BEGINS, ENDS = date(2013, 12, 5), date(2014, 6, 27)
CLOSING_13 = "Closing day of 13MSP, 5 December 2013"
CLOSING_3RC = "Closing day of 3RC, 27 June 2014"
OFFICES = "/committees/sc_rca/offices/"


@pytest.fixture
def officer(world: World) -> Site:
    """The site as an ISU officer sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def record(site: Site, state: str, office: str, term: str = IN_WORDS, key: str = "sc_rca", **said: Any) -> Page:
    """Record an office by hand; `said` are further fields by their labels, with underscores."""
    form = site.open(f"/committees/{key}/offices/record/").form("Record the office")
    form.fill("State", state).fill("Office", office).fill("Term", term).fill("Source", "Final report")
    for label, value in said.items():
        form.fill(label.replace("_", " "), value)
    return form.submit()


def scheme_form(site: Site, since: str, *rows: dict[str, Any], key: str = "sc_rca") -> FilledForm:
    """The form for a scheme with these rows filled, and all others empty."""
    form = site.open(f"/committees/{key}/offices/schemes/new/").form("Set the scheme")
    form.fill("From when on", since).fill("Source", "Final report")
    for number in range(1, 6):
        row = rows[number - 1] if number <= len(rows) else {}
        form.fill(f"Role {number}", row.get("role", "None"))
        form.fill(f"Seats of role {number}", row.get("seats", ""))
        form.fill(f"Terms served in role {number}", row.get("terms", ""))
        form.fill(f"Role {number} is staggered", row.get("staggered", False))
        form.fill(f"Role {number} is filled from", row.get("follows", "No other role"))
    return form


def set_scheme(site: Site, since: str, *rows: dict[str, Any], key: str = "sc_rca") -> Page:
    """Set a scheme of these rows."""
    return scheme_form(site, since, *rows, key=key).submit()


def on_record(page: Page) -> list[str]:
    """Who is on record, newest first: State, office and days, as one line each."""
    return [" | ".join(row[:3]) for row in page.rows("Offices of this committee")]


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
        scheme = queries.scheme("c_va", _newest_scheme("c_va"))
        assert scheme is not None
        scheme.roles[1].seats = 20
        for state in STATES:
            make_office("c_va", state, "member", in_term=LAST, now=world.now, since=ENDS, until=date(2015, 1, 1))
    assert statements() == few <= 8


STATES = ("ALB", "ZMB", "NOR", "PER", "BEL", "CHE", "COL", "THA", "KHM", "MOZ", "JPN", "FRA", "DEU", "ITA", "ESP")


def _newest_scheme(key: str) -> int:
    return queries.schemes_of(committee(key).id)[-1].id
