"""Tables for spreadsheets and programs: comma-separated values as RFC 4180 says, in which nothing is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# A spreadsheet takes what begins so for a formula, which could send what stands in other cells somewhere: see OWASP,
# "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Iterable[Iterable[object]], *, with_mark: bool = False) -> bytes:
    """Return rows as a table in UTF-8; `with_mark` begins it with the mark by which a spreadsheet knows that.

    A text that would be a formula gets an apostrophe before it. Numbers stay as they are, a truth value is "yes" or
    "no", and None an empty cell.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else str(value)
