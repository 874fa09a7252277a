"""Questions to the solver, and their answers: worked out before anything is locked, and asked anew when it is written.

The solver may compute for seconds. Pages let it do so on a read, and hand what it found to the action that writes. The
action puts its question anew, from the record as it stands then, and takes over an answer only to that very question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from meetings.rotation import answers, checks, contents, fileformat, gathering, queries, rules, search, settings
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Slate
from meetings.terms.rules import Term

SLATES = 3


@dataclass(frozen=True)
class Question:
    """All that an answer follows from: problem and seed; where a slate is mended, its places and who is gone."""

    problem: rules.Problem
    seed: str
    places: tuple[answers.Place, ...] | None = None
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Solved:
    """A question with its answer."""

    question: Question
    answer: answers.Answer


def question_of(term: Term, wishes: Wishes, seed: str) -> Question:
    """The question for a term, as the record stands. Raises TermIsDecided."""
    checks.ask(term)
    return Question(gathering.problem_for(term, wishes), seed)


def question_of_mending(slate: Slate, gone: Collection[str]) -> Question:
    """What follows for a slate when these States are gone. Raises ContentWasChanged."""
    checks.unchanged(slate)
    asked = slate.proposal
    places = contents.places_of(slate.content)
    return Question(fileformat.problem_from(asked.problem), asked.seed, places, frozenset(gone))


def solve(question: Question, solved: Solved | None = None) -> Solved:
    """The question with its answer: `solved`, if that is an answer to this very question.

    Raises PinBreaksRule, TooManyPins, PinnedTwice, PinnedStateDeclined; their facts are keys.
    """
    if solved is not None and solved.question == question:
        return solved
    seed = settings.seed_of(question.seed)
    if question.places is None:
        return Solved(question, search.propose(question.problem, slates=SLATES, seed=seed))
    return Solved(question, search.mend(question.problem, question.places, question.gone, seed=seed))


def solve_term(term: Term, wishes: Wishes, seed: str) -> Solved:
    """Slates for a term. Raises what `question_of` and `solve` raise."""
    return solve(question_of(term, wishes, seed))


def solve_decline(slate: Slate, state: str) -> Solved:
    """What follows for a slate if this State declines too. Raises OnlyATrial, ContentWasChanged."""
    checks.is_no_trial(slate)
    return solve(question_of_mending(slate, {*gathering.declined_since(slate), state}))


def solve_mend(slate: Slate) -> Solved:
    """What follows for a slate from which States declined. Raises what `checks.mend` raises, and ContentWasChanged."""
    gone = gathering.declined_since(slate)
    checks.mend(slate, queries.slates_under_way(slate.since), gone)
    return solve(question_of_mending(slate, gone))
