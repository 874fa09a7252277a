"""How addresses name the programmes of a meeting."""

from __future__ import annotations

import pytest

from meetings.comparison.rules import RECORD, Kind, Source, source


@pytest.mark.parametrize("text", ["record", "release-1", "release-2", "draft-15"])
def test_a_programme_is_written_as_it_is_read(text: str) -> None:
    assert str(source(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "records", "release-", "release-0", "release-01", "release--1", "draft-x", "draft-1 ", "draft-9999999999"],
)
def test_what_names_no_programme(text: str) -> None:
    assert source(text) is None


def test_the_kinds() -> None:
    assert source("record") == RECORD
    assert source("draft-5") == Source(Kind.DRAFT, 5)
