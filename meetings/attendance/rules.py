"""Rules about who was in the room. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.rules import Refused
from meetings.delegations.rules import HasStanding, Kind, is_party_on


class Value(StrEnum):
    """What was seen of a delegation. Unknown is a value of its own and is never counted as absent."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """The classes in which those who take part are listed."""

    STATES_PARTIES = "states_parties"
    STATES_NOT_PARTIES = "states_not_parties"
    ORGANIZATIONS = "organizations"


class TooEarlyToMark(Refused):
    """The day of the session has not come."""


class SessionIsCancelled(Refused):
    """Nobody sits in a cancelled session."""


class SomebodyWasThere(Refused):
    """Delegations were marked as present, so the session took place: it can be neither cancelled nor moved."""


class NotAMark(Refused):
    """The form named a delegation or a value that does not exist."""


@dataclass(frozen=True)
class Change:
    """A mark that a person wants to set, and the value that they saw when they opened the page."""

    delegation_id: int
    seen: Value
    wanted: Value


@dataclass(frozen=True)
class Clash:
    """A mark that two people changed: what is stored now, and what this person wanted."""

    delegation_id: int
    stored: Value
    wanted: Value


@dataclass(frozen=True)
class Tally:
    """How many of a group were present, absent, excused, and of how many nothing is known."""

    present: int
    absent: int
    excused: int
    unknown: int


def group_of(delegation: HasStanding, day: date) -> Group:
    """The class to which a delegation belongs on a day; a State of which it is unknown is listed as not a party."""
    if delegation.kind == Kind.ORGANIZATION:
        return Group.ORGANIZATIONS
    return Group.STATES_PARTIES if is_party_on(delegation, day) else Group.STATES_NOT_PARTIES


def check_may_mark(session_day: date, today: date, is_cancelled: bool) -> None:
    """Marking opens with the day of the session, in the session's own zone.

    Raises TooEarlyToMark, SessionIsCancelled.
    """
    if is_cancelled:
        raise SessionIsCancelled
    if today < session_day:
        raise TooEarlyToMark(day=session_day.isoformat())


def sort_changes(changes: Iterable[Change], stored: Mapping[int, Value]) -> tuple[list[Change], list[Clash]]:
    """Which changes are to be stored, and which clash with what somebody else stored meanwhile.

    A row that the person did not touch is left as it is, whatever it has become. Two people who want the same do not
    clash.
    """
    wanted, clashes = [], []
    for change in changes:
        now = stored.get(change.delegation_id, Value.UNKNOWN)
        if change.wanted == change.seen or change.wanted == now:
            continue
        if now != change.seen:
            clashes.append(Clash(change.delegation_id, now, change.wanted))
        else:
            wanted.append(change)
    return wanted, clashes


def tally(delegation_ids: Iterable[int], marks: Mapping[int, Value]) -> Tally:
    """Count a group; a delegation without a mark is unknown."""
    values = [marks.get(delegation_id, Value.UNKNOWN) for delegation_id in delegation_ids]
    return Tally(*(values.count(value) for value in Value))
