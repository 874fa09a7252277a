"""The places and reasons that come back from a stored slate."""

from __future__ import annotations

import json

from meetings.offices.rules import Role
from meetings.rotation.contents import places_of, reasons_of
from meetings.rotation.rules import Because, By, Place

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
