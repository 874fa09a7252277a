"""Rules about sessions: when and where a sitting may be, in which states it stands, and what subscribers are told.

A time of a session is a wall time in a named zone, which the clocks there must show just once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from foundation.rules import Refused
from foundation.wall_times import times_shown
from meetings.delegations.rules import LANGUAGES
from meetings.sessions.entries import SITTINGS, Entry, Kind, Named

STEP_MINUTES = 15
LONGEST = timedelta(hours=8)
LONGEST_TITLE, LONGEST_PART, LONGEST_TRACK, LONGEST_NOTE, LONGEST_REASON = 300, 20, 80, 2000, 400
MOST_SEATS, MOST_NAMED = 10_000, 40


@dataclass(frozen=True)
class Slot:
    """A usual half day, from one wall time to another."""

    starts: time
    ends: time


SLOTS = (Slot(time(10), time(13)), Slot(time(15), time(18)))
"""The half days in which the United Nations Office at Geneva holds meetings (ungeneva.org, questions of organizers)."""


class State(StrEnum):
    """Where a session stands. They are the words of RFC 5545 section 3.8.1.11, so that calendars can say them."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class NoTitle(Refused):
    """Neither a title nor a committee says what the session is."""


class BetweenSteps(Refused):
    """A start or an end is not on a quarter of an hour (facts: `time`, `minutes`)."""


class EndNotAfterStart(Refused):
    """The session would end before it begins, or last no time (facts: `starts`, `ends`)."""


class NotOnOneDay(Refused):
    """The session would end on another day than it begins on (facts: `first`, `last`)."""


class TooLong(Refused):
    """The session would last longer than `hours` hours."""


class MeetingHasNoDays(Refused):
    """The record does not give the days of the meeting, so that no session can lie within them (fact: `meeting`)."""


class OutsideMeeting(Refused):
    """The session's day is none of the meeting's (facts: `day`, `first`, `last`)."""


class TimeDoesNotExist(Refused):
    """The clocks of the zone jump over the time (facts: `time`, `day`, `zone`)."""


class TimeHappensTwice(Refused):
    """The clocks of the zone show the time twice on that day (facts: `time`, `day`, `zone`)."""


class RoomTaken(Refused):
    """Another session is in the room at the time (facts: `room`, `title`, `starts`, `ends`: its title and hours)."""


class NoSuchRoom(Refused):
    """The meeting has no such room."""


class NoSuchCommittee(Refused):
    """The record knows no such committee."""


class CommitteeDidNotExist(Refused):
    """The committee did not exist on the day of the session (facts: `committee`, `day`)."""


class UnknownLanguage(Refused):
    """Interpretation is into the six official languages alone (fact: `language`)."""


class NotASession(Refused):
    """Only a plenary, a group or a side event is a session (fact: `kind`)."""


class NoSuchDelegation(Refused):
    """The record knows no delegation of this key (fact: `delegation`)."""


class TooManyNamed(Refused):
    """A session names at most `most` delegations, each once for each reason."""


class SessionLeftOut(Refused):
    """A session on record has no place in the programme that is to be arranged (fact: `title`).

    It is cancelled there, with a reason, and never simply left out.
    """


class UidTaken(Refused):
    """A session of another meeting is known to calendars by the same uid (fact: `title`)."""


class AlreadyConfirmed(Refused):
    """The session is confirmed already."""


class AlreadyCancelled(Refused):
    """The session is cancelled; it must be restored before anything else is done with it."""


class NotCancelled(Refused):
    """Only a cancelled session can be restored."""


class NoReason(Refused):
    """Nobody said why the session is cancelled; everybody who subscribed will ask."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a session is to be. `starts` and `ends` are wall times in the zone of the meeting.

    `languages` are those of the interpretation; `named` the delegations that it cannot do without, each once for each
    reason; `seats` the number of people expected, None if unknown. The two marks say that no source gives the clock
    times, or the day.
    """

    title: str
    starts: datetime
    ends: datetime
    committee_id: int | None = None
    room_id: int | None = None
    part: str = ""
    kind: Kind = Kind.PLENARY
    track: str = ""
    languages: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    seats: int | None = None
    note: str = ""
    time_is_illustrative: bool = False
    day_is_illustrative: bool = False
    source: str = ""


class HasDays(Protocol):
    """What a session needs to know of its meeting."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def starts_on(self) -> date | None:
        """Return the first day, or None where it is not known."""

    @property
    def ends_on(self) -> date | None:
        """Return the last day, which belongs to the meeting."""


def address_of(session_id: int) -> str:
    """The path of a session's page. It is a promise to the outside (docs/architecture.md) and never changes."""
    return f"/sessions/{session_id}/"


def plan_of(entry: Entry) -> Plan:
    """The plan for a session that an entry of a programme holds. Raises NotASession; the entry has its place."""
    if entry.starts is None or entry.ends is None or entry.kind not in SITTINGS:
        raise NotASession(kind=entry.kind.value)
    return Plan(
        title=entry.title,
        starts=entry.starts,
        ends=entry.ends,
        committee_id=entry.committee_id,
        room_id=entry.room_id,
        part=entry.part,
        kind=entry.kind,
        track=entry.track,
        languages=entry.languages,
        named=entry.named,
        seats=entry.seats,
        note=entry.note,
        time_is_illustrative=entry.time_is_illustrative,
        day_is_illustrative=entry.day_is_illustrative,
        source=entry.source,
    )


def check_times(plan: Plan) -> None:
    """Refuse hours that no session can have.

    Raises BetweenSteps, NotOnOneDay, EndNotAfterStart, TooLong.
    """
    for moment in (plan.starts, plan.ends):
        if moment.minute % STEP_MINUTES or moment.second or moment.microsecond:
            raise BetweenSteps(time=f"{moment:%H:%M}", minutes=STEP_MINUTES)
    if plan.starts.date() != plan.ends.date():
        raise NotOnOneDay(first=plan.starts.date().isoformat(), last=plan.ends.date().isoformat())
    if plan.ends <= plan.starts:
        raise EndNotAfterStart(starts=f"{plan.starts:%H:%M}", ends=f"{plan.ends:%H:%M}")
    if plan.ends - plan.starts > LONGEST:
        raise TooLong(hours=LONGEST // timedelta(hours=1))


def check_shown(wall: datetime, zone: ZoneInfo) -> None:
    """Refuse a wall time that the clocks of a zone show never, or twice. Raises TimeDoesNotExist, TimeHappensTwice."""
    times = times_shown(wall, zone)
    if times != 1:
        refusal = TimeHappensTwice if times else TimeDoesNotExist
        raise refusal(time=f"{wall:%H:%M}", day=wall.date().isoformat(), zone=zone.key)


def check_within(day: date, meeting: HasDays) -> None:
    """Refuse a day that is none of the meeting's. Raises MeetingHasNoDays, OutsideMeeting."""
    if meeting.starts_on is None or meeting.ends_on is None:
        raise MeetingHasNoDays(meeting=meeting.name)
    if not meeting.starts_on <= day <= meeting.ends_on:
        first, last = meeting.starts_on.isoformat(), meeting.ends_on.isoformat()
        raise OutsideMeeting(day=day.isoformat(), first=first, last=last)


def check_languages(languages: Iterable[str]) -> None:
    """Refuse a language into which nobody interprets: none of the six official ones. Raises UnknownLanguage."""
    for language in languages:
        if language not in LANGUAGES:
            raise UnknownLanguage(language=language)


def check_kind(kind: str) -> None:
    """Refuse what is no session: a break is an entry of a programme alone. Raises NotASession."""
    if kind not in SITTINGS:
        raise NotASession(kind=str(kind))


def check_named(named: Collection[Named], known: Collection[str]) -> None:
    """Refuse delegations that are not on record, or that nobody could call up any more.

    Raises NoSuchDelegation, TooManyNamed.
    """
    if len(named) > MOST_NAMED or len(set(named)) != len(named):
        raise TooManyNamed(most=MOST_NAMED)
    for one in named:
        if one.delegation not in known:
            raise NoSuchDelegation(delegation=one.delegation)


def confirmed(state: str) -> State:
    """The state after confirming. Raises AlreadyConfirmed, AlreadyCancelled."""
    check_not_cancelled(state)
    if state == State.CONFIRMED:
        raise AlreadyConfirmed
    return State.CONFIRMED


def cancelled(state: str, reason: str) -> State:
    """The state after cancelling. Raises AlreadyCancelled, NoReason."""
    check_not_cancelled(state)
    if not reason.strip():
        raise NoReason
    return State.CANCELLED


def restored(state: str) -> State:
    """The state after restoring: tentative, since whatever led to the cancelling has to be settled anew.

    Raises NotCancelled.
    """
    if state != State.CANCELLED:
        raise NotCancelled
    return State.TENTATIVE


def check_not_cancelled(state: str) -> None:
    """Refuse to plan with a cancelled session. Raises AlreadyCancelled."""
    if state == State.CANCELLED:
        raise AlreadyCancelled


def is_moved(before: Plan, after: Plan) -> bool:
    """Whether the session is at another time. Another room is a change, but no move."""
    return (before.starts, before.ends) != (after.starts, after.ends)


def is_noticed(before: Plan, after: Plan) -> bool:
    """Whether subscribers must be told: a calendar shows all of a plan but its source and the number expected.

    Google Calendar ignores an entry that changed while its SEQUENCE did not, so whatever shows counts.
    """
    return replace(before, source="", seats=None) != replace(after, source="", seats=None)


def announced_before(
    state: str, before: Plan, after: Plan, kept: datetime | None, *, is_released: bool
) -> datetime | None:
    """The start that people were told before this change, or None if they know of no other.

    A confirmed session is in diaries, and so is one that was released: its start is kept when it moves. Another one may
    move freely: what was kept from before stays.
    """
    if (is_released or state == State.CONFIRMED) and before.starts != after.starts:
        return before.starts
    return kept
