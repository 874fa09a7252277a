"""Simulated annealing over slots alone, for meetings in which no two sessions can follow one another in one place.

Then a programme is a choice of a slot for each session: what a group costs depends on nothing else, and so does whether
there are rooms for it. So a step is two looks into a table, several times as many in a second as on a board. All
energies are whole numbers, as in `annealing`. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from meetings.scheduler.annealing import ALL, CHANCES, DROPS, EXCESS, SMALL, STAGES, UNPLACED, Best
from meetings.scheduler.board import Board
from meetings.scheduler.grid import Grid, long_sessions
from meetings.scheduler.groups import Groups, members
from meetings.scheduler.matching import seats

HOTTEST, WARM, COLDEST = 700, 450, 100
MOST_KEPT = 600_000
BARRED = 10**12

Priced = tuple[int, tuple[tuple[int, int], ...]]
"""What a group adds to the energy, and the losses of those small delegations that may lose something."""

NOTHING: Priced = (0, ())


def suits(grid: Grid) -> bool:
    """Return whether slots alone tell a programme: one session in a place, from the first minute of its slot."""
    is_apart = all(len(slots) == 1 for slots in grid.regions) and not grid.standing
    is_long = len(long_sessions(grid)) == sum(1 for cells in grid.fits if cells)
    return (
        is_apart
        and is_long
        and all(grid.is_plain(cell, (one,)) for one in range(grid.count) for cell in grid.hours[one])
    )


class SlotWalk:
    """Walks from choice to choice; the best programme is kept in `best`."""

    steps_at_once = 4

    def __init__(self, grid: Grid, groups: Groups, best: Best, seed: int | str) -> None:
        self.grid, self.groups, self.best = grid, groups, best
        self.random = Random(f"slots {seed}").random  # noqa: S311 - a seeded walk, no secret
        self.nowhere = len(grid.slots)
        self.movable = [one for one in range(grid.count) if grid.fits[one]]
        self.slots_of = [sum(1 << slot for slot in {cell // grid.rooms for cell in cells}) for cells in grid.fits]
        for one, cell in enumerate(best.cells):
            # What is fixed stays, whoever else finds no place then.
            if grid.fixed[one] < 0 or cell < 0:
                self.slots_of[one] |= 1 << self.nowhere
        self.has_order = [bool(grid.before[one] or grid.after[one]) for one in range(grid.count)]
        self.seated: dict[int, bool] = {}
        self.steps = 0
        self.aim(lower=False)

    def aim(self, *, lower: bool) -> None:
        """Set the loss that each small delegation shall not go beyond, and start from the best programme."""
        self.is_lowering = lower
        self.caps = self.best.caps(self.groups, lower=lower)
        self.priced: dict[int, Priced] = {}
        rooms = self.grid.rooms
        self.slot_of = [cell // rooms if cell >= 0 else self.nowhere for cell in self.best.cells]
        self._count()

    def _count(self) -> None:
        """Work out what the programme costs as things stand."""
        self.masks = [0] * (self.nowhere + 1)
        for one, slot in enumerate(self.slot_of):
            self.masks[slot] |= 1 << one
        self.now = [self._price(mask) for mask in self.masks[:-1]] + [NOTHING]
        self.loss = [0] * len(self.groups.problem.delegations)
        """What those small delegations lose that may lose something."""
        for _, shared in self.now:
            for delegation, loss in shared:
                self.loss[delegation] += loss
        excess = sum(max(0, self.loss[one] - cap) for one, cap in self.caps.items() if cap)
        self.energy = sum(one for one, _ in self.now) + excess * EXCESS + self.masks[-1].bit_count() * UNPLACED
        self.lowest = self.energy

    def _price(self, mask: int) -> Priced:
        small, total = self.groups.totals(mask)
        if small < 0:
            return self.priced.setdefault(mask, (BARRED, ()))
        energy = small * SMALL + total * ALL
        shared = []
        if small:
            for delegation, loss in self.groups.losses(mask):
                if self.caps[delegation]:
                    shared.append((delegation, loss))
                else:
                    energy += loss * EXCESS
        if len(self.priced) >= MOST_KEPT:
            self.priced.clear()
        found = self.priced[mask] = energy, tuple(shared)
        return found

    def _has_rooms(self, mask: int) -> bool:
        """Return whether there are rooms for a group; rooms are the same in every slot that bars none of it."""
        found = self.seated.get(mask)
        if found is None:
            if len(self.seated) >= MOST_KEPT:
                self.seated.clear()
            found = self.seated[mask] = self._match([self.grid.rooms_of[one] for one in members(mask)])
        return found

    def _match(self, rooms: list[list[int]]) -> bool:
        taken: dict[int, int] = {}

        def seat(number: int, tried: set[int]) -> bool:
            for room in rooms[number]:
                if room not in tried:
                    tried.add(room)
                    if room not in taken or seat(taken[room], tried):
                        taken[room] = number
                        return True
            return False

        return all(seat(number, set()) for number in range(len(rooms)))

    def round(self, steps: int, *, is_warm: bool, stop: Callable[[], bool]) -> None:
        """Walk so many steps from hot, or from warm, to cold; `stop` is asked now and then."""
        hottest = WARM if is_warm else HOTTEST
        ratio = (COLDEST / hottest) ** (1 / STAGES)
        for stage in range(STAGES):
            self._walk(steps // STAGES, round(hottest * ratio**stage))
            if stop():
                return

    def _walk(self, steps: int, heat: int) -> None:
        random, movable, slots_of, nowhere = self.random, self.movable, self.slots_of, self.nowhere
        count, choices = len(movable), len(movable) + nowhere
        has_order = self.has_order
        self.steps += steps
        for _ in range(steps):
            one = movable[int(random() * count)]
            pick = int(random() * choices)
            other = movable[pick] if pick < count else -1
            slot_of, now, priced = self.slot_of, self.now, self.priced
            left, slot = slot_of[one], slot_of[other] if other >= 0 else pick - count
            if left == slot or not slots_of[one] >> slot & 1:
                continue
            moving = 1 << one
            if other >= 0:
                if not slots_of[other] >> left & 1:
                    continue
                moving |= 1 << other
            here, there = self.masks[left] ^ moving, self.masks[slot] ^ moving
            at_first = NOTHING if left == nowhere else priced.get(here) or self._price(here)
            at_second = NOTHING if slot == nowhere else priced.get(there) or self._price(there)
            was_first, was_second = now[left], now[slot]
            more = at_first[0] + at_second[0] - was_first[0] - was_second[0]
            if left == nowhere and other < 0:
                more -= UNPLACED
            limit = heat * DROPS[int(random() * CHANCES)] // 1000
            if was_first[1] or was_second[1] or at_first[1] or at_second[1]:
                # What those lose who may lose something can at best fall by all that they lose in both groups.
                if more - EXCESS * sum(loss for _, loss in (*was_first[1], *was_second[1])) > limit:
                    continue
                more += EXCESS * self._excess(at_first, at_second, was_first, was_second)
            if more > limit:
                continue
            if not (left == nowhere or self._has_rooms(here)) or not (slot == nowhere or self._has_rooms(there)):
                continue
            places = {one: slot} if other < 0 else {one: slot, other: left}
            if any(has_order[moved] for moved in places) and self._breaks_order(places):
                continue
            self._take(places, (left, slot), (here, there), (at_first, at_second))
            self.energy += more
            if self.energy < self.lowest:
                self.lowest = self.energy
                self._judge()

    def _take(
        self, places: dict[int, int], slots: tuple[int, int], masks: tuple[int, int], priced: tuple[Priced, Priced]
    ) -> None:
        for one, slot in places.items():
            self.slot_of[one] = slot
        for slot, mask, price in zip(slots, masks, priced, strict=True):
            for delegation, loss in self.now[slot][1]:
                self.loss[delegation] -= loss
            for delegation, loss in price[1]:
                self.loss[delegation] += loss
            self.masks[slot], self.now[slot] = mask, price

    def _excess(self, at_first: Priced, at_second: Priced, was_first: Priced, was_second: Priced) -> int:
        """Return by how much the losses beyond the caps grow of those who may lose something."""
        shifts: dict[int, int] = {}
        for delegation, loss in (*at_first[1], *at_second[1]):
            shifts[delegation] = shifts.get(delegation, 0) + loss
        for delegation, loss in (*was_first[1], *was_second[1]):
            shifts[delegation] = shifts.get(delegation, 0) - loss
        more = 0
        for delegation, shift in shifts.items():
            if shift:
                beyond = self.loss[delegation] - self.caps[delegation]
                more += max(0, beyond + shift) - max(0, beyond)
        return more

    def _breaks_order(self, places: dict[int, int]) -> bool:
        """Return whether an order would be broken if sessions went to these slots."""
        grid, nowhere = self.grid, self.nowhere
        for one, slot in places.items():
            if slot == nowhere:
                continue
            for first in grid.before[one]:
                if slot <= places.get(first, self.slot_of[first]) < nowhere:
                    return True
            for last in grid.after[one]:
                if places.get(last, self.slot_of[last]) <= slot:
                    return True
        return False

    def _judge(self) -> None:
        """Keep the programme if it is the best."""
        groups, best, masks = self.groups, self.best, self.masks[:-1]
        unplaced = self.masks[-1].bit_count()
        if unplaced > best.unplaced:
            return
        losses: dict[int, int] = {}
        for mask in masks:
            for delegation, loss in groups.losses(mask):
                losses[delegation] = losses.get(delegation, 0) + loss
        worst = max(((loss, groups.weight_of[one]) for one, loss in losses.items()), key=_share, default=(0, 1))
        totals = [groups.totals(mask) for mask in masks]
        small, total = (sum(one[number] for one in totals) for number in (0, 1))
        if (unplaced, _share(worst), small, total) >= best.found[:4]:
            return
        had, board = best.worst, self._board()
        if board is not None and best.key(board) < best.found:
            best.take(board)
            if _share(best.worst) < _share(had):
                self.aim(lower=self.is_lowering)

    def _board(self) -> Board | None:
        """Return the programme with its rooms."""
        board = Board(self.grid, self.groups)
        cells: dict[int, int] = {}
        for slot, mask in enumerate(self.masks[:-1]):
            cells.update(seats(self.grid, slot, members(mask)) or {})
        step = board.step({cell: (one,) for one, cell in cells.items()}, cells)
        if step is None:
            return None
        board.take(step)
        return board


def _share(worst: tuple[int, int]) -> float:
    return worst[0] / worst[1]
