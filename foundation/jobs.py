"""Work for the background, on Huey: its own SQLite file by default, one worker process beside the server.

A job is a named function that fetches what it needs by number and hands over to an action. It is put into the queue
only after the commit (`after_commit(jobs.later(...))`), runs inside an application context, and may run twice.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from flask import Flask, current_app
from huey import Huey, MemoryHuey, SqliteHuey, crontab

from foundation.settings import file_with_folder

_jobs: dict[str, Callable[..., None]] = {}
_every_minute: set[str] = set()

log = structlog.get_logger()

T = TypeVar("T")


class SomeFailed(Exception):
    """Of several things that a job had to do some failed; why stands in the log."""


def job(name: str, *, every_minute: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the job of this name; one that is also run every minute takes no arguments."""

    def register(do: Callable[..., None]) -> Callable[..., None]:
        _jobs[name] = do
        if every_minute:
            _every_minute.add(name)
        return do

    return register


def later(name: str, *arguments: Any) -> Callable[[], None]:
    """What puts this job into the queue when called: hand it to `after_commit`."""

    def enqueue() -> None:
        current_app.extensions["run_job"](name, list(arguments))

    return enqueue


def each(items: Iterable[T], do: Callable[[T], object]) -> None:
    """Do this with each item, each in a transaction of its own: what fails with one is logged and stops no other.

    Raises SomeFailed at the end, so that the job counts as failed.
    """
    failed = 0
    for item in items:
        try:
            do(item)
        except Exception as error:
            log.error("one of several failed", item=str(item), exc_info=error)
            failed += 1
    if failed:
        raise SomeFailed(failed)


def queue_at(url: str) -> Huey:
    """The queue at this address. `memory:` runs each job at once, in place, for tests."""
    if url == "memory:":
        return MemoryHuey("jobs", immediate=True)
    # No results: nobody asks for them, and that of a failed job would be its exception, kept for ever.
    return SqliteHuey("jobs", filename=str(file_with_folder(url)), fsync=True, results=False)


def init(app: Flask, url: str) -> None:
    """Join the queue to the application."""
    queue = queue_at(url)

    # Huey would log the message of a job's exception, which may hold personal data; `run` logs it without. What goes
    # wrong with the queue itself Huey may tell.
    logging.getLogger("huey").setLevel(logging.CRITICAL)
    logging.getLogger("huey.consumer").setLevel(logging.WARNING)

    def run(name: str, arguments: list[Any]) -> None:
        with app.app_context():
            try:
                _jobs[name](*arguments)
            except Exception as error:
                log.error("job failed", job=name, exc_info=error)
                raise

    run_job = queue.task(name="run_job", retries=3, retry_delay=30)(run)
    for name in sorted(_every_minute):
        repeated = functools.partial(run, name, [])
        queue.periodic_task(crontab(), name=f"every_minute_{name.replace('.', '_')}")(repeated)
    app.extensions["queue"] = queue
    app.extensions["run_job"] = run_job
