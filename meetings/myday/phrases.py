"""The words of My day: how much a session is wished, and what can be done about one that cannot be attended."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.myday.rules import Advice, Choice
from meetings.wishes.rules import Weight

WEIGHTS: Mapping[int, LazyString] = {
    Weight.MUST: _("Must"),
    Weight.SHOULD: _("Should"),
    Weight.MAY: _("May"),
}
CHOICES: Mapping[Choice, LazyString] = {
    Choice.WAS: _("Clash with %(there)s."),
    Choice.MUST_BOTH: _("Clash: you must be here and in %(there)s."),
    Choice.MUST_THERE: _("Clash: go to %(there)s then, where you must be."),
    Choice.MORE_THERE: _("Clash: go to %(there)s then, which counts more for you."),
    Choice.ALIKE: _("Clash: go to this or to %(there)s; both count the same for you."),
    Choice.ALL_BUSY: _("Clash: all of you sit in %(there)s then."),
}
ADVICE: Mapping[Advice, LazyString] = {
    Advice.SAY_HOW_MANY: _("One person is assumed, since nobody said how many come."),
    Advice.ASK_TO_MOVE: _("Ask the secretariat to move one of them: it plans by what you mark as Must."),
    Advice.COME_OVER: _("Whoever sits in %(lightest)s could come over for a part, since it counts no more."),
    Advice.LATER_PART: _("Another part is later: %(later)s."),
    Advice.READ_PAPERS: _("Read its papers below."),
    Advice.ASK_FOR_A_NOTE: _("Ask a neighbour, or another delegation that sits in it, for a note."),
    Advice.NAME_A_STAND_IN: _("You hold office there: tell the secretariat who takes your place."),
    Advice.ASK_TO_BE_HEARD: _("If you wish to speak, ask those in its chair to hear you at another time."),
}
