"""Forms on the pages about delegations: another day, the size of a mission, and from when a State is a party."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, HiddenVersionField, IntegerField, QueryForm, SelectField, TextField
from foundation.web import Form
from meetings.delegations.facts import LARGEST_MISSION, NotASizeOfAMission
from meetings.delegations.phrases import CONSENTS
from meetings.delegations.rules import LeavesBeforeItJoins, WrongEntryIntoForce

RECORDED_JUST_NOW = _("Somebody else has just recorded this. Open the page again and look at what is recorded.")


class DayForm(QueryForm):
    """Ask for a page as of a day."""

    on = DateField(_("As of"), missing=_("Give the day as of which you want to see the page."))

    def chosen(self, today: date) -> date:
        """The day that was asked for; today, if none was, or none that there is."""
        if self.is_submitted() and self.validate():
            day: date = self.on.data
            return day
        if not self.is_submitted():
            self.on.data = today
        return today


class PartyForm(Form):
    """Record from when, and until when, the Convention is in force for a State."""

    beside = {WrongEntryIntoForce: "party_since", LeavesBeforeItJoins: "party_until"}
    taken = {
        "delegation_facts.delegation_id": (None, RECORDED_JUST_NOW),
        "uq_delegation_facts_party": (None, RECORDED_JUST_NOW),
    }
    version = HiddenVersionField()
    consent_type = SelectField(_("Form of consent"), blank=_("Choose one"), choices=list(CONSENTS.items()))
    deposited_on = DateField(_("Deposited on"))
    party_since = DateField(
        _("In force for the State from"),
        hint=_("The first day of the sixth month after the month of the deposit (Article 17), but for a succession."),
    )
    party_until = DateField(
        _("Withdrawal in force from"),
        hint=_("Only if the State withdraws: from this day on it is a party no longer."),
        required=False,
    )
    source = TextField(
        _("Source"), hint=_("Where this is from, such as a notification of the depositary."), longest=400
    )

    def said(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        fields = (self.consent_type, self.deposited_on, self.party_since, self.party_until, self.source)
        return {field.name: field.data for field in fields} | {"seen": self.version.data}


class MissionForm(Form):
    """Record how many people work in a State's mission."""

    beside = {NotASizeOfAMission: "people"}
    people = IntegerField(_("People who work in the mission"), smallest=1, largest=LARGEST_MISSION)
    since = DateField(
        _("From this day on"),
        hint=_("Another size from the same day on takes the place of one that was recorded by mistake."),
    )
    source = TextField(
        _("Source"), hint=_("Where the number is from, such as a letter of the mission."), longest=400, required=False
    )
