"""What the calendars of tracks are called in addresses, and the colours of RFC 7986."""

from __future__ import annotations

import re

import pytest

from meetings.calendars import naming
from meetings.calendars.naming import colour_of, track_key
from meetings.sessions.entries import SITTINGS

# CSS Color Module Level 3, section 4.3: those of its 147 names that are used here.
NAMES_OF_CSS = {
    "darkolivegreen",
    "darkslateblue",
    "dimgray",
    "firebrick",
    "gray",
    "mediumvioletred",
    "midnightblue",
    "saddlebrown",
    "steelblue",
    "teal",
}


@pytest.mark.parametrize(
    ("track", "key"),
    [
        ("Partnerships", "partnerships"),
        ("  victim   ASSISTANCE ", "victim-assistance"),
        ("Track 2", "track-2"),
        ("A-B", "a-b"),
        ("A/B", "a-b-c14cddc0"),
        ("Coopération", "cooperation-740bef71"),
        ("الشراكات", "track-af955cc8"),
        ("伙伴关系", "track-e233a325"),
        ("…", "track-b4935894"),
    ],
)
def test_the_key_of_a_track_follows_from_its_name_alone(track: str, key: str) -> None:
    assert track_key(track) == key


@pytest.mark.parametrize("track", ["x" * 80, "é" * 80, "会" * 80, "<b>", "../..", "a" * 60 + " b", "\u202e"])
def test_any_name_gives_a_key_that_can_stand_in_an_address(track: str) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", track_key(track))
    assert len(track_key(track)) <= 80


def test_names_that_look_alike_in_small_letters_have_keys_of_their_own() -> None:
    names = ["Peche", "Pêche", "Péché", "A B", "A/B", "A+B", "伙伴", "关系"]

    assert len({track_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("kind", SITTINGS)
@pytest.mark.parametrize("committee", [None, "isu", *naming.COLOURS])
def test_every_colour_is_a_name_of_css(committee: str | None, kind: str) -> None:
    assert colour_of(committee, kind) in NAMES_OF_CSS


def test_a_committee_has_the_same_colour_whatever_its_session_is() -> None:
    assert {colour_of("sc_va", kind) for kind in SITTINGS} == {"mediumvioletred"}
    assert {naming.CANCELLED_COLOUR, naming.DEADLINE_COLOUR, naming.CALENDAR_COLOUR} <= NAMES_OF_CSS
