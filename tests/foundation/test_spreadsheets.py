"""Tables that spreadsheets open and programs read."""

from __future__ import annotations

import csv
import io

import pytest

from foundation.spreadsheets import written


def cell(value: object) -> str:
    """What becomes of a value in a table."""
    rows = list(csv.reader(io.StringIO(written([("value",), (value,)]).decode(), newline="")))
    return rows[1][0] if rows[1] else ""


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+41 22", "'+41 22", id="a plus"),
        pytest.param("-", "'-", id="a minus in a text"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="an at sign"),
        pytest.param("\t=1", "'\t=1", id="a tab"),
        pytest.param("\r=1", "'\r=1", id="a line end"),
        pytest.param("a=1", "a=1", id="not at the beginning"),
        pytest.param('one, "two"\nthree', 'one, "two"\nthree', id="commas, quotation marks, lines"),
        pytest.param(-5, "-5", id="a number below zero stays one"),
        pytest.param(0.1455, "0.1455", id="a share"),
        pytest.param(None, "", id="unknown"),
        pytest.param(True, "yes", id="yes"),
        pytest.param(False, "no", id="no"),
        pytest.param("النرويج", "النرويج", id="Arabic"),
    ],
)
def test_a_spreadsheet_finds_no_formula(value: object, found: str) -> None:
    assert cell(value) == found


def test_a_table_is_as_the_standard_says() -> None:
    assert written([("a", "b"), (1, "é")]) == "a,b\r\n1,é\r\n".encode()
    assert written([("é",)], with_mark=True) == b"\xef\xbb\xbf\xc3\xa9\r\n"
