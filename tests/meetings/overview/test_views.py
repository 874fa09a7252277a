"""Pages about committees, as people meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from meetings.committees import actions as committees
from meetings.committees.models import Committee
from meetings.hooks import Panel, hooks, panels_for
from tests.builders.accounts import make_account
from tests.builders.offices import committee, make_holding
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Page
from tests.reference import changed
from tests.world import World

GENERAL_STATUS = "Standing Committee on the General Status and Operation of the Convention"
AFTER_THE_RECORD = datetime(2014, 6, 26, 9, tzinfo=UTC)
SECTIONS = ("Before", "On ", "Next", "Sessions", "About this body")


def _section(page: Page, heading: str) -> str:
    """The words that stand below a heading on a page about a committee."""
    after = page.text.partition(f" {heading}")[2]
    ends = [after.find(f" {other}") for other in SECTIONS if f" {other}" in after]
    return after[: min(ends)].strip()


def test_the_list_shows_each_committee_of_the_day_with_those_in_office(world: World) -> None:
    page = world.visitor().open("/committees/")

    assert page.heading == "Committees"
    assert "Standing Committee on Resources, Cooperation and Assistance 2010 to 2014 Chair Albania" in page.text
    assert f"{GENERAL_STATUS} 2000 to 2014 Co-Chairs Canada , Thailand Co-Rapporteurs Norway , Peru" in page.text
    assert page.text.index("Set up later") < page.text.index("Committee on Cooperative Compliance")
    assert page.text.index("Ended before") < page.text.index("Standing Committee of Experts on Mine Clearance")


def test_the_list_as_of_another_day_shows_the_committees_of_then(world: World) -> None:
    page = world.visitor().open("/committees/").form("Show").fill("As of", "2015-06-01").submit()

    assert page.text.index("Committee on Cooperative Compliance") < page.text.index("Ended before")
    assert page.text.index("Ended before") < page.text.index(GENERAL_STATUS)
    assert "Set up later" not in page.text


def test_what_the_record_dates_by_years_only_is_not_claimed(world: World) -> None:
    page = world.visitor().open("/committees/?on=2010-06-01")

    assert "2010 to 2014 The record gives years only, and does not tell whether it existed on this day." in page.text


def test_the_example_of_2010_to_2012_is_told_as_then_now_and_next(world: World) -> None:
    page = world.visitor().open("/committees/").follow(GENERAL_STATUS)

    assert page.heading == GENERAL_STATUS
    before = "Co-Chairs Ecuador , Slovenia Co-Rapporteurs Canada , Thailand 4 December 2009 to 3 December 2010"
    now = "Co-Chairs Canada , Thailand Co-Rapporteurs Norway , Peru 3 December 2010 to 2 December 2011"
    after = "Co-Chairs Norway , Peru Co-Rapporteur Bulgaria 2 December 2011 to 7 December 2012"
    assert (_section(page, "Before"), _section(page, "On 20 June 2011"), _section(page, "Next")) == (before, now, after)


@pytest.mark.parametrize(
    ("day", "chairs"),
    [
        pytest.param("2010-12-02", "Co-Chairs Ecuador , Slovenia", id="the day before the change"),
        pytest.param("2010-12-03", "Co-Chairs Canada , Thailand", id="the day of the change"),
        pytest.param("2010-12-04", "Co-Chairs Canada , Thailand", id="the day after it"),
        pytest.param("2001-01-01", "Co-Chairs Belgium , Zimbabwe", id="ten years ago"),
    ],
)
def test_the_page_is_right_on_any_day_that_is_asked_for(world: World, day: str, chairs: str) -> None:
    page = world.visitor().open(f"/committees/sc_gs/?on={day}")

    assert f"{chairs} Co-Rapporteurs" in page.text.partition("Sessions")[0].partition(" On ")[2]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        pytest.param(
            "/committees/sc_gs/?on=1998-01-01",
            "The record of office holders begins on 15 September 2000; who held office earlier is not known.",
            id="before the record",
        ),
        pytest.param(
            "/committees/sc_gs/?on=2014-06-01",
            "The record of office holders ends on 5 December 2013; who held office later is not known.",
            id="after the record",
        ),
        pytest.param("/committees/cg_uni/", "No office holders are on record for this body.", id="no record at all"),
        pytest.param("/committees/c_cc/", "On 20 June 2011 this body did not exist.", id="before it was set up"),
    ],
)
def test_where_the_record_is_silent_the_page_says_so(world: World, address: str, sentence: str) -> None:
    if "2014" in address:
        world.clock.set(AFTER_THE_RECORD)
    assert sentence in world.visitor().open(address).text


def test_a_gap_in_the_record_is_not_filled(world: World) -> None:
    with world.writing():
        make_holding("sc_gs", "ZMB", since=date(2014, 1, 1), until=date(2014, 7, 1))

    world.clock.set(AFTER_THE_RECORD)
    page = world.visitor().open("/committees/sc_gs/?on=2013-12-24")

    assert "The record has a gap from 5 December 2013 on; who held office then is not known." in page.text


def test_every_term_is_told_with_its_source_and_the_name_of_that_year(world: World) -> None:
    page = world.visitor().open("/committees/sc_mc/").follow("Every term on record, with its sources")
    rows = page.rows("Office holders by year")

    assert [row[0] for row in rows] == [str(year) for year in range(2013, 2000, -1)]
    year, term, holders, source = rows[-1]
    assert (year, term) == ("2001", "15 September 2000 to 21 September 2001")
    assert holders.startswith("Co-Chairs Netherlands , Peru Co-Rapporteurs Germany , Yemen")
    assert holders.endswith("Its name that year: Standing Committee on Mine Clearance and Related Technologies")
    assert source.startswith("Source and confidence Source Final report of the Second Meeting of the States Parties")
    assert page.follow("Year by year, with who moved up from where").rows("Offices from")


def test_the_years_of_a_committee_stand_with_those_that_it_came_of_and_their_succession(world: World) -> None:
    page = world.visitor().open("/committees/sc_mc/")
    years = {row[0][:4]: row[1] for row in page.rows("Offices from 2000 to 2013")}

    assert list(years) == [str(year) for year in range(2013, 1999, -1)]
    assert "Technologies for Mine Action Co-Chairs France Cambodia Co-Rapporteurs Germany Yemen" in years["2000"]
    assert "Germany came with the merger from Technologies for Mine Action" in years["2001"]
    assert years["2011"] == (
        "Co-Chairs Switzerland moved up from Co-Rapporteur Colombia moved up from Co-Rapporteur "
        "Co-Rapporteurs Indonesia Zambia"
    )
    drawn = [path.get("d") for path in page.tree.iter() if str(path.tag).endswith("path")]
    assert len(drawn) >= 14, "a drawing for each year at least"
    assert all(drawn)


@pytest.mark.parametrize(
    ("key", "day", "first", "last"),
    [
        pytest.param("sc_mc", "2006-01-01", 2000, 2010, id="four years after the day"),
        pytest.param("sce_tech", "2011-06-20", 2000, 2004, id="a committee that ended, and what came of it"),
        pytest.param("sc_rca", "1998-01-01", 2011, 2013, id="a day before the record"),
    ],
)
def test_the_page_shows_the_years_around_its_day_and_no_more(
    world: World, key: str, day: str, first: int, last: int
) -> None:
    rows = world.visitor().open(f"/committees/{key}/?on={day}").rows(f"Offices from {first} to {last}")

    assert [int(row[0][:4]) for row in rows] == list(range(last, first - 1, -1))


def test_a_long_record_shows_25_years_at_most(world: World) -> None:
    with world.writing():
        for year in range(1950, 1999):
            made = make_holding("sc_mc", "ZMB", since=date(year - 1, 12, 1), until=date(year, 12, 1))
            made.term, made.year = f"SAMPLE-{year}", year
    site = world.visitor()
    with world.counted_statements() as seen:
        rows = site.open("/committees/sc_mc/").rows("Offices from")

    assert len(seen) <= 8
    assert len(rows) <= 25


def test_the_terms_lead_to_the_offices_of_all_committees(world: World) -> None:
    page = world.visitor().open("/committees/sc_mc/").follow("The offices of all committees, year by year")

    assert page.heading == "Offices"


def test_an_interim_chair_and_the_seat_that_it_stands_in_for_are_told(world: World) -> None:
    page = world.visitor().open("/committees/sc_rca/?on=2011-06-24")

    assert _section(page, "On 24 June 2011").startswith("Chair Albania (ad interim)")
    assert (
        next(row for row in page.rows("Offices from") if row[0][:4] == "2011")[1] == "Chair Albania ad interim vacant"
    )
    later = world.visitor().open("/committees/sc_rca/?on=2012-05-14")
    assert _section(later, "Before").startswith("Chair Albania (ad interim)")


def test_seats_that_a_closing_left_free_are_vacant_and_others_unknown(world: World) -> None:
    with world.writing():
        one = make_holding("sc_gs", "ZMB", since=date(2013, 12, 5), until=date(2014, 6, 27))
    site = world.visitor()
    before = site.open("/committees/sc_gs/?on=2014-01-01")
    world.clock.set(AFTER_THE_RECORD)
    site = world.visitor()
    unknown = site.open("/committees/sc_gs/?on=2014-01-01")
    with world.writing():
        db.session.merge(one).origin = "closing"
        audit.raise_record_number()

    assert _section(before, "On 1 January 2014").startswith("Co-Chairs Zambia , 1 seat not filled yet")
    assert _section(unknown, "On 1 January 2014").startswith("Co-Chairs Zambia , 1 seat unknown")
    vacant = site.open("/committees/sc_gs/?on=2014-01-01")
    assert _section(vacant, "On 1 January 2014").startswith("Co-Chairs Zambia , 1 seat vacant")
    other = site.open("/committees/sc_mc/?on=2014-01-01")
    assert _section(other, "On 1 January 2014").startswith("Co-Chairs 2 seats vacant"), "a closing is about all of them"


def test_predecessors_and_successors_lead_to_their_pages(world: World) -> None:
    page = world.visitor().open("/committees/sc_rca/")

    earlier = page.follow("Contact Group on Linking Mine Action and Development")
    later = page.follow("Committee on the Enhancement of Cooperation and Assistance")

    assert "Standing Committee on Resources, Cooperation and Assistance" in earlier.text
    assert "Took over from" in later.text


def test_a_state_in_office_leads_to_its_page(world: World) -> None:
    assert world.visitor().open("/committees/sc_rca/").follow("Albania").path == "/delegations/alb/"


def test_sessions_are_shown_on_both_sides_of_the_day(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, committee="sc_rca", now=world.now, title="Sample half day")
        make_session(
            make_meeting("hidden", listed=False, now=world.now), committee="sc_rca", now=world.now, title="Hid"
        )
    site = world.visitor()

    coming = site.open("/committees/sc_rca/?on=2011-06-24")
    gone = site.open("/committees/sc_rca/?on=2011-06-25")

    assert "From 24 June 2011 on Sample half day" in coming.text
    assert "Before 25 June 2011 Sample half day" in gone.text
    assert "Hid" not in coming.text.split()
    assert coming.follow("Sample half day").heading == "Sample half day"


def test_names_of_states_stand_in_the_readers_language(world: World) -> None:
    assert "تايلاند" in world.visitor("ar").open("/committees/sc_gs/").text


@pytest.mark.parametrize("day", ["", "soon", "2011-02-30", "1900-01-01", "\x00", "‮2011-06-24", "a" * 10_000])
@pytest.mark.parametrize("address", ["/committees/", "/committees/sc_gs/"])
def test_a_day_that_cannot_be_gets_the_page_with_the_error_beside_the_field(
    world: World, address: str, day: str
) -> None:
    page = world.visitor().open(address).form("Show").fill("As of", day).submit()

    assert page.status == 422
    assert len(page.errors) == 1
    assert "Canada" in page.text


@pytest.mark.parametrize("key", ["nothing", "SC_GS", "sc gs", "%00", "s" * 500, "-", "sc_gs%0a"])
def test_an_address_that_nobody_has_is_not_found(world: World, key: str) -> None:
    world.visitor().open(f"/committees/{key}/", status=404)


@pytest.mark.parametrize("sessions", [3, 30])
@pytest.mark.parametrize("address", ["/committees/", "/committees/sc_gs/", "/committees/sc_mc/?terms=all"])
def test_pages_cost_few_statements_and_little_on_the_wire(world: World, address: str, sessions: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for number in range(sessions):
            make_session(meeting, committee="sc_gs", now=world.now, title=f"Sample {number}")
    site = world.visitor()
    with world.counted_statements() as seen:
        answer = site.get(address, **{"Accept-Encoding": "gzip"})

    assert len(seen) <= 8
    assert len(answer.data) < 12_000


def test_a_signed_in_office_holder_costs_few_statements_too(world: World) -> None:
    with world.writing():
        account_id = make_delegate("CAN", now=world.now, acts_in_office=True).id
    site = world.site_of(account_id)
    with world.counted_statements() as seen:
        site.open("/committees/sc_gs/")

    assert len(seen) <= 11, "three more to know who asks, two for what only those in office see"


def test_the_history_is_shown_to_office_holders_of_the_committee_and_to_nobody_else(world: World) -> None:
    table = changed("committees.csv", "universalization; implementation support", "universalization")
    with world.writing():
        committees.load_committees(world.now, table)
        chair = make_delegate("CAN", now=world.now, acts_in_office=True).id
        other = make_delegate("ALB", now=world.now, acts_in_office=True).id
        officer = make_account("Sample officer", now=world.now, role="isu").id
    sentence = f"The record of {GENERAL_STATUS} was brought up to date with the reference table."

    def is_shown_to(account_id: int) -> bool:
        return sentence in world.site_of(account_id).open("/committees/sc_gs/").text

    assert [is_shown_to(account_id) for account_id in (chair, officer, other)] == [True, True, False]
    assert sentence not in world.visitor().open("/committees/sc_gs/").text


@pytest.fixture
def two_panels() -> Iterator[None]:
    """Two upper floors that answer for one committee, the later in order first."""

    def answer(order: int) -> Callable[[Committee, Actor], Panel | None]:
        return lambda committee, actor: Panel(order, "", {"for": actor.name}) if committee.key == "sc_gs" else None

    answers = [answer(2), answer(1)]
    kept = list(hooks.committee_panels)
    hooks.committee_panels[:] = answers
    yield
    hooks.committee_panels[:] = kept


@pytest.mark.usefixtures("two_panels")
def test_upper_floors_add_to_the_page_of_a_committee_in_their_order(world: World) -> None:
    with world.reading():
        reader = Actor(name="Sample reader")
        found = panels_for(committee("sc_gs"), reader)

        assert [(panel.order, panel.values["for"]) for panel in found] == [(1, "Sample reader"), (2, "Sample reader")]
        assert panels_for(committee("sc_rca"), reader) == []
