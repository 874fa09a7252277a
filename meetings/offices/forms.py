"""Forms on the pages about delegations: another day, and the size of a mission."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, IntegerField, QueryForm, TextField
from foundation.web import Form
from meetings.delegations.rules import LARGEST_MISSION, NotASizeOfAMission


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
