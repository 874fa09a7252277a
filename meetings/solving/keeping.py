"""What the answer of a run brings into its draft as the draft is now."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.drafts import queries as drafts
from meetings.drafts.rules import as_begun
from meetings.sessions.entries import Entry
from meetings.solving import rules
from meetings.solving.models import SolverRun
from meetings.solving.rules import Brought, asked_from


def brought_by(run: SolverRun, entries: Iterable[Entry]) -> Brought:
    """What the answer of a run brings into its draft, which holds these entries now. One statement.

    The steps of the draft tell what it was when the question was put. Raises HasNoAnswer.
    """
    if run.answer is None:
        raise rules.HasNoAnswer
    now = {entry.uid: entry for entry in entries}
    then = as_begun(now.values(), drafts.steps(run.draft_id, run.draft_version))
    return rules.brought(then, now, run.answer, asked_from(run.options))
