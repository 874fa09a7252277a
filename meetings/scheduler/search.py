"""The scheduler: from a question to a programme with its bounds and explanations.

Goals are compared in this order, less being better: 1. broken hard rules, of which there are never any; 2. unplaced
sessions; 3. the largest share of its weights that a small delegation loses; 4. the weights that small delegations lose;
5. those that all lose; 6. changes from the last release. To mend a programme that has lost a room or a slot, changes
come right after 2.

The work is fixed in steps or in seconds. With steps the same question, seed and steps give the same programme on every
machine; groups that the proof comes across are taken up only where seconds count, since they rest on floating point.
With seconds, the walk has the first part of the time, then the proof, and the walk again if the proof did not end.

Slots that sessions avoid are no places for them at first, and where a session was it keeps its hour. If some find no
place so, a second search begins from that programme, in which these alone need not; what is known about the best holds
for such programmes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from meetings.scheduler import homing, matching
from meetings.scheduler.annealing import Annealer, lengths
from meetings.scheduler.avoiding import News, Progress, early, shunning
from meetings.scheduler.board import Board
from meetings.scheduler.costs import Evaluator, moment
from meetings.scheduler.explanations import explained
from meetings.scheduler.grid import Grid
from meetings.scheduler.groups import Groups
from meetings.scheduler.proof import Prover, simple_bounds
from meetings.scheduler.rules import Bounds, Goals, Order, Place, Placement, Problem, Programme
from meetings.scheduler.slotwalk import SlotWalk, suits
from meetings.scheduler.start import begin
from meetings.scheduler.work import Work

STEPS = 200_000
LISTED, PRICED = "listed", "priced"
PARTS = ((0.1, None), (0.9, LISTED), (0.75, None), (0.9, PRICED), (0.98, None))
"""Until which part of the time what is done: the walk, the proof over all groups, that by prices, the walk again."""
GROUPS_IN_A_STEP = 2
"""So many groups may be looked at for the bounds in the time of a step of the walk, where steps count."""
FIRST_PART = 0.5
"""So much of the time is for a programme in which nothing is where it avoids to be, if not all find a place so."""
SHORT_ROUND = 4000
BOARD_ROUNDS = 16
"""Where slots alone tell a programme, one round in so many is on the board, which finds places and mends changes."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to search.

    `only_unplaced`: what was placed stays as far as it may, and the rest finds its place. `most_moves`: at most so many
    sessions are elsewhere than they were, unless rooms, slots and rules leave no choice. `order` says which goals come
    first. `start` is the programme that the walk starts from, instead of that of the last release.
    """

    only_unplaced: bool = False
    most_moves: int | None = None
    order: Order = Order.USUAL
    start: tuple[Placement, ...] = ()


def solve(
    problem: Problem,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    seed: int | str = 1,
    options: Options | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Programme:
    """Return the best programme that is found with so much work, and what is known about the best there is.

    `progress` is called each time that a better programme or bound is found; `stop` is asked often, and ends the search
    with what there is. Without steps and seconds the work is `STEPS`.
    """
    options, stop = options or Options(), stop or (lambda: False)
    if steps is None and seconds is None:
        steps = STEPS
    avoiding = {session.id for session in problem.sessions if session.avoid}
    bound = avoiding | {session.id for session in problem.sessions if session.was is not None and session.was.start}
    began = clock()
    news = News(progress, lambda: seconds is None or clock() - began < FIRST_PART * seconds)

    def search(asked: Problem, options: Options, seconds: float | None, stop: Callable[[], bool]) -> Programme:
        asked = keeping(asked) if options.only_unplaced else asked
        tell = news.tell if bound else progress
        return _Search(problem, asked, options, seed, tell, stop, clock, seconds).run(steps)

    if not bound:
        return search(problem, options, seconds, stop)
    found = search(shunning(problem, avoiding), options, seconds, lambda: stop() or news.should_try_again())
    left = bound & found.unplaced.keys()
    if not left or stop():
        return found
    rest = None if seconds is None else max(0.0, began + seconds - clock())
    freed = early(shunning(problem, avoiding - left), left)
    again = search(freed, replace(options, start=found.placements), rest, stop)
    better = min(again, found, key=lambda one: one.evaluation.goals.key(options.order))
    return replace(better, steps=found.steps + again.steps)


def keeping(problem: Problem) -> Problem:
    """Return the question in which each session that was placed is fixed there, as far as all may stay together."""
    grid = Grid(problem)
    board = Board(grid, Groups(grid))
    begin(board, {}, Order.USUAL, is_complete=False)
    hours = {
        sitting.session: sitting.start
        for cell, sessions in enumerate(board.contents)
        for sitting in grid.sittings(cell, sessions)
    }
    sessions = []
    for number, session in enumerate(problem.sessions):
        if board.cells[number] >= 0:
            place = grid.place(board.cells[number])
            session = replace(session, fixed=Place(place.slot, place.room, moment(hours[number])))
        sessions.append(session)
    return replace(problem, sessions=tuple(sessions))


class _Search:
    def __init__(
        self,
        problem: Problem,
        asked: Problem,
        options: Options,
        seed: int | str,
        progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool],
        clock: Callable[[], float],
        seconds: float | None,
    ) -> None:
        self.seconds = seconds
        self.problem, self.options, self.seed = problem, options, seed
        self.progress, self.stop, self.clock = progress, stop, clock
        self.began, self.began_on_the_wall = clock(), time.monotonic()
        self.grid = Grid(asked)
        self.groups = Groups(self.grid)
        self.evaluator = Evaluator(problem)
        board = Board(self.grid, self.groups, options.most_moves)
        plain = replace(
            simple_bounds(self.grid),
            # What stands costs what it costs, whatever is placed around it.
            worst_share=Fraction(*board.worst_share()),
            loss_small=board.small,
            loss_all=board.total,
        )
        begin(board, self._wanted(options.start), options.order, is_over=self._is_late)
        self.annealer = Annealer(board, seed, options.order)
        if options.start:
            # What was released may be the best, or as good as the best and the one without changes.
            released = Board(self.grid, self.groups, options.most_moves)
            begin(released, {}, options.order, is_over=self._is_late)
            self._keep(released)
        self.prover = Prover(self.grid, self.groups, plain)
        self.slot_walk = self._slot_walk(asked, seed)
        self.rounds = enumerate(lengths(self.grid.count))
        self.told: object = None
        self.compared: object = None
        """The contents of the best programme for which fewer changes were looked for."""

    def _wanted(self, start: Iterable[Placement]) -> Mapping[int, int]:
        numbers = {session.id: number for number, session in enumerate(self.problem.sessions)}
        return {numbers[one.session]: self.grid.cell(Place(one.slot, one.room)) for one in start}

    def _slot_walk(self, asked: Problem, seed: int | str) -> SlotWalk | None:
        is_usual = self.options.order is Order.USUAL and self.options.most_moves is None
        if not is_usual or not suits(self.grid):
            return None
        return SlotWalk(self.grid, self.groups, self.annealer.best, seed)

    def run(self, steps: int | None) -> Programme:
        self._tell()
        if self.seconds is None:
            self._walk(lambda: self.stop() or self._steps() >= (steps or 0), steps)
            work = Work(lambda: 1.0, self.stop, (steps or 0) * GROUPS_IN_A_STEP)
            self._prove(work, may_propose=False)
        else:
            self._in_time(self.seconds)
        return self._programme()

    def _is_late(self) -> bool:
        return self.seconds is not None and self._left(self.seconds) <= 0

    def _in_time(self, seconds: float) -> None:
        for part, work in PARTS:
            left = partial(self._left, part * seconds)
            if work is None:
                self._walk(Work(left, self.stop).is_over)
            else:
                self._prove(Work(left, self.stop, pace=self._pace), may_propose=True, may_price=work == PRICED)

    def _left(self, seconds: float) -> float:
        return self.began + seconds - self.clock()

    def _pace(self) -> float:
        """Return how many seconds on the wall go by in one of the clock, at least one."""
        return max(1.0, (time.monotonic() - self.began_on_the_wall) / max(self.clock() - self.began, 1e-3))

    def _walk(self, is_over: Callable[[], bool], steps: int | None = None) -> None:
        annealer = self.annealer
        while not is_over() and annealer.movable and not self.bounds.proves(self._goals()):
            number, length = next(self.rounds)
            mends = self._has_least_losses()
            is_on_board = mends or number % BOARD_ROUNDS == 0
            walk = annealer if self.slot_walk is None or is_on_board else self.slot_walk
            length *= walk.steps_at_once
            if steps is not None:
                length = min(length, max(steps - self._steps(), SHORT_ROUND))
            walk.aim(lower=number % 2 == 1 and not mends)
            go = annealer.mend if mends else walk.round
            go(length, is_warm=number % 4 >= 2, stop=is_over)
            self._tell()
        self._change_less()

    def _has_least_losses(self) -> bool:
        """Return whether nothing but the changes can be bettered."""
        return self.options.order is Order.USUAL and self.bounds.proves(
            replace(self._goals(), changes=self.bounds.changes)
        )

    def _change_less(self) -> None:
        """Look for the same programme nearer to the last release, once for each that was the best."""
        best, options = self.annealer.best, self.options
        if best.changes <= self.bounds.changes or best.contents is self.compared:
            return
        if self.slot_walk is not None:
            board = homing.matched(self.grid, self.groups, best.cells, options.most_moves, self._is_late)
            self._keep(board)
        self._keep(homing.stepped(self.grid, self.groups, best, options.most_moves, self._is_late))
        self.compared = best.contents
        self._tell()

    def _settle(self) -> None:
        """Take sessions that have moved nearer to where they were, as far as that costs nothing that comes before."""
        self._keep(homing.settled(self.grid, self.groups, self.annealer.best, self.options.most_moves, self._is_late))

    def _keep(self, board: Board | None) -> None:
        best = self.annealer.best
        if board is not None and best.key(board) < best.found:
            best.take(board)

    def _steps(self) -> int:
        return self.annealer.steps + (0 if self.slot_walk is None else self.slot_walk.steps)

    def _prove(self, work: Work, *, may_propose: bool, may_price: bool = True) -> None:
        if self.bounds.proves(self._goals()):
            return
        self.prover.propose = self._propose if may_propose else None
        for _ in self.prover.stages(self._goals(), work, may_price=may_price):
            self._tell()
        self._change_less()

    def _propose(self, chosen: tuple[int, ...]) -> Goals:
        """Make a programme of groups, and keep it if it is the best."""
        options = self.options
        board = matching.programme(self.grid, self.groups, chosen, options.order, options.most_moves)
        self._keep(board)
        self._tell()
        return self._goals()

    @property
    def bounds(self) -> Bounds:
        """Return what no programme can go below that is at least as good as the best one now."""
        return self.prover.bounds(self._goals())

    def _goals(self) -> Goals:
        best = self.annealer.best
        return Goals(
            violations=0,
            unplaced=best.unplaced,
            worst_share=Fraction(*best.worst),
            loss_small=best.small,
            loss_all=best.total,
            changes=best.changes,
        )

    def _placements(self) -> tuple[Placement, ...]:
        return self.grid.placements(self.annealer.best.contents)

    def _tell(self) -> None:
        goals = self._goals()
        if self.progress is not None and self.told != (goals, self.bounds):
            self.told = (goals, self.bounds)
            self.progress(Progress(self._placements(), goals, self.bounds, self._steps()))

    def _programme(self) -> Programme:
        self._settle()
        placements = self._placements()
        programme = Programme(
            placements=placements,
            evaluation=self.evaluator.evaluate(placements),
            bounds=self.bounds,
            seed=self.seed,
            steps=self._steps(),
        )
        return explained(self.evaluator, programme, self.groups, self.options.order, self._is_late)
