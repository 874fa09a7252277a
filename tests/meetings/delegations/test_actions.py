"""Loading the States, and recording organizations."""

from __future__ import annotations

import pytest

from foundation import audit
from foundation.reference import Loaded
from foundation.tables import BadTables
from meetings.delegations import actions, queries, rules
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import make_organization, state
from tests.reference import changed
from tests.world import World


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert actions.load_states(world.now) == Loaded("delegations", 0, 0, 195)
    with world.reading():
        assert audit.record_number() == number


def test_loading_takes_a_fixed_number_of_statements(world: World) -> None:
    with world.writing(), world.counted_statements() as seen:
        actions.load_states(world.now)

    assert len(seen) == 2


def test_a_row_that_changed_is_brought_up_to_date_and_told_in_its_history(world: World) -> None:
    table = changed("states.csv", "ZMB,Zambia,Zambie,", "ZMB,Zambia,La Zambie,")
    with world.writing():
        number = audit.record_number()
        assert actions.load_states(world.now, table) == Loaded("delegations", 0, 1, 194)
    with world.reading():
        assert audit.record_number() == number + 1
        zambia = state("ZMB")
        assert queries.name_of(zambia, "fr", world.now.date()) == "La Zambie"
        assert len(zambia.names) == 6
        assert [entry.action for entry in audit.history_of(zambia)] == ["delegation:correct"]


def test_a_state_that_the_table_no_longer_has_stays_on_record(world: World) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now)
        assert actions.load_states(world.now).unchanged == 195
    with world.reading():
        assert queries.delegation_by_key("ICRC") is not None


def test_a_bad_table_names_file_line_and_column(world: World) -> None:
    table = changed("states.csv", "ZMB,Zambia,Zambie,", "zmb,Zambia,Zambie,")
    with world.writing(), pytest.raises(BadTables, match=r"states\.csv, line \d+, column iso3"):
        actions.load_states(world.now, table)


def test_an_organization_is_recorded_with_its_names(world: World) -> None:
    names = {"en": "Sample Committee of Clearance", "fr": "Comité modèle"}
    with world.writing():
        organization = actions.record_organization("scc-1", names, actor=SECRETARIAT, now=world.now)
        assert (organization.key, organization.kind) == ("SCC-1", rules.Kind.ORGANIZATION)
        assert [entry.action for entry in audit.history_of(organization)] == ["delegation:record"]
    with world.reading():
        found = state("SCC-1")
        assert queries.name_of(found, "fr", world.now.date()) == "Comité modèle"
        assert queries.name_of(found, "ar", world.now.date()) == "Sample Committee of Clearance"


@pytest.mark.parametrize("key", ["A", "ABC", "1AB", "AB C", "É1", "AB_C", "A" * 21, ""])
def test_a_key_that_no_organization_can_have_is_refused(world: World, key: str) -> None:
    with world.writing(), pytest.raises(rules.NotAKey):
        actions.record_organization(key, {"en": "Sample"}, actor=SECRETARIAT, now=world.now)


def test_two_organizations_never_share_a_key(world: World) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now)
        with pytest.raises(rules.KeyTaken):
            make_organization("icrc", now=world.now)
