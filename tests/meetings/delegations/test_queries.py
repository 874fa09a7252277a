"""Names of delegations in the reader's language and order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from meetings.delegations import collation, facts, queries
from tests.builders.delegations import make_organization, state
from tests.world import World

DAY = date(2011, 6, 24)
TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        pytest.param("en", "Afghanistan", "Zimbabwe", id="English"),
        pytest.param("fr", "Afghanistan", "Zimbabwe", id="French"),
        pytest.param("ar", "إثيوبيا", "اليونان", id="Arabic"),
        pytest.param("ru", "Австралия", "Япония", id="Russian"),
    ],
)
def test_delegations_come_in_the_order_of_the_readers_language(
    world: World, language: str, first: str, last: str
) -> None:
    with world.reading():
        names = [queries.name_of(one, language, DAY) for one in queries.all_delegations(language, DAY)]

        assert (len(names), names[0], names[-1]) == (195, first, last)
        keys = [collation.collation_key(name, language) for name in names]
        assert all(before < after for before, after in pairwise(keys))
        assert list(queries.names_on(language, DAY).values()) == names


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(DAY, "Swaziland", id="the name of 2011"),
        pytest.param(TODAY, "Eswatini", id="the name of today"),
    ],
)
def test_a_renamed_state_has_the_name_of_the_day(world: World, day: date, name: str) -> None:
    with world.reading():
        swaziland = state("SWZ")

        assert queries.name_of(swaziland, "en", day) == name
        assert queries.names_on("en", day, [swaziland.id]) == {swaziland.id: name}


def test_an_organization_without_a_name_in_the_language_has_its_english_one(world: World) -> None:
    with world.writing():
        number = make_organization("ICRC", now=world.now, en="Sample Red Cross").id
    with world.reading():
        assert queries.names_on("ar", DAY, [number]) == {number: "Sample Red Cross"}


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(
            lambda: [queries.name_of(one, "fr", DAY) for one in queries.all_delegations("fr", DAY)], id="all of them"
        ),
        pytest.param(lambda: queries.names_on("fr", DAY), id="their names"),
    ],
)
def test_a_list_costs_one_statement(world: World, ask: Callable[[], object]) -> None:
    with world.reading(), world.counted_statements() as seen:
        assert ask()

    assert len(seen) == 1


def test_an_unknown_key_or_number_finds_nothing(world: World) -> None:
    with world.reading():
        assert queries.delegation_by_key("XXX") is None
        assert queries.delegation_by_id(2**31 - 1) is None


def test_what_rotation_weighs_is_found_in_two_statements(world: World) -> None:
    with world.reading(), world.counted_statements() as seen:
        found = {one.state.key: one for one in queries.facts_on(DAY)}
        kinds = {key: found[key].kind for key in ("NOR", "ZMB", "COL", "ALB", "KOR", "USA", "GBR")}

    assert len(seen) == 2
    assert len(found) == 195
    assert kinds == {
        "NOR": "donor", "ZMB": "other", "COL": "affected", "ALB": "other", "KOR": "donor", "USA": "donor",
        "GBR": "donor",
    }  # fmt: skip
    assert sum(one.is_party for one in found.values()) == 156
    assert (found["USA"].is_party, found["ZMB"].mission) == (False, None)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param(date(2009, 12, 31), facts.RotationKind.OTHER, id="before it joined"),
        pytest.param(date(2010, 1, 1), facts.RotationKind.DONOR, id="from the year of joining on"),
    ],
)
def test_a_state_is_a_donor_from_the_year_of_joining_on(world: World, day: date, kind: str) -> None:
    with world.reading():
        assert next(one.kind for one in queries.facts_on(day) if one.state.key == "KOR") == kind


def test_states_parties_are_counted_by_regional_group_in_one_statement(world: World) -> None:
    with world.reading(), world.counted_statements() as seen:
        found = queries.parties_by_group(date(2010, 11, 29))

    assert len(seen) == 1
    assert sum(found.values()) == 156
    assert found["African"] == 49
