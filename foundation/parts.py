"""Long lists, which pages show part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import abort
from flask_babel import lazy_gettext as _

from foundation.fields import IntegerField, QueryForm

Row = TypeVar("Row")


class PartForm(QueryForm):
    """Go to a part of a long list; `number` counts from 1."""

    page = IntegerField(_("Page"), smallest=1, largest=100_000, required=False)

    @property
    def number(self) -> int:
        """The part that was asked for."""
        return self.page.data or 1


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A part of a list; `number` counts parts from 1, and `parts` is how many there are."""

    rows: Sequence[Row]
    number: int
    parts: int


def asked_part(rows: Sequence[Row], size: int) -> Part[Row]:
    """The part of a list that the address asks for, of so many rows at most; 404 where there is none."""
    form = PartForm()
    parts = max(1, -(-len(rows) // size))
    if not form.validate() or form.number > parts:
        abort(404)
    return Part(rows[(form.number - 1) * size : form.number * size], form.number, parts)
