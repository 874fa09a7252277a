"""The words for committees: what is done with their record, and what the coded values are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.committees.rules import Kind

DEEDS = {"committee:correct": _("The record of %(title)s was brought up to date with the reference table.")}
KINDS: Mapping[str, LazyString] = {
    Kind.STANDING_COMMITTEE: _("Standing Committee"),
    Kind.CONTACT_GROUP: _("Contact group"),
    Kind.COORDINATION: _("Coordination"),
    Kind.SUPPORT: _("Support"),
    Kind.AD_HOC: _("Ad hoc body"),
    Kind.COMMITTEE_2014: _("Committee set up by the Third Review Conference"),
}
GROUPS: Mapping[str, LazyString] = {
    Kind.STANDING_COMMITTEE: _("Standing Committees"),
    Kind.COMMITTEE_2014: _("Committees set up by the Third Review Conference"),
    Kind.CONTACT_GROUP: _("Contact groups"),
    Kind.COORDINATION: _("Coordination"),
    Kind.SUPPORT: _("Support"),
    Kind.AD_HOC: _("Ad hoc bodies"),
}
"""The headings of the list of committees, in its order."""
