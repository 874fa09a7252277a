"""Forms about people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.accounts.rules import AddressTaken, NotAnAddress, RoleHeldAlready
from foundation.fields import (
    CheckboxesField,
    CheckboxField,
    EmailField,
    HiddenVersionField,
    QueryForm,
    RadioField,
    SelectField,
    TextField,
)
from foundation.languages import INTERFACE_LANGUAGES, own_name
from foundation.web import Form
from meetings.delegations.rules import KeyTaken, NotAKey
from meetings.people import rules
from meetings.people.phrases import ROLES

DELEGATION = "delegation"
LANGUAGES = [(code, own_name(code)) for code in INTERFACE_LANGUAGES]
ADDRESS_IN_USE = _("Another account has this mail address.")
BELONGS_NOW = _("Somebody else has just recorded a delegation for this person.")


class SearchForm(QueryForm):
    """Look for people."""

    q = TextField(_("Name or mail address"), longest=100, required=False)


class InvitationForm(Form):
    """Invite a person, for a delegation or in a role."""

    beside = {
        rules.NotAName: "name",
        NotAnAddress: "email",
        AddressTaken: "email",
        rules.DelegationOrRole: "delegation",
        rules.OnlyStatesHoldOffice: "acts_in_office",
    }
    taken = {"accounts.email": ("email", ADDRESS_IN_USE), "uq_accounts_email": ("email", ADDRESS_IN_USE)}
    name = TextField(_("Name"), longest=rules.LONGEST_NAME)
    email = EmailField(_("Mail address"), hint=_("The invitation is sent to it. Nobody but the ISU sees it."))
    language = SelectField(_("Language of the invitation"), choices=LANGUAGES, default=INTERFACE_LANGUAGES[0])
    comes = RadioField(_("The person comes"))
    delegation = SelectField(_("Delegation"), blank=_("None"), coerce=int, required=False)
    acts_in_office = CheckboxField(
        _("Acts for the State in the offices that it holds"),
        hint=_("The person has an office's rights on the days on which the State holds it, and on no other."),
        required=False,
    )

    def offer(self, delegations: Mapping[int, str]) -> None:
        """Offer these delegations, and the roles."""
        self.comes.choices = [(DELEGATION, _("for a delegation")), *ROLES.items()]
        self.delegation.choices = list(delegations.items())

    @property
    def role(self) -> str | None:
        """The role that was chosen; None where it is a delegation."""
        return None if self.comes.data == DELEGATION else self.comes.data


class JoinForm(Form):
    """Say which delegation a person belongs to."""

    beside = {rules.OnlyStatesHoldOffice: "acts_in_office"}
    taken = {"delegates.account_id": ("delegation", BELONGS_NOW), "uq_delegates_present": ("delegation", BELONGS_NOW)}
    delegation = SelectField(_("Delegation"), blank=_("Choose a delegation"), coerce=int)
    acts_in_office = CheckboxField(_("Acts for the State in the offices that it holds"), required=False)


class GrantForm(Form):
    """Grant a role by hand."""

    beside = {RoleHeldAlready: "role"}
    role = RadioField(_("Role"), choices=list(ROLES.items()))


class SureForm(Form):
    """Confirm a deed. It has no fields of its own."""


class NamingForm(Form):
    """Say who acts for a State in the offices that it holds; nobody may be ticked."""

    beside = {
        rules.OnlyStatesHoldOffice: "acting",
        rules.NotInDelegation: "acting",
        rules.NothingToChange: "acting",
    }
    version = HiddenVersionField()
    acting = CheckboxesField(
        _("Who acts in office from now on"),
        hint=_("They have an office's rights on the days on which the State holds it, and on no other."),
        coerce=int,
        required=False,
    )


class OrganizationForm(Form):
    """Record an organization that takes part."""

    beside = {NotAKey: "key", KeyTaken: "key"}
    taken = {
        "delegations.key": ("key", _("Another delegation has this short form.")),
        "uq_delegations_key": ("key", _("Another delegation has this short form.")),
    }
    key = TextField(_("Short form"), hint=_("It becomes part of addresses, such as ICRC."), longest=20)
    name_en = TextField(_("Name in English"), longest=200)
    name_fr = TextField(_("Name in French"), longest=200, required=False)
    name_es = TextField(_("Name in Spanish"), longest=200, required=False)
    name_ar = TextField(_("Name in Arabic"), longest=200, required=False)
    name_ru = TextField(_("Name in Russian"), longest=200, required=False)
    name_zh = TextField(_("Name in Chinese"), longest=200, required=False)

    def names(self) -> dict[str, Any]:
        """The names that were given, by language."""
        names = {field.short_name.removeprefix("name_"): field.data for field in self.visible_fields()}
        return {language: name for language, name in names.items() if name and language != "key"}
