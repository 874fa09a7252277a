"""What is done with drafts: begun, changed step by step, undone, put away.

A step is kept as a row with what it changed, by whom and when; the audit trail has the beginning and the end of a
draft. Everybody's pages show nothing of a draft, so a step does not raise the number of the record either.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.drafts import queries, rules
from meetings.drafts.checking import Changes, checked
from meetings.drafts.models import DraftEntry, DraftReason, DraftStep, ProgrammeDraft
from meetings.drafts.stepping import require_at_hand, step_on
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry, from_plain
from meetings.sessions.models import Meeting


def begin(
    meeting: Meeting,
    *,
    name: str,
    origin: str,
    entries: Iterable[Entry],
    based_on: int | None,
    report: Iterable[Mapping[str, Any]] = (),
    actor: Actor,
    now: datetime,
) -> ProgrammeDraft:
    """Begin a draft that holds these entries, and every session on record that is not among them.

    `origin` is "empty", "record", "release", "meeting", "draft" or "import"; `based_on` the number of the release that
    the entries rest on, None if none of them was released. `report` tells what was taken, changed and left (see
    `shown.report_lines`).

    Raises DaysUnknown, and whatever `rules.check_entry` and `rules.check_draft` refuse.
    """
    rules.days_of(meeting)
    held = {entry.uid: entry for entry in sessions.entries_of(meeting.id)}
    found = checked({**held, **{entry.uid: entry for entry in entries}}, held, meeting)
    rules.check_draft(found.values())
    draft = ProgrammeDraft(
        meeting=meeting,
        name=name,
        origin=origin,
        based_on=based_on,
        report=[dict(line) for line in report],
        created_at=now,
        created_by_id=actor.account_id,
        changed_at=now,
    )
    draft.entries = [DraftEntry(uid=entry.uid, **queries.columns_of(entry)) for entry in found.values()]
    db.session.add(draft)
    _record("draft:begin", draft, actor, now)
    return draft


def take_over_reasons(draft: ProgrammeDraft, reasons: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Give a new draft the reasons, by the keys of findings, that were given where it comes from."""
    db.session.add_all(
        DraftReason(draft=draft, finding=key, reason=reason, given_at=now, given_by_id=actor.account_id)
        for key, reason in sorted(reasons.items())
    )


def apply(
    draft: ProgrammeDraft, changes: Changes, deed: str, *, seen: int | None, actor: Actor, now: datetime
) -> DraftStep | None:
    """Make of entries what is given; the one way to change a draft. None if nothing would change.

    `seen` is the version of the draft that the person saw; `deed` a key of `phrases.STEPS`. Two people may change
    different entries at the same time.

    Raises EditConflict if one of these entries was changed since; PutAway, Released, NeverReleased, NoSuchRoom,
    NoSuchCommittee, CommitteeDidNotExist, TimeDoesNotExist, TimeHappensTwice, NoSuchDelegation, and whatever
    `rules.check_entry` and `rules.check_draft` refuse.
    """
    return step_on(queries.lock(draft), changes, deed, seen=seen, about=changes.keys(), actor=actor, now=now)


def add(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> str:
    """Add an entry, which gets a uid if it has none; the answer is the uid. Raises what `apply` raises."""
    entry = replace(entry, uid=entry.uid or new_uid())
    apply(draft, {entry.uid: entry}, "add", seen=seen, actor=actor, now=now)
    return entry.uid


def change(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Make of the entry with this uid what is given. Raises what `apply` raises."""
    apply(draft, {entry.uid: entry}, "change", seen=seen, actor=actor, now=now)


def place(
    draft: ProgrammeDraft,
    entry: Entry,
    starts: datetime | None,
    room_id: int | None,
    minutes: int | None = None,
    *,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Put an entry at another time or into another room; without a time, take it out of its place.

    It stays as long as it is unless `minutes` are given. Raises IsCancelled, and what `apply` raises.
    """
    if starts is None:
        unplace(draft, entry, seen=seen, actor=actor, now=now)
        return
    _require_standing(entry)
    moved = replace(entry, starts=starts, room_id=room_id, minutes=minutes or entry.minutes)
    if moved.starts != entry.starts:
        # What somebody chose is no longer what no source gives.
        moved = replace(moved, time_is_illustrative=False, day_is_illustrative=False)
    apply(draft, {entry.uid: moved}, "move", seen=seen, actor=actor, now=now)


def unplace(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take an entry out of its place; it waits for another, tentative. Raises IsCancelled, and what `apply` raises."""
    _require_standing(entry)
    waiting = replace(entry, starts=None, room_id=None, is_confirmed=False)
    apply(draft, {entry.uid: waiting}, "unplace", seen=seen, actor=actor, now=now)


def copy(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> str:
    """Add an entry like this one, without a place, tentative; the answer is its uid. Raises what `apply` raises."""
    like = replace(entry, uid=new_uid(), starts=None, room_id=None, is_confirmed=False, cancelled_because=None)
    apply(draft, {like.uid: like}, "copy", seen=seen, actor=actor, now=now)
    return like.uid


def cancel(draft: ProgrammeDraft, entry: Entry, *, reason: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Cancel a session that everybody knows of, with the reason that they will read.

    Raises IsCancelled, NoReason, NeverReleased, and what `apply` raises.
    """
    _require_standing(entry)
    gone = replace(entry, cancelled_because=reason)
    apply(draft, {entry.uid: gone}, "cancel", seen=seen, actor=actor, now=now)


def restore(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take a cancelled entry up again, tentative. Raises what `apply` raises."""
    again = replace(entry, cancelled_because=None, is_confirmed=False)
    apply(draft, {entry.uid: again}, "restore", seen=seen, actor=actor, now=now)


def remove(draft: ProgrammeDraft, entry: Entry, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Remove an entry of which nobody knows yet; what was to come after it no longer is. Raises what `apply` raises."""
    locked = queries.lock(draft)
    changes = {entry.uid: None, **rules.without(queries.entries(locked), entry.uid)}
    step_on(locked, changes, "remove", seen=seen, about={entry.uid}, actor=actor, now=now)


def undo(draft: ProgrammeDraft, *, seen: int | None, actor: Actor, now: datetime) -> DraftStep:
    """Undo the last step that the person saw and that was not undone. Undoing is a step too, and is not undone itself.

    Raises NothingToUndo, EditConflict if the same entries were changed since, and what `apply` raises.
    """
    locked = queries.lock(draft)
    steps = queries.steps(locked.id)
    step = rules.to_undo(steps, locked.version if seen is None else seen)
    before = {uid: None if plain is None else from_plain(plain) for uid, plain in step.before.items()}
    undoing = step_on(locked, before, rules.UNDO, seen=seen, about=before.keys(), actor=actor, now=now)
    if undoing is None:
        raise rules.NothingToUndo
    step.undone_by = undoing.number
    return undoing


def rename(draft: ProgrammeDraft, *, name: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Give a draft another name. Raises EditConflict, PutAway."""
    require_version(draft, seen, name=draft.name)
    require_at_hand(draft)
    draft.name, draft.changed_at = name, now


def put_away(draft: ProgrammeDraft, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Put a draft away: it stays on record, and cannot be worked on until it is taken back. Raises EditConflict."""
    require_version(draft, seen)
    require_at_hand(draft)
    draft.put_away_at = draft.changed_at = now
    _record("draft:put_away", draft, actor, now)


def take_back(draft: ProgrammeDraft, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take back a draft that was put away. Raises EditConflict, NotPutAway."""
    require_version(draft, seen)
    if draft.put_away_at is None:
        raise rules.NotPutAway
    draft.put_away_at, draft.changed_at = None, now
    _record("draft:take_back", draft, actor, now)


def new_uid() -> str:
    """A uid that nothing else has."""
    return str(uuid.uuid4())


def _require_standing(entry: Entry) -> None:
    if entry.cancelled_because is not None:
        raise rules.IsCancelled(title=entry.full_title)


def _record(action: str, draft: ProgrammeDraft, actor: Actor, now: datetime) -> None:
    db.session.flush()
    audit.record(
        action,
        draft,
        actor=actor,
        now=now,
        title=draft.name,
        address=f"/meetings/{draft.meeting.slug}/drafts/{draft.id}/",
        meeting=draft.meeting.name,
    )
