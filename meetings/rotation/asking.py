"""How the pages put a question: the solver first, while nobody is kept from saving, then the action that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foundation.database import write_transaction
from foundation.rules import EditConflict, Refused
from foundation.web import Form, by_whom
from meetings.delegations.queries import delegation_by_key
from meetings.rotation import actions, solving, steps
from meetings.rotation.forms import AskForm, DeclineForm
from meetings.rotation.models import Slate
from meetings.rotation.shown import Words
from meetings.rotation.solving import Solved
from meetings.terms.rules import Term


def named(words: Words, action: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
    """Run an action, whose refusal is told with names: it knows keys alone."""
    try:
        return action(*arguments, **values)
    except EditConflict:
        raise
    except Refused as error:
        raise words.named(error) from error


def is_solved(form: Form, words: Words, solve: Callable[[], Solved], write: Callable[[Solved], int]) -> bool:
    """Let the solver work before the transaction that writes, so that others can save meanwhile.

    The number of the new proposal is then in `form.result`. Where the record changed meanwhile in what the question is
    made of, the action solves once more.
    """
    if not form.accepts(named, words, solve):
        return False
    with write_transaction():
        return form.accepts(named, words, write, form.result)


def is_asked(form: AskForm, words: Words, term: Term) -> bool:
    """Ask for slates; False if that was refused, with the reason in the form."""
    seed, note = form.seed.data, form.note.data

    def write(solved: Solved) -> int:
        return actions.ask(term, form.wishes(), seed=seed, note=note, solved=solved, **by_whom()).id

    return is_solved(form, words, lambda: solving.solve_term(term, form.wishes(), seed), write)


def decline_or_suppose(found: Slate, form: DeclineForm, solved: Solved) -> int:
    """Record that a State declined, or only try it; the number of the proposal that mends the slate."""
    state = delegation_by_key(form.state.data)
    if state is None:
        raise steps.NotOnSlate(state=form.state.data)
    if form.only_try.data:
        return actions.suppose(found, state, solved=solved, **by_whom()).id
    row = actions.decline(found, state, note=form.note.data, solved=solved, **by_whom())
    return row.proposal.id if row.proposal else 0
