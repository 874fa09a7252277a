"""What runs at the same time, and what one person cannot attend together. Standard library only.

Beside `scheduler.intervals`, which tells what people can attend at best, this finds every collision, so that whoever
mends one sees the others at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain, islice, product

from meetings.scheduler.intervals import Sitting

MOST_TOLD = 200
"""So many sets of sittings are told of those that hang together, and at least one of each moment.

Where one session follows another in each of several rooms and nobody gets to another room in time, any choice of the
earlier or the later one in each room is a set of its own: ten rooms have 1,024 at every such moment. Whoever mends what
is told is told of the next.
"""


def running_at_once(sittings: Iterable[Sitting], walk: int = 0) -> list[tuple[Sitting, ...]]:
    """Return the largest sets of sittings that run at the same moment, none within another, each in numbered order.

    One that begins when another ends does not run beside it. With `walk`, each counts as running so many minutes more,
    as it does for those who have to go to another room. The sittings are gone through once, in order of time.
    """
    found: list[tuple[Sitting, ...]] = []
    running: set[Sitting] = set()
    ends: list[tuple[int, Sitting]] = []
    for sitting in sorted(sittings):
        if ends and ends[0][0] <= sitting.start:
            found.append(_numbered(running))
        while ends and ends[0][0] <= sitting.start:
            running.remove(heappop(ends)[1])
        heappush(ends, (sitting.end + walk, sitting))
        running.add(sitting)
    return [*found, _numbered(running)] if running else found


def collisions(hanging: Sequence[Sitting], walk: int) -> list[tuple[Sitting, ...]]:
    """Return the largest sets of sittings of which one person can attend one alone, each in numbered order.

    `walk` is the minutes from one room to another. What one person can attend is a chain, so a delegation has too few
    people for its sittings just where such a set of them has more members than it has people. Where there are more
    than `MOST_TOLD` sets, some of every moment are told, a largest one first: whoever has too few people is told so.
    """
    moments = running_at_once(hanging, walk)
    share = max(1, MOST_TOLD // max(1, len(moments)))
    found = set()
    for together in moments:
        first, last = min(one.start for one in together), max(one.end for one in together)
        near = [one for one in hanging if one.start < last + walk and one.end + walk > first]
        for each in islice(_pairwise(together), share):
            if not _is_within_another(each, near, walk):
                found.add(_numbered(each))
    return sorted(found)


def _pairwise(together: Iterable[Sitting]) -> Iterator[list[Sitting]]:
    """Yield sets of sittings that collide, a largest first, of sittings that run at once if going to a room counts.

    Sittings in different rooms all collide then; in one room they do if they run at once without any walking.
    """
    rooms: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in together:
        rooms[sitting.room].append(sitting)
    in_each = [sorted(running_at_once(sittings), key=len, reverse=True) for sittings in rooms.values()]
    for chosen in product(*in_each):
        yield list(chain.from_iterable(chosen))


def _is_within_another(chosen: Collection[Sitting], near: Iterable[Sitting], walk: int) -> bool:
    """Return whether one more sitting collides with all of these, as one may that begins a little later."""
    last_start, first_end = max(one.start for one in chosen), min(one.end for one in chosen)
    rooms: dict[int, tuple[int, int]] = {}
    for one in chosen:
        start, end = rooms.get(one.room, (one.start, one.end))
        rooms[one.room] = max(start, one.start), min(end, one.end)
    members = set(chosen)
    for other in near:
        if other.start < first_end + walk and other.end + walk > last_start and other not in members:
            # Where it stays in its room, nobody walks.
            start, end = rooms.get(other.room, (last_start - walk, first_end + walk))
            if other.start < end and other.end > start:
                return True
    return False


def _numbered(sittings: Collection[Sitting]) -> tuple[Sitting, ...]:
    return tuple(sorted(sittings, key=lambda one: one.session))
