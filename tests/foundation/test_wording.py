"""Sentences from names and facts."""

from __future__ import annotations

from datetime import date

import pytest

from foundation import wording
from foundation.accounts.rules import AddressTaken
from meetings.rotation.phrases import debt
from meetings.terms.rules import LeftAlready
from meetings.terms.schemes import RolesInACircle
from tests.world import World


def test_a_fact_is_set_apart_in_a_right_to_left_sentence_and_nowhere_else(world: World) -> None:
    refusal = AddressTaken(address="sample@example.org")
    for language, expected in (("en", "sample@example.org"), ("ar", "\u2068sample@example.org\u2069")):
        with world.app.test_request_context(f"/?lang={language}"):
            said = wording.refusal(refusal)
            assert expected in said
            assert ("\u2068" in said) == (language == "ar")


@pytest.mark.parametrize(("language", "written"), [("en", "−26"), ("fr", "−26"), ("ar", "\u2068−26\u2069")])
def test_a_sign_stays_before_its_number_in_every_direction(world: World, language: str, written: str) -> None:
    with world.app.test_request_context(f"/?lang={language}"):
        assert debt(-26) == written


def test_a_coded_value_is_called_by_its_label_in_the_reader_s_language(world: World) -> None:
    for language, role, expected in (
        ("en", "co_chair", "Co-Chair"),
        ("fr", "co_chair", "Coprésident"),
        ("en", "king", "king"),
    ):
        with world.app.test_request_context(f"/?lang={language}"):
            assert expected in wording.refusal(RolesInACircle(role=role))


@pytest.mark.parametrize(
    ("language", "fact", "expected"),
    [
        pytest.param("en", "2011-12-02", "on 2 December 2011 already", id="English"),
        pytest.param("en", date(2011, 12, 2), "on 2 December 2011 already", id="a day as such"),
        pytest.param("fr", "2011-12-02", "2 décembre 2011", id="French"),
        pytest.param("ar", "2011-12-02", "\u20682 ديسمبر 2011\u2069", id="Arabic"),
        pytest.param("en", "2011-02-30", "on 2011-02-30 already", id="no day of the calendar"),
        pytest.param("en", "2011-12-02 10:00", "on 2011-12-02 10:00 already", id="more than a day"),
    ],
)
def test_a_day_is_written_as_in_the_reader_s_language(world: World, language: str, fact: object, expected: str) -> None:
    with world.app.test_request_context(f"/?lang={language}"):
        assert expected in wording.refusal(LeftAlready(day=fact))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "was moved from Friday, 25 March 2011, 10:00–13:00 to Monday, 28 March 2011, 15:00–18:00 (UTC+02:00)."),
        ("fr", "vendredi 25 mars 2011, 10:00–13:00"),
        ("ar", "\u2068الجمعة، 25 مارس 2011، \u206810:00–13:00\u2069\u2069"),
    ],
)
def test_hours_are_told_with_their_day_in_words_and_the_offset_of_what_is_now(
    world: World, language: str, expected: str
) -> None:
    facts = {"before": "2011-03-25 10:00–13:00", "after": "2011-03-28 15:00–18:00", "zone": "Europe/Zurich"}
    with world.app.test_request_context(f"/?lang={language}"):
        said = wording.public_deed("session:move", {"title": "Sample session", **facts})

    assert expected in said
    assert "UTC+02:00" in said
    assert "Zurich" not in said


@pytest.mark.parametrize(
    ("zone", "offset"), [("UTC", "(UTC)."), ("Asia/Kathmandu", "(UTC+05:45)."), ("America/Bogota", "(UTC-05:00).")]
)
def test_the_offset_is_that_of_the_zone(world: World, zone: str, offset: str) -> None:
    with world.app.test_request_context("/?lang=en"):
        said = wording.public_deed(
            "session:schedule", {"title": "Sample session", "when": "2011-06-24 10:00–13:00", "zone": zone}
        )

    assert said.endswith(f"Friday, 24 June 2011, 10:00–13:00 {offset}")


def test_what_looks_like_hours_and_is_none_stays_as_it_was_typed(world: World) -> None:
    with world.app.test_request_context("/?lang=en"):
        said = wording.public_deed("session:cancel", {"title": "Sample session", "reason": "2011-02-30 10:00–25:00"})

    assert said == "Sample session was cancelled: 2011-02-30 10:00–25:00"
