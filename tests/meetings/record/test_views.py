"""The record of offices, as people and programs meet it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime

import pytest

from foundation.database import db
from meetings.programme import actions as programme
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.closing import close, forget_from
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting
from tests.meetings.closing.from_the_record import stops
from tests.pages.site import Page
from tests.world import World

PAGES = ["/offices/", "/offices/on/", "/offices/sources/", "/offices/served/", "/offices/balance/"]
FILES = ["/offices/record.csv", "/offices/record.json", "/offices/balance.csv", "/offices/balance.json"]
HOSTILE = ["soon", "-1", "0", "99999999999999999", "2011.5", "\x00", "‮2011", "<b>", "a" * 10_000]
GENERAL_STATUS = "Standing Committee on the General Status and Operation of the Convention"
IN_2014 = datetime(2014, 1, 15, 9, tzinfo=UTC)
MC, VA, SD, GS, RCA = range(1, 6)
"""The columns of the grid, in the order of the record."""


def grid(page: Page) -> dict[str, list[str]]:
    """The grid's rows by year: the cells' words, that of the year at first."""
    return {row[0][:4]: row for row in page.rows("Offices from")}


def drawings(page: Page, year: str) -> list[str]:
    """The lines that are drawn in a year."""
    table = next(table for table in page.tree.iter("table"))
    row = next(row for row in table.iter("tr") if "".join(row.itertext()).startswith(year))
    return [path.get("d") or "" for path in row.iter() if str(path.tag).endswith("path")]


def test_the_menu_leads_to_the_offices(world: World) -> None:
    assert world.visitor().open("/").follow("Offices").heading == "Offices"


def test_the_example_of_2010_to_2012_reads_as_a_succession(world: World) -> None:
    years = grid(world.visitor().open("/offices/"))

    assert years["2010"][GS] == (
        "Co-Chairs Ecuador moved up from Co-Rapporteur Slovenia moved up from Co-Rapporteur "
        "Co-Rapporteurs Canada Thailand"
    )
    assert years["2011"][GS] == (
        "Co-Chairs Canada moved up from Co-Rapporteur Thailand moved up from Co-Rapporteur Co-Rapporteurs Norway Peru"
    )
    assert years["2012"][GS] == (
        "Co-Chairs Norway moved up from Co-Rapporteur Peru moved up from Co-Rapporteur Co-Rapporteur Bulgaria"
    )


def test_the_lines_of_a_succession_are_drawn_for_the_eye_alone(world: World) -> None:
    page = world.visitor().open("/offices/?from=2010&to=2011")

    assert len(drawings(page, "2011")) == len(drawings(page, "2010")) == 4, "one drawing for each committee of 2010"
    assert drawings(page, "2010")[0] == "M24 3L12 0M24 5L4 0"
    pictures = [element for element in page.tree.iter() if str(element.tag).endswith("svg")]
    assert {picture.get("aria-hidden") for picture in pictures} == {"true"}


def test_the_merger_of_2000_shares_a_column(world: World) -> None:
    years = grid(world.visitor().open("/offices/?to=2001"))

    assert years["2000"][MC].startswith("Mine Clearance Co-Chairs United Kingdom")
    assert "Technologies for Mine Action Co-Chairs France Cambodia Co-Rapporteurs Germany Yemen" in years["2000"][MC]
    assert years["2001"][MC] == (
        "Co-Chairs Netherlands moved up from Co-Rapporteur Peru moved up from Co-Rapporteur "
        "Co-Rapporteurs Germany came with the merger from Technologies for Mine Action "
        "Yemen came with the merger from Technologies for Mine Action"
    )


def test_the_single_chair_of_2011_is_ad_interim(world: World) -> None:
    years = grid(world.visitor().open("/offices/"))

    assert years["2011"][RCA].startswith("Chair Albania ad interim")
    assert years["2012"][RCA] == "Co-Chairs Albania was Chair before Thailand"
    assert years["2010"][RCA] == "– Nothing on record"


def test_seats_of_which_the_record_does_not_tell_are_not_filled_yet_and_unknown_once_their_term_has_begun(
    world: World,
) -> None:
    with world.writing():
        officer = make_account("Sample officer", now=world.now, role="isu").id
    assert grid(world.visitor().open("/offices/"))["2014"][SD] == "Co-Chairs 2 not filled yet"
    world.clock.set(datetime(2013, 6, 3, 9, tzinfo=UTC))
    assert "27 June 2014 Co-Chairs 2 seats not filled yet" in (
        world.site_of(officer).open("/committees/sc_sd/offices/").text
    )
    world.clock.set(IN_2014)
    assert grid(world.visitor().open("/offices/"))["2014"][SD] == "Co-Chairs 2 unknown"
    assert "27 June 2014 Co-Chairs 2 seats unknown" in world.site_of(officer).open("/committees/sc_sd/offices/").text


def test_each_year_names_its_term_and_its_president(world: World) -> None:
    assert grid(world.visitor().open("/offices/"))["2011"][0] == "2011 10MSP-11MSP Sources 2011 President: Albania"


def test_who_left_early_and_who_followed_stand_side_by_side_with_their_days(world: World) -> None:
    with world.writing():
        left = make_holding("sc_sd", "ZMB", since=date(2013, 12, 5), until=date(2014, 3, 1))
        left.term, left.year, left.planned_until, left.ended_because = "13MSP-3RC", 2014, date(2014, 6, 27), "A sample."
        followed = make_holding("sc_sd", "KEN", since=date(2014, 3, 1), until=date(2014, 6, 27))
        followed.term, followed.year = "13MSP-3RC", 2014

    cell = grid(world.visitor().open("/offices/"))["2014"][SD]

    assert cell == "Co-Chairs Zambia until 1 March 2014 Kenya from 1 March 2014 not filled yet"


def test_a_seat_that_a_closing_left_free_is_vacant(world: World) -> None:
    with world.writing():
        made = make_holding("sc_sd", "ZMB", since=date(2013, 12, 5), until=date(2014, 6, 27))
        made.term, made.year, made.origin = "13MSP-3RC", 2014, "closing"

    site = world.visitor()
    years = grid(site.open("/offices/"))
    on_day = {row[0]: row[1] for row in site.open("/offices/on/?on=2014-01-15").rows("In office on")}

    assert years["2014"][SD] == "Co-Chairs Zambia vacant"
    assert on_day["Standing Committee on Stockpile Destruction"] == "Co-Chairs Zambia , 1 seat vacant"
    assert years["2014"][GS] == "Co-Chairs 2 vacant", "a closing passes on the offices of all committees"
    assert on_day[GENERAL_STATUS] == "Co-Chairs 2 seats vacant"


def test_a_committee_that_a_closing_left_vacant_as_a_whole_is_vacant_on_every_page(world: World) -> None:
    with world.writing():
        officer = make_account("Sample officer", now=world.now, role="isu").id
        forget_from(date(2011, 12, 2))
        close(2011, *(stops(state, "sc_gs", "co_rapporteur") for state in ("NOR", "PER")), now=world.now)
    for moment in (world.now, datetime(2012, 1, 15, 9, tzinfo=UTC)):
        world.clock.set(moment)
        site = world.visitor()
        on_day = {row[0]: row[1:] for row in site.open("/offices/on/?on=2012-01-15").rows("In office on")}
        assert on_day[GENERAL_STATUS] == ["Co-Chairs 2 seats vacant", "Co-Rapporteur 1 seat vacant"]
        assert grid(site.open("/offices/"))["2012"][GS] == "Co-Chairs 2 vacant Co-Rapporteur vacant"
        for page in (
            site.open("/committees/sc_gs/?on=2012-01-15"),
            world.site_of(officer).open("/committees/sc_gs/offices/"),
        ):
            assert "Co-Chairs 2 seats vacant Co-Rapporteur 1 seat vacant" in page.text


def test_whom_a_slate_chose_for_two_terms_opens_the_first_of_them_alone(world: World) -> None:
    with world.writing():
        made = make_holding("sc_gs", "ZMB", since=date(2012, 12, 7), until=date(2014, 6, 27))
        made.term, made.year, made.origin = "12MSP-13MSP", 2013, "slate"
        officer = make_account("Sample officer", now=world.now, role="isu").id

    world.clock.set(IN_2014)
    site = world.visitor()
    years = grid(site.open("/offices/"))
    on_day = {row[0]: row[1] for row in site.open("/offices/on/?on=2014-01-15").rows("In office on")}

    assert years["2014"][GS] == "Co-Chairs Zambia unknown"
    assert {years["2014"][column] for column in (MC, VA, SD)} == {"Co-Chairs 2 unknown"}
    assert on_day[GENERAL_STATUS] == "Co-Chairs Zambia , 1 seat unknown"
    assert on_day["Standing Committee on Mine Clearance"] == "Co-Chairs 2 seats unknown"
    assert "Co-Chairs Zambia , 1 seat unknown" in site.open("/committees/sc_gs/?on=2014-01-15").text
    assert "Zambia , 1 seat unknown" in world.site_of(officer).open("/committees/sc_gs/offices/").text


def test_the_terms_of_a_meeting_that_is_not_listed_are_told_to_nobody(world: World) -> None:
    with world.writing():
        said = {"kind": "meeting_of_states_parties", "starts_on": date(2015, 11, 30), "ends_on": date(2015, 12, 4)}
        hidden = make_meeting("14msp", listed=False, now=world.now, number="14MSP", **said)
    world.clock.set(datetime(2015, 6, 1, 9, tzinfo=UTC))
    site = world.visitor()

    addresses = ("/offices/?from=2012&to=2016", "/offices/", "/committees/sc_gs/", "/offices/balance/")
    assert not [address for address in addresses if "14MSP" in site.open(address).text]

    with world.writing():
        meeting = db.session.merge(hidden)
        programme.list_publicly(meeting, seen=meeting.version, actor=SECRETARIAT, now=world.now)
    assert grid(site.open("/offices/?from=2012&to=2016"))["2015"][0].startswith("2015 3RC-14MSP")


def test_an_office_of_two_years_stands_in_both(world: World) -> None:
    with world.writing():
        made = make_holding("c_eca", "CHE", "member", since=date(2014, 6, 27), until=date(2016, 12, 1))
        made.year, made.term = 2015, "SAMPLE-15"
        other = make_holding("c_eca", "MEX", "chair", since=date(2015, 12, 4), until=date(2016, 12, 1))
        other.year, other.term = 2016, "SAMPLE-16"

    years = grid(world.visitor().open("/offices/"))

    assert "Switzerland" in years["2015"][RCA]
    assert years["2016"][RCA].startswith("Chair Mexico Members Switzerland")
    assert years["2014"][RCA].startswith("Resources, Cooperation and Assistance")


def test_a_committee_and_a_state_lead_to_their_pages(world: World) -> None:
    page = world.visitor().open("/offices/")

    assert page.follow("Stockpile Destruction").heading == "Standing Committee on Stockpile Destruction"
    assert page.follow("Norway").path == "/delegations/nor/"


def test_names_stand_in_the_readers_language(world: World) -> None:
    assert "تايلاند" in world.visitor("ar").open("/offices/").text


def test_a_window_shows_its_years_and_leads_to_the_others(world: World) -> None:
    page = world.visitor().open("/offices/").form("Show").fill("From year", "2003").fill("To year", "2005").submit()

    assert list(grid(page)) == ["2005", "2004", "2003"]
    assert list(grid(page.follow("Later years")))[-1] == "2006"
    assert list(grid(page.follow("Earlier years"))) == ["2002", "2001", "2000"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param("from=2005&to=2001", "The last year, 2001, comes before the first, 2005.", id="wrong order"),
        pytest.param("from=1990&to=2015", "Ask for at most 25 years at a time.", id="too many"),
    ],
)
def test_a_window_that_cannot_be_gets_the_page_with_the_sentence(world: World, query: str, sentence: str) -> None:
    page = world.visitor().open(f"/offices/?{query}", status=422)

    assert len(page.errors) == 1
    assert sentence in page.errors[0]
    assert "2011" in grid(page)


@pytest.mark.parametrize("year", HOSTILE)
@pytest.mark.parametrize("address", ["/offices/", "/offices/sources/", "/offices/balance/"])
def test_a_year_that_cannot_be_gets_the_page_with_the_error_beside_the_field(
    world: World, address: str, year: str
) -> None:
    page = world.visitor().open(address).form("Show").fill("From year", year).submit()

    assert page.status == 422
    assert len(page.errors) == 1


@pytest.mark.parametrize("year", HOSTILE)
@pytest.mark.parametrize("address", ["/offices/balance.csv", "/offices/balance.json"])
def test_a_file_of_years_that_cannot_be_is_refused(world: World, address: str, year: str) -> None:
    answer = world.visitor().client.get(address, query_string={"from": year})

    assert answer.status_code == 400


def test_years_without_any_office_are_said_to_be_empty_and_lead_to_the_record(world: World) -> None:
    page = world.visitor().open("/offices/?from=2050&to=2060")

    assert "No office is on record in these years." in page.text
    assert next(iter(grid(page.follow("Earlier years")))) == "2014"


@pytest.mark.parametrize(
    ("query", "newest", "oldest"),
    [
        pytest.param("to=2099", "2014", "2000", id="up to a year after the record"),
        pytest.param("from=2099", "2014", "2014", id="from a year after it on"),
        pytest.param("to=1991", "2000", "2000", id="up to a year before it"),
        pytest.param("from=2010&to=2030", "2014", "2010", id="to after it"),
    ],
)
def test_the_years_asked_for_are_clipped_to_the_record(world: World, query: str, newest: str, oldest: str) -> None:
    years = list(grid(world.visitor().open(f"/offices/?{query}")))

    assert (years[0], years[-1]) == (newest, oldest)


def test_the_table_holds_every_office_that_stands(world: World) -> None:
    with world.writing():
        make_holding(
            "sc_sd", "KEN", since=date(2014, 1, 1), until=date(2014, 2, 1), revoked_at=world.now, revoked_because="no"
        )
    answer = world.visitor().get("/offices/record.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))

    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=offices.csv"
    assert len(rows) == 236
    chair = next(row for row in rows if row["committee_key"] == "sc_rca" and row["year"] == "2011")
    wanted = ("term", "state", "state_name", "role", "since", "until", "interim", "confidence", "planned_until")
    assert [chair[name] for name in wanted] == [
        "10MSP-11MSP", "ALB", "Albania", "chair", "2010-12-03", "2011-12-02", "yes", "high", "",
    ]  # fmt: skip
    assert not any(row["state_name"] == "Kenya" and row["year"] == "2014" for row in rows)


def test_json_says_the_same_as_the_table(world: World) -> None:
    site = world.visitor()
    offices = json.loads(site.get("/offices/record.json").get_data())["offices"]
    rows = list(csv.DictReader(io.StringIO(site.get("/offices/record.csv").get_data(as_text=True), newline="")))

    assert [(one["state"], one["since"], one["role"]) for one in offices] == [
        (row["state"], row["since"], row["role"]) for row in rows
    ]
    assert offices[0]["planned_until"] is None


def test_the_balance_as_a_file_says_what_it_was_counted_from(world: World) -> None:
    site = world.visitor()
    value = json.loads(site.get("/offices/balance.json?from=2000&to=2013&method=webster").get_data())
    rows = list(
        csv.DictReader(io.StringIO(site.get("/offices/balance.csv?to=2013").get_data(as_text=True), newline=""))
    )

    assert (value["first_year"], value["last_year"], value["method"]) == (2000, 2013, "webster")
    assert sum(part["seats_held"] for part in value["parts"] if part["by"] == "region") == 220
    assert next(row for row in rows if row["part"] == "African")["debt"] == "37"


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_what_has_not_changed_is_not_sent_again(world: World, address: str) -> None:
    site = world.visitor()
    tag = site.get(address).headers["ETag"]

    assert site.get(address, **{"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("more", [0, 30])
@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_pages_cost_few_statements_and_little_on_the_wire(world: World, address: str, more: int) -> None:
    with world.writing():
        for number in range(more):
            make_holding("c_a5", "ZMB", "member", since=date(2015 + number, 1, 1), until=date(2016 + number, 1, 1))
    site = world.visitor()
    with world.counted_statements() as seen:
        answer = site.get(address, **{"Accept-Encoding": "gzip"})

    assert len(seen) <= 8
    assert len(answer.data) < 12_000
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data)


TOOLS = ["Consultations on offices", "Slates for the next term", "Closing the year"]


@pytest.mark.parametrize(
    ("who", "seen"),
    [pytest.param("officer", TOOLS, id="the ISU"), pytest.param("president", TOOLS[:2], id="the President's person")],
)
def test_those_who_may_are_led_to_what_they_do(world: World, who: str, seen: list[str]) -> None:
    with world.writing():
        account = (
            make_account("Sample officer", now=world.now, role="isu")
            if who == "officer"
            else make_delegate("ALB", now=world.now, acts_in_office=True)
        )
        number = account.id
    page = world.site_of(number).open("/offices/")

    assert [words for words in TOOLS if page.has_link(words)] == seen
    assert not any(world.visitor().open("/offices/").has_link(words) for words in TOOLS)
    for words in seen:
        page.follow(words)
