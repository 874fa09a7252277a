"""The answer as JSON: the same answer gives the same bytes. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meetings.rotation.answers import Answer, Because, LeftOut, Slate, Unfilled
from meetings.rotation.fileformat import as_text

Word = Callable[[Because], str]
"""The sentence for a reason."""


def answer_as_json(answer: Answer, word: Word | None = None) -> str:
    """Return the answer as JSON text, the same bytes each time; see `plain_answer`."""
    return as_text(plain_answer(answer, word))


def plain_answer(answer: Answer, word: Word | None = None) -> dict[str, Any]:
    """Return the answer as plain values; `word` gives the sentence for a reason, without it the code stands there.

    Reasons stand twice: as sentences (`because`), and as codes with facts (`reasons`) for who words them anew.
    """
    word = word or (lambda because: because.code)
    return {
        "slates": [_slate_as_json(slate, word) for slate in answer.slates],
        "unfilled": [_unfilled_as_json(one, word) for one in answer.unfilled],
        "seed": answer.seed,
        "proven": answer.proven,
        "fewer": _because(answer.fewer, word),
    }


def _slate_as_json(slate: Slate, word: Word) -> dict[str, Any]:
    goals = slate.goals
    return {
        "places": [
            {
                "committee": place.committee,
                "role": place.role.value,
                "seat": place.seat,
                "state": place.state,
                "by": place.by.value,
                **_because(place.because, word),
            }
            for place in slate.places
        ],
        "unfilled": [_unfilled_as_json(one, word) for one in slate.unfilled],
        "warnings": [word(one) for one in slate.warnings],
        "unmet": [word(one) for one in slate.unmet],
        "left_out": [_left_out_as_json(one, word) for one in slate.left_out],
        "not_moved_up": [_left_out_as_json(one, word) for one in slate.not_moved_up],
        "debts_before": dict(slate.debts_before),
        "debts_after": dict(slate.debts_after),
        "kinds_before": dict(slate.kinds_before),
        "kinds_after": dict(slate.kinds_after),
        "goals": {
            "unfilled": goals.unfilled,
            "changed": goals.changed,
            "warned": goals.warned,
            "unpreferred": goals.unpreferred,
            "groups": list(goals.groups),
            "kinds": list(goals.kinds),
            "seniority": list(goals.seniority),
        },
        "new_names": slate.new_names,
        "changes": [
            {
                "committee": change.committee,
                "role": change.role.value,
                "was": change.was,
                "now": change.now,
                "declined": change.declined,
            }
            for change in slate.changes
        ],
        "proven": slate.proven,
        "reasons": {
            "warnings": [_code(one) for one in slate.warnings],
            "unmet": [_code(one) for one in slate.unmet],
        },
    }


def _unfilled_as_json(one: Unfilled, word: Word) -> dict[str, Any]:
    place = {"committee": one.committee, "role": one.role.value, "seat": one.seat}
    return place | _because(one.because, word)


def _left_out_as_json(one: LeftOut, word: Word) -> dict[str, Any]:
    return {"state": one.state, **_because(one.because, word)}


def _because(reasons: tuple[Because, ...], word: Word) -> dict[str, Any]:
    return {"because": [word(one) for one in reasons], "reasons": [_code(one) for one in reasons]}


def _code(because: Because) -> dict[str, Any]:
    return {"code": because.code, "facts": dict(because.facts)}
