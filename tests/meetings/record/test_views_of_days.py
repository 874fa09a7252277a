"""Who held office on a day, from which sources that is known, and who has served, as people read it."""

from __future__ import annotations

import pytest

from tests.world import World


def test_who_chaired_on_a_day_is_told_for_all_committees(world: World) -> None:
    page = world.visitor().open("/offices/on/").form("Show").fill("As of", "2001-09-20").submit()
    rows = {row[0]: row[1:] for row in page.rows("In office on")}

    assert rows["Standing Committee on Mine Clearance"] == [
        "Co-Chairs Netherlands , Peru",
        "Co-Rapporteurs Germany , Yemen",
    ]
    assert rows["Coordinating Committee"] == ["President Nicaragua", "None on record"]
    assert not any(name.startswith("Standing Committee of Experts") for name in rows)


@pytest.mark.parametrize(
    ("day", "chairs"),
    [
        pytest.param("2010-12-02", "Co-Chairs Ecuador , Slovenia", id="the day before the change"),
        pytest.param("2010-12-03", "Co-Chairs Canada , Thailand", id="the day of the change"),
        pytest.param("2014-01-01", "Co-Chairs 2 seats not filled yet", id="after the record of holders"),
    ],
)
def test_the_chair_of_any_day_is_right(world: World, day: str, chairs: str) -> None:
    rows = {row[0]: row[1] for row in world.visitor().open(f"/offices/on/?on={day}").rows("In office on")}

    assert rows["Standing Committee on the General Status and Operation of the Convention"] == chairs


def test_an_interim_chair_is_told_beside_the_seat(world: World) -> None:
    rows = {row[0]: row[1] for row in world.visitor().open("/offices/on/?on=2011-06-24").rows("In office on")}

    assert "Albania (ad interim)" in rows["Standing Committee on Resources, Cooperation and Assistance"]


def test_a_day_before_everything_has_nobody(world: World) -> None:
    page = world.visitor().open("/offices/on/?on=1995-01-01")

    assert "No committee is known to have had offices on 1 January 1995 ." in page.text


@pytest.mark.parametrize("day", ["", "soon", "2011-02-30", "1900-01-01", "\x00", "a" * 10_000])
def test_a_day_that_cannot_be_gets_the_error_beside_the_field(world: World, day: str) -> None:
    page = world.visitor().open("/offices/on/").form("Show").fill("As of", day).submit()

    assert page.status == 422
    assert len(page.errors) == 1


def test_every_row_has_its_source_and_confidence(world: World) -> None:
    rows = world.visitor().open("/offices/").follow("Sources 2011").rows("Sources of 2011")

    assert len(rows) == 6
    resources = next(row for row in rows if "Resources" in row[0])
    assert resources[1].startswith("Albania (Chair) Confidence: High old.apminebanconvention.org, 11MSP")
    assert resources[1].endswith("ad interim")
    assert "Confidence: High" in resources[2]


def test_the_states_that_served_are_those_that_the_record_shows(world: World) -> None:
    page = world.visitor().open("/offices/served/")
    rows = {row[0]: row[1:] for row in page.rows("Every State that served")}

    assert "55 States ever held an office of a committee" in page.text
    assert len(rows) == 55
    assert rows["Canada"] == ["9", "5", "2000 to 2011"]
    assert rows["Albania"] == ["1", "1", "2012"], "its chair ad interim does not count"
