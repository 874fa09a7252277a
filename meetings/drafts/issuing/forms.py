"""Forms with which a draft is accepted, brought up to date and released."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxField, HiddenVersionField, TextAreaField
from foundation.web import Form
from meetings.drafts.issuing import rules
from meetings.releases.rules import LONGEST_NOTE, NoteTooLong
from meetings.sessions.rules import LONGEST_REASON


class ReasonForm(Form):
    """Say why a warning is accepted. `version` is the number of the reason that stands."""

    beside = {rules.NoReasonGiven: "reason"}
    reason = TextAreaField(
        _("Reason"), hint=_("It is printed with the released programme."), longest=LONGEST_REASON, rows=3
    )
    for_all = CheckboxField(_("The same for every warning of this rule that has no reason yet"), required=False)
    version = HiddenVersionField()


class TakeBackForm(Form):
    """Take back a reason."""

    version = HiddenVersionField()


class UpdateForm(Form):
    """Bring a draft up to date."""

    version = HiddenVersionField()
    newest = HiddenVersionField()


class ReleaseForm(Form):
    """Release a draft."""

    beside = {NoteTooLong: "note"}
    note = TextAreaField(
        _("Note"),
        hint=_("It stands above the programme and in the mail to each delegation that is affected."),
        longest=LONGEST_NOTE,
        rows=4,
        required=False,
    )
    version = HiddenVersionField()
    newest = HiddenVersionField()
