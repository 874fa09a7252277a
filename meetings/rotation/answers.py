"""The answer to the question of rotation: slates with their places, and the reason for each.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from meetings.offices.rules import Role

NOT_FOUND = "no_other_found"
"""The code for fewer slates than asked for where the search did not come to its end: there may be more."""

Fact = str | int


class By(StrEnum):
    """How a State came to a place: it moved up, it was chosen, or it was kept (pinned, or within its terms)."""

    SUCCESSION = "succession"
    CHOICE = "choice"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Because:
    """A reason: its code, and the facts that its sentence names. `reasons` has the sentence for every code."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A State in a seat (counted from 1 within the role), how it came there, and why."""

    committee: str
    role: Role
    seat: int
    state: str
    by: By
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A seat for which nobody could be proposed, and why."""

    committee: str
    role: Role
    seat: int
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A willing State without a place, and why it has none."""

    state: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A place that another State has now (`now`, None if nobody) than in the slate that was mended (`was`, likewise).

    `declined` tells the places that had to change from those that changed beside them.
    """

    committee: str
    role: Role
    was: str | None
    now: str | None
    declined: bool


@dataclass(frozen=True, slots=True)
class Goals:
    """What slates are compared by, from the first to the last; see `search`.

    `groups` and `kinds`: what the group (kind) of each new seat was still owed when it got that seat, ascending; the
    slate with the higher first difference is better. `seniority`: the ranks of the chosen, descending; lower is better.
    """

    unfilled: int
    changed: int
    warned: int
    unpreferred: int
    groups: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    seniority: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Return a key: the better slate has the smaller one."""
        counts = (self.unfilled, self.changed, self.warned, self.unpreferred)
        owed = tuple(tuple(-debt for debt in debts) for debts in (self.groups, self.kinds))
        return (*counts, *owed, self.seniority)


@dataclass(frozen=True, slots=True)
class Slate:
    """One proposal for every place of the term, those that were settled included.

    `warnings` and `unmet` say which rules of level warn and prefer are broken. Debts are seats due less seats held, by
    group and by kind: before anybody was chosen, and after. `not_moved_up` are the States that held an office from
    which they would have moved up or gone on, and do not. `new_names` is the least number of chosen States by which
    this slate was made to differ from each slate before it, 0 for the first. `proven` tells that the search came to
    its end, so that no better slate exists.
    """

    places: tuple[Place, ...]
    unfilled: tuple[Unfilled, ...]
    warnings: tuple[Because, ...]
    unmet: tuple[Because, ...]
    left_out: tuple[LeftOut, ...]
    debts_before: Mapping[str, int]
    debts_after: Mapping[str, int]
    kinds_before: Mapping[str, int]
    kinds_after: Mapping[str, int]
    goals: Goals
    not_moved_up: tuple[LeftOut, ...] = ()
    new_names: int = 0
    changes: tuple[Change, ...] = ()
    proven: bool = True

    @property
    def chosen(self) -> frozenset[str]:
        """Return the States that were chosen: the new names."""
        return frozenset(place.state for place in self.places if place.by is By.CHOICE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The slates, best first; why there are fewer than were asked for, if so; and the seed of the draw."""

    slates: tuple[Slate, ...]
    seed: int | str
    fewer: tuple[Because, ...] = ()

    @property
    def proven(self) -> bool:
        """Return whether every slate is proven to be best in the stated order, and that there are no more, if fewer."""
        return all(slate.proven for slate in self.slates) and all(one.code != NOT_FOUND for one in self.fewer)

    @property
    def unfilled(self) -> tuple[Unfilled, ...]:
        """Return what the best slate leaves unfilled."""
        return self.slates[0].unfilled if self.slates else ()
