"""Exceptions: what a State does against the scheme when a year is closed, and whether it can.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from foundation.rules import Refused
from meetings.closing.rules import Held, OnRecord, Place, Way, check_reason

MOST_EXCEPTIONS = 60


class UnknownOffice(Refused):
    """The exception is about an office that nobody holds when the term ends."""


class UnknownPlace(Refused):
    """The exception leads to an office that there is not in the next term."""


class NoPlace(Refused):
    """A State moves, and it was not said to which office."""


class PlaceNotNeeded(Refused):
    """A State stays or stops, and yet an office was named to which it moves."""


class NoMove(Refused):
    """The office named is the one that the State holds, so that it stays."""


class ExceptionTwice(Refused):
    """There is an exception for this holder already."""


class HappensAnyway(Refused):
    """The scheme says the same, so that it is no exception."""


class NotTwoOffices(Refused):
    """The State would not hold this office beside another in the next term, so that it needs no leave to."""


class OnRecordAlready(Refused):
    """What the scheme leads to is on record, by a slate or by hand: it is revoked there, not here (fact: `since`)."""


class LastsLonger(Refused):
    """The office goes on beyond the day of the change by itself (fact: `until`)."""


class TooManyExceptions(Refused):
    """More exceptions than there can be offices (fact: `most`)."""


class ExceptionKind(StrEnum):
    """What a State may do against the scheme: hold the same role again, stop, take another office, or hold two.

    A State that is to hold two offices needs leave for one of them alone.
    """

    STAYS = "stays"
    STOPS = "stops"
    MOVES = "moves"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class StatedException:
    """What a State does against the scheme, and why; where it goes, if it moves."""

    committee: str
    state: str
    role: str
    kind: str
    because: str
    to_committee: str | None = None
    to_role: str | None = None

    @property
    def holder(self) -> tuple[str, str, str]:
        """Return of whom it speaks: committee, role and State."""
        return self.committee, self.role, self.state

    @property
    def place(self) -> Place | None:
        """Return the office that the State moves to."""
        if self.to_committee is None or self.to_role is None:
            return None
        return self.to_committee, self.to_role


def check_exceptions(record: OnRecord, exceptions: Sequence[StatedException]) -> None:
    """Refuse exceptions that cannot be, or that are none.

    Raises:
        TooManyExceptions, ExceptionTwice, UnknownOffice, NoReason, LastsLonger, NoPlace, PlaceNotNeeded, NoMove,
        UnknownPlace, HappensAnyway, OnRecordAlready, NotTwoOffices
    """
    if len(exceptions) > MOST_EXCEPTIONS:
        raise TooManyExceptions(most=MOST_EXCEPTIONS)
    if len({one.holder for one in exceptions}) < len(exceptions):
        raise ExceptionTwice
    holders = {held.holder: held for held in record.outgoing}
    for one in exceptions:
        if one.holder not in holders:
            raise UnknownOffice
        check_reason(one.because)
        if one.kind == ExceptionKind.BESIDE:
            _check_beside(record, holders[one.holder], one, exceptions)
        else:
            _check_exception(record, holders[one.holder], one)


def way_of(record: OnRecord, held: Held, stated: StatedException | None) -> tuple[Way, Place | None]:
    """Return what becomes of a holder of whom this is stated, if anything, and the office on the day of the change.

    A State that holds two offices by leave comes to each of them as the scheme says.
    """
    if stated is None or stated.kind == ExceptionKind.BESIDE:
        return record.usual(held)
    way = Way(stated.kind)
    return way, record.same_role(held) if way == Way.STAYS else stated.place


def still_standing(
    record: OnRecord, exceptions: Sequence[StatedException]
) -> tuple[tuple[StatedException, ...], Refused | None]:
    """Return the exceptions that can be, and why the first of the others cannot: the record may have changed."""
    standing: tuple[StatedException, ...] = ()
    first: Refused | None = None
    for one in exceptions:
        try:
            standing = with_exception(record, standing, one)
        except Refused as refused:
            first = first or refused
    return standing, first


def with_exception(
    record: OnRecord, exceptions: Sequence[StatedException], one: StatedException
) -> tuple[StatedException, ...]:
    """Return the exceptions with one more. Raises every refusal of `check_exceptions`."""
    check_exceptions(record, (*exceptions, one))
    return (*exceptions, one)


def _check_exception(record: OnRecord, held: Held, one: StatedException) -> None:
    if held.until > record.day:
        raise LastsLonger(until=held.until.isoformat())
    if (one.kind == ExceptionKind.MOVES) == (one.place is None):
        raise NoPlace if one.place is None else PlaceNotNeeded
    if one.place == held.place:
        raise NoMove
    place = record.same_role(held) if one.kind == ExceptionKind.STAYS else one.place
    if one.kind != ExceptionKind.STOPS and (place is None or record.role_at(place) is None):
        raise UnknownPlace
    # Where the scheme does not say where to, every answer is an exception.
    is_open = not held.is_interim and len(record.ways(held)) > 1
    usual = record.usual(held)[1]
    if not is_open and usual == place:
        raise HappensAnyway
    if usual is not None and any((one.place, one.state) == (usual, held.state) for one in record.recorded):
        raise OnRecordAlready(since=record.day.isoformat())


def _check_beside(record: OnRecord, held: Held, one: StatedException, exceptions: Sequence[StatedException]) -> None:
    if held.until > record.day:
        raise LastsLonger(until=held.until.isoformat())
    if one.place is not None:
        raise PlaceNotNeeded
    stated = {other.holder: other for other in exceptions}
    recorded = {other.place for other in record.recorded if other.state == one.state and not other.stands_beside}
    passing = [other for other in record.outgoing if other.state == one.state and not other.stands_beside]
    led_to = {way_of(record, other, stated.get(other.holder))[1] for other in passing} - {None}
    own = way_of(record, held, one)[1]
    if own is None or own in recorded or len(led_to | recorded) < 2:
        raise NotTwoOffices
