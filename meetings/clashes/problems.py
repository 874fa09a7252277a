"""From a programme to the question that is put to the scheduler, and from its answer back. Standard library only.

Slots and rooms have their numbers as ids there, sessions their uids, delegations their keys. What the rules of
programmes do not bar, because they are off or hint, does not bar the scheduler; what they warn of does, so that the
programme that it finds needs no reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from meetings.clashes.rules import Level, Rule, Settings, Situation, SlotOffer, needed, slot_at
from meetings.scheduler.rules import Delegation, Place, Problem, Room, Session, Slot
from meetings.sessions.entries import Entry, Kind

OWN = "own-"
"""What the id of a slot begins with that is there for one fixed entry, which lies outside those of the meeting."""


def problem_of(entries: Iterable[Entry], situation: Situation, settings: Settings, was: Mapping[str, Entry]) -> Problem:
    """Return the question about these entries. `was` has those of the last release by uid.

    Breaks and cancelled entries are left out. Fixed entries that have a time and a room stay there, also outside the
    meeting's slots: what lies between these gets a slot of its own. One that cannot be told apart from the slots it
    overlaps is left to the scheduler as if it were not fixed.
    """
    asked = [entry for entry in entries if entry.is_sitting and entry.cancelled_because is None]
    own = _own_slots(asked, situation.slots)
    slots = [*situation.slots, *own]
    uids = {entry.uid for entry in asked}

    def binds(rule: Rule) -> bool:
        return settings.levels[rule] in (Level.ERROR, Level.WARNING)

    must: dict[str, list[str]] = {entry.uid: [] for entry in asked}
    for key, weights in sorted(situation.wishes.weights.items()):
        participant = situation.wishes.participants[key]
        rule = Rule.NEEDED_TWICE_ASSUMED if participant.is_assumed else Rule.NEEDED_TWICE
        for uid, wished in weights.items():
            if uid in must and needed(wished) and binds(rule):
                must[uid].append(key)

    def session(entry: Entry) -> Session:
        before = was.get(entry.uid)
        fixed = _place(entry, slots, situation) if entry.is_fixed else None
        return Session(
            id=entry.uid,
            minutes=entry.minutes,
            seats=(entry.seats or 0) if binds(Rule.SEATS) else 0,
            plenary=entry.kind == Kind.PLENARY,
            languages=entry.languages if binds(Rule.LANGUAGES) else (),
            must=tuple(must[entry.uid]),
            after=tuple(uid for uid in entry.after if uid in uids),
            never=tuple(_id_of(one) for one in own) if fixed is None else (),
            fixed=fixed,
            was=None if before is None else _place(before, slots, situation),
        )

    return Problem(
        slots=tuple(Slot(_id_of(one), one.starts, one.ends, one.languages) for one in sorted(slots)),
        rooms=tuple(
            Room(str(number), room.seats, None if room.languages is None else tuple(room.languages))
            for number, room in sorted(situation.rooms.items())
        ),
        sessions=tuple(session(entry) for entry in asked),
        delegations=tuple(
            Delegation(key, participant.people, wishes)
            for key, participant in sorted(situation.wishes.participants.items())
            if (wishes := {uid: one.weight for uid, one in situation.wishes.weights[key].items() if uid in uids})
        ),
        walk_minutes=settings.walk_minutes,
        max_parallel=settings.max_parallel if binds(Rule.PARALLEL) else None,
        max_parallel_plenary=settings.max_plenary if binds(Rule.PARALLEL_PLENARY) else len(asked) or 1,
        small=settings.small,
    )


def _place(entry: Entry, slots: Iterable[SlotOffer], situation: Situation) -> Place | None:
    """Return where an entry stands, None where that is no slot and room of the question."""
    if entry.starts is None or entry.room_id not in situation.rooms:
        return None
    slot = slot_at(entry.starts, slots)
    if slot is None or entry.ends is None or entry.ends > slot.ends:
        return None
    return Place(_id_of(slot), str(entry.room_id), entry.starts)


def _own_slots(entries: Iterable[Entry], slots: Iterable[SlotOffer]) -> list[SlotOffer]:
    """Return slots for the fixed entries that lie between the given ones; those that touch each other share one."""
    taken = sorted(slots)
    spans = sorted(
        (entry.starts, entry.ends)
        for entry in entries
        if entry.is_fixed and entry.starts is not None and entry.ends is not None
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
