"""Forms for closing a year. What was stated so far travels in the page itself: nothing is stored before the closing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms import widgets

from foundation import plain_text
from foundation.fields import Choice, HiddenVersionField, RadioField, SelectField, TextField
from foundation.fields.base import OurField
from foundation.web import Form
from meetings.closing import exceptions, rules
from meetings.closing.exceptions import ExceptionKind, StatedException
from meetings.closing.phrases import KINDS
from meetings.closing.preview import Preview

DEED, ADD, CLOSE, REMOVE = "deed", "add", "close", "remove-"
_LONGEST_KEY = 40
_PARTS = 7


class StatedField(OurField, wtforms.StringField):
    """The exceptions stated so far, as JSON that the page wrote; `data` is always a tuple."""

    widget = widgets.HiddenInput()
    damaged = HiddenVersionField.missing

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", required=False, default=(), **kwargs)

    def read(self, typed: str) -> None:
        """Read what the page was made with; anything else was not written by the page."""
        self.data = ()
        if typed:
            try:
                rows = json.loads(typed)
            except (ValueError, RecursionError):
                rows = None
            if not _are_exceptions(rows):
                raise ValueError(str(self.damaged))
            self.data = tuple(StatedException(*row) for row in rows)

    def _value(self) -> str:
        rows = [
            [one.committee, one.state, one.role, one.kind, one.because, one.to_committee, one.to_role]
            for one in self.data
        ]
        return json.dumps(rows, separators=(",", ":")) if rows else ""


class SeenField(OurField, wtforms.StringField):
    """The hash of the preview that the person saw."""

    widget = widgets.HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", required=False, **kwargs)

    def read(self, typed: str) -> None:
        """Read the hash; one that is no preview's is as good as that of another preview."""
        self.data = typed[:64]

    def _value(self) -> str:
        return self.data or ""


class ClosingForm(Form):
    """Confirm a preview: the exceptions that it was made with, and its hash."""

    taken = {
        "uq_year_closings_standing": (None, _("Another officer has just closed this year.")),
        "year_closings.since": (None, _("Another officer has just closed this year.")),
    }
    stated = StatedField()
    seen = SeenField()

    def carry(self, preview: Preview) -> None:
        """Let the page carry this preview: its exceptions, and the hash by which it is known again."""
        self.stated.data, self.seen.data = preview.exceptions, preview.sha256


class ExceptionForm(ClosingForm):
    """State one exception more."""

    beside = {
        exceptions.UnknownOffice: "holder",
        exceptions.ExceptionTwice: "holder",
        exceptions.LastsLonger: "holder",
        exceptions.OnRecordAlready: "holder",
        exceptions.HappensAnyway: "kind",
        exceptions.NotTwoOffices: "kind",
        exceptions.UnknownPlace: "place",
        exceptions.NoPlace: "place",
        exceptions.NoMove: "place",
        exceptions.PlaceNotNeeded: "place",
        rules.NoReason: "because",
    }
    holder = SelectField(_("Whose office"), blank=_("Choose a State and its office"), coerce=str)
    kind = RadioField(_("What happens"), choices=list(KINDS.items()), coerce=ExceptionKind)
    place = SelectField(
        _("Where it moves to"),
        blank=_("Nowhere"),
        hint=_("Only for a State that moves. In a merged committee this is an office of the committee that took over."),
        required=False,
    )
    because = TextField(
        _("Reason"),
        hint=_("It is kept with the closing. The ISU and those in office in the committee can read it."),
        longest=rules.LONGEST_REASON,
    )

    def offer(self, holders: Iterable[Choice], places: Iterable[Choice]) -> None:
        """Offer these offices to choose from, by `key_of` of what they are."""
        self.holder.choices = list(holders)
        self.place.choices = list(places)

    @property
    def exception(self) -> StatedException:
        """What was typed. Call it when the fields are valid."""
        committee, role, state = self.holder.data.split("/")
        to = self.place.data.split("/") if self.place.data else (None, None)
        return StatedException(committee, state, role, self.kind.data, self.because.data, *to)


class UndoForm(Form):
    """Undo a closing."""

    beside = {rules.NoReason: "because"}
    version = HiddenVersionField()
    because = TextField(
        _("Reason"),
        hint=_("Everybody can read it among the changes."),
        longest=rules.LONGEST_REASON,
    )


def key_of(*parts: str) -> str:
    """The value by which a list names an office: its parts, none of which holds a slash."""
    return "/".join(parts)


def removed(values: Mapping[str, Any]) -> int | None:
    """The place of the exception that is to be removed, from 0; None where another button was pressed."""
    pressed = str(values.get(DEED, ""))
    number = pressed.removeprefix(REMOVE)
    return int(number) if pressed != number and number.isascii() and number.isdigit() and len(number) < 4 else None


def _are_exceptions(rows: object) -> bool:
    """Whether these are exceptions as the page writes them; whether they can be is for rules to say."""
    return (
        isinstance(rows, list)
        and len(rows) <= exceptions.MOST_EXCEPTIONS
        and all(isinstance(row, list) and len(row) == _PARTS and _is_exception(row) for row in rows)
    )


def _is_exception(row: list[object]) -> bool:
    *texts, because, to_committee, to_role = row
    keys = [*texts, *(one for one in (to_committee, to_role) if one is not None)]
    return (
        all(isinstance(one, str) and 0 < len(one) <= _LONGEST_KEY for one in keys)
        and texts[3] in set(ExceptionKind)
        and isinstance(because, str)
        and because == plain_text.one_line(because)
        and not plain_text.has_refused_characters(because)
    )
