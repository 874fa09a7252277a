"""What a move would cost, asked again and again while something is dragged.

What does not change between two questions is kept in the process, as plain values: who takes part and wishes what,
rooms, slots and rules, and what was worked out for sessions that hang together. It is kept for a draft as long as the
number of the record, which every audited deed raises, and the entries of the draft are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from threading import Lock

from foundation import audit
from foundation.kept import Kept
from meetings.clashes import gathering
from meetings.clashes.costs import Assessor
from meetings.clashes.differences import Effect
from meetings.clashes.figures import Cost
from meetings.clashes.queries import settings
from meetings.clashes.rules import Finding, Level, Settings, Situation, findings
from meetings.committees.rules import HasYears
from meetings.drafts import queries
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.entries import Entry
from meetings.sessions.rules import LONGEST, STEP_MINUTES
from meetings.wishes.gathering import wishes_for

MOST_KEPT = 8
"""Drafts that are worked on at once by few people; each grows to some nine megabytes, measured with 60 sessions and 160
delegations when as many groups of sessions were kept as `clashes.costs` keeps."""
LONGEST_MINUTES = int(LONGEST.total_seconds()) // 60


@dataclass(frozen=True)
class Question:
    """Where somebody would put an entry: None for no place, or no room. `minutes` is its length."""

    uid: str
    starts: datetime | None
    room_id: int | None
    minutes: int


@dataclass(frozen=True)
class Answer:
    """What a move would cost, and what the rules would say that they do not now, and no longer."""

    entry: Entry
    effect: Effect
    appearing: tuple[Finding, ...]
    vanishing: tuple[Finding, ...]


@dataclass(frozen=True)
class _Years:
    """The years of a committee, without its row, which belongs to the request that loaded it."""

    active_from: int | None
    active_to: int | None
    active_to_text: str


class Desk:
    """A draft as it is being worked on, and all that is known of its meeting."""

    def __init__(self, number: int, entries: tuple[Entry, ...], situation: Situation, rules: Settings) -> None:
        self.number, self.entries, self.settings = number, entries, rules
        self.situation = replace(situation, committees=_plain(situation.committees))
        self.by_uid = {entry.uid: entry for entry in entries}
        self._assessor = Assessor(entries, situation.wishes, rules)
        # The assessor changes while it works, and two requests may ask at the same time.
        self._lock = Lock()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of the draft as it is, without rules that are off."""
        return tuple(self._findings(self.entries))

    def cost(self) -> Cost:
        """What the draft costs as it is."""
        with self._lock:
            return self._assessor.cost(self.entries)

    def answer(self, question: Question) -> Answer:
        """What would follow if the entry were where the question puts it. Raises KeyError for an unknown entry."""
        before = self.by_uid[question.uid]
        room = self.situation.rooms.get(question.room_id or 0)
        moved = replace(
            before,
            starts=question.starts,
            room_id=question.room_id,
            room_name=room.name if room is not None else "",
            minutes=question.minutes,
        )
        after = tuple(moved if entry.uid == before.uid else entry for entry in self.entries)
        with self._lock:
            effect = self._assessor.effect(self.entries, after)
        now = self._findings(after)
        return Answer(
            moved,
            effect,
            tuple(one for one in now if not _is_among(one, self.findings)),
            tuple(one for one in self.findings if not _is_among(one, now)),
        )

    def _findings(self, entries: Iterable[Entry]) -> list[Finding]:
        return [one for one in findings(entries, self.situation, self.settings) if one.level != Level.OFF]


class Desks:
    """The desks of the drafts that were asked about last."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: Kept[int, Desk] = Kept(most)

    def of(self, draft: ProgrammeDraft) -> Desk:
        """The desk of a draft as it is stored now. Two statements; where it is not kept, those of gathering too."""
        entries = tuple(queries.entries(draft))
        number = audit.record_number()
        desk = self._kept.get(draft.id)
        if desk is None or (desk.number, desk.entries) != (number, entries):
            situation = gathering.situation_for(draft.meeting, entries, wishes_for(draft.meeting, entries))
            desk = Desk(number, entries, situation, settings())
            self._kept.keep(draft.id, desk)
        return desk

    def clear(self) -> None:
        """Forget every desk, as where another database takes the place of the one that they were made from."""
        self._kept.clear()


desks = Desks()


def read(asked: Mapping[str, str], desk: Desk) -> Question | None:
    """The question that an address asks (`uid`, `starts`, `room`, `minutes`), or None if it is none.

    Without `starts` the entry would have no place, without `room` no room; without `minutes` it stays as long as it is.
    """
    entry = desk.by_uid.get(asked.get("uid", ""))
    if entry is None:
        return None
    starts, room, minutes = (asked.get(name, "") for name in ("starts", "room", "minutes"))
    try:
        return question_of(
            entry,
            datetime.fromisoformat(starts) if starts else None,
            int(room) if room else None,
            int(minutes) if minutes else None,
            desk,
        )
    except ValueError:
        return None


def question_of(
    entry: Entry, starts: datetime | None, room_id: int | None, minutes: int | None, desk: Desk
) -> Question | None:
    """The question what it would cost to have an entry there, or None if no programme can have it there."""
    question = Question(entry.uid, starts, room_id, entry.minutes if minutes is None else minutes)
    return question if _is_possible(question, desk) else None


def _is_possible(question: Question, desk: Desk) -> bool:
    """Whether a programme can be asked about at all; what is wrong with it is for the rules to say."""
    if question.starts is not None:
        wall = question.starts
        if wall.tzinfo is not None or wall.minute % STEP_MINUTES or wall.second or wall.microsecond:
            return False
        if not 1990 <= wall.year < 2100:
            return False
    if question.room_id is not None and question.room_id not in desk.situation.rooms:
        return False
    return STEP_MINUTES <= question.minutes <= LONGEST_MINUTES and question.minutes % STEP_MINUTES == 0


def _is_among(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether one of these says as much: the same rule, of these entries and States and perhaps more.

    Figures do not count: what ends later still is no other breach, and what is left of a crowd is no new one.
    """
    uids, states = set(finding.uids), set(finding.states)
    return any(
        other.rule == finding.rule and uids.issubset(other.uids) and states.issubset(other.states) for other in others
    )


def _plain(committees: Mapping[int, HasYears]) -> dict[int, HasYears]:
    return {number: _Years(one.active_from, one.active_to, one.active_to_text) for number, one in committees.items()}
