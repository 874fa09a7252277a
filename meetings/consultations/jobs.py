"""Work for the background: reminding those who have not answered."""

from __future__ import annotations

from flask import current_app

from foundation import clock
from foundation.clock import home_day
from foundation.database import write_transaction
from foundation.jobs import each, job
from foundation.web import absolute
from meetings.consultations import actions, queries


@job("consultations.remind", every_minute=True)
def remind() -> None:
    """Remind where a day of reminders has come. Run again on the same day, it finds nobody."""
    # Addresses can be made within a request alone.
    with current_app.test_request_context():
        now = clock.now()

        def remind_in(consultation_id: int) -> None:
            with write_transaction():
                actions.remind_if_due(
                    consultation_id,
                    address_of=lambda secret: absolute("answering.answer_by_link", secret=secret),
                    now=now,
                )

        each([consultation.id for consultation in queries.open_on(home_day(now))], remind_in)
