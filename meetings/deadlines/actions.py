"""What is done with deadlines: worked out from a meeting's days, following them, moved, met, and dropped."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from foundation import audit, plain_text
from foundation.database import db
from foundation.permissions import Actor
from foundation.reference import set_changed
from foundation.web import require_version
from meetings.deadlines import queries, rules
from meetings.deadlines.models import Deadline, DeadlineRule
from meetings.sessions.models import Meeting


def plan(meeting: Meeting, *, actor: Actor, now: datetime) -> rules.Planned:
    """Work out the deadlines of a meeting from its days and the offsets of its kind.

    One that is on record already follows the meeting's days, unless it was moved by hand, met or dropped. In any case
    it concerns whom its offset names from then on, and has its days of reminders unless people set others by hand.

    Raises MeetingHasNoDays.
    """
    days = rules.days_of(meeting)
    stored = {found.rule_id: found for found in queries.deadlines(meeting.id) if found.rule_id is not None}
    new = moved = changed = 0
    for offset in queries.offsets():
        due, known = rules.due_on(offset, days), stored.get(offset.id)
        if known is None:
            if meeting.kind not in offset.kinds:
                continue
            _add(meeting, due, now, rule=offset, name=offset.name, audience=offset.audience, remind=offset.remind_days)
            new += 1
            continue
        # The day comes first: whether everybody was told the one before hangs on whom the deadline concerned then.
        is_moved, is_changed = _follow_days(known, due), _follow_offset(known, offset)
        if is_moved or is_changed:
            _touch(known, now)
        if is_changed:
            _record("deadline:follow", known, actor, now)
        moved, changed = moved + is_moved, changed + is_changed
    if new or moved:
        _record_of_meeting("deadline:plan", meeting, actor, now, new=new, moved=moved)
    return rules.Planned(new, moved, changed)


def follow_days(meeting: Meeting, *, actor: Actor, now: datetime) -> rules.Followed[Deadline]:
    """Let the deadlines on record follow the days of a meeting, which have just become others.

    One that was set or moved by hand stays; it is told as one that may no longer fit, unless it was moved away from an
    offset whose day did not become another. What was met or dropped stays too, and nobody asks whether it fits.
    """
    moved, stayed = 0, []
    for found in queries.deadlines(meeting.id):
        if found.is_met or found.is_dropped:
            continue
        due, planned = found.rule_gives, found.planned_on
        if found.rule is None or (not found.follows and due is not None and due not in (planned, found.due_on)):
            stayed.append(found)
        if due is not None and _follow_days(found, due):
            _touch(found, now)
            moved += 1
    if moved:
        _record_of_meeting("deadline:plan", meeting, actor, now, new=0, moved=moved)
    return rules.Followed(moved, stayed)


def add(
    meeting: Meeting,
    *,
    name: str,
    due_on: date,
    audience: str,
    remind_days: Sequence[int],
    note: str,
    actor: Actor,
    now: datetime,
) -> Deadline:
    """Set a deadline that follows from no offset. Raises NoName, UnknownAudience."""
    if plain_text.is_blank(name):
        raise rules.NoName
    rules.check_audience(audience)
    deadline = _add(meeting, due_on, now, rule=None, name=name, audience=audience, remind=remind_days, note=note)
    db.session.flush()
    _record("deadline:add", deadline, actor, now)
    return deadline


def move(
    deadline: Deadline,
    *,
    due_on: date,
    because: str,
    remind_days: Sequence[int],
    note: str,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a deadline on another day, with a reason, or change when people are reminded and what is noted.

    Put back on the day of its offset it needs no reason and follows the meeting's days again; reminders that are put
    back to those of the offset follow it again too. Raises EditConflict, IsDropped, IsMet, NoReason.
    """
    _require_seen(deadline, seen)
    _check_open(deadline)
    offset, planned = deadline.rule, deadline.rule_gives or deadline.planned_on or deadline.due_on
    # One that has not yet gone where a changed offset puts it still goes there, unless it is put elsewhere now.
    follows = offset is not None and (due_on == planned or (due_on == deadline.due_on and deadline.follows))
    if due_on != deadline.due_on and not follows and plain_text.is_blank(because):
        raise rules.NoReason
    before = deadline.due_on
    _put(deadline, due_on)
    if offset is not None:
        deadline.planned_on = None if follows else planned
    if follows:
        deadline.moved_because = None
    elif due_on != before:
        deadline.moved_because = because
    if list(remind_days) != deadline.remind_days:
        deadline.has_own_reminders = offset is not None and list(remind_days) != offset.remind_days
    deadline.remind_days, deadline.note = list(remind_days), note
    _touch(deadline, now)
    if due_on != before:
        _record("deadline:move", deadline, actor, now, before=before.isoformat(), after=due_on.isoformat())
    else:
        _record("deadline:change", deadline, actor, now)


def meet(deadline: Deadline, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Note that a deadline was met; nobody is reminded of it any more. Raises EditConflict, IsDropped, IsMet."""
    _require_seen(deadline, seen)
    _check_open(deadline)
    deadline.done_at = now
    _touch(deadline, now)
    _record("deadline:meet", deadline, actor, now)


def drop(deadline: Deadline, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Drop a deadline that does not apply, with a reason. Raises EditConflict, IsDropped, IsMet, NoReason."""
    _require_seen(deadline, seen)
    _check_open(deadline)
    if plain_text.is_blank(because):
        raise rules.NoReason
    deadline.dropped_because = because
    _touch(deadline, now)
    _record("deadline:drop", deadline, actor, now, because=because)


def reopen(deadline: Deadline, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take up again a deadline that was met or dropped. Raises EditConflict, IsOpen."""
    _require_seen(deadline, seen)
    if not (deadline.is_met or deadline.is_dropped):
        raise rules.IsOpen
    deadline.done_at = deadline.dropped_because = None
    _touch(deadline, now)
    _record("deadline:reopen", deadline, actor, now)


def _add(
    meeting: Meeting,
    due: date,
    now: datetime,
    *,
    rule: DeadlineRule | None,
    name: str,
    audience: str,
    remind: Sequence[int],
    note: str = "",
) -> Deadline:
    deadline = Deadline(
        meeting=meeting,
        rule=rule,
        uid=str(uuid.uuid4()),
        name=name,
        due_on=due,
        audience=audience,
        remind_days=list(remind),
        note=note,
        sequence=0,
        created_at=now,
        changed_at=now,
    )
    db.session.add(deadline)
    return deadline


def _follow_days(deadline: Deadline, due: date) -> bool:
    """Put a deadline on the day that its offset gives, or note that day where people put it on another by hand.

    One that was put by hand on the very day of its offset follows that again. What was met or dropped stays where it
    is. Returns whether the deadline was moved.
    """
    if deadline.is_met or deadline.is_dropped:
        return False
    if not deadline.follows:
        deadline.planned_on = due
        return False
    if deadline.due_on == due:
        return False
    _put(deadline, due)
    deadline.planned_on = deadline.moved_because = None
    return True


def _follow_offset(deadline: Deadline, offset: DeadlineRule) -> bool:
    """Take over whom an offset concerns, and its days of reminders unless people set others; whether any differed."""
    said: dict[str, object] = {"audience": offset.audience}
    if not deadline.has_own_reminders:
        said["remind_days"] = list(offset.remind_days)
    return set_changed(deadline, said)


def _put(deadline: Deadline, day: date) -> None:
    """Put a deadline on a day, and keep the one that everybody was told before."""
    # The meeting is fetched before anything is set, which would be stored first and count as a change of its own.
    is_told = deadline.meeting.is_listed and deadline.is_public
    deadline.announced_on = rules.announced_before(deadline.due_on, day, deadline.announced_on, is_told=is_told)
    deadline.due_on = day


def _touch(deadline: Deadline, now: datetime) -> None:
    """Tell subscribers of calendars that the entry has changed."""
    deadline.sequence += 1
    deadline.changed_at = now


def _check_open(deadline: Deadline) -> None:
    if deadline.is_dropped:
        raise rules.IsDropped
    if deadline.is_met:
        raise rules.IsMet


def _require_seen(deadline: Deadline, seen: int | None) -> None:
    require_version(
        deadline,
        seen,
        due_on=deadline.due_on,
        because=deadline.moved_because or deadline.dropped_because or "",
        remind=rules.said(deadline.remind_days),
        note=deadline.note,
    )


def _record(action: str, deadline: Deadline, actor: Actor, now: datetime, **facts: str) -> None:
    audit.record(
        action,
        deadline,
        actor=actor,
        now=now,
        title=deadline.name,
        address=f"/meetings/{deadline.meeting.slug}/deadlines/",
        public=action in ("deadline:add", "deadline:move", "deadline:drop")
        and deadline.is_public
        and deadline.meeting.is_listed,
        meeting=deadline.meeting.name,
        **facts,
    )


def _record_of_meeting(action: str, meeting: Meeting, actor: Actor, now: datetime, **facts: int) -> None:
    audit.record(
        action,
        meeting,
        actor=actor,
        now=now,
        title=meeting.name,
        address=f"/meetings/{meeting.slug}/deadlines/",
        public=meeting.is_listed,
        **facts,
    )
