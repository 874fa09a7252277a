"""Fields for days and clock times. There are always limits, so that no date is beyond what can be reckoned with."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import wtforms
from flask_babel import format_date, gettext, lazy_gettext, ngettext
from wtforms import widgets
from wtforms.validators import ValidationError

from foundation import plain_text
from foundation.fields.base import OurField, Words, as_typed

_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::00(?:\.0+)?)?")


class DateField(OurField, wtforms.StringField):
    """A day. `earliest` and `latest` may also be set on the field, by the view that knows better."""

    widget = widgets.DateInput()
    missing = lazy_gettext("Give a date.")

    def __init__(
        self,
        label: Words,
        *,
        earliest: date = date(1990, 1, 1),
        latest: date = date(2099, 12, 31),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.earliest, self.latest = earliest, latest

    def read(self, typed: str) -> None:
        """Read year-month-day, which is what browsers send however they show it."""
        self.data = None
        text = plain_text.western_digits(plain_text.one_line(typed))
        if text:
            self.data = _day(text)

    def check(self, form: Any) -> None:
        """Refuse a day outside the limits."""
        if not self.earliest <= self.data <= self.latest:
            limits = {"earliest": self.shown(self.earliest), "latest": self.shown(self.latest)}
            raise ValidationError(gettext("Give a date from %(earliest)s to %(latest)s.", **limits))

    def shown(self, value: date | None) -> str:
        """Return the day in the reader's language."""
        return "" if value is None else str(format_date(value, "long"))

    def _value(self) -> str:
        return as_typed(self, date.isoformat)

    @property
    def attributes(self) -> dict[str, Any]:
        """Adds the limits, which browsers show in their calendars."""
        return {**super().attributes, "min": self.earliest.isoformat(), "max": self.latest.isoformat()}


class TimeField(OurField, wtforms.StringField):
    """A clock time without a zone, at whole steps of `step` minutes; the page says which zone is meant."""

    widget = widgets.TimeInput()
    missing = lazy_gettext("Give a time.")

    def __init__(
        self,
        label: Words,
        *,
        step: int = 1,
        earliest: time = time(0, 0),
        latest: time = time(23, 59),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.step, self.earliest, self.latest = step, earliest, latest

    def read(self, typed: str) -> None:
        """Read hours and minutes; browsers add seconds at times, which must be zero."""
        self.data = None
        text = plain_text.western_digits(plain_text.one_line(typed))
        if text:
            found = _TIME.fullmatch(text)
            if found is None:
                raise ValueError(gettext("Give a time as hours and minutes, such as 15:00."))
            self.data = time(int(found[1]), int(found[2]))

    def check(self, form: Any) -> None:
        """Refuse a time between the steps or outside the limits."""
        if (self.data.hour * 60 + self.data.minute) % self.step:
            raise ValidationError(
                ngettext(
                    "Give a time in steps of %(num)s minute.", "Give a time in steps of %(num)s minutes.", self.step
                )
            )
        if not self.earliest <= self.data <= self.latest:
            limits = {"earliest": self.shown(self.earliest), "latest": self.shown(self.latest)}
            raise ValidationError(gettext("Give a time from %(earliest)s to %(latest)s.", **limits))

    def shown(self, value: time | None) -> str:
        """Return hours and minutes."""
        return "" if value is None else f"{value:%H:%M}"

    def _value(self) -> str:
        return as_typed(self, self.shown)

    @property
    def attributes(self) -> dict[str, Any]:
        """Adds step and limits."""
        limits = {"min": self.shown(self.earliest), "max": self.shown(self.latest)}
        return {**super().attributes, **limits, "step": self.step * 60}


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # such as 30 February, which gets the same sentence
    raise ValueError(gettext("Give a date as year-month-day, such as 2011-06-24."))
