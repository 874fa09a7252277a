"""The steps that a walk may take: a session moves, two change places, a chain of them does, or one is squeezed in.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable

from meetings.scheduler.board import Board, Step
from meetings.scheduler.groups import members

EXCHANGES = 0.03


class Moves:
    """Proposes steps on a board by chance."""

    def __init__(self, board: Board, random: Callable[[], float]) -> None:
        self.board, self.random = board, random
        grid = board.grid
        self.pinned = frozenset(one for one in range(grid.count) if grid.fixed[one] >= 0 and board.cells[one] >= 0)
        """The sessions that stay where they are fixed, whoever else finds no place then."""
        self.movable = [one for one in range(grid.count) if grid.fits[one] and one not in self.pinned]
        totals, count = board.groups.totals, board.grid.count
        longest = max((end - start for start, end in zip(grid.starts, grid.ends, strict=True)), default=0)

        def may_follow(one: int, other: int) -> bool:
            return other in grid.apart[one] and grid.minutes[one] + grid.minutes[other] <= longest

        self.never_with = [
            sum(
                1 << other
                for other in range(count)
                if other != one and totals(1 << one | 1 << other)[0] < 0 and not may_follow(one, other)
            )
            for one in range(count)
        ]
        """By session: the others that can never run at the same time; not those apart that may follow each other."""

    def propose(self) -> Step | None:
        """Return a step, None if what chance came upon is none or breaks a rule."""
        board, random = self.board, self.random
        grid = board.grid
        if not self.movable:
            return None
        if board.unplaced and random() < 0.3:
            waiting = [one for one in self.movable if board.cells[one] < 0]
            if waiting:
                return self._insert(waiting[int(random() * len(waiting))])
        if random() < EXCHANGES:
            return self._exchange()
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
            near = members(others)
            other = near[int(random() * len(near))]
            return self._swap(session, left, other, board.cells[other])
        if grid.has_time(cell, there, session) and random() < 0.5:
            return board.put(session, cell, int(random() * (len(there) + 1)))
        if left < 0:
            return self._insert(session)
        if random() < 0.85:
            return self._swap(session, left, there[int(random() * len(there))], cell)
        return self._chain(session, left, there[int(random() * len(there))], cell)

    def _exchange(self) -> Step | None:
        """Two slots change all that stands in them, or two cells do."""
        board, random = self.board, self.random
        grid = board.grid
        first, second = (int(random() * len(board.contents)) for _ in range(2))
        pairs = [(first, second)]
        if random() < 0.5:
            one, other = first - first % grid.rooms, second - second % grid.rooms
            pairs = [(one + room, other + room) for room in range(grid.rooms)]
        contents: dict[int, tuple[int, ...]] = {}
        cells: dict[int, int] = {}
        for here, there in pairs:
            for left, cell in ((here, there), (there, here)):
                sessions = board.contents[left]
                if any(cell not in grid.may[one] for one in sessions):
                    return None
                contents[cell] = sessions
                cells.update(dict.fromkeys(sessions, cell))
        return board.step(contents, cells) if cells and first != second else None

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
            left = [one for one in there if one not in gone and one not in self.pinned]
            if not left:
                return None
            gone.append(left[int(random() * len(left))])
        slots = grid.regions[grid.region_of[slot]]
        for near in slots:
            mask = board.masks[near] & self.never_with[session]
            gone.extend(one for one in members(mask) if one not in gone)
        gone.extend(one for one in grid.before[session] if board.cells[one] // grid.rooms > slot and one not in gone)
        gone.extend(
            one
            for one in grid.after[session]
            if board.cells[one] >= 0 and board.cells[one] // grid.rooms < slot and one not in gone
        )
        if len(gone) > 3 or not self.pinned.isdisjoint(gone):
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
