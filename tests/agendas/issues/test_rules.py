"""Issues and actions: letters, and ranges of the action plan."""

from dataclasses import dataclass

import pytest

from agendas.issues import rules
from foundation.rules import Refused


@dataclass(frozen=True)
class Numbers:
    """What the rules of ranges look at."""

    kind: str
    number_from: int | None
    number_to: int | None


STOCKPILES = Numbers("range", 7, 12)
CLEARANCE = Numbers("range", 13, 22)
ASSISTANCE = Numbers("range", 34, 52)
ENTRIES = [Numbers("action", 36, 36), Numbers("recalled_content", None, None), STOCKPILES, CLEARANCE, ASSISTANCE]


def test_there_are_fourteen_letters() -> None:
    assert rules.LETTERS == "abcdefghijklmn"


@pytest.mark.parametrize(("first", "last"), [(1, 6), (23, 33), (53, 67), (53, 53)])
def test_a_range_beside_others_is_accepted(first: int, last: int) -> None:
    rules.check_range(first, last, ENTRIES)


@pytest.mark.parametrize(
    ("first", "last", "refusal", "facts"),
    [
        pytest.param(0, 6, rules.UnknownAction, {"number": 0}, id="before the plan"),
        pytest.param(53, 68, rules.UnknownAction, {"number": 68}, id="beyond the plan"),
        pytest.param(6, 1, rules.RangeReversed, {"number_from": 6, "number_to": 1}, id="reversed"),
        pytest.param(1, 7, rules.OverlappingRanges, {"number": 7}, id="one action in common"),
        pytest.param(1, 67, rules.OverlappingRanges, {"number": 7}, id="around others"),
        pytest.param(14, 15, rules.OverlappingRanges, {"number": 14}, id="within another"),
    ],
)
def test_a_range_that_cannot_be_is_refused(
    first: int, last: int, refusal: type[Refused], facts: dict[str, object]
) -> None:
    with pytest.raises(refusal) as caught:
        rules.check_range(first, last, ENTRIES)
    assert caught.value.facts == facts
