"""Work for the background: emptying the outbox."""

from __future__ import annotations

from flask import current_app

from foundation import clock
from foundation.jobs import job
from foundation.mail import actions


@job("mail.send", every_minute=True)
def send() -> None:
    """Send what waits in the outbox: at once after the commit that filled it, and every minute what failed before."""
    actions.send_waiting(clock.now(), current_app.extensions["mail_transport"])
