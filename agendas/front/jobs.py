"""Work for the background: the daily mail of what has changed."""

from __future__ import annotations

from flask import current_app

from agendas.front import actions, queries
from foundation import clock
from foundation.database import write_transaction
from foundation.jobs import each, job


@job("changes.send", every_minute=True)
def send() -> None:
    """Send what has changed to whoever was not sent it today. Run again on the same day, it finds nobody."""
    # Addresses can be made within a request alone.
    with current_app.test_request_context():
        now = clock.now()

        def send_to(subscription_id: int) -> None:
            with write_transaction():
                actions.send(subscription_id, now=now)

        each(queries.due(actions.newest_reach(now)), send_to)
