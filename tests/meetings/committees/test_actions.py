"""Loading the committees and their lineage."""

from __future__ import annotations

import pytest

from foundation import audit
from foundation.reference import Loaded
from foundation.tables import BadTables
from meetings.committees import actions, queries
from tests.builders.offices import committee
from tests.reference import changed
from tests.world import World


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number, steps = audit.record_number(), len(queries.all_successions())
        assert actions.load_committees(world.now) == Loaded("committees", 0, 0, 22)
    with world.reading():
        assert (audit.record_number(), len(queries.all_successions())) == (number, steps)


def test_a_row_that_changed_is_brought_up_to_date_and_told_in_its_history(world: World) -> None:
    table = changed("committees.csv", "Contact Group on Article 7,", "Contact Group on Article 7 Reporting,")
    with world.writing():
        assert actions.load_committees(world.now, table) == Loaded("committees", 0, 1, 21)
    with world.reading():
        group = committee("cg_art7")
        assert (group.official_name, group.short_name) == (
            "Contact Group on Article 7 Reporting",
            "Article 7 Reporting",
        )
        assert [entry.action for entry in audit.history_of(group)] == ["committee:correct"]


def test_a_new_step_of_the_lineage_changes_both_of_its_ends(world: World) -> None:
    table = changed("committees.csv", "2014,sce_sd,,none (", "2014,sce_sd,c_cc,none (")
    with world.writing():
        assert actions.load_committees(world.now, table) == Loaded("committees", 0, 2, 20)
    with world.reading():
        steps = [step for step in queries.all_successions() if step.successor.key == "c_cc"]
        assert [step.predecessor.key for step in steps] == ["sc_sd", "sc_gs"]


def test_a_bad_table_names_file_line_and_column(world: World) -> None:
    table = changed("committees.csv", "2014,sce_sd,,none (", "2014,sce_sd,nobody,none (")
    with world.writing(), pytest.raises(BadTables, match=r"committees\.csv, line 9, column successors"):
        actions.load_committees(world.now, table)
