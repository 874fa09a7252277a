"""What an item must be, and that all of them fit into the session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agendas.items import rules
from agendas.items.rules import ItemValues, Theme

ITEM = ItemValues("Views of delegations", 30, Theme.CROSS_CUTTING, ("m",))


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"minutes": 5},
        {"minutes": 480},
        {"theme": Theme.PROCEDURAL, "issues": ()},
        {"issues": ("a", "n")},
        {"presenters": (1, 2, 3, 4, 5)},
    ],
)
def test_an_item_that_can_be_held_is_accepted(said: dict[str, Any]) -> None:
    rules.check_item(replace(ITEM, **said))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"minutes": 0}, rules.MinutesRefused),
        ({"minutes": -5}, rules.MinutesRefused),
        ({"minutes": 4}, rules.MinutesRefused),
        ({"minutes": 7}, rules.MinutesRefused),
        ({"minutes": 485}, rules.MinutesRefused),
        ({"issues": ()}, rules.NoIssue),
        ({"theme": Theme.VICTIM_ASSISTANCE, "issues": ()}, rules.NoIssue),
        ({"theme": Theme.PROCEDURAL}, rules.ProcedureWithIssues),
        ({"presenters": (1, 2, 3, 4, 5, 6)}, rules.TooManyPresenters),
    ],
)
def test_an_item_that_cannot_be_is_refused(said: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.check_item(replace(ITEM, **said))


@pytest.mark.parametrize(
    ("minutes", "length", "over"), [([180], 180, None), ([], 180, None), ([90, 95], 180, 5), ([480, 480], 180, 780)]
)
def test_items_that_take_longer_than_the_session_are_refused_with_the_minutes_over(
    minutes: list[int], length: int, over: int | None
) -> None:
    if over is None:
        rules.check_fits(minutes, length)
        return
    with pytest.raises(rules.OverTime) as caught:
        rules.check_fits(minutes, length)
    assert caught.value.facts == {"over": over, "length": length}


@pytest.mark.parametrize(
    ("before", "after", "is_accepted"),
    [
        pytest.param([100], [100, 80], True, id="it fills the session"),
        pytest.param([100], [100, 85], False, id="it adds too many minutes"),
        pytest.param([200], [190], True, id="what was too long becomes shorter, and is too long still"),
        pytest.param([200], [200], True, id="what was too long stays so"),
        pytest.param([200], [200, 5], False, id="what was too long becomes longer"),
    ],
)
def test_an_edit_may_not_add_minutes_that_the_session_does_not_have(
    before: list[int], after: list[int], is_accepted: bool
) -> None:
    if is_accepted:
        rules.check_edit_fits(before, after, 180)
        return
    with pytest.raises(rules.OverTime):
        rules.check_edit_fits(before, after, 180)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cancelled": True}, rules.SessionCancelled),
        ({"items": []}, rules.EmptyAgenda),
        ({"items": [100, 85]}, rules.OverTime),
    ],
)
def test_an_agenda_that_nobody_could_follow_is_not_circulated(facts: dict[str, Any], refusal: type[Exception]) -> None:
    usual: dict[str, Any] = {"items": [100, 80], "length": 180, "cancelled": False}
    rules.check_circulation(**usual)
    with pytest.raises(refusal):
        rules.check_circulation(**{**usual, **facts})


@pytest.mark.parametrize(
    ("before", "after", "is_accepted"),
    [(180, 180, True), (180, 240, True), (180, 150, True), (180, 145, False), (120, 120, True), (120, 130, True)],
)
def test_a_session_does_not_become_shorter_than_its_circulated_agenda(
    before: int, after: int, is_accepted: bool
) -> None:
    if is_accepted:
        rules.check_session_length(150, before=before, after=after)
        return
    with pytest.raises(rules.ShorterThanItsAgenda) as caught:
        rules.check_session_length(150, before=before, after=after)
    assert caught.value.facts == {"minutes": 150}


@pytest.mark.parametrize("place", [0, -1, 4])
def test_a_place_that_the_agenda_does_not_have_is_refused(place: int) -> None:
    with pytest.raises(rules.NoSuchPlace):
        rules.check_place(place, 3)


def test_the_first_edition_carries_no_mark() -> None:
    assert [rules.revision_mark(revision) for revision in range(3)] == ["", "Rev.1", "Rev.2"]
