"""The form that asks for another day."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, QueryForm


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
