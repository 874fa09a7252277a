"""Links by which a delegation sees its own pages without signing in: who has one, and how many there may be.

Standard library only.
"""

from __future__ import annotations

import base64
import hmac
import json

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


def secret_of(key: str, *said: str) -> str:
    """Return the secret of the link that a form gives: 32 bytes, the same ones for the same form that is sent again.

    So who reloads the answer, or presses twice, is shown the link that was made, and no second one is, although the
    secret is kept nowhere. `key` is the program's own and makes it unguessable whatever was sent; `said` is all that
    the form says, with random bytes of its own, without which whoever knew the key could work the secret out.
    """
    made = hmac.digest(key.encode(), json.dumps(["link of a delegation", *said]).encode(), "sha256")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
