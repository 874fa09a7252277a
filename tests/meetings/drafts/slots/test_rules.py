"""Rules about slots, in tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from foundation.rules import Refused
from meetings.drafts.slots import rules
from meetings.drafts.slots.rules import SlotFacts
from meetings.sessions import rules as sessions
from tests.refusals import refusal_of

DAYS = [date(2011, 6, day) for day in range(20, 26)]  # Monday to Saturday


@dataclass(frozen=True)
class Week:
    name: str = "Sample week"
    starts_on: date | None = DAYS[0]
    ends_on: date | None = DAYS[-1]


def slot(starts: str, ends: str, day: str = "2011-06-20", languages: tuple[str, ...] | None = None) -> SlotFacts:
    return SlotFacts(datetime.fromisoformat(f"{day}T{starts}"), datetime.fromisoformat(f"{day}T{ends}"), languages)


MORNING = slot("10:00", "13:00")


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (slot("15:00", "18:00"), None),
        (slot("13:00", "14:00"), None),
        (slot("09:00", "10:00"), None),
        (slot("10:00", "13:00", "2011-06-21"), None),
        (slot("12:45", "14:00"), rules.SlotsOverlap),
        (slot("09:00", "10:15"), rules.SlotsOverlap),
        (slot("11:00", "12:00"), rules.SlotsOverlap),
        (slot("09:00", "14:00"), rules.SlotsOverlap),
        (slot("15:10", "18:00"), sessions.BetweenSteps),
        (slot("18:00", "15:00"), sessions.EndNotAfterStart),
        (slot("15:00", "15:00"), sessions.EndNotAfterStart),
        (slot("00:00", "09:00"), sessions.TooLong),
        (slot("15:00", "18:00", "2011-06-27"), sessions.OutsideMeeting),
        (slot("15:00", "18:00", languages=("de",)), sessions.UnknownLanguage),
        (slot("15:00", "18:00", languages=()), None),
    ],
)
def test_slots_that_a_meeting_can_have(wanted: SlotFacts, refusal: type[Refused] | None) -> None:
    assert refusal_of(rules.check_slot, wanted, Week(), [MORNING]) is refusal


def test_a_meeting_has_so_many_slots_at_most() -> None:
    others = [slot("10:00", "10:15", "2011-06-21")] * rules.MOST_SLOTS

    assert refusal_of(rules.check_slot, MORNING, Week(), others) is rules.TooManySlots
    assert refusal_of(rules.check_number, rules.MOST_SLOTS) is None


@pytest.mark.parametrize(
    ("others", "free", "with_lunch", "count"),
    [
        ([], [], False, 10),
        ([], [], True, 15),
        ([MORNING], [], False, 9),
        ([slot("12:00", "16:00")], [], True, 12),
        ([], [date(2011, 6, 23)], False, 8),
    ],
)
def test_usual_slots_are_those_of_working_days(
    others: list[SlotFacts], free: list[date], with_lunch: bool, count: int
) -> None:
    found = rules.usual_slots(DAYS, others, free_days=free, with_lunch=with_lunch)

    assert len(found) == count
    assert all(one.starts.isoweekday() <= 5 and one.starts.date() not in free for one in found)
    assert found == sorted(found, key=lambda one: one.starts)
    assert {one.languages for one in found} == {None}


def test_languages_are_those_of_the_half_days() -> None:
    found = rules.usual_slots(DAYS[:1], [], free_days=(), with_lunch=True, languages=("en", "fr"))

    assert [one.languages for one in found] == [("en", "fr"), None, ("en", "fr")]
