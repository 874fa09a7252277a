"""All that concerns one delegation at one meeting, asked of the record in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meetings import hooks
from meetings.clashes import queries as clashes
from meetings.clashes.rules import Settings
from meetings.deadlines import queries as deadlines
from meetings.deadlines.models import Deadline
from meetings.deadlines.rules import PUBLIC
from meetings.hooks import Reading
from meetings.releases import queries as releases
from meetings.releases.models import Release
from meetings.releases.rules import Change
from meetings.sessions.models import Meeting, Session
from meetings.wishes import gathering, queries
from meetings.wishes.gathering import OwnWishes


@dataclass(frozen=True)
class Concerning:
    """What concerns a delegation at a meeting.

    `sessions` are those that it wishes to attend at all, by time, cancelled ones too; none where it does not come.
    `settings` are the rules in force, by which clashes count, and `free_days` the days on which nobody works there, by
    their names. `readings` are by number of the session. `changes` are
    those of the newest release that are about these sessions. `deadlines` are those to come, none for a delegation that
    does not come; `others` are other meetings to come of which it has a day too.
    """

    own: OwnWishes
    sessions: Sequence[Session]
    has_programme: bool
    settings: Settings
    readings: Mapping[int, Sequence[Reading]]
    release: Release | None
    changes: Sequence[Change]
    deadlines: Sequence[Deadline]
    free_days: Mapping[date, str]
    others: Sequence[Meeting]


def concerning(meeting: Meeting, delegation_id: int, language: str, today: date) -> Concerning:
    """What concerns a delegation at a meeting, for a reader of this language on a day. Ten statements."""
    held = queries.sessions_of([meeting.id])
    own = gathering.own_wishes(meeting, delegation_id, held)
    wished = [session for session in held if own.comes and own.wishes[session.uid].weight]
    release = releases.latest(meeting.id)
    uids = {session.uid for session in wished}
    return Concerning(
        own=own,
        sessions=wished,
        has_programme=bool(held),
        settings=clashes.settings(),
        readings=hooks.readings_for([session.id for session in wished], language) if wished else {},
        release=release,
        changes=[one for one in releases.changes_in(release) if one.uid in uids] if release else [],
        deadlines=_to_come(meeting.id, today) if own.comes else [],
        free_days=clashes.names_of_free_days(meeting.id),
        others=queries.others_to_come(meeting.id, today),
    )


def _to_come(meeting_id: int, today: date) -> list[Deadline]:
    return [one for one in deadlines.deadlines(meeting_id, PUBLIC) if _is_to_come(one, today)]


def _is_to_come(deadline: Deadline, today: date) -> bool:
    return deadline.due_on >= today and deadline.done_at is None and deadline.dropped_because is None
