"""What calendars are called and coloured by: the key of a track in an address, and the colours of RFC 7986.

Standard library only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from types import MappingProxyType

from meetings.sessions.entries import Kind

LONGEST_KEY = 60
HASH_DIGITS = 8

COLOURS = MappingProxyType(
    {
        "sc_mc": "saddlebrown",
        "c_a5": "saddlebrown",
        "sc_va": "mediumvioletred",
        "c_va": "mediumvioletred",
        "sc_sd": "darkolivegreen",
        "sc_gs": "darkslateblue",
        "c_cc": "darkslateblue",
        "sc_rca": "teal",
        "c_eca": "teal",
    }
)
"""The colour of a committee's sessions by its key; the committees of 2014 have that of the one they came from."""

KIND_COLOURS = MappingProxyType({Kind.PLENARY: "midnightblue", Kind.GROUP: "steelblue", Kind.SIDE_EVENT: "dimgray"})
"""The colour of what belongs to none of these committees."""

CANCELLED_COLOUR, DEADLINE_COLOUR, CALENDAR_COLOUR = "gray", "firebrick", "teal"

_WORD = re.compile("[a-z0-9]+")


def track_key(track: str) -> str:
    """Return what stands for a track in the address of its calendar.

    It is made of the name alone, so that it lasts while the name does, whatever other tracks come and go. Upper and
    lower case make no difference, nor do blanks and hyphens. Where the small letters and digits of the key do not say
    all of the name, as for "A/B" or a name in Arabic, a part of its hash tells it from others.
    """
    name = " ".join(unicodedata.normalize("NFC", track).casefold().split())
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = "-".join(_WORD.findall(ascii_only))
    if words == name.replace(" ", "-") and len(words) <= LONGEST_KEY:
        return words
    digits = hashlib.sha256(name.encode()).hexdigest()[:HASH_DIGITS]
    return f"{words[:LONGEST_KEY].strip('-') or 'track'}-{digits}"


def colour_of(committee: str | None, kind: str) -> str:
    """Return the colour of a session, by the key of its committee, or else by its kind."""
    return COLOURS.get(committee or "") or KIND_COLOURS[Kind(kind)]
