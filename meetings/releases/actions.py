"""What is done with releases: a programme is released, and what follows where one session was changed directly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from foundation import audit, jobs
from foundation.database import after_commit, db
from foundation.permissions import Actor
from foundation.web import EditConflict
from meetings.releases import queries, rules
from meetings.releases.models import Release
from meetings.releases.rules import Accepted, Origin
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entries_of, entry_of, hold_programme


class StaleDraft(EditConflict):
    """The programme was released anew after the draft was begun (facts: `seen`, `newest`; 0 for no release)."""


def issue(
    meeting: Meeting,
    entries: Iterable[Entry],
    *,
    note: str,
    reasons: Sequence[Accepted],
    draft_id: int | None,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Release:
    """Release a programme: the record becomes what it says, all at once, and what was released is frozen.

    `seen` is the number of the newest release that the draft knows of, None if it knows of none. Delegations that are
    affected are sent what changes for them, by a job after the commit. Entries without a place are passed over.

    Raises StaleDraft, NothingChanged, NoteTooLong, and whatever `sessions.actions.arrange` refuses.
    """
    hold_programme(meeting.id)
    newest = queries.latest(meeting.id)
    number = newest.number if newest else None
    if number != seen:
        raise StaleDraft(seen=seen or 0, newest=number or 0)
    rules.check_note(note)
    programme = list(entries)
    sessions.arrange(meeting, programme, actor=actor, now=now)
    db.session.flush()
    frozen = rules.merged(programme, entries_of(meeting.id))
    release = _frozen(meeting, newest, frozen, Origin.DRAFT, note, reasons, draft_id, actor, now)
    if release is None:
        raise rules.NothingChanged(number=number or 0)
    return release


def follow(session: Session, actor: Actor, now: datetime) -> None:
    """Release the programme anew with a session that was changed directly, once there is a release to keep up.

    A change of nothing that a release keeps makes none.
    """
    newest = queries.latest(session.meeting_id)
    if newest is None:
        return
    programme = rules.replaced(queries.entries_in(newest), entry_of(session))
    _frozen(session.meeting, newest, programme, Origin.CHANGE, "", (), None, actor, now)


def _frozen(
    meeting: Meeting,
    newest: Release | None,
    programme: list[Entry],
    origin: Origin,
    note: str,
    reasons: Sequence[Accepted],
    draft_id: int | None,
    actor: Actor,
    now: datetime,
) -> Release | None:
    """The next release of a meeting, or None if nothing changed since the newest."""
    found = rules.changes(queries.entries_in(newest) if newest else (), programme)
    if not found:
        return None
    content = rules.content_of(programme)
    release = Release(
        meeting=meeting,
        number=newest.number + 1 if newest else 1,
        content=content,
        sha256=rules.sha256_of(content),
        changes=[rules.plain_change(change) for change in found],
        reasons=[rules.plain_reason(reason) for reason in reasons],
        note=note,
        origin=origin,
        draft_id=draft_id,
        released_at=now,
        released_by_id=actor.account_id,
    )
    db.session.add(release)
    audit.record(
        "programme:release",
        release,
        actor=actor,
        now=now,
        title=meeting.name,
        address=rules.address_of(meeting.slug, release.number),
        # What was done to a single session is told by its own deed already.
        public=meeting.is_listed and origin is Origin.DRAFT,
        number=release.number,
    )
    # Whoever may not see the meeting is not sent its programme.
    if meeting.is_listed:
        after_commit(jobs.later("releases.tell", release.id))
    return release
