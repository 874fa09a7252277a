"""The form itself: reading what was sent, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict
from wtforms import widgets
from wtforms.csrf.core import CSRFTokenField

from foundation.fields.base import Words
from foundation.fields.files import FileField


class FieldError(NamedTuple):
    """One line of the error summary. Without a visible field to blame, `field_id` is None and `label` empty."""

    field_id: str | None
    label: str
    message: str


class Version(NamedTuple):
    """One field of a record that two people changed: what is stored now, and what this person typed."""

    label: str
    stored: str
    yours: str

    @property
    def differs(self) -> bool:
        """Tell whether the two are not the same."""
        return self.stored != self.yours


class Form(FlaskForm):
    """A form sent by POST, with the token against forged requests."""

    changes_something: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        # An empty body, or JSON, must not count as "nothing was sent": the fields would keep the stored values and
        # pass. FlaskForm would also hand JSON of any shape to its fields.
        if "formdata" not in kwargs and self.is_submitted():
            kwargs["formdata"] = CombinedMultiDict((request.files, request.form))
        super().__init__(**kwargs)

    @property
    def multipart(self) -> bool:
        """Tell whether the form carries files, and so needs the encoding for them."""
        return any(isinstance(field, FileField) for field in self)

    def visible_fields(self) -> list[Any]:
        """Return the fields that have a place on the page, in order."""
        return [field for field in self if not _is_hidden(field)]

    def hidden_fields(self) -> Markup:
        """Return the hidden inputs, without ids: a page may hold several forms with a field of the same name."""
        line = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(line.format(field.name, field._value()) for field in self if _is_hidden(field))

    def refuse(self, field_name: str | None, message: Words) -> None:
        """Put a rule's sentence beside the named field, or above the form where no single field is to blame.

        Raises KeyError for a field that the form does not have.
        """
        if field_name is None:
            self.form_errors.append(message)
        else:
            field = self[field_name]
            field.errors = [*field.errors, message]

    def error_list(self) -> list[FieldError]:
        """Return everything that is wrong in the order of the page; first what concerns the whole form."""
        whole = [str(message) for message in self.form_errors]
        beside = []
        for field in self:
            if isinstance(field, CSRFTokenField) and field.errors:
                whole.append(gettext("This page was too old to be taken. It is renewed now: please send it again."))
            elif _is_hidden(field):
                whole += [str(message) for message in field.errors]
            else:
                beside += [FieldError(field.anchor, str(field.label.text), str(error)) for error in field.errors]
        return [*(FieldError(None, "", message) for message in whole), *beside]

    def versions(self, stored: Mapping[str, Any]) -> list[Version]:
        """Return both versions of each visible field of which the stored value is given, by the field's name."""
        fields = [(field, stored[field.short_name]) for field in self.visible_fields() if field.short_name in stored]
        return [Version(str(field.label.text), field.shown(value), field.shown(field.data)) for field, value in fields]

    def catch_up(self, stored: Mapping[str, Any]) -> None:
        """Take over the stored values of hidden fields, so that sending the form again replaces what is stored now.

        For after a lost race, once both versions are shown. What the person typed stays.
        """
        for field in self:
            if _is_hidden(field) and field.short_name in stored:
                field.data = stored[field.short_name]


class QueryForm(Form):
    """A form that only asks for another view of a page; its values stand in the address (`?on=2011-06-24`)."""

    changes_something: ClassVar[bool] = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False}, **kwargs)

    def is_submitted(self) -> bool:
        """Tell whether the address names any field of this form."""
        return any(field.name in request.args for field in self)


def _is_hidden(field: Any) -> bool:
    return isinstance(field.widget, widgets.HiddenInput)
