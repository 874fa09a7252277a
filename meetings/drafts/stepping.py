"""How a step on a draft is taken: seen to be of this moment, checked, written, and kept with what was before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.drafts import queries, rules
from meetings.drafts.checking import Changes, check_released, checked
from meetings.drafts.models import DraftEntry, DraftStep, ProgrammeDraft
from meetings.sessions.entries import Entry, NamedAs, as_plain


def step_on(
    draft: ProgrammeDraft,
    changes: Changes,
    deed: str,
    *,
    seen: int | None,
    about: Collection[str],
    actor: Actor,
    now: datetime,
) -> DraftStep | None:
    """As `actions.apply`, on a draft that is locked. `about` are the entries that must be as the person saw them."""
    require_at_hand(draft)
    rows = queries.rows(draft.id)
    stored = {uid: queries.entry_of(row) for uid, row in rows.items()}
    _require_seen(draft, {uid for uid in about if changes[uid] != stored.get(uid)}, stored, seen)
    given = {uid: entry for uid, entry in changes.items() if entry is not None}
    wanted: dict[str, Entry | None] = {**changes, **checked(given, stored, draft.meeting)}
    wanted = {uid: entry for uid, entry in wanted.items() if entry != stored.get(uid)}
    if not wanted:
        return None
    check_released(wanted, stored, queries.session_uids(draft.meeting_id))
    return _take(draft, wanted, deed, stored, rows, actor=actor, now=now)


def step_to_base(
    draft: ProgrammeDraft, changes: Changes, deed: str, *, based_on: int | None, actor: Actor, now: datetime
) -> DraftStep:
    """Take a step with which a locked draft rests on another release, even if no entry changes.

    Nothing before it can be undone. Whoever takes it has seen to it that nobody changed the draft meanwhile.
    """
    rows = queries.rows(draft.id)
    stored = {uid: queries.entry_of(row) for uid, row in rows.items()}
    given = {uid: entry for uid, entry in changes.items() if entry is not None}
    wanted: dict[str, Entry | None] = {**changes, **checked(given, stored, draft.meeting)}
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


def _require_seen(draft: ProgrammeDraft, uids: Collection[str], stored: Mapping[str, Entry], seen: int | None) -> None:
    """Raise EditConflict if one of these entries was changed since.

    If it is but one, the facts hold what its form would hold now, and as `was` what it held when the person saw it.
    """
    if seen == draft.version:
        return
    if seen is None or seen > draft.version:
        raise EditConflict(version=draft.version, **_values_of_one(uids, stored))
    since = queries.steps(draft.id, seen)
    if rules.touched_since(since, seen) & set(uids):
        was = _values_of_one(uids, rules.as_begun(stored.values(), since))
        raise EditConflict(version=draft.version, was=was, **_values_of_one(uids, stored))


def _values_of_one(uids: Collection[str], entries: Mapping[str, Entry]) -> dict[str, Any]:
    entry = entries.get(min(uids)) if len(uids) == 1 else None
    return {} if entry is None else values_of(entry)


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
