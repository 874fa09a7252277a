"""The rules of attendance, in tables."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.attendance import rules
from meetings.attendance.rules import Change, Clash, Tally, Value

P, A, E, U = Value.PRESENT, Value.ABSENT, Value.EXCUSED, Value.UNKNOWN
FRIDAY = date(2011, 6, 24)


@pytest.mark.parametrize(
    ("today", "is_cancelled", "refusal"),
    [
        (date(2011, 6, 23), False, rules.TooEarlyToMark),
        (date(2011, 6, 24), False, None),
        (date(2011, 6, 25), False, None),  # corrected the day after
        (date(2011, 6, 24), True, rules.SessionIsCancelled),
    ],
)
def test_marking_opens_with_the_day(today: date, is_cancelled: bool, refusal: type[Exception] | None) -> None:
    if refusal is None:
        rules.check_may_mark(FRIDAY, today, is_cancelled)
    else:
        with pytest.raises(refusal):
            rules.check_may_mark(FRIDAY, today, is_cancelled)


@pytest.mark.parametrize(
    ("stored", "seen", "wanted", "outcome"),
    [
        (None, U, P, "stored"),
        (None, U, U, "left"),
        (P, P, A, "stored"),
        (P, U, P, "left"),  # somebody else marked the same
        (A, U, P, "clash"),
        (A, U, U, "left"),  # not touched here: the other's mark stays
        (P, A, E, "clash"),
    ],
)
def test_changes_are_stored_left_or_clash(stored: Value | None, seen: Value, wanted: Value, outcome: str) -> None:
    change = Change(7, seen, wanted)
    kept, clashes = rules.sort_changes([change], {} if stored is None else {7: stored})
    assert kept == ([change] if outcome == "stored" else [])
    assert clashes == ([Clash(7, stored, wanted)] if outcome == "clash" and stored else [])


def test_a_delegation_without_a_mark_is_unknown_and_not_absent() -> None:
    marks = {1: P, 2: A, 3: E, 4: U}
    assert rules.tally([1, 2, 3, 4, 5], marks) == Tally(present=1, absent=1, excused=1, unknown=2)
