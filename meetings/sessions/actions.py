"""What is done with sessions: scheduled, changed, confirmed, cancelled, restored, or arranged all at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from foundation.database import db
from foundation.permissions import Actor
from meetings import hooks
from meetings.committees import queries as committees
from meetings.sessions import queries, rules
from meetings.sessions.entries import Entry, Kind, Named, NamedAs, in_order
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import Plan, State
from meetings.sessions.writing import (
    NO_ROOM,
    Checked,
    Was,
    check_rooms,
    checked,
    free_room,
    known_in,
    record,
    require_seen,
    said,
    write,
)


def schedule(
    meeting: Meeting, plan: Plan, *, actor: Actor, now: datetime, uid: str | None = None, is_sample: bool = False
) -> Session:
    """Put a session into the programme of a meeting, tentative.

    `uid` is what subscribed calendars will know it by, for ever; one is made unless it is handed in. A session of a
    committee needs no title: it has the committee's name.

    Raises every refusal about kinds, times, days, rooms, committees, languages and delegations in `rules`.
    """
    queries.hold_programme(meeting.id)
    found = checked(plan, meeting, meeting.zone)
    room = free_room(found, meeting.id, but=None)
    session = _new(meeting, uid or str(uuid.uuid4()), now, is_sample=is_sample)
    write(session, found, room, now)
    db.session.add(session)
    is_told = _follow(session, actor, now)
    when = said(found.plan)
    record("session:schedule", session, actor, now, told_elsewhere=is_told, when=when, zone=session.zone)
    return session


def change(session: Session, plan: Plan, *, seen: int | None, actor: Actor, now: datetime) -> Session:
    """Make of a session what the plan says: move it, give it another room, or mend its words.

    Raises EditConflict, AlreadyCancelled, every refusal that scheduling knows, and what an upper floor objects to a
    move.
    """
    queries.hold_programme(session.meeting_id)
    before = plan_of(session)
    require_seen(session, seen)
    rules.check_not_cancelled(session.state)
    found = checked(plan, session.meeting, session.zone)
    room = free_room(found, session.meeting_id, but=session.id)
    if found.plan == before:
        return session
    _ask_upper_floors(session, found.plan)
    was = _rewrite(session, found, room, session.state, now=now)
    is_told = _follow(session, actor, now)
    _announce(session, was, found.plan, is_released=is_told)
    _record_rewriting(session, was, found.plan, actor, now, told_elsewhere=is_told)
    return session


def confirm(session: Session, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Confirm a tentative session. Raises EditConflict, AlreadyConfirmed, AlreadyCancelled."""
    queries.hold_programme(session.meeting_id)
    require_seen(session, seen)
    session.state = rules.confirmed(session.state)
    touch([session], now=now)
    record("session:confirm", session, actor, now, told_elsewhere=_follow(session, actor, now))


def cancel(session: Session, *, reason: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Cancel a session, with the reason that everybody will read. It stays on record and in calendars.

    Raises EditConflict, AlreadyCancelled, NoReason, and what an upper floor objects.
    """
    queries.hold_programme(session.meeting_id)
    require_seen(session, seen)
    rules.cancelled(session.state, reason)
    _ask_upper_floors(session, None)
    _cancel(session, reason, now=now)
    record("session:cancel", session, actor, now, told_elsewhere=_follow(session, actor, now), reason=reason)


def restore(session: Session, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take a cancelled session up again, tentative, if its room is still free and its day still one of the meeting's.

    Raises EditConflict, NotCancelled, and every refusal that scheduling knows.
    """
    queries.hold_programme(session.meeting_id)
    require_seen(session, seen)
    state = rules.restored(session.state)
    free_room(checked(plan_of(session), session.meeting, session.zone), session.meeting_id, but=session.id)
    session.state, session.cancelled_because = state, None
    touch([session], now=now)
    record("session:restore", session, actor, now, told_elsewhere=_follow(session, actor, now))


def arrange(
    meeting: Meeting, entries: Iterable[Entry], *, told_elsewhere: bool, actor: Actor, now: datetime
) -> list[Session]:
    """Make of the record of a meeting what a programme says, all at once, so that two sessions can swap their rooms.

    `told_elsewhere`: whoever arranges tells everybody what became of each session; of new ones that always holds.
    Breaks and entries without a place are passed over; so is one that is cancelled and was never on record. A
    cancelled session keeps the time and the room that it had. Nobody who follows changes is asked: whoever arranges
    sees to what follows. Returns the sessions that changed.

    Raises SessionLeftOut, UidTaken, every refusal that scheduling knows, and what an upper floor objects.
    """
    queries.hold_programme(meeting.id)
    on_record = queries.sessions_by_uid(meeting.id)
    wanted = {one.uid: one for one in in_order(entries) if one.is_sitting and (one.is_placed or one.cancelled_because)}
    left_out = [one for uid, one in on_record.items() if uid not in wanted and one.state != State.CANCELLED]
    if left_out:
        raise rules.SessionLeftOut(title=left_out[0].title)
    taken = queries.uids_in_use(wanted.keys() - on_record.keys())
    if taken:
        raise rules.UidTaken(title=wanted[min(taken)].title)
    # Held here, every committee that a plan asks for is at hand and costs no statement of its own.
    all_committees = committees.all_committees()
    rooms = {room.id: room for room in queries.rooms(meeting.id)}
    plans = {one.uid: rules.plan_of(one) for one in wanted.values() if one.is_held}
    known = known_in(plans.values())
    held = {uid: checked(plan, meeting, meeting.zone, known) for uid, plan in plans.items()}
    del all_committees
    check_rooms(list(held.values()), rooms)
    for uid, session in on_record.items():
        if uid in held:
            _ask_upper_floors(session, held[uid].plan)
        elif uid in wanted and session.state != State.CANCELLED:
            rules.cancelled(session.state, wanted[uid].cancelled_because or "")
            _ask_upper_floors(session, None)
    arranged = [
        _arranged(meeting, one, on_record.get(uid), held.get(uid), rooms, actor, now, told_elsewhere=told_elsewhere)
        for uid, one in wanted.items()
    ]
    return [session for session in arranged if session is not None]


def touch(sessions: Iterable[Session], *, now: datetime) -> None:
    """Tell subscribers that what the entries of these sessions say has changed, though their rows may not have.

    Their room was renamed, for instance, or an agenda is there now.
    """
    for session in sessions:
        session.sequence += 1
        session.changed_at = now


def plan_of(session: Session) -> Plan:
    """The plan that a session follows now."""
    return Plan(
        title=session.title,
        starts=session.starts,
        ends=session.ends,
        committee_id=session.committee_id,
        room_id=session.room_id,
        part=session.part,
        kind=Kind(session.kind),
        track=session.track,
        languages=tuple(session.languages),
        named=tuple(Named(key, NamedAs(reason)) for key, reason in session.named),
        seats=session.seats,
        note=session.note,
        time_is_illustrative=session.time_is_illustrative,
        day_is_illustrative=session.day_is_illustrative,
        source=session.source,
    )


def _arranged(
    meeting: Meeting,
    entry: Entry,
    session: Session | None,
    found: Checked | None,
    rooms: dict[int, Room],
    actor: Actor,
    now: datetime,
    *,
    told_elsewhere: bool,
) -> Session | None:
    """The session that became what an entry says, or None if nothing changed. `found` is None for a cancelled one."""
    if found is None:
        reason = entry.cancelled_because or ""
        if session is None or session.cancelled_because == reason:
            return None
        _cancel(session, reason, now=now)
        record("session:cancel", session, actor, now, told_elsewhere=told_elsewhere, reason=reason)
        return session
    room = rooms[found.plan.room_id] if found.plan.room_id is not None else None
    state = State.CONFIRMED if entry.is_confirmed else State.TENTATIVE
    if session is None:
        session = _new(meeting, entry.uid, now, is_sample=entry.is_sample, state=state)
        write(session, found, room, now)
        db.session.add(session)
        when = said(found.plan)
        # The release tells of everything that is new at once; sixty lines under "Changes" would hide the rest.
        record("session:schedule", session, actor, now, told_elsewhere=True, when=when, zone=session.zone)
        return session
    if found.plan == plan_of(session) and state == session.state:
        return None
    was = _rewrite(session, found, room, state, now=now)
    _announce(session, was, found.plan, is_released=told_elsewhere)
    _record_rewriting(session, was, found.plan, actor, now, told_elsewhere=told_elsewhere)
    return session


def _rewrite(session: Session, found: Checked, room: Room | None, state: State | str, *, now: datetime) -> Was:
    """Make of a session what a plan says and give it this state, in one step of its SEQUENCE; return what it was."""
    was = Was(plan_of(session), session.state, session.room.name if session.room else NO_ROOM)
    session.state, session.cancelled_because = state, None
    if found.plan != was.plan:
        write(session, found, room, now)
    if rules.is_noticed(was.plan, found.plan) or state != was.state:
        touch([session], now=now)
    return was


def _announce(session: Session, was: Was, plan: Plan, *, is_released: bool) -> None:
    """Keep the start that people were told before, now that they are told another."""
    session.previous_starts = rules.announced_before(
        was.state, was.plan, plan, session.previous_starts, is_released=is_released
    )


def _record_rewriting(
    session: Session, was: Was, plan: Plan, actor: Actor, now: datetime, *, told_elsewhere: bool
) -> None:
    """Write down what a plan made of a session: its state, a move, another room in names, all else in one line."""

    def told(action: str, **facts: str) -> None:
        record(action, session, actor, now, told_elsewhere=told_elsewhere, **facts)

    before, is_restored = was.plan, was.state == State.CANCELLED
    if session.state != was.state:
        if is_restored:
            told("session:restore")
        if session.state == State.CONFIRMED:
            told("session:confirm")
        elif not is_restored:
            told("session:unconfirm")
    if rules.is_moved(before, plan):
        told("session:move", before=said(before), after=said(plan), zone=session.zone)
    if before.room_id != plan.room_id:
        told("session:change_room", before=was.room, after=session.room.name if session.room else NO_ROOM)
    if replace(plan, starts=before.starts, ends=before.ends, room_id=before.room_id) != before:
        told("session:change")


def _cancel(session: Session, reason: str, *, now: datetime) -> None:
    session.state, session.cancelled_because = State.CANCELLED, reason
    touch([session], now=now)


def _follow(session: Session, actor: Actor, now: datetime) -> bool:
    """Let what follows from a change follow, and return whether everybody is told of the change by that."""
    db.session.flush()
    return hooks.follow(session, actor, now)


def _new(meeting: Meeting, uid: str, now: datetime, *, is_sample: bool, state: State = State.TENTATIVE) -> Session:
    return Session(
        uid=uid, meeting=meeting, zone=meeting.zone, state=state, sequence=0, is_sample=is_sample, created_at=now
    )


def _ask_upper_floors(session: Session, plan: Plan | None) -> None:
    """Ask whether a session may be cancelled (None), moved or given to another committee. Raises their objection."""
    before = plan_of(session)
    if plan is not None and not rules.is_moved(before, plan) and plan.committee_id == before.committee_id:
        return
    if (objection := hooks.objection_to_change(session, plan)) is not None:
        raise objection
