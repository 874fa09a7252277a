"""Commands of the ground: the job worker. Errors end with one clear line and a non-zero status."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

job_commands = AppGroup("jobs", help="Work for the background.")


@job_commands.command("work")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 8), help="Threads that work at a time.")
def work(workers: int) -> None:
    """Do waiting work until told to stop."""
    queue = current_app.extensions["queue"]
    queue.create_consumer(workers=workers, periodic=True, check_worker_health=True).run()
