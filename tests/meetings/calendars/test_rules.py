"""What a calendar entry may be, and what a moved or a cancelled one says."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from meetings.calendars import rules
from meetings.calendars.rules import (
    EndNotAfterStart,
    NegativeSequence,
    NotAnInstant,
    NotWallTime,
    NoUid,
    Status,
    Wording,
)
from tests.meetings.calendars.entries import ENGLISH, at, entry

FRENCH = Wording(
    cancelled="ANNULÉE – %(title)s",
    moved="Déplacée. Elle était annoncée pour le %(when)s.",
    changed="Dernière modification : %(when)s.",
    say_when=lambda wall, zone: f"{wall:%d.%m.%Y %H:%M}, {zone}",
)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"uid": ""}, NoUid),
        ({"uid": " \u202e\n"}, NoUid),
        ({"starts": at("2011-06-24 10:00+02:00")}, NotWallTime),
        ({"ends": at("2011-06-24 13:00+02:00")}, NotWallTime),
        ({"previous_start": at("2011-06-23 10:00+02:00")}, NotWallTime),
        ({"created": at("2011-03-01 09:00")}, NotAnInstant),
        ({"last_modified": at("2011-06-01 12:30")}, NotAnInstant),
        ({"ends": at("2011-06-24 10:00")}, EndNotAfterStart),
        ({"ends": at("2011-06-24 09:00")}, EndNotAfterStart),
        ({"sequence": -1}, NegativeSequence),
    ],
)
def test_an_entry_that_no_calendar_can_carry_is_refused(changes: dict[str, Any], refusal: type[Exception]) -> None:
    usable = entry("2011-06-24 10:00")

    with pytest.raises(refusal):
        replace(usable, **changes)


@pytest.mark.parametrize(
    ("status", "wording", "shown"),
    [
        (Status.TENTATIVE, ENGLISH, "Opening"),
        (Status.CONFIRMED, ENGLISH, "Opening"),
        (Status.CANCELLED, ENGLISH, "CANCELLED – Opening"),
        (Status.CANCELLED, FRENCH, "ANNULÉE – Opening"),
    ],
)
def test_only_a_cancelled_entry_says_so_in_its_title(status: Status, wording: Wording, shown: str) -> None:
    assert rules.shown_summary(entry(summary="Opening", status=status), wording) == shown


def test_a_per_cent_sign_in_a_title_is_no_placeholder() -> None:
    cancelled = entry(summary="100 %(title)s", status=Status.CANCELLED)

    assert rules.shown_summary(cancelled, ENGLISH) == "CANCELLED – 100 %(title)s"


@pytest.mark.parametrize(
    ("previous_start", "first_line"),
    [
        (None, "Last changed: 2011-06-01 12:30 (UTC)."),
        (at("2011-06-24 10:00"), "Last changed: 2011-06-01 12:30 (UTC)."),  # moved there and back again
        (at("2011-06-23 15:00"), "Moved. It was announced for 2011-06-23 15:00 (Europe/Zurich)."),
    ],
)
def test_a_moved_entry_begins_with_the_time_that_was_announced(
    previous_start: datetime | None, first_line: str
) -> None:
    moved = entry("2011-06-24 10:00", previous_start=previous_start)

    assert rules.shown_description(moved, ENGLISH).splitlines()[0] == first_line


def test_a_description_says_the_move_the_text_the_last_change_and_the_address() -> None:
    described = entry(
        "2011-06-24 10:00",
        previous_start=at("2011-06-23 15:00"),
        description="  Sample agenda:\r\n1. Opening  ",
        last_modified=at("2011-06-01 14:30+02:00"),
        url="https://intersessional.example/sessions/1/",
    )

    assert rules.shown_description(described, FRENCH) == (
        "Déplacée. Elle était annoncée pour le 23.06.2011 15:00, Europe/Zurich.\n"
        "Sample agenda:\n"
        "1. Opening\n"
        "Dernière modification : 01.06.2011 12:30, UTC.\n"
        "https://intersessional.example/sessions/1/"
    )


@pytest.mark.parametrize(
    ("text", "lines", "line", "solid"),
    [
        ("", "", "", ""),
        ("  plain  text ", "plain  text", "plain text", "plaintext"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour", "one two three four", "onetwothreefour"),
        ("one\x85two\u2028three\u2029four", "one\ntwo\nthree\nfour", "one two three four", "onetwothreefour"),
        ("a\tb", "a\tb", "a b", "ab"),
        ("10\u00a0h", "10\u00a0h", "10\u00a0h", "10h"),  # French text needs its no-break spaces
        ("a\x00b\x07c\x1bd\x7fe\x9bf", "abcdef", "abcdef", "abcdef"),
        ("exe.\u202efdp", "exe.fdp", "exe.fdp", "exe.fdp"),
        ("\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g\u2069", "abcdefg", "abcdefg", "abcdefg"),
        ("\ufeffa\ud800b\udfffc", "abc", "abc", "abc"),
        ("الدورة\u200f (أ)", "الدورة\u200f (أ)", "الدورة\u200f (أ)", "الدورة\u200f(أ)"),
    ],
)
def test_text_loses_what_is_not_seen_and_keeps_what_is(text: str, lines: str, line: str, solid: str) -> None:
    assert rules.several_lines(text) == lines
    assert rules.one_line(text) == line
    assert rules.without_spaces(text) == solid


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("", ""),
        (
            "https://a.example/sessions/1/?on=2011-06-24#items",
            "https://a.example/sessions/1/?on=2011-06-24#items",
        ),
        ("https://a.example/%C3%A9", "https://a.example/%C3%A9"),
        ('https://a.example/é\\,;"<>', "https://a.example/%C3%A9%5C,;%22%3C%3E"),
        ("https://a.example/\u202e a\r\nb", "https://a.example/ab"),
    ],
)
def test_an_address_has_only_the_characters_of_an_address(url: str, address: str) -> None:
    assert rules.address(url) == address


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Plenary", "Plenary"),
        ("Resources, Cooperation and Assistance", "Resources, Cooperation and Assistance"),
        ("A\\N,\nB", "A/N, B"),
    ],
)
def test_a_category_keeps_its_commas_and_has_no_backslash(text: str, category: str) -> None:
    assert rules.category(text) == category
