"""Why a programme is as it is: the choices it still forces, what stands in their way, and why sessions have no place.

Reasons are codes with facts; `reasons` words them. Standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from meetings.scheduler.board import Board, Step
from meetings.scheduler.checks import obstacles
from meetings.scheduler.costs import Evaluator
from meetings.scheduler.groups import Groups
from meetings.scheduler.intervals import Sitting
from meetings.scheduler.rules import (
    Alternative,
    Because,
    Choice,
    Fact,
    Loser,
    Order,
    Place,
    Placement,
    Programme,
)

MOST_CHOICES = 10


def explained(
    evaluator: Evaluator,
    programme: Programme,
    groups: Groups,
    order: Order = Order.USUAL,
    is_over: Callable[[], bool] = lambda: False,
) -> Programme:
    """Return a programme with its most costly choices and with the reasons for what has no place.

    It keeps every hard rule of the question that `groups` is about. Once it is over, choices say that nobody looked at
    what could be done instead.
    """
    explainer = _Explainer(evaluator, programme, groups, order, is_over)
    return replace(programme, choices=tuple(explainer.choices()), unplaced=explainer.unplaced())


def costly_choices(evaluator: Evaluator, placements: Iterable[Placement]) -> list[Choice]:
    """Return the most costly choices of any programme, without what could be done instead."""
    found = [_choice(evaluator, group, losers) for group, losers in evaluator.collisions(placements)]
    return sorted(found, key=lambda one: (-one.loss_small, -one.loss_all, one.sessions))[:MOST_CHOICES]


def _choice(evaluator: Evaluator, group: Sequence[Sitting], losers: Sequence[Loser]) -> Choice:
    return Choice(
        sessions=tuple(evaluator.problem.sessions[one.session].id for one in sorted(group)),
        loss_small=sum(loser.loss for loser in losers if loser.is_small),
        loss_all=sum(loser.loss for loser in losers),
        losers=tuple(sorted(losers, key=lambda loser: (not loser.is_small, -loser.loss, loser.delegation))),
        instead=None,
        because=(),
    )


class _Explainer:
    def __init__(
        self, evaluator: Evaluator, programme: Programme, groups: Groups, order: Order, is_over: Callable[[], bool]
    ) -> None:
        self.evaluator, self.programme, self.order, self.is_over = evaluator, programme, order, is_over
        self.problem = groups.problem
        self.grid = groups.grid
        self.board = Board(self.grid, groups)
        self._replay()

    def _replay(self) -> None:
        """Put the programme on a board, the sessions of a cell in order of their hours."""
        numbers = self.evaluator.sessions
        contents: dict[int, tuple[int, ...]] = {}
        for placement in sorted(self.programme.placements, key=lambda one: one.start):
            cell = self.grid.cell(Place(placement.slot, placement.room))
            contents[cell] = (*contents.get(cell, ()), numbers[placement.session])
        cells = {session: cell for cell, sessions in contents.items() for session in sessions}
        step = self.board.step(contents, cells)
        if step is not None:
            self.board.take(step)

    def choices(self) -> Iterator[Choice]:
        """Yield the most costly choices, each with the best that could be done instead."""
        for choice in costly_choices(self.evaluator, self.programme.placements):
            if self.is_over():
                yield replace(choice, because=(Because("not_looked_at"),))
                continue
            barred: Counter[tuple[str, str]] = Counter()
            steps: list[Step] = []
            for name in choice.sessions:
                session = self.evaluator.sessions[name]
                if self.board.cells[session] >= 0:
                    steps.extend(self._elsewhere(session, barred))
            best = min(steps, key=self._rank, default=None)
            instead = None if best is None else self._alternative(best)
            because = tuple(
                Because(f"barred_{code}", {"session": name, "count": count}) for (name, code), count in barred.items()
            )
            yield replace(choice, instead=instead, because=because)

    def _rank(self, step: Step) -> tuple[object, ...]:
        return (*self.board.goals(step).key(self.order), sorted(step.cells.items()))

    def _elsewhere(self, session: int, barred: Counter[tuple[str, str]]) -> Iterator[Step]:
        """Yield the steps that take a session to another slot, alone or in exchange for one that is there."""
        grid, board = self.grid, self.board
        name = self.problem.sessions[session].id
        here = board.cells[session]
        for slot in range(len(grid.slots)):
            if slot == here // grid.rooms:
                continue
            cells = [cell for cell in grid.fits[session] if cell // grid.rooms == slot]
            if not cells:
                barred[name, "slot"] += 1
                continue
            found = list(self._into(session, here, cells))
            if not found:
                barred[name, "rules"] += 1
            yield from found

    def _into(self, session: int, here: int, cells: Sequence[int]) -> Iterator[Step]:
        """Yield the steps into the cells of one slot; one empty room stands for all of them, which cost the same."""
        board, grid = self.board, self.grid
        is_in = False
        for cell in cells:
            there = board.contents[cell]
            if not is_in and (not there or grid.has_time(cell, there, session)):
                step = board.put(session, cell)
                if step is not None:
                    is_in = True
                    yield step
            for other in there:
                if here in grid.may[other]:
                    contents = {
                        here: tuple(other if one == session else one for one in board.contents[here]),
                        cell: tuple(session if one == other else one for one in there),
                    }
                    step = board.step(contents, {session: cell, other: here})
                    if step is not None:
                        yield step

    def _alternative(self, step: Step) -> Alternative:
        places: dict[str, Place | None] = {}
        for cell, sessions in step.contents.items():
            for placement in self.grid.placements_of(cell, sessions):
                if self.evaluator.sessions[placement.session] in step.cells:
                    places[placement.session] = Place(placement.slot, placement.room, placement.start)
        return Alternative(places, self.board.goals(step))

    def unplaced(self) -> dict[str, tuple[Because, ...]]:
        """Return the reasons for each session without a place."""
        placed = {placement.session for placement in self.programme.placements}
        return {
            session.id: tuple(self._why(number))
            for number, session in enumerate(self.problem.sessions)
            if session.id not in placed and session.stands is None
        }

    def _why(self, number: int) -> Iterator[Because]:
        """How many places stand against each obstacle, each place counted once, at the first one."""
        session = self.problem.sessions[number]
        if not self.problem.slots or not self.problem.rooms:
            yield Because("no_places", {"session": session.id})
            return
        found: Counter[str] = Counter()
        for slot_number, slot in enumerate(self.grid.slots):
            for room_number, room in enumerate(self.problem.rooms):
                cell = slot_number * self.grid.rooms + room_number
                bars = obstacles(session, slot, room)
                found[bars[0].code if bars else self._bar(number, cell)] += 1
        total = len(self.grid.slots) * self.grid.rooms
        for code, count in sorted(found.items()):
            facts: dict[str, Fact] = {"session": session.id, "count": count, "total": total}
            yield Because(f"unplaced_{code}", facts)

    def _bar(self, number: int, cell: int) -> str:
        """What keeps a session out of a cell that fits it."""
        there = self.board.contents[cell]
        if there and not self.grid.has_time(cell, there, number):
            return "taken"
        if cell not in self.grid.may[number]:
            return "taken" if self.grid.timed(cell, (number,)) is None else "rules"
        if any(self.board.put(number, cell, at) is not None for at in range(len(there) + 1)):
            return "search"
        return "rules"
