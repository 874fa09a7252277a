"""The words for what programmes cost and how they differ."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.clashes.differences import Verdict
from meetings.clashes.figures import Band

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
    Verdict.COMES: _("Takes part now"),
    Verdict.GOES: _("Takes no part now"),
}
