"""What has changed, as a page, a feed and a mail tell it: a line for each thing that happened.

A release is one line, whether a draft was released or a single session changed; it leads to what changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_decimal
from flask_babel import gettext as _

from agendas.front.queries import Change
from foundation.audit.models import AuditEntry
from meetings.releases import queries as releases
from meetings.releases.models import Release
from meetings.releases.rules import Origin
from meetings.releases.shown import Words, change_sentences

MOST_TOLD = 5
"""So many sentences about what a release changed are told with it; of the others their number is."""


@dataclass(frozen=True)
class Told:
    """One thing that happened: a sentence, and the path of the page that tells more, empty where there is none.

    `number` is that of the deed on record. `details` are further sentences about it, and `others` the number of those
    that are left out. `context` is what a sentence about a session is part of, empty where the sentence names it.
    """

    number: int
    at: datetime
    sentence: str
    address: str
    details: tuple[str, ...] = ()
    others: int = 0
    context: str = ""


def told(changes: Iterable[Change]) -> list[Told]:
    """What has changed in the reader's language, in the same order."""
    return [_told(one.deed, one.release) for one in changes]


def more_of(one: Told) -> list[str]:
    """What belongs to a thing that happened beside its sentence, as lines."""
    others = [_("others: %(count)s", count=format_decimal(one.others))] if one.others else []
    return [*([one.context] if one.context else []), *one.details, *others]


def _told(deed: AuditEntry, release: Release | None) -> Told:
    if release is None:
        return Told(deed.id, deed.at, deed.public_sentence, deed.address)
    words = Words(release.meeting.zone, release.meeting.city)
    sentences = [said for change in releases.changes_in(release) for said in change_sentences(change, words)]
    if release.origin == Origin.CHANGE:
        context = _("Programme of %(meeting)s, release %(number)s", meeting=release.meeting.name, number=release.number)
        return Told(deed.id, deed.at, " ".join(sentences), deed.address, context=context)
    details, others = tuple(sentences[:MOST_TOLD]), len(sentences[MOST_TOLD:])
    return Told(deed.id, deed.at, deed.public_sentence, deed.address, details, others)
