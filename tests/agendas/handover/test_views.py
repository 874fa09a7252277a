"""Who may read and make a pack, on the day of the change and around it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.agendas.handover.people import acting, member, officer
from tests.builders.accounts import make_account
from tests.builders.handover import ask, ready
from tests.pages.site import Site
from tests.world import World

ADDRESS = "/committees/sc_mc/handover/"
"""Of the committee in which Switzerland and Colombia pass on to Indonesia and Zambia on 2 December 2011, and the
Netherlands come in."""

BEFORE = datetime(2011, 12, 1, 12, tzinfo=UTC)
ON_THE_DAY = datetime(2011, 12, 2, 12, tzinfo=UTC)
A_MONTH_LATER = datetime(2012, 1, 2, 12, tzinfo=UTC)


def statuses(site: Site, pack_id: int) -> tuple[int, int, int]:
    """What somebody is answered: at the page, at the pack, at the form with which one is asked for."""
    return (
        site.get(ADDRESS).status_code,
        site.get(f"{ADDRESS}{pack_id}.zip").status_code,
        site.get(f"{ADDRESS}ask/").status_code,
    )


@pytest.mark.parametrize(
    ("key", "before", "on_the_day", "later"),
    [
        pytest.param("CHE", (200, 200, 200), (200, 200, 403), (403, 403, 404), id="the outgoing Co-Chair"),
        pytest.param("ZMB", (200, 200, 403), (200, 200, 200), (200, 200, 200), id="the Co-Rapporteur who moves up"),
        pytest.param("NLD", (200, 200, 403), (200, 200, 403), (200, 200, 403), id="the incoming Co-Rapporteur"),
        pytest.param("ALB", (403, 403, 404), (403, 403, 404), (403, 403, 404), id="the chair of another committee"),
        pytest.param("NRU", (403, 403, 404), (403, 403, 404), (403, 403, 404), id="a State without an office"),
    ],
)
def test_rights_follow_the_office(
    world: World, key: str, before: tuple[int, int, int], on_the_day: tuple[int, int, int], later: tuple[int, int, int]
) -> None:
    world.clock.set(BEFORE)
    site, pack_id = acting(world, key), ask(world, "sc_mc")
    found = []
    for moment in (BEFORE, ON_THE_DAY, A_MONTH_LATER):
        world.clock.set(moment)
        found.append(statuses(site, pack_id))
    assert found == [before, on_the_day, later]


def test_nobody_else_reads_it(world: World) -> None:
    pack_id = ask(world, "sc_mc")
    with world.writing():
        others = [make_account(f"Sample {role}", now=world.now, role=role).id for role in ("interpreter", "observer")]
    sites = [world.visitor(), member(world, "CHE"), member(world, "NLD"), *(world.site_of(number) for number in others)]
    assert [statuses(site, pack_id) for site in sites] == [(403, 403, 404)] * len(sites)


def test_the_isu_asks_and_fetches(world: World) -> None:
    site = officer(world)
    page = site.open("/committees/sc_mc/").follow("Hand-over")
    assert "No pack was made yet." in page.text
    form = page.follow("Ask for a pack").form("Ask for the pack")
    page = form.fill("Year of work", "2011").submit()
    assert page.has_link("Pack for 2011")
    page = page.follow("Ask for a new pack").form("Ask for the pack").submit()
    answer = site.get(page.links()["Pack for 2012"])
    assert answer.data.startswith(b"PK")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == "attachment; filename=hand-over-sc-mc-2012.zip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("year", ["", "2010", "1", "-1", "x", "9" * 40])
def test_a_year_that_is_not_offered_is_told_beside_its_field(world: World, year: str) -> None:
    form = officer(world).open(f"{ADDRESS}ask/").form("Ask for the pack")
    page = form.set_raw("year", year).submit()
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.errors[0].startswith("Year of work – ")


def test_a_pack_is_found_under_its_own_committee_alone(world: World) -> None:
    pack_id = ask(world, "sc_mc")
    site = officer(world)
    assert ready(world, pack_id)[1] > 0
    site.open(f"/committees/sc_rca/handover/{pack_id}.zip", status=404)
    site.open(f"{ADDRESS}{pack_id + 1}.zip", status=404)


def test_the_way_to_it_is_shown_to_those_who_may_go_it(world: World) -> None:
    shown = {
        name: (site.open("/committees/sc_mc/").has_link("Hand-over"))
        for name, site in {
            "visitor": world.visitor(),
            "member": member(world, "CHE"),
            "chair": acting(world, "CHE"),
            "incoming": acting(world, "NLD"),
            "another State": acting(world, "NRU"),
        }.items()
    }
    assert shown == {"visitor": False, "member": False, "chair": True, "incoming": True, "another State": False}


@pytest.mark.parametrize("packs", [3, 12])
def test_the_page_costs_few_statements_however_many_packs(world: World, packs: int) -> None:
    for number in range(packs):
        ask(world, "sc_mc", year=2011 + number % 2)
    site = acting(world, "CHE")
    for address in (ADDRESS, f"{ADDRESS}ask/"):
        with world.counted_statements() as seen:
            site.open(address)
        assert len(seen) <= 8, address
