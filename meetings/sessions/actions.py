"""What is done with sessions: scheduled, changed, confirmed, cancelled, restored."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings import hooks
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.sessions import queries, rules
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import Plan


def schedule(
    meeting: Meeting, plan: Plan, *, actor: Actor, now: datetime, uid: str | None = None, is_sample: bool = False
) -> Session:
    """Put a session into the programme of a meeting, tentative.

    `uid` is what subscribed calendars will know it by, for ever; one is made unless it is handed in. A session of a
    committee needs no title: it has the committee's name.

    Raises every refusal about times, days, rooms, committees and languages in `rules`.
    """
    plan, starts_utc, ends_utc, room = _checked(plan, meeting, meeting.zone, but=None)
    session = Session(
        uid=uid or str(uuid.uuid4()),
        meeting=meeting,
        zone=meeting.zone,
        state=rules.State.TENTATIVE,
        sequence=0,
        is_sample=is_sample,
        created_at=now,
    )
    _write(session, plan, starts_utc, ends_utc, room, now)
    db.session.add(session)
    _record("session:schedule", session, actor, now, when=_said(plan), zone=session.zone)
    return session


def change(session: Session, plan: Plan, *, seen: int | None, actor: Actor, now: datetime) -> Session:
    """Make of a session what the plan says: move it, give it another room, or mend its words.

    Raises EditConflict, AlreadyCancelled, every refusal that scheduling knows, and what an upper floor objects to a
    move.
    """
    before = plan_of(session)
    _require_seen(session, seen)
    rules.check_not_cancelled(session.state)
    plan, starts_utc, ends_utc, room = _checked(plan, session.meeting, session.zone, but=session.id)
    if plan == before:
        return session
    if rules.is_moved(before, plan) or plan.committee_id != before.committee_id:
        _ask_upper_floors(session, plan)
    session.previous_starts = rules.announced_before(session.state, before, plan, session.previous_starts)
    room_before = session.room.name if session.room else "–"
    _write(session, plan, starts_utc, ends_utc, room, now)
    if rules.is_noticed(before, plan):
        session.sequence += 1
    _record_change(session, before, plan, room_before, actor, now)
    return session


def confirm(session: Session, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Confirm a tentative session. Raises EditConflict, AlreadyConfirmed, AlreadyCancelled."""
    _require_seen(session, seen)
    session.state = rules.confirmed(session.state)
    touch([session], now=now)
    _record("session:confirm", session, actor, now)


def cancel(session: Session, *, reason: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Cancel a session, with the reason that everybody will read. It stays on record and in calendars.

    Raises EditConflict, AlreadyCancelled, NoReason, and what an upper floor objects.
    """
    _require_seen(session, seen)
    state = rules.cancelled(session.state, reason)
    _ask_upper_floors(session, None)
    session.state, session.cancelled_because = state, reason
    touch([session], now=now)
    _record("session:cancel", session, actor, now, reason=reason)


def restore(session: Session, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take a cancelled session up again, tentative, if its room is still free and its day still one of the meeting's.

    Raises EditConflict, NotCancelled, and every refusal that scheduling knows.
    """
    _require_seen(session, seen)
    state = rules.restored(session.state)
    _checked(plan_of(session), session.meeting, session.zone, but=session.id)
    session.state, session.cancelled_because = state, None
    touch([session], now=now)
    _record("session:restore", session, actor, now)


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
        languages=tuple(session.languages),
        note=session.note,
        time_is_illustrative=session.time_is_illustrative,
        day_is_illustrative=session.day_is_illustrative,
        source=session.source,
    )


def _checked(plan: Plan, meeting: Meeting, zone: str, but: int | None) -> tuple[Plan, datetime, datetime, Room | None]:
    """The plan with its title, its start and end in UTC, and its room; refused if it cannot be."""
    rules.check_times(plan)
    rules.check_within(plan.starts.date(), meeting)
    rules.check_languages(plan.languages)
    starts_utc, ends_utc = _in_utc(plan.starts, zone), _in_utc(plan.ends, zone)
    plan = replace(plan, title=_title(plan))
    if plan.room_id is None:
        return plan, starts_utc, ends_utc, None
    room = queries.locked_room(plan.room_id, meeting.id)
    if room is None:
        raise rules.NoSuchRoom
    rules.check_room_free(room.name, starts_utc, ends_utc, queries.bookings(room.id, but))
    return plan, starts_utc, ends_utc, room


def _title(plan: Plan) -> str:
    if plan.committee_id is None:
        if not plan.title:
            raise rules.NoTitle
        return plan.title
    committee = committees.by_id(plan.committee_id)
    if committee is None:
        raise rules.NoSuchCommittee
    day = plan.starts.date()
    if existed_on(committee, day) is False:
        raise rules.CommitteeDidNotExist(committee=committee.official_name, day=day.isoformat())
    return plan.title or committee.official_name[: rules.LONGEST_TITLE]


def _in_utc(wall: datetime, zone: str) -> datetime:
    facts = {"time": f"{wall:%H:%M}", "day": wall.date().isoformat(), "zone": zone}
    try:
        return clock.wall_to_utc(wall, zone)
    except clock.NonexistentTime:
        raise rules.TimeDoesNotExist(**facts) from None
    except clock.AmbiguousTime:
        raise rules.TimeHappensTwice(**facts) from None


def _ask_upper_floors(session: Session, plan: Plan | None) -> None:
    objection = hooks.objection_to_change(session, plan)
    if objection is not None:
        raise objection


def _require_seen(session: Session, seen: int | None) -> None:
    """Raise EditConflict, with what the fields of the form would hold, unless the person saw the present version."""
    require_version(
        session,
        seen,
        committee=session.committee_id,
        title=session.title,
        part=session.part,
        day=session.starts.date(),
        start=session.starts.time(),
        end=session.ends.time(),
        room=session.room_id,
        languages=session.languages,
        note=session.note,
        time_is_illustrative=session.time_is_illustrative,
        day_is_illustrative=session.day_is_illustrative,
        source=session.source,
        reason=session.cancelled_because or "",
    )


def _write(
    session: Session, plan: Plan, starts_utc: datetime, ends_utc: datetime, room: Room | None, now: datetime
) -> None:
    session.committee_id = plan.committee_id
    session.room = room
    session.title, session.part, session.note, session.source = plan.title, plan.part, plan.note, plan.source
    session.starts, session.ends = plan.starts, plan.ends
    session.starts_utc, session.ends_utc = starts_utc, ends_utc
    session.time_is_illustrative = plan.time_is_illustrative
    session.day_is_illustrative = plan.day_is_illustrative
    session.languages = list(plan.languages)
    session.changed_at = now


def _record_change(session: Session, before: Plan, after: Plan, room_before: str, actor: Actor, now: datetime) -> None:
    if rules.is_moved(before, after):
        _record("session:move", session, actor, now, before=_said(before), after=_said(after), zone=session.zone)
    if before.room_id != after.room_id:
        room = session.room.name if session.room else "–"
        _record("session:change_room", session, actor, now, before=room_before, after=room)
    rest = replace(after, starts=before.starts, ends=before.ends, room_id=before.room_id)
    if rest != before:
        _record("session:change", session, actor, now)


def _record(action: str, session: Session, actor: Actor, now: datetime, **facts: str) -> None:
    db.session.flush()
    audit.record(
        action,
        session,
        actor=actor,
        now=now,
        title=session.title,
        address=rules.address_of(session.id),
        public=session.meeting.is_listed,
        **facts,
    )


def _said(plan: Plan) -> str:
    """Day and hours in figures, which read alike in every language."""
    return f"{plan.starts:%Y-%m-%d %H:%M}–{plan.ends:%H:%M}"
