"""What a programme costs whom: forced misses and clash exposure, by delegation and by size of delegation.

D is a delegation, `cap(D)` the number of its people who can sit in a session, R(D) the sessions held that it wishes,
with the weights w(D, s) of `wishes.rules`: 3 must, 2 should, 1 may.

- Forced misses FM(D): the fewest sessions of R(D) that it misses whichever way its people go. Where all collisions are
  of sessions with the same hours, the sum over times of max(0, number of them - cap(D)).
- Coverage MC(D): the largest sum of weights that its people can attend, as a share of the sum over R(D).
- Clash exposure CE(D) = 1 - MC(D); the programme's figure is the mean of CE over small delegations, and the worst.

Overlap counts on intervals with the way between rooms (`scheduler.intervals`). All is exact. Standard library only.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from meetings.clashes.differences import Effect, differences
from meetings.clashes.figures import Collision, Cost, Share
from meetings.clashes.levels import Settings
from meetings.clashes.rules import room_of
from meetings.scheduler.costs import Evaluator, minute
from meetings.scheduler.intervals import Sitting, clusters
from meetings.scheduler.rules import Delegation, Placement, Problem, Room, Session
from meetings.sessions.entries import Entry, in_order
from meetings.wishes.rules import Wishes

NO_SLOT = ""
"""What collides does not depend on slots, so the problem that is put to the evaluator has none."""

MOST_KEPT = 500
"""So many groups of sessions are remembered with what they cost; each takes about 20 kB in a large meeting."""

_Pattern = tuple[int, tuple[tuple[str, int], ...]]
"""What delegations have in common that fare alike: their people, and the weights of the sessions."""


_SCALE = 1000
"""More than the sessions that can hang together (`scheduler.rules.MOST_SESSIONS`)."""


@dataclass(frozen=True)
class _Toll:
    """What sessions that hang together cost: who loses how much and misses what, and how much each must miss."""

    losers: tuple[tuple[str, int, tuple[str, ...]], ...]
    forced: tuple[tuple[str, int], ...]
    collision: Collision


class Assessor:
    """Says what programmes cost that one is changed into.

    What it was asked last of sessions that hang together it keeps, so that the effect of a move is the work of one or
    two groups of them. Wishes stay the same; whoever changes what they follow from (who is named) asks a new assessor.
    """

    def __init__(self, entries: Iterable[Entry], wishes: Wishes, settings: Settings) -> None:
        self.wishes, self.settings = wishes, settings
        self._first = _sittings(entries)
        self.weights = {
            key: {uid: wished.weight for uid, wished in wishes.weights.get(key, {}).items() if wished.weight}
            for key in sorted(wishes.participants)
        }
        # Sittings are told apart by numbers, which stay the same from one programme to another.
        self._rooms: dict[str, int] = {}
        self._uids: dict[str, int] = {}
        self._toll: OrderedDict[tuple[Sitting, ...], _Toll] = OrderedDict()

    def cost(self, entries: Iterable[Entry]) -> Cost:
        """Return what a programme costs. What the first one does, which is compared with all others, is kept."""
        sittings = _sittings(entries)
        return self._first_cost if sittings == self._first else self._add_up(sittings)

    def effect(self, before: Iterable[Entry], after: Iterable[Entry]) -> Effect:
        """Return what becomes of whom from one programme to the other."""
        first, second = self.cost(before), self.cost(after)
        return Effect(first, second, differences(first, second))

    @cached_property
    def _first_cost(self) -> Cost:
        return self._add_up(self._first)

    def _add_up(self, sittings: Sequence[Entry]) -> Cost:
        held = {entry.uid: entry for entry in sittings if entry.is_held}
        order = {uid: number for number, uid in enumerate(held)}
        numbered = {self._numbered(entry): entry for entry in held.values()}
        loss: dict[str, int] = defaultdict(int)
        forced: dict[str, int] = defaultdict(int)
        missed: dict[str, list[str]] = defaultdict(list)
        found = []
        for group in clusters(list(numbered), self.settings.walk_minutes):
            if len(group) == 1:
                continue
            toll = self._toll_of(tuple(group), [numbered[one] for one in group])
            for key, lost, uids in toll.losers:
                loss[key] += lost
                missed[key] += uids
            for key, count in toll.forced:
                forced[key] += count
            if toll.losers:
                found.append(toll.collision)
        shares = []
        for key, weights in self.weights.items():
            participant = self.wishes.participants[key]
            mine = [weight for uid, weight in weights.items() if uid in held]
            uids = tuple(sorted(missed[key], key=order.__getitem__)) if key in missed else ()
            people, is_assumed = participant.people, participant.is_assumed
            shares.append(Share(key, people, is_assumed, len(mine), sum(mine), forced[key], loss[key], uids))
        unplaced = tuple(one.uid for one in sittings if one.starts is None and one.cancelled_because is None)
        found.sort(key=lambda one: (-one.loss_small, -one.loss_all, order[one.uids[0]]))
        return Cost(tuple(shares), tuple(found), self.settings.small, len(held), unplaced)

    def _numbered(self, entry: Entry) -> Sitting:
        if entry.starts is None:
            raise ValueError(entry.uid)
        room = self._rooms.setdefault(room_of(entry), len(self._rooms))
        number = self._uids.setdefault(entry.uid, len(self._uids))
        start = minute(entry.starts)
        return Sitting(start, start + entry.minutes, room, number)

    def _toll_of(self, group: tuple[Sitting, ...], entries: Sequence[Entry]) -> _Toll:
        found = self._toll.get(group)
        if found is None:
            found = self._toll[group] = self._work_out(in_order(entries))
            if len(self._toll) > MOST_KEPT:
                self._toll.popitem(last=False)
        else:
            self._toll.move_to_end(group)
        return found

    def _work_out(self, entries: Sequence[Entry]) -> _Toll:
        """Return what sessions that hang together cost whom, the delegations in the order of keys."""
        alike: dict[_Pattern, list[str]] = defaultdict(list)
        for key, weights in self.weights.items():
            mine = tuple((entry.uid, weights[entry.uid]) for entry in entries if entry.uid in weights)
            people = self.wishes.participants[key].people
            if len(mine) > people:
                alike[people, mine].append(key)
        # Of ways to attend that keep as much weight, one that misses fewer sessions.
        weighed = self._lost(entries, {_scaled(pattern) for pattern in alike})
        # Where every session weighs 1, the weight that is lost is the number of sessions that are missed.
        counted = self._lost(entries, {_plain(pattern) for pattern in alike})
        losers, forced = [], []
        for pattern, keys in alike.items():
            (scaled, uids), (missed, _) = weighed[_scaled(pattern)], counted[_plain(pattern)]
            lost = scaled // _SCALE
            losers += [(key, lost, uids) for key in keys if lost]
            forced += [(key, missed) for key in keys if missed]
        small = sum(lost for key, lost, _ in losers if self.wishes.participants[key].people <= self.settings.small)
        collision = Collision(
            tuple(entry.uid for entry in entries),
            small,
            sum(lost for _, lost, _ in losers),
            tuple(sorted(((key, lost) for key, lost, _ in losers), key=lambda one: (-one[1], one[0]))),
        )
        return _Toll(tuple(sorted(losers)), tuple(forced), collision)

    def _lost(
        self, entries: Sequence[Entry], patterns: Iterable[_Pattern]
    ) -> dict[_Pattern, tuple[int, tuple[str, ...]]]:
        """Return the weight and the sessions that a delegation of each pattern loses."""
        named = {str(number): pattern for number, pattern in enumerate(patterns)}
        problem = Problem(
            slots=(),
            rooms=tuple(Room(room) for room in sorted({room_of(entry) for entry in entries})),
            sessions=tuple(Session(entry.uid, entry.minutes) for entry in entries),
            delegations=tuple(Delegation(name, people, dict(mine)) for name, (people, mine) in named.items()),
            walk_minutes=self.settings.walk_minutes,
        )
        placed = [
            Placement(entry.uid, NO_SLOT, room_of(entry), entry.starts) for entry in entries if entry.starts is not None
        ]
        found: dict[_Pattern, tuple[int, tuple[str, ...]]] = dict.fromkeys(named.values(), (0, ()))
        for _, losers in Evaluator(problem).collisions(placed):
            for loser in losers:
                found[named[loser.delegation]] = (loser.loss, loser.missed)
        return found


def cost(entries: Iterable[Entry], wishes: Wishes, settings: Settings) -> Cost:
    """Return what one programme costs."""
    entries = tuple(entries)
    return Assessor(entries, wishes, settings).cost(entries)


def _scaled(pattern: _Pattern) -> _Pattern:
    people, mine = pattern
    return people, tuple((uid, weight * _SCALE + 1) for uid, weight in mine)


def _plain(pattern: _Pattern) -> _Pattern:
    people, mine = pattern
    return people, tuple((uid, 1) for uid, _ in mine)


def _sittings(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in in_order(entries) if entry.is_sitting]
