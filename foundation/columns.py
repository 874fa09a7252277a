"""Types of columns for strict tables: how the text of a cell becomes a value, and when it is refused.

Each function returns a `Column` for `foundation.tables`. A cell is refused with a ValueError whose text completes
a sentence that begins with the cell's value: "2003-13-01" *is not a date (YYYY-MM-DD)*. Nothing is mended on the
way: no trimming, no second spelling of a date, no guess at a word.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LONGEST = 10_000
"""The longest text, in characters, where a column sets no limit of its own."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[12][0-9]{3}")
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name in the header, and how its cells are parsed; a ValueError gives the reason of a refusal."""

    name: str
    parse: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Partial:
    """A date of which the day may be unknown: as printed ("2011-04", "2011-04-18"), and `day`, None for a month."""

    text: str
    day: dt.date | None


def text(name: str, *, longest: int = LONGEST, required: bool = False, lines: bool = False) -> Column:
    """Return a column of text, at most `longest` characters; "" where the cell is empty.

    `lines` allows line breaks inside a cell; they come as LF, whatever the file uses.
    """

    def parse(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"is longer than {longest} characters")
        if value != value.strip():
            raise ValueError("begins or ends with white space")
        if "\n" in value and not lines:
            raise ValueError("must stand on one line")
        return value

    return _column(name, parse, optional=not required, empty="")


def required_text(name: str, *, longest: int = LONGEST) -> Column:
    """Return a column of text on one line that may not be empty, at most `longest` characters."""
    return text(name, longest=longest, required=True)


def matching(name: str, pattern: str, description: str) -> Column:
    """Return a column of required text that matches a pattern as a whole; "is not `description`" if it does not."""
    compiled = re.compile(pattern)

    def parse(value: str) -> str:
        if compiled.fullmatch(value) is None:
            raise ValueError(f"is not {description}")
        return value

    return _column(name, parse, optional=False)


def choice(name: str, words: Collection[str], *, optional: bool = False) -> Column:
    """Return a column that holds one of these words, exactly as written."""
    listed = ", ".join(str(word) for word in words)

    def parse(value: str) -> str:
        if value not in words:
            raise ValueError(f"is not one of: {listed}")
        return value

    return _column(name, parse, optional=optional)


def yes_no(name: str) -> Column:
    """Return a column of True ("yes"), False ("no") and None (empty: unknown)."""

    def parse(value: str) -> bool:
        if value not in ("yes", "no"):
            raise ValueError("is not yes, no or empty")
        return value == "yes"

    return _column(name, parse, optional=True)


def whole_number(name: str, smallest: int, largest: int, *, optional: bool = False) -> Column:
    """Return a column of whole numbers between two limits, both included; no sign "+", no leading zero."""

    def parse(value: str) -> int:
        if _WHOLE_NUMBER.fullmatch(value) is None:
            raise ValueError("is not a whole number")
        if not smallest <= int(value) <= largest:
            raise ValueError(f"is not between {smallest} and {largest}")
        return int(value)

    return _column(name, parse, optional=optional)


def year(name: str, *, optional: bool = False) -> Column:
    """Return a column of years, 1000 to 2999."""

    def parse(value: str) -> int:
        if _YEAR.fullmatch(value) is None:
            raise ValueError("is not a year (YYYY)")
        return int(value)

    return _column(name, parse, optional=optional)


def date(name: str, *, optional: bool = False) -> Column:
    """Return a column of dates as ISO 8601 writes them, YYYY-MM-DD; None where an optional cell is empty."""
    return _column(name, _date, optional=optional)


def partial_date(name: str) -> Column:
    """Return a column of `Partial` dates: YYYY-MM-DD, or YYYY-MM where the day is not known."""

    def parse(value: str) -> Partial:
        month = _MONTH.fullmatch(value)
        if month is not None and month[1] != "0000":
            return Partial(value, None)
        return Partial(value, _date(value, "is not a date (YYYY-MM-DD) or a month (YYYY-MM)"))

    return _column(name, parse, optional=False)


def url(name: str, *, optional: bool = False) -> Column:
    """Return a column of web addresses: http or https, with a host, without user name or white space."""

    def parse(value: str) -> str:
        try:
            parts = urlsplit(value)
            is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        except ValueError:
            is_address = False
        if not is_address or re.search(r"\s", value):
            raise ValueError("is not a web address (http:// or https://)")
        return value

    return _column(name, parse, optional=optional, empty="")


def word_list(name: str) -> Column:
    """Return a column of lists: texts separated by semicolons, no two alike; () where the cell is empty."""

    def parse(value: str) -> tuple[str, ...]:
        found = tuple(item.strip() for item in value.split(";"))
        if "\n" in value or "" in found:
            raise ValueError("is not a list separated by semicolons")
        if len(set(found)) < len(found):
            raise ValueError("names the same thing twice")
        return found

    return _column(name, parse, optional=True, empty=())


def _column(name: str, parse: Callable[[str], Any], *, optional: bool, empty: Any = None) -> Column:
    def parse_or_empty(value: str) -> Any:
        if value:
            return parse(value)
        if optional:
            return empty
        raise ValueError("must not be empty")

    return Column(name, parse_or_empty)


def _date(value: str, reason: str = "is not a date (YYYY-MM-DD)") -> dt.date:
    # fromisoformat alone also reads "20110624" and "2011-W25-5", which a reader of the file may not.
    if _DATE.fullmatch(value) is None:
        raise ValueError(reason)
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(reason) from error
