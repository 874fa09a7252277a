"""Simulated annealing over swaps, moves and chains, in rounds of growing length.

All energies are whole numbers, and chances come from a table of whole numbers, so that the same seed takes the same
steps on every machine. The weights of the energy only guide the walk; which programme is best is always judged by the
goals themselves, in their order. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log
from random import Random

from meetings.scheduler.board import Board, Step
from meetings.scheduler.rules import Order

CHANCES = 1024
DROPS = tuple(round(-1000 * log((number + 0.5) / CHANCES)) for number in range(CHANCES))
"""How far uphill a step may go, in thousandths of the temperature, each as likely as the others."""

SMALL = 1000
ALL = 20
CHANGE = 1
UNPLACED = 20 * SMALL
EXCESS = 3 * SMALL // 2
MOVED = 8 * SMALL
"""What a change weighs where changes come before losses."""

HOTTEST = 3 * SMALL // 2
WARM = SMALL // 2
COLDEST = 2
STAGES = 120
"""A round goes through so many temperatures, each a fixed part lower than the one before."""

Key = tuple[int, float, int, int, int] | tuple[int, int, float, int, int]


class Best:
    """The best programme met so far: its key and its contents."""

    def __init__(self, board: Board, order: Order) -> None:
        self.order = order
        self.take(board)

    def key(self, board: Board) -> Key:
        """Return the key of a programme, the better having the smaller one.

        Shares are compared as floats: two different ones of so few weights never come to the same, and equal ones do.
        """
        loss, weight = board.worst_share()
        share = loss / weight
        if self.order is Order.USUAL:
            return board.unplaced, share, board.small, board.total, board.changes
        return board.unplaced, board.changes, share, board.small, board.total

    def take(self, board: Board) -> None:
        """Remember this programme."""
        self.found = self.key(board)
        self.contents = list(board.contents)
        self.cells = list(board.cells)
        loss, weight = board.worst_share()
        self.worst = (loss, weight)
        self.unplaced, self.small, self.total, self.changes = board.unplaced, board.small, board.total, board.changes


class Annealer:
    """Walks on a board from programme to programme and keeps the best."""

    def __init__(self, board: Board, seed: int | str, order: Order) -> None:
        self.board = board
        self.random = Random(seed).random  # noqa: S311 - a seeded walk, no secret
        self.order = order
        self.best = Best(board, order)
        self.change = CHANGE if order is Order.USUAL else MOVED
        self.caps = [0] * len(board.loss)
        self.excess = 0
        self.steps = 0
        self.is_lowering = False
        self.movable = [one for one in range(board.grid.count) if board.grid.fits[one]]
        self.unsafe = self._unsafe()

    def _unsafe(self) -> list[int]:
        """Return for each session the others that can never run at the same time as it."""
        groups = self.board.groups
        count = self.board.grid.count
        return [
            sum(1 << other for other in range(count) if other != one and groups.totals(1 << one | 1 << other)[0] < 0)
            for one in range(count)
        ]

    def aim(self, *, lower: bool) -> None:
        """Set the loss that each small delegation shall not go beyond: what the best has, or less than that."""
        self.is_lowering = lower
        loss, weight = self.best.worst
        groups = self.board.groups
        for delegation, mine in zip(groups.small, groups.weights, strict=True):
            exact = loss * mine
            self.caps[delegation] = (exact - 1) // weight if lower and exact else exact // weight
        self.excess = sum(max(0, self.board.loss[one] - self.caps[one]) for one in groups.small)

    def round(self, steps: int, hottest: int, stop: Callable[[], bool]) -> None:
        """Walk so many steps from hot to cold; `stop` is asked now and then."""
        ratio = (COLDEST / hottest) ** (1 / STAGES)
        for stage in range(STAGES):
            heat = round(hottest * ratio**stage)
            for _ in range(steps // STAGES):
                self._walk(heat)
            self.steps += steps // STAGES
            if stop():
                return

    def restart(self) -> None:
        """Go back to the best programme."""
        board = self.board
        placed = [one for one, cell in enumerate(board.cells) if cell >= 0]
        gone = board.out(placed)
        if gone is not None:
            board.take(gone)
        contents = {cell: sessions for cell, sessions in enumerate(self.best.contents) if sessions}
        cells = {one: cell for one, cell in enumerate(self.best.cells) if cell >= 0}
        # What was left out to keep to the most moves may not come back in one step if there are too many of them.
        back = board.step(contents, cells)
        if back is not None:
            board.take(back)

    def _walk(self, heat: int) -> None:
        step = self._propose()
        if step is None:
            return
        energy = step.unplaced * UNPLACED + step.small * SMALL + step.total * ALL + step.changes * self.change
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

    def _judge(self) -> None:
        """Keep the programme if it is the best."""
        board, best = self.board, self.best
        if board.unplaced > best.found[0]:
            return
        if best.key(board) < best.found:
            had = best.worst
            best.take(board)
            if best.worst[0] * had[1] != had[0] * best.worst[1]:
                self.aim(lower=self.is_lowering)

    def _propose(self) -> Step | None:
        board, random = self.board, self.random
        grid = board.grid
        if not self.movable:
            return None
        if board.unplaced and random() < 0.3:
            waiting = [one for one in self.movable if board.cells[one] < 0]
            if waiting:
                return self._insert(waiting[int(random() * len(waiting))])
        session = self.movable[int(random() * len(self.movable))]
        fits = grid.fits[session]
        cell = fits[int(random() * len(fits))]
        left = board.cells[session]
        there = board.contents[cell]
        if cell == left:
            return self._turn(session, cell) if len(there) > 1 else None
        if not there:
            # Where no more may run at once an empty room is of no use: somebody there has to come here.
            others = board.masks[cell // grid.rooms] & ~(1 << session)
            if left < 0 or others.bit_count() < board.groups.most or left // grid.rooms == cell // grid.rooms:
                return board.put(session, cell)
            near = list(bits(others))
            other = near[int(random() * len(near))]
            return self._swap(session, left, other, board.cells[other])
        if grid.has_time(cell, there, session) and random() < 0.5:
            return board.put(session, cell, int(random() * (len(there) + 1)))
        if left < 0:
            return self._insert(session)
        if random() < 0.85:
            return self._swap(session, left, there[int(random() * len(there))], cell)
        return self._chain(session, left, there[int(random() * len(there))], cell)

    def _turn(self, session: int, cell: int) -> Step | None:
        """Change the order of what follows one another in a cell."""
        rest = tuple(one for one in self.board.contents[cell] if one != session)
        at = int(self.random() * (len(rest) + 1))
        return self.board.put(session, cell, at)

    def _swap(self, session: int, left: int, other: int, cell: int) -> Step | None:
        """Two sessions change places, or at least slots, where the room of the one does not fit the other."""
        board = self.board
        contents = {
            left: tuple(one for one in board.contents[left] if one != session),
            cell: tuple(one for one in board.contents[cell] if one != other),
        }
        here = self._seat(other, left, board.contents[left].index(session), contents)
        there = self._seat(session, cell, board.contents[cell].index(other), contents)
        if here < 0 or there < 0:
            return None
        return board.step(contents, {session: there, other: here})

    def _seat(self, session: int, cell: int, at: int, contents: dict[int, tuple[int, ...]]) -> int:
        """Put a session in a cell, or in an empty room that fits it in the same slot; return the cell, -1 for none."""
        board = self.board
        grid = board.grid
        may = grid.may[session]
        if cell in may:
            there = contents[cell]
            contents[cell] = (*there[:at], session, *there[at:])
            return cell
        first = cell - cell % grid.rooms
        turn = int(self.random() * grid.rooms)
        for number in range(grid.rooms):
            other = first + (turn + number) % grid.rooms
            if other in may and not contents.get(other, board.contents[other]):
                contents[other] = (session,)
                return other
        return -1

    def _chain(self, session: int, left: int, other: int, cell: int) -> Step | None:
        """The session takes the place of another, which goes to a third place; who stands there takes the first."""
        board, random = self.board, self.random
        grid = board.grid
        fits = grid.fits[other]
        third = fits[int(random() * len(fits))]
        if third in (left, cell):
            return None
        contents = {
            left: tuple(one for one in board.contents[left] if one != session),
            cell: tuple(session if one == other else one for one in board.contents[cell]),
        }
        cells = {session: cell, other: third}
        there = board.contents[third]
        if there:
            last = there[int(random() * len(there))]
            if left not in grid.may[last]:
                return None
            contents[third] = tuple(other if one == last else one for one in there)
            contents[left] = (*contents[left], last)
            cells[last] = left
        else:
            contents[third] = (other,)
        return board.step(contents, cells)

    def _insert(self, session: int) -> Step | None:
        """Place a session, and take out what bars it."""
        board, random = self.board, self.random
        grid = board.grid
        fits = grid.fits[session]
        cell = fits[int(random() * len(fits))]
        slot = cell // grid.rooms
        there = board.contents[cell]
        gone: list[int] = []
        while not grid.has_time(cell, tuple(one for one in there if one not in gone), session):
            left = [one for one in there if one not in gone]
            gone.append(left[int(random() * len(left))])
        slots = grid.regions[grid.region_of[slot]]
        for near in slots:
            mask = board.masks[near] & self.unsafe[session]
            gone.extend(one for one in bits(mask) if one not in gone)
        gone.extend(one for one in grid.before[session] if board.cells[one] // grid.rooms > slot and one not in gone)
        gone.extend(
            one
            for one in grid.after[session]
            if board.cells[one] >= 0 and board.cells[one] // grid.rooms < slot and one not in gone
        )
        if len(gone) > 3:
            return None
        contents: dict[int, tuple[int, ...]] = {}
        for one in gone:
            at = board.cells[one]
            contents[at] = tuple(rest for rest in contents.get(at, board.contents[at]) if rest != one)
        rest = list(contents.get(cell, there))
        at = int(random() * (len(rest) + 1))
        contents[cell] = (*rest[:at], session, *rest[at:])
        cells = {session: cell}
        for one in gone:
            cells[one] = self._refuge(one, contents, cell)
            if cells[one] >= 0:
                contents[cells[one]] = (one,)
        return board.step(contents, cells)

    def _refuge(self, session: int, contents: dict[int, tuple[int, ...]], taken: int) -> int:
        """Return an empty cell for a session that was taken out, -1 if the first few tries find none."""
        fits = self.board.grid.fits[session]
        for _ in range(3):
            cell = fits[int(self.random() * len(fits))]
            if cell != taken and not contents.get(cell, self.board.contents[cell]):
                return cell
        return -1


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers in a set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def lengths(sessions: int) -> Iterator[int]:
    """Yield the length of each round in steps: twice as long every other time, up to a limit."""
    base = 4000 + 100 * sessions
    number = 0
    while True:
        yield base * 2 ** min(number // 2, 5)
        number += 1
