"""The figures of what a programme costs, of each delegation and of many together. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Band(StrEnum):
    """Sizes of delegations, by the people who can sit in a session."""

    ONE = "1"
    TWO = "2"
    FEW = "3-5"
    MANY = "6+"


BAND_ENDS = (1, 2, 5)
"""The most people that a delegation of each band has; the last band has no end."""


def told_threshold(small: int) -> int:
    """The largest number of people, up to `small`, at which a band ends.

    To whoever is told bands and no head counts, a delegation is small up to this number. Were it called small up to
    any other, that would tell of some delegations of a band on which side of the number they are.
    """
    return max(end for end in BAND_ENDS if end <= small)


def band_of(people: int) -> Band:
    """Return the band of a delegation with so many people."""
    if people <= 1:
        return Band.ONE
    if people == 2:
        return Band.TWO
    return Band.FEW if people <= 5 else Band.MANY


@dataclass(frozen=True)
class Share:
    """What a programme costs one delegation.

    `sessions` is the number of sessions held that it wishes and `total` the sum of their weights; `loss` the weights
    that its people cannot attend, and `missed` the sessions, by uid in order of time, if they attend what weighs most.
    `forced_misses` may be fewer: those who follow many light sessions miss fewer, and lose more.
    """

    delegation: str
    people: int
    is_assumed: bool
    sessions: int
    total: int
    forced_misses: int
    loss: int
    missed: tuple[str, ...]

    @property
    def exposure(self) -> Fraction:
        """The clash exposure, from 0 to less than 1."""
        return Fraction(self.loss, self.total) if self.total else Fraction(0)

    @property
    def band(self) -> Band:
        """The band of its size."""
        return band_of(self.people)


@dataclass(frozen=True)
class Group:
    """Figures of several delegations. `exposure` is the mean, None where none of them wishes anything."""

    delegations: int
    assumed: int
    hurt: int
    forced_misses: int
    exposure: Fraction | None
    worst: Fraction


@dataclass(frozen=True)
class Collision:
    """Sessions, by uid in order of time, that hang together by collisions, and what they cost.

    `losses` holds the weight that each delegation loses there, the most first.
    """

    uids: tuple[str, ...]
    loss_small: int
    loss_all: int
    losses: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Cost:
    """What a programme costs. `shares` has every delegation that takes part, in the order of keys.

    `small` is the most people that a small delegation has; `held` counts the sessions with a place, which alone cost
    anything, and `unplaced` names the others that are not cancelled. Collisions come with the most costly first.
    """

    shares: tuple[Share, ...]
    collisions: tuple[Collision, ...]
    small: int
    held: int
    unplaced: tuple[str, ...]

    @cached_property
    def of(self) -> Mapping[str, Share]:
        """The shares by delegation."""
        return {share.delegation: share for share in self.shares}

    def is_small(self, share: Share) -> bool:
        """Whether the delegation is a small one."""
        return share.people <= self.small

    @cached_property
    def all(self) -> Group:
        """The figures of all delegations."""
        return _together(self.shares)

    @cached_property
    def of_small(self) -> Group:
        """The figures of small delegations; the mean exposure of them is that of the programme."""
        return _together([share for share in self.shares if self.is_small(share)])

    @cached_property
    def bands(self) -> Mapping[Band, Group]:
        """The figures of every band, also of those that nobody is in."""
        return {band: _together([share for share in self.shares if share.band == band]) for band in Band}

    @cached_property
    def losers(self) -> tuple[Share, ...]:
        """Who loses something: small delegations first, and there the most exposed."""
        losers = [share for share in self.shares if share.loss]
        return tuple(sorted(losers, key=lambda one: (not self.is_small(one), -one.exposure, -one.loss, one.delegation)))

    @cached_property
    def worst_off(self) -> tuple[Share, ...]:
        """The small delegations of which none is more exposed; nobody where none loses anything."""
        worst = self.of_small.worst
        return tuple(one for one in self.losers if worst and self.is_small(one) and one.exposure == worst)


def _together(shares: Sequence[Share]) -> Group:
    exposed = [share.exposure for share in shares if share.total]
    return Group(
        delegations=len(shares),
        assumed=sum(share.is_assumed for share in shares),
        hurt=sum(share.loss > 0 for share in shares),
        forced_misses=sum(share.forced_misses for share in shares),
        exposure=sum(exposed, Fraction(0)) / len(exposed) if exposed else None,
        worst=max(exposed, default=Fraction(0)),
    )
