"""The words for offices: what is done with their record, and the names of roles, of one holder and of several."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from meetings.offices.rules import Role

DEEDS = {
    "office:revoke": _("The term of %(title)s from %(since)s to %(until)s was revoked: %(because)s"),
}
ROLES = {
    Role.CHAIR: _("Chair"),
    Role.CO_CHAIR: _("Co-Chair"),
    Role.CO_RAPPORTEUR: _("Co-Rapporteur"),
}


def role_of_several(role: str, holders: int) -> str:
    """The name of a role above a list of so many holders."""
    words = {
        Role.CHAIR: ngettext("Chair", "Chairs", holders),
        Role.CO_CHAIR: ngettext("Co-Chair", "Co-Chairs", holders),
        Role.CO_RAPPORTEUR: ngettext("Co-Rapporteur", "Co-Rapporteurs", holders),
    }
    return str(words[Role(role)])
