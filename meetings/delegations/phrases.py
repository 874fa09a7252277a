"""The words for delegations: what is refused and done, and what the coded values are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, format_date, gettext
from flask_babel import lazy_gettext as _

from meetings.delegations import facts, rules
from meetings.delegations.models import Delegation
from meetings.delegations.rules import Consent, RegionalGroup, Status

REFUSALS = {
    rules.NotAKey: _("Write 2 to 20 letters, digits and hyphens. Three letters alone are kept for States."),
    rules.KeyTaken: _("Another delegation has the short form %(key)s."),
    rules.OnlyStatesJoin: _("Only a State becomes a party to the Convention."),
    rules.ConsentIncomplete: _("A State Party has a form and a day of consent, and a day of entry into force."),
    rules.WrongEntryIntoForce: _(
        "After a deposit on that day the Convention enters into force on %(expected)s, as Article 17 has it."
    ),
    rules.LeavesBeforeItJoins: _("A withdrawal takes effect after %(since)s, the day of entry into force."),
    facts.OnlyStatesHaveMissions: _("Only of a State's mission is the size recorded."),
    facts.NotASizeOfAMission: _("Give a whole number from 1 to %(most)s."),
}
DEEDS = {
    "delegation:correct": _("The record of %(title)s was brought up to date with the reference table."),
    "delegation:record": _("%(actor)s recorded the organization %(title)s."),
    "delegation:record_mission": _(
        "%(actor)s recorded that the mission of %(title)s in Geneva has %(people)s people from %(since)s on."
    ),
    "delegation:record_party": _("%(actor)s recorded that the Convention is in force for %(title)s from %(since)s on."),
    "delegation:record_withdrawal": _(
        "%(actor)s recorded that the Convention is in force for %(title)s from %(since)s until %(until)s."
    ),
}
STATUSES: Mapping[str, LazyString] = {
    Status.STATE_PARTY: _("State Party"),
    Status.SIGNATORY: _("Signed the Convention, not a party"),
    Status.NOT_PARTY: _("Not a party"),
}
CONSENTS: Mapping[str, LazyString] = {
    Consent.RATIFICATION: _("Ratification"),
    Consent.ACCESSION: _("Accession"),
    Consent.ACCEPTANCE: _("Acceptance"),
    Consent.APPROVAL: _("Approval"),
    Consent.SUCCESSION: _("Succession"),
}
GROUPS: Mapping[str, LazyString] = {
    RegionalGroup.AFRICAN: _("African States"),
    RegionalGroup.ASIA_PACIFIC: _("Asia-Pacific States"),
    RegionalGroup.EASTERN_EUROPEAN: _("Eastern European States"),
    RegionalGroup.GRULAC: _("Latin American and Caribbean States"),
    RegionalGroup.WEOG: _("Western European and other States"),
    RegionalGroup.NONE: _("In no regional group"),
}


def facts_about(delegation: Delegation) -> list[tuple[str, str | None]]:
    """The recorded facts of a State with their names, as a page lists them; None is unknown."""
    facts = [
        (_("Regional group"), GROUPS[delegation.regional_group] if delegation.regional_group else None),
        (_("Member of the United Nations"), _yes_or_no(delegation.un_member)),
        (_("Least developed country"), _yes_or_no(delegation.least_developed)),
        (_("Small island developing State"), _yes_or_no(delegation.small_island)),
        (_("Mined areas to clear under Article 5"), _yes_or_no(delegation.affected)),
        (_("Significant number of landmine survivors"), _yes_or_no(delegation.survivors)),
    ]
    if delegation.status is not None:
        facts.insert(0, (_("Standing under the Convention"), STATUSES[delegation.status]))
    if delegation.consent_type is not None:
        consent = (_("Form of consent"), CONSENTS[delegation.consent_type])
        deposit = (_("Deposited on"), format_date(delegation.deposited_on, "long"))
        in_force = (_("In force for the State from"), format_date(delegation.party_since, "long"))
        facts[1:1] = [consent, deposit, in_force]
    if delegation.party_until is not None:
        facts.insert(4, (_("Withdrawal in force from"), format_date(delegation.party_until, "long")))
    return [(str(name), None if value is None else str(value)) for name, value in facts]


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else gettext("Yes") if value else gettext("No")
