"""What is done with releases: a programme is released, and what follows where a session was changed directly.

What follows too is that a release is told; where the meeting is not listed yet, once it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from foundation import audit, jobs
from foundation.database import after_commit, db
from foundation.permissions import Actor
from meetings.clashes.gathering import situation_for
from meetings.clashes.queries import settings
from meetings.clashes.rules import Finding, Level, Settings, findings
from meetings.releases import queries, rules
from meetings.releases.models import Release, ReleaseTold
from meetings.releases.rules import Accepted, Origin
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entries_of, entry_of, hold_programme
from meetings.wishes.gathering import wishes_for


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
        raise rules.StaleDraft(seen=seen or 0, newest=number or 0)
    rules.check_note(note)
    programme = list(entries)
    # The first release tells that everything is new; what it moves of a programme that was public tells itself.
    sessions.arrange(meeting, programme, told_elsewhere=newest is not None, actor=actor, now=now)
    db.session.flush()
    frozen = rules.merged(programme, entries_of(meeting.id))
    release = _frozen(meeting, newest, frozen, Origin.DRAFT, note, reasons, draft_id, actor, now)
    if release is None:
        raise rules.NothingChanged(number=number or 0)
    return release


def follow(session: Session, actor: Actor, now: datetime) -> bool:
    """Release the programme anew with a session that was changed directly, once there is a release to keep up.

    A change of nothing that a release keeps makes none. Warnings that stand as they did when they were accepted keep
    their reasons. Where a cancellation is taken back, the warnings that stood before it come back with their reasons.
    Returns whether there is a release, which tells of the change.
    Raises BreaksRule where it would bring an error, which bars the release of a draft too, or a warning: the reason
    that it needs is given in a draft.
    """
    newest = queries.latest(session.meeting_id)
    if newest is None:
        return False
    meeting, levels = session.meeting, settings()
    before = queries.entries_in(newest)
    programme = rules.replaced(before, entry_of(session))
    found, stood, given = _findings(meeting, programme, levels), _findings(meeting, before, levels), newest.reasons
    if rules.is_taken_back(before, programme, session.uid) and (last := queries.last_with(newest, session.uid)):
        stood += [one for one in _findings(meeting, queries.entries_in(last), levels) if one.level == Level.WARNING]
        given = [*last.reasons, *given]
    rules.check_nothing_new(stood, found)
    reasons = rules.still_accepted(given, found)
    return _frozen(meeting, newest, programme, Origin.CHANGE, "", reasons, None, actor, now) is not None


def _findings(meeting: Meeting, entries: list[Entry], levels: Settings) -> list[Finding]:
    return list(findings(entries, situation_for(meeting, entries, wishes_for(meeting, entries)), levels))


def tell_listed(meeting: Meeting) -> None:
    """Have the newest release of a meeting told that is listed from now on; those before it are passed over."""
    hold_programme(meeting.id)
    untold = queries.untold_of(meeting.id)
    db.session.add_all(ReleaseTold(release_id=release_id, told_at=None) for release_id in untold[:-1])
    for release_id in untold[-1:]:
        after_commit(jobs.later("releases.tell", release_id))


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
        public=meeting.is_listed,
        number=release.number,
    )
    # Whoever may not see the meeting is not sent its programme; `tell_listed` follows when everybody may.
    if meeting.is_listed:
        after_commit(jobs.later("releases.tell", release.id))
    return release
