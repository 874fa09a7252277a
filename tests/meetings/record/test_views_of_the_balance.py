"""How offices were shared out between regions and States, as people read it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from foundation import audit
from meetings.rotation.gathering import Wishes, problem_for
from tests.builders.offices import make_holding
from tests.builders.rotation import term_of
from tests.pages.site import Page
from tests.world import World


def balance(page: Page, caption: str) -> dict[str, list[str]]:
    """A table of the balance: the cells by the name of the part."""
    return {row[0]: row[1:-1] for row in page.rows(caption)}


def test_the_balance_of_the_whole_record_is_as_the_paper_on_scheduling_found_it(world: World) -> None:
    world.clock.set(datetime(2014, 6, 20, 7, tzinfo=UTC))
    page = world.visitor().open("/offices/balance/?from=2000&to=2013")

    assert "55 of 156 States Parties held the 220 seats on record." in page.text
    assert balance(page, "By regional group")["African States"] == ["49", "31.4%", "69", "32", "14.5%", "+37", "11"]
    assert balance(page, "By affected")["Donor States"] == ["24", "15.4%", "34", "92", "41.8%", "−58", "17"]
    assert balance(page, "Least developed")["Least developed countries"] == [
        "44", "28.2%", "62", "25", "11.4%", "+37", "10",
    ]  # fmt: skip
    islands = balance(page, "Small island")["Small island developing States"]
    assert islands == ["33", "21.2%", "47", "0", "0.0%", "+47", "0"]
    assert "in force on 4 December 2013" in page.text


def test_the_balance_of_a_window_counts_its_years_alone(world: World) -> None:
    page = world.visitor().open("/offices/balance/")
    page = page.form("Show").fill("From year", "2011").fill("To year", "2011").submit()

    assert "16 of 156 States Parties held the 16 seats on record." in page.text
    assert "in force on 20 June 2011" in page.text, "the year is not over"


def test_the_balance_may_be_shared_out_by_webster(world: World) -> None:
    page = world.visitor().open("/offices/balance/")
    page = page.form("Show").fill("Seats are shared out by", "Webster (Sainte-Laguë)").submit()

    assert balance(page, "By regional group")["In no regional group"][2] == "1"


def test_an_office_of_two_terms_is_a_seat_in_each_as_in_the_question_to_the_solver(world: World) -> None:
    with world.writing():
        made = make_holding("c_eca", "MEX", "member", since=date(2011, 12, 2), until=date(2013, 12, 5))
        made.year, made.term = 2012, "11MSP-12MSP"
    with world.reading():
        asked = problem_for(term_of(2014), Wishes())
        solver = Counter(int(held.term) for held in asked.history)
    site = world.visitor()

    for year, seats in ((2012, 15), (2013, 11)):
        page = site.open(f"/offices/balance/?from={year}&to={year}")
        assert f"held the {seats} seats on record." in page.text
        assert solver[year] == seats
    assert "held the 222 seats on record." in site.open("/offices/balance/?from=2000&to=2013").text


def test_the_balance_tells_of_which_years_the_record_is_silent(world: World) -> None:
    silent = "nobody is on record as Co-Rapporteur, which does not mean that there was none: 2013."
    site = world.visitor()
    assert silent in site.open("/offices/balance/").text
    assert silent not in site.open("/offices/balance/?from=2005&to=2012").text
    with world.writing():
        made = make_holding("sc_gs", "ZMB", "co_rapporteur", since=date(2012, 12, 7), until=date(2013, 12, 5))
        made.term, made.year = "12MSP-13MSP", 2013
        audit.raise_record_number()
    assert "which does not mean that there was none" not in site.open("/offices/balance/").text


def test_a_method_that_there_is_not_is_refused(world: World) -> None:
    world.visitor().open("/offices/balance/?method=guess", status=422)
