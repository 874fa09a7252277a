"""Strict reading of tables: comma-separated files with a header line, in UTF-8.

A reader names its columns, each with a type from `foundation.columns`, and gets rows of parsed values, or one
error that lists everything wrong with the file, a line each, by file, line and column. Nothing is guessed or mended:
a table that would have to be interpreted is refused with a sentence that lets a person repair it.

    COLUMNS = (columns.required_text("key"), columns.date("since"), columns.text("notes", lines=True))
    rows = tables.read_table(path, COLUMNS, key=("key",))
    things = tables.build(rows, thing_of_row)

The dialect is RFC 4180: commas, quotation marks doubled inside quotation marks, line ends LF or CRLF.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from foundation.columns import LONGEST, Column

MAX_BYTES = 5_000_000
"""Largest table read, in bytes."""

MAX_ROWS = 20_000
"""Most rows in a table, the header not counted."""

MAX_FINDINGS = 50
"""Most findings listed in one error; a file that is wrong throughout (a shifted column) says so early."""

_SHOWN = 60  # characters of a wrong value that are repeated in the message about it

# Control characters, and the invisible ones that change how the characters after them are shown or split: line and
# paragraph separators, bidirectional embeddings, overrides and isolates, the byte order mark. The plain marks U+200E
# and U+200F stay allowed, because names in Arabic may need them.
_INVISIBLE = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]")

Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class BadCell:
    """One wrong cell: its file, physical line (the header is line 1), column, value, and what is wrong with it."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """Return one line of text, safe to print whatever the value holds."""
        value = f"{_shown(self.value)} " if self.value else ""
        return f"{self.file}, line {self.line}, column {self.column}: {value}{self.reason}"


@dataclass(frozen=True, slots=True)
class BadTable:
    """Something wrong with a whole file, or with one of its lines rather than a cell."""

    file: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        """Return one line of text."""
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.reason}"


class BadTables(ValueError):
    """One or more tables are wrong. `findings` holds the particulars; the text has one line for each.

    The findings of several files can be put into one error: `BadTables([*first.findings, *second.findings])`.
    """

    def __init__(self, findings: Sequence[BadCell | BadTable]) -> None:
        """Keep the findings in the order given."""
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class CellRefused(ValueError):
    """Raised by a row's maker (see `build`) when a cell is well-formed and still wrong.

    `reason` completes a sentence that begins with the cell's value: "XYZ" *is no State of states.csv*.
    """

    def __init__(self, column: str, reason: str) -> None:
        """Name the column at fault and say what is wrong with its value."""
        self.column = column
        self.reason = reason
        super().__init__(f"{column}: {reason}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: parsed values by column name (`row["since"]`), and where each stood in the file."""

    file: str
    line: int
    values: Mapping[str, Any]
    cells: Mapping[str, tuple[int, str]]

    def __getitem__(self, column: str) -> Any:
        """Return the parsed value of a column."""
        return self.values[column]

    def bad_cell(self, column: str, reason: str) -> BadCell:
        """Return a finding about a cell of this row."""
        line, value = self.cells[column]
        return BadCell(self.file, line, column, value, reason)


def read_table(
    source: Path | BinaryIO, columns: Sequence[Column], *, key: Sequence[str] = (), file: str = "table"
) -> list[Row]:
    """Return the rows of a table in the order of the file.

    Args:
        source: a path, or a file opened for reading bytes.
        columns: the columns that the header must name, each once, in any order, and no others.
        key: names of columns whose values together may occur only once.
        file: what messages call a source that is not a path; a path goes by its last part.

    Raises:
        BadTables: with everything that is wrong, at most `MAX_FINDINGS` findings.
    """
    name = source.name if isinstance(source, Path) else file
    records = _records(name, _text_of(source, name))
    first = next(records, None)
    if first is None:
        raise BadTables([BadTable(name, "is empty; a header line is expected")])
    header = first[1]
    _check_header(name, header, columns)
    by_name = {column.name: column for column in columns}
    findings = _Findings()
    rows: list[Row] = []
    for line, cells in records:
        if len(rows) == MAX_ROWS:
            findings.add(BadTable(name, f"has more than {MAX_ROWS} rows"))
            break
        if len(cells) != len(header):
            findings.add(BadTable(name, _ragged(len(cells), len(header)), line))
            continue
        rows.append(_row(name, line, header, cells, by_name, findings))
    if key:
        _check_key(rows, key, findings)
    findings.raise_if_any()
    return rows


def build(rows: Sequence[Row], make: Callable[[Row], Built]) -> list[Built]:
    """Return what `make` makes of each row, in order; `make` refuses a row by raising `CellRefused`.

    Raises:
        BadTables: with one finding for each refused row, at most `MAX_FINDINGS`.
    """
    findings = _Findings()
    built: list[Built] = []
    for row in rows:
        try:
            built.append(make(row))
        except CellRefused as refused:
            findings.add(row.bad_cell(refused.column, refused.reason))
    findings.raise_if_any()
    return built


class _Findings:
    """Collects findings up to the limit, then ends the reading."""

    def __init__(self) -> None:
        self._found: list[BadCell | BadTable] = []

    def add(self, finding: BadCell | BadTable) -> None:
        self._found.append(finding)
        if len(self._found) == MAX_FINDINGS:
            last = BadTable(finding.file, f"reading stopped after {MAX_FINDINGS} errors; there may be more")
            raise BadTables([*self._found, last])

    def raise_if_any(self) -> None:
        if self._found:
            raise BadTables(sorted(self._found, key=lambda finding: finding.line or 0))


def _text_of(source: Path | BinaryIO, file: str) -> str:
    try:
        if isinstance(source, Path):
            with source.open("rb") as opened:
                content = opened.read(MAX_BYTES + 1)
        else:
            content = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadTables([BadTable(file, f"cannot be read: {error.strerror}")]) from error
    if len(content) > MAX_BYTES:
        raise BadTables([BadTable(file, f"is larger than {MAX_BYTES} bytes")])
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"is not UTF-8 (byte 0x{content[error.start]:02X})"
        raise BadTables([BadTable(file, reason, line)]) from error
    if decoded.startswith("\ufeff"):
        raise BadTables([BadTable(file, "begins with a byte order mark; save it as UTF-8 without one", 1)])
    decoded = decoded.replace("\r\n", "\n")
    if "\r" in decoded:
        line = decoded.count("\n", 0, decoded.index("\r")) + 1
        raise BadTables([BadTable(file, "has a carriage return without a line feed", line)])
    return decoded


def _records(file: str, decoded: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the physical line on which it begins.

    Lines end at LF alone, as editors count them; str.splitlines would also break at U+2028 and others.
    """
    reader = csv.reader(io.StringIO(decoded, newline="\n"), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadTables([BadTable(file, f"is not valid CSV: {error}", line)]) from error
        yield line, cells


def _check_header(file: str, header: Sequence[str], columns: Sequence[Column]) -> None:
    if len(header) == 1 and re.search("[;\t]", header[0]):
        raise BadTables([BadTable(file, "is separated by semicolons or tabs; commas are expected", 1)])
    expected = [column.name for column in columns]
    reasons = [f"has no column {name}" for name in expected if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in expected]
    reasons += [f"has an unknown column {_shown(name)}" for name in unknown]
    reasons += [f"has the column {name} more than once" for name in expected if header.count(name) > 1]
    if reasons:
        raise BadTables([BadTable(file, reason, 1) for reason in reasons[:MAX_FINDINGS]])


def _row(
    file: str,
    line: int,
    header: Sequence[str],
    cells: Sequence[str],
    columns: Mapping[str, Column],
    findings: _Findings,
) -> Row:
    values: dict[str, Any] = {}
    placed: dict[str, tuple[int, str]] = {}
    cell_line = line
    for name, value in zip(header, cells, strict=True):
        placed[name] = cell_line, value
        try:
            _check_characters(value)
            values[name] = columns[name].parse(value)
        except ValueError as error:
            findings.add(BadCell(file, cell_line, name, value, str(error)))
        cell_line += value.count("\n")
    return Row(file, line, values, placed)


def _check_characters(value: str) -> None:
    if len(value) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    invisible = _INVISIBLE.search(value)
    if invisible is not None:
        raise ValueError(f"holds the forbidden character U+{ord(invisible[0]):04X}")


def _check_key(rows: Sequence[Row], key: Sequence[str], findings: _Findings) -> None:
    first_seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(row.cells[column][1] for column in key)
        line = first_seen.setdefault(values, row.line)
        if line != row.line:
            findings.add(row.bad_cell(key[-1], f"stands on line {line} already (key: {', '.join(key)})"))


def _ragged(found: int, expected: int) -> str:
    if found == 0:
        return "is an empty line"
    return f"has {found} cells where the header has {expected}"


def _shown(value: str) -> str:
    """Return a value in quotation marks, cut, with every invisible character written out."""
    cut = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    safe = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut)
    return f'"{safe}"'
