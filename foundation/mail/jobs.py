"""Work for the background: emptying the outbox, and forgetting what left it long ago."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from foundation import clock
from foundation.database import write_transaction
from foundation.jobs import job
from foundation.mail import actions


@job("mail.send", every_minute=True)
def send() -> None:
    """Send what waits in the outbox: at once after the commit that filled it, and every minute what failed before."""
    actions.send_waiting(clock.now, current_app.extensions["mail_transport"])


@job("mail.forget", every_minute=True)
def forget() -> None:
    """Forget mails that left, as the settings say."""
    keep = timedelta(days=current_app.extensions["settings"].audit_network_days)
    with write_transaction():
        actions.forget(clock.now() - keep)
