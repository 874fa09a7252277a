"""Links by which a delegation sees its own pages without signing in: who has one, and how many there may be.

Standard library only.
"""

from __future__ import annotations

from foundation.rules import Refused

LONGEST_NOTE = 120
MOST_LINKS = 30
"""How many links of one delegation may be open at a time; more would tell nobody any longer who has which."""

MOST_DEEDS_BY_LINK = 20
"""How often what one delegation's links allow to say may be said anew within a quarter of an hour.

Nobody guesses a link, so this only keeps one that has leaked from filling the record.
"""


class NoNote(Refused):
    """Nobody said who is to have the link, so that nobody could tell later which one to revoke."""


class TooManyLinks(Refused):
    """The delegation has `most` links that are open."""


class AlreadyRevoked(Refused):
    """The link was revoked before."""


class LinkRevoked(Refused):
    """The link was revoked, perhaps while somebody had its page open."""


def check_note(note: str) -> None:
    """Refuse a link of which nobody says who is to have it. Raises NoNote."""
    if not note.strip():
        raise NoNote


def check_number(is_open: int) -> None:
    """Refuse one more link beside so many that are open. Raises TooManyLinks."""
    if is_open >= MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
