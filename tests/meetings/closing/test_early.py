"""A year that was closed months before its last day, and a holder who leaves in between."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.builders.accounts import make_account
from tests.builders.closing import close, forget_from
from tests.builders.offices import make_holding
from tests.meetings.closing.year_2011 import in_office
from tests.pages.site import FilledForm, Site
from tests.world import World

DAY, UNTIL = date(2011, 12, 2), date(2012, 12, 7)
EVE = date(2011, 12, 1)
GENERAL_STATUS = "General Status and Operation of the Convention"
OFFICES = "/committees/sc_gs/offices/"
REPLACE = "Replace Norway, Co-Rapporteur, 10MSP-11MSP"
TICK = "The change holds for the next term too"


@pytest.fixture
def officer(world: World) -> Site:
    """The site as an officer sees it on 1 September 2011; the year was closed in May."""
    world.clock.set(datetime(2011, 5, 10, 9, tzinfo=UTC))
    with world.writing():
        forget_from(DAY)
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    with world.writing():
        close(2011, now=world.now)
    world.clock.set(datetime(2011, 9, 1, 9, tzinfo=UTC))
    return world.site_of(account_id)


def replaced(site: Site, state: str = "Mozambique") -> FilledForm:
    """Norway, Co-Rapporteur, is replaced on 1 September."""
    form = site.open(OFFICES).follow(REPLACE).form("Record the change")
    return form.fill("Day of the change", "2011-09-01").fill("Reason", "It asked to.").fill("State that follows", state)


def test_the_page_names_the_office_of_the_next_term(officer: Site) -> None:
    page = officer.open(OFFICES).follow(REPLACE)
    assert (
        f"Norway is on record as Co-Chair of {GENERAL_STATUS} from 2 December 2011 to 7 December 2012 . "
        "It keeps that office, unless you say below that the change holds for the next term too."
    ) in page.text
    page = officer.open(OFFICES).follow("Replace Norway, Co-Chair, 11MSP-12MSP")
    assert "An office of the next term is on record" not in page.text


def test_the_change_holds_for_the_next_term_where_that_is_said(world: World, officer: Site) -> None:
    page = replaced(officer).fill(TICK, True).submit()
    assert page.messages == ["The change is recorded."]
    with world.reading():
        assert in_office("sc_gs", EVE) >= {("MOZ", "co_rapporteur"), ("PER", "co_rapporteur")}
        assert in_office("sc_gs", DAY) == {("MOZ", "co_chair"), ("PER", "co_chair")}
    page = officer.open("/offices/closing/2011/").follow("See what was done")
    assert [row[3] for row in page.rows("Offices that it recorded") if row[0] == "Norway"] == ["Revoked"]


def test_nobody_follows_in_the_next_term_either(world: World, officer: Site) -> None:
    replaced(officer, "Nobody yet: the seat is vacant").fill(TICK, True).submit()
    with world.reading():
        assert in_office("sc_gs", DAY) == {("PER", "co_chair")}


def test_otherwise_the_state_keeps_it_and_the_closing_says_so(world: World, officer: Site) -> None:
    replaced(officer).submit()
    with world.reading():
        assert in_office("sc_gs", EVE) >= {("MOZ", "co_rapporteur"), ("PER", "co_rapporteur")}
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}
    page = officer.open("/offices/closing/2011/").follow("See what was done")
    stands = {row[0]: row[3] for row in page.rows("Offices that it recorded")}
    assert stands["Norway"] == "Yes The State left before the term began, and this office was not changed."
    assert stands["Peru"] == "Yes"


def test_who_may_not_hold_the_office_of_the_next_term_leaves_all_as_it_was(world: World, officer: Site) -> None:
    with world.writing():
        make_holding("sc_va", "MOZ", "co_rapporteur", since=DAY, until=UNTIL)
    page = replaced(officer).fill(TICK, True).submit()
    assert page.status == 422
    assert "Mozambique holds another office from 2 December 2011 to 7 December 2012" in page.errors[0]
    with world.reading():
        assert in_office("sc_gs", EVE) >= {("NOR", "co_rapporteur"), ("PER", "co_rapporteur")}
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}
