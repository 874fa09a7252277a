"""Reading plain values from JSON strictly: every refusal names the place and says one sentence.

Whoever reads a format hands in its own kind of refusal; it gets the facts `place`, in the file, and `sentence`, in
English, about what is wrong there. Standard library only.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from foundation.rules import Refused

MOST_BYTES = 8 * 1024 * 1024
LONGEST_NUMBER = 20
DEEPEST = 12

E = TypeVar("E", bound=StrEnum)


def load(content: str | bytes, refusal: type[Refused]) -> object:
    """Return the values in a JSON text. Numbers with a point come as Decimal. Raises the refusal that is handed in."""
    return _Loader(refusal).load(content)


class _Loader:
    def __init__(self, refusal: type[Refused]) -> None:
        self.refusal = refusal

    def load(self, content: str | bytes) -> object:
        if len(content) > MOST_BYTES:
            raise self.refusal(place="file", sentence=f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
        try:
            text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise self.refusal(place="file", sentence="The file is not text in UTF-8.") from None
        if not text.strip():
            raise self.refusal(place="file", sentence="The file is empty.")
        self._check_depth(text)
        try:
            return json.loads(
                text,
                object_pairs_hook=self._object,
                parse_constant=self._no_number,
                parse_float=lambda literal: Decimal(self._short(literal)),
                parse_int=lambda literal: int(self._short(literal)),
            )
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise self.refusal(place=where, sentence=f"This is not JSON: {error.msg}.") from None

    def _check_depth(self, text: str) -> None:
        """Refuse brackets within brackets without end, before the parser runs out of room for them."""
        depth, is_text, is_escaped = 0, False, False
        for character in text:
            if is_escaped:
                is_escaped = False
            elif is_text:
                is_text = character != '"'
                is_escaped = character == "\\"
            elif character == '"':
                is_text = True
            elif character in "[{":
                depth += 1
                if depth > DEEPEST:
                    raise self.refusal(place="file", sentence=f"Lists and objects stand more than {DEEPEST} deep.")
            elif character in "]}":
                depth -= 1

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            double = next(name for name in names if names.count(name) > 1)
            raise self.refusal(place="file", sentence=f"An object has the key “{_shown(double)}” twice.")
        return found

    def _no_number(self, literal: str) -> object:
        raise self.refusal(place="file", sentence=f"{literal} is not a number.")

    def _short(self, literal: str) -> str:
        if len(literal) > LONGEST_NUMBER:
            raise self.refusal(place="file", sentence=f"A number has more than {LONGEST_NUMBER} digits.")
        return literal


def _shown(value: object) -> str:
    """A value as a sentence may show it: short, and without characters that hide or turn others around."""
    is_said = isinstance(value, str | Decimal)
    text = str(value) if is_said else json.dumps(value, default=float, ensure_ascii=False)
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text[:60])
    return clean + ("…" if len(text) > 60 else "")


def _told(value: object) -> str:
    """A value as a sentence tells what it is, a text in quotation marks."""
    return f"“{_shown(value)}”" if isinstance(value, str) else _shown(value)


class Field:
    """A value and its place in the file, such as `states[3].mission`."""

    def __init__(self, value: object, place: str, refusal: type[Refused]) -> None:
        self.value = value
        self.place = place
        self.refusal = refusal

    def wrong(self, sentence: str) -> Refused:
        """Return the refusal of this value."""
        return self.refusal(place=self.place or "file", sentence=sentence)

    def keys(self, *, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Check that this is an object with all of the one and none but these keys."""
        value = self._object()
        for name in value:
            if name not in required and name not in optional:
                known = ", ".join([*required, *optional])
                raise self.wrong(f"There is no key “{_shown(name)}” here; the keys are {known}.")
        for name in required:
            if name not in value:
                raise self.wrong(f"The key “{name}” is missing.")

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.wrong(f"This must be an object, not {_told(self.value)}.")
        return self.value

    def __contains__(self, name: str) -> bool:
        """Return whether the object has the key."""
        return name in self._object()

    def has(self, name: str) -> bool:
        """Return whether the object has the key with a value other than null."""
        return self._object().get(name) is not None

    def __getitem__(self, name: str) -> Field:
        """Return the value of a key."""
        value = self._object()
        if name not in value:
            raise self.wrong(f"The key “{name}” is missing.")
        return Field(value[name], f"{self.place}.{name}" if self.place else name, self.refusal)

    def at(self, value: object) -> Field:
        """Return another value that stands in the same place, such as a key."""
        return Field(value, self.place, self.refusal)

    def list(self, name: str, most: int) -> Sequence[Field]:
        """Return the values of the list under a key, none if there is no such key."""
        if name not in self:
            return ()
        field = self[name]
        if not isinstance(field.value, list):
            raise field.wrong(f"This must be a list, not {_told(field.value)}.")
        if len(field.value) > most:
            raise field.wrong(f"The list has more than {most} entries.")
        return [Field(value, f"{field.place}[{number}]", self.refusal) for number, value in enumerate(field.value)]

    def no_doubles(self, name: str, values: Iterable[Hashable]) -> None:
        """Check that no two entries of the list under a key are the same in what is handed in for each."""
        seen: dict[Hashable, int] = {}
        for number, value in enumerate(values):
            if value in seen:
                first = f"{self[name].place}[{seen[value]}]"
                raise Field(value, f"{self[name].place}[{number}]", self.refusal).wrong(
                    f"This is there already, as {first}."
                )
            seen[value] = number

    def text(self, longest: int, *, may_be_empty: bool = False) -> str:
        """Return the text: not empty, not too long, without control characters and the like."""
        value = self.value
        if not isinstance(value, str):
            raise self.wrong(f"This must be a text, not {_told(value)}.")
        if not value.strip() and not may_be_empty:
            raise self.wrong("This must not be empty.")
        if len(value) > longest:
            raise self.wrong(f"This is longer than {longest} characters.")
        if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in value):
            raise self.wrong("This has hidden characters in it.")
        return value

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong(f"This must be true or false, not {_told(self.value)}.")
        return self.value

    def whole(self, least: int, most: int) -> int:
        """Return the whole number, checked against both limits."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(f"This must be a whole number from {least} to {most}, not {_told(value)}.")
        if not least <= value <= most:
            raise self.wrong(f"This must be from {least} to {most}, not {value}.")
        return value

    def fraction(self) -> Fraction:
        """Return the number above zero exactly as it is written: a number, or a text such as "0.5" or "1/3"."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
            raise self.wrong(f"This must be a number, not {_told(value)}.")
        literal = str(value)
        # A short text, and no power of ten in it, so that the number stays one that can be worked out.
        if len(literal) > LONGEST_NUMBER or not set(literal) <= set("0123456789./"):
            raise self.wrong(f"This must be a plain number above 0, such as 0.5, not {_told(value)}.")
        try:
            number = Fraction(literal)
        except (ValueError, ZeroDivisionError):
            raise self.wrong(f"This must be a number, not {_told(value)}.") from None
        if number <= 0:
            raise self.wrong(f"This must be above 0, not {_told(value)}.")
        return number

    def choice(self, choices: type[E]) -> E:
        """Return one of the values of an enumeration."""
        if isinstance(self.value, str) and self.value in [one.value for one in choices]:
            return choices(self.value)
        known = ", ".join(one.value for one in choices)
        raise self.wrong(f"“{_shown(self.value)}” is none of {known}.")

    def known(self, names: Collection[str], sentence: str) -> str:
        """Return the text, which must be one of these names; `sentence` has a place for it."""
        if not isinstance(self.value, str):
            raise self.wrong(f"This must be a text, not {_told(self.value)}.")
        if self.value not in names:
            raise self.wrong(sentence.format(_shown(self.value)))
        return self.value
