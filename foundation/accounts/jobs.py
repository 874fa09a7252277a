"""Work for the background: forgetting what is kept for a time only."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from foundation import clock
from foundation.accounts import actions
from foundation.database import write_transaction
from foundation.jobs import job


@job("accounts.forget", every_minute=True)
def forget() -> None:
    """Forget old sign-in attempts and links, as the settings say."""
    keep = timedelta(days=current_app.extensions["settings"].audit_network_days)
    with write_transaction():
        actions.forget(clock.now() - keep)
