"""What is done with releases: a programme is released, and what follows where a session was changed directly.

What follows too is that a release is told; where the meeting is not listed yet, once it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from foundation import audit, jobs
from foundation.database import after_commit, db
from foundation.permissions import Actor
from foundation.web import EditConflict
from meetings.clashes.gathering import situation_for
from meetings.clashes.queries import settings
from meetings.clashes.rules import Level, Rule, findings
from meetings.releases import queries, rules
from meetings.releases.models import Release, ReleaseTold
from meetings.releases.rules import Accepted, Origin
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entries_of, entry_of, hold_programme
from meetings.wishes.gathering import wishes_for


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

    A change of nothing that a release keeps makes none. Raises BreaksRule where it would bring an error, which bars the
    release of a draft too.
    """
    newest = queries.latest(session.meeting_id)
    if newest is None:
        return
    before = queries.entries_in(newest)
    programme = rules.replaced(before, entry_of(session))
    _check_errors(session.meeting, before, programme)
    _frozen(session.meeting, newest, programme, Origin.CHANGE, "", (), None, actor, now)


def _check_errors(meeting: Meeting, before: list[Entry], after: list[Entry]) -> None:
    """Refuse what brings an error that was not there. Raises BreaksRule."""
    levels = settings()

    def errors(entries: list[Entry]) -> dict[str, Rule]:
        situation = situation_for(meeting, entries, wishes_for(meeting, entries))
        return {one.key: one.rule for one in findings(entries, situation, levels) if one.level == Level.ERROR}

    there = errors(before)
    new = [rule for key, rule in errors(after).items() if key not in there]
    if new:
        raise rules.BreaksRule(broken_rule=new[0].value)


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
        # What was done to a single session is told by its own deed already.
        public=meeting.is_listed and origin is Origin.DRAFT,
        number=release.number,
    )
    # Whoever may not see the meeting is not sent its programme; `tell_listed` follows when everybody may.
    if meeting.is_listed:
        after_commit(jobs.later("releases.tell", release.id))
    return release
