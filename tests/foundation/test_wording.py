"""Sentences from names and facts."""

from __future__ import annotations

from foundation import wording
from foundation.accounts.rules import AddressTaken
from meetings.terms.rules import RolesInACircle
from tests.world import World


def test_a_fact_is_set_apart_in_a_right_to_left_sentence_and_nowhere_else(world: World) -> None:
    refusal = AddressTaken(address="sample@example.org")
    for language, expected in (("en", "sample@example.org"), ("ar", "\u2068sample@example.org\u2069")):
        with world.app.test_request_context(f"/?lang={language}"):
            said = wording.refusal(refusal)
            assert expected in said
            assert ("\u2068" in said) == (language == "ar")


def test_a_coded_value_is_called_by_its_label_in_the_reader_s_language(world: World) -> None:
    for language, role, expected in (
        ("en", "co_chair", "Co-Chair"),
        ("fr", "co_chair", "Coprésident"),
        ("en", "king", "king"),
    ):
        with world.app.test_request_context(f"/?lang={language}"):
            assert expected in wording.refusal(RolesInACircle(role=role))
