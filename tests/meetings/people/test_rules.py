"""Names of people, acting in office, and the ends of dated rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from foundation.rules import Refused
from meetings.people import rules
from tests.refusals import refusal_of

NOON = datetime(2011, 6, 20, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("Sample Person", "Sample Person", id="plain"),
        pytest.param("  Sample \t Person\n", "Sample Person", id="blanks"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("شخص", "شخص", id="Arabic"),
        pytest.param("x" * 200, "x" * 200, id="as long as may be"),
    ],
)
def test_a_name_is_kept_in_its_plain_spelling(typed: str, name: str) -> None:
    assert rules.person_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \t\u200f", id="nothing to see"),
        pytest.param("x" * 201, id="too long"),
        pytest.param("Sample\x00", id="a control character"),
        pytest.param("Sample \u202enosreP", id="a direction override"),
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(rules.NotAName):
        rules.person_name(typed)


@pytest.mark.parametrize(
    ("kind", "acts", "refusal"),
    [
        ("state", True, None),
        ("state", False, None),
        ("organization", False, None),
        ("organization", True, rules.OnlyStatesHoldOffice),
    ],
)
def test_anybody_may_belong_and_those_of_states_may_act(kind: str, acts: bool, refusal: type[Refused] | None) -> None:
    assert refusal_of(rules.check_acting, kind, acts) is refusal


@pytest.mark.parametrize(
    ("since", "ends"),
    [
        pytest.param(NOON - timedelta(days=1), NOON, id="begun yesterday"),
        pytest.param(NOON, NOON + INSTANT, id="begun this moment"),
        pytest.param(NOON + timedelta(seconds=3), NOON + timedelta(seconds=3) + INSTANT, id="by a clock ahead of ours"),
    ],
)
def test_a_row_always_has_a_duration(since: datetime, ends: datetime) -> None:
    assert rules.ending(since, NOON) == ends


@dataclass(frozen=True)
class Row:
    """A dated row about a person."""

    account_id: int
    since: datetime
    until: datetime | None


def at(hour: int) -> datetime:
    return NOON.replace(hour=hour)


def test_rows_that_follow_each_other_are_one_time_and_rows_with_a_gap_are_two() -> None:
    rows = [Row(1, at(1), at(2)), Row(2, at(1), None), Row(1, at(2), at(3)), Row(1, at(4), None)]

    assert [(one.row.account_id, one.since.hour, one.until and one.until.hour) for one in rules.spells(rows)] == [
        (1, 1, 3),
        (2, 1, None),
        (1, 4, None),
    ]


def test_the_version_of_a_delegation_grows_with_each_row_that_begins_or_ends() -> None:
    begun = [Row(1, at(1), None)]
    ended = [Row(1, at(1), at(2))]
    assert rules.version_of([]) < rules.version_of(begun) < rules.version_of(ended) < rules.version_of(ended + begun)
