"""The answer as plain values, for files and programs; the same bytes for the same answer. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from meetings.scheduler.filewriting import as_text, plain_placements
from meetings.scheduler.rules import (
    Alternative,
    Because,
    Bounds,
    Choice,
    Evaluation,
    Goals,
    Loser,
    Place,
    Placement,
    Problem,
    Programme,
    Violation,
)

Word = Callable[[Because], str]
"""The sentence for a reason."""
NewRooms = Mapping[str, str | None]
"""By session: where one stands that has lost its room, None for nowhere."""

SHARE_DIGITS = 6


def programme_as_json(programme: Programme, word: Word, rooms: NewRooms | None = None) -> str:
    """Return the answer to a question as JSON text; see `plain_programme`."""
    return as_text(plain_programme(programme, word, rooms))


def plain_programme(programme: Programme, word: Word, rooms: NewRooms | None = None) -> dict[str, Any]:
    """Return the answer to a question as plain values.

    `bound_small` and `bounds` hold for every programme that is as good in the goals before; `proven` says that there is
    no better programme.
    """
    return {
        "placements": plain_placements(programme.placements),
        "unplaced": list(programme.unplaced),
        **_plain_evaluation(programme.evaluation, word),
        "bound_small": programme.bounds.loss_small,
        "bounds": plain_bounds(programme.bounds),
        "proven": programme.proven,
        "choices": [_plain_choice(choice, word) for choice in programme.choices],
        "unplaced_because": {
            session: [_plain_because(one, word) for one in reasons] for session, reasons in programme.unplaced.items()
        },
        "new_rooms": dict(rooms or {}),
        "seed": programme.seed,
        "steps": programme.steps,
    }


def clashes_as_json(
    problem: Problem,
    placements: Iterable[Placement],
    evaluation: Evaluation,
    choices: Iterable[Choice],
    word: Word,
) -> str:
    """Return what a given programme costs as JSON text."""
    plain = plain_placements(placements)
    return as_text(
        {
            "placements": plain,
            "unplaced": [one.id for one in problem.sessions if one.id not in plain and one.stands is None],
            **_plain_evaluation(evaluation, word),
            "choices": [_plain_choice(choice, word) for choice in choices],
        }
    )


def share(value: Fraction) -> float:
    """Return a share as a number of few digits, which reads the same everywhere."""
    return round(value.numerator / value.denominator, SHARE_DIGITS)


def plain_goals(goals: Goals) -> dict[str, Any]:
    """Return goals as plain values."""
    return {
        "unplaced": goals.unplaced,
        "worst_share": share(goals.worst_share),
        "loss_small": goals.loss_small,
        "loss_all": goals.loss_all,
        "changes": goals.changes,
    }


def _plain_evaluation(evaluation: Evaluation, word: Word) -> dict[str, Any]:
    goals = evaluation.goals
    return {
        "hard_violations": [_plain_violation(one, word) for one in evaluation.violations],
        "worst_share": share(goals.worst_share),
        "loss_small": goals.loss_small,
        "loss_all": goals.loss_all,
        "changes": goals.changes,
        "losers": [_plain_loser(loser) for loser in evaluation.losers],
    }


def plain_bounds(bounds: Bounds) -> dict[str, Any]:
    """Return bounds as plain values."""
    return {
        "unplaced": bounds.unplaced,
        "worst_share": share(bounds.worst_share),
        "loss_small": bounds.loss_small,
        "loss_all": bounds.loss_all,
        "changes": bounds.changes,
    }


def _plain_loser(loser: Loser) -> dict[str, Any]:
    return {
        "delegation": loser.delegation,
        "loss": loser.loss,
        "share": share(loser.share),
        "small": loser.is_small,
        "missed": list(loser.missed),
    }


def _plain_violation(violation: Violation, word: Word) -> dict[str, Any]:
    return {
        "rule": violation.rule.value,
        "sessions": list(violation.sessions),
        "because": word(violation.because),
        "facts": dict(violation.because.facts),
    }


def _plain_because(because: Because, word: Word) -> dict[str, Any]:
    return {"code": because.code, "because": word(because), "facts": dict(because.facts)}


def _plain_choice(choice: Choice, word: Word) -> dict[str, Any]:
    return {
        "sessions": list(choice.sessions),
        "loss_small": choice.loss_small,
        "loss_all": choice.loss_all,
        "losers": [_plain_loser(loser) for loser in choice.losers],
        "instead": None if choice.instead is None else _plain_alternative(choice.instead),
        "because": [_plain_because(one, word) for one in choice.because],
    }


def _plain_alternative(alternative: Alternative) -> dict[str, Any]:
    return {
        "places": {session: _plain_place(place) for session, place in alternative.places.items()},
        **plain_goals(alternative.goals),
    }


def _plain_place(place: Place | None) -> dict[str, str] | None:
    if place is None:
        return None
    hour = {} if place.start is None else {"start": place.start.isoformat(timespec="minutes")}
    return {"slot": place.slot, "room": place.room, **hour}
