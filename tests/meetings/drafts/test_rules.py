"""Rules about drafts, in tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.drafts import rules
from meetings.sessions import rules as sessions
from meetings.sessions.entries import Entry, Kind, Named, NamedAs, as_plain
from tests.builders.releases import entry
from tests.refusals import refusal_of


@dataclass(frozen=True)
class Week:
    name: str = "Sample week"
    starts_on: date | None = date(2011, 6, 20)
    ends_on: date | None = date(2011, 6, 24)


@dataclass(frozen=True)
class Step:
    number: int
    deed: str = "move"
    undone_by: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, None),
        ({"starts": None}, None),
        ({"title": "  "}, sessions.NoTitle),
        ({"title": "", "kind": Kind.BREAK}, rules.UntitledBreak),
        ({"minutes": 0}, sessions.BetweenSteps),
        ({"minutes": -15}, sessions.BetweenSteps),
        ({"minutes": 20}, sessions.BetweenSteps),
        ({"minutes": 480, "starts": "09:00"}, None),
        ({"minutes": 495}, sessions.TooLong),
        ({"starts": "10:05"}, sessions.BetweenSteps),
        ({"starts": "22:00"}, sessions.NotOnOneDay),
        ({"starts": "20:45"}, None),
        ({"day": date(2011, 6, 25)}, sessions.OutsideMeeting),
        ({"languages": ("de",)}, sessions.UnknownLanguage),
        ({"starts": None, "is_confirmed": True}, rules.ConfirmedWithoutPlace),
        ({"cancelled_because": " "}, sessions.NoReason),
        ({"cancelled_because": "No time."}, None),
    ],
)
def test_entries_that_a_programme_can_hold(said: dict[str, Any], refusal: type[Refused] | None) -> None:
    assert refusal_of(rules.check_entry, entry("one", **said), Week()) is refusal


def test_an_entry_of_a_meeting_without_days_has_no_place() -> None:
    unknown = Week(starts_on=None, ends_on=None)

    assert refusal_of(rules.check_entry, entry("one"), unknown) is sessions.MeetingHasNoDays
    assert refusal_of(rules.check_entry, entry("one", None), unknown) is None
    assert refusal_of(rules.days_of, unknown) is rules.DaysUnknown


@pytest.mark.parametrize(
    ("entries", "was", "refusal"),
    [
        ([entry("a"), entry("b", after=("a",))], 0, None),
        ([entry("a", after=("a",))], 0, rules.AfterItself),
        ([entry("a", after=("b",)), entry("b", after=("a",))], 0, rules.AfterItself),
        ([entry("a", after=("gone",))], 0, rules.UnknownAfter),
        ([entry(str(number)) for number in range(500)], 499, None),
        ([entry(str(number)) for number in range(501)], 500, rules.TooManyEntries),
        ([entry(str(number)) for number in range(501)], 501, None),
    ],
)
def test_what_entries_of_a_draft_can_be_together(entries: list[Entry], was: int, refusal: type[Refused] | None) -> None:
    assert refusal_of(rules.check_draft, entries, was=was) is refusal


def test_a_circle_is_told_by_titles() -> None:
    with pytest.raises(rules.AfterItself) as refused:
        rules.check_draft([entry("a", after=("b",), part="1/2"), entry("b", after=("a",)), entry("c")])

    assert set(str(refused.value.facts["titles"]).split(" – ")) == {"Sample a (1/2)", "Sample b"}


def test_nobody_sits_in_a_break() -> None:
    told = entry(
        "one", kind=Kind.BREAK, committee_id=3, part="1", languages=("en",), seats=5, is_confirmed=True,
        named=(Named("ZMB", NamedAs.NEEDED),),
    )  # fmt: skip
    tidy = rules.tidied(told)

    assert (tidy.committee_id, tidy.part, tidy.languages, tidy.seats, tidy.named, tidy.is_confirmed) == (
        None,
        "",
        (),
        None,
        (),
        False,
    )


def test_what_has_no_place_is_in_no_room_and_not_fixed() -> None:
    tidy = rules.tidied(entry("one", None, room_id=3, is_fixed=True))

    assert (tidy.room_id, tidy.is_fixed) == (None, False)


@pytest.mark.parametrize(
    ("steps", "seen", "number"),
    [
        ([Step(2), Step(3)], 3, 3),
        ([Step(2), Step(3)], 2, 2),
        ([Step(2), Step(3, undone_by=4), Step(4, deed="undo")], 4, 2),
        ([Step(2, undone_by=3), Step(3, deed="undo")], 3, None),
        ([Step(2), Step(3, deed="release")], 3, None),
        ([Step(2), Step(3, deed="update"), Step(4)], 4, 4),
        ([], 1, None),
    ],
)
def test_which_step_can_be_undone(steps: list[Step], seen: int, number: int | None) -> None:
    if number is None:
        assert refusal_of(rules.to_undo, steps, seen) is rules.NothingToUndo
    else:
        assert rules.to_undo(steps, seen).number == number


def test_what_was_touched_since() -> None:
    steps = [Step(2, after={"a": {}}), Step(3, after={"b": None}), Step(4, after={"c": {}})]

    assert rules.touched_since(steps, 2) == {"b", "c"}


def test_a_draft_as_it_was_begun() -> None:
    first, moved, added = entry("a"), entry("a", "15:00"), entry("b")
    steps = [
        Step(2, before={"a": as_plain(first)}, after={"a": as_plain(moved)}),
        Step(3, before={"b": None}, after={"b": as_plain(added)}),
        Step(4, before={"c": as_plain(entry("c"))}, after={"c": None}),
    ]

    assert rules.as_begun([moved, added], steps) == {"a": first, "c": entry("c")}


def test_what_goes_is_no_longer_waited_for() -> None:
    found = rules.without([entry("a"), entry("b", after=("a", "c")), entry("c")], "a")

    assert {uid: one.after for uid, one in found.items()} == {"b": ("c",)}


def test_every_kind_has_a_usual_length() -> None:
    assert set(rules.USUAL_MINUTES) == set(Kind)
    assert all(minutes % sessions.STEP_MINUTES == 0 for minutes in rules.USUAL_MINUTES.values())
