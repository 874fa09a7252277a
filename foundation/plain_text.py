"""What people type, made plain: one spelling for equal text, and no characters that hide or turn round what is read.

Standard library only, so that forms, CSV files and commands can share it.
"""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Shown in place of a character that may not be stored; itself refused, so that it is never stored either."""

_REFUSED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and the line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: they can make a text read as another
    "\ud800-\udfff\ufffd-\uffff"  # halves of characters, the mark of a damaged one, and no characters at all
    "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")
_BLANKS = re.compile("[ \t\n\r\v\f\u2028\u2029]+")
_EDGES = " \t\n\r\v\f\u00a0\u2028\u2029\u3000\ufeff"
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cf"})


def one_line(text: str) -> str:
    """Return `text` as one line in Unicode's composed form (NFC), without blanks at its ends or doubled inside.

    No-break spaces inside stay: French puts them before a colon.
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(_EDGES)


def paragraphs(text: str) -> str:
    """Return `text` in composed form with plain line ends, no blanks at line ends, at most one empty line together."""
    lines = [line.rstrip(_EDGES) for line in _LINE_ENDS.split(unicodedata.normalize("NFC", text))]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip(_EDGES)


def has_refused_characters(text: str) -> bool:
    """Tell whether `text` holds a control character, a direction control or a damaged character.

    The marks that Arabic and Hebrew need (U+200E, U+200F, U+061C) and the joiners (U+200C, U+200D) are not refused.
    """
    return _REFUSED.search(text) is not None


def with_refused_characters_shown(text: str) -> str:
    """Return `text` with each refused character made visible, for giving it back to the person who typed it."""
    return _REFUSED.sub(REPLACEMENT, text)


def is_blank(text: str) -> bool:
    """Tell whether nothing in `text` can be seen: it is empty, or only spaces and invisible marks."""
    return all(unicodedata.category(character) in _INVISIBLE for character in text)


def western_digits(text: str) -> str:
    """Return `text` with the decimal digits of any script written as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
