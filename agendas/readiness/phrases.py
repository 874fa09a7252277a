"""The words for what a meeting needs, and for how that came out."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from agendas.readiness.rules import Check, State

CHECKS = {
    Check.LISTED: _("Listed"),
    Check.RELEASED: _("Programme released"),
    Check.DEADLINES: _("Deadlines met"),
    Check.PEOPLE: _("Delegations told how many they are"),
    Check.CONFIRMED: _("Confirmed"),
    Check.ROOM: _("Room"),
    Check.LANGUAGES: _("Interpretation"),
    Check.CHAIR: _("Chair"),
    Check.AGENDA: _("Agenda"),
    Check.PAPERS: _("Papers"),
}
STATES = {
    State.DONE: _("Done"),
    State.OPEN: _("Open"),
    State.LATE: _("Late"),
    State.NOT_BEGUN: _("Not begun"),
    State.NOT_KNOWN: _("Not known"),
    State.NOT_NEEDED: _("Not needed"),
}
