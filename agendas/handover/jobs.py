"""Work for the background: making hand-over packs."""

from __future__ import annotations

from flask import current_app

from agendas.handover import actions
from foundation import clock
from foundation.jobs import job


@job("handover.make")
def make(pack_id: int) -> None:
    """Make the pack with this number."""
    actions.make(pack_id, store=current_app.extensions["store"], now=clock.now())
