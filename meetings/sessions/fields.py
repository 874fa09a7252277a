"""Fields that forms about sessions share, whether on record or in a draft.

One of them is a kind of its own: for delegations that a session cannot do without, typed by their names or their keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from foundation.fields import CheckboxesField, CheckboxField, IntegerField, SelectField, TextAreaField, TextField
from meetings.delegations import queries
from meetings.sessions.rules import LONGEST_NOTE, LONGEST_PART, MOST_NAMED, MOST_SEATS

LONGEST = 4000
_BETWEEN = re.compile(r"[;；\n]+")
_COMMAS = re.compile(r"[,،、，]+")


@dataclass(frozen=True)
class Known:
    """The delegations on record: what each is called, by its key, and the key of each by what people type."""

    names: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def known(language: str, day: date) -> Known:
    """Every delegation by its key and by its names in this language and in English. One statement."""
    found = queries.all_delegations(language, day)
    names = {one.key: queries.name_of(one, language, day) for one in found}
    typed = {_plain(name.name): one.key for one in found for name in one.names}
    return Known(names, {**typed, **{_plain(key): key for key in names}})


class DelegationsField(TextAreaField):
    """Delegations by name or key, one to a line or with semicolons between them; `data` holds their keys.

    `offer` must tell it which there are before it is checked.
    """

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, longest=LONGEST, rows=2, required=False, default=(), **kwargs)
        self.known = Known()
        self.typed: str | None = None

    def offer(self, found: Known) -> None:
        """Say which delegations there are."""
        self.known = found

    def process_data(self, value: Any) -> None:
        """Take the keys of the record, whatever was typed before."""
        super().process_data(value)
        self.typed = None

    def read(self, typed: str) -> None:
        """Keep what was typed until it is known what it may mean."""
        super().read(typed)
        self.typed = self.data

    def pre_validate(self, form: Any) -> None:
        """Take nothing for no delegation."""
        if self.typed is None:
            return
        self.data = self.typed
        super().pre_validate(form)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Whatever was wrong, or whether nothing was given: the value is a tuple of keys."""
        if isinstance(self.data, str):
            self.data = ()

    def check(self, form: Any) -> None:
        """Find the key of each; refuse a name that nobody has, and more than a session may name."""
        super().check(form)
        keys = []
        for name in self._said(self.data):
            if (key := self.known.keys.get(_plain(name))) is None:
                raise ValidationError(gettext("No delegation on record is called %(name)s.", name=name))
            keys.append(key)
        if len(keys) > MOST_NAMED:
            raise ValidationError(gettext("Name at most %(most)s delegations.", most=MOST_NAMED))
        self.data = tuple(dict.fromkeys(keys))

    def shown(self, value: Iterable[str] | None) -> str:
        """Return the names of the delegations with these keys."""
        return "; ".join(self.known.names.get(key, key) for key in value or ())

    def _value(self) -> str:
        return self.shown(self.data) if self.typed is None else super().shown(self.typed)

    def _said(self, typed: str) -> Iterator[str]:
        for part in _BETWEEN.split(typed):
            # Some names hold a comma themselves.
            whole = [part] if _plain(part) in self.known.keys else _COMMAS.split(part)
            yield from (name.strip() for name in whole if name.strip())


def committee_field() -> SelectField:
    """The committee that sits, by its number."""
    return SelectField(_("Committee"), blank=_("No committee"), coerce=int, required=False)


def room_field() -> SelectField:
    """The room, by its number."""
    return SelectField(_("Room"), blank=_("Not known yet"), coerce=int, required=False)


def part_field() -> TextField:
    """Which part of several the session is."""
    return TextField(_("Part"), hint=_("Such as 1/2."), longest=LONGEST_PART, required=False)


def languages_field() -> CheckboxesField:
    """The languages that are interpreted."""
    return CheckboxesField(_("Interpretation"), required=False)


def seats_field() -> IntegerField:
    """How many people come."""
    return IntegerField(
        _("People expected"), hint=_("Leave it empty if unknown."), smallest=1, largest=MOST_SEATS, required=False
    )


def named_fields() -> tuple[DelegationsField, DelegationsField, DelegationsField]:
    """Who presents, who is asked, and who is needed for another reason."""
    return (
        DelegationsField(
            _("Delegations that present"), hint=_("Names, one to a line or with semicolons between them.")
        ),
        DelegationsField(_("Delegations to which questions are put")),
        DelegationsField(
            _("Delegations needed for another reason"), hint=_("They are told, and the scheduler keeps them free.")
        ),
    )


def note_field() -> TextAreaField:
    """What everybody should know of the session."""
    return TextAreaField(_("Note"), longest=LONGEST_NOTE, rows=3, required=False)


def illustrative_fields() -> tuple[CheckboxField, CheckboxField]:
    """Whether the clock time, and whether the day, is one that no source gives."""
    hint = _("No source gives it; every page says so.")
    return (
        CheckboxField(_("The clock time is illustrative"), hint=hint, required=False),
        CheckboxField(_("The day is illustrative"), hint=hint, required=False),
    )


def source_field() -> TextAreaField:
    """Where the facts are written."""
    return TextAreaField(_("Source"), longest=LONGEST_NOTE, rows=2, required=False)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
