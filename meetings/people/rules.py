"""Rules about people: who may belong where, who acts for a State, and when a dated row begins and ends.

Standard library only. A row counts from its first moment up to, and not on, its last (`since <= now < until`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

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


class RoleHasEnded(Refused):
    """The role was ended already."""


class OwnAccount(Refused):
    """Nobody takes from themselves what they need to undo it."""


class AccountIsClosed(Refused):
    """The account is closed, so nobody can be invited to it."""


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
