"""What is done with deadlines: worked out from a meeting's days, moved, met, dropped, and people reminded of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit, plain_text
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from foundation.web import require_version
from meetings.deadlines import mails, queries, reference, rules
from meetings.deadlines.models import Deadline, DeadlineReminder, DeadlineRule
from meetings.sessions.models import Meeting


def load_offsets(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the offsets up to date with the reference table; one that the ISU changed stays as it is.

    Raises foundation.tables.BadTables.
    """
    stored, by_hand = queries.offsets_by_key(), queries.ids_edited("deadline:set_offset")
    tally = Tally()
    for read in reference.read(source or table_in_data(reference.FILE)):
        offset = stored.get(read.key)
        if offset is None:
            db.session.add(DeadlineRule(**asdict(read)))
            tally.added += 1
            continue
        tally.count(changed=offset.id not in by_hand and set_changed(offset, asdict(read)))
    return tally.finished("deadlines")


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
        if meeting.kind not in offset.kinds:
            continue
        due, known = rules.due_on(offset, days), stored.get(offset.id)
        if known is None:
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
    offset, planned = deadline.rule, deadline.planned_on or deadline.due_on
    follows = offset is not None and due_on == planned
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


def set_offset(
    offset: DeadlineRule,
    *,
    days: int,
    audience: str,
    remind_days: Sequence[int],
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Change an offset; the reference table then leaves it alone for good.

    Deadlines that are on record stay as they are until those of their meeting are worked out anew. Raises EditConflict,
    TooFar, UnknownAudience.
    """
    require_version(offset, seen, days=offset.days, audience=offset.audience, remind=said(offset.remind_days))
    rules.check_days(days)
    rules.check_audience(audience)
    before = offset.days
    if set_changed(offset, {"days": days, "audience": audience, "remind_days": list(remind_days)}):
        audit.record("deadline:set_offset", offset, actor=actor, now=now, title=offset.name, before=before, after=days)


def remind_if_due(deadline_id: int, *, address: str, now: datetime) -> int:
    """Remind those whom a deadline concerns if a day of reminders has come; run again, it finds nothing to do.

    `address` leads to the deadlines of the meeting. Of a meeting that is not listed only the secretariat is reminded.
    Returns how many people were.
    """
    deadline = queries.locked(deadline_id)
    if deadline.is_met or deadline.is_dropped:
        return 0
    today = home_day(now)
    day = rules.day_to_remind(deadline.due_on, deadline.remind_days, today, queries.days_reminded(deadline.id))
    if day is None:
        return 0
    people = mails.addressees(deadline, now)
    mails.send_reminder(deadline, people, address, now)
    db.session.add(DeadlineReminder(deadline=deadline, day=day, people=len(people), sent_at=now))
    audit.record("deadline:remind", deadline, actor=ANYBODY, now=now, title=deadline.name, people=len(people))
    return len(people)


def said(days: Iterable[int]) -> str:
    """Days of reminders as the form asks for them, with commas between them."""
    return ", ".join(str(day) for day in days)


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

    What was met or dropped stays where it is. Returns whether any day became another.
    """
    if deadline.moved_because is not None:
        return set_changed(deadline, {"planned_on": due})
    if deadline.is_met or deadline.is_dropped or deadline.due_on == due:
        return False
    _put(deadline, due)
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
        remind=said(deadline.remind_days),
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
