"""From a programme to the question that is put to the scheduler, and from its answer back. Standard library only.

Slots and rooms have their numbers as ids there, sessions their uids, delegations their keys. What a rule calls an
error, the scheduler never proposes, as far as it lies in where and when sessions are. What rules warn of it does not
propose either, so that the programme that it finds needs no reasons; but where a day or an hour is warned of, a session
may stay, and may come if it finds no place otherwise. `slotrules` tells these. A hint bars nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from meetings.clashes.rules import Level, Rule, Settings, Situation, SlotOffer, needed, room_of, slot_at
from meetings.clashes.slotrules import SlotRules, cut_short
from meetings.scheduler.costs import Evaluator, minute
from meetings.scheduler.fileformat import LONGEST_ID
from meetings.scheduler.rules import (
    MOST_ROOMS,
    Delegation,
    Place,
    Placement,
    Problem,
    Room,
    Session,
    Slot,
    Stand,
)
from meetings.sessions.entries import Entry, Kind
from meetings.wishes.rules import Weight

OWN = "own-"
"""What the id of a slot begins with that is there for one fixed entry, which lies outside those of the meeting."""


def problem_of(entries: Iterable[Entry], situation: Situation, settings: Settings, was: Mapping[str, Entry]) -> Problem:
    """Return the question about these entries. `was` has those of the last release by uid.

    Breaks and cancelled entries are left out. Fixed entries that have a time stay there, also outside the meeting's
    slots: what lies between these gets a slot of its own. What overlaps a slot in part, has no room of the meeting, or
    breaks a rule where it is, stands: nothing is asked about it, and others keep clear of it.
    """
    everything = list(entries)
    asked = [entry for entry in everything if entry.is_sitting and entry.cancelled_because is None]
    situation = replace(situation, slots=cut_short(asked, situation.slots, settings))
    problem = _Asking(everything, asked, situation, settings, was).problem()
    while standing := _in_the_way(problem):
        by_uid = {entry.uid: entry for entry in asked}
        problem = replace(
            problem,
            sessions=tuple(
                _standing(one, by_uid[one.id], situation) if one.id in standing else one for one in problem.sessions
            ),
        )
    return problem


class _Asking:
    """One question in the making."""

    def __init__(
        self,
        everything: Iterable[Entry],
        asked: list[Entry],
        situation: Situation,
        settings: Settings,
        was: Mapping[str, Entry],
    ) -> None:
        self.asked, self.situation, self.settings, self.was = asked, situation, settings, was
        self.uids = {entry.uid for entry in asked}
        self.own = _own_slots(asked, situation)
        self.slots = [*situation.slots, *self.own]
        self.slot_rules = SlotRules(everything, situation, settings)
        self.plenaries = [entry.uid for entry in asked if entry.kind == Kind.PLENARY]
        self.must = self._must()

    def _binds(self, rule: Rule) -> bool:
        return self.settings.levels[rule] in (Level.ERROR, Level.WARNING)

    def problem(self) -> Problem:
        situation, settings, asked = self.situation, self.settings, self.asked
        at_once = min(len(asked), MOST_ROOMS) or 1
        return Problem(
            slots=tuple(Slot(_id_of(one), one.starts, one.ends, one.languages) for one in sorted(self.slots)),
            rooms=tuple(
                Room(str(number), room.seats, None if room.languages is None else tuple(room.languages))
                for number, room in sorted(situation.rooms.items())
            ),
            sessions=tuple(self._session(entry) for entry in asked),
            delegations=tuple(
                Delegation(key, participant.people, wishes)
                for key, participant in sorted(situation.wishes.participants.items())
                if (
                    wishes := {
                        uid: one.weight for uid, one in situation.wishes.weights[key].items() if uid in self.uids
                    }
                )
            ),
            walk_minutes=settings.walk_minutes,
            max_parallel=settings.max_parallel if self._binds(Rule.PARALLEL) else None,
            max_parallel_plenary=settings.max_plenary if self._binds(Rule.PARALLEL_PLENARY) else at_once,
            small=settings.small,
        )

    def _must(self) -> Mapping[str, list[str]]:
        """Return who is needed in which session; where it is an error to be torn, also who should be there."""
        found: dict[str, list[str]] = {entry.uid: [] for entry in self.asked}
        wishes = self.situation.wishes
        tearing = self.settings.levels[Rule.TORN] == Level.ERROR
        for key, weights in sorted(wishes.weights.items()):
            participant = wishes.participants[key]
            rule = Rule.NEEDED_TWICE_ASSUMED if participant.is_assumed else Rule.NEEDED_TWICE
            for uid, wished in weights.items():
                is_needed = self._binds(rule) and needed(wished)
                if uid in found and (is_needed or (tearing and wished.weight >= Weight.SHOULD)):
                    found[uid].append(key)
        return found

    def _session(self, entry: Entry) -> Session:
        before = self.was.get(entry.uid)
        session = Session(
            id=entry.uid,
            minutes=entry.minutes,
            seats=(entry.seats or 0) if self._binds(Rule.SEATS) else 0,
            plenary=entry.kind == Kind.PLENARY,
            languages=tuple(dict.fromkeys(entry.languages)) if self._binds(Rule.LANGUAGES) else (),
            must=tuple(self.must[entry.uid]),
            after=tuple(uid for uid in dict.fromkeys(entry.after) if uid in self.uids) if self._orders() else (),
            apart=tuple(self.plenaries) if entry.kind == Kind.SIDE_EVENT and self._binds(Rule.SIDE_EVENT) else (),
            was=None if before is None else _place(before, self.slots, self.situation),
        )
        fixed = None
        if entry.is_fixed and entry.starts is not None:
            fixed = _place(entry, self.slots, self.situation)
            if fixed is None:
                return _standing(session, entry, self.situation)
        # What is fixed may have to go elsewhere after its room is lost.
        barred = (*self.slot_rules.barred(entry), *(_id_of(one) for one in self.own))
        return replace(
            session,
            never=tuple(one for one in barred if fixed is None or one != fixed.slot),
            avoid=self.slot_rules.avoided(entry, before),
            fixed=fixed,
        )

    def _orders(self) -> bool:
        return self._binds(Rule.ORDER)


def _in_the_way(problem: Problem) -> set[str]:
    """Return the fixed sessions that break a rule where they are, with others that are fixed or by themselves."""
    sessions = {session.id: session for session in problem.sessions}
    there = [
        Placement(session.id, session.fixed.slot, session.fixed.room, session.fixed.start)
        for session in problem.sessions
        if session.fixed is not None and session.fixed.start is not None
    ]
    violations = Evaluator(problem).evaluate(there).violations
    return {uid for one in violations for uid in one.sessions if sessions[uid].fixed is not None}


def _standing(session: Session, entry: Entry, situation: Situation) -> Session:
    """Return the session of an entry that has a time as one that stands there."""
    if entry.starts is None:
        return session
    # A room that is none of the meeting's has a name that none of these has, and is another for each.
    other = f"={room_of(entry)}"[:LONGEST_ID] if room_of(entry) else None
    room = str(entry.room_id) if entry.room_id in situation.rooms else other
    return replace(session, fixed=None, was=None, stands=Stand(entry.starts, room))


def _place(entry: Entry, slots: Iterable[SlotOffer], situation: Situation) -> Place | None:
    """Return where an entry stands, None where that is no slot and room of the question."""
    if entry.starts is None or entry.room_id not in situation.rooms:
        return None
    slot = slot_at(entry.starts, slots)
    if slot is None or entry.ends is None or entry.ends > slot.ends:
        return None
    return Place(_id_of(slot), str(entry.room_id), entry.starts)


def _own_slots(entries: Iterable[Entry], situation: Situation) -> list[SlotOffer]:
    """Return slots for the fixed entries that lie between the given ones; those that touch each other share one."""
    taken = sorted(situation.slots)
    spans = sorted(
        (entry.starts, entry.ends)
        for entry in entries
        if entry.is_fixed and entry.starts is not None and entry.ends is not None and entry.room_id in situation.rooms
    )
    joined: list[tuple[datetime, datetime]] = []
    for starts, ends in spans:
        if any(slot.starts < ends and starts < slot.ends for slot in taken):
            continue
        if joined and starts < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((starts, ends))
    return [SlotOffer(starts, ends, -number) for number, (starts, ends) in enumerate(joined, start=1)]


def _id_of(slot: SlotOffer) -> str:
    return str(slot.slot_id) if slot.slot_id > 0 else f"{OWN}{-slot.slot_id}"


def slots_of_the_meeting(problem: Problem) -> list[Slot]:
    """Return the slots of a question without those that are there for one fixed entry."""
    return [slot for slot in problem.slots if not slot.id.startswith(OWN)]


def left_where_they_are(problem: Problem) -> Collection[str]:
    """Return the sessions that the scheduler cannot move because their hours do not lie within one of the slots."""
    slots = slots_of_the_meeting(problem)

    def is_within(starts: datetime, minutes: int) -> bool:
        last = minute(starts) + minutes
        return any(slot.start <= starts and last <= minute(slot.end) for slot in slots)

    return [
        one.id
        for one in problem.sessions
        if (one.fixed is not None and one.fixed.slot.startswith(OWN))
        or (one.stands is not None and not is_within(one.stands.start, one.minutes))
    ]
