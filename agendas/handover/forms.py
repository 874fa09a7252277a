"""The form with which a pack is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from agendas.handover import rules
from foundation.fields import RadioField
from foundation.web import Form


class AskForm(Form):
    """Ask for a pack for one of the years that are offered."""

    beside = {rules.NoSuchYear: "year"}
    year = RadioField(_("Year of work"), coerce=int, hint=_("The year of those who take over."))

    def offer(self, years: Iterable[int]) -> None:
        """Offer these years."""
        self.year.choices = [(year, str(year)) for year in years]
