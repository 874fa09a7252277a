"""The way of a slate: draft, with the President, announced, decided by a meeting; or set aside.

At each step the slate's content is hashed, so that anybody who holds a copy can tell whether it is what was announced
and decided. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

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


class StepOutOfOrder(Refused):
    """A slate takes one step after another."""


class AnotherIsAnnounced(Refused):
    """Another slate for the term is announced (fact: `slate`, its name); one at a time is before the public."""


class AnotherIsDecided(Refused):
    """Another slate for the term is decided already (fact: `slate`, its name)."""


class ContentWasChanged(Refused):
    """The slate's content is not what its hash was made of, so it cannot go on."""


class WrongMeeting(Refused):
    """The term does not begin when this meeting closes (facts: `meeting`, `closes`, `begins`)."""


class MeetingNotOpenYet(Refused):
    """The meeting has not begun, so it cannot have decided (facts: `meeting`, `opens`)."""


class NothingOnSlate(Refused):
    """The slate fills no place, so there is nothing to announce or decide."""


class NotOnSlate(Refused):
    """The State has no place on the slate that it could decline (fact: `state`)."""


class DeclinedAlready(Refused):
    """It is on record that the State declined this slate (fact: `state`)."""


class HoldsItAlready(Refused):
    """The State holds the place on record already, so that it is no offer any more (fact: `state`)."""


class HalfAPin(Refused):
    """A place is pinned without a State, or a State without a place."""


class ExcludedWithoutReason(Refused):
    """A State is left out of a question without a reason."""


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

    `others` are the slates for the same term. Raises AnotherIsAnnounced, AnotherIsDecided.
    """
    if wanted not in (State.ANNOUNCED, State.DECIDED):
        return
    for other in others:
        if other.id != slate.id and other.state == State.DECIDED:
            raise AnotherIsDecided(slate=other.name)
        if other.id != slate.id and other.state == State.ANNOUNCED:
            raise AnotherIsAnnounced(slate=other.name)


def check_meeting(name: str, opens: date | None, closes: date | None, begins: date, today: date) -> None:
    """Refuse a meeting that cannot have decided: the term begins on the day on which the right one closes.

    Raises WrongMeeting, MeetingNotOpenYet.
    """
    if opens is None or closes != begins:
        raise WrongMeeting(meeting=name, closes=closes.isoformat() if closes else "?", begins=begins.isoformat())
    if today < opens:
        raise MeetingNotOpenYet(meeting=name, opens=opens.isoformat())


def changed_places(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """The places (committee, role, State) of a slate's content that the other did not have."""
    return _places(after) - _places(before)


def _places(content: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    return {(place["committee"], place["role"], place["state"]) for place in content["places"]}
