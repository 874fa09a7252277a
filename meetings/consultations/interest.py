"""Where a State stands towards the offices of a term: what its answers and the soundings with it amount to.

Standard library only.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from meetings.consultations.rules import Kind, Outcome


class State(StrEnum):
    """How a State stands towards the offices of a term."""

    WILLING = "willing"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    EXCLUDED = "excluded"


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
