"""The form that asks which programme of a meeting is looked at, and with which it is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import QueryForm, SelectField
from meetings.comparison.rules import Source, source


class CompareForm(QueryForm):
    """Choose a programme, and another beside it. `choices` are those that the person may see."""

    of = SelectField(_("Programme"), required=False)
    other = SelectField(_("Compared with"), blank=_("Nothing"), required=False, name="with")

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of.choices = self.other.choices = choices

    def chosen(self, usual: Source) -> tuple[Source, Source | None]:
        """What was asked for; the usual programme alone, if nothing was, or nothing that there is."""
        if self.is_submitted() and self.validate():
            of, other = source(self.of.data or "") or usual, source(self.other.data or "")
        else:
            of, other = usual, None
        if not self.errors:
            self.of.data = str(of)
        return of, other
