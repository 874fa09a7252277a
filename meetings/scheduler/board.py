"""A programme in the making: what stands in which cell, what it costs, and what a step would change.

Every hard rule holds at all times; a step that would break one is none. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from meetings.scheduler.grid import NOWHERE, Grid
from meetings.scheduler.groups import Groups, Losses, Totals
from meetings.scheduler.intervals import Sitting
from meetings.scheduler.rules import Goals

Contents = Mapping[int, tuple[int, ...]]
"""What shall stand in some cells."""

RegionKey = int | tuple[Sitting, ...]
"""A set of sessions that run at one time, or what happens in a region where hours differ."""


class Step(NamedTuple):
    """What a step would change: the new contents, who goes where, and by how much each goal grows."""

    contents: Contents
    cells: Mapping[int, int]
    unplaced: int
    small: int
    total: int
    changes: int
    distance: int
    regions: tuple[tuple[int, RegionKey, Totals], ...]


class Board:
    """A programme that grows step by step."""

    def __init__(self, grid: Grid, groups: Groups, most_moves: int | None = None) -> None:
        self.grid = grid
        self.groups = groups
        self.most_moves = grid.count if most_moves is None else most_moves
        self.contents: list[tuple[int, ...]] = [()] * (len(grid.slots) * grid.rooms)
        self.cells = [NOWHERE] * grid.count
        self.masks = [0] * len(grid.slots)
        self.odd = [0] * len(grid.slots)
        """By slot: in how many cells several sessions follow one another, or one starts later than the slot."""
        self.moved = [was != NOWHERE for was in grid.was]
        self.region_keys: list[RegionKey] = [standing or 0 for standing in grid.standing_in]
        self.region_totals: list[Totals] = [
            groups.region(standing)[0] if standing else (0, 0) for standing in grid.standing_in
        ]
        self.loss = [0] * len(grid.problem.delegations)
        for standing in grid.standing_in:
            for delegation, loss in self.losses(standing or 0):
                self.loss[delegation] += loss
        self._ranked: list[int] | None = None
        self.unplaced = grid.count - len(grid.standing)
        self.small = sum(small for small, _ in self.region_totals)
        self.total = sum(total for _, total in self.region_totals)
        self.changes = sum(self.moved)
        self.distance = 0
        """How far sessions are from where they were, all together."""

    def losses(self, key: RegionKey) -> Losses:
        """Return what each small delegation loses in a region."""
        return self.groups.losses(key) if isinstance(key, int) else self.groups.region(key)[1]

    def step(self, contents: Contents, cells: Mapping[int, int], *, is_free: bool = False) -> Step | None:
        """Return what would change if these cells held this and these sessions stood there; None breaks a rule.

        A free step may go beyond the most moves, for one that will be made good or taken back.
        """
        grid = self.grid
        if any(grid.before[one] or grid.after[one] for one in cells) and self._breaks_order(cells):
            return None
        timed = self._timed(contents, cells)
        if timed is None or (timed > 0 and not is_free and self.changes + timed > self.most_moves):
            return None
        regions = []
        small = total = 0
        touched: dict[int, list[int]] = {}
        for cell in contents:
            touched.setdefault(grid.region_of[cell // grid.rooms], []).append(cell)
        for region, changed in touched.items():
            key = self._key(region, changed, contents)
            totals = self.groups.totals(key) if isinstance(key, int) else self.groups.region(key)[0]
            if totals[0] < 0:
                return None
            before = self.region_totals[region]
            small += totals[0] - before[0]
            total += totals[1] - before[1]
            regions.append((region, key, totals))
        unplaced = sum((cell < 0) - (self.cells[one] < 0) for one, cell in cells.items())
        return Step(contents, cells, unplaced, small, total, timed, self._farther(cells), tuple(regions))

    def _farther(self, cells: Mapping[int, int]) -> int:
        grid = self.grid
        if not grid.has_distances:
            return 0
        return sum(grid.distance(one, cell) - grid.distance(one, self.cells[one]) for one, cell in cells.items())

    def _timed(self, contents: Contents, cells: Mapping[int, int]) -> int | None:
        """Return how many more sessions are elsewhere than they were, None if there is no time."""
        grid = self.grid
        more = 0
        for cell, sessions in contents.items():
            starts = grid.timed(cell, sessions)
            if starts is None:
                return None
            for one, start in zip(sessions, starts, strict=True):
                if grid.was[one] != NOWHERE:
                    more += grid.is_moved(one, cell, start) - self.moved[one]
        for one, cell in cells.items():
            if cell < 0 and grid.was[one] != NOWHERE:
                more += 1 - self.moved[one]
        return more

    def _breaks_order(self, cells: Mapping[int, int]) -> bool:
        """Within a slot the order is a matter of the region, which knows the hours."""
        grid, rooms = self.grid, self.grid.rooms
        for one, cell in cells.items():
            if cell < 0:
                continue
            slot = cell // rooms
            for other in grid.before[one]:
                if cells.get(other, self.cells[other]) // rooms > slot:
                    return True
            for other in grid.after[one]:
                place = cells.get(other, self.cells[other])
                if place >= 0 and place // rooms < slot:
                    return True
        return False

    def _key(self, region: int, changed: Sequence[int], contents: Contents) -> RegionKey:
        grid = self.grid
        slots = grid.regions[region]
        if len(slots) == 1 and not grid.standing_in[region]:
            slot = slots[0]
            mask, odd = self.masks[slot], self.odd[slot]
            for cell in changed:
                for one in self.contents[cell]:
                    mask ^= 1 << one
                odd -= not grid.is_plain(cell, self.contents[cell])
            for cell in changed:
                for one in contents[cell]:
                    mask ^= 1 << one
                odd += not grid.is_plain(cell, contents[cell])
            if not odd:
                return mask
        found = list(grid.standing_in[region])
        for slot in slots:
            for cell in range(slot * grid.rooms, (slot + 1) * grid.rooms):
                sessions = contents.get(cell, self.contents[cell])
                if sessions:
                    found.extend(grid.sittings(cell, sessions))
        return tuple(sorted(found))

    def shifts(self, step: Step) -> dict[int, int]:
        """Return by how much the loss of each small delegation grows that the step touches."""
        found: dict[int, int] = {}
        for region, key, _ in step.regions:
            for delegation, loss in self.losses(key):
                found[delegation] = found.get(delegation, 0) + loss
            for delegation, loss in self.losses(self.region_keys[region]):
                found[delegation] = found.get(delegation, 0) - loss
        return found

    def take(self, step: Step) -> None:
        """Take the step."""
        grid = self.grid
        self._ranked = None
        for delegation, shift in self.shifts(step).items():
            self.loss[delegation] += shift
        for region, key, totals in step.regions:
            self.region_keys[region] = key
            self.region_totals[region] = totals
        for cell, sessions in step.contents.items():
            slot = cell // grid.rooms
            self.odd[slot] += (not grid.is_plain(cell, sessions)) - (not grid.is_plain(cell, self.contents[cell]))
            for one in self.contents[cell]:
                self.masks[slot] &= ~(1 << one)
            self.contents[cell] = sessions
        for cell, sessions in step.contents.items():
            slot = cell // grid.rooms
            starts = grid.timed(cell, sessions) or ()
            for one, start in zip(sessions, starts, strict=True):
                self.masks[slot] |= 1 << one
                self.moved[one] = grid.is_moved(one, cell, start)
        for one, cell in step.cells.items():
            self.cells[one] = cell
            if cell < 0:
                self.moved[one] = grid.was[one] != NOWHERE
        self.unplaced += step.unplaced
        self.small += step.small
        self.total += step.total
        self.changes += step.changes
        self.distance += step.distance

    def put(self, session: int, cell: int, at: int | None = None, *, is_free: bool = False) -> Step | None:
        """Return the step that takes a session to a cell, before the session that is `at` there now, else last."""
        left = self.cells[session]
        contents: dict[int, tuple[int, ...]] = {}
        if left >= 0:
            contents[left] = tuple(one for one in self.contents[left] if one != session)
        there = contents.get(cell, self.contents[cell])
        at = len(there) if at is None else at
        contents[cell] = (*there[:at], session, *there[at:])
        return self.step(contents, {session: cell}, is_free=is_free)

    def out(self, sessions: Iterable[int]) -> Step | None:
        """Return the free step that takes sessions out of the programme."""
        gone = set(sessions)
        cells = sorted({self.cells[one] for one in gone if self.cells[one] >= 0})
        contents = {cell: tuple(one for one in self.contents[cell] if one not in gone) for cell in cells}
        return self.step(contents, dict.fromkeys(sorted(gone), NOWHERE), is_free=True)

    def worst_share(self, shifts: Mapping[int, int] | None = None) -> tuple[int, int]:
        """Return the largest share of its weights that a small delegation loses, as loss and weights.

        With shifts, after losses have grown by them.
        """
        weight_of = self.groups.weight_of
        worst, of = 0, 1
        if shifts:
            found = [one for one in shifts if one in weight_of]
            # Of those who lose what they lose now, only the worst off counts.
            found += [next((one for one in self._by_share() if one not in shifts), found[0])] if found else []
        else:
            shifts, found = {}, self.groups.small
        for delegation in found:
            loss, weight = self.loss[delegation] + shifts.get(delegation, 0), weight_of[delegation]
            if loss * of > worst * weight:
                worst, of = loss, weight
        return worst, of

    def _by_share(self) -> list[int]:
        """Return the small delegations, those that lose the largest share first."""
        if self._ranked is None:
            weight_of = self.groups.weight_of
            self._ranked = sorted(self.groups.small, key=lambda one: -self.loss[one] / weight_of[one])
        return self._ranked

    def goals(self, step: Step) -> Goals:
        """Return the goals after a step."""
        return Goals(
            violations=0,
            unplaced=self.unplaced + step.unplaced,
            worst_share=Fraction(*self.worst_share(self.shifts(step))),
            loss_small=self.small + step.small,
            loss_all=self.total + step.total,
            changes=self.changes + step.changes,
        )
