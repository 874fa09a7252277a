"""The words of My day: how much a session is wished, and what can be done about one that cannot be attended."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.myday.rules import Advice
from meetings.wishes.rules import Weight

WEIGHTS: Mapping[int, LazyString] = {
    Weight.MUST: _("Must"),
    Weight.SHOULD: _("Should"),
    Weight.MAY: _("May"),
}
ADVICE: Mapping[Advice, LazyString] = {
    Advice.ASK_TO_MOVE: _("Both weigh the same for you: ask the ISU to move one."),
    Advice.LATER_PART: _("Another part is later: %(later)s."),
    Advice.READ_PAPERS: _("Read its papers below."),
    Advice.ASK_OTHERS: _("Send somebody else, or ask a delegation that sits in it."),
}
