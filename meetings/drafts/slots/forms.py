"""Forms about slots."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxesField, CheckboxField, HiddenVersionField, SelectField, TimeField
from foundation.web import Form
from meetings.drafts.forms import as_day
from meetings.drafts.rules import days_of
from meetings.drafts.slots import rules
from meetings.drafts.slots.rules import SlotFacts
from meetings.programme.forms import InterpretationForm, interpretation_field
from meetings.sessions import rules as sessions
from meetings.sessions.models import Meeting


class LayOutForm(InterpretationForm):
    """Add the usual slots."""

    with_lunch = CheckboxField(
        _("With a slot from 13:15 to 14:45"),
        hint=_("For small groups and side events. What is interpreted then stays unknown."),
        required=False,
    )
    interpretation = interpretation_field()
    languages = CheckboxesField(_("Languages"), required=False)


class SlotForm(InterpretationForm):
    """Add a slot. `offer_days` gives it the days."""

    beside = {
        rules.SlotsOverlap: "start",
        sessions.OutsideMeeting: "day",
        sessions.BetweenSteps: "start",
        sessions.TimeDoesNotExist: "start",
        sessions.TimeHappensTwice: "start",
        sessions.EndNotAfterStart: "end",
        sessions.TooLong: "end",
        sessions.UnknownLanguage: "languages",
    }
    taken = {"uq_slots_meeting_starts": ("start", _("There is a slot at this time already."))}
    day = SelectField(_("Day"), coerce=as_day)
    start = TimeField(_("Start"), step=sessions.STEP_MINUTES)
    end = TimeField(_("End"), step=sessions.STEP_MINUTES)
    interpretation = interpretation_field()
    languages = CheckboxesField(_("Languages"), required=False)

    def offer_days(self, meeting: Meeting) -> None:
        """Offer the days of the meeting."""
        self.day.choices = [(day.isoformat(), format_date(day, "full")) for day in days_of(meeting)]

    def facts(self) -> SlotFacts:
        """What was asked for."""
        languages = self.offered
        return SlotFacts(
            datetime.combine(self.day.data, self.start.data),
            datetime.combine(self.day.data, self.end.data),
            None if languages is None else tuple(languages),
        )

    @staticmethod
    def values_for(facts: SlotFacts) -> dict[str, Any]:
        """The values of the fields for a slot."""
        return {
            "day": facts.starts.date(),
            "start": facts.starts.time(),
            "end": facts.ends.time(),
            **InterpretationForm.values_of(facts.languages),
        }


class ChangeSlotForm(SlotForm):
    """Change a slot."""

    version = HiddenVersionField()


class RemoveSlotForm(Form):
    """Remove a slot."""

    version = HiddenVersionField()
