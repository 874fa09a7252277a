"""What runs at the same time, and what one person cannot attend together. Standard library only.

Beside `scheduler.intervals`, which tells what people can attend at best, this finds every collision, so that whoever
mends one sees the others at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from meetings.scheduler.intervals import Sitting, collide


def running_at_once(sittings: Sequence[Sitting]) -> list[tuple[Sitting, ...]]:
    """Return the largest sets of sittings that run at the same moment, none within another, each in numbered order.

    One that begins when another ends does not run beside it. No walking counts.
    """
    found: list[tuple[Sitting, ...]] = []
    running: list[Sitting] = []
    has_grown = False
    for sitting in sorted(sittings):
        staying = [one for one in running if one.end > sitting.start]
        if has_grown and len(staying) < len(running):
            found.append(_numbered(running))
        running = [*staying, sitting]
        has_grown = True
    return [*found, _numbered(running)] if running else found


def collisions(hanging: Sequence[Sitting], walk: int) -> list[tuple[Sitting, ...]]:
    """Return the largest sets of sittings of which one person can attend one alone, each in numbered order.

    `walk` is the minutes from one room to another. What one person can attend is a chain, so a delegation has too few
    people for its sittings just where such a set of them has more members than it has people.
    """
    beside = {
        one: frozenset(other for other in hanging if other != one and collide(one, other, walk)) for one in hanging
    }
    return sorted(_numbered(each) for each in _cliques(frozenset(), frozenset(hanging), frozenset(), beside))


def _numbered(sittings: Collection[Sitting]) -> tuple[Sitting, ...]:
    return tuple(sorted(sittings, key=lambda one: one.session))


def _cliques(
    chosen: frozenset[Sitting],
    possible: frozenset[Sitting],
    done: frozenset[Sitting],
    beside: dict[Sitting, frozenset[Sitting]],
) -> list[frozenset[Sitting]]:
    """Return the largest sets of pairwise neighbours, by the method of Bron and Kerbosch (1973) with a pivot."""
    if not possible and not done:
        return [chosen]
    pivot = max(sorted(possible | done), key=lambda one: len(beside[one] & possible))
    found = []
    for one in sorted(possible - beside[pivot]):
        found += _cliques(chosen | {one}, possible & beside[one], done & beside[one], beside)
        possible, done = possible - {one}, done | {one}
    return found
