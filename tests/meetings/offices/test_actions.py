"""Loading the office holders."""

from __future__ import annotations

from datetime import date

import pytest

from foundation import audit
from foundation.reference import Loaded
from foundation.tables import BadTables
from meetings.offices import actions, queries
from meetings.offices.actions import REPLACED
from tests.builders.offices import committee
from tests.reference import changed
from tests.world import World

ROW = "2011,10MSP-11MSP,sc_gs,Standing Committee on the General Status and Operation of the Convention,CAN,co_chair,"


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert actions.load_office_holders(world.now) == Loaded("office holders", 0, 0, 221)
    with world.reading():
        assert audit.record_number() == number


def test_what_is_told_about_a_term_is_brought_up_to_date_in_its_row(world: World) -> None:
    table = changed("office_holders.csv", f"{ROW}2010-12-03,2011-12-02,,", f"{ROW}2010-12-03,2011-12-02,a note,")
    with world.writing():
        assert actions.load_office_holders(world.now, table) == Loaded("office holders", 0, 1, 220)
    with world.reading():
        holders = queries.holders_on([committee("sc_gs").id], date(2011, 6, 24), "en")
        assert [held.notes for held in holders if held.delegation.key == "CAN"] == ["a note"]


def test_another_end_of_a_term_makes_another_row_and_revokes_the_old_one(world: World) -> None:
    table = changed("office_holders.csv", f"{ROW}2010-12-03,2011-12-02", f"{ROW}2010-12-03,2011-09-30")
    with world.writing():
        assert actions.load_office_holders(world.now, table) == Loaded("office holders", 0, 1, 220)
    with world.reading():
        rows = [held for held in queries.stored_holdings() if _is_canadas(held)]
        assert [(held.until, held.revoked_because) for held in rows] == [
            (date(2011, 12, 2), REPLACED),
            (date(2011, 9, 30), None),
        ]
        told = [entry.sentence for entry in audit.history_of(committee("sc_gs"))]
        assert told[:2] == [
            "The offices of General Status and Operation of the Convention were brought up to date with the reference "
            "table: terms recorded: 0, terms corrected: 1.",
            f"The term of CAN from 2010-12-03 to 2011-12-02 was revoked: {REPLACED}",
        ]


def test_a_new_term_is_told_once_in_the_history_of_its_committee_alone(world: World) -> None:
    row = f"{ROW}2010-12-03,2011-12-02"
    added = f"{ROW}2012-12-07,2013-12-05,,a source,high".replace("CAN", "ZWE").replace(
        "2011,10MSP-11MSP", "2013,12MSP-13MSP"
    )
    with world.writing():
        histories = {key: len(audit.history_of(committee(key))) for key in ("sc_gs", "sc_va")}
        table = changed("office_holders.csv", row, f"{added}\n{row}")
        assert actions.load_office_holders(world.now, table) == Loaded("office holders", 1, 0, 221)
    with world.reading():
        entry = audit.history_of(committee("sc_gs"))[0]
        assert (entry.action, entry.facts) == ("office:load", {"recorded": 1, "corrected": 0})
        assert len(audit.history_of(committee("sc_gs"))) == histories["sc_gs"] + 1
        assert len(audit.history_of(committee("sc_va"))) == histories["sc_va"]


def test_a_term_that_was_revoked_stays_so(world: World) -> None:
    with world.writing():
        held = next(held for held in queries.stored_holdings() if _is_canadas(held))
        held.revoked_at, held.revoked_because = world.now, "A mistake."
    with world.writing():
        assert actions.load_office_holders(world.now).unchanged == 221
    with world.reading():
        assert [held.revoked_because for held in queries.stored_holdings() if _is_canadas(held)] == ["A mistake."]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        pytest.param("sc_gs", "sc_nothing", "committee_key", id="an unknown committee"),
        pytest.param("CAN", "XXX", "state", id="an unknown State"),
        pytest.param("2010-12-03", "2012-12-03", "until", id="an end before the beginning"),
    ],
)
def test_a_bad_table_names_file_line_and_column(world: World, old: str, new: str, column: str) -> None:
    row = f"{ROW}2010-12-03"
    table = changed("office_holders.csv", row, row.replace(old, new, 1))
    expected = rf"office_holders\.csv, line \d+, column {column}"
    with world.writing(), pytest.raises(BadTables, match=expected):
        actions.load_office_holders(world.now, table)


def _is_canadas(held: object) -> bool:
    term = (held.delegation.key, held.committee.key, held.since)  # type: ignore[attr-defined]
    return term == ("CAN", "sc_gs", date(2010, 12, 3))
