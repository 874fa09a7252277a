"""Work for the background: sending each delegation what a release changes for it."""

from __future__ import annotations

from flask import current_app

from foundation import clock
from foundation.database import write_transaction
from foundation.jobs import each, job
from meetings.releases import queries, telling


@job("releases.tell")
def tell(release_id: int) -> None:
    """Send what a release changes; run again, it finds the release told."""
    # Addresses can be made within a request alone.
    with current_app.test_request_context(), write_transaction():
        telling.tell(release_id, now=clock.now())


@job("releases.tell_missed", every_minute=True)
def tell_missed() -> None:
    """Send what releases change whose own job was lost, however long ago."""
    each(queries.untold(), tell)
