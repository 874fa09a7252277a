"""The forms that ask for years of the record."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from foundation import wording
from foundation.fields import IntegerField, QueryForm, SelectField
from foundation.rules import Refused
from meetings.record import rules
from meetings.rotation.rules import Apportionment

EARLIEST, LATEST = 1990, 2099


class WindowForm(QueryForm):
    """Ask for the years from one to another, at most so many; either may stay empty."""

    first = IntegerField(_("From year"), smallest=EARLIEST, largest=LATEST, required=False, name="from")
    last = IntegerField(_("To year"), smallest=EARLIEST, largest=LATEST, required=False, name="to")

    def __init__(self, *, most: int = rules.MOST_YEARS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def chosen(self, first: int, last: int) -> tuple[int, int]:
        """The years that were asked for, of a record from `first` to `last`; the newest, if none that there can be."""
        years = max(first, last - self.most + 1), last
        if self.is_submitted() and self.validate():
            asked = rules.window(self.first.data, self.last.data, first, last, self.most)
            try:
                rules.check_window(*asked, self.most)
            except Refused as refused:
                self.refuse("last", wording.refusal(refused))
            else:
                years = rules.clipped(asked, first, last)
        if not self.errors:
            self.first.data, self.last.data = years
        return years


class BalanceForm(WindowForm):
    """Ask for the balance of some years, by one of the methods by which seats are shared out."""

    method = SelectField(
        _("Seats are shared out by"),
        choices=[
            (Apportionment.LARGEST_REMAINDER, _("largest remainder (Hamilton)")),
            (Apportionment.WEBSTER, _("Webster (Sainte-Laguë)")),
        ],
        required=False,
    )

    @property
    def apportionment(self) -> Apportionment:
        """The method that was asked for; largest remainder, if none was, or none that there is."""
        if self.method.data not in set(Apportionment):
            self.method.data = Apportionment.LARGEST_REMAINDER
        return Apportionment(self.method.data)
