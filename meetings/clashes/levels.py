"""The rules that a programme is checked by, with their levels and numbers, and what one of them finds.

Standard library only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from types import MappingProxyType

Fact = str | int | tuple[str, ...]


class Level(StrEnum):
    """What follows where a rule is broken: no release, a release with a typed reason, a word about it, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    OFF = "off"


class Rule(StrEnum):
    """The rules, in the order of lists."""

    ROOM_TAKEN = "room_taken"
    NEEDED_TWICE = "needed_twice"
    NEEDED_TWICE_ASSUMED = "needed_twice_assumed"
    TORN = "torn"
    PARALLEL_PLENARY = "parallel_plenary"
    PARALLEL = "parallel"
    SIDE_EVENT = "side_event"
    ORDER = "order"
    OUTSIDE_MEETING = "outside_meeting"
    COMMITTEE = "committee"
    NO_SUCH_TIME = "no_such_time"
    TOO_LONG = "too_long"
    OUTSIDE_SLOTS = "outside_slots"
    INTERPRETED = "interpreted"
    LATE = "late"
    WEEKEND = "weekend"
    FREE_DAY = "free_day"
    LANGUAGES = "languages"
    SEATS = "seats"
    UNPLACED = "unplaced"
    NO_ROOM = "no_room"


LEVELS: Mapping[Rule, Level] = MappingProxyType(
    {
        Rule.ROOM_TAKEN: Level.ERROR,
        Rule.NEEDED_TWICE: Level.ERROR,
        Rule.NEEDED_TWICE_ASSUMED: Level.ERROR,
        Rule.TORN: Level.HINT,
        Rule.PARALLEL_PLENARY: Level.ERROR,
        Rule.PARALLEL: Level.WARNING,
        Rule.SIDE_EVENT: Level.ERROR,
        Rule.ORDER: Level.ERROR,
        Rule.OUTSIDE_MEETING: Level.ERROR,
        Rule.COMMITTEE: Level.ERROR,
        Rule.NO_SUCH_TIME: Level.ERROR,
        Rule.TOO_LONG: Level.WARNING,
        Rule.OUTSIDE_SLOTS: Level.WARNING,
        Rule.INTERPRETED: Level.WARNING,
        Rule.LATE: Level.WARNING,
        Rule.WEEKEND: Level.WARNING,
        Rule.FREE_DAY: Level.WARNING,
        Rule.LANGUAGES: Level.WARNING,
        Rule.SEATS: Level.WARNING,
        Rule.UNPLACED: Level.WARNING,
        Rule.NO_ROOM: Level.HINT,
    }
)
"""The levels as delivered. docs/decisions/0019-what-a-programme-costs.md says where each comes from."""

ABOUT_STATES = frozenset({Rule.NEEDED_TWICE, Rule.NEEDED_TWICE_ASSUMED, Rule.TORN})
"""The rules whose finding is another one where it is about other States."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The level of each rule, and the numbers that rules and costs go by.

    At most `max_plenary` plenary sessions run at once and `max_parallel` sessions of any kind. Interpreters work for at
    most `longest_interpreted` minutes; nothing ends after `latest_end`. One needs `walk_minutes` from a room to
    another. A delegation of at most `small` people is small.
    """

    levels: Mapping[Rule, Level] = field(default_factory=lambda: LEVELS)
    max_plenary: int = 1
    max_parallel: int = 3
    longest_interpreted: int = 180
    latest_end: time = time(18)
    walk_minutes: int = 10
    small: int = 2


@dataclass(frozen=True)
class Finding:
    """What a rule says of a programme: about which entries, by uid, and which States, by key.

    `facts` are what the sentence about it names, as values: days and times as in ISO 8601, languages as codes.
    """

    rule: Rule
    level: Level
    uids: tuple[str, ...]
    states: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A name that lasts as long as the finding says the same of the same entries, whatever its level.

        Who is hurt by it may change while the clash is the same, unless it is about these very States.
        """
        states = sorted(self.states) if self.rule in ABOUT_STATES else []
        said = repr((sorted(self.uids), states, sorted(self.facts.items())))
        return f"{self.rule}:{hashlib.sha256(said.encode()).hexdigest()[:32]}"
