"""The fourteen issues of cooperation and assistance, and the actions of the Cartagena Action Plan.

The issues are those of paragraph 12 of "Strengthening international cooperation and assistance in support of mine
action and implementation of the Convention" (Tenth Meeting of the States Parties, item 10 of the agenda, 1 December
2010), lettered (a) to (n) there. The plan, of 2009, has 67 actions. Standard library only.
"""

import string
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from foundation.rules import Refused

COMMITTEE = "sc_rca"
"""The key of the committee whose issues they are: that on cooperation and assistance under Article 6."""

LETTERS = string.ascii_lowercase[: string.ascii_lowercase.index("n") + 1]
"""The letters of the fourteen issues, in their order."""

LAST_ACTION = 67
"""The number of the last action of the plan; the first is 1."""


class UnknownLetter(Refused):
    """No issue has this letter (fact: `letter`)."""


class UnknownAction(Refused):
    """The plan has no action of this number (fact: `number`)."""


class RangeReversed(Refused):
    """A range ends before it begins (facts: `number_from`, `number_to`)."""


class OverlappingRanges(Refused):
    """Two ranges hold the same action (fact: `number`)."""


class ActionKind(StrEnum):
    """What an entry about the plan is: a range of actions, one action, or content recalled without its number."""

    RANGE = "range"
    ACTION = "action"
    RECALLED_CONTENT = "recalled_content"


@dataclass(frozen=True, slots=True)
class Issue:
    """One of the fourteen issues.

    `phrase` is the wording of the source and `paragraph` its paragraph there; `short_label` and `theme` are our own,
    for lists and groups. `confidence` is "high", "medium" or "low".
    """

    letter: str
    short_label: str
    phrase: str
    theme: str
    paragraph: int
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the plan, or a range of them (`number_from` to `number_to`, both included).

    The numbers are None for content that is recalled without them. `paraphrase` is never the plan's own wording, and
    "" where no source gives the content. `addressed_to` says whom the action asks, "" where unknown.
    `number_verified` says in words how far the numbers are sourced: "yes", "yes (by count)", "no".
    """

    kind: ActionKind
    number_from: int | None
    number_to: int | None
    theme: str
    addressed_to: str
    paraphrase: str
    number_verified: str
    source: str
    confidence: str


class HasNumbers(Protocol):
    """What the rules of ranges need to know of an action or range; see `Action`."""

    @property
    def kind(self) -> str:
        """Return what the entry is."""

    @property
    def number_from(self) -> int | None:
        """Return the first action."""

    @property
    def number_to(self) -> int | None:
        """Return the last action."""


def check_range(number_from: int, number_to: int, others: Collection[HasNumbers]) -> None:
    """Refuse a range that cannot be part of the plan beside others; gaps are allowed, the record has some.

    Raises:
        UnknownAction: the range goes beyond the plan.
        RangeReversed: it ends before it begins.
        OverlappingRanges: another range holds one of its actions.
    """
    for number in (number_from, number_to):
        if not 1 <= number <= LAST_ACTION:
            raise UnknownAction(number=number)
    if number_to < number_from:
        raise RangeReversed(number_from=number_from, number_to=number_to)
    for number in range(number_from, number_to + 1):
        if any(_holds(other, number) for other in others):
            raise OverlappingRanges(number=number)


def _holds(entry: HasNumbers, number: int) -> bool:
    if entry.kind != ActionKind.RANGE or entry.number_from is None or entry.number_to is None:
        return False
    return entry.number_from <= number <= entry.number_to
