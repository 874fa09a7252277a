"""Rules about the slots of a meeting: where they may lie, and which are usual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from foundation.rules import Refused
from meetings.sessions.rules import SLOTS, HasDays, Plan, check_languages, check_times, check_within
from meetings.sessions.rules import Slot as HalfDay

LUNCH = HalfDay(time(13, 15), time(14, 45))
"""Between the usual half days: small groups and side events sit then."""
MOST_SLOTS = 300


class SlotsOverlap(Refused):
    """Another slot of the meeting is at the time (facts: `day`, `starts`, `ends`: its day and hours)."""


class TooManySlots(Refused):
    """A meeting has at most `most` slots."""


class NothingToLayOut(Refused):
    """Every working day of the meeting has its usual slots, or others at their times."""


class Stretch(Protocol):
    """What slots are compared by."""

    @property
    def starts(self) -> datetime:
        """Return the start as wall time."""

    @property
    def ends(self) -> datetime:
        """Return the end as wall time."""


@dataclass(frozen=True)
class SlotFacts:
    """What a slot is to be: wall times of the meeting's zone, and the languages interpreted, None if not known."""

    starts: datetime
    ends: datetime
    languages: tuple[str, ...] | None = None


def check_slot(slot: SlotFacts, meeting: HasDays, others: Collection[Stretch]) -> None:
    """Refuse a slot that a meeting cannot have beside its others.

    Raises BetweenSteps, NotOnOneDay, EndNotAfterStart, TooLong, MeetingHasNoDays, OutsideMeeting, UnknownLanguage,
    SlotsOverlap, TooManySlots.
    """
    check_times(Plan(title="", starts=slot.starts, ends=slot.ends))
    check_within(slot.starts.date(), meeting)
    check_languages(slot.languages or ())
    check_number(len(others) + 1)
    for other in others:
        if _overlap(slot, other):
            day, starts, ends = other.starts.date().isoformat(), f"{other.starts:%H:%M}", f"{other.ends:%H:%M}"
            raise SlotsOverlap(day=day, starts=starts, ends=ends)


def check_number(number: int) -> None:
    """Refuse more slots than a meeting can have. Raises TooManySlots."""
    if number > MOST_SLOTS:
        raise TooManySlots(most=MOST_SLOTS)


def usual_slots(
    days: Iterable[date],
    others: Collection[Stretch],
    *,
    free_days: Collection[date],
    with_lunch: bool,
    languages: tuple[str, ...] | None = None,
) -> list[SlotFacts]:
    """The usual half days of the working days among these, and lunch if asked, where no other slot is at the time.

    `languages` are those of the half days; of lunch it is not known whether anybody interprets.
    """
    halves = sorted([*SLOTS, LUNCH] if with_lunch else SLOTS, key=lambda half: half.starts)
    found = [
        SlotFacts(
            datetime.combine(day, half.starts), datetime.combine(day, half.ends), None if half == LUNCH else languages
        )
        for day in days
        if day.isoweekday() <= 5 and day not in free_days
        for half in halves
    ]
    return [slot for slot in found if not any(_overlap(slot, other) for other in others)]


def carried_slots(
    slots: Iterable[SlotFacts],
    by: timedelta,
    days: Collection[date],
    *,
    free_days: Collection[date],
    is_shown: Callable[[datetime], bool],
) -> list[SlotFacts]:
    """The slots of another meeting on the days of this one, where these are worked on and the clocks show the hours.

    `is_shown` tells whether the clocks show a wall time once.
    """
    moved = (SlotFacts(slot.starts + by, slot.ends + by, slot.languages) for slot in slots)
    return [
        slot
        for slot in moved
        if slot.starts.date() in days
        and slot.starts.date() not in free_days
        and is_shown(slot.starts)
        and is_shown(slot.ends)
    ]


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.starts < other.ends and other.starts < one.ends
