"""All that closing a year would do, put together from the record and the exceptions stated; nothing is stored.

The same record and the same exceptions make the same preview and the same hash, so that whoever confirms a preview
gets what it showed, or is told that the record has changed. Standard library only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from meetings.closing.exceptions import ExceptionKind, StatedException, check_exceptions, way_of
from meetings.closing.rules import Held, OnRecord, Place, Undecided, Way


class Question(StrEnum):
    """What only an exception can settle."""

    MORE_THAN_SEATS = "more_than_seats"
    TWO_OFFICES = "two_offices"
    WHERE_TO = "where_to"


class Remark(StrEnum):
    """What an officer should know, though nothing needs to be done."""

    NO_SCHEME = "no_scheme"
    ALL_LEAVE = "all_leave"
    NOBODY_LEAVES = "nobody_leaves"


@dataclass(frozen=True, slots=True)
class Passage:
    """What becomes of one holder: the way, the office on the day of the change, and whether it is recorded already."""

    held: Held
    way: Way
    to: Place | None
    because: str
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """The seats of a role on the day of the change, and the States that hold them then."""

    committee: str
    role: str
    seats: int
    states: tuple[str, ...]

    @property
    def vacant(self) -> int:
        """Return how many seats nobody holds."""
        return max(0, self.seats - len(self.states))


@dataclass(frozen=True, slots=True)
class Note:
    """A question or a remark: about a role in a committee, with States, other committees and a number of seats."""

    code: Question | Remark
    committee: str
    role: str = ""
    states: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """The offices that a State loses and gains on the day of the change, by which its people lose and gain rights."""

    state: str
    loses: tuple[Place, ...]
    gains: tuple[Place, ...]


@dataclass(frozen=True)
class Preview:
    """What becomes of each holder and of each seat on `day`; `rows` are the offices that would be written."""

    day: dt.date
    passages: tuple[Passage, ...]
    seats: tuple[Filled, ...]
    rows: tuple[Held, ...]
    changes: tuple[Change, ...]
    exceptions: tuple[StatedException, ...]
    questions: tuple[Note, ...]
    remarks: tuple[Note, ...]

    @property
    def sha256(self) -> str:
        """Return the hash by which a preview is known again: 64 hexadecimal digits."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def with_two(self) -> frozenset[str]:
        """Return the States that hold two offices by leave."""
        return _with_two(self.exceptions)


def preview_of(record: OnRecord, exceptions: Sequence[StatedException] = ()) -> Preview:
    """Return what closing the year would do with these exceptions.

    Raises:
        Every refusal of `rules.check_exceptions`.
    """
    check_exceptions(record, exceptions)
    stated = {one.holder: one for one in exceptions}
    passages = tuple(_passage(record, held, stated.get(held.holder)) for held in record.outgoing)
    rows = _rows(record, passages)
    after = [*record.recorded, *rows]
    seats = tuple(
        Filled(committee, one.role, one.seats, _states_at((committee, one.role), after))
        for committee, roles in record.schemes.items()
        for one in roles
    )
    return Preview(
        day=record.day,
        passages=passages,
        seats=seats,
        rows=rows,
        changes=_changes(record, after),
        exceptions=tuple(exceptions),
        questions=(
            *_crowded(seats, rows),
            *_doubled(after, rows, _with_two(exceptions)),
            *_split(record, passages),
        ),
        remarks=(*_without_scheme(record, passages), *_staggered(record, passages)),
    )


def check_decided(seen: Preview) -> None:
    """Refuse to close a year while the preview asks something.

    Raises:
        Undecided: only exceptions can answer it.
    """
    if seen.questions:
        raise Undecided


def _passage(record: OnRecord, held: Held, stated: StatedException | None) -> Passage:
    way, to = way_of(record, held, stated)
    because = "" if stated is None else stated.because
    is_recorded = to is not None and any((one.place, one.state) == (to, held.state) for one in record.recorded)
    return Passage(held, way, to, because, is_recorded)


def _rows(record: OnRecord, passages: Iterable[Passage]) -> tuple[Held, ...]:
    return tuple(
        Held(one.to[0], one.held.state, one.to[1], record.day, record.until(one.held, one.way, one.to))
        for one in passages
        if one.to is not None and not one.is_recorded
    )


def _states_at(place: Place, after: Iterable[Held]) -> tuple[str, ...]:
    """The States in the seats of a role; the President's, where it leads ad interim, takes none."""
    return tuple(sorted({one.state for one in after if one.place == place and not one.is_interim}))


def _crowded(seats: Iterable[Filled], rows: Iterable[Held]) -> list[Note]:
    """Roles that would have more holders than seats. What the record itself overfills is no matter of the closing."""
    written = {row.place for row in rows}
    return [
        Note(Question.MORE_THAN_SEATS, one.committee, one.role, one.states, seats=one.seats)
        for one in seats
        if len(one.states) > one.seats and (one.committee, one.role) in written
    ]


def _with_two(exceptions: Iterable[StatedException]) -> frozenset[str]:
    return frozenset(one.state for one in exceptions if one.kind == ExceptionKind.BESIDE)


def _doubled(after: Sequence[Held], rows: Iterable[Held], with_two: Collection[str]) -> list[Note]:
    """States that would hold two offices, other than those with leave."""
    found: dict[str, Note] = {}
    for row in rows:
        own = [one for one in after if one.state == row.state and not one.stands_beside]
        if len(own) > 1 and not row.stands_beside and row.state not in with_two:
            places = tuple(one.committee for one in own if one is not row)
            found.setdefault(row.state, Note(Question.TWO_OFFICES, row.committee, row.role, (row.state,), places))
    return list(found.values())


def _split(record: OnRecord, passages: Iterable[Passage]) -> list[Note]:
    """Holders whose committee's work goes on in several, none of which the scheme prefers."""
    found = []
    for one in passages:
        ways = record.ways(one.held) if one.way == Way.ENDS and not one.held.is_interim else []
        if len(ways) > 1:
            heirs = tuple(place[0] for _, place in ways)
            found.append(Note(Question.WHERE_TO, *one.held.place, (one.held.state,), heirs))
    return found


def _without_scheme(record: OnRecord, passages: Iterable[Passage]) -> list[Note]:
    committees = dict.fromkeys(one.held.committee for one in passages if one.way == Way.ENDS)
    return [Note(Remark.NO_SCHEME, one) for one in committees if not record.heirs(one)]


def _staggered(record: OnRecord, passages: Sequence[Passage]) -> list[Note]:
    """Staggered roles of which every holder leaves at once, or none does."""
    found = []
    for committee, roles in record.schemes.items():
        for one in roles:
            holders = [passage for passage in passages if passage.held.place == (committee, one.role)]
            staying = sum(passage.to == (committee, one.role) for passage in holders)
            if one.is_staggered and len(holders) > 1 and staying in (0, len(holders)):
                found.append(Note(Remark.NOBODY_LEAVES if staying else Remark.ALL_LEAVE, committee, one.role))
    return found


def _changes(record: OnRecord, after: Iterable[Held]) -> tuple[Change, ...]:
    before = {(one.state, one.place) for one in record.outgoing}
    then = {(one.state, one.place) for one in after}
    lost, gained = before - then, then - before

    def of(state: str, places: set[tuple[str, Place]]) -> tuple[Place, ...]:
        return tuple(sorted(place for one, place in places if one == state))

    states = sorted({state for state, _ in lost | gained})
    return tuple(Change(state, of(state, lost), of(state, gained)) for state in states)
