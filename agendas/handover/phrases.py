"""The words for hand-over packs."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from agendas.handover import rules

REFUSALS = {
    rules.AlreadyUnderWay: _("A pack is being made already. Wait until it is ready, then ask for another."),
    rules.NoSuchYear: _("A pack is handed over for %(first)s or %(last)s, not for %(year)s."),
}
DEEDS = {
    "handover:ask": _("%(actor)s asked for a hand-over pack of %(title)s for %(year)s."),
}
