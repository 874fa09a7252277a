"""An entry of a programme as plain values."""

from __future__ import annotations

import pytest

from meetings.sessions.entries import full_title
from tests.builders.programmes import entry


@pytest.mark.parametrize(("part", "told"), [("", "Sample"), ("1/2", "Sample (1/2)")])
def test_the_full_title_has_the_part_of_a_session_that_has_several(part: str, told: str) -> None:
    assert full_title("Sample", part) == told
    assert entry("a", title="Sample", part=part).full_title == told
