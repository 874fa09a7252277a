"""Work for the background: making the files of issued summaries."""

from __future__ import annotations

from flask import current_app

from agendas.outcomes import actions
from foundation.jobs import job


@job("outcomes.print_missing", every_minute=True)
def print_missing() -> None:
    """Make the files whose own job was lost."""
    actions.print_missing(store=current_app.extensions["store"])


@job("outcomes.print")
def print_edition(edition_id: int) -> None:
    """Make the file of one language of an issued summary."""
    actions.print_edition(edition_id, store=current_app.extensions["store"])
