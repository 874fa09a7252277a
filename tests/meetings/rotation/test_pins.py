"""What a pinned place breaks of the rules that warn or prefer is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from meetings.offices.rules import Role
from meetings.rotation.answers import Because
from meetings.rotation.pins import broken_by_pins
from meetings.rotation.rules import (
    CommitteeOffices,
    Held,
    Keep,
    Kind,
    Level,
    Problem,
    RoleSeats,
    Rule,
    RuleLevels,
    State,
)
from meetings.rotation.search import propose

PINNED = "NRU"
WHERE = {"committee": "sc_mc", "role": "co_chair", "state": PINNED}
RESTED = Because("breaks_rest", {**WHERE, "term": "2011", "terms": 0, "rest": 1})
UNWILLING = Because("breaks_willing", dict(WHERE))


def _question(*history: Held, is_willing: bool = True, levels: Mapping[Rule, Level] | None = None) -> Problem:
    """Two seats, one of them pinned, and three States."""
    changed: dict[str, Any] = {rule.value: level for rule, level in (levels or {}).items()}
    states = [State(key, f"group {key}", Kind.AFFECTED, willing=True) for key in ("MOZ", "ZMB")]
    return Problem(
        term="2012",
        committees=(CommitteeOffices("sc_mc", (RoleSeats(Role.CO_CHAIR, 2, Role.CO_RAPPORTEUR),)),),
        states=(*states, State(PINNED, "another", Kind.OTHER, willing=is_willing)),
        history=history,
        rules=replace(RuleLevels(), **changed),
        keep=(Keep("sc_mc", Role.CO_CHAIR, PINNED),),
    )


def _unwilling(level: Level) -> Problem:
    return _question(is_willing=False, levels={Rule.WILLING: level})


HELD_ELSEWHERE = Held(PINNED, "sc_va", Role.CO_CHAIR, "2011")
WAS_RAPPORTEUR = Held(PINNED, "sc_mc", Role.CO_RAPPORTEUR, "2011")


@pytest.mark.parametrize(
    ("problem", "warned", "unmet"),
    [
        (_question(), [], []),
        (_question(HELD_ELSEWHERE), [RESTED], []),
        (_question(HELD_ELSEWHERE, levels={Rule.REST: Level.PREFER}), [], [RESTED]),
        (_question(HELD_ELSEWHERE, levels={Rule.REST: Level.OFF}), [], []),
        (_unwilling(Level.WARN), [UNWILLING], []),
        (_unwilling(Level.PREFER), [], [UNWILLING]),
        (_question(WAS_RAPPORTEUR), [], []),
    ],
    ids=[
        "nothing",
        "too soon",
        "too soon, preferred",
        "too soon, not looked at",
        "unwilling",
        "unwilling, preferred",
        "it moves up",
    ],
)
def test_a_pin_breaks_what_a_choice_would_break(problem: Problem, warned: list[Because], unmet: list[Because]) -> None:
    slate = propose(problem, slates=1).slates[0]
    assert (broken_by_pins(problem, slate, Level.WARN), broken_by_pins(problem, slate, Level.PREFER)) == (warned, unmet)
