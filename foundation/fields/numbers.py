"""Fields for whole numbers."""

from __future__ import annotations

import re
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import widgets
from wtforms.validators import ValidationError

from foundation import plain_text
from foundation.fields.base import OurField, Words, as_typed

_WHOLE_NUMBER = re.compile("[+-]?[0-9]{1,15}")
_VERSION = re.compile("[0-9]{1,9}")


class IntegerField(OurField, wtforms.StringField):
    """A whole number from `smallest` to `largest`, in the digits of any script."""

    def __init__(self, label: Words, *, smallest: int, largest: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.smallest, self.largest = smallest, largest

    def read(self, typed: str) -> None:
        """Read the number; what has more than 15 digits is nothing that anyone counts."""
        self.data = None
        digits = plain_text.western_digits(plain_text.one_line(typed))
        if digits and not _WHOLE_NUMBER.fullmatch(digits):
            raise ValueError(gettext("Write a whole number in digits."))
        if digits:
            self.data = int(digits)

    def check(self, form: Any) -> None:
        """Refuse what lies outside the limits."""
        if not self.smallest <= self.data <= self.largest:
            limits = {"smallest": self.smallest, "largest": self.largest}
            raise ValidationError(gettext("Write a number from %(smallest)s to %(largest)s.", **limits))

    def _value(self) -> str:
        return as_typed(self, str)

    @property
    def attributes(self) -> dict[str, Any]:
        """A text input with a phone's number keys: browsers' own number inputs change values by accident."""
        return {**super().attributes, "inputmode": "numeric", "dir": "ltr"}


class HiddenVersionField(OurField, wtforms.StringField):
    """The version of the record that the person saw, so that the second of two who save at once is told."""

    widget = widgets.HiddenInput()
    missing = lazy_gettext("This page was damaged on its way. Open it again, then make your change.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)

    def read(self, typed: str) -> None:
        """Read the number that the page was made with; anything else was not written by the page."""
        self.data = None
        if not _VERSION.fullmatch(typed):
            raise ValueError(str(self.missing))
        self.data = int(typed)

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)
