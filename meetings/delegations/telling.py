"""The names of States in sentences about what was done or refused: stored in English, told in the reader's language."""

from __future__ import annotations

from flask import g

from foundation.database import db
from foundation.languages import reader_language
from meetings.delegations import queries
from meetings.delegations.rules import FALLBACK_LANGUAGE


def told_name(english: str) -> str:
    """What a State with this English name is called in the reader's language; the same, where it is none of a State.

    One statement for all the sentences of a page, and none in English.
    """
    language = reader_language()
    if language == FALLBACK_LANGUAGE:
        return english
    known: dict[str, dict[str, str]] = g.setdefault("names_of_states", {})
    if language not in known:
        # A sentence is worded while the deed is being written, and must not send half of that to the database.
        with db.session.no_autoflush:
            known[language] = queries.names_from_english(language)
    return known[language].get(english, english)
