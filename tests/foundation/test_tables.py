"""Tables are read strictly, and everything wrong with one is named by file, line and column."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest

from foundation import columns, tables

COLUMNS = (
    columns.required_text("key", longest=20),
    columns.date("since", optional=True),
    columns.text("notes", lines=True),
)


def table(content: str | bytes) -> io.BytesIO:
    """Return a file opened for reading bytes."""
    return io.BytesIO(content if isinstance(content, bytes) else content.encode())


def wrong(content: str | bytes, key: tuple[str, ...] = ("key",)) -> list[str]:
    """Return the lines of the error that reading this content gives."""
    with pytest.raises(tables.BadTables) as caught:
        tables.read_table(table(content), COLUMNS, key=key, file="things.csv")
    return str(caught.value).splitlines()


def parsed(column: columns.Column, value: str) -> Any:
    """Return what a column makes of a cell."""
    return column.parse(value)


def test_rows_come_parsed_in_the_order_of_the_file() -> None:
    content = 'notes,key,since\n"a, ""b""",one,2011-06-24\n,two,\n'

    rows = tables.read_table(table(content), COLUMNS, key=("key",))

    assert [(row["key"], row["since"], row["notes"]) for row in rows] == [
        ("one", dt.date(2011, 6, 24), 'a, "b"'),
        ("two", None, ""),
    ]
    assert [row.line for row in rows] == [2, 3]


def test_a_path_is_read_as_an_open_file_is(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_bytes('key,since,notes\r\nصربيا,,"two\r\nlines"\r\n'.encode())

    rows = tables.read_table(path, COLUMNS)

    assert [(row.file, row["key"], row["notes"]) for row in rows] == [("things.csv", "صربيا", "two\nlines")]


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert tables.read_table(table("key,since,notes\n"), COLUMNS) == []


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (columns.text("x"), "", ""),
        (columns.text("x"), "5 % of «it»", "5 % of «it»"),
        (columns.text("x", lines=True), "one\ntwo", "one\ntwo"),
        (columns.required_text("x"), "Côte d'Ivoire", "Côte d'Ivoire"),
        (columns.matching("x", "[A-Z]{3}", "a code"), "ZMB", "ZMB"),
        (columns.choice("x", ("high", "low")), "low", "low"),
        (columns.choice("x", ("high", "low"), optional=True), "", None),
        (columns.yes_no("x"), "yes", True),
        (columns.yes_no("x"), "no", False),
        (columns.yes_no("x"), "", None),
        (columns.whole_number("x", -5, 67), "67", 67),
        (columns.whole_number("x", -5, 67), "-5", -5),
        (columns.whole_number("x", -5, 67), "0", 0),
        (columns.whole_number("x", 1, 67, optional=True), "", None),
        (columns.year("x"), "2011", 2011),
        (columns.date("x"), "2012-02-29", dt.date(2012, 2, 29)),
        (columns.date("x", optional=True), "", None),
        (columns.partial_date("x"), "2011-04", columns.Partial("2011-04", None)),
        (columns.partial_date("x"), "2011-04-18", columns.Partial("2011-04-18", dt.date(2011, 4, 18))),
        (columns.url("x"), "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (columns.url("x", optional=True), "", ""),
        (columns.word_list("x"), "sce_mc; sce_tech", ("sce_mc", "sce_tech")),
        (columns.word_list("x"), "sce_mc", ("sce_mc",)),
        (columns.word_list("x"), "", ()),
    ],
)
def test_a_cell_becomes_a_value(column: columns.Column, value: str, expected: object) -> None:
    assert parsed(column, value) == expected


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        (columns.text("x"), " a", "begins or ends with white space"),
        (columns.text("x"), "a\u00a0", "begins or ends with white space"),
        (columns.text("x"), "a\nb", "must stand on one line"),
        (columns.text("x", longest=3), "abcd", "is longer than 3 characters"),
        (columns.required_text("x"), "", "must not be empty"),
        (columns.matching("x", "[A-Z]{3}", "a code"), "ZMBX", "is not a code"),
        (columns.matching("x", "[A-Z]{3}", "a code"), "", "must not be empty"),
        (columns.choice("x", ("high", "low")), "High", "is not one of: high, low"),
        (columns.choice("x", ("high", "low")), "", "must not be empty"),
        (columns.yes_no("x"), "true", "is not yes, no or empty"),
        (columns.whole_number("x", 1, 67), "68", "is not between 1 and 67"),
        (columns.whole_number("x", 1, 67), "07", "is not a whole number"),
        (columns.whole_number("x", 1, 67), "+7", "is not a whole number"),
        (columns.whole_number("x", 1, 67), "7.0", "is not a whole number"),
        (columns.whole_number("x", 1, 67), "٧", "is not a whole number"),
        (columns.whole_number("x", 1, 67), "9" * 40, "is not a whole number"),
        (columns.year("x"), "99", "is not a year (YYYY)"),
        (columns.date("x"), "2003-13-01", "is not a date (YYYY-MM-DD)"),
        (columns.date("x"), "2011-02-29", "is not a date (YYYY-MM-DD)"),
        (columns.date("x"), "20110624", "is not a date (YYYY-MM-DD)"),
        (columns.date("x"), "24.06.2011", "is not a date (YYYY-MM-DD)"),
        (columns.date("x"), "0000-01-01", "is not a date (YYYY-MM-DD)"),
        (columns.date("x"), "", "must not be empty"),
        (columns.partial_date("x"), "2011-13", "is not a date (YYYY-MM-DD) or a month (YYYY-MM)"),
        (columns.partial_date("x"), "2011", "is not a date (YYYY-MM-DD) or a month (YYYY-MM)"),
        (columns.url("x"), "javascript:alert(1)", "is not a web address (http:// or https://)"),
        (columns.url("x"), "https://", "is not a web address (http:// or https://)"),
        (columns.url("x"), "https://[", "is not a web address (http:// or https://)"),
        (columns.url("x"), "https://a:b@example.org/", "is not a web address (http:// or https://)"),
        (columns.url("x"), "https://example.org/a b", "is not a web address (http:// or https://)"),
        (columns.word_list("x"), "a;;b", "is not a list separated by semicolons"),
        (columns.word_list("x"), "a; b; a", "names the same thing twice"),
    ],
)
def test_a_cell_is_refused_with_a_reason(column: columns.Column, value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parsed(column, value)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param("", ["things.csv: is empty; a header line is expected"], id="empty file"),
        pytest.param(
            "key,notes,until,notes\na,,,\n",
            [
                "things.csv, line 1: has no column since",
                'things.csv, line 1: has an unknown column "until"',
                "things.csv, line 1: has the column notes more than once",
            ],
            id="wrong header",
        ),
        pytest.param(
            "key;since;notes\na;;\n",
            ["things.csv, line 1: is separated by semicolons or tabs; commas are expected"],
            id="semicolons",
        ),
        pytest.param(
            "\ufeffkey,since,notes\na,,\n",
            ["things.csv, line 1: begins with a byte order mark; save it as UTF-8 without one"],
            id="byte order mark",
        ),
        pytest.param(
            "key,since,notes\na,,\nb,,Genève\n".encode("latin-1"),
            ["things.csv, line 3: is not UTF-8 (byte 0xE8)"],
            id="Latin-1",
        ),
        pytest.param(
            "key,since,notes\n".encode("utf-16"), ["things.csv, line 1: is not UTF-8 (byte 0xFF)"], id="UTF-16"
        ),
        pytest.param(
            "key,since,notes\na,\nb,,,\n\nc,,\n",
            [
                "things.csv, line 2: has 2 cells where the header has 3",
                "things.csv, line 3: has 4 cells where the header has 3",
                "things.csv, line 4: is an empty line",
            ],
            id="ragged rows",
        ),
        pytest.param(
            'key,since,notes\na,,fine\nb,,"never closed\nc,,\n',
            ["things.csv, line 3: is not valid CSV: unexpected end of data"],
            id="open quotation mark",
        ),
        pytest.param(
            'key,since,notes\na,,"x"y\n',
            ["things.csv, line 2: is not valid CSV: ',' expected after '\"'"],
            id="text after a quotation mark",
        ),
        pytest.param(
            "key,since,notes\na,,\rb,,\n",
            ["things.csv, line 2: has a carriage return without a line feed"],
            id="carriage return",
        ),
        pytest.param(
            "key,since,notes\na\0b,,\n",
            ['things.csv, line 2, column key: "a\\x00b" holds the forbidden character U+0000'],
            id="NUL",
        ),
        pytest.param(
            "key,since,notes\na,,x\u202etxt.exe\n",
            ['things.csv, line 2, column notes: "x\\u202etxt.exe" holds the forbidden character U+202E'],
            id="right-to-left override",
        ),
        pytest.param(
            f"key,since,notes\na,,{'x' * 10_001}\n",
            [f'things.csv, line 2, column notes: "{"x" * 60}…" is longer than 10000 characters'],
            id="huge cell",
        ),
        pytest.param(
            f"key,since,notes\na,,{'x' * 140_000}\n",
            ["things.csv, line 2: is not valid CSV: field larger than field limit (131072)"],
            id="cell beyond the limit of the CSV reader",
        ),
        pytest.param(
            "key,since,notes\na,,\nb,,\na,,\n",
            ['things.csv, line 4, column key: "a" stands on line 2 already (key: key)'],
            id="duplicate key",
        ),
        pytest.param(
            'key,since,notes\na,,"one\r\ntwo\nthree"\nb,2003-13-01,\n',
            ['things.csv, line 5, column since: "2003-13-01" is not a date (YYYY-MM-DD)'],
            id="physical line after a cell of several lines",
        ),
        pytest.param(
            'notes,key,since\n"one\ntwo",a,2003-13-01\n',
            ['things.csv, line 3, column since: "2003-13-01" is not a date (YYYY-MM-DD)'],
            id="physical line within a row of several lines",
        ),
        pytest.param(
            "key,since,notes\n,24 June,\na,,\na,,x \n",
            [
                "things.csv, line 2, column key: must not be empty",
                'things.csv, line 2, column since: "24 June" is not a date (YYYY-MM-DD)',
                'things.csv, line 4, column notes: "x " begins or ends with white space',
                'things.csv, line 4, column key: "a" stands on line 3 already (key: key)',
            ],
            id="several errors at once",
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_column(content: str | bytes, lines: list[str]) -> None:
    assert wrong(content) == lines


def test_a_key_of_several_columns_counts_as_a_whole() -> None:
    content = "key,since,notes\na,2010-12-03,\na,2011-12-02,\na,2010-12-03,\n"

    assert wrong(content, key=("key", "since")) == [
        'things.csv, line 4, column since: "2010-12-03" stands on line 2 already (key: key, since)'
    ]


def test_at_most_fifty_errors_are_listed() -> None:
    lines = wrong("key,since,notes\n" + "a,never,\n" * 60, key=())

    assert len(lines) == 51
    assert lines[0] == 'things.csv, line 2, column since: "never" is not a date (YYYY-MM-DD)'
    assert lines[-1] == "things.csv: reading stopped after 50 errors; there may be more"


def test_a_file_one_byte_over_the_limit_is_refused_unread() -> None:
    header = "key,since,notes\n"
    content = header + "\n" * (tables.MAX_BYTES + 1 - len(header))

    assert wrong(content) == ["things.csv: is larger than 5000000 bytes"]


def test_a_table_one_row_over_the_limit_is_refused() -> None:
    content = "key,since,notes\n" + "a,,\n" * (tables.MAX_ROWS + 1)

    assert wrong(content, key=()) == ["things.csv: has more than 20000 rows"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent.csv", "absent.csv: cannot be read: No such file or directory"),
        ("folder", "folder: cannot be read: Is a directory"),
    ],
)
def test_a_file_that_cannot_be_opened_is_an_error_of_the_table(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(tables.BadTables) as caught:
        tables.read_table(tmp_path / name, COLUMNS)

    assert str(caught.value) == message


def test_the_error_holds_its_findings_as_data() -> None:
    with pytest.raises(tables.BadTables) as caught:
        tables.read_table(table("key,since,notes\na,never,\n"), COLUMNS, file="things.csv")

    assert caught.value.findings == (tables.BadCell("things.csv", 2, "since", "never", "is not a date (YYYY-MM-DD)"),)


def test_rows_refused_by_their_maker_are_named_together() -> None:
    rows = tables.read_table(table("key,since,notes\nx,,\na,,\ny,,\n"), COLUMNS, file="things.csv")

    def known(row: tables.Row) -> str:
        if row["key"] != "a":
            raise tables.CellRefused("key", "is not known")
        return str(row["key"])

    with pytest.raises(tables.BadTables) as caught:
        tables.build(rows, known)

    assert str(caught.value).splitlines() == [
        'things.csv, line 2, column key: "x" is not known',
        'things.csv, line 4, column key: "y" is not known',
    ]
    assert tables.build(rows[1:2], known) == ["a"]
