"""The words for offices: what is done with their record, and the names of roles, of one holder and of several."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, format_date, ngettext
from flask_babel import lazy_gettext as _

from meetings.offices.rules import Knowledge, RecordOnDay, Role

DEEDS = {
    "office:load": _(
        "The offices of %(title)s were brought up to date with the reference table: terms recorded: %(recorded)s, "
        "terms corrected: %(corrected)s."
    ),
    "office:revoke": _("The term of %(title)s from %(since)s to %(until)s was revoked: %(because)s"),
}
ROLES: Mapping[str, LazyString] = {
    Role.PRESIDENT: _("President"),
    Role.CHAIR: _("Chair"),
    Role.CO_CHAIR: _("Co-Chair"),
    Role.VICE_CHAIR: _("Vice-Chair"),
    Role.COORDINATOR: _("Coordinator"),
    Role.CO_RAPPORTEUR: _("Co-Rapporteur"),
    Role.RAPPORTEUR: _("Rapporteur"),
    Role.MEMBER: _("Member"),
}


def role_of_several(role: str, holders: int) -> str:
    """The name of a role above a list of so many holders."""
    words = {
        Role.PRESIDENT: ngettext("President", "Presidents", holders),
        Role.CHAIR: ngettext("Chair", "Chairs", holders),
        Role.CO_CHAIR: ngettext("Co-Chair", "Co-Chairs", holders),
        Role.VICE_CHAIR: ngettext("Vice-Chair", "Vice-Chairs", holders),
        Role.COORDINATOR: ngettext("Coordinator", "Coordinators", holders),
        Role.CO_RAPPORTEUR: ngettext("Co-Rapporteur", "Co-Rapporteurs", holders),
        Role.RAPPORTEUR: ngettext("Rapporteur", "Rapporteurs", holders),
        Role.MEMBER: ngettext("Member", "Members", holders),
    }
    return str(words[Role(role)])


def silence(known: RecordOnDay) -> str:
    """The sentence for a day of which the record names nobody: unknown is not the same as nobody."""
    sentences = {
        Knowledge.NO_RECORD: _("No office holders are on record for this body."),
        Knowledge.BEFORE_RECORD: _(
            "The record of office holders begins on %(day)s; who held office earlier is not known."
        ),
        Knowledge.BETWEEN_RECORDS: _("The record has a gap from %(day)s on; who held office then is not known."),
        Knowledge.AFTER_RECORD: _("The record of office holders ends on %(day)s; who held office later is not known."),
    }
    return str(sentences[known.knowledge]) % {"day": format_date(known.limit, "long") if known.limit else ""}
