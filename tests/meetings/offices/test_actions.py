"""Loading the office holders."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from foundation import audit
from foundation.database import db
from foundation.reference import Loaded
from foundation.tables import BadTables
from meetings.offices import actions, queries
from meetings.offices.actions import REPLACED
from tests.builders.offices import committee, make_holding
from tests.reference import changed
from tests.world import THE_RECORD_IS_WHOLE, World

ROW = "2011,10MSP-11MSP,sc_gs,Standing Committee on the General Status and Operation of the Convention,CAN,co_chair,"


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE) == Loaded("office holders", 0, 0, 221)
    with world.reading():
        assert audit.record_number() == number


def test_what_is_told_about_a_term_is_brought_up_to_date_in_its_row(world: World) -> None:
    table = changed("office_holders.csv", f"{ROW}2010-12-03,2011-12-02,,", f"{ROW}2010-12-03,2011-12-02,a note,")
    with world.writing():
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE, table) == Loaded("office holders", 0, 1, 220)
    with world.reading():
        holders = queries.holders_on([committee("sc_gs").id], date(2011, 6, 24), "en")
        assert [held.notes for held in holders if held.delegation.key == "CAN"] == ["a note"]


def test_another_end_of_a_term_makes_another_row_and_revokes_the_old_one(world: World) -> None:
    table = changed("office_holders.csv", f"{ROW}2010-12-03,2011-12-02", f"{ROW}2010-12-03,2011-09-30")
    with world.writing():
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE, table) == Loaded("office holders", 0, 1, 220)
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
            f"The term of CAN from 3 December 2010 to 2 December 2011 was revoked: {REPLACED}",
        ]


def test_a_new_term_is_told_once_in_the_history_of_its_committee_alone(world: World) -> None:
    row = f"{ROW}2010-12-03,2011-12-02"
    added = f"{ROW}2012-12-07,2013-12-05,,a source,high,no,".replace("CAN", "ZWE").replace(
        "2011,10MSP-11MSP", "2013,12MSP-13MSP"
    )
    with world.writing():
        histories = {key: len(audit.history_of(committee(key))) for key in ("sc_gs", "sc_va")}
        table = changed("office_holders.csv", row, f"{added}\n{row}")
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE, table) == Loaded("office holders", 1, 0, 221)
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
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE).unchanged == 221
    with world.reading():
        assert [held.revoked_because for held in queries.stored_holdings() if _is_canadas(held)] == ["A mistake."]


def test_a_term_that_was_ended_early_keeps_its_end(world: World) -> None:
    with world.writing():
        held = next(held for held in queries.stored_holdings() if _is_canadas(held))
        held.planned_until, held.until, held.ended_because = held.until, date(2011, 6, 30), "Canada stepped back."
    with world.writing():
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE).unchanged == 221
    with world.reading():
        assert [held.until for held in queries.stored_holdings() if _is_canadas(held)] == [date(2011, 6, 30)]


@pytest.mark.parametrize(
    ("moment", "added"),
    [
        pytest.param(datetime(2012, 5, 14, 7, tzinfo=UTC), 0, id="in May 2012"),
        pytest.param(datetime(2012, 12, 6, 22, 59, tzinfo=UTC), 0, id="a minute before the day of the change"),
        pytest.param(datetime(2012, 12, 6, 23, tzinfo=UTC), 10, id="on the day of the change where the office works"),
    ],
)
def test_a_clock_that_is_set_back_knows_no_later_term(world: World, moment: datetime, added: int) -> None:
    with world.writing():
        for held in queries.stored_holdings():
            if held.year == 2013:
                db.session.delete(held)
    with world.writing():
        assert actions.load_office_holders(moment) == Loaded("office holders", added, 0, 211)


def test_offices_that_were_recorded_here_are_not_overlaid(world: World) -> None:
    began = date(2012, 12, 7)
    with world.writing():
        for held in queries.stored_holdings():
            if held.year == 2013 and held.committee.key == "sc_gs":
                db.session.delete(held)
        chosen = make_holding("sc_gs", "PRT", since=began, until=date(2013, 12, 5))
        chosen.origin = "slate"
    with world.writing():
        assert actions.load_office_holders(THE_RECORD_IS_WHOLE) == Loaded("office holders", 0, 0, 221)
    with world.reading():
        found = [held for held in queries.stored_holdings() if held.committee.key == "sc_gs" and held.since == began]
        assert [held.delegation.key for held in found] == ["PRT"]


def test_the_presidencies_are_loaded_like_the_office_holders(world: World) -> None:
    table = changed("presidents.csv", "SVN,president,2012-12-03,2013-12-02", "SVN,president,2012-12-03,2013-11-02")
    with world.writing():
        assert actions.load_presidents(THE_RECORD_IS_WHOLE) == Loaded("presidents", 0, 0, 15)
        assert actions.load_presidents(THE_RECORD_IS_WHOLE, table) == Loaded("presidents", 0, 1, 14)
        bad = changed("presidents.csv", "SVN,president,", "XXX,president,")
        with pytest.raises(BadTables, match=r"presidents\.csv, line 15, column state"):
            actions.load_presidents(THE_RECORD_IS_WHOLE, bad)
    with world.reading():
        presiding = queries.holders_on([committee("coordcom").id], date(2012, 5, 14), "en")
        assert [(held.role, held.delegation.key) for held in presiding] == [("president", "KHM")]


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
        actions.load_office_holders(THE_RECORD_IS_WHOLE, table)


def _is_canadas(held: object) -> bool:
    term = (held.delegation.key, held.committee.key, held.since)  # type: ignore[attr-defined]
    return term == ("CAN", "sc_gs", date(2010, 12, 3))
