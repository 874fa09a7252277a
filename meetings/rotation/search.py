"""The solver's two questions: slates for a term, and the mending of a slate after a State declined.

Slates are compared goal by goal, and the first goal in which two differ decides:

1. fewest unfilled places; 2. when a slate is mended, fewest places changed beside those of who declined; 3. fewest
broken rules of level *warn*; 4. fewest of level *prefer*; 5. regional debts: what the group of each new seat was still
owed, the least-favoured seat first, higher is better; 6. likewise for affected, donor and other States; 7. seniority:
terms since the last office, never before all, then the lot, the worst-placed of the chosen first; 8. which committee
each of the chosen gets: in the order of 7, the first of the list. So there is one best slate.

The second and the third slate are the best that have at least so many new names against each one before: a third of the
places, rounded up, or as many fewer as it takes for such a slate to exist that leaves no more places unfilled. The work
is bounded by steps; a slate, or that there is no other, counts as proven only where the search came to its end.
Standard library only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest

from meetings.rotation import debts, explanations
from meetings.rotation.answers import NOT_FOUND, Answer, Because, By, Change, Place, Slate
from meetings.rotation.costs import Place as TeamKey
from meetings.rotation.costs import Ranking
from meetings.rotation.optimum import Learned, Optimizer, Optimum
from meetings.rotation.pool import Pool
from meetings.rotation.rules import Problem
from meetings.rotation.settling import Settlement, settle


def propose(problem: Problem, *, slates: int = 3, seed: int | str = 1) -> Answer:
    """Return up to so many different slates, best first.

    Raises:
        PinBreaksRule, TooManyPins, PinnedTwice, PinnedStateDeclined: a pin cannot be; see `rules`.
    """
    question = _Question(problem, seed)
    made: list[Slate] = []
    fewer: tuple[Because, ...] = ()
    while len(made) < slates:
        slate = question.slate([slate.chosen for slate in made], unfilled=len(made[0].unfilled) if made else None)
        if slate is None:
            fewer = (Because(question.why_no_other(), {"slates": len(made), "asked": slates}),)
            break
        made.append(slate)
    return Answer(tuple(made), seed, fewer)


def mend(problem: Problem, places: Iterable[Place], declined: Collection[str], *, seed: int | str = 1) -> Answer:
    """Return the best slate after these States declined that changes as few other places as possible.

    `places` are those of the slate that is mended; `problem` is the question that it answered. A pin of a State that
    declined is dropped.

    Raises:
        PinBreaksRule, TooManyPins, PinnedTwice, PinnedStateDeclined: a pin cannot be; see `rules`.
    """
    before = tuple(places)
    question = _Question(problem.declining(frozenset(declined)), seed, before)
    slate = question.slate([], unfilled=None)
    return Answer(() if slate is None else (slate,), seed)


class _Question:
    """A problem with what is settled and what is owed, worked out once for all slates."""

    def __init__(self, problem: Problem, seed: int | str, before: Sequence[Place] | None = None) -> None:
        self.problem = problem
        self.seed = seed
        self.before = before
        self.settlement: Settlement = settle(problem, seed)
        self.ranking = Ranking(problem, seed)
        taken = [place.state for place in self.settlement.places]
        self.seats = sum(role.seats for committee in problem.committees for role in committee.roles) - len(taken)
        self.groups = debts.by_group(problem, taken, self.seats)
        self.kinds = debts.by_kind(problem, taken, self.seats)
        self.learned = Learned()
        self.is_exhausted = False
        self.was: Mapping[TeamKey, frozenset[str]] | None = None if before is None else self._was(before)

    def _was(self, before: Sequence[Place]) -> dict[TeamKey, frozenset[str]]:
        gone = {state.id for state in self.problem.states if state.declined}
        was: dict[TeamKey, set[str]] = defaultdict(set)
        for place in before:
            if place.by is By.CHOICE and place.state not in gone:
                was[place.committee, place.role].add(place.state)
        return {key: frozenset(states) for key, states in was.items()}

    def slate(self, earlier: Sequence[frozenset[str]], *, unfilled: int | None) -> Slate | None:
        """Return the best slate that differs from the earlier ones, None if there is none."""
        if earlier and not self.seats:
            return None
        pool = Pool(self.problem, self.settlement, self.ranking, was=self.was, earlier=earlier)
        names, best = self._best(pool, unfilled)
        if best is None:
            return None
        return explanations.explained(
            explanations.Material(
                pool=pool,
                found=best.found,
                groups=self.groups,
                kinds=self.kinds,
                new_names=names,
                changes=self._changes(pool, best),
                proven=best.proven,
            )
        )

    def _best(self, pool: Pool, unfilled: int | None) -> tuple[int, Optimum | None]:
        optimizer = Optimizer(pool, self.groups.debts, self.kinds.debts, self.learned)
        if not pool.earlier:
            return 0, optimizer.best()
        proven = True
        for names in range(-(-pool.seats // 3), 0, -1):
            best = optimizer.best(most_unfilled=unfilled, new_names=names)
            if best is not None:
                return names, Optimum(best.found, best.proven and proven)
            proven = proven and optimizer.proven
        self.is_exhausted = not proven
        return 0, None

    def why_no_other(self) -> str:
        """Return the code of why there is no further slate; that it was not found is less than that there is none."""
        if not self.seats:
            return "nothing_to_choose"
        return NOT_FOUND if self.is_exhausted else "no_other_names"

    def _changes(self, pool: Pool, best: Optimum) -> tuple[Change, ...]:
        """Return where the slate differs from the one that it mends, role by role."""
        if self.before is None:
            return ()
        declined = {state.id for state in self.problem.states if state.declined}
        now: dict[TeamKey, list[str]] = defaultdict(list)
        for settled in self.settlement.places:
            now[settled.committee, settled.role].append(settled.state)
        for team, number in best.found.seated:
            now[pool.teams[team].place].append(pool.candidates[number].state.id)
        was: dict[TeamKey, list[str]] = defaultdict(list)
        for place in self.before:
            was[place.committee, place.role].append(place.state)
        changes = []
        for committee in self.problem.committees:
            for role in committee.roles:
                key = (committee.key, role.role)
                gone = sorted(
                    (state for state in was[key] if state not in now[key]), key=lambda one: one not in declined
                )
                come = [state for state in now[key] if state not in was[key]]
                for old, new in zip_longest(gone, come):
                    changes.append(Change(committee.key, role.role, old, new, old in declined))
        return tuple(changes)
