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
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2010-12-03,2011-12-02,,A source,low,",
            "is one holder too many on 2010-12-03: the table of schemes has 2 for this role in this committee",
            id="a third Co-Chair",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2011-06-01,2011-12-02,,A source,low,",
            "is one holder too many on 2011-06-01",
            id="from the middle of a term on",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,chair,2010-12-03,2011-12-02,,A source,low,",
            "is no role of this committee on 2010-12-03, by the table of schemes",
            id="a role that the committee has not",
        ),
        pytest.param(
            "2012,10MSP-12MSP,sc_gs,Name,KEN,co_rapporteur,2011-12-02,2013-12-05,,A source,low,",
            "is one holder too many on 2011-12-02",
            id="longer than the scheme, whose only seat is held",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,CAN,co_chair,2011-06-01,2011-12-02,,A source,low,",
            "overlaps another term of this State in this role and committee",
            id="a term that overlaps another",
        ),
        pytest.param(
            "2011,10MSP-11MSP,sc_gs,Name,KEN,co_chair,2011-12-02,2010-12-03,,A source,low,",
            "is not after 2011-12-02, the beginning",
            id="a term that ends before it begins",
        ),
    ],
)
def test_rows_that_contradict_each_other_stop_the_load(world: World, row: str, error: str) -> None:
    with pytest.raises(BadTables, match=f"(?s)line {LINES + 1}.*{error}"), world.writing():
        loading.load_office_holders(THE_RECORD_IS_WHOLE, with_row(row))
    with world.reading():
        assert all(held.delegation.key != "KEN" or held.since.year != 2011 for held in queries.stored_holdings())


def test_the_record_as_it_is_goes_with_its_schemes(world: World) -> None:
    with world.writing():
        loaded = (
            loading.load_office_holders(THE_RECORD_IS_WHOLE),
            loading.load_presidents(THE_RECORD_IS_WHOLE),
        )
    assert [(one.added, one.changed) for one in loaded] == [(0, 0), (0, 0)]


def test_an_interim_chair_takes_no_seat(world: World) -> None:
    row = "2012,11MSP-12MSP,sc_rca,Name,KHM,chair,2011-12-02,2012-12-07,,A source,low,yes"
    with world.writing():
        assert loading.load_office_holders(THE_RECORD_IS_WHOLE, with_row(row)).added == 1
