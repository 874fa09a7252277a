"""What is done with drafts: begun, changed step by step, undone, put away.

A step is kept as a row with what it changed, by whom and when; the audit trail has the beginning and the end of a
draft. Everybody's pages show nothing of a draft, so a step does not raise the number of the record either.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import EditConflict, require_version
from meetings.clashes.rules import times_shown
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.drafts import queries, rules
from meetings.drafts.models import DraftEntry, DraftStep, ProgrammeDraft
from meetings.sessions import queries as sessions
from meetings.sessions import rules as session_rules
from meetings.sessions.entries import Entry, Kind, NamedAs, as_plain, from_plain
from meetings.sessions.models import Meeting

Changes = Mapping[str, Entry | None]
"""What entries become, by uid; None where there is none any more."""


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

    `origin` is "empty", "record", "release", "meeting", "draft" or "import"; `based_on` the number of the newest
    release, None if there is none. `report` tells what was taken, changed and left (see `shown.report_lines`).

    Raises DaysUnknown, and whatever `rules.check_entry` and `rules.check_draft` refuse.
    """
    rules.days_of(meeting)
    held = {entry.uid: entry for entry in sessions.entries_of(meeting.id)}
    checked = _checked({**held, **{entry.uid: entry for entry in entries}}, held, meeting)
    rules.check_draft(checked.values())
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
    draft.entries = [DraftEntry(uid=entry.uid, **queries.columns_of(entry)) for entry in checked.values()]
    db.session.add(draft)
    _record("draft:begin", draft, actor, now)
    return draft


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
    return _apply(queries.lock(draft), changes, deed, seen=seen, about=changes.keys(), actor=actor, now=now)


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
    _apply(locked, changes, "remove", seen=seen, about={entry.uid}, actor=actor, now=now)


def undo(draft: ProgrammeDraft, *, seen: int | None, actor: Actor, now: datetime) -> DraftStep:
    """Undo the last step that the person saw and that was not undone. Undoing is a step too, and is not undone itself.

    Raises NothingToUndo, EditConflict if the same entries were changed since, and what `apply` raises.
    """
    locked = queries.lock(draft)
    steps = queries.steps(locked.id)
    step = rules.to_undo(steps, locked.version if seen is None else seen)
    before = {uid: None if plain is None else from_plain(plain) for uid, plain in step.before.items()}
    undoing = _apply(locked, before, rules.UNDO, seen=seen, about=before.keys(), actor=actor, now=now)
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


def values_of(entry: Entry) -> dict[str, Any]:
    """What the fields of a form hold for an entry, by their names."""
    return {
        "kind": entry.kind.value,
        "committee": entry.committee_id,
        "title": entry.title,
        "part": entry.part,
        "track": entry.track,
        "minutes": entry.minutes,
        "day": None if entry.starts is None else entry.starts.date(),
        "start": None if entry.starts is None else entry.starts.time(),
        "room": entry.room_id,
        "languages": list(entry.languages),
        "seats": entry.seats,
        "presenters": _named_as(NamedAs.PRESENTER, entry),
        "asked": _named_as(NamedAs.ASKED, entry),
        "needed": _named_as(NamedAs.NEEDED, entry),
        "after": list(entry.after),
        "note": entry.note,
        "is_fixed": entry.is_fixed,
        "is_confirmed": entry.is_confirmed,
        "time_is_illustrative": entry.time_is_illustrative,
        "day_is_illustrative": entry.day_is_illustrative,
        "source": entry.source,
        "reason": entry.cancelled_because or "",
    }


def _named_as(reason: NamedAs, entry: Entry) -> tuple[str, ...]:
    return tuple(one.delegation for one in entry.named if one.reason is reason)


def starts_at(day: date | None, hour: time | None) -> datetime | None:
    """The start that a day and an hour give; None without a day. Raises NoStart for a day alone."""
    if day is None:
        return None
    if hour is None:
        raise rules.NoStart
    return datetime.combine(day, hour)


def _apply(
    draft: ProgrammeDraft,
    changes: Changes,
    deed: str,
    *,
    seen: int | None,
    about: Collection[str],
    actor: Actor,
    now: datetime,
) -> DraftStep | None:
    """As `apply`, on a draft that is locked. `about` are the entries that must be as the person saw them."""
    require_at_hand(draft)
    rows = queries.rows(draft.id)
    stored = {uid: queries.entry_of(row) for uid, row in rows.items()}
    _require_seen(draft, {uid for uid in about if changes[uid] != stored.get(uid)}, stored, seen)
    checked = {uid: entry for uid, entry in changes.items() if entry is not None}
    wanted: dict[str, Entry | None] = {**changes, **_checked(checked, stored, draft.meeting)}
    wanted = {uid: entry for uid, entry in wanted.items() if entry != stored.get(uid)}
    if not wanted:
        return None
    _check_released(wanted, stored, queries.session_uids(draft.meeting_id))
    return _take(draft, wanted, deed, stored, rows, actor=actor, now=now)


def step_to_base(
    draft: ProgrammeDraft, changes: Changes, deed: str, *, based_on: int | None, actor: Actor, now: datetime
) -> DraftStep:
    """Take a step with which a locked draft rests on another release, even if no entry changes.

    Nothing before it can be undone. Whoever takes it has seen to it that nobody changed the draft meanwhile.
    """
    rows = queries.rows(draft.id)
    stored = {uid: queries.entry_of(row) for uid, row in rows.items()}
    checked = _checked({uid: entry for uid, entry in changes.items() if entry is not None}, stored, draft.meeting)
    wanted: dict[str, Entry | None] = {**changes, **checked}
    draft.based_on = based_on
    return _take(
        draft,
        {uid: entry for uid, entry in wanted.items() if entry != stored.get(uid)},
        deed,
        stored,
        rows,
        actor=actor,
        now=now,
    )


def _take(
    draft: ProgrammeDraft,
    wanted: Changes,
    deed: str,
    stored: Mapping[str, Entry],
    rows: Mapping[str, DraftEntry],
    *,
    actor: Actor,
    now: datetime,
) -> DraftStep:
    """Write what entries become, and the step that tells it."""
    after = {uid: entry for uid, entry in {**stored, **wanted}.items() if entry is not None}
    rules.check_draft(after.values(), was=len(stored))
    for uid, entry in wanted.items():
        _write(draft, rows, uid, entry)
    draft.touch(now)
    db.session.flush()
    step = DraftStep(
        draft_id=draft.id,
        number=draft.version,
        deed=deed,
        before={uid: _plain(stored.get(uid)) for uid in wanted},
        after={uid: _plain(entry) for uid, entry in wanted.items()},
        taken_at=now,
        taken_by_id=actor.account_id,
    )
    db.session.add(step)
    db.session.flush()
    return step


def require_at_hand(draft: ProgrammeDraft) -> None:
    """Refuse to work on a draft that was put away. Raises PutAway."""
    if draft.put_away_at is not None:
        raise rules.PutAway


def _require_standing(entry: Entry) -> None:
    if entry.cancelled_because is not None:
        raise rules.IsCancelled(title=entry.title)


def _require_seen(draft: ProgrammeDraft, uids: Collection[str], stored: Mapping[str, Entry], seen: int | None) -> None:
    """Raise EditConflict, with what the form of the first changed entry would hold, if one was changed since."""
    if seen == draft.version:
        return
    unknown = seen is None or seen > draft.version
    changed = set(uids) if unknown else rules.touched_since(queries.steps(draft.id, seen or 0), seen or 0) & set(uids)
    if changed or unknown:
        standing = stored.get(min(changed)) if len(uids) == 1 and changed else None
        raise EditConflict(version=draft.version, **({} if standing is None else values_of(standing)))


def _checked(entries: Mapping[str, Entry], stored: Mapping[str, Entry], meeting: Meeting) -> dict[str, Entry]:
    """These entries as they may be kept, by uid: with title and name of the room. Those unchanged are not asked."""
    rooms = queries.rooms(meeting.id)
    has_committees = any(entry.committee_id is not None for entry in entries.values())
    bodies = {one.id: one for one in committees.all_committees()} if has_committees else {}
    named = {one.delegation for entry in entries.values() for one in entry.named}
    known = sessions.known_delegations(named) if named else frozenset()
    found = {}
    for uid, given in entries.items():
        entry = rules.tidied(given)
        if entry.room_id is not None:
            if entry.room_id not in rooms:
                raise session_rules.NoSuchRoom
            entry = replace(entry, room_name=rooms[entry.room_id].name)
        else:
            entry = replace(entry, room_name="")
        if entry != stored.get(uid):
            entry = replace(entry, title=_title(entry, bodies, meeting))
            session_rules.check_named(entry.named, known)
            rules.check_entry(entry, meeting)
            _check_hours(entry, meeting.zone)
        found[uid] = entry
    return found


def _title(entry: Entry, bodies: Mapping[int, Any], meeting: Meeting) -> str:
    """The title of an entry, which is the name of its committee if none is given."""
    if entry.committee_id is None:
        return entry.title
    body = bodies.get(entry.committee_id)
    if body is None:
        raise session_rules.NoSuchCommittee
    day = meeting.starts_on if entry.starts is None else entry.starts.date()
    if day is not None and existed_on(body, day) is False:
        raise session_rules.CommitteeDidNotExist(committee=body.official_name, day=day.isoformat())
    return entry.title or body.official_name[: session_rules.LONGEST_TITLE]


def _check_hours(entry: Entry, zone: str) -> None:
    """Refuse hours that the clocks of the zone do not show, or show twice."""
    for wall in (entry.starts, entry.ends):
        shown = 1 if wall is None else times_shown(wall, clock.zone_info(zone))
        if wall is not None and shown != 1:
            refusal = session_rules.TimeHappensTwice if shown else session_rules.TimeDoesNotExist
            raise refusal(time=f"{wall:%H:%M}", day=wall.date().isoformat(), zone=zone)


def _check_released(wanted: Changes, stored: Mapping[str, Entry], on_record: Collection[str]) -> None:
    """Refuse to let a session vanish that is on record, or to cancel an entry of which nobody knows."""
    for uid, entry in wanted.items():
        before = stored.get(uid)
        if uid in on_record:
            if entry is None:
                raise rules.Released(title=before.title if before else "")
            if entry.kind == Kind.BREAK:
                raise rules.StaysASession(title=entry.title)
        elif entry is not None and entry.cancelled_because is not None and not (before and before.cancelled_because):
            raise rules.NeverReleased(title=entry.title)


def _write(draft: ProgrammeDraft, rows: Mapping[str, DraftEntry], uid: str, entry: Entry | None) -> None:
    row = rows.get(uid)
    if entry is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(DraftEntry(draft_id=draft.id, uid=uid, **queries.columns_of(entry)))
    else:
        for name, value in queries.columns_of(entry).items():
            setattr(row, name, value)


def _plain(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else as_plain(entry)


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
