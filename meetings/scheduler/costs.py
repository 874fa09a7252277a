"""What a programme costs: losses of delegations, broken hard rules, and the effect of one move.

At one time a delegation loses the weights of the sessions it wishes beyond those of the `people` heaviest that its
people can attend; `intervals` tells how that reads where sessions overlap in part. Sessions without a place cost no
weights: they are a goal of their own, before all losses. Standard library only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from meetings.scheduler import checks
from meetings.scheduler.intervals import NO_ROOM, Sitting, clusters, collide, most_attended
from meetings.scheduler.rules import (
    Delegation,
    Evaluation,
    Goals,
    Loser,
    Placement,
    Problem,
    Session,
)

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - hours are those of the clock on the wall
MINUTE = timedelta(minutes=1)
MOST_KEPT = 20_000
"""So many clusters of sessions are remembered with their losses before they are forgotten."""

Missed = dict[int, tuple[int, tuple[int, ...]]]
"""By delegation: the weight that it loses, and the sessions that it misses."""


def minute(moment: datetime) -> int:
    """Return a moment as a number of minutes."""
    return (moment - EPOCH) // MINUTE


def moment(minutes: int) -> datetime:
    """Return the moment that `minute` made this number of."""
    return EPOCH + minutes * MINUTE


def is_moved(session: Session, placement: Placement | None) -> bool:
    """Return whether a session that had a place in the last release is in another one now, or in none."""
    was = session.was
    if was is None:
        return False
    if placement is None or (placement.slot, placement.room) != (was.slot, was.room):
        return True
    return was.start is not None and was.start != placement.start


class Evaluator:
    """Evaluates programmes for one problem. What it worked out for sessions that hang together it works out once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.sessions = {session.id: number for number, session in enumerate(problem.sessions)}
        self.rooms = {room.id: number for number, room in enumerate(problem.rooms)}
        self.totals = [sum(delegation.wishes.values()) for delegation in problem.delegations]
        self.wishers: list[list[tuple[int, int]]] = [[] for _ in problem.sessions]
        for number, delegation in enumerate(problem.delegations):
            for session, weight in delegation.wishes.items():
                self.wishers[self.sessions[session]].append((number, weight))
        self.rulings = checks.Checker(problem)
        self.standing = standing_sittings(problem)
        self._missed: dict[tuple[Sitting, ...], Missed] = {}

    def evaluate(self, placements: Iterable[Placement]) -> Evaluation:
        """Return what a programme costs, with what stands. Each session is in it at most once."""
        placed = {placement.session: placement for placement in placements}
        sittings = self.sittings(placed.values())
        groups = clusters(sittings, self.problem.walk_minutes)
        losers = self._losers(groups)
        violations = tuple(self.rulings.violations(placed, groups))
        small = [loser for loser in losers if loser.is_small]
        goals = Goals(
            violations=len(violations),
            unplaced=len(self.problem.sessions) - len(self.standing) - len(placed),
            worst_share=max((loser.share for loser in small), default=Fraction(0)),
            loss_small=sum(loser.loss for loser in small),
            loss_all=sum(loser.loss for loser in losers),
            changes=sum(is_moved(session, placed.get(session.id)) for session in self.problem.sessions),
        )
        return Evaluation(goals, violations, tuple(losers))

    def effect(
        self, placements: Iterable[Placement], changes: Mapping[str, Placement | None]
    ) -> tuple[Evaluation, Evaluation]:
        """Return what a programme costs before and after sessions are moved; None takes a session out of it."""
        before = {placement.session: placement for placement in placements}
        after = {**before, **changes}
        return (
            self.evaluate(before.values()),
            self.evaluate(placement for placement in after.values() if placement is not None),
        )

    def sittings(self, placements: Iterable[Placement]) -> list[Sitting]:
        """Return placements and what stands with hours as minutes, and rooms and sessions as their numbers."""
        found = list(self.standing)
        for placement in placements:
            number = self.sessions[placement.session]
            start = minute(placement.start)
            end = start + self.problem.sessions[number].minutes
            found.append(Sitting(start, end, self.rooms[placement.room], number))
        return found

    def collisions(self, placements: Iterable[Placement]) -> list[tuple[list[Sitting], list[Loser]]]:
        """Return the sessions that hang together by collisions and make somebody lose something, with who loses."""
        found = []
        for group in clusters(self.sittings(placements), self.problem.walk_minutes):
            missed = self._missed_in(group)
            if missed:
                found.append((group, [self._loser(number, *missed[number]) for number in sorted(missed)]))
        return found

    def _losers(self, groups: Sequence[Sequence[Sitting]]) -> list[Loser]:
        losses: dict[int, int] = defaultdict(int)
        sessions: dict[int, list[int]] = defaultdict(list)
        for group in groups:
            for number, (loss, missed) in self._missed_in(group).items():
                losses[number] += loss
                sessions[number].extend(missed)
        losers = [self._loser(number, losses[number], sorted(sessions[number])) for number in sorted(losses)]
        return sorted(losers, key=lambda loser: (not loser.is_small, -loser.share, -loser.loss))

    def _loser(self, number: int, loss: int, missed: Iterable[int]) -> Loser:
        delegation = self.problem.delegations[number]
        return Loser(
            delegation=delegation.id,
            loss=loss,
            share=Fraction(loss, self.totals[number]),
            missed=tuple(self.problem.sessions[session].id for session in missed),
            is_small=delegation.people <= self.problem.small,
        )

    def _missed_in(self, group: Sequence[Sitting]) -> Missed:
        if len(group) == 1:
            return {}
        key = tuple(group)
        found = self._missed.get(key)
        if found is None:
            if len(self._missed) >= MOST_KEPT:
                self._missed.clear()
            found = self._missed[key] = dict(self._work_out(group))
        return found

    def _work_out(self, group: Sequence[Sitting]) -> Iterator[tuple[int, tuple[int, tuple[int, ...]]]]:
        wished: dict[int, list[tuple[Sitting, int]]] = defaultdict(list)
        for sitting in sorted(group):
            for number, weight in self.wishers[sitting.session]:
                wished[number].append((sitting, weight))
        for number in sorted(wished):
            mine = wished[number]
            missed = self._not_attended(self.problem.delegations[number], mine)
            if missed:
                loss = sum(mine[one][1] for one in missed)
                yield number, (loss, tuple(sorted(mine[one][0].session for one in missed)))

    def _not_attended(self, delegation: Delegation, wished: Sequence[tuple[Sitting, int]]) -> set[int]:
        if len(wished) <= delegation.people:
            return set()
        walk = self.problem.walk_minutes
        attended = most_attended(
            [weight for _, weight in wished],
            lambda first, second: not collide(wished[first][0], wished[second][0], walk),
            delegation.people,
        )
        return set(range(len(wished))) - attended


def standing_sittings(problem: Problem) -> list[Sitting]:
    """Return the sessions that stand, in order of time."""
    rooms = {room.id: number for number, room in enumerate(problem.rooms)}
    found = []
    for number, session in enumerate(problem.sessions):
        if session.stands is not None:
            start, name = minute(session.stands.start), session.stands.room
            room = NO_ROOM if name is None else rooms.setdefault(name, len(rooms))
            found.append(Sitting(start, start + session.minutes, room, number))
    return sorted(found)
