"""What is done with a draft on its way to everybody: warnings accepted, brought up to date, released."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from foundation.web import require_version
from meetings.clashes.rules import Finding
from meetings.drafts import queries
from meetings.drafts.assessing import assess
from meetings.drafts.issuing import rules
from meetings.drafts.merging import Merged, merged
from meetings.drafts.models import DraftReason, ProgrammeDraft
from meetings.drafts.rules import as_begun
from meetings.drafts.stepping import require_at_hand, step_to_base
from meetings.releases import actions as releasing
from meetings.releases import queries as releases
from meetings.releases.models import Release
from meetings.releases.rules import Accepted, StaleDraft
from meetings.sessions.entries import Entry
from meetings.sessions.queries import hold_programme


def give_reason(
    draft: ProgrammeDraft, findings: Sequence[Finding], reason: str, *, seen: int | None, actor: Actor, now: datetime
) -> None:
    """Say why warnings about a draft are accepted; a reason that stands is replaced for the first of them alone.

    `seen` is the number of the reason that the person saw, 0 for none. Raises NoReasonGiven, EditConflict, PutAway.
    """
    locked = _held(draft)
    if not reason.strip():
        raise rules.NoReasonGiven
    standing = {one.finding: one for one in queries.reasons(locked.id)}
    _require_reason_seen(standing.get(findings[0].key), seen)
    for number, finding in enumerate(findings):
        if finding.key in standing:
            if number or standing[finding.key].reason == reason:
                continue
            standing[finding.key].taken_back_at = now
            db.session.flush()
        given = DraftReason(
            draft=locked, finding=finding.key, reason=reason, given_at=now, given_by_id=actor.account_id
        )
        db.session.add(given)
    _record("draft:accept", locked, actor, now, reason=reason)


def take_back_reason(draft: ProgrammeDraft, finding: str, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take back why a warning is accepted. Raises EditConflict, PutAway."""
    locked = _held(draft)
    standing = next((one for one in queries.reasons(locked.id) if one.finding == finding), None)
    _require_reason_seen(standing, seen)
    if standing is not None:
        standing.taken_back_at = now
        _record("draft:object", locked, actor, now)


def what_came(draft: ProgrammeDraft, newest: Release) -> Merged:
    """What the newest release would change in a draft, and where both differ."""
    mine = {entry.uid: entry for entry in queries.entries(draft)}
    theirs = {entry.uid: entry for entry in releases.entries_in(newest)}
    on_record = queries.session_uids(draft.meeting_id)
    return merged(base_of(draft, theirs), theirs, mine, lasting=on_record.__contains__)


def base_of(draft: ProgrammeDraft, theirs: Iterable[str]) -> dict[str, Entry]:
    """The programme that a draft rests on, by uid.

    Where there was no release yet, it is what the draft held when it was begun of what was released since.
    """
    if draft.based_on is not None:
        release = releases.release(draft.meeting.slug, draft.based_on)
        return {} if release is None else {entry.uid: entry for entry in releases.entries_in(release)}
    begun = as_begun(queries.entries(draft), queries.steps(draft.id))
    return {uid: begun[uid] for uid in theirs if uid in begun}


def update(draft: ProgrammeDraft, *, seen: int | None, newest: int | None, actor: Actor, now: datetime) -> Merged:
    """Bring a draft up to date with the newest release; what both changed stays as the draft has it.

    `newest` is the number of the release that the person saw. Raises EditConflict, PutAway.
    """
    locked = _held(draft)
    release = releases.latest(locked.meeting_id)
    number = release.number if release else None
    if (number or 0) != (newest or 0):
        raise EditConflict(version=locked.version, newest=number or 0)
    require_version(locked, seen)
    if release is None or locked.based_on == number:
        return Merged({}, (), ())
    found = what_came(locked, release)
    step_to_base(locked, found.changes, "update", based_on=number, actor=actor, now=now)
    _record("draft:update", locked, actor, now, number=release.number)
    return found


def release(
    draft: ProgrammeDraft, *, note: str, seen: int | None, newest: int | None, actor: Actor, now: datetime
) -> Release:
    """Release a draft: everybody sees its entries that have a place as the programme, and who is affected is told.

    `seen` and `newest` are the versions of the draft and of the programme that the person saw; 0 is no release. What
    waits for a place stays in the draft, which then rests on the new release.

    Raises EditConflict, StaleDraft, PutAway, WaitingSessions, HasErrors, UnreasonedWarnings, and what
    `releases.actions.issue` refuses.
    """
    locked = _held(draft)
    hold_programme(locked.meeting_id)
    number = releases.latest_number(locked.meeting_id)
    if (number or 0) != (newest or 0) or number != locked.based_on:
        raise StaleDraft(seen=locked.based_on or 0, newest=number or 0, version=locked.version)
    require_version(locked, seen)
    entries = queries.entries(locked)
    reasons = {one.finding: one.reason for one in queries.reasons(locked.id)}
    found = assess(locked.meeting, entries).findings
    rules.check_releasable(entries, found, reasons.keys(), queries.session_uids(locked.meeting_id))
    programme = rules.to_release(entries)
    accepted = rules.about(programme, [one for one in found if one.key in reasons])
    issued = releasing.issue(
        locked.meeting,
        programme,
        note=note,
        reasons=[Accepted(one, reasons[one.key]) for one in accepted],
        draft_id=locked.id,
        seen=number,
        actor=actor,
        now=now,
    )
    # The draft now says of each entry just what was frozen, so that the next release tells no change that is none. Only
    # the draft knows what is to come after what waits.
    orders = {entry.uid: entry.after for entry in entries}
    frozen = {
        entry.uid: replace(entry, after=orders.get(entry.uid, entry.after)) for entry in releases.entries_in(issued)
    }
    step_to_base(locked, frozen, "release", based_on=issued.number, actor=actor, now=now)
    _record("draft:release", locked, actor, now, number=issued.number)
    return issued


def _held(draft: ProgrammeDraft) -> ProgrammeDraft:
    locked = queries.lock(draft)
    require_at_hand(locked)
    return locked


def _require_reason_seen(standing: DraftReason | None, seen: int | None) -> None:
    number = standing.id if standing else 0
    if (seen or 0) != number:
        raise EditConflict(version=number, reason=standing.reason if standing else "")


def _record(action: str, draft: ProgrammeDraft, actor: Actor, now: datetime, **facts: str | int) -> None:
    address = f"/meetings/{draft.meeting.slug}/drafts/{draft.id}/"
    audit.record(action, draft, actor=actor, now=now, title=draft.name, address=address, **facts)  # type: ignore[arg-type]
