"""The rules of rotation as they are set: a level or a number by key, read into what the solver takes.

What nobody set holds by the solver's defaults. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from foundation.rules import Refused
from meetings.rotation.rules import MOST_WINDOW, Apportionment, Level, Rule, RuleLevels

MOST_REST = 20
LEVELS = tuple(rule.value for rule in Rule)
NUMBERS = ("rest_terms", "capacity", "window")
KEYS = (*LEVELS, *NUMBERS, "apportionment")
"""Every key that can be set, in the order of lists."""

_WHOLE = re.compile("[0-9]{1,3}")
_SHARE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,3})?")


class NoSuchRule(Refused):
    """There is no rule of this key (fact: `key`)."""


class NotALevel(Refused):
    """The level is none of the four."""


class NotAMethod(Refused):
    """The method of sharing out seats is none of those known."""


class NotARest(Refused):
    """The number of terms between two offices is no whole number from 0 to `most`."""


class NotAWindow(Refused):
    """The number of terms over which seats are balanced is no whole number from 1 to `most`."""


class NotACapacity(Refused):
    """The offices for each person of a mission are no number from 0.001 to 20 with at most three decimals."""


class NothingNew(Refused):
    """The rule is set so already."""


def read(key: str, text: str) -> Any:
    """The value of a setting as the solver takes it.

    Raises NoSuchRule, NotALevel, NotAMethod, NotARest, NotAWindow, NotACapacity.
    """
    if key in LEVELS:
        if text not in set(Level):
            raise NotALevel
        return Level(text)
    if key == "apportionment":
        if text not in set(Apportionment):
            raise NotAMethod
        return Apportionment(text)
    if key == "rest_terms":
        if not _WHOLE.fullmatch(text) or int(text) > MOST_REST:
            raise NotARest(most=MOST_REST)
        return int(text)
    if key == "window":
        if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= MOST_WINDOW:
            raise NotAWindow(most=MOST_WINDOW)
        return int(text)
    if key == "capacity":
        if not _SHARE.fullmatch(text) or not 0 < Fraction(text) <= 20:
            raise NotACapacity
        return Fraction(text)
    raise NoSuchRule(key=key)


def written(value: Any) -> str:
    """A value of the solver's as a setting keeps it: `read` of it gives the value again."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return f"{float(value):.3f}".rstrip("0").rstrip(".")
    return str(value)


def levels_of(values: Mapping[str, str], base: RuleLevels | None = None) -> RuleLevels:
    """The rules with these settings in place of those of `base`, by default the solver's. Raises as `read` does."""
    return replace(base or RuleLevels(), **{key: read(key, value) for key, value in values.items()})


def values_of(levels: RuleLevels) -> dict[str, str]:
    """Every setting of these rules as text, in the order of lists."""
    found = {field.name: written(getattr(levels, field.name)) for field in fields(levels)}
    return {key: found[key] for key in KEYS}


def seed_of(text: str) -> int | str:
    """The seed as the command takes it: what is a whole number in plain digits counts as that number."""
    is_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return int(text) if is_number else text


def values_in(plain: Mapping[str, Any]) -> dict[str, str]:
    """Every setting of the rules of a question in the command's format, as text; what it leaves out is by default."""
    return values_of(RuleLevels()) | {key: _text(value) for key, value in plain.items() if key in KEYS}


def _text(value: Any) -> str:
    return written(Fraction(str(value))) if isinstance(value, float) else "" if value is None else str(value)
