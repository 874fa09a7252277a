"""The places and reasons that come back from a stored slate."""

from __future__ import annotations

import json
from typing import Any

import pytest

from meetings.offices.rules import Role
from meetings.rotation.answers import Because, By, Place
from meetings.rotation.contents import (
    concerns,
    is_on_record,
    is_pinned,
    places_of,
    plain,
    reasons_of,
    states_of,
    unmet_of,
    warnings_of,
)

CONTENT = {
    "places": [
        {
            "committee": "sc_mc",
            "role": "co_chair",
            "seat": 1,
            "state": "ZMB",
            "by": "succession",
            "because": ["It moves up."],
            "reasons": [{"code": "succession", "facts": {"term": "2011", "role": "co_rapporteur"}}],
        },
        {
            "committee": "sc_mc",
            "role": "co_rapporteur",
            "seat": 2,
            "state": "NOR",
            "by": "choice",
            "because": [],
            "reasons": [],
        },
    ],
    "seed": "sample",
}


def test_the_places_come_back_with_their_reasons_and_what_stands_beside_them_is_passed_over() -> None:
    assert places_of(json.loads(json.dumps(CONTENT))) == (
        Place(
            "sc_mc",
            Role.CO_CHAIR,
            1,
            "ZMB",
            By.SUCCESSION,
            (Because("succession", {"term": "2011", "role": "co_rapporteur"}),),
        ),
        Place("sc_mc", Role.CO_RAPPORTEUR, 2, "NOR", By.CHOICE),
    )


def test_no_reasons_are_none() -> None:
    assert reasons_of([]) == ()


def _place(*codes: str, state: str = "ZMB") -> dict[str, Any]:
    """A stored place with these reasons."""
    reasons = [{"code": code, "facts": {}} for code in codes]
    return {"committee": "sc_mc", "role": "co_chair", "seat": 1, "state": state, "by": "kept", "reasons": reasons}


@pytest.mark.parametrize(
    ("codes", "on_record", "pinned"),
    [((), False, False), (("on_record",), True, False), (("pinned",), False, True), (("term_goes_on",), False, False)],
)
def test_how_a_place_was_settled_is_read_from_its_reasons(
    codes: tuple[str, ...], on_record: bool, pinned: bool
) -> None:
    assert (is_on_record(_place(*codes)), is_pinned(_place(*codes))) == (on_record, pinned)


@pytest.mark.parametrize(
    ("facts", "about"),
    [
        ({"committee": "sc_mc", "role": "co_chair", "state": "ZMB"}, True),
        ({"committee": "sc_mc", "role": "co_chair", "state": "NOR"}, False),
        ({"committee": "sc_mc", "role": "co_chair", "states": "NOR, ZMB"}, True),
        ({"committee": "sc_mc", "role": "co_chair", "states": "NOR, PER"}, False),
        ({"committee": "sc_mc", "role": "co_chair", "count": 0, "of": 2}, True),
        ({"committee": "sc_va", "role": "co_chair", "state": "ZMB"}, False),
        ({"committee": "sc_mc", "role": "co_rapporteur", "state": "ZMB"}, False),
        ({}, False),
    ],
)
def test_what_a_slate_breaks_is_about_the_places_that_it_names(facts: dict[str, str | int], about: bool) -> None:
    assert concerns(Because("breaks_rest", facts), _place()) is about


def test_what_pins_break_is_told_with_the_rest() -> None:
    one, other = Because("breaks_rest", {"state": "ZMB"}), Because("breaks_same_group", {"states": "NOR, PER"})
    content = {
        "reasons": {"warnings": [plain(one)], "unmet": [plain(other)]},
        "pins": {"warnings": [plain(other)], "unmet": []},
    }
    assert (warnings_of(content), unmet_of(content)) == ((one, other), (other,))


def test_the_states_of_a_slate_are_those_with_a_place() -> None:
    assert states_of(CONTENT) == {"ZMB", "NOR"}
