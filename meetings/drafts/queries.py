"""What the record answers about drafts of programmes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.database import db
from meetings.drafts.models import DraftEntry, DraftReason, DraftStep, ProgrammeDraft
from meetings.sessions.entries import Entry, Kind, Named, NamedAs, from_plain, in_order
from meetings.sessions.models import Meeting, Room, Session, Slot


@dataclass(frozen=True)
class InDraft:
    """An entry of a draft. One that was removed is told as it was, with `is_there` False."""

    draft: ProgrammeDraft
    entry: Entry
    is_there: bool = True


def draft(slug: str, draft_id: int) -> ProgrammeDraft | None:
    """The draft with this number, if it is one of the meeting with this short name; with the meeting. One statement."""
    query = select(ProgrammeDraft).join(ProgrammeDraft.meeting).where(ProgrammeDraft.id == draft_id)
    query = query.where(Meeting.slug == slug).options(contains_eager(ProgrammeDraft.meeting))
    return db.session.scalar(query)


def draft_of(meeting_id: int, draft_id: int) -> ProgrammeDraft | None:
    """The draft with this number, if it is one of the meeting with this number."""
    query = select(ProgrammeDraft).where(ProgrammeDraft.id == draft_id, ProgrammeDraft.meeting_id == meeting_id)
    return db.session.scalar(query)


def drafts(meeting_id: int) -> Sequence[ProgrammeDraft]:
    """The drafts of a meeting, also those that were put away, last changed first; with who began each."""
    query = select(ProgrammeDraft).where(ProgrammeDraft.meeting_id == meeting_id)
    query = query.options(joinedload(ProgrammeDraft.created_by))
    return db.session.scalars(query.order_by(ProgrammeDraft.changed_at.desc(), ProgrammeDraft.id.desc())).all()


def lock(draft: ProgrammeDraft) -> ProgrammeDraft:
    """The draft as it is stored now, locked until the end of the transaction: of two who change it, the second waits.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(ProgrammeDraft).where(ProgrammeDraft.id == draft.id).with_for_update(of=ProgrammeDraft)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def rows(draft_id: int) -> dict[str, DraftEntry]:
    """The rows of a draft's entries by uid, as they are stored now, with their rooms. One statement."""
    query = select(DraftEntry).where(DraftEntry.draft_id == draft_id).options(joinedload(DraftEntry.room))
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.uid: row for row in found}


def entries(draft: ProgrammeDraft) -> list[Entry]:
    """The entries of a draft in their order; those without a place come last. One statement."""
    return in_order(entry_of(row) for row in rows(draft.id).values())


def entries_of_drafts(draft_ids: Collection[int]) -> dict[int, list[Entry]]:
    """The entries of each of these drafts. One statement."""
    query = select(DraftEntry).where(DraftEntry.draft_id.in_(draft_ids)).options(joinedload(DraftEntry.room))
    found: dict[int, list[Entry]] = {number: [] for number in draft_ids}
    for row in db.session.scalars(query):
        found[row.draft_id].append(entry_of(row))
    return {number: in_order(those) for number, those in found.items()}


def entry_in(slug: str, draft_id: int, uid: str) -> InDraft | None:
    """An entry of a draft; one that a step removed is told as it was, so that whoever was at it can bring it back."""
    found = draft(slug, draft_id)
    if found is None:
        return None
    query = select(DraftEntry).where(DraftEntry.draft_id == draft_id, DraftEntry.uid == uid)
    row = db.session.scalar(query.options(joinedload(DraftEntry.room)))
    if row is not None:
        return InDraft(found, entry_of(row))
    for step in reversed(steps(draft_id)):
        if (before := step.before.get(uid)) is not None:
            return InDraft(found, from_plain(before), is_there=False)
    return None


def steps(draft_id: int, since: int = 0) -> Sequence[DraftStep]:
    """The steps of a draft in their order, those with a higher number than `since`; with who took each."""
    query = select(DraftStep).where(DraftStep.draft_id == draft_id, DraftStep.number > since)
    return db.session.scalars(query.options(joinedload(DraftStep.taken_by)).order_by(DraftStep.number)).all()


def reasons(draft_id: int) -> Sequence[DraftReason]:
    """Why warnings about a draft are accepted: the reasons that stand, oldest first; with who gave each."""
    query = select(DraftReason).where(DraftReason.draft_id == draft_id, DraftReason.taken_back_at.is_(None))
    return db.session.scalars(query.options(joinedload(DraftReason.given_by)).order_by(DraftReason.id)).all()


def had_reason(draft_id: int, finding: str) -> bool:
    """Whether a reason was ever given for this finding of a draft, also one that was taken back."""
    query = select(DraftReason.id).where(DraftReason.draft_id == draft_id, DraftReason.finding == finding)
    return db.session.scalar(query.limit(1)) is not None


def session_uids(meeting_id: int) -> frozenset[str]:
    """The uids of all sessions on record of a meeting, cancelled ones too."""
    return frozenset(db.session.scalars(select(Session.uid).where(Session.meeting_id == meeting_id)))


def rooms(meeting_id: int) -> dict[int, Room]:
    """The rooms of a meeting by number, in the order of their names. One statement."""
    query = select(Room).where(Room.meeting_id == meeting_id).order_by(Room.name)
    return {room.id: room for room in db.session.scalars(query)}


def meetings_with_sessions(but: int) -> Sequence[Meeting]:
    """The other meetings whose days are known and that have sessions, the newest first. One statement."""
    query = select(Meeting).where(Meeting.id != but, Meeting.starts_on.is_not(None), Meeting.ends_on.is_not(None))
    query = query.where(select(Session.id).where(Session.meeting_id == Meeting.id).exists())
    return db.session.scalars(query.order_by(Meeting.starts_on.desc(), Meeting.id.desc())).all()


def rooms_of_sessions(meeting_ids: Collection[int]) -> dict[int, list[str]]:
    """The names of the rooms of these meetings in which sessions are held, cancelled ones aside. One statement."""
    held = select(Session.id).where(Session.room_id == Room.id, Session.cancelled_because.is_(None)).exists()
    query = select(Room.meeting_id, Room.name).where(Room.meeting_id.in_(meeting_ids), held).order_by(Room.name)
    found: dict[int, list[str]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.meeting_id, []).append(row.name)
    return found


def numbers_of_slots(meeting_ids: Collection[int]) -> dict[int, int]:
    """How many slots these meetings have, those without any left out. One statement."""
    query = select(Slot.meeting_id, func.count(Slot.id)).where(Slot.meeting_id.in_(meeting_ids))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Slot.meeting_id))}


def entry_of(row: DraftEntry) -> Entry:
    """The plain entry that a row holds. Its room must be loaded."""
    return Entry(
        uid=row.uid,
        kind=Kind(row.kind),
        title=row.title,
        minutes=row.minutes,
        starts=row.starts,
        committee_id=row.committee_id,
        room_id=row.room_id,
        room_name=row.room.name if row.room is not None else "",
        part=row.part,
        track=row.track,
        languages=tuple(row.languages),
        seats=row.seats,
        named=tuple(Named(key, NamedAs(reason)) for key, reason in row.named),
        after=tuple(row.after),
        note=row.note,
        is_fixed=row.is_fixed,
        is_confirmed=row.is_confirmed,
        cancelled_because=row.cancelled_because,
        time_is_illustrative=row.time_is_illustrative,
        day_is_illustrative=row.day_is_illustrative,
        is_sample=row.is_sample,
        source=row.source,
    )


def columns_of(entry: Entry) -> dict[str, Any]:
    """The columns of the row that holds an entry; its uid never changes and is none of them."""
    return {
        "kind": entry.kind.value,
        "title": entry.title,
        "minutes": entry.minutes,
        "starts": entry.starts,
        "committee_id": entry.committee_id,
        "room_id": entry.room_id,
        "part": entry.part,
        "track": entry.track,
        "languages": list(entry.languages),
        "seats": entry.seats,
        "named": [[one.delegation, one.reason.value] for one in entry.named],
        "after": list(entry.after),
        "note": entry.note,
        "is_fixed": entry.is_fixed,
        "is_confirmed": entry.is_confirmed,
        "cancelled_because": entry.cancelled_because,
        "time_is_illustrative": entry.time_is_illustrative,
        "day_is_illustrative": entry.day_is_illustrative,
        "is_sample": entry.is_sample,
        "source": entry.source,
    }
