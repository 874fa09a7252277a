"""What a stored slate says, read back: the format is that of the command, and the reasons stand in it as codes too.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from meetings.offices.rules import Role
from meetings.rotation.answers import Because, By, Place


def places_of(content: Mapping[str, Any]) -> tuple[Place, ...]:
    """The places that a stored slate names, as the solver takes them for mending it."""
    return tuple(
        Place(
            one["committee"],
            Role(one["role"]),
            one["seat"],
            one["state"],
            By(one["by"]),
            reasons_of(one["reasons"]),
        )
        for one in content["places"]
    )


def reasons_of(plain: Iterable[Mapping[str, Any]]) -> tuple[Because, ...]:
    """Reasons from their codes and facts."""
    return tuple(Because(one["code"], dict(one["facts"])) for one in plain)


def plain(reason: Because) -> dict[str, Any]:
    """A reason as a stored slate keeps it: `reasons_of` gives it back."""
    return {"code": reason.code, "facts": dict(reason.facts)}


def warnings_of(content: Mapping[str, Any]) -> tuple[Because, ...]:
    """What a stored slate breaks of the rules that warn, by what was chosen and by what was pinned."""
    return reasons_of([*content["reasons"]["warnings"], *content["pins"]["warnings"]])


def unmet_of(content: Mapping[str, Any]) -> tuple[Because, ...]:
    """Which preferences a stored slate does not meet, likewise."""
    return reasons_of([*content["reasons"]["unmet"], *content["pins"]["unmet"]])


def concerns(reason: Because, place: Mapping[str, Any]) -> bool:
    """Whether what a slate breaks is about this place: its State, or its role where no State is named."""
    facts = reason.facts
    if (facts.get("committee"), facts.get("role")) != (place["committee"], place["role"]):
        return False
    states = str(facts.get("state") or facts.get("states") or place["state"])
    return place["state"] in states.split(", ")


def published(content: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a stored slate that everybody may see.

    Reasons are no part of it: they tell who declined, and why a State is left out.
    """
    shared = ("term", "year", "since", "until", "seed", "problem_sha256", "all_willing", "balance")
    return {
        **{name: content[name] for name in (*shared, "debts_before", "debts_after")},
        "places": [
            {name: one[name] for name in ("committee", "role", "seat", "state", "by")} for one in content["places"]
        ],
        "unfilled": [{name: one[name] for name in ("committee", "role", "seat")} for one in content["unfilled"]],
    }


def states_of(content: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the States with a place on a stored slate."""
    return frozenset(place["state"] for place in content["places"])


def is_on_record(place: Mapping[str, Any]) -> bool:
    """Whether a stored place was taken on record when the question was put, so that the slate offers it to nobody."""
    return _has(place, "on_record")


def is_pinned(place: Mapping[str, Any]) -> bool:
    """Whether a stored place was pinned, and would not have gone to its State otherwise."""
    return _has(place, "pinned")


def _has(place: Mapping[str, Any], code: str) -> bool:
    return any(one["code"] == code for one in place["reasons"])
