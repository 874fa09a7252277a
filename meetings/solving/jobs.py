"""Work for the background: a run of the scheduler."""

from __future__ import annotations

import time

from foundation import clock
from foundation.jobs import job
from meetings.solving import actions


@job("solving.run")
def run(run_id: int) -> None:
    """Work on a run. Run again, it finds the run taken."""
    actions.work_on(run_id, clock=clock.now, ticks=time.monotonic)
