"""The words for follow-ups."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from agendas.followups import rules
from agendas.followups.rules import Standing

REFUSALS = {
    rules.NoTask: _("Say what is to be done."),
    rules.NoSuchOwner: _("There is no such delegation on record."),
    rules.SessionElsewhere: _("Choose a session of this committee, or none."),
    rules.NoNote: _("Say what became of it."),
    rules.AlreadyClosed: _("This follow-up is closed. Reopen it first."),
    rules.NotClosed: _("This follow-up is open already."),
}
DEEDS = {
    "follow_up:record": _("%(actor)s recorded a follow-up for %(owner)s, due: %(due)s."),
    "follow_up:change": _(
        "%(actor)s changed the follow-up. Before: “%(task_before)s”, for %(owner_before)s, due: %(due_before)s. "
        "Now: “%(task)s”, for %(owner)s, due: %(due)s."
    ),
    "follow_up:close": _("%(actor)s closed the follow-up: %(note)s"),
    "follow_up:reopen": _("%(actor)s reopened the follow-up, which had been closed with the words: %(note)s"),
}
STANDINGS = {Standing.OVERDUE: _("Overdue"), Standing.OPEN: _("Open"), Standing.CLOSED: _("Closed")}
THE_ISU = _("Implementation Support Unit")
