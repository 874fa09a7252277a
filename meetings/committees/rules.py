"""Committees and other bodies of the Convention: when they existed, and which came of which.

Standard library only. The record dates bodies by years, some of them unknown, and keeps the words that it found.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from foundation.rules import Refused

STILL_ACTIVE = "active"
"""The word for a body that had not ended when the record was made."""

_TITLE = re.compile("^(Standing Committee( of Experts)?|Committee|Contact Group) on (the )?")

Link = tuple[str, str]
"""A step in the lineage of committees: the key of the earlier one and the key of the later one."""


class UnclearYear(Refused):
    """The words do not say a year, nor that it is unknown, in any form that `printed_year` knows (fact: `text`)."""


class EndsBeforeItBegins(Refused):
    """The last year comes before the first one (facts: `active_from`, `active_to`)."""


class LineageCycle(Refused):
    """A committee would descend from itself (fact: `keys`, the circle, from a committee back to it)."""


class Kind(StrEnum):
    """What kind of body it is; `COMMITTEE_2014` is one of the four that the Third Review Conference set up."""

    STANDING_COMMITTEE = "standing_committee"
    CONTACT_GROUP = "contact_group"
    COORDINATION = "coordination"
    SUPPORT = "support"
    AD_HOC = "ad_hoc"
    COMMITTEE_2014 = "committee_2014"


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee or another body.

    `active_from` and `active_to` are the first and last year, None where the record does not give them; the texts
    beside them are the record's own words, such as "2002 (non-paper at 4MSP)" or "active". `predecessors` and
    `successors` are keys; `successor_text` says what keys cannot. `short_name` is for lists; `other_names` tells, in
    words, which names were used besides. `confidence` is "high", "medium" or "low".
    """

    key: str
    official_name: str
    short_name: str
    other_names: str
    kind: Kind
    active_from: int | None
    active_from_text: str
    active_to: int | None
    active_to_text: str
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    successor_text: str
    mandate: str
    notes: str
    source: str
    confidence: str


class HasYears(Protocol):
    """What `existed_on` needs to know of a committee; see `Committee`."""

    @property
    def active_from(self) -> int | None:
        """Return the first year."""

    @property
    def active_to(self) -> int | None:
        """Return the last year."""

    @property
    def active_to_text(self) -> str:
        """Return the record's words about the last year."""


class HasLineage(Protocol):
    """What `links` needs to know of a committee; see `Committee`."""

    @property
    def key(self) -> str:
        """Return the committee's key."""

    @property
    def predecessors(self) -> Collection[str]:
        """Return the keys of those it came of."""

    @property
    def successors(self) -> Collection[str]:
        """Return the keys of those that came of it."""


def short_name(official_name: str) -> str:
    """Return the subject alone: "Mine Clearance" for "Standing Committee on Mine Clearance"."""
    return _TITLE.sub("", official_name)


def printed_year(text: str) -> int | None:
    """Return the year that the record's words give, or None where they say that it is not known or not over.

    The forms are "2010", "2010 (remark)", "2014 or later", "not found", "not found (remark)" and "active". Only the
    first two give a year: "2014 or later" does not say when the body ended.

    Raises:
        UnclearYear: the words have none of these forms.
    """
    if re.fullmatch(r"[12][0-9]{3}( \(.+\))?", text):
        return int(text[:4])
    if re.fullmatch(r"[12][0-9]{3} or later|not found( \(.+\))?|active", text):
        return None
    raise UnclearYear(text=text)


def check_years(active_from: int | None, active_to: int | None) -> None:
    """Refuse years in the wrong order; an unknown year is never wrong.

    Raises:
        EndsBeforeItBegins: `active_to` is before `active_from`.
    """
    if active_from is not None and active_to is not None and active_to < active_from:
        raise EndsBeforeItBegins(active_from=active_from, active_to=active_to)


def existed_on(committee: HasYears, day: dt.date) -> bool | None:
    """Return whether the body existed on this day, or None where the record does not tell.

    Years are all that is recorded, so within its first and its last year the answer is None.
    """
    if committee.active_to is not None and day.year > committee.active_to:
        return False
    if committee.active_from is None:
        return None
    if day.year < committee.active_from:
        return False
    if day.year in (committee.active_from, committee.active_to):
        return None
    if committee.active_to is None and committee.active_to_text != STILL_ACTIVE:
        return None
    return True


def links(committees: Iterable[HasLineage]) -> tuple[Link, ...]:
    """Return every step from a committee to one that came of it, each once.

    It is enough that one of the two names the other.
    """
    found: dict[Link, None] = {}
    for committee in committees:
        found.update(((earlier, committee.key), None) for earlier in committee.predecessors)
        found.update(((committee.key, later), None) for later in committee.successors)
    return tuple(found)


def check_lineage(lineage: Iterable[Link]) -> None:
    """Refuse a lineage that leads in a circle.

    Raises:
        LineageCycle: a committee is among its own descendants.
    """
    try:
        TopologicalSorter(_steps(lineage)).prepare()
    except CycleError as error:
        raise LineageCycle(keys=", ".join(error.args[1])) from error


def ancestors(lineage: Iterable[Link], key: str) -> tuple[str, ...]:
    """Return the keys of all bodies that this one came of, the nearest first, each once."""
    return _reached(_steps((later, earlier) for earlier, later in lineage), key)


def descendants(lineage: Iterable[Link], key: str) -> tuple[str, ...]:
    """Return the keys of all bodies that came of this one, the nearest first, each once."""
    return _reached(_steps(lineage), key)


def _steps(lineage: Iterable[Link]) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {}
    for start, end in lineage:
        steps.setdefault(start, []).append(end)
    return steps


def _reached(steps: Mapping[str, Collection[str]], start: str) -> tuple[str, ...]:
    found: dict[str, None] = {start: None}
    nearest = [start]
    while nearest:
        nearest = [key for near in nearest for key in steps.get(near, ()) if key not in found]
        found.update(dict.fromkeys(nearest))
    return tuple(key for key in found if key != start)
