"""Simulated annealing over swaps, moves and chains, in rounds of growing length.

All energies are whole numbers, and chances come from a table of whole numbers, so that the same seed takes the same
steps on every machine. The weights of the energy only guide the walk; which programme is best is always judged by the
goals themselves, in their order. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import log
from random import Random

from meetings.scheduler.board import Board, Step
from meetings.scheduler.groups import Groups
from meetings.scheduler.moves import Moves
from meetings.scheduler.rules import Order
from meetings.scheduler.start import everywhere

CHANCES = 1024
DROPS = tuple(round(-1000 * log((number + 0.5) / CHANCES)) for number in range(CHANCES))
"""How far uphill a step may go, in thousandths of the temperature, each as likely as the others."""

SMALL = 1000
ALL = 20
CHANGE = 8
"""More than the coldest heat, so that a walk ends among the programmes of the same losses that change least."""
UNPLACED = 2000 * SMALL
EXCESS = 3 * SMALL
MOVED = 100 * SMALL
"""What a change weighs where changes come before losses."""

HOTTEST = 3 * SMALL
HOTTEST_FOR_CHANGES = 40 * SMALL
"""Where changes come first, so that a walk goes from one set of changes to another."""
WARM = SMALL
MILD = 60
"""For a walk that shall change less and leave losses as they are."""
COLDEST = 1
MOST_RENEWALS, RENEWALS = 0.05, 0.03
"""How often some sessions are placed anew instead of a single step; less often where there are many cells to try."""
MOST_RENEWED = 9
STAGES = 120
"""A round goes through so many temperatures, each a fixed part lower than the one before."""

FAR = 2
"""What a unit of distance weighs: less than a change."""
FAR_OFF = 10 * SMALL
"""What it weighs where changes come before losses."""

Key = tuple[int, float, int, int, int, int] | tuple[int, int, int, float, int, int]


class Best:
    """The best programme met so far: its key and its contents."""

    def __init__(self, board: Board, order: Order) -> None:
        self.order = order
        self.take(board)

    def key(self, board: Board) -> Key:
        """Return the key of a programme, the better having the smaller one. Of changes the nearer ones are better.

        Shares are compared as floats: two different ones of so few weights never come to the same, and equal ones do.
        """
        loss, weight = board.worst_share()
        share = loss / weight
        if self.order is Order.USUAL:
            return board.unplaced, share, board.small, board.total, board.changes, board.distance
        return board.unplaced, board.changes, board.distance, share, board.small, board.total

    def take(self, board: Board) -> None:
        """Remember this programme."""
        self.found = self.key(board)
        self.contents = list(board.contents)
        self.cells = list(board.cells)
        loss, weight = board.worst_share()
        self.worst = (loss, weight)
        self.unplaced, self.small, self.total, self.changes = board.unplaced, board.small, board.total, board.changes

    def caps(self, groups: Groups, *, lower: bool) -> dict[int, int]:
        """Return what each small delegation may lose so that its share is that of the worst off here, or lower."""
        loss, weight = self.worst
        found = {}
        for delegation, mine in groups.weight_of.items():
            exact = loss * mine
            found[delegation] = (exact - 1) // weight if lower and exact else exact // weight
        return found


class Annealer:
    """Walks on a board from programme to programme and keeps the best."""

    steps_at_once = 1

    def __init__(self, board: Board, seed: int | str, order: Order) -> None:
        self.board = board
        self.random = Random(seed).random  # noqa: S311 - a seeded walk, no secret
        self.order = order
        self.best = Best(board, order)
        self.change, self.far = (CHANGE, FAR) if order is Order.USUAL else (MOVED, FAR_OFF)
        self.caps = [0] * len(board.loss)
        self.excess = 0
        self.steps = 0
        self.is_lowering = False
        self.moves = Moves(board, self.random)
        self.movable = self.moves.movable
        self.renewals = min(MOST_RENEWALS, RENEWALS / max(1, len(board.contents)))

    def aim(self, *, lower: bool) -> None:
        """Go back to the best programme, and set the loss that each small delegation shall not go beyond.

        It is what the best has, or less than that.
        """
        self._return(self.best.contents, self.best.cells)
        self._limit(lower=lower)

    def _limit(self, *, lower: bool) -> None:
        self.is_lowering = lower
        for delegation, cap in self.best.caps(self.board.groups, lower=lower).items():
            self.caps[delegation] = cap
        self.excess = self._excess()

    def round(self, steps: int, *, is_warm: bool, stop: Callable[[], bool]) -> None:
        """Walk so many steps from hot, or from warm, to cold; `stop` is asked now and then."""
        hottest = HOTTEST if self.order is Order.USUAL else HOTTEST_FOR_CHANGES
        self._cool(steps, WARM if is_warm else hottest, stop)

    def mend(self, steps: int, *, is_warm: bool, stop: Callable[[], bool]) -> None:
        """Walk so many steps among programmes that lose about as much as the best, in search of fewer changes."""
        self._cool(steps, WARM if is_warm else MILD, stop)

    def _cool(self, steps: int, hottest: int, stop: Callable[[], bool]) -> None:
        ratio = (COLDEST / hottest) ** (1 / STAGES)
        for stage in range(STAGES):
            heat = round(hottest * ratio**stage)
            end = self.steps + steps // STAGES
            while self.steps < end:
                if self.random() < self.renewals:
                    self._renew(heat)
                else:
                    self.steps += 1
                    self._walk(heat)
            if stop():
                return

    def _walk(self, heat: int) -> None:
        step = self.moves.propose()
        if step is None:
            return
        losses = step.small * SMALL + step.total * ALL
        energy = step.unplaced * UNPLACED + losses + step.changes * self.change + step.distance * self.far
        limit = heat * DROPS[int(self.random() * CHANCES)] // 1000
        if energy - self.excess * EXCESS > limit:
            return
        shifts = self.board.shifts(step)
        more = 0
        for delegation, shift in shifts.items():
            if shift:
                now, cap = self.board.loss[delegation], self.caps[delegation]
                more += max(0, now + shift - cap) - max(0, now - cap)
        if energy + more * EXCESS > limit:
            return
        self.board.take(step)
        self.excess += more
        self._judge()

    def _renew(self, heat: int) -> None:
        """Take some sessions out, place them anew one by one where they cost least, and go back if that was worse.

        What has no place is among them, so this is also how the last ones find theirs.
        """
        board, random = self.board, self.random
        placed = [one for one in self.movable if board.cells[one] >= 0]
        count = min(len(placed), 1 + int(random() * random() * MOST_RENEWED))
        chosen = [one for one in self.movable if board.cells[one] < 0]
        for _ in range(count):
            chosen.append(placed.pop(int(random() * len(placed))))
        contents, cells, changes = list(board.contents), list(board.cells), board.changes
        energy = self._energy()
        gone = board.out(one for one in chosen if board.cells[one] >= 0)
        if gone is None:
            return
        board.take(gone)
        while chosen:
            step = self._place_cheaply(chosen.pop(int(random() * len(chosen))))
            if step is not None:
                board.take(step)
        limit = heat * DROPS[int(random() * CHANCES)] // 1000
        if board.changes > max(board.most_moves, changes) or self._energy() - energy > limit:
            self._return(contents, cells)
        self.excess = self._excess()
        self._judge()

    def _place_cheaply(self, session: int) -> Step | None:
        best, least = None, 0
        for step in everywhere(self.board, session):
            self.steps += 1
            if step is not None:
                energy = self._growth(step)
                if best is None or energy < least or (energy == least and self.random() < 0.5):
                    best, least = step, energy
        return best

    def _growth(self, step: Step) -> int:
        """Return by how much the energy grows with a step, excess included."""
        more = 0
        for delegation, shift in self.board.shifts(step).items():
            now, cap = self.board.loss[delegation], self.caps[delegation]
            more += max(0, now + shift - cap) - max(0, now - cap)
        losses = step.small * SMALL + step.total * ALL + more * EXCESS
        return step.unplaced * UNPLACED + losses + step.changes * self.change + step.distance * self.far

    def _energy(self) -> int:
        board = self.board
        losses = board.small * SMALL + board.total * ALL + self._excess() * EXCESS
        return board.unplaced * UNPLACED + losses + board.changes * self.change + board.distance * self.far

    def _excess(self) -> int:
        return sum(max(0, self.board.loss[one] - self.caps[one]) for one in self.board.groups.small)

    def _return(self, contents: Sequence[tuple[int, ...]], cells: Sequence[int]) -> None:
        """Go back to a programme that was there before."""
        board = self.board
        changed = {cell: sessions for cell, sessions in enumerate(contents) if sessions != board.contents[cell]}
        moved = {one: cell for one, cell in enumerate(cells) if cell != board.cells[one]}
        back = board.step(changed, moved, is_free=True)
        if back is not None:
            board.take(back)

    def _judge(self) -> None:
        """Keep the programme if it is the best."""
        board, best = self.board, self.best
        if board.unplaced > best.found[0]:
            return
        if best.key(board) < best.found:
            had = best.worst
            best.take(board)
            if best.worst[0] * had[1] != had[0] * best.worst[1]:
                self._limit(lower=self.is_lowering)


def lengths(sessions: int) -> Iterator[int]:
    """Yield the length of each round in steps: twice as long every other time, up to a limit."""
    base = 4000 + 100 * sessions
    number = 0
    while True:
        yield base * 2 ** min(number // 2, 5)
        number += 1
