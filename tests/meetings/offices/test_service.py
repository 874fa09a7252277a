"""One State's service over the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from meetings.offices.rules import Role
from meetings.offices.service import Year, service
from tests.world import World

TODAY = date(2011, 6, 20)
BEGUN = {year: date(year - 1, 12, 1) for year in range(2005, 2012)}


@dataclass(frozen=True)
class Held:
    """An office of a year."""

    year: int
    role: str = Role.CO_CHAIR
    committee_id: int = 1
    is_interim: bool = False
    terms: int = 1

    @property
    def since(self) -> date:
        """The first day."""
        return date(self.year - 1, 12, 1)

    @property
    def until(self) -> date:
        """The day on which it is over."""
        return date(self.year + self.terms - 1, 12, 1)


def test_the_line_leads_from_the_first_office_to_today() -> None:
    found = service([Held(2008), Held(2007, Role.CO_RAPPORTEUR)], BEGUN, 2009, TODAY)

    assert found is not None
    assert found.years == (Year(2007, True, False), Year(2008, True, True), Year(2009, False, False))


@pytest.mark.parametrize(
    ("held", "years"),
    [
        pytest.param(Held(2008, Role.MEMBER, terms=2), [2008, 2009], id="both years of an office of two terms"),
        pytest.param(Held(2011, Role.MEMBER, terms=2), [2011], id="the second has not begun"),
    ],
)
def test_an_office_of_two_terms_shows_in_both_as_they_begin(held: Held, years: list[int]) -> None:
    found = service([held], BEGUN, 2011, TODAY)

    assert found is not None
    assert [year.year for year in found.years if year.served] == years


@pytest.mark.parametrize(
    ("held", "ended", "terms"),
    [
        pytest.param([Held(2011)], None, 0, id="in office"),
        pytest.param([Held(2010)], date(2010, 12, 1), 1, id="until this term"),
        pytest.param([Held(2008), Held(2005)], date(2008, 12, 1), 3, id="three terms ago"),
        pytest.param([Held(2008), Held(2012)], date(2008, 12, 1), 3, id="one that is to come does not count"),
        pytest.param([Held(2008), Held(2010, is_interim=True)], date(2008, 12, 1), 3, id="nor one ad interim"),
        pytest.param([Held(2008), Held(2010, Role.PRESIDENT)], date(2008, 12, 1), 3, id="nor the presidency"),
    ],
)
def test_terms_are_counted_from_the_end_of_the_last_office(held: list[Held], ended: date | None, terms: int) -> None:
    found = service(held, BEGUN, 2011, TODAY)

    assert found is not None
    assert (found.ended, found.terms_since) == (ended, terms)


def test_offices_are_counted_by_committee_the_most_first() -> None:
    found = service([Held(2005, committee_id=2), Held(2007), Held(2008)], BEGUN, 2011, TODAY)

    assert found is not None
    assert found.by_committee == ((1, 2), (2, 1))


@pytest.mark.parametrize("held", [[], [Held(2010, Role.PRESIDENT)], [Held(2012)]])
def test_without_an_office_there_is_no_service(held: list[Held]) -> None:
    assert service(held, BEGUN, 2011, TODAY) is None


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        pytest.param("/delegations/can/", "It is in office on 20 June 2011 .", id="in office"),
        pytest.param(
            "/delegations/bel/",
            "Its last office ended on 4 December 2009 ; 2 terms of the record have begun since.",
            id="two terms ago",
        ),
    ],
)
def test_the_page_of_a_state_tells_how_long_ago_it_served(world: World, address: str, sentence: str) -> None:
    assert sentence in world.visitor().open(address).text


def test_the_page_of_a_state_counts_its_offices_by_committee(world: World) -> None:
    text = world.visitor().open("/delegations/bel/").text

    assert "Standing Committee on Mine Clearance : 2 offices" in text
    assert "Each column is a year, from 2000 to 2011" in text


def test_a_state_that_never_served_has_no_line(world: World) -> None:
    assert "Each column is a year" not in world.visitor().open("/delegations/nru/").text
