"""Work for the background: put into the queue after the commit, done in a worker, harmless when done twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from huey import Huey
from sqlalchemy import func, select

from foundation import jobs, logs
from foundation.accounts import actions
from foundation.accounts.models import SignInAttempt, SignInLink
from foundation.database import after_commit, db
from foundation.jobs import SomeFailed, each, later, queue_at
from tests.builders.accounts import make_account
from tests.world import World, make_application

done: list[tuple[object, ...]] = []


class Undone(Exception):
    """Ends a transaction, or a job."""


@pytest.fixture(autouse=True)
def probe_jobs() -> Iterator[None]:
    """Two jobs of our own, as long as a test runs."""
    done.clear()
    jobs.job("probe.note")(lambda *arguments: done.append(arguments))
    jobs.job("probe.fail")(_fail)
    yield
    for name in ("probe.note", "probe.fail"):
        del jobs._jobs[name]


def _fail(words: str) -> None:
    done.append((words,))
    raise Undone(f"{words} stood in a message")


@pytest.fixture
def queued(tmp_path: Path) -> Flask:
    """An application with a queue in a file, as an operator has it."""
    app = make_application(f"sqlite:///{tmp_path / 'records.db'}", tmp_path)
    jobs.init(app, f"sqlite:{tmp_path / 'jobs.db'}")
    return app


def work_off(queue: Huey) -> int:
    """Do all that waits, as a worker does; returns how many jobs it were."""
    number = 0
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
        number += 1
    return number


def test_a_job_waits_for_a_worker_and_outlives_the_process_that_ordered_it(queued: Flask, tmp_path: Path) -> None:
    with queued.app_context():
        later("probe.note", 7, "words")()
    assert done == []
    another = make_application(f"sqlite:///{tmp_path / 'records.db'}", tmp_path)
    jobs.init(another, f"sqlite:{tmp_path / 'jobs.db'}")
    assert work_off(another.extensions["queue"]) == 1
    assert done == [(7, "words")]


def test_a_job_is_ordered_after_the_commit_and_not_at_all_if_that_fails(world: World) -> None:
    with world.writing():
        after_commit(later("probe.note", "kept"))
        assert done == []
    assert done == [("kept",)]

    def fail() -> None:
        with world.writing():
            after_commit(later("probe.note", "lost"))
            raise Undone

    with pytest.raises(Undone):
        fail()
    assert done == [("kept",)]


def test_a_job_that_fails_is_tried_again_and_keeps_no_message(
    queued: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.init("error")
    with queued.app_context():
        later("probe.fail", "anna@example.org")()
    queue = queued.extensions["queue"]
    assert work_off(queue) == 1
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["job"], line["exception"][0]["exc_type"]) for line in told] == [
        ("job failed", "probe.fail", "Undone")
    ]
    assert "anna" not in json.dumps(told)
    assert (queue.scheduled_count(), queue.result_count()) == (1, 0)


def test_what_fails_with_one_of_several_is_logged_and_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    logs.init("error")

    def do(number: int) -> None:
        if number != 2:
            _fail("anna@example.org")
        done.append((number,))

    with pytest.raises(SomeFailed):
        each([1, 2, 3], do)
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (2,) in done
    assert [(line["item"], line["exception"][0]["exc_type"]) for line in told] == [("1", "Undone"), ("3", "Undone")]
    assert "anna" not in json.dumps(told)


def test_the_queue_is_one_file_that_is_made_with_its_folder(tmp_path: Path) -> None:
    queue_at(f"sqlite:{tmp_path}/below/jobs.db").storage.queue_size()
    assert (tmp_path / "below/jobs.db").is_file()


def test_what_is_done_every_minute_is_known_to_the_worker(queued: Flask) -> None:
    periodic = {task.name for task in queued.extensions["queue"]._registry.periodic_tasks}
    assert {"every_minute_mail_send", "every_minute_mail_forget", "every_minute_accounts_forget"} <= periodic


# The ground's own jobs


def rows(model: Any) -> int:
    """How many rows the table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def attempts_and_links(world: World) -> tuple[int, int]:
    """How many sign-in attempts and links are remembered."""
    with world.reading():
        return rows(SignInAttempt), rows(SignInLink)


@pytest.mark.parametrize(
    ("days", "remembered"),
    [(0, (1, 1)), (29, (1, 1)), (30, (0, 1)), (43, (0, 1)), (44, (0, 0))],
)
def test_attempts_and_links_are_forgotten_in_time(world: World, days: int, remembered: tuple[int, int]) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now)
        actions.give_link(account, now=world.now, lifetime=timedelta(days=14))
    with world.reading():
        actions.count_attempt({"key": 3}, now=world.now)
    world.clock.set(world.now + timedelta(days=days, minutes=1))
    world.app.extensions["run_job"]("accounts.forget", [])
    assert attempts_and_links(world) == remembered


@pytest.mark.parametrize("name", sorted(jobs._every_minute))
def test_what_is_done_every_minute_may_be_done_twice(world: World, name: str) -> None:
    def picture() -> list[int]:
        with world.reading():
            tables = db.metadata.sorted_tables
            return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    run: Callable[[str, list[Any]], Any] = world.app.extensions["run_job"]
    run(name, [])
    once = picture()
    run(name, [])
    assert picture() == once
