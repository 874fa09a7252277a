"""Fields in which a person picks from what is offered. The choices are handed in, by the form or by the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from foundation.fields.base import OurField, Words


class Choice(NamedTuple):
    """One answer that a person may pick. `group` gathers choices of a select list below a heading."""

    value: str
    label: Words
    hint: Words = ""
    group: Words | None = None


class Option(NamedTuple):
    """A choice as the page shows it: the id of its control, and whether it is picked."""

    id: str
    value: str
    label: Words
    hint: Words
    checked: bool


class _Choosing(OurField):
    """What the fields with choices share.

    choices: `Choice` rows or their leading values, `(value, label)`; they may also be set later by assigning to
    `choices`. coerce: turns the value that was sent into the one that the form gives on (`int`, `uuid.UUID`).
    """

    missing = lazy_gettext("Choose one of these.")

    def __init__(
        self,
        label: Words,
        *,
        choices: Iterable[tuple[Any, ...]] = (),
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, coerce=lambda value: None if value in (None, "") else coerce(value), **kwargs)
        self.choices = choices

    @property
    def choices(self) -> list[SelectChoice]:
        """What is offered, in the form that WTForms renders."""
        return [SelectChoice(c.value, str(c.label), optgroup=c.group and str(c.group)) for c in self._offered()]

    @choices.setter
    def choices(self, choices: Iterable[tuple[Any, ...]]) -> None:
        self._choices = [Choice(str(value), *rest) for value, *rest in choices]

    def _offered(self) -> list[Choice]:
        return self._choices

    @property
    def options(self) -> list[Option]:
        """What is offered, with ids and what is picked."""
        return [
            Option(f"{self.id}-{number}", choice.value, choice.label, choice.hint, self._is_picked(choice))
            for number, choice in enumerate(self._offered())
        ]

    def _is_picked(self, choice: Choice) -> bool:
        return bool(self.coerce(choice.value) == self.data)

    def read(self, typed: str) -> None:
        """Read the value; what cannot be one of the choices is refused like any other that is not offered."""
        self.data = None
        try:
            self.data = self.coerce(typed)
        except (ValueError, TypeError, AttributeError):
            raise ValueError(_not_offered()) from None

    def check(self, form: Any) -> None:
        """Refuse what was not offered."""
        if not any(self._is_picked(choice) for choice in self._offered()):
            raise ValidationError(_not_offered())

    def shown(self, value: Any) -> str:
        """Return the label of the choice with this value."""
        return next((str(c.label) for c in self._offered() if self.coerce(c.value) == value), "")


class SelectField(_Choosing, wtforms.SelectField):
    """A list to pull down. `blank` is the words of the empty choice at its head; without it the first is picked."""

    def __init__(self, label: Words, *, blank: Words | None = None, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(label, **kwargs)

    def _offered(self) -> list[Choice]:
        return self._choices if self.blank is None else [Choice("", self.blank), *self._choices]


class RadioField(_Choosing, wtforms.RadioField):
    """A few choices, all in sight, one of them to pick."""

    kind: ClassVar[str] = "radios"

    @property
    def anchor(self) -> str:
        """The first of the choices takes the focus."""
        return f"{self.id}-0"


class CheckboxesField(_Choosing, wtforms.SelectMultipleField):
    """A few choices, all in sight, any of them to pick; `data` is a list in the order in which they are offered."""

    kind: ClassVar[str] = "checkboxes"
    missing = lazy_gettext("Choose at least one of these.")

    def process_data(self, value: Any) -> None:
        """Take the values of the record; none means nothing picked."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read every value that was sent, once each."""
        self.data = []
        for typed in dict.fromkeys(value for value in valuelist if isinstance(value, str)):
            try:
                self.data.append(self.coerce(typed))
            except (ValueError, TypeError, AttributeError):
                raise ValueError(_not_offered()) from None

    def is_empty(self) -> bool:
        """Tell whether nothing is picked."""
        return not self.data

    def check(self, form: Any) -> None:
        """Refuse what was not offered, and put the rest into the order of the offer."""
        offered = [self.coerce(choice.value) for choice in self._offered()]
        if any(value not in offered for value in self.data):
            raise ValidationError(_not_offered())
        self.data = [value for value in offered if value in self.data]

    def _is_picked(self, choice: Choice) -> bool:
        return self.coerce(choice.value) in (self.data or ())

    def shown(self, value: Any) -> str:
        """Return the labels of the picked choices."""
        picked = [str(choice.label) for choice in self._offered() if self.coerce(choice.value) in (value or ())]
        return gettext(", ").join(picked)

    @property
    def anchor(self) -> str:
        """The first of the choices takes the focus."""
        return f"{self.id}-0"


class CheckboxField(OurField, wtforms.BooleanField):
    """One box to tick; `data` is True or False. A required one must be ticked."""

    kind: ClassVar[str] = "checkbox"
    missing = lazy_gettext("Tick this box to go on.")

    def read(self, typed: str) -> None:
        """Anything but nothing is a tick."""
        self.data = bool(typed)

    def is_empty(self) -> bool:
        """Tell whether the box is not ticked."""
        return not self.data

    def shown(self, value: Any) -> str:
        """Return yes or no."""
        return str(gettext("Yes") if value else gettext("No"))

    def _value(self) -> str:
        return "yes"


def _not_offered() -> str:
    return str(gettext("Choose one that the list offers."))
