"""Forms of the links of delegations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.accounts.rules import NotAnAddress
from foundation.fields import CheckboxField, EmailField, HiddenOnceField, SelectField, TextField
from foundation.languages import INTERFACE_LANGUAGES, own_name
from foundation.web import Form
from meetings.links import rules


class GiveForm(Form):
    """Give a delegation a link."""

    beside = {rules.NoNote: "note", NotAnAddress: "email"}
    once = HiddenOnceField()
    note = TextField(
        _("Who will have the link"),
        hint=_("So that you can tell later which one to revoke. The link itself does not show it."),
        longest=rules.LONGEST_NOTE,
    )
    email = EmailField(
        _("Mail address of that person"),
        hint=_(
            "The link is sent there, and as long as it is open, what changes for the delegation too. Leave it empty to "
            "hand the link over yourself."
        ),
        autocomplete="off",
        required=False,
    )
    language = SelectField(
        _("Language of these mails"),
        choices=[(code, own_name(code)) for code in INTERFACE_LANGUAGES],
        default=INTERFACE_LANGUAGES[0],
    )
    to_everybody = CheckboxField(_("Mail it to everybody who belongs to the delegation"), required=False)

    def secret(self, key: str, delegation: str) -> str:
        """The secret of the link that is given to a delegation by this form, as often as it is sent."""
        said = (self.note.data, self.email.data, self.language.data, self.to_everybody.data)
        return rules.secret_of(key, delegation, self.once.data or "", *map(str, said))


class RevokeForm(Form):
    """Confirm that a link is to open nothing any longer."""
