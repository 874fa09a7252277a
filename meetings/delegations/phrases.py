"""The words for delegations: what is refused and done, and what the coded values are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.delegations import rules
from meetings.delegations.rules import Consent, Kind, RegionalGroup, Status

REFUSALS = {
    rules.NotAKey: _("Write 2 to 20 letters, digits and hyphens. Three letters alone are kept for States."),
    rules.KeyTaken: _("Another delegation has the short form %(key)s."),
}
DEEDS = {
    "delegation:correct": _("The record of %(title)s was brought up to date with the reference table."),
    "delegation:record": _("%(actor)s recorded the organization %(title)s."),
}
KINDS = {Kind.STATE: _("State"), Kind.ORGANIZATION: _("Organization")}
STATUSES = {
    Status.STATE_PARTY: _("State Party"),
    Status.SIGNATORY: _("Signed the Convention, not a party"),
    Status.NOT_PARTY: _("Not a party"),
}
CONSENTS = {
    Consent.RATIFICATION: _("Ratification"),
    Consent.ACCESSION: _("Accession"),
    Consent.ACCEPTANCE: _("Acceptance"),
    Consent.APPROVAL: _("Approval"),
    Consent.SUCCESSION: _("Succession"),
}
GROUPS = {
    RegionalGroup.AFRICAN: _("African States"),
    RegionalGroup.ASIA_PACIFIC: _("Asia-Pacific States"),
    RegionalGroup.EASTERN_EUROPEAN: _("Eastern European States"),
    RegionalGroup.GRULAC: _("Latin American and Caribbean States"),
    RegionalGroup.WEOG: _("Western European and other States"),
    RegionalGroup.NONE: _("In no regional group"),
}
