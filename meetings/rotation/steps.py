"""The way of a slate: draft, with the President, announced, decided by a meeting; or set aside.

At each step the slate's content is hashed, which shows whether it is what was announced and decided. In it stands the
hash of the part that everybody may see, so that anybody can tell the same of a copy of that. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from foundation.rules import Refused

LONGEST_REASON = 400
LONGEST_NOTE = 2_000
LONGEST_SEED = 80


class State(StrEnum):
    """Where a slate stands."""

    DRAFT = "draft"
    WITH_PRESIDENT = "with_president"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    SET_ASIDE = "set_aside"


_AFTER = {
    State.DRAFT: State.WITH_PRESIDENT,
    State.WITH_PRESIDENT: State.ANNOUNCED,
    State.ANNOUNCED: State.DECIDED,
}


class SlateIsDecided(Refused):
    """The slate is decided; nothing follows."""


class SlateIsSetAside(Refused):
    """The slate is set aside; nothing follows."""


class OnlyATrial(Refused):
    """The slate only shows what would follow if a State declined, and goes nowhere."""


class StepOutOfOrder(Refused):
    """A slate takes one step after another."""


class AnotherIsAnnounced(Refused):
    """Another slate for the term is announced (fact: `slate`, its name); one at a time is before the public."""


class AnotherIsDecided(Refused):
    """Another slate for the term is decided already (fact: `slate`, its name)."""


class TermIsDecided(Refused):
    """A slate is decided for the term (fact: `slate`, its name), so that no others are asked for."""


class DeclinedSince(Refused):
    """States with a place on the slate declined after it was made (fact: `states`, their keys)."""


class NobodyDeclined(Refused):
    """No State on the slate declined, so it needs no other in its place."""


class MendedAlready(Refused):
    """Another slate was made in the place of this one, and nobody on it declined (fact: `slate`, its name)."""


class ContentWasChanged(Refused):
    """The slate's content is not what its hash was made of, so it cannot go on."""


class WrongMeeting(Refused):
    """The term does not begin when this meeting closes (facts: `meeting`, `closes`, `begins`)."""


class NoMeetingCloses(Refused):
    """No formal meeting on record closes on the day on which the term begins (fact: `begins`)."""


class MeetingNotOpenYet(Refused):
    """The meeting has not begun, so it cannot have decided (facts: `meeting`, `opens`)."""


class NothingOnSlate(Refused):
    """The slate fills no place, so there is nothing to announce or decide."""


class NotOnSlate(Refused):
    """The State has no place on the slate that it could decline (fact: `state`, its key)."""


class DeclinedAlready(Refused):
    """It is on record that the State declined this slate (fact: `state`, its key)."""


class HoldsItAlready(Refused):
    """The State holds the place on record already, so that it is no offer any more (fact: `state`, its key)."""


class HalfAPin(Refused):
    """A place is pinned without a State, or a State without a place."""


class ExcludedWithoutReason(Refused):
    """A State is left out of a question without a reason."""


class ReasonWithoutState(Refused):
    """A reason for leaving a State out of a question is given, and no State."""


class PinnedAndExcluded(Refused):
    """A State is to be left out of a question and has a pinned place in it (fact: `state`, its key)."""


class PinnedAndLeftOut(Refused):
    """A State that was left out of the question before has a pinned place in it (fact: `state`, its key)."""


class HasFollowers(Protocol):
    """What a question about a slate's way needs to know of the slate; see `models.Slate`."""

    @property
    def id(self) -> int:
        """Return the number."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def state(self) -> str:
        """Return where it stands."""


Follower = TypeVar("Follower", bound=HasFollowers)


@dataclass(frozen=True)
class Declined:
    """A State (its key) declined a slate (its name); `question` is the number of the one that mends it, if any."""

    state: str
    slate: str
    question: int | None


def canonical(content: Any) -> str:
    """The one spelling of a content as JSON text: sorted keys, no blanks, every letter as itself."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_of(content: Any) -> str:
    """The SHA-256 of the content's one spelling in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def is_unchanged(content: Any, sha256: str, frozen: Iterable[str]) -> bool:
    """Whether the content is what the hash was made of, and every step's hash is the same. `frozen`: those hashes."""
    return sha256_of(content) == sha256 and all(one == sha256 for one in frozen)


def next_state(state: str) -> State | None:
    """The step that may follow; None where none does."""
    return _AFTER.get(State(state))


def check_step(state: str, wanted: State) -> None:
    """Refuse a step that does not follow. Raises SlateIsDecided, SlateIsSetAside, StepOutOfOrder."""
    if state == State.DECIDED:
        raise SlateIsDecided
    if state == State.SET_ASIDE:
        raise SlateIsSetAside
    if wanted not in (_AFTER[State(state)], State.SET_ASIDE):
        raise StepOutOfOrder


def check_alone(slate: HasFollowers, others: Iterable[HasFollowers], wanted: State) -> None:
    """Refuse to announce a slate beside another that is announced or decided, or to decide it after another.

    `others` are the slates for the same term. After a decision a slate can only be set aside.
    Raises AnotherIsAnnounced, AnotherIsDecided.
    """
    if wanted == State.SET_ASIDE:
        return
    others = list(others)
    check_open(slate, others)
    for other in others:
        if other.id != slate.id and other.state == State.ANNOUNCED and wanted != State.WITH_PRESIDENT:
            raise AnotherIsAnnounced(slate=other.name)


def check_open(slate: HasFollowers, others: Iterable[HasFollowers]) -> None:
    """Refuse what leads nowhere once another slate is decided. Raises AnotherIsDecided."""
    decided = decided_instead(slate, others)
    if decided is not None:
        raise AnotherIsDecided(slate=decided.name)


def decided_instead(slate: HasFollowers, others: Iterable[Follower]) -> Follower | None:
    """The slate for the same term that is decided, if that is another."""
    return decided_among(other for other in others if other.id != slate.id)


def decided_among(others: Iterable[Follower]) -> Follower | None:
    """The one of the slates for a term that is decided, if there is one."""
    return next((other for other in others if other.state == State.DECIDED), None)


def check_asked(others: Iterable[HasFollowers]) -> None:
    """Refuse to ask for slates once one of those for the term is decided. Raises TermIsDecided."""
    decided = decided_among(others)
    if decided is not None:
        raise TermIsDecided(slate=decided.name)


def replaced_by(slate: HasFollowers, others: Iterable[Follower]) -> Follower | None:
    """The slate for the same term that is set aside when this one is handed to the President, who has one at a time."""
    return next((other for other in others if other.id != slate.id and other.state == State.WITH_PRESIDENT), None)


def declined_since(
    states: Iterable[str],
    question: int,
    *,
    in_consultation: Collection[str],
    on_slates: Iterable[Declined],
    despite: Collection[str],
) -> list[str]:
    """Which of these States on a slate declined after it was made, in their order.

    `question` is the number of the slate's question. `despite` are the States that were known to have declined and
    were taken into the question all the same: only what they declined after that counts.
    """
    known, later = set(in_consultation), set()
    for one in on_slates:
        known.add(one.state)
        if one.question is None or one.question > question:
            later.add(one.state)
    gone = (known - set(despite)) | later
    return [state for state in dict.fromkeys(states) if state in gone]


def check_meeting(name: str, opens: date | None, closes: date | None, begins: date, today: date) -> None:
    """Refuse a meeting that cannot have decided: the term begins on the day on which the right one closes.

    Raises WrongMeeting, MeetingNotOpenYet.
    """
    if opens is None or closes != begins:
        raise WrongMeeting(meeting=name, closes=closes.isoformat() if closes else "?", begins=begins.isoformat())
    if today < opens:
        raise MeetingNotOpenYet(meeting=name, opens=opens.isoformat())
