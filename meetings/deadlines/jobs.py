"""Work for the background: reminding people of deadlines."""

from __future__ import annotations

from flask import current_app

from foundation import clock
from foundation.clock import home_day
from foundation.database import write_transaction
from foundation.jobs import each, job
from foundation.web import absolute
from meetings.deadlines import queries
from meetings.deadlines.reminding import actions


@job("deadlines.remind", every_minute=True)
def remind() -> None:
    """Remind people where a day of reminders has come. Run again on the same day, it finds nobody."""
    # Addresses can be made within a request alone.
    with current_app.test_request_context():
        now = clock.now()

        def remind_of(found: tuple[int, str]) -> None:
            deadline_id, slug = found
            with write_transaction():
                actions.remind_if_due(deadline_id, address=absolute("deadlines.index", slug=slug), now=now)

        # Asked before any transaction that writes: on SQLite each of those keeps everybody else from writing.
        each(queries.to_remind(home_day(now)), remind_of)
