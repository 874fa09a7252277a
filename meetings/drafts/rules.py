"""Rules about drafts of programmes: what an entry may be, how much a draft holds, and which step can be undone.

An entry keeps to the rules about sessions (`sessions.rules`) as soon as it has a place. What may be doubted but not
refused, such as two entries in one room, is no matter of these rules: a draft may be wrong while it is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Any, Protocol, TypeVar

from foundation.rules import Refused
from meetings.sessions.entries import Entry, Kind, from_plain
from meetings.sessions.rules import (
    LONGEST,
    STEP_MINUTES,
    BetweenSteps,
    HasDays,
    NoReason,
    NoTitle,
    Plan,
    TooLong,
    check_languages,
    check_times,
    check_within,
)

MOST_ENTRIES = 500
MOST_EXPECTED = 10_000
LONGEST_NAME, LONGEST_TRACK = 120, 80
USUAL_MINUTES = {Kind.PLENARY: 180, Kind.GROUP: 90, Kind.SIDE_EVENT: 90, Kind.BREAK: 15}


class TooManyEntries(Refused):
    """A draft holds at most `most` entries."""


class UntitledBreak(NoTitle):
    """A break has no title, and no committee sits in it that could give it one."""


class UnknownAfter(Refused):
    """An entry is to come after one that the draft does not have."""


class AfterItself(Refused):
    """Entries would have to come after each other in a circle (fact: `titles`)."""


class ConfirmedWithoutPlace(Refused):
    """An entry without a day and an hour cannot be confirmed."""


class NoStart(Refused):
    """A day was given, and no hour."""


class Released(Refused):
    """The session stands in the released programme: it can be cancelled with a reason, not removed (fact: `title`)."""


class NeverReleased(Refused):
    """Nobody knows of the entry yet: it is removed, not cancelled (fact: `title`)."""


class StaysASession(Refused):
    """A session that is on record does not become a break (fact: `title`)."""


class IsCancelled(Refused):
    """The entry is cancelled; it must be restored before anything else is done with it (fact: `title`)."""


class NothingToUndo(Refused):
    """No step is left that could be undone."""


class PutAway(Refused):
    """The draft was put away; it must be taken back before it is worked on."""


class NotPutAway(Refused):
    """The draft was not put away, so it cannot be taken back."""


class NothingToBegin(Refused):
    """What the draft is to begin from is not there any more."""


class DaysUnknown(Refused):
    """The record does not give the days of a meeting, so that no programme can be made for it (fact: `meeting`)."""


class Step(Protocol):
    """What undoing needs to know of a step."""

    @property
    def number(self) -> int:
        """Return the version of the draft that it made."""

    @property
    def deed(self) -> str:
        """Return what was done."""

    @property
    def undone_by(self) -> int | None:
        """Return the number of the step that undid it, None if it stands."""

    @property
    def after(self) -> Mapping[str, Any]:
        """Return what it made of entries, by uid."""


class DetailedStep(Protocol):
    """What going back needs to know of a step."""

    @property
    def before(self) -> Mapping[str, Any]:
        """Return what entries were before it, by uid, as `entries.as_plain` writes them."""


SomeStep = TypeVar("SomeStep", bound=Step)

UNDO = "undo"
BARRIERS = ("update", "release")
"""Steps that are not undone, and behind which nothing is: they went together with what a release holds."""


def tidied(entry: Entry) -> Entry:
    """The entry without what its kind does not have: nobody sits in a break, and what has no place is not settled."""
    if entry.kind == Kind.BREAK:
        entry = replace(entry, committee_id=None, part="", languages=(), seats=None, named=(), is_confirmed=False)
    if not entry.is_placed:
        entry = replace(entry, room_id=None, is_fixed=False)
    named = tuple(sorted(set(entry.named)))
    return replace(entry, named=named, after=tuple(sorted(set(entry.after))))


def check_entry(entry: Entry, meeting: HasDays) -> None:
    """Refuse an entry that no programme can hold.

    Raises NoTitle, UntitledBreak, BetweenSteps, TooLong, UnknownLanguage, ConfirmedWithoutPlace, NoReason,
    MeetingHasNoDays, OutsideMeeting, NotOnOneDay, EndNotAfterStart.
    """
    if not entry.title.strip():
        raise UntitledBreak if entry.kind == Kind.BREAK else NoTitle
    if entry.minutes < STEP_MINUTES or entry.minutes % STEP_MINUTES:
        raise BetweenSteps(time=str(entry.minutes), minutes=STEP_MINUTES)
    if timedelta(minutes=entry.minutes) > LONGEST:
        raise TooLong(hours=LONGEST // timedelta(hours=1))
    check_languages(entry.languages)
    if entry.is_confirmed and not entry.is_placed:
        raise ConfirmedWithoutPlace
    if entry.cancelled_because is not None and not entry.cancelled_because.strip():
        raise NoReason
    if entry.starts is not None and entry.ends is not None:
        check_times(Plan(title=entry.title, starts=entry.starts, ends=entry.ends))
        check_within(entry.starts.date(), meeting)


def check_draft(entries: Collection[Entry], *, was: int = 0) -> None:
    """Refuse what the entries of a draft cannot be together; `was` is how many there were before.

    Raises TooManyEntries, UnknownAfter, AfterItself.
    """
    if len(entries) > MOST_ENTRIES and len(entries) > was:
        raise TooManyEntries(most=MOST_ENTRIES)
    by_uid = {entry.uid: entry for entry in entries}
    if any(uid not in by_uid for entry in entries for uid in entry.after):
        raise UnknownAfter
    try:
        TopologicalSorter({entry.uid: entry.after for entry in entries}).prepare()
    except CycleError as error:
        circle = list(dict.fromkeys(by_uid[uid].full_title for uid in error.args[1]))
        raise AfterItself(titles=" – ".join(circle)) from None


def among_themselves(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, none of which is to come after one that is not among them."""
    entries = list(entries)
    there = {entry.uid for entry in entries}
    return [replace(entry, after=tuple(uid for uid in entry.after if uid in there)) for entry in entries]


def without(entries: Iterable[Entry], uid: str) -> dict[str, Entry]:
    """What becomes of the entries that were to come after one that goes: they no longer are."""
    return {
        entry.uid: replace(entry, after=tuple(one for one in entry.after if one != uid))
        for entry in entries
        if uid in entry.after
    }


def to_undo(steps: Sequence[SomeStep], seen: int) -> SomeStep:
    """The step that a person would undo who saw the draft as it was after the step with the number `seen`.

    `steps` are all of a draft in their order. Raises NothingToUndo.
    """
    for step in reversed(steps):
        if step.number > seen or step.undone_by is not None or step.deed == UNDO:
            continue
        if step.deed in BARRIERS:
            break
        return step
    raise NothingToUndo


def touched_since(steps: Iterable[Step], seen: int) -> frozenset[str]:
    """The entries that steps after the one with the number `seen` made, changed or removed."""
    return frozenset(uid for step in steps if step.number > seen for uid in step.after)


def as_begun(entries: Iterable[Entry], steps: Sequence[DetailedStep]) -> dict[str, Entry]:
    """The entries of a draft as they were before these steps, its last ones in their order, by uid."""
    found = {entry.uid: entry for entry in entries}
    for step in reversed(steps):
        for uid, before in step.before.items():
            if before is None:
                found.pop(uid, None)
            else:
                found[uid] = from_plain(before)
    return found


def days_of(meeting: HasDays) -> tuple[date, ...]:
    """The days of a meeting. Raises DaysUnknown."""
    if meeting.starts_on is None or meeting.ends_on is None:
        raise DaysUnknown(meeting=meeting.name)
    length = (meeting.ends_on - meeting.starts_on).days + 1
    return tuple(meeting.starts_on + timedelta(days=number) for number in range(length))
