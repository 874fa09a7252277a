"""What all fields share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

import wtforms
from flask_babel import LazyString, lazy_gettext
from wtforms import widgets
from wtforms.validators import StopValidation

from foundation import plain_text

Words: TypeAlias = str | LazyString
"""A sentence or a label; a lazy one is translated when the page is made."""


class OurField(wtforms.Field):
    """Stands before a field of WTForms among the bases of a class.

    hint: a sentence below the label. autocomplete: the value of the HTML attribute. required: whether the field may
    stay empty. missing: what is said when it may not and does. `kind` names how the template lays the field out.
    """

    kind: ClassVar[str] = "input"
    data: Any
    missing: Words = lazy_gettext("Fill in this field: it cannot stay empty.")

    def __init__(
        self,
        label: Words,
        *,
        hint: Words = "",
        autocomplete: str = "off",
        required: bool = True,
        missing: Words | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.hint = hint
        self.autocomplete = autocomplete
        self.flags.required = required
        if missing is not None:
            self.missing = missing

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the first text that was sent under the field's name; a file sent in its place counts as nothing."""
        self.read(next((typed for typed in valuelist if isinstance(typed, str)), ""))

    def read(self, typed: str) -> None:
        """Set `data` from what was typed; raise ValueError with a whole sentence where that cannot be."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Tell whether nothing was given."""
        return self.data is None

    def pre_validate(self, form: Any) -> None:
        """Stop at the first thing that is wrong, so that one field has one sentence to read."""
        if self.process_errors:
            raise StopValidation
        if self.is_empty():
            raise StopValidation(self.missing if self.flags.required else "")
        self.check(form)

    def check(self, form: Any) -> None:
        """Raise ValidationError with a whole sentence where the value's shape is wrong. It is not empty."""

    def shown(self, value: Any) -> str:
        """Return a value of this field as a reader sees it."""
        return "" if value is None else str(value)

    @property
    def is_hidden(self) -> bool:
        """Tell whether the field has no place on the page."""
        return isinstance(self.widget, widgets.HiddenInput)

    @property
    def anchor(self) -> str:
        """The id of the control that the error summary leads to."""
        return str(self.id)

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for screen readers."""
        parts = (("hint", self.hint), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)

    @property
    def attributes(self) -> dict[str, Any]:
        """The HTML attributes of the control that WTForms does not write by itself."""
        found: dict[str, Any] = {"autocomplete": self.autocomplete}
        if self.described_by:
            found["aria-describedby"] = self.described_by
        if self.errors:
            found["aria-invalid"] = "true"
        return found


def as_typed(field: Any, shown: Callable[[Any], str]) -> str:
    """Return what was typed where it could not be read, so that it can be mended; else the value in its own form."""
    if field.data is not None:
        return shown(field.data)
    typed = (field.raw_data or [""])[0]
    return plain_text.with_refused_characters_shown(typed) if isinstance(typed, str) else ""
