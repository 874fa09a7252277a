"""How the rules of programmes are set, and read."""

from __future__ import annotations

from datetime import time

import pytest

from foundation.rules import Refused
from meetings.clashes import settings
from meetings.clashes.rules import Level, Rule, Settings


def test_what_nobody_set_holds_as_delivered() -> None:
    assert settings.settings_of({}) == Settings()


def test_a_setting_replaces_what_was_delivered() -> None:
    read = settings.settings_of({"late": "error", "max_parallel": "5", "latest_end": "19:15"})

    assert (read.levels[Rule.LATE], read.max_parallel, read.latest_end) == (Level.ERROR, 5, time(19, 15))
    assert read.levels[Rule.SEATS] == Settings().levels[Rule.SEATS]


def test_what_is_written_is_read_again() -> None:
    values = settings.values_of(Settings())

    assert tuple(values) == settings.KEYS
    assert settings.settings_of(values) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "refusal"),
    [
        ("late", "", settings.NotALevel),
        ("late", "forbid", settings.NotALevel),
        ("late", "Error", settings.NotALevel),
        ("unknown", "error", settings.NoSuchRule),
        ("max_parallel", "0", settings.NotANumber),
        ("max_parallel", "61", settings.NotANumber),
        ("max_parallel", "-1", settings.NotANumber),
        ("max_parallel", "3.5", settings.NotANumber),
        ("max_parallel", "\u0663", settings.NotANumber),
        ("max_parallel", "9" * 10_000, settings.NotANumber),
        ("walk_minutes", "61", settings.NotANumber),
        ("small", "", settings.NotANumber),
        ("latest_end", "24:00", settings.NotAnHour),
        ("latest_end", "18:10", settings.NotAnHour),
        ("latest_end", "6 pm", settings.NotAnHour),
        ("latest_end", "18:00\n", settings.NotAnHour),
    ],
)
def test_what_cannot_be_set(key: str, text: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        settings.read(key, text)


def test_no_minutes_to_walk_can_be_set() -> None:
    assert settings.settings_of({"walk_minutes": "0"}).walk_minutes == 0
