"""Forms about deadlines."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from foundation import wording
from foundation.fields import DateField, HiddenVersionField, IntegerField, SelectField, TextAreaField, TextField
from foundation.rules import Refused
from foundation.web import Form
from meetings.deadlines import rules
from meetings.deadlines.phrases import AUDIENCES


class _RemindersField(TextField):
    """So many days before the deadline, with commas between them; `days` holds them once they are checked."""

    days: tuple[int, ...] = ()

    def check(self, form: Any) -> None:
        """Refuse what are no days."""
        super().check(form)
        try:
            self.days = rules.reminder_days(self.data)
        except Refused as error:
            raise ValidationError(wording.refusal(error)) from None


def _reminders() -> _RemindersField:
    return _RemindersField(
        _("Reminders"),
        hint=_("Days before the deadline on which people are reminded by mail, such as 14, 3. Empty: nobody is."),
        longest=60,
        required=False,
    )


def _audience() -> SelectField:
    return SelectField(_("Whom it concerns"), choices=list(AUDIENCES.items()))


class SureForm(Form):
    """Confirm a deed. It has no fields of its own."""

    taken = {"uq_deadlines_meeting_id_rule_id": (None, _("Somebody else has just worked the deadlines out."))}


class AddForm(Form):
    """Set a deadline of a meeting."""

    beside = {rules.NoName: "name", rules.UnknownAudience: "audience"}
    name = TextField(_("What for"), longest=rules.LONGEST_NAME)
    due_on = DateField(_("Last day"))
    audience = _audience()
    remind = _reminders()
    note = TextAreaField(_("Note"), longest=rules.LONGEST_NOTE, rows=3, required=False)


class MoveForm(Form):
    """Put a deadline on another day, or change its reminders and its note."""

    beside = {rules.NoReason: "because"}
    due_on = DateField(_("Last day"))
    because = TextField(
        _("Why it is moved"),
        hint=_("Needed where the day is another one than before; everybody whom the deadline concerns will read it."),
        longest=rules.LONGEST_REASON,
        required=False,
    )
    remind = _reminders()
    note = TextAreaField(_("Note"), longest=rules.LONGEST_NOTE, rows=3, required=False)
    version = HiddenVersionField()


class SureOfVersionForm(Form):
    """Confirm a deed to a deadline as the person saw it."""

    version = HiddenVersionField()


class DropForm(SureOfVersionForm):
    """Drop a deadline."""

    beside = {rules.NoReason: "because"}
    because = TextField(_("Why it does not apply"), longest=rules.LONGEST_REASON)


class OffsetForm(Form):
    """Change an offset."""

    beside = {rules.TooFar: "days", rules.UnknownAudience: "audience"}
    days = IntegerField(
        _("Days"),
        hint=_("From the day that it counts from; before that day with a minus, so that ten weeks before are -70."),
        smallest=-rules.MOST_DAYS,
        largest=rules.MOST_DAYS,
    )
    audience = _audience()
    remind = _reminders()
    version = HiddenVersionField()
