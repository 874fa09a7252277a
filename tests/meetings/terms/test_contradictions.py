"""Rows of the record that contradict each other stop the load, with the line in the file, and nothing is stored."""

from __future__ import annotations

import io

import pytest

from foundation.tables import BadTables
from meetings.offices import queries
from meetings.terms import loading
from tests.reference import DATA
from tests.world import THE_RECORD_IS_WHOLE, World

LINES = 222
"""The header and the terms on record."""


def with_row(row: str) -> io.BytesIO:
    """The table of office holders with one row more at its end."""
    return io.BytesIO((DATA / "office_holders.csv").read_bytes() + row.encode() + b"\n")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2010-12-03,2011-12-02,,A source,low,,",
            "is one holder too many on 2010-12-03: the table of schemes has 2 for this role in this committee",
            id="a third Co-Chair",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2011-06-01,2011-12-02,,A source,low,,",
            "is one holder too many on 2011-06-01",
            id="from the middle of a term on",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,chair,2010-12-03,2011-12-02,,A source,low,,",
            "is no role of this committee on 2010-12-03, by the table of schemes",
            id="a role that the committee has not",
        ),
        pytest.param(
            "2012,10MSP-12MSP,sc_gs,Name,KEN,co_rapporteur,2011-12-02,2013-12-05,,A source,low,,",
            "is one holder too many on 2011-12-02",
            id="longer than the scheme, whose only seat is held",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,CAN,co_chair,2011-06-01,2011-12-02,,A source,low,,",
            "overlaps another term of this State in this role and committee",
            id="a term that overlaps another",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2011-12-02,2010-12-03,,A source,low,,",
            "is not after 2011-12-02, the beginning",
            id="a term that ends before it begins",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_rca,Name,USA,chair,2010-12-03,2011-12-02,,A source,low,,",
            "column state: .*is no State Party on 2010-12-03, as far as is on record",
            id="a State that is no party on that day",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_rca,Name,CAN,co_chair,2010-12-03,2011-12-02,,A source,low,,",
            "is no role of this committee on 2010-12-03",
            id="a role that another year has",
        ),
        pytest.param(
            "2012,11MSP-12MSP,sc_rca,Name,NOR,co_chair,2012-12-06,2012-12-07,,A source,low,,",
            "is one holder too many on 2012-12-06",
            id="for the last day alone",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_rca,Name,CAN,chair,2011-06-01,2011-12-02,,A source,low,,",
            "column state: .*holds another office at that time, co_chair of sc_gs from 2010-12-03 to 2011-12-02",
            id="a second office in one year",
        ),
        pytest.param(
            "2014,13MSP-3RC,sce_tech,Name,KEN,chair,2020-01-01,2020-12-01,,A source,low,,",
            "column since: .*is not in the years of this committee, which did not exist on 2020-01-01",
            id="a committee that is closed on that day",
        ),
        pytest.param(
            "2000,1MSP-2MSP,sce_tech,Name,NOR,chair,2000-09-15,2001-09-21,,A source,low,,",
            "column until: .*is not in the years of this committee, which did not exist on 2001-09-20",
            id="a committee that is closed on the last day",
        ),
        pytest.param(
            "2013,13MSP-3RC,sc_gs,Name,KEN,co_chair,2013-12-05,2014-06-27,,A source,low,,",
            "column year: .*is not the year of 13MSP-3RC, 2014",
            id="another year than that of the term",
        ),
        pytest.param(
            "2014,13MSP-3RC,sc_gs,Name,KEN,co_chair,2014-06-27,2014-07-01,,A source,low,,despite",
            "column despite",
            id="an exception that there is not",
        ),
        pytest.param(
            "2014,13MSP-3RC,cg_uni,Name,KEN,coordinator,2012-12-07,2013-12-05,,A source,low,,",
            "column since: .*is not in 13MSP-3RC, from 2013-12-05 to 2014-06-27",
            id="days before the term",
        ),
        pytest.param(
            "2014,13MSP-3RC,cg_uni,Name,KEN,coordinator,2013-12-05,2014-06-28,,A source,low,,",
            "column until: .*is after 2014-06-27, the end of 13MSP-3RC",
            id="days after the term",
        ),
        pytest.param(
            "2014,12MSP-3RC,sc_gs,Name,KEN,co_chair,2013-12-05,2014-06-27,,A source,low,,",
            "column term: .*is not between two formal meetings that follow each other",
            id="a term that there is not",
        ),
    ],
)
def test_rows_that_contradict_each_other_stop_the_load(world: World, row: str, error: str) -> None:
    with world.reading():
        stored = len(queries.stored_holdings())
    with pytest.raises(BadTables, match=f"(?s)line {LINES + 1}.*{error}"), world.writing():
        loading.load_office_holders(THE_RECORD_IS_WHOLE, with_row(row))
    with world.reading():
        assert len(queries.stored_holdings()) == stored


def test_the_record_as_it_is_goes_with_its_schemes(world: World) -> None:
    with world.writing():
        loaded = (
            loading.load_office_holders(THE_RECORD_IS_WHOLE),
            loading.load_presidents(THE_RECORD_IS_WHOLE),
        )
    assert [(one.added, one.changed) for one in loaded] == [(0, 0), (0, 0)]


def test_an_interim_chair_takes_no_seat(world: World) -> None:
    row = "2012,11MSP-12MSP,sc_rca,Name,KHM,chair,2011-12-02,2012-12-07,,A source,low,yes,"
    with world.writing():
        assert loading.load_office_holders(THE_RECORD_IS_WHOLE, with_row(row)).added == 1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            "2012,11MSP-12MSP,sc_rca,Name,USA,chair,2011-12-02,2012-12-07,,A source,low,yes,not_a_party",
            id="no party",
        ),
        pytest.param(
            "2014,13MSP-3RC,sce_tech,Name,KEN,chair,2013-12-05,2014-06-27,,A source,low,,committee_closed",
            id="a committee that was closed",
        ),
        pytest.param(
            "2013,12MSP-13MSP,cg_uni,Name,THA,coordinator,2012-12-07,2013-12-05,,A source,low,,another_office",
            id="a second office",
        ),
        pytest.param(
            "2014,13MSP-3RC,sc_gs,Name,KEN,co_chair,2014-03-01,2014-06-27,,A source,low,,", id="a part of a term"
        ),
    ],
)
def test_the_table_itself_says_what_is_an_exception_and_may_have_gaps(world: World, row: str) -> None:
    with world.writing():
        assert loading.load_office_holders(THE_RECORD_IS_WHOLE, with_row(row)).added == 1
