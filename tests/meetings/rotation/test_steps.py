"""The way of a slate, and its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.rotation import steps
from meetings.rotation.steps import Declined, State

OPENS, CLOSES = date(2013, 12, 2), date(2013, 12, 5)


@dataclass(frozen=True)
class Standing:
    """A slate, as far as its way is concerned."""

    id: int
    state: str

    @property
    def name(self) -> str:
        """What the slate is called."""
        return f"9-{self.id}"


@pytest.mark.parametrize(
    ("state", "wanted", "refusal"),
    [
        (State.DRAFT, State.WITH_PRESIDENT, None),
        (State.WITH_PRESIDENT, State.ANNOUNCED, None),
        (State.ANNOUNCED, State.DECIDED, None),
        (State.DRAFT, State.SET_ASIDE, None),
        (State.WITH_PRESIDENT, State.SET_ASIDE, None),
        (State.ANNOUNCED, State.SET_ASIDE, None),
        (State.DRAFT, State.ANNOUNCED, steps.StepOutOfOrder),
        (State.DRAFT, State.DECIDED, steps.StepOutOfOrder),
        (State.WITH_PRESIDENT, State.DECIDED, steps.StepOutOfOrder),
        (State.ANNOUNCED, State.WITH_PRESIDENT, steps.StepOutOfOrder),
        (State.DRAFT, State.DRAFT, steps.StepOutOfOrder),
        (State.DECIDED, State.DECIDED, steps.SlateIsDecided),
        (State.DECIDED, State.SET_ASIDE, steps.SlateIsDecided),
        (State.SET_ASIDE, State.WITH_PRESIDENT, steps.SlateIsSetAside),
        (State.SET_ASIDE, State.SET_ASIDE, steps.SlateIsSetAside),
    ],
)
def test_one_step_follows_another(state: State, wanted: State, refusal: type[Refused] | None) -> None:
    if refusal is None:
        steps.check_step(state, wanted)
        assert wanted in (steps.next_state(state), State.SET_ASIDE)
    else:
        with pytest.raises(refusal):
            steps.check_step(state, wanted)


@pytest.mark.parametrize("state", [State.DECIDED, State.SET_ASIDE])
def test_nothing_follows_the_end(state: State) -> None:
    assert steps.next_state(state) is None


@pytest.mark.parametrize(
    ("other", "wanted", "refusal"),
    [
        (State.ANNOUNCED, State.ANNOUNCED, steps.AnotherIsAnnounced),
        (State.DECIDED, State.WITH_PRESIDENT, steps.AnotherIsDecided),
        (State.DECIDED, State.ANNOUNCED, steps.AnotherIsDecided),
        (State.ANNOUNCED, State.DECIDED, steps.AnotherIsAnnounced),
        (State.DECIDED, State.DECIDED, steps.AnotherIsDecided),
    ],
)
def test_one_slate_at_a_time_is_before_the_public(other: State, wanted: State, refusal: type[Refused]) -> None:
    slate = Standing(1, State.WITH_PRESIDENT)
    with pytest.raises(refusal) as refused:
        steps.check_alone(slate, [slate, Standing(2, State.SET_ASIDE), Standing(3, other)], wanted)
    assert refused.value.facts == {"slate": "9-3"}


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ([Standing(1, State.ANNOUNCED)], State.DECIDED),
        ([Standing(1, State.WITH_PRESIDENT), Standing(2, State.DRAFT)], State.ANNOUNCED),
        ([Standing(1, State.DRAFT), Standing(2, State.DECIDED)], State.SET_ASIDE),
        ([Standing(1, State.DRAFT), Standing(2, State.ANNOUNCED)], State.WITH_PRESIDENT),
    ],
)
def test_others_that_are_not_out_are_no_hindrance(others: list[Standing], wanted: State) -> None:
    steps.check_alone(others[0], others, wanted)
    assert steps.next_state(State.DECIDED) is None


def test_the_slate_that_the_president_has_makes_room_for_the_next() -> None:
    slate, before = Standing(1, State.DRAFT), Standing(2, State.WITH_PRESIDENT)
    assert steps.replaced_by(slate, [slate, before, Standing(3, State.ANNOUNCED)]) == before
    assert steps.replaced_by(slate, [slate, Standing(3, State.DRAFT)]) is None
    assert steps.replaced_by(before, [slate, before]) is None


ZAMBIA, NORWAY, PERU = "ZMB", "NOR", "PER"


@pytest.mark.parametrize(
    ("in_consultation", "on_slates", "despite", "gone"),
    [
        ([], [], [], []),
        ([NORWAY], [], [], [NORWAY]),
        (["JOR"], [Declined("MOZ", "8-1", 9)], [], []),
        ([], [Declined(PERU, "7-1", 8)], [], [PERU]),
        ([], [Declined(PERU, "7-1", 8)], [PERU], []),
        ([], [Declined(PERU, "7-1", 8), Declined(PERU, "9-1", 10)], [PERU], [PERU]),
        ([], [Declined(PERU, "9-1", None)], [PERU], [PERU]),
        ([PERU], [], [PERU], []),
        ([PERU, ZAMBIA], [Declined(NORWAY, "9-2", 11)], [], [ZAMBIA, NORWAY, PERU]),
    ],
    ids=[
        "nobody",
        "in the consultation",
        "States that are not on it",
        "another slate before",
        "known and asked all the same",
        "asked all the same and declined again",
        "not mended yet",
        "in the consultation and asked all the same",
        "several, in the order of the slate",
    ],
)
def test_who_declined_since_a_slate_of_question_9_was_made(
    in_consultation: list[str], on_slates: list[Declined], despite: list[str], gone: list[str]
) -> None:
    states = (ZAMBIA, NORWAY, PERU, NORWAY)
    assert gone == steps.declined_since(
        states, 9, in_consultation=in_consultation, on_slates=on_slates, despite=despite
    )


@pytest.mark.parametrize("closes", [date(2013, 12, 4), date(2012, 12, 7), None])
def test_a_meeting_that_closes_on_another_day_did_not_decide(closes: date | None) -> None:
    with pytest.raises(steps.WrongMeeting):
        steps.check_meeting("Sample", OPENS, closes, CLOSES, CLOSES)


def test_a_meeting_that_has_not_begun_did_not_decide() -> None:
    with pytest.raises(steps.MeetingNotOpenYet):
        steps.check_meeting("Sample", OPENS, CLOSES, CLOSES, date(2013, 12, 1))


@pytest.mark.parametrize("today", [OPENS, CLOSES, date(2014, 1, 1)])
def test_a_meeting_decides_from_its_first_day_on(today: date) -> None:
    steps.check_meeting("Sample", OPENS, CLOSES, CLOSES, today)
    assert today >= OPENS


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"b": 1, "a": [1, 2]}, '{"a":[1,2],"b":1}'),
        ({"name": "Côte d'Ivoire", "ar": "زامبيا"}, '{"ar":"زامبيا","name":"Côte d\'Ivoire"}'),
        ({"a": {"z": None, "y": True}}, '{"a":{"y":true,"z":null}}'),
    ],
)
def test_a_content_has_one_spelling_and_so_one_hash(content: Any, text: str) -> None:
    assert steps.canonical(content) == text
    assert steps.sha256_of(content) == hashlib.sha256(text.encode()).hexdigest()


def test_no_number_that_json_does_not_know_is_hashed() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        steps.sha256_of({"a": float("nan")})


def test_a_changed_content_or_step_is_found() -> None:
    content = {"places": [{"state": "ZMB"}]}
    hashed = steps.sha256_of(content)
    assert steps.is_unchanged(content, hashed, [hashed, hashed])
    assert not steps.is_unchanged({"places": [{"state": "NOR"}]}, hashed, [hashed])
    assert not steps.is_unchanged(content, hashed, [hashed, "0" * 64])
