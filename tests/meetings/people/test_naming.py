"""The focal point of a delegation says who acts for the State in the offices that it holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import pytest

from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.offices.queries import standings
from meetings.people import actions, queries, rules
from meetings.standings import ActsFor, BelongsTo, HoldsOffice, IsFocalPoint
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import make_organization, state
from tests.builders.offices import committee, make_holding
from tests.builders.people import make_delegate
from tests.pages.site import Site
from tests.world import World

FOCAL_POINT = Actor(name="Sample focal point")
HOUR = timedelta(hours=1)
ADDRESS = "/delegations/zmb/people/"


@pytest.fixture
def people(world: World) -> dict[str, int]:
    """A focal point and two others of Zambia, who joined an hour ago; the second acts in office."""
    with world.writing():
        accounts = {
            name: make_delegate("ZMB", name=f"Sample {name}", now=world.now, acts_in_office=name == "second").id
            for name in ("focal", "first", "second")
        }
        focal = queries.person(accounts["focal"])
        assert focal is not None
        actions.set_focal_point(focal, is_focal_point=True, actor=SECRETARIAT, now=world.now)
    world.clock.set(world.now + HOUR)
    return accounts


def acting(world: World) -> list[str]:
    """Who acts in office for Zambia now."""
    with world.reading():
        rows = queries.delegates(state("ZMB").id)
        return [row.account.name for row in rows if row.until is None and row.acts_in_office]


def name(world: World, account_ids: Collection[int], seen: int | None = None) -> None:
    """The focal point names these people."""
    with world.writing():
        version = rules.version_of(queries.delegates(state("ZMB").id))
        actions.name_actors(
            state("ZMB"), account_ids, seen=version if seen is None else seen, actor=FOCAL_POINT, now=world.now
        )


def test_a_focal_point_stands_for_that_and_acts_in_no_office(world: World, people: dict[str, int]) -> None:
    with world.reading():
        zambia = state("ZMB").id
        with world.counted_statements() as seen:
            found = standings(people["focal"], world.now)
    assert found == {BelongsTo(zambia), IsFocalPoint(zambia)}
    assert len(seen) == 1


def test_being_the_focal_point_is_a_dated_row_beside_acting_in_office(world: World, people: dict[str, int]) -> None:
    with world.writing():
        account = queries.person(people["second"])
        assert account is not None
        actions.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
        actions.set_acting(account, acts=False, actor=SECRETARIAT, now=world.now + HOUR)
        with pytest.raises(rules.NothingToChange):
            actions.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
        actions.set_focal_point(account, is_focal_point=False, actor=SECRETARIAT, now=world.now + 2 * HOUR)
        rows = queries.memberships([account.id], "en")
        dated = [(row.acts_in_office, row.is_focal_point, row.until is None) for row in rows]

    assert dated == [(True, False, False), (True, True, False), (False, True, False), (False, False, True)]


def test_an_organization_has_no_focal_point_for_offices(world: World) -> None:
    with world.writing():
        account = make_account("Sample person", now=world.now)
        organization = make_organization("SAMPLE", now=world.now)
        actions.join(account, organization, acts_in_office=False, actor=SECRETARIAT, now=world.now)
        with pytest.raises(rules.OnlyStatesHoldOffice):
            actions.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
        with pytest.raises(rules.OnlyStatesHoldOffice):
            actions.name_actors(organization, [account.id], seen=1, actor=FOCAL_POINT, now=world.now)


def test_who_is_named_acts_from_then_on_and_nobody_is_overwritten(world: World, people: dict[str, int]) -> None:
    name(world, [people["focal"], people["first"]])
    assert acting(world) == ["Sample first", "Sample focal"]
    with world.reading():
        rows = [row for row in queries.delegates(state("ZMB").id) if row.account_id == people["second"]]
        assert [(row.acts_in_office, row.until is None) for row in rows] == [(True, False), (False, True)]
        focal = [row for row in queries.delegates(state("ZMB").id) if row.account_id == people["focal"]][-1]
        assert focal.is_focal_point
    name(world, [])
    assert acting(world) == []


def test_the_rights_follow_who_is_named(world: World, people: dict[str, int]) -> None:
    with world.writing():
        make_holding("sc_rca", "ZMB", since=date(2011, 6, 1), until=date(2011, 12, 2))
    name(world, [people["first"]])
    with world.reading():
        zambia, committee_id = state("ZMB").id, committee("sc_rca").id
        office = HoldsOffice(committee_id, "co_chair", zambia)
        assert {office, ActsFor(zambia)} < set(standings(people["first"], world.now))
        assert office not in set(standings(people["second"], world.now))


def test_what_stands_in_the_way_of_naming_leaves_all_as_it_was(world: World, people: dict[str, int]) -> None:
    with world.writing():
        stranger = make_delegate("NOR", now=world.now).id
    with pytest.raises(rules.NotInDelegation):
        name(world, [people["first"], stranger])
    with pytest.raises(rules.NothingToChange):
        name(world, [people["second"]])
    with pytest.raises(EditConflict) as conflict:
        name(world, [people["first"]], seen=1)
    assert conflict.value.facts["acting"] == {people["second"]}
    assert acting(world) == ["Sample second"]


def test_the_focal_point_sees_the_people_and_names_them(world: World, people: dict[str, int]) -> None:
    site = world.site_of(people["focal"])
    page = site.open("/delegations/zmb/").follow("The people of this delegation, and who acts in office")

    assert page.heading == "People of Zambia"
    assert [row[0] for row in page.rows("People who belong")] == [
        "Sample first",
        "Sample focal Focal point",
        "Sample second",
    ]
    assert "Co-Rapporteur, Standing Committee on Mine Clearance" in page.text
    page = page.form("Name these people").fill("Who acts in office", ["Sample first", "Sample focal"]).submit()
    assert page.messages == ["From now on these people act in office."]
    assert [(row[0], row[2]) for row in page.rows("Who acted in office")][:2] == [
        ("Sample focal", "Still does"),
        ("Sample first", "Still does"),
    ]
    assert page.rows("Who acted in office")[2][0] == "Sample second"
    assert page.form("Name these people").submit().errors == [
        "Who acts in office from now on – This is so already; somebody else may have done it just now."
    ]
    with world.reading():
        account = queries.person(people["first"])
        assert account is not None
    officer = _officer(world)
    assert (
        "Sample focal recorded that Sample first acts in office for Zambia."
        in officer.open(f"/people/{people['first']}/").text
    )


def _officer(world: World) -> Site:
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def test_the_second_of_two_who_name_people_is_shown_both(world: World, people: dict[str, int]) -> None:
    site = world.site_of(people["focal"])
    late = site.open(ADDRESS).form("Name these people").fill("Who acts in office", ["Sample first"])
    site.open(ADDRESS).form("Name these people").fill("Who acts in office", ["Sample focal"]).submit()
    page = late.submit()

    assert page.status == 409
    assert page.rows("Both versions") == [["Who acts in office from now on differs", "Sample focal", "Sample first"]]


@pytest.mark.parametrize("value", ["999999", "nobody", "-1"])
def test_somebody_whom_the_list_does_not_offer_is_refused(world: World, people: dict[str, int], value: str) -> None:
    page = world.site_of(people["focal"]).open(ADDRESS).form("Name these people").set_raw("acting", value).submit()

    assert page.status == 422
    assert page.errors == ["Who acts in office from now on – Choose one that the list offers."]
    assert acting(world) == ["Sample second"]


def test_nobody_else_sees_the_people_of_a_delegation(world: World, people: dict[str, int]) -> None:
    with world.writing():
        other = make_delegate("NOR", now=world.now, name="Sample other focal").id
        account = queries.person(other)
        assert account is not None
        actions.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
    world.clock.set(world.now + HOUR)

    world.visitor().open(ADDRESS, status=403)
    world.site_of(people["second"]).open(ADDRESS, status=403)
    world.site_of(other).open(ADDRESS, status=403)
    assert "Sample" not in world.visitor().open("/delegations/zmb/").text
    assert _officer(world).open(ADDRESS).heading == "People of Zambia"


def test_the_isu_says_who_the_focal_point_is(world: World, people: dict[str, int]) -> None:
    officer = _officer(world)
    page = officer.open(f"/people/{people['first']}/").follow("Is the focal point")
    page = page.form("Let the person be the focal point").submit()
    assert page.messages == ["The person is the focal point from now on."]
    assert "Sample officer recorded that Sample first is the focal point of Zambia" in page.text
    world.site_of(people["first"]).open(ADDRESS)
    world.clock.set(world.now + HOUR)
    page = page.follow("No longer the focal point").form("End being the focal point").submit()

    assert page.messages == ["The person is the focal point no longer."]
    world.clock.set(world.now + HOUR)
    world.site_of(people["first"]).open(ADDRESS, status=403)


def test_many_people_take_no_more_statements_than_few(world: World, people: dict[str, int]) -> None:
    site = world.site_of(people["focal"])

    def statements() -> int:
        with world.counted_statements() as seen:
            site.open(ADDRESS)
        return len(seen)

    few = statements()
    _many(world, world.now)
    assert statements() == few <= 8


def _many(world: World, now: datetime) -> None:
    with world.writing():
        for number in range(30):
            make_delegate("ZMB", name=f"Sample person {number}", now=now)
