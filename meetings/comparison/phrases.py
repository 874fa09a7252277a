"""The words for what programmes cost and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from foundation.wording import set_apart
from meetings.clashes.differences import Verdict
from meetings.clashes.figures import Band
from meetings.comparison.rules import Kind, Source
from meetings.drafts.models import ProgrammeDraft

BANDS: Mapping[Band, LazyString] = {
    Band.ONE: _("1 person"),
    Band.TWO: _("2 people"),
    Band.FEW: _("3 to 5 people"),
    Band.MANY: _("6 people or more"),
}
VERDICTS: Mapping[Verdict, LazyString] = {
    Verdict.BETTER: _("Better off"),
    Verdict.WORSE: _("Worse off"),
    Verdict.OTHERWISE: _("Misses others"),
    Verdict.COMES: _("Takes part in this programme alone"),
    Verdict.GOES: _("Takes part in the other programme alone"),
}


def programme_name(source: Source, drafts: Iterable[ProgrammeDraft]) -> str:
    """What a programme is called, short. Nothing is said of which of two is the older: either may be."""
    if source.kind == Kind.RELEASE:
        return gettext("Release %(number)s", number=source.number)
    if source.kind == Kind.DRAFT:
        return set_apart(next(draft.name for draft in drafts if draft.id == source.number))
    return gettext("The sessions on record")
