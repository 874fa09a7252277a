"""For whom two programmes differ, and how. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from meetings.clashes.figures import Cost, Share


class Verdict(StrEnum):
    """What became of a delegation from one programme to another."""

    BETTER = "better"
    WORSE = "worse"
    OTHERWISE = "otherwise"
    COMES = "comes"
    GOES = "goes"


@dataclass(frozen=True)
class Difference:
    """What another programme costs a delegation. A side on which it does not take part is None."""

    delegation: str
    before: Share | None
    after: Share | None
    verdict: Verdict

    @property
    def newly_missed(self) -> tuple[str, ...]:
        """The sessions, by uid, that it misses now and did not before."""
        return _without(self.after, self.before)

    @property
    def no_longer_missed(self) -> tuple[str, ...]:
        """The sessions, by uid, that it missed before and does not now."""
        return _without(self.before, self.after)


@dataclass(frozen=True)
class Effect:
    """What a programme costs before and after something is moved, and whom that hurts or helps, small ones first."""

    before: Cost
    after: Cost
    differences: tuple[Difference, ...]

    @property
    def hurt(self) -> tuple[Difference, ...]:
        """Who loses more."""
        return tuple(one for one in self.differences if one.verdict == Verdict.WORSE)

    @property
    def helped(self) -> tuple[Difference, ...]:
        """Who loses less."""
        return tuple(one for one in self.differences if one.verdict == Verdict.BETTER)


def differences(before: Cost, after: Cost) -> tuple[Difference, ...]:
    """Return for whom two programmes differ: small delegations first, there the largest change of what is lost first.

    A delegation is worse off that loses more weight, or as much and must miss more sessions. One that merely misses
    others than before fares otherwise.
    """
    found = []
    for key in sorted(before.of.keys() | after.of.keys()):
        verdict = _verdict(before.of.get(key), after.of.get(key))
        if verdict is not None:
            found.append(Difference(key, before.of.get(key), after.of.get(key), verdict))

    def place(one: Difference) -> tuple[bool, int, str]:
        share = one.after or one.before
        change = (one.after.loss if one.after else 0) - (one.before.loss if one.before else 0)
        return (share is None or not after.is_small(share), -abs(change), one.delegation)

    return tuple(sorted(found, key=place))


def _verdict(before: Share | None, after: Share | None) -> Verdict | None:
    if before is None or after is None:
        return Verdict.COMES if before is None else Verdict.GOES
    was, now = (before.loss, before.forced_misses), (after.loss, after.forced_misses)
    if was != now:
        return Verdict.WORSE if now > was else Verdict.BETTER
    return None if set(before.missed) == set(after.missed) else Verdict.OTHERWISE


def _without(one: Share | None, other: Share | None) -> tuple[str, ...]:
    kept = set(other.missed) if other else set()
    return tuple(uid for uid in (one.missed if one else ()) if uid not in kept)
