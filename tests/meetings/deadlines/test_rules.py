"""Days that deadlines fall on, and when people are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from meetings.deadlines import rules
from meetings.deadlines.rules import Days, Standing

TENTH = Days(date(2010, 11, 29), date(2010, 12, 3))
"""The Tenth Meeting of the States Parties."""


@dataclass(frozen=True)
class Offset:
    """So many days from the opening or the closing day."""

    days: int
    counts_from: str = "opening"


@dataclass(frozen=True)
class Meeting:
    """A meeting of which only the days matter."""

    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Deadline:
    """A deadline of which only the standing matters."""

    due_on: date
    is_met: bool = False
    is_dropped: bool = False
    is_beginning: bool = False


@pytest.mark.parametrize(
    ("offset", "days", "expected"),
    [
        pytest.param(Offset(-14 * 7), TENTH, date(2010, 8, 23), id="14 weeks before the Tenth Meeting"),
        pytest.param(Offset(-10 * 7), TENTH, date(2010, 9, 20), id="10 weeks before it"),
        pytest.param(Offset(-6 * 7), TENTH, date(2010, 10, 18), id="6 weeks before it, over the end of summer time"),
        pytest.param(Offset(14, "closing"), TENTH, date(2010, 12, 17), id="two weeks after it closed"),
        pytest.param(Offset(0), TENTH, date(2010, 11, 29), id="the opening day itself"),
        pytest.param(Offset(-1), Days(date(2012, 3, 1), date(2012, 3, 2)), date(2012, 2, 29), id="a leap day"),
        pytest.param(Offset(-1), Days(date(2011, 1, 1), date(2011, 1, 2)), date(2010, 12, 31), id="the year before"),
    ],
)
def test_the_day_of_a_deadline_follows_from_the_days_of_the_meeting(offset: Offset, days: Days, expected: date) -> None:
    assert rules.due_on(offset, days) == expected


@pytest.mark.parametrize("days", [731, -731, 10**12])
def test_an_offset_that_nobody_means_is_refused(days: int) -> None:
    with pytest.raises(rules.TooFar):
        rules.due_on(Offset(days), TENTH)


@pytest.mark.parametrize(("first", "last"), [(None, None), (date(2011, 6, 20), None), (None, date(2011, 6, 24))])
def test_nothing_counts_from_days_that_are_not_known(first: date | None, last: date | None) -> None:
    with pytest.raises(rules.MeetingHasNoDays) as refused:
        rules.days_of(Meeting("Sample week", first, last))
    assert refused.value.facts == {"meeting": "Sample week"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2011, 6, 17), None, id="Friday"),
        pytest.param(date(2011, 6, 18), date(2011, 6, 17), id="Saturday"),
        pytest.param(date(2011, 6, 19), date(2011, 6, 17), id="Sunday"),
        pytest.param(date(2011, 6, 20), None, id="Monday"),
    ],
)
def test_a_weekend_is_told_with_the_working_day_before(day: date, expected: date | None) -> None:
    assert (rules.working_day_before(day) if rules.is_weekend(day) else None) == expected


@pytest.mark.parametrize(
    ("day", "free_days", "expected"),
    [
        pytest.param(date(2011, 6, 23), {date(2011, 6, 23)}, date(2011, 6, 22), id="a free day"),
        pytest.param(date(2011, 6, 18), {date(2011, 6, 17)}, date(2011, 6, 16), id="a weekend after a free day"),
        pytest.param(date(2011, 6, 20), {date(2011, 6, 20)}, date(2011, 6, 17), id="a free Monday"),
        pytest.param(date(2011, 6, 22), {date(2011, 6, 23)}, date(2011, 6, 22), id="the day before a free day"),
    ],
)
def test_free_days_are_no_working_days(day: date, free_days: set[date], expected: date) -> None:
    assert rules.working_day_before(day, free_days) == expected


@pytest.mark.parametrize(
    ("after", "is_told", "expected"),
    [
        pytest.param(date(2011, 6, 21), True, date(2011, 6, 20), id="moved"),
        pytest.param(date(2011, 6, 21), False, date(2011, 6, 1), id="moved while nobody knew of it"),
        pytest.param(date(2011, 6, 20), True, date(2011, 6, 1), id="not moved"),
    ],
)
def test_the_day_that_everybody_was_told_is_kept(after: date, is_told: bool, expected: date) -> None:
    assert rules.announced_before(date(2011, 6, 20), after, date(2011, 6, 1), is_told=is_told) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("14, 3", (14, 3)),
        ("3,14", (14, 3)),
        ("7;7; 7", (7,)),
        ("14، 3", (14, 3)),
        (" 0 ", (0,)),
        ("120", (120,)),
    ],
)
def test_days_of_reminders_are_read_with_commas_of_any_script(text: str, expected: tuple[int, ...]) -> None:
    assert rules.reminder_days(text) == expected


@pytest.mark.parametrize("text", ["soon", "-3", "3.5", "121", "1,2,3,4,5,6", "9999999999", "3 14"])
def test_what_are_no_days_of_reminders_is_refused(text: str) -> None:
    with pytest.raises(rules.NotDaysBefore):
        rules.reminder_days(text)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (Deadline(date(2011, 6, 24)), Standing.SOON),
        (Deadline(date(2011, 7, 4)), Standing.SOON),
        (Deadline(date(2011, 7, 5)), Standing.AHEAD),
        (Deadline(date(2011, 6, 20)), Standing.TODAY),
        (Deadline(date(2011, 6, 19)), Standing.PAST),
        (Deadline(date(2011, 6, 19), is_beginning=True), Standing.BEGUN),
        (Deadline(date(2011, 6, 24), is_beginning=True), Standing.SOON),
        (Deadline(date(2011, 6, 19), is_met=True), Standing.MET),
        (Deadline(date(2011, 6, 30), is_met=True), Standing.MET),
        (Deadline(date(2011, 6, 30), is_met=True, is_dropped=True), Standing.DROPPED),
    ],
)
def test_where_a_deadline_stands_on_20_june(deadline: Deadline, expected: Standing) -> None:
    assert rules.standing_of(deadline, date(2011, 6, 20)) == expected


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (Deadline(date(2011, 6, 19)), Standing.DONE),
        (Deadline(date(2011, 6, 24)), Standing.DONE),
        (Deadline(date(2011, 6, 19), is_met=True), Standing.MET),
        (Deadline(date(2011, 6, 19), is_dropped=True), Standing.DROPPED),
    ],
)
def test_what_the_record_tells_to_be_done_is_done_unless_people_said_more(
    deadline: Deadline, expected: Standing
) -> None:
    assert rules.standing_of(deadline, date(2011, 6, 20), is_done=True) == expected


DUE = date(2011, 6, 20)


@pytest.mark.parametrize(
    ("today", "reminded", "expected"),
    [
        pytest.param(date(2011, 6, 5), (), None, id="no day has come"),
        pytest.param(date(2011, 6, 6), (), date(2011, 6, 6), id="the first has come"),
        pytest.param(date(2011, 6, 6), (date(2011, 6, 6),), None, id="it was sent"),
        pytest.param(date(2011, 6, 16), (date(2011, 6, 6),), None, id="between the two"),
        pytest.param(date(2011, 6, 17), (date(2011, 6, 6),), date(2011, 6, 17), id="the second has come"),
        pytest.param(date(2011, 6, 18), (), date(2011, 6, 17), id="both passed unsent: one mail"),
        pytest.param(date(2011, 6, 20), (date(2011, 6, 17),), None, id="on the last day, all sent"),
        pytest.param(date(2011, 6, 21), (), None, id="too late"),
    ],
)
def test_people_are_reminded_once_for_each_day_that_comes(
    today: date, reminded: tuple[date, ...], expected: date | None
) -> None:
    assert rules.day_to_remind(DUE, (14, 3), today, reminded) == expected


def test_a_deadline_without_days_of_reminders_reminds_nobody() -> None:
    assert rules.day_to_remind(DUE, (), DUE, ()) is None
