"""Which release an address asks for."""

from __future__ import annotations

import pytest

from meetings.exchange.rules import release_asked


@pytest.mark.parametrize(("values", "number"), [(["1"], 1), (["999999999"], 999_999_999)])
def test_a_release_is_asked_for_by_its_number(values: list[str], number: int | None) -> None:
    assert release_asked(values) == number


@pytest.mark.parametrize(
    "values", [[], [""], ["0"], ["-1"], ["01"], ["1.0"], [" 1"], ["1\n"], ["x"], ["\u0661"], ["1234567890"], ["1", "1"]]
)
def test_what_is_no_number_asks_for_none(values: list[str]) -> None:
    assert release_asked(values) is None
