"""Until when a call is open, whom it goes to, when to remind, and what may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.rules import Refused
from meetings.consultations import reminders, rules
from meetings.consultations.rules import Call, Kind, Reply

TODAY = date(2011, 6, 20)
NOON = datetime(2011, 6, 20, 12, tzinfo=UTC)
SINCE = date(2011, 12, 2)
OFFERED = ("sc_mc", "sc_va", "sc_rca")


@dataclass(frozen=True)
class Times:
    """A call's times."""

    deadline: date = date(2011, 9, 15)
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """Somebody of a delegation."""

    name: str
    acts_in_office: bool = False
    is_focal_point: bool = False


# Calls


@pytest.mark.parametrize(
    ("call", "today", "standing"),
    [
        pytest.param(Times(), date(2011, 9, 14), Call.OPEN, id="before the deadline"),
        pytest.param(Times(), date(2011, 9, 15), Call.OPEN, id="the deadline is the last day"),
        pytest.param(Times(), date(2011, 9, 16), Call.OVER, id="the day after"),
        pytest.param(Times(closed_at=NOON), TODAY, Call.CLOSED, id="closed early"),
        pytest.param(Times(closed_at=NOON), date(2012, 1, 1), Call.CLOSED, id="closed, and the deadline passed too"),
        pytest.param(Times(withdrawn_at=NOON), TODAY, Call.WITHDRAWN, id="withdrawn"),
        pytest.param(Times(closed_at=NOON, withdrawn_at=NOON), TODAY, Call.WITHDRAWN, id="closed, then withdrawn"),
    ],
)
def test_where_a_call_stands(call: Times, today: date, standing: Call) -> None:
    assert rules.standing_of(call, today) == standing


@pytest.mark.parametrize(
    ("call", "refusal"),
    [(Times(withdrawn_at=NOON), rules.CallIsWithdrawn), (Times(closed_at=NOON), rules.CallIsOver)],
)
def test_only_an_open_call_takes_answers(call: Times, refusal: type[Refused]) -> None:
    rules.check_open(Times(), TODAY)
    with pytest.raises(refusal):
        rules.check_open(call, TODAY)


@pytest.mark.parametrize(
    ("deadline", "refusal"),
    [
        pytest.param(TODAY, None, id="today"),
        pytest.param(SINCE - timedelta(days=1), None, id="the day before the term"),
        pytest.param(TODAY - timedelta(days=1), rules.DeadlineIsPast, id="yesterday"),
        pytest.param(SINCE, rules.DeadlineAfterTermBegins, id="the day on which the offices are decided"),
        pytest.param(date(2012, 5, 1), rules.DeadlineAfterTermBegins, id="in the term"),
    ],
)
def test_a_deadline_lies_between_today_and_the_term(deadline: date, refusal: type[Refused] | None) -> None:
    if refusal is None:
        rules.check_deadline(deadline, since=SINCE, today=TODAY)
        return
    with pytest.raises(refusal):
        rules.check_deadline(deadline, since=SINCE, today=TODAY)


@pytest.mark.parametrize("text", ["", "  ", "\u200f"])
def test_a_reason_has_words(text: str) -> None:
    rules.check_reason("a reason")
    with pytest.raises(rules.NoReason):
        rules.check_reason(text)


# Reminders


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("14, 3", (14, 3)),
        ("3,14", (14, 3)),
        ("3 14 3", (14, 3)),
        ("١٤، ٣", (14, 3)),
        ("7", (7,)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_the_days_of_reminders_are_read(typed: str, days: tuple[int, ...]) -> None:
    assert reminders.reminder_days(typed) == days


@pytest.mark.parametrize("typed", ["0", "-3", "14 days", "181", "1,2,3,4,5,6,7", "x", "3,,14", "9" * 400, "1.5", ","])
def test_what_are_no_days_of_reminders_is_refused(typed: str) -> None:
    with pytest.raises(reminders.NotReminderDays):
        reminders.reminder_days(typed)


def test_only_reminders_still_to_come_are_kept() -> None:
    deadline = TODAY + timedelta(days=10)
    assert reminders.remind_on(deadline, (14, 10, 9, 3), TODAY) == [date(2011, 6, 21), date(2011, 6, 27)]


FIRST, SECOND = date(2011, 9, 1), date(2011, 9, 12)


@pytest.mark.parametrize(
    ("reached_on", "today", "is_due"),
    [
        pytest.param([TODAY], FIRST - timedelta(days=1), False, id="the day before"),
        pytest.param([TODAY], FIRST, True, id="the day itself"),
        pytest.param([TODAY, FIRST], FIRST, False, id="once a day"),
        pytest.param([TODAY], FIRST + timedelta(days=2), True, id="made up for when the server stood still"),
        pytest.param([TODAY, FIRST], SECOND, True, id="the second day"),
        pytest.param([TODAY], SECOND, True, id="both days missed: one reminder"),
        pytest.param([TODAY, SECOND], SECOND + timedelta(days=1), False, id="and no second one"),
        pytest.param([FIRST + timedelta(days=3)], SECOND - timedelta(days=1), False, id="asked after the first day"),
        pytest.param([], FIRST, True, id="never reached by mail"),
    ],
)
def test_when_a_reminder_is_due(reached_on: list[date], today: date, is_due: bool) -> None:
    assert reminders.reminder_due([FIRST, SECOND], reached_on, today) is is_due


@pytest.mark.parametrize(
    ("people", "names"),
    [
        pytest.param([Person("a", acts_in_office=True), Person("b")], ["a"], id="who acts in office"),
        pytest.param([Person("a", is_focal_point=True), Person("b")], ["a"], id="the focal point"),
        pytest.param([Person("a", True), Person("b", False, True), Person("c")], ["a", "b"], id="both"),
        pytest.param([Person("a"), Person("b")], ["a", "b"], id="else everybody"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_to_whom_the_call_goes(people: list[Person], names: list[str]) -> None:
    assert [person.name for person in rules.addressees(people)] == names


# Answers


@pytest.mark.parametrize(
    ("choice", "keys", "reply"),
    [
        ("any", (), Reply(Kind.WILLING)),
        ("some", ("sc_rca", "sc_mc"), Reply(Kind.WILLING, ("sc_mc", "sc_rca"))),
        ("declined", (), Reply(Kind.DECLINED)),
    ],
)
def test_an_answer_is_read_in_the_order_of_the_offer(choice: str, keys: tuple[str, ...], reply: Reply) -> None:
    assert rules.reply(choice, keys, "", offered=OFFERED) == reply


@pytest.mark.parametrize(
    ("choice", "keys", "refusal"),
    [
        ("some", (), rules.NoCommitteeChosen),
        ("", (), rules.UnknownChoice),
        ("perhaps", (), rules.UnknownChoice),
        ("willing", ("sc_mc",), rules.UnknownChoice),
        ("any", ("sc_mc",), rules.CommitteesBesideAnotherAnswer),
        ("declined", ("sc_mc",), rules.CommitteesBesideAnotherAnswer),
        ("some", ("sc_mc", "coordcom"), rules.CommitteeWithoutSeats),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(
    choice: str, keys: tuple[str, ...], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        rules.reply(choice, keys, "", offered=OFFERED)


def test_a_sounding_was_held_and_says_something() -> None:
    rules.check_sounding(TODAY, "willing", "", TODAY)
    with pytest.raises(rules.SoundingInTheFuture):
        rules.check_sounding(TODAY + timedelta(days=1), "willing", "", TODAY)
    with pytest.raises(rules.SoundingSaysNothing):
        rules.check_sounding(TODAY, "note", " ", TODAY)


def test_a_reminder_goes_out_on_a_day_to_come_or_is_told_as_left_out() -> None:
    asked, deadline = (30, 4, 3, 1), date(2011, 6, 24)
    going = reminders.remind_on(deadline, asked, date(2011, 6, 20))
    left = reminders.left_out(deadline, asked, date(2011, 6, 20))
    assert [(deadline - day).days for day in (*left, *going)] == list(asked)
    assert len(left) == 2
