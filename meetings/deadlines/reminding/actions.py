"""Reminding people of a deadline, once for each of its days of reminders."""

from __future__ import annotations

from datetime import datetime

from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import ANYBODY
from meetings.deadlines import mails, queries, rules
from meetings.deadlines.models import DeadlineReminder


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
