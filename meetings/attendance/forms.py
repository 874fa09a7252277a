"""The form on which attendance is marked: a row of choices for each delegation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from foundation.fields import Version
from foundation.web import Form
from meetings.attendance.phrases import VALUES
from meetings.attendance.rules import Change, NotAMark, Value


class MarkingForm(Form):
    """Some two hundred rows of four buttons each. They are read here by hand: as many WTForms fields would be slow.

    A row sends `mark-<id>`, and `seen-<id>` with the value that the page was made with. `names` are the names of the
    delegations that may be marked, by their numbers.
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        super().__init__()
        self.names = names

    def changes(self) -> list[Change]:
        """What was sent. Raises NotAMark for a value that does not exist."""
        sent = request.form
        return [
            Change(number, _value(sent.get(f"seen-{number}")), _value(sent.get(f"mark-{number}")))
            for number in self.names
            if f"mark-{number}" in sent
        ]

    def shown(self, stored: Mapping[int, Value]) -> dict[int, Value]:
        """Each delegation's value as the page shows it: what was sent, if it can be read, else what is stored."""
        found = {}
        for number in self.names:
            typed = request.form.get(f"mark-{number}", "") if self.is_submitted() else ""
            found[number] = Value(typed) if typed in set(Value) else stored.get(number, Value.UNKNOWN)
        return found

    def versions(self, stored: Mapping[str, Any]) -> list[Version]:
        """The marks that two people set differently, by the name of the delegation."""
        return [
            Version(self.names[clash.delegation_id], str(VALUES[clash.stored]), str(VALUES[clash.wanted]))
            for clash in stored["clashes"]
        ]


def _value(text: str | None) -> Value:
    try:
        return Value(text or "")
    except ValueError:
        raise NotAMark from None
