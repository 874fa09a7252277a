"""The rules of a programme as they are set: a level or a number by key, as text, read into `Settings`.

What nobody set holds as delivered. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from foundation.rules import Refused
from meetings.clashes.levels import LEVELS, Level, Rule, Settings
from meetings.sessions.rules import STEP_MINUTES

MOST_AT_ONCE = 60
MOST_INTERPRETED = 480
MOST_WALKING = 60
MOST_SMALL = 20

RANGES = {
    "max_plenary": (1, MOST_AT_ONCE),
    "max_parallel": (1, MOST_AT_ONCE),
    "longest_interpreted": (STEP_MINUTES, MOST_INTERPRETED),
    "walk_minutes": (0, MOST_WALKING),
    "small": (1, MOST_SMALL),
}
"""The whole numbers that can be set, with the least and the most that each can be."""

LATEST_END = "latest_end"
NUMBERS = (*RANGES, LATEST_END)
KEYS = (*(rule.value for rule in Rule), *NUMBERS)
"""Every key that can be set, in the order of lists."""

_WHOLE = re.compile("[0-9]{1,3}")
_HOUR = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")


class NoSuchRule(Refused):
    """There is no rule of this key (fact: `key`)."""


class NotALevel(Refused):
    """The level is none of the four."""


class NotANumber(Refused):
    """The number is no whole number from `least` to `most`."""


class NotAnHour(Refused):
    """The hour is none on a quarter of an hour, written as 18:00."""


class NothingNew(Refused):
    """The rule is set so already."""


def read(key: str, text: str) -> Level | int | time:
    """The value of a setting. Raises NoSuchRule, NotALevel, NotANumber, NotAnHour."""
    if key in frozenset(Rule):
        if text not in frozenset(Level):
            raise NotALevel
        return Level(text)
    if key in RANGES:
        least, most = RANGES[key]
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise NotANumber(least=least, most=most)
        return int(text)
    if key == LATEST_END:
        hour = _HOUR.fullmatch(text)
        if hour is None or int(hour[2]) % STEP_MINUTES:
            raise NotAnHour
        return time(int(hour[1]), int(hour[2]))
    raise NoSuchRule(key=key)


def written(value: Level | int | time) -> str:
    """A value as a setting keeps it: `read` of it gives the value again."""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def settings_of(values: Mapping[str, str]) -> Settings:
    """The rules with these settings, and otherwise as delivered. Raises as `read` does."""
    found: dict[str, Any] = {key: read(key, value) for key, value in values.items()}
    levels = {rule: found.pop(rule.value, LEVELS[rule]) for rule in Rule}
    return replace(Settings(), levels=levels, **found)


def values_of(settings: Settings) -> dict[str, str]:
    """Every setting of these rules as text, in the order of lists."""
    levels = {rule.value: settings.levels[rule].value for rule in Rule}
    return levels | {key: written(getattr(settings, key)) for key in NUMBERS}
