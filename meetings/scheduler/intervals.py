"""Who can be where: sessions that collide, what people can attend of them, and how many run at once.

A person can go from one session to another that starts later if the first has ended by then, and in another room if
there is time to walk. That relation is transitive: what one person attends is a chain in it, and what `people` attend
is a union of as many chains. So the best attendance is a flow of least cost through the sessions in order of time.
Where all sessions collide it comes to the formula of the sum of weights without the `people` heaviest.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

Follows = Callable[[int, int], bool]

NO_ROOM = -1
"""The number of the room that sessions without a room share. Rooms that no session can be put in come after all."""


class Sitting(NamedTuple):
    """A session with its hours in minutes and the number of its room."""

    start: int
    end: int
    room: int
    session: int


def collide(one: Sitting, other: Sitting, walk: int) -> bool:
    """Return whether one person cannot attend both."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    return first.end + (walk if first.room != second.room else 0) > second.start


def clusters(sittings: Sequence[Sitting], walk: int) -> list[list[Sitting]]:
    """Part the sittings, in order of time, into those that hang together by collisions.

    What is lost in one cluster is lost whatever the others are: everything in one ends before the next begins.
    """
    ordered = sorted(sittings)
    found: list[list[Sitting]] = []
    for sitting in ordered:
        hanging = [
            number for number, cluster in enumerate(found) if any(collide(one, sitting, walk) for one in cluster)
        ]
        if not hanging:
            found.append([sitting])
            continue
        joined = [one for number in hanging for one in found[number]]
        found = [cluster for number, cluster in enumerate(found) if number not in hanging]
        found.append([*joined, sitting])
    return found


def most_attended(weights: Sequence[int], follows: Follows, people: int) -> set[int]:
    """Return which of the sessions, numbered in order of time, so many people attend to lose as little as can be.

    Among equals the earlier in the list are attended. `follows(i, j)` tells, for i < j, whether one who was in i can
    attend j.
    """
    count = len(weights)
    if count <= people:
        return set(range(count))
    # So much weight that ties are settled by the place in the list and nothing else is.
    scaled = [weight * 2**count + 2 ** (count - 1 - number) for number, weight in enumerate(weights)]
    if people == 1:
        return _heaviest_chain(scaled, follows)
    return _heaviest_chains(scaled, follows, people)


def _heaviest_chain(weights: Sequence[int], follows: Follows) -> set[int]:
    best: list[int] = []
    before: list[int] = []
    for number, weight in enumerate(weights):
        last = max((one for one in range(number) if follows(one, number)), key=lambda one: best[one], default=-1)
        best.append(weight + (best[last] if last >= 0 else 0))
        before.append(last)
    number = max(range(len(best)), key=lambda one: best[one])
    found = set()
    while number >= 0:
        found.add(number)
        number = before[number]
    return found


def _heaviest_chains(weights: Sequence[int], follows: Follows, people: int) -> set[int]:
    """Send people one after another along the way that adds most, which may turn earlier ones aside.

    Each session is two points, entered and left, with an arc between them that carries one person and its weight.
    """
    count = len(weights)
    source, sink = 2 * count, 2 * count + 1
    arcs: list[list[int]] = []  # [from, to, free, gain], each followed by the arc that undoes it

    def arc(start: int, end: int, free: int, gain: int) -> None:
        arcs.append([start, end, free, gain])
        arcs.append([end, start, 0, -gain])

    for number, weight in enumerate(weights):
        arc(source, number, 1, 0)
        arc(number, count + number, 1, weight)
        arc(count + number, sink, 1, 0)
        for later in range(number + 1, count):
            if follows(number, later):
                arc(count + number, later, 1, 0)
    for _ in range(people):
        gains: dict[int, int] = {source: 0}
        by: dict[int, int] = {}
        is_better = True
        while is_better:
            is_better = False
            for number, (start, end, free, gain) in enumerate(arcs):
                if free and start in gains and (end not in gains or gains[start] + gain > gains[end]):
                    gains[end] = gains[start] + gain
                    by[end] = number
                    is_better = True
        if gains.get(sink, 0) <= 0:
            break
        point = sink
        while point != source:
            arcs[by[point]][2] -= 1
            arcs[by[point] ^ 1][2] += 1
            point = arcs[by[point]][0]
    return {arcs[number][0] for number in range(0, len(arcs), 2) if arcs[number][3] > 0 and not arcs[number][2]}


def most_at_once(sittings: Sequence[Sitting]) -> list[Sitting]:
    """Return a largest set of sittings that run at the same moment, the first one in time."""
    best: list[Sitting] = []
    running: list[Sitting] = []
    for sitting in sorted(sittings):
        running = [one for one in running if one.end > sitting.start] + [sitting]
        if len(running) > len(best):
            best = list(running)
    return best


def largest_collision(sittings: Sequence[Sitting], walk: int) -> list[Sitting]:
    """Return a largest set of sittings, in order of time, no two of which one person can attend.

    What one person can attend is a chain, so this is a largest antichain. With the way between rooms it need not have
    a moment in common, so each is tried as the last to start together with what ends too late for it.
    """
    ordered = sorted(sittings)
    best: list[Sitting] = []
    for number, last in enumerate(ordered):
        late = [one for one in ordered[:number] if collide(one, last, walk)]
        found = [*_pairwise(late, walk), last]
        if len(found) > len(best):
            best = found
    return best


def too_many_at_once(sittings: Sequence[Sitting], most: int, standing: Container[int]) -> list[Sitting]:
    """Return more than `most` sittings that run at the same moment, not all of them standing; none if there are none.

    `standing` has the numbers of the sessions that stand, for which no programme answers.
    """
    found = most_at_once(sittings)
    if len(found) <= most or any(one.session not in standing for one in found):
        return found if len(found) > most else []
    for one in sittings:
        if one.session not in standing:
            beside = [
                other._replace(start=max(one.start, other.start), end=min(one.end, other.end))
                for other in sittings
                if other is not one and other.start < one.end and one.start < other.end
            ]
            found = [one, *most_at_once(beside)]
            if len(found) > most:
                return sorted(found)
    return []


def too_many_places(sittings: Sequence[Sitting], walk: int, people: int, standing: Container[int]) -> list[Sitting]:
    """Return more than `people` sittings no two of which one person can attend, not all standing; none if none."""
    found = largest_collision(sittings, walk)
    if len(found) <= people or any(one.session not in standing for one in found):
        return found if len(found) > people else []
    for one in sittings:
        if one.session not in standing:
            others = [other for other in sittings if other is not one and collide(one, other, walk)]
            found = [one, *largest_collision(others, walk)]
            if len(found) > people:
                return sorted(found)
    return []


def _pairwise(sittings: Sequence[Sitting], walk: int) -> list[Sitting]:
    """Return a largest subset whose members all collide with one another."""
    for number, one in enumerate(sittings):
        rest = sittings[number + 1 :]
        clear = [other for other in rest if not collide(one, other, walk)]
        if clear:
            with_one = [one, *_pairwise([other for other in rest if collide(one, other, walk)], walk)]
            without = _pairwise([*sittings[:number], *rest], walk)
            return _with_start(sittings[:number], with_one, without)
    return list(sittings)


def _with_start(start: Sequence[Sitting], with_one: list[Sitting], without: list[Sitting]) -> list[Sitting]:
    found = [*start, *with_one]
    return found if len(found) >= len(without) else without
