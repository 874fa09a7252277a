"""Rules of rotation as they are set: reading what was typed, and what the solver takes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.rotation import settings
from meetings.rotation.rules import Apportionment, Level, RuleLevels


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("willing", "off", Level.OFF),
        ("same_group", "forbid", Level.FORBID),
        ("rest_terms", "0", 0),
        ("rest_terms", "20", 20),
        ("window", "1", 1),
        ("window", "50", 50),
        ("capacity", "0.5", Fraction(1, 2)),
        ("capacity", "2", Fraction(2)),
        ("apportionment", "webster", Apportionment.WEBSTER),
    ],
)
def test_a_setting_is_read_and_written(key: str, text: str, value: Any) -> None:
    assert settings.read(key, text) == value
    assert settings.written(value) == text


@pytest.mark.parametrize(
    ("key", "text", "refusal"),
    [
        ("willing", "", settings.NotALevel),
        ("willing", "FORBID", settings.NotALevel),
        ("willing", "emperor", settings.NotALevel),
        ("apportionment", "dhondt", settings.NotAMethod),
        ("rest_terms", "-1", settings.NotARest),
        ("rest_terms", "21", settings.NotARest),
        ("rest_terms", "two", settings.NotARest),
        ("rest_terms", "٢", settings.NotARest),
        ("rest_terms", "9" * 5000, settings.NotARest),
        ("window", "0", settings.NotAWindow),
        ("window", "51", settings.NotAWindow),
        ("window", "1.5", settings.NotAWindow),
        ("capacity", "0", settings.NotACapacity),
        ("capacity", "21", settings.NotACapacity),
        ("capacity", "1/2", settings.NotACapacity),
        ("capacity", "0.0001", settings.NotACapacity),
        ("capacity", "nan", settings.NotACapacity),
        ("capacity", "1e9", settings.NotACapacity),
        ("emperor", "forbid", settings.NoSuchRule),
    ],
)
def test_rubbish_is_refused(key: str, text: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        settings.read(key, text)


def test_every_default_is_a_setting_and_every_setting_a_default() -> None:
    values = settings.values_of(RuleLevels())
    assert tuple(values) == settings.KEYS
    assert settings.levels_of(values) == RuleLevels()


def test_what_is_not_set_holds_by_default() -> None:
    assert settings.levels_of({"same_group": "forbid"}) == RuleLevels(same_group=Level.FORBID)


def test_rules_of_a_stored_question_are_told_as_text() -> None:
    values = settings.values_in({"rest_terms": 3, "capacity": 0.25, "willing": "warn", "unknown": 1})
    assert (values["rest_terms"], values["capacity"], values["willing"], values["window"]) == (
        "3",
        "0.25",
        "warn",
        "10",
    )
