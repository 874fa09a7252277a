"""Rules about people: who may belong where, who acts for a State, and when a dated row begins and ends.

Standard library only. A row counts from its first moment up to, and not on, its last (`since <= now < until`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from foundation import plain_text
from foundation.rules import Refused
from meetings.delegations.rules import Kind

LONGEST_NAME = 200
"""Characters."""

SHORTEST = timedelta(microseconds=1)


class NotAName(Refused):
    """A person's name has something to see, no hidden character, and at most `longest` characters."""


class DelegationOrRole(Refused):
    """An invitation is either to a delegation or to a role, and not to both."""


class NoSuchDelegation(Refused):
    """No delegation on record has this key (fact: `key`)."""


class BelongsAlready(Refused):
    """The person belongs to a delegation today (fact: `delegation`)."""


class BelongsToNone(Refused):
    """The person belongs to no delegation today, or no longer."""


class OnlyStatesHoldOffice(Refused):
    """An organization holds no office, so nobody acts for it in one."""


class NothingToChange(Refused):
    """It is so already."""


class NotInDelegation(Refused):
    """Somebody who is named does not belong to the delegation, or no longer."""


class RoleHasEnded(Refused):
    """The role was ended already."""


class OwnAccount(Refused):
    """Nobody takes from themselves what they need to undo it."""


class AccountIsClosed(Refused):
    """The account is closed, so nobody can be invited to it."""


class Row(Protocol):
    """A dated row about a person; see `meetings.delegations.models.Delegate`."""

    @property
    def account_id(self) -> int:
        """Return the number of the person's account."""

    @property
    def since(self) -> datetime:
        """Return the moment from which it counts."""

    @property
    def until(self) -> datetime | None:
        """Return the moment from which it counts no longer, None if it still does."""


SomeRow = TypeVar("SomeRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Spell(Generic[SomeRow]):
    """A time without a gap, and the last of the rows that make it up; `until` is None while it lasts."""

    row: SomeRow
    since: datetime
    until: datetime | None


def spells(rows: Iterable[SomeRow]) -> list[Spell[SomeRow]]:
    """Return the times without a gap that a person's rows make up: one row ends where the next begins.

    Hand in rows of any people, oldest first; the answer is in the order in which the times began.
    """
    found: dict[tuple[int, datetime], Spell[SomeRow]] = {}
    for row in rows:
        last = max((key for key in found if key[0] == row.account_id), default=None)
        if last is not None and found[last].until == row.since:
            found[last] = Spell(row, found[last].since, row.until)
        else:
            found[row.account_id, row.since] = Spell(row, row.since, row.until)
    return list(found.values())


def version_of(rows: Iterable[Row]) -> int:
    """Return a number that grows with each row of a delegation that begins or ends; hand in all of them."""
    return sum(1 if row.until is None else 2 for row in rows)


def person_name(text: str) -> str:
    """Return a person's name in its plain spelling.

    Raises:
        NotAName: it is no name.
    """
    name = plain_text.one_line(text)
    if plain_text.is_blank(name) or plain_text.has_refused_characters(name) or len(name) > LONGEST_NAME:
        raise NotAName(longest=LONGEST_NAME)
    return name


def check_acting(kind: str, acts_in_office: bool) -> None:
    """Refuse somebody who would act in office for an organization.

    Raises:
        OnlyStatesHoldOffice: `kind` is not that of a State.
    """
    if acts_in_office and kind != Kind.STATE:
        raise OnlyStatesHoldOffice


def ending(since: datetime, now: datetime) -> datetime:
    """Return when a row ends that is ended now.

    That is now; but a row has a duration, and the clocks of two processes of a demonstration may differ by seconds.
    """
    return max(now, since + SHORTEST)
