"""Pages about delegations, as people meet them."""

from __future__ import annotations

import pytest

from foundation import audit
from meetings.delegations import actions
from meetings.delegations.queries import stored_facts
from tests.builders.accounts import make_account
from tests.builders.delegations import make_organization, state
from tests.pages.site import Site
from tests.reference import changed
from tests.world import World


def test_everybody_finds_a_state_in_the_list_and_reads_its_page(world: World) -> None:
    page = world.visitor().open("/delegations/").follow("Zambia")

    assert page.heading == "Zambia"
    assert "On 20 June 2011 the Convention was in force for this State." in page.text
    assert page.rows("Offices on record")[0][:3] == [
        "Standing Committee on Mine Clearance",
        "Co-Chair",
        "2 December 2011 to 7 December 2012",
    ]
    assert ["Français", "Zambie", "The only one on record"] in page.rows("Names in six languages")


def test_names_stand_in_the_readers_language(world: World) -> None:
    page = world.visitor("fr").open("/delegations/").follow("Zambie")

    assert page.heading == "Zambie"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        pytest.param("/delegations/swz/?on=2011-06-24", "Swaziland", id="the name of 2011"),
        pytest.param("/delegations/swz/?on=2025-06-01", "Eswatini", id="the name of today"),
    ],
)
def test_a_renamed_state_has_the_name_of_the_day_asked_for(world: World, address: str, heading: str) -> None:
    assert world.visitor().open(address).heading == heading


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        pytest.param("/delegations/zmb/?on=2001-07-31", "was not in force for this State", id="the day before"),
        pytest.param("/delegations/zmb/?on=2001-08-01", "was in force for this State", id="the first day"),
        pytest.param("/delegations/chn/?on=2010-11-29", "was not in force for this State", id="not a party in 2010"),
        pytest.param(
            "/delegations/chn/?on=2012-01-01", "is not known: the record is of 29 November 2010", id="unknown"
        ),
    ],
)
def test_standing_on_a_day_is_told_or_said_to_be_unknown(world: World, address: str, sentence: str) -> None:
    assert sentence in world.visitor().open(address).text


def test_the_form_asks_for_another_day(world: World) -> None:
    page = world.visitor().open("/delegations/swz/").form("Show").fill("As of", "2025-06-01").submit()

    assert page.heading == "Eswatini"


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2011-02-30", "0000-00-00", "9999-12-31", "\x00", "‮2011-06-24", "<b>"]
)
def test_a_day_that_cannot_be_gets_the_page_with_the_error_beside_the_field(world: World, day: str) -> None:
    page = world.visitor().open("/delegations/zmb/").form("Show").fill("As of", day).submit()

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.heading == "Zambia"


@pytest.mark.parametrize("key", ["xxx", "ZMB", "zm b", "%00", "z" * 500, "..", "1;drop"])
def test_an_address_that_nobody_has_is_not_found(world: World, key: str) -> None:
    world.visitor().open(f"/delegations/{key}/", status=404)


def test_an_organization_has_a_page_without_standing_or_offices(world: World) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now, en="Sample Red Cross")

    page = world.visitor().open("/delegations/").follow("Sample Red Cross")

    assert "An organization." in page.text
    assert "No office of this delegation is on record." in page.text


@pytest.mark.parametrize("address", ["/delegations/", "/delegations/can/"])
def test_pages_cost_few_statements_and_little_on_the_wire(world: World, address: str) -> None:
    site = world.visitor()
    with world.counted_statements() as seen:
        answer = site.get(address, **{"Accept-Encoding": "gzip"})

    assert len(seen) <= 8
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 12_000


def test_an_unchanged_page_is_not_sent_again_until_the_record_changes(world: World) -> None:
    site = world.visitor()
    tag = site.get("/delegations/zmb/").headers["ETag"]
    assert site.get("/delegations/zmb/", **{"If-None-Match": tag}).status_code == 304

    table = changed("states.csv", "ZMB,Zambia,Zambie,", "ZMB,Zambia,La Zambie,")
    with world.writing():
        actions.load_states(world.now, table)

    assert site.get("/delegations/zmb/", **{"If-None-Match": tag}).status_code == 200


def test_the_history_is_shown_to_the_isu_alone(world: World) -> None:
    table = changed("states.csv", "ZMB,Zambia,Zambie,", "ZMB,Zambia,La Zambie,")
    with world.writing():
        actions.load_states(world.now, table)
        officer = make_account("Sample officer", now=world.now, role="isu").id
    sentence = "The record of Zambia was brought up to date with the reference table."

    assert sentence in world.site_of(officer).open("/delegations/zmb/").text
    assert sentence not in world.visitor().open("/delegations/zmb/").text
    with world.reading():
        assert [entry.sentence for entry in audit.history_of(state("ZMB"))] == [sentence]


MISSION = "/delegations/zmb/mission/"


@pytest.fixture
def officer(world: World) -> Site:
    """The site as the secretariat sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def test_the_isu_records_the_size_of_a_mission_from_the_page_of_the_state(world: World, officer: Site) -> None:
    page = officer.open("/delegations/zmb/").follow("The size of its mission")
    assert "Nothing is on record about the size of this mission." in page.text

    form = page.form("Record the size").fill("People who work in the mission", "6").fill("Source", "Letter <1>")
    page = form.submit()

    assert "The size of the mission is recorded." in page.text
    assert page.rows("On record") == [["20 June 2011", "6", "Letter <1>"]]
    with world.reading():
        assert [(fact.number, fact.source) for fact in stored_facts("mission", state("ZMB").id)] == [(6, "Letter <1>")]
    sentence = "Sample officer recorded that the mission of Zambia in Geneva has 6 people from 20 June 2011 on."
    assert sentence in officer.open("/delegations/zmb/").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(
            ("People who work in the mission", text)
            for text in ("", "0", "-1", "10000", "1.5", "six", "\x00", "9" * 500)
        ),
        *(("From this day on", text) for text in ("", "2011-02-30", "0000-01-01", "\u202e2011", "<b>")),
        ("Source", "x" * 401),
    ],
)
def test_a_size_that_cannot_be_is_refused_beside_the_field(world: World, officer: Site, field: str, typed: str) -> None:
    form = officer.open(MISSION).form("Record the size").fill("People who work in the mission", "6")

    page = form.fill(field, typed).submit()

    assert page.status == 422
    assert len(page.errors) == 1
    with world.reading():
        assert stored_facts("mission", state("ZMB").id) == []


def test_nobody_but_the_isu_sees_the_size_of_a_mission(world: World) -> None:
    assert "mission" not in world.visitor().open("/delegations/zmb/").text
    world.visitor().open(MISSION, status=404)


def test_an_organization_has_no_mission(world: World, officer: Site) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now, en="Sample Red Cross")

    assert "mission" not in officer.open("/delegations/icrc/").text
    officer.open("/delegations/icrc/mission/", status=404)


PARTY = "/delegations/fin/party/"


def test_the_isu_records_an_accession_from_the_page_of_the_state(world: World, officer: Site) -> None:
    page = officer.open("/delegations/fin/?on=2012-07-01")
    assert "is not known" in page.text
    page = page.follow("From when it is a party")
    assert "The reference table does not have the State as a party." in page.text

    form = page.form("Record it").fill("Form of consent", "Accession").fill("Deposited on", "2012-01-09")
    form.fill("In force for the State from", "2012-07-01").fill("Source", "Letter <1>").submit()

    shown = officer.open("/delegations/fin/?on=2012-07-01").text
    assert "On 1 July 2012 the Convention was in force for this State." in shown
    assert "Its standing under the Convention was recorded by the secretariat on 20 June 2011" in shown
    assert "On 30 June 2012 the Convention was not in force" in officer.open("/delegations/fin/?on=2012-06-30").text
    assert officer.open(PARTY).rows("Recorded by the secretariat")[0][1:] == [
        "1 July 2012",
        "–",
        "Letter <1>",
        "Still in force",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        (
            "In force for the State from",
            "2012-06-01",
            "In force for the State from – After a deposit on that day the Convention enters into force on "
            "1 July 2012, as Article 17 has it.",
        ),
        (
            "Withdrawal in force from",
            "2012-07-01",
            "Withdrawal in force from – A withdrawal takes effect after 1 July 2012, the day of entry into force.",
        ),
        ("Deposited on", "", "Deposited on – Give a date."),
        ("Source", "", "Source – Fill in this field."),
        ("Source", "x" * 401, "Source – Shorten this to 400 characters."),
    ],
)
def test_a_time_as_a_party_that_cannot_be_is_refused_beside_the_field(
    world: World, officer: Site, field: str, typed: str, error: str
) -> None:
    form = officer.open(PARTY).form("Record it").fill("Form of consent", "Accession").fill("Deposited on", "2012-01-09")
    form.fill("In force for the State from", "2012-07-01").fill("Source", "Sample")

    page = form.fill(field, typed).submit()

    assert (page.status, len(page.errors)) == (422, 1)
    assert page.errors[0].startswith(error.rstrip("."))
    with world.reading():
        assert stored_facts("party", state("FIN").id) == []


def test_of_two_officers_who_record_it_the_second_sees_both_versions(world: World, officer: Site) -> None:
    first, second = (
        officer.open(PARTY).form("Record it").fill("Form of consent", "Accession").fill("Deposited on", "2012-01-09")
        for _ in range(2)
    )
    for form in (first, second):
        form.fill("In force for the State from", "2012-07-01").fill("Source", "Sample")
    first.submit()

    page = second.fill("Deposited on", "2012-01-10").submit()

    assert page.status == 409
    both = {row[0]: row[1:] for row in page.rows("Both versions")}
    assert both["Deposited on differs"] == ["9 January 2012", "10 January 2012"]
    assert page.form("Record it").submit().status == 200


def test_nobody_but_the_isu_records_an_accession(world: World) -> None:
    assert "From when it is a party" not in world.visitor().open("/delegations/fin/").text
    world.visitor().open(PARTY, status=404)
