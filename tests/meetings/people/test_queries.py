"""Lists of people cost the same for few and for many."""

from __future__ import annotations

import pytest

from meetings.people import queries
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.world import World


@pytest.mark.parametrize("how_many", [3, 30])
def test_a_list_of_people_costs_three_statements(world: World, how_many: int) -> None:
    with world.writing():
        for number in range(how_many):
            make_delegate("ZMB", name=f"Sample {number:02}", now=world.now)
    with world.reading(), world.counted_statements() as seen:
        found = queries.people("", first=0, most=50)
        belongs = queries.memberships([one.id for one in found], "fr")
        names = {name.name for row in belongs for name in row.delegation.names}

    assert (len(found), len(belongs), names) == (how_many, how_many, {"Zambia", "Zambie"})
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("", ["Sample 100% Sure", "Sample Other"], id="none"),
        pytest.param("other", ["Sample Other"], id="a name in small letters"),
        pytest.param("OTHER@example", ["Sample Other"], id="a mail address in capitals"),
        pytest.param("100%", ["Sample 100% Sure"], id="a sign that means any text to a database"),
        pytest.param("_", [], id="another such sign"),
        pytest.param("'; --", [], id="an attack"),
    ],
)
def test_people_are_found_by_name_or_mail_address(world: World, words: str, names: list[str]) -> None:
    with world.writing():
        make_account("Sample Other", now=world.now)
        make_account("Sample 100% Sure", now=world.now)
    with world.reading():
        assert [one.name for one in queries.people(words, first=0, most=10)] == names
        assert queries.count_people(words) == len(names)


def test_an_unknown_number_or_one_of_another_person_finds_nothing(world: World) -> None:
    with world.writing():
        officer = make_account("Sample officer", now=world.now, role="isu")
        other = make_account("Sample other", now=world.now)
        grant = officer.grants[0].id
        ids = officer.id, other.id
    with world.reading():
        assert queries.person(2**31 - 1) is None
        assert queries.granted_role(ids[0], grant) is not None
        assert queries.granted_role(ids[1], grant) is None
