"""Consultations: until when a call is open, whom it goes to, when to remind, and what answers and soundings amount to.

Days are days of the secretariat, and the deadline is the last day on which answers are taken. Standard library only.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation import plain_text
from foundation.rules import Refused

LONGEST_CALL = 4000
LONGEST_REASON = 400
LONGEST_NOTE = 2000
"""Characters."""

MOST_REMINDERS = 6
EARLIEST_REMINDER = 180
"""Days before the deadline."""

_REMINDERS = re.compile(r"\d{1,3}(?:\s*[,،;\s]\s*\d{1,3})*")


class AlreadyOpen(Refused):
    """A consultation on the offices of this year stands already (fact: `year`)."""


class DeadlineIsPast(Refused):
    """The deadline lies before today (fact: `day`)."""


class DeadlineAfterTermBegins(Refused):
    """The deadline does not lie before the first day of the term (fact: `since`)."""


class NotReminderDays(Refused):
    """Reminders are asked for as a few numbers of days before the deadline (facts: `most`, `earliest`)."""


class NothingToSay(Refused):
    """The text of the call is empty in English, in which those are asked whose language has no text."""


class CallIsOver(Refused):
    """The deadline has passed, or the call was closed before it."""


class CallIsWithdrawn(Refused):
    """The call was withdrawn."""


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


class State(StrEnum):
    """How a State stands towards the offices of a term."""

    WILLING = "willing"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is given: `committee_keys` is empty for any committee, and where the State declined."""

    kind: Kind
    committee_keys: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interest:
    """What a State's answers and soundings amount to.

    `said` is willing, declined or no_answer; an exclusion (`excluded_because`) stands beside it and decides `state`.
    `committee_keys` is None for any committee and empty unless the State is willing. `answered_at` is the moment of the
    formal answer that counts; where none was given, `sounded_on` is the day of the talk from which this follows.
    """

    said: State = State.NO_ANSWER
    committee_keys: tuple[str, ...] | None = ()
    excluded_because: str | None = None
    answered_at: dt.datetime | None = None
    sounded_on: dt.date | None = None

    @property
    def state(self) -> State:
        """Where the State stands: what it said, unless it is excluded."""
        return self.said if self.excluded_because is None else State.EXCLUDED

    @property
    def is_sounded(self) -> bool:
        """Whether this follows from a talk, and not from a formal answer."""
        return self.sounded_on is not None

    def is_willing_for(self, committee_key: str) -> bool:
        """Whether the State can be proposed for an office in this committee."""
        is_named = self.committee_keys is None or committee_key in self.committee_keys
        return self.state == State.WILLING and is_named


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


class Given(Protocol):
    """What `interest_of` needs to know of an answer."""

    @property
    def kind(self) -> str:
        """Return "willing" or "declined"."""

    @property
    def committee_keys(self) -> Sequence[str]:
        """Return the committees that were named, none for any."""

    @property
    def given_at(self) -> dt.datetime:
        """Return when it was given."""


class Sounded(Protocol):
    """What `interest_of` needs to know of a sounding."""

    @property
    def day(self) -> dt.date:
        """Return the day of the talk."""

    @property
    def outcome(self) -> str:
        """Return what came of it."""

    @property
    def committee_key(self) -> str | None:
        """Return the committee that it was about, None for the offices as a whole."""


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


def reminder_days(text: str) -> tuple[int, ...]:
    """Read "14, 3": so many days before the deadline, in the digits of any script. Nothing typed is no reminders.

    Raises:
        NotReminderDays: it is anything else, or more and earlier than anybody wants to be reminded.
    """
    typed = plain_text.western_digits(plain_text.one_line(text))
    if not typed:
        return ()
    days = sorted({int(number) for number in re.findall(r"\d+", typed)}, reverse=True)
    if (
        not _REMINDERS.fullmatch(typed)
        or len(days) > MOST_REMINDERS
        or not 1 <= days[-1] <= days[0] <= EARLIEST_REMINDER
    ):
        raise NotReminderDays(most=MOST_REMINDERS, earliest=EARLIEST_REMINDER)
    return tuple(days)


def remind_on(deadline: dt.date, days_before: Iterable[int], today: dt.date) -> list[dt.date]:
    """Return the days of the reminders that are still to come, earliest first."""
    days = {deadline - dt.timedelta(days=number) for number in days_before}
    return sorted(day for day in days if day > today)


def reminder_due(remind_on: Iterable[dt.date], reached_on: Iterable[dt.date], today: dt.date) -> bool:
    """Return whether a State is to be reminded today, of which `reached_on` are the days of its mails so far.

    One reminder for each of the days; one that was missed, as while the server stood still, is made up for, but never
    two at once.
    """
    passed = [day for day in remind_on if day <= today]
    return bool(passed) and max(reached_on, default=dt.date.min) < max(passed)


def addressees(people: Sequence[Person]) -> list[Person]:
    """Return those of a delegation's people to whom the call goes: who act in office or are focal points, else all."""
    return [person for person in people if person.acts_in_office or person.is_focal_point] or list(people)


def reply(choice: str, committee_keys: Collection[str], note: str, *, offered: Collection[str]) -> Reply:
    """Return the answer that a page's three choices and its boxes make; `offered` are the committees with seats.

    Raises:
        NoCommitteeChosen: willing for certain committees, and none is named.
        CommitteesBesideAnotherAnswer: committees are named beside another answer.
        CommitteeWithoutSeats: a committee is named that has no seats in the term.
    """
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


def interest_of(
    answers: Sequence[Given], soundings: Sequence[Sounded], offered: Sequence[str], excluded_because: str | None = None
) -> Interest:
    """Return what a State's answers and soundings amount to; each in the order in which they were recorded.

    A formal answer outweighs every talk, whichever came first: whoever hears otherwise records an answer. Of answers
    the latest counts. Of soundings that of the latest day counts for the committee that it was about, and one about the
    offices as a whole for all of them; notes count for nothing. `offered` are the keys of the committees with seats.
    """
    if answers:
        last = answers[-1]
        is_willing = last.kind == Kind.WILLING
        return Interest(
            said=State.WILLING if is_willing else State.DECLINED,
            committee_keys=(tuple(last.committee_keys) or None) if is_willing else (),
            excluded_because=excluded_because,
            answered_at=last.given_at,
        )
    return _heard(sorted(soundings, key=lambda sounding: sounding.day), offered, excluded_because)


def _heard(soundings: Sequence[Sounded], offered: Sequence[str], excluded_because: str | None) -> Interest:
    """What the soundings amount to, oldest first."""
    outcomes: dict[str, str] = {}
    of_all: str | None = None
    decided_on: dt.date | None = None
    for sounding in soundings:
        if sounding.outcome == Outcome.NOTE:
            continue
        decided_on = sounding.day
        if sounding.committee_key is None:
            of_all = sounding.outcome
            outcomes = dict.fromkeys(offered, sounding.outcome)
        else:
            outcomes[sounding.committee_key] = sounding.outcome
            of_all = of_all if of_all == sounding.outcome else None
    willing = tuple(key for key, outcome in outcomes.items() if outcome == Outcome.WILLING)
    if willing or of_all == Outcome.WILLING:
        keys = None if of_all == Outcome.WILLING else willing
        return Interest(State.WILLING, keys, excluded_because, sounded_on=decided_on)
    has_declined_all = bool(offered) and all(outcomes.get(key) == Outcome.DECLINED for key in offered)
    if of_all == Outcome.DECLINED or has_declined_all:
        return Interest(State.DECLINED, (), excluded_because, sounded_on=decided_on)
    return Interest(State.NO_ANSWER, (), excluded_because)
