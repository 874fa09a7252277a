"""Forms of the links of delegations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxField, TextField
from foundation.web import Form
from meetings.links import rules


class GiveForm(Form):
    """Give a delegation a link."""

    beside = {rules.NoNote: "note"}
    note = TextField(
        _("Who will have the link"),
        hint=_("So that you can tell later which one to revoke. The link itself does not show it."),
        longest=rules.LONGEST_NOTE,
    )
    is_mailed = CheckboxField(_("Mail it to everybody who belongs to the delegation"), required=False)


class RevokeForm(Form):
    """Confirm that a link is to open nothing any longer."""
