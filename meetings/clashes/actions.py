"""The verbs about what programmes are checked by: setting a rule, recording a free day and taking one back."""

from __future__ import annotations

from datetime import date, datetime

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.clashes import freedays, queries, settings
from meetings.clashes.models import FreeDay, ProgrammeRule
from meetings.sessions.models import Meeting

RULES_ADDRESS = "/programme-rules/"


def set_rule(
    key: str, value: str, *, because: str, title: str, seen: int, actor: Actor, now: datetime
) -> ProgrammeRule:
    """Set a rule's level or number from now on; the row that held until now is kept with its end.

    `title` names the rule in the history; `seen` is the number of the row that the person saw, 0 for none.

    Raises EditConflict, NothingNew, and what `settings.read` raises.
    """
    standing = queries.standing_rule(key)
    if seen != (standing.id if standing else 0):
        raise EditConflict(version=standing.id if standing else 0, value=standing.value if standing else "")
    value = settings.written(settings.read(key, value))
    if value == settings.values_of(queries.settings())[key]:
        raise settings.NothingNew
    if standing is not None:
        standing.replaced_at = now
        db.session.flush()
    rule = ProgrammeRule(key=key, value=value, set_at=now, set_by_id=actor.account_id, because=because)
    db.session.add(rule)
    audit.record(
        "programme_rule:set",
        rule,
        actor=actor,
        now=now,
        title=title,
        address=RULES_ADDRESS,
        value=value,
        because=because,
    )
    return rule


def record_free_day(meeting: Meeting, *, day: date, name: str, source: str, actor: Actor, now: datetime) -> FreeDay:
    """Record that nobody works on a day where the meeting is held, with the place where that is written.

    Raises NotADayOfTheMeeting, MeetingHasNoDays, DayHasNoName. A day that stands already breaks a constraint.
    """
    freedays.check_free_day(day, name, source, meeting)
    free = FreeDay(meeting=meeting, day=day, name=name, source=source, recorded_at=now, recorded_by_id=actor.account_id)
    db.session.add(free)
    _tell("meeting:record_free_day", free, actor, now)
    return free


def revoke_free_day(free: FreeDay, *, actor: Actor, now: datetime) -> None:
    """Take back a free day that was recorded by mistake. Raises RevokedAlready."""
    if free.revoked_at is not None:
        raise freedays.RevokedAlready
    free.revoked_at = now
    _tell("meeting:revoke_free_day", free, actor, now)


def _tell(deed: str, free: FreeDay, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        free.meeting,
        actor=actor,
        now=now,
        title=free.meeting.name,
        address=f"/meetings/{free.meeting.slug}/free-days/",
        day=free.day.isoformat(),
        name=free.name,
    )
