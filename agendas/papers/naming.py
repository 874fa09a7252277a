"""How papers are numbered and named: symbols, file names, names in addresses, and how texts are compared in a search.

Two kinds of symbols are kept apart. A committee's own series is ours, and always marked as unofficial. An official
symbol is given by the United Nations secretariat alone; a person types it in, and only its form is checked here.
Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from foundation.rules import Refused

LONGEST_SYMBOL = 80
LARGEST_SERIAL = 9999
LONGEST_SLUG = 100
"""Characters of the name in an address; a counter and the name of a draft's file still fit behind it."""

FEWEST_LETTERS = 3
"""A title that leaves fewer Latin letters than these says nothing in an address."""

_OFFICIAL = re.compile(
    r"[A-Z]{1,8}"  # the body: APLC, CCM
    r"(?:/[A-Z]+(?:\.[0-9]+)?)*"  # its meeting: MSP.10, CONF
    r"/(?:19|20)[0-9]{2}"  # the year
    r"(?:/[A-Z]+\.[0-9]+(?:/[0-9]+)?|/[0-9]+)"  # series and number: WP.3, PM.1/3, 7
    r"(?:/(?:Rev|Add|Corr|Amend|Summary)\.[0-9]+)*"
)
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"}
)
# One letter for the forms between which writers of Arabic choose freely, and none for the lengthening stroke. Those
# with a hamza or madda lose it with the other marks.
_ARABIC = str.maketrans("ٱىة", "ايه", "ـ")


class NotASymbol(Refused):
    """The text has not the form of an official symbol (fact: `text`)."""


class NotANumber(Refused):
    """A paper's number is between 1 and `largest`."""


def series_prefix(committee_key: str) -> str:
    """Return the first part of a committee's series: "sc_rca" gives "SC-RCA"."""
    return committee_key.upper().replace("_", "-")


def symbol_for(prefix: str, year: int, serial: int, revision: int = 0) -> str:
    """Return the symbol of a discussion paper in a committee's series: "SC-RCA/2011/DP.2/Rev.1"."""
    return with_revision(f"{prefix}/{year}/DP.{serial}", revision)


def with_revision(symbol: str, revision: int) -> str:
    """Return a symbol as it stands on a revision; 0 is the first issue, which bears no mark."""
    return f"{symbol}/Rev.{revision}" if revision else symbol


def next_serial(taken: Collection[int]) -> int:
    """Return the lowest number that no paper of the committee has in that year."""
    return next(serial for serial in range(1, len(taken) + 2) if serial not in taken)


def check_serial(serial: int) -> None:
    """Refuse a number that nobody would give. Raises NotANumber."""
    if not 1 <= serial <= LARGEST_SERIAL:
        raise NotANumber(largest=LARGEST_SERIAL)


def check_official_symbol(text: str) -> None:
    """Refuse what has not the form of a symbol that the secretariat gives to documents of the Conventions.

    The parts are body, meeting, year, series, number, and what changes an earlier document: APLC/MSP.10/2010/7,
    APLC/CONF/2014/PM.1/3, CCM/MSP/2011/WP.3/Rev.1/Amend.1. Whether the secretariat gave it cannot be checked.

    Raises:
        NotASymbol: the form is another.
    """
    if _OFFICIAL.fullmatch(text) is None or len(text) > LONGEST_SYMBOL:
        raise NotASymbol(text=text[:LONGEST_SYMBOL])


def file_name(symbol: str, revision: int, language: str, extension: str) -> str:
    """Return the name under which a published file is served: "SC-RCA-2011-DP.2-Rev.1-en.pdf"."""
    return f"{with_revision(symbol, revision).replace('/', '-')}-{language}.{extension}"


def draft_file_name(slug: str, language: str, extension: str) -> str:
    """Return the name under which those concerned can fetch a file before it is published."""
    return f"{slug}-{language}.{extension}"


def slug_for(title: str, meeting_slug: str) -> str:
    """Return a paper's name in addresses, from the Latin letters of its title and its meeting; "" if there are too few.

    Accents go; a title in another script leaves nothing, and `plain_slug` gives its name.
    """
    words = re.findall("[a-z0-9]+", _without_marks(title.casefold().translate(_LATIN)))
    if sum(len(re.findall("[a-z]", word)) for word in words) < FEWEST_LETTERS:
        return ""
    room = LONGEST_SLUG - len(meeting_slug) - 1
    while len("-".join(words)) > room and len(words) > 1:
        words.pop()
    return f"{'-'.join(words)[:room]}-{meeting_slug}"


def plain_slug(committee_key: str, year: int) -> str:
    """Return the beginning of the name of a paper whose title has no Latin letters: "paper-sc-rca-2011"."""
    return f"paper-{committee_key.replace('_', '-')}-{year}"


def free_slug(wanted: str, taken: Collection[str], *, counted: bool = False) -> str:
    """Return the wanted name, or with the first number behind it under which it is free; `counted` wants a number."""
    if not counted and wanted not in taken:
        return wanted
    numbers = range(1 if counted else 2, len(taken) + 3)
    return next(f"{wanted}-{number}" for number in numbers if f"{wanted}-{number}" not in taken)


def folded(text: str) -> str:
    """Return a text as searches compare it: without capitals, accents and vowel signs, variant letters made one."""
    return " ".join(_without_marks(text.casefold()).translate(_ARABIC).split())


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
