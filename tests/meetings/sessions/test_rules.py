"""Rules about sessions, in tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from foundation.languages import DOCUMENT_LANGUAGES
from foundation.rules import Refused
from meetings.sessions import rules
from meetings.sessions.bookings import Booking, check_room_free
from meetings.sessions.doubts import Doubt
from meetings.sessions.doubts import doubts as doubts_about
from meetings.sessions.rules import Plan, State


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall time in June 2011."""
    return datetime.fromisoformat(f"2011-06-{day} {hour:02}:{minute:02}")


MORNING = Plan(title="Sample session", starts=at(24, 10), ends=at(24, 13))


@dataclass(frozen=True)
class Week:
    """A meeting with or without its days."""

    starts_on: date | None = date(2011, 6, 20)
    ends_on: date | None = date(2011, 6, 24)
    name: str = "Sample week"


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (at(24, 10), at(24, 13)),
        (at(24, 10), at(24, 10, 15)),  # a quarter of an hour
        (at(24, 9, 45), at(24, 17, 45)),  # eight hours
        (at(24, 0), at(24, 0, 15)),
    ],
)
def test_hours_that_a_session_may_have(starts: datetime, ends: datetime) -> None:
    rules.check_times(replace(MORNING, starts=starts, ends=ends))


@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        (at(24, 10, 5), at(24, 13), rules.BetweenSteps(time="10:05", minutes=15)),
        (at(24, 10), at(24, 13, 1), rules.BetweenSteps(time="13:01", minutes=15)),
        (at(24, 10).replace(second=1), at(24, 13), rules.BetweenSteps(time="10:00", minutes=15)),
        (at(24, 10), at(24, 10), rules.EndNotAfterStart(starts="10:00", ends="10:00")),
        (at(24, 13), at(24, 10), rules.EndNotAfterStart(starts="13:00", ends="10:00")),
        (at(24, 22), at(25, 1), rules.NotOnOneDay(first="2011-06-24", last="2011-06-25")),
        (at(24, 9), at(24, 17, 15), rules.TooLong(hours=8)),
    ],
)
def test_hours_that_no_session_has(starts: datetime, ends: datetime, refusal: Refused) -> None:
    with pytest.raises(type(refusal)) as refused:
        rules.check_times(replace(MORNING, starts=starts, ends=ends))

    assert refused.value.facts == refusal.facts


@pytest.mark.parametrize("day", [date(2011, 6, 20), date(2011, 6, 24)])
def test_the_first_and_the_last_day_belong_to_the_meeting(day: date) -> None:
    rules.check_within(day, Week())


@pytest.mark.parametrize("day", [date(2011, 6, 19), date(2011, 6, 25), date(2012, 6, 22)])
def test_a_session_lies_within_the_days_of_its_meeting(day: date) -> None:
    with pytest.raises(rules.OutsideMeeting) as refused:
        rules.check_within(day, Week())

    assert refused.value.facts == {"day": day.isoformat(), "first": "2011-06-20", "last": "2011-06-24"}


@pytest.mark.parametrize("week", [Week(starts_on=None), Week(ends_on=None)])
def test_nothing_lies_within_days_that_are_not_known(week: Week) -> None:
    with pytest.raises(rules.MeetingHasNoDays):
        rules.check_within(date(2011, 6, 24), week)


def booking(starts: int, ends: int) -> Booking:
    """A session in the room on 24 June, from an hour to an hour, in UTC and two hours later on the wall."""
    wall = [at(24, hour) for hour in (starts, ends)]
    utc = [moment.replace(hour=moment.hour - 2, tzinfo=UTC) for moment in wall]
    return Booking(7, "Another session", wall[0], wall[1], utc[0], utc[1])


@pytest.mark.parametrize(
    ("others", "is_free"),
    [
        ([], True),
        ([booking(8, 10), booking(13, 15)], True),  # one leaves as the other enters
        ([booking(10, 13)], False),
        ([booking(9, 11)], False),
        ([booking(12, 14)], False),
        ([booking(11, 12)], False),
        ([booking(9, 14)], False),
        ([booking(8, 9), booking(12, 13)], False),
    ],
)
def test_a_room_holds_one_session_at_a_time(others: list[Booking], is_free: bool) -> None:
    starts, ends = datetime(2011, 6, 24, 8, tzinfo=UTC), datetime(2011, 6, 24, 11, tzinfo=UTC)
    if is_free:
        check_room_free("Room XX", starts, ends, others)
        return
    with pytest.raises(rules.RoomTaken) as refused:
        check_room_free("Room XX", starts, ends, others)

    assert refused.value.facts["title"] == "Another session"
    assert refused.value.facts["room"] == "Room XX"


def test_interpretation_is_into_the_languages_of_documents() -> None:
    rules.check_languages(DOCUMENT_LANGUAGES)
    with pytest.raises(rules.UnknownLanguage):
        rules.check_languages(["en", "de"])


@pytest.mark.parametrize(
    ("state", "confirmed", "cancelled", "restored"),
    [
        (State.TENTATIVE, State.CONFIRMED, State.CANCELLED, rules.NotCancelled),
        (State.CONFIRMED, rules.AlreadyConfirmed, State.CANCELLED, rules.NotCancelled),
        (State.CANCELLED, rules.AlreadyCancelled, rules.AlreadyCancelled, State.TENTATIVE),
    ],
)
def test_states_follow_each_other(state: State, confirmed: object, cancelled: object, restored: object) -> None:
    assert outcome(rules.confirmed, state) == confirmed
    assert outcome(rules.cancelled, state, "No quorum.") == cancelled
    assert outcome(rules.restored, state) == restored


def outcome(do: object, *arguments: object) -> object:
    """The state that follows, or the kind of refusal."""
    try:
        return do(*arguments)  # type: ignore[operator]
    except Refused as refused:
        return type(refused)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nothing_is_cancelled_without_a_reason(reason: str) -> None:
    with pytest.raises(rules.NoReason):
        rules.cancelled(State.CONFIRMED, reason)


LATER = replace(MORNING, starts=at(24, 15), ends=at(24, 18))


@pytest.mark.parametrize(
    ("after", "is_moved", "is_noticed"),
    [
        (MORNING, False, False),
        (replace(MORNING, source="Invitation letter"), False, False),
        (LATER, True, True),
        (replace(MORNING, ends=at(24, 12)), True, True),
        (replace(MORNING, room_id=2), False, True),
        (replace(MORNING, title="Another title"), False, True),
        (replace(MORNING, languages=("fr",)), False, True),
        (replace(MORNING, time_is_illustrative=True), False, True),
    ],
)
def test_what_a_change_means_for_calendars(after: Plan, is_moved: bool, is_noticed: bool) -> None:
    assert rules.is_moved(MORNING, after) is is_moved
    assert rules.is_noticed(MORNING, after) is is_noticed


@pytest.mark.parametrize(
    ("state", "is_released", "after", "kept", "announced"),
    [
        (State.TENTATIVE, False, LATER, None, None),  # nobody was told the first time
        (State.TENTATIVE, True, LATER, None, MORNING.starts),
        (State.CONFIRMED, False, LATER, None, MORNING.starts),
        (State.CONFIRMED, True, replace(MORNING, room_id=2), None, None),
        (State.CONFIRMED, True, replace(MORNING, ends=at(24, 12)), None, None),  # it begins when it was said to
        (State.CONFIRMED, True, LATER, at(23, 10), MORNING.starts),  # moved twice: the last announcement counts
        (State.TENTATIVE, False, LATER, at(23, 10), at(23, 10)),
    ],
)
def test_the_announced_start_of_a_confirmed_or_released_session_is_kept(
    state: State, is_released: bool, after: Plan, kept: datetime | None, announced: datetime | None
) -> None:
    assert rules.announced_before(state, MORNING, after, kept, is_released=is_released) == announced


@pytest.mark.parametrize(
    ("plan", "doubts"),
    [
        (MORNING, ()),
        (replace(MORNING, languages=("fr",)), ()),
        (replace(MORNING, ends=at(24, 13, 15)), ()),
        (replace(MORNING, ends=at(24, 13, 15), languages=("fr",)), (Doubt.LONG_INTERPRETATION,)),
        (LATER, ()),
        (replace(LATER, ends=at(24, 18, 15)), (Doubt.AFTER_SIX,)),
        (replace(MORNING, starts=at(25, 10), ends=at(25, 13)), (Doubt.WEEKEND,)),
    ],
)
def test_what_a_secretariat_may_have_overlooked(plan: Plan, doubts: tuple[Doubt, ...]) -> None:
    assert doubts_about(plan) == doubts


def test_the_usual_half_days_are_sessions_without_doubts() -> None:
    for slot in rules.SLOTS:
        day = date(2011, 6, 24)
        plan = replace(
            MORNING,
            starts=datetime.combine(day, slot.starts),
            ends=datetime.combine(day, slot.ends),
            languages=DOCUMENT_LANGUAGES,
        )
        rules.check_times(plan)
        assert doubts_about(plan) == ()
