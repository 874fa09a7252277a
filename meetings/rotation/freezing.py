"""From the solver's answer to rows: the question, its answer and the slates, each with its hash and its first step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import force_locale

from foundation.permissions import Actor
from meetings.delegations.queries import states_parties
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.rotation import answerformat, answers, balance, contents, fileformat, reasons, rules, steps
from meetings.rotation.models import Proposal, Slate, SlateStep
from meetings.rotation.pins import broken_by_pins
from meetings.rotation.steps import State
from meetings.sessions.models import Meeting
from meetings.terms.rules import Term

ANEW: Mapping[str, Any] = {"mends": None, "mends_name": None, "mends_sha256": None, "supposed": None}
"""What a slate says that mends no other, and so supposes of no State that it declined."""


@dataclass(frozen=True)
class Asked:
    """A question as it was put: for which term, with which seed, for what, and what each slate says beside it."""

    term: Term
    problem: rules.Problem
    seed: str
    note: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)


def frozen(asked: Asked, answer: answers.Answer, actor: Actor, now: datetime) -> Proposal:
    """The proposal with its slates; what a slate says is the solver's part of it and what stands beside, hashed."""
    term, problem = asked.term, asked.problem
    stored, plain = fileformat.plain_problem(problem), plain_answer(answer)
    proposal = Proposal(
        term=term.name,
        year=term.year,
        since=term.since,
        until=term.until,
        seed=asked.seed,
        note=asked.note,
        problem=stored,
        problem_sha256=steps.sha256_of(stored),
        is_trial=asked.beside["supposed"] is not None,
        answer=plain,
        asked_at=now,
        asked_by_id=actor.account_id,
    )
    parties = states_parties(term.since)
    history = [(one.state, int(one.term)) for one in problem.history]
    for number, (found, said) in enumerate(zip(answer.slates, plain["slates"], strict=True), start=1):
        placed = [place.state for place in found.places]
        weighed = balance.balance_of(parties, history, placed, year=term.year, window=problem.rules.window)
        content = {
            **said,
            "term": term.name,
            "year": term.year,
            "since": term.since.isoformat(),
            "until": term.until.isoformat(),
            "seed": asked.seed,
            "problem_sha256": proposal.problem_sha256,
            "balance": balance.as_plain(weighed),
            "pins": {
                name: [contents.plain(one) for one in broken_by_pins(problem, found, level)]
                for name, level in (("warnings", rules.Level.WARN), ("unmet", rules.Level.PREFER))
            },
            **asked.beside,
        }
        # Everybody can compare this one with the published part, which the hash of the whole holds fast with it.
        content["published_sha256"] = steps.sha256_of(contents.published(content))
        slate = Slate(
            number=number, content=content, sha256=steps.sha256_of(content), state=State.DRAFT, since=term.since
        )
        add_step(slate, actor, now)
        proposal.slates.append(slate)
    return proposal


def plain_answer(answer: answers.Answer) -> dict[str, Any]:
    """The answer as the command gives it, with its reasons in English and as codes."""
    with force_locale(FALLBACK_LANGUAGE):
        return answerformat.plain_answer(answer, reasons.sentence)


def add_step(
    slate: Slate,
    actor: Actor,
    now: datetime,
    *,
    note: str = "",
    meeting: Meeting | None = None,
    instead: Slate | None = None,
) -> None:
    """Freeze where a slate stands now, with the hash of what it says; `instead` is the slate that took its place."""
    slate.steps.append(
        SlateStep(
            state=slate.state,
            sha256=slate.sha256,
            note=note,
            meeting=meeting,
            instead=instead,
            taken_at=now,
            taken_by_id=actor.account_id,
        )
    )
