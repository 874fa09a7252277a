"""Shares and moments as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from foundation.clock import in_zone, offset_name
from foundation.formats import moment, percent
from tests.world import World

AT = datetime(2012, 5, 11, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "share", "decimals", "written"),
    [
        ("en", Fraction(43, 500), 1, "8.6%"),
        ("fr", Fraction(43, 500), 1, "8,6\u00a0%"),
        ("ar", Fraction(43, 500), 1, "\u20688.6%\u2069"),
        ("en", 0.5, 0, "50%"),
        ("fr", 0.5, 0, "50\u00a0%"),
        ("en", 0, 1, "0.0%"),
        ("fr", 1, 1, "100,0\u00a0%"),
        ("en", None, 1, "–"),
        ("ar", None, 1, "–"),
    ],
)
def test_a_share_is_written_as_the_language_does(
    world: World, language: str, share: float | Fraction | None, decimals: int, written: str
) -> None:
    with world.app.test_request_context(f"/?lang={language}"):
        assert percent(share, decimals) == written
        assert percent(share, decimals) == written, "the pattern of the language stays as it is"


@pytest.mark.parametrize(
    ("language", "zone", "written"),
    [
        ("en", "Europe/Zurich", "11 May 2012, 17:00 (UTC+02:00)"),
        ("en", ZoneInfo("Europe/Zurich"), "11 May 2012, 17:00 (UTC+02:00)"),
        ("en", "UTC", "11 May 2012, 15:00 (UTC)"),
        ("en", "Pacific/Auckland", "12 May 2012, 03:00 (UTC+12:00)"),
        ("fr", "America/St_Johns", "11 mai 2012, 12:30 (UTC-02:30)"),
        ("ar", "Europe/Zurich", "11 مايو 2012، \u206817:00\u2069 (\u2068UTC+02:00\u2069)"),
    ],
)
def test_a_moment_is_told_by_the_clocks_of_a_zone_with_their_offset(
    world: World, language: str, zone: str | ZoneInfo, written: str
) -> None:
    with world.app.test_request_context(f"/?lang={language}"):
        assert moment(AT, zone) == written


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Kathmandu", "UTC+05:45"), ("Etc/UTC", "UTC"), ("Etc/GMT+3", "UTC-03:00")]
)
def test_an_offset_is_named_as_hours_are_printed_with_it(zone: str, name: str) -> None:
    assert offset_name(in_zone(AT, zone)) == name
    assert in_zone(AT, zone) == AT
