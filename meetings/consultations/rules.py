"""Consultations: until when a call is open, whom it goes to, when to remind, and what may be answered.

Days are days of the secretariat, and the deadline is the last day on which answers are taken. What answers and
soundings amount to stands in `interest.py`, when to remind in `reminders.py`. Standard library only.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation import plain_text
from foundation.rules import Refused

LONGEST_CALL = 4000
LONGEST_REASON = 400
LONGEST_NOTE = 2000
"""Characters."""


MOST_ANSWERS_BY_LINK = 20
"""How many answers one State may send by its links within a quarter of an hour.

Nobody guesses a link, so this only keeps one that has leaked from filling the record; it is no matter of networks.
"""

LINK_SHOWS_FOR = dt.timedelta(days=14)
"""How long after the deadline an answer link still shows what the State answered.

Time enough to look the answer up; later the link lies in old mails, where it should tell nobody anything.
"""


class AlreadyOpen(Refused):
    """A consultation on the offices of this term stands already (fact: `term`, its name)."""


class DeadlineIsPast(Refused):
    """The deadline lies before today (fact: `day`)."""


class DeadlineAfterTermBegins(Refused):
    """The deadline does not lie before the first day of the term (fact: `since`)."""


class NothingToSay(Refused):
    """The text of the call is empty in English, in which those are asked whose language has no text."""


class CallIsOver(Refused):
    """The deadline has passed, or the call was closed before it."""


class CallIsWithdrawn(Refused):
    """The call was withdrawn."""


class UnknownChoice(Refused):
    """It is none of the answers that there are (fact: `choice`)."""


class NoCommitteeChosen(Refused):
    """Willing for certain committees, and none is named."""


class CommitteesBesideAnotherAnswer(Refused):
    """Committees are named beside an answer that is not about certain committees."""


class CommitteeWithoutSeats(Refused):
    """The committee has no seats in the term (fact: `committee`, its key)."""


class SoundingInTheFuture(Refused):
    """A talk is recorded once it was held (fact: `day`)."""


class SoundingSaysNothing(Refused):
    """A note without an outcome needs words."""


class NoReason(Refused):
    """This needs a reason."""


class ExcludedAlready(Refused):
    """The State is left out of the offices of the term already."""


class NotExcluded(Refused):
    """The State is not left out of the offices of the term, or no longer."""


class NobodyToRemind(Refused):
    """Everybody has answered, was reminded today, or has nobody on record to whom a mail could go."""


class NoLinkStands(Refused):
    """The State has no answer link that works."""


class Call(StrEnum):
    """Where a call stands on a day."""

    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What a State may answer."""

    WILLING = "willing"
    DECLINED = "declined"


class Outcome(StrEnum):
    """What came of a talk; a note says nothing about willingness."""

    WILLING = "willing"
    UNDECIDED = "undecided"
    DECLINED = "declined"
    NOTE = "note"


class By(StrEnum):
    """How an answer came."""

    LINK = "link"
    DELEGATION = "delegation"
    OFFICER = "officer"


class Choice(StrEnum):
    """The three answers that the page offers."""

    ANY = "any"
    SOME = "some"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is given: `committee_keys` is empty for any committee, and where the State declined."""

    kind: Kind
    committee_keys: tuple[str, ...] = ()
    note: str = ""


class HasTimes(Protocol):
    """What `standing_of` needs to know of a consultation."""

    @property
    def deadline(self) -> dt.date:
        """Return the last day on which answers are taken."""

    @property
    def closed_at(self) -> dt.datetime | None:
        """Return when the call was closed before its deadline."""

    @property
    def withdrawn_at(self) -> dt.datetime | None:
        """Return when the call was withdrawn."""


class BelongsToDelegation(Protocol):
    """What `addressees` needs to know of a person of a delegation."""

    @property
    def acts_in_office(self) -> bool:
        """Return whether the person acts for the State in its offices."""

    @property
    def is_focal_point(self) -> bool:
        """Return whether the person names those who do."""


Person = TypeVar("Person", bound=BelongsToDelegation)


def standing_of(call: HasTimes, today: dt.date) -> Call:
    """Return where a call stands on a day."""
    if call.withdrawn_at is not None:
        return Call.WITHDRAWN
    if call.closed_at is not None:
        return Call.CLOSED
    return Call.OPEN if today <= call.deadline else Call.OVER


def link_shows(call: HasTimes, today: dt.date) -> bool:
    """Return whether an answer link shows the call and the State's answer, or only that the call is over."""
    return today <= call.deadline + LINK_SHOWS_FOR


def check_open(call: HasTimes, today: dt.date) -> None:
    """Refuse what only an open call takes.

    Raises:
        CallIsWithdrawn: it was withdrawn.
        CallIsOver: its deadline has passed, or it was closed.
    """
    standing = standing_of(call, today)
    if standing == Call.WITHDRAWN:
        raise CallIsWithdrawn
    if standing != Call.OPEN:
        raise CallIsOver


def check_stands(call: HasTimes) -> None:
    """Refuse what nobody does with a withdrawn call. Raises CallIsWithdrawn."""
    if call.withdrawn_at is not None:
        raise CallIsWithdrawn


def check_deadline(deadline: dt.date, *, since: dt.date, today: dt.date) -> None:
    """Refuse a deadline that gives nobody a day to answer, or that comes when the offices are decided.

    Raises:
        DeadlineIsPast: it lies before today.
        DeadlineAfterTermBegins: it does not lie before the first day of the term.
    """
    if deadline < today:
        raise DeadlineIsPast(day=deadline.isoformat())
    if deadline >= since:
        raise DeadlineAfterTermBegins(since=since.isoformat())


def check_reason(text: str) -> None:
    """Refuse a deed without its reason. Raises NoReason."""
    if plain_text.is_blank(text):
        raise NoReason


def addressees(people: Sequence[Person]) -> list[Person]:
    """Return those of a delegation's people to whom the call goes: who act in office or are focal points, else all."""
    return [person for person in people if person.acts_in_office or person.is_focal_point] or list(people)


def reply(choice: str, committee_keys: Collection[str], note: str, *, offered: Collection[str]) -> Reply:
    """Return the answer that a page's three choices and its boxes make; `offered` are the committees with seats.

    Raises:
        UnknownChoice: it is none of the three.
        NoCommitteeChosen: willing for certain committees, and none is named.
        CommitteesBesideAnotherAnswer: committees are named beside another answer.
        CommitteeWithoutSeats: a committee is named that has no seats in the term.
    """
    if choice not in set(Choice):
        raise UnknownChoice(choice=choice)
    if choice != Choice.SOME:
        if committee_keys:
            raise CommitteesBesideAnotherAnswer
        return Reply(Kind.WILLING if choice == Choice.ANY else Kind.DECLINED, (), note)
    if not committee_keys:
        raise NoCommitteeChosen
    for key in committee_keys:
        if key not in offered:
            raise CommitteeWithoutSeats(committee=key)
    return Reply(Kind.WILLING, tuple(key for key in offered if key in committee_keys), note)


def note_on_slate(slate: str, note: str) -> str:
    """Return the note of an answer that was given by declining a slate, in English, as every source on record."""
    told = f"Declined slate {slate}"
    return told if plain_text.is_blank(note) else f"{told}: {note}"


def check_sounding(day: dt.date, outcome: str, note: str, today: dt.date) -> None:
    """Refuse a talk that has not been held, and one of which nothing is told.

    Raises:
        SoundingInTheFuture: its day lies after today.
        SoundingSaysNothing: it is a note, and there are no words.
    """
    if day > today:
        raise SoundingInTheFuture(day=day.isoformat())
    if outcome == Outcome.NOTE and plain_text.is_blank(note):
        raise SoundingSaysNothing
