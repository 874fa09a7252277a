"""One commit after a success, nothing after a failure, and writers who wait for each other instead of failing."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select
from sqlalchemy.exc import IntegrityError

from foundation.accounts.models import Account, RoleGrant, SignInAttempt
from foundation.database import after_commit, db, located, write_transaction
from tests.foundation import probes
from tests.foundation.watching import transactions_begun
from tests.world import World


class Undone(Exception):
    """Ends a transaction that is to be rolled back."""


IMMEDIATE, DEFERRED = "BEGIN IMMEDIATE", "BEGIN"


def names(world: World) -> set[str]:
    """The names of all accounts, as another connection sees them."""
    with world.reading():
        return set(db.session.scalars(select(Account.name)))


@pytest.mark.parametrize("status", [200, 201, 303, 302])
def test_a_request_that_writes_and_succeeds_is_kept_and_lets_leave_what_waited(probing: World, status: int) -> None:
    answer = probing.visitor().client.post(f"/probe/save/anna/?status={status}")
    assert (answer.status_code, names(probing), probes.left) == (status, {"anna"}, ["anna"])


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500, 503])
@pytest.mark.parametrize("way", ["", "&abort=1"], ids=["answered", "aborted"])
def test_a_request_that_fails_keeps_nothing_and_lets_nothing_leave(probing: World, status: int, way: str) -> None:
    answer = probing.visitor().client.post(f"/probe/save/anna/?status={status}{way}")
    assert (answer.status_code, names(probing), probes.left) == (status, set(), [])


def test_what_waited_in_a_failed_request_does_not_leave_with_the_next_one(probing: World) -> None:
    client = probing.visitor().client
    client.post("/probe/save/anna/?status=422")
    client.post("/probe/save/berta/")
    assert (names(probing), probes.left) == ({"berta"}, ["berta"])


def test_a_get_that_changes_something_keeps_nothing(probing: World) -> None:
    answer = probing.visitor().client.get("/probe/read/anna/")
    assert (answer.status_code, names(probing)) == (200, set())


def test_what_cannot_be_handed_over_after_the_commit_is_no_failure_of_the_deed(probing: World) -> None:
    answer = probing.visitor().client.post("/probe/hand-over/")
    assert (answer.status_code, names(probing), probes.left) == (200, {"kept"}, ["the next"])


def test_a_separate_write_stays_when_the_request_fails(probing: World) -> None:
    answer = probing.visitor().client.post("/probe/count/anna/")
    assert answer.status_code == 409
    with probing.reading():
        assert list(db.session.scalars(select(SignInAttempt.key))) == ["anna"]


def test_a_writing_request_takes_the_write_lock_with_its_first_statement(probing: World, backend: str) -> None:
    with transactions_begun(probing) as begun:
        probing.visitor().client.post("/probe/save/anna/")
    assert begun == {"sqlite": [IMMEDIATE], "postgresql": []}[backend]


def test_a_reading_request_takes_no_lock(probing: World, backend: str) -> None:
    with transactions_begun(probing) as begun:
        probing.visitor().client.get("/")
    assert begun == {"sqlite": [DEFERRED], "postgresql": []}[backend]


def test_a_reader_does_not_wait_for_somebody_who_saves(probing: World) -> None:
    with probing.writing():
        probes.open_account("anna")
        db.session.flush()
        assert probing.visitor().client.get("/").status_code == 200


def test_a_command_that_fails_keeps_nothing_and_lets_nothing_leave(world: World) -> None:
    left: list[str] = []
    with suppress(Undone), world.writing():
        probes.open_account("anna")
        after_commit(lambda: left.append("anna"))
        raise Undone
    assert (names(world), left) == (set(), [])


def test_what_waits_in_a_command_leaves_when_it_is_stored(world: World) -> None:
    seen_by_others: list[set[str]] = []
    with world.writing():
        probes.open_account("anna")
        after_commit(lambda: seen_by_others.append(names(world)))
    assert seen_by_others == [{"anna"}]


def test_a_savepoint_that_is_rolled_back_leaves_nothing_and_what_was_before_it_stays(world: World) -> None:
    with world.writing():
        probes.open_account("before")
        db.session.flush()
        savepoint = db.session.begin_nested()
        probes.open_account("inside")
        db.session.flush()
        savepoint.rollback()
        probes.open_account("after")
    assert names(world) == {"before", "after"}


def test_a_transaction_whose_savepoint_was_kept_leaves_nothing_when_it_is_rolled_back(world: World) -> None:
    with suppress(Undone), world.writing():
        savepoint = db.session.begin_nested()
        probes.open_account("inside")
        db.session.flush()
        savepoint.commit()
        raise Undone
    assert names(world) == set()


def test_a_broken_constraint_keeps_nothing(world: World) -> None:
    with world.writing():
        probes.open_account("anna")
    with pytest.raises(IntegrityError), world.writing():
        db.session.add(Account(email="anna@example.org", name="other", fs_uniquifier="1", created_at=world.now))
    assert names(world) == {"anna"}


def test_a_row_that_points_to_nothing_is_refused(world: World) -> None:
    with pytest.raises(IntegrityError), world.writing():
        db.session.add(RoleGrant(account_id=999_999, role="reader", since=world.now))


def test_twenty_people_who_save_at_once_lose_nothing(probing: World) -> None:
    people = [f"person-{number}" for number in range(20)]
    ready = threading.Barrier(len(people))
    answers: dict[str, int] = {}

    def save(name: str) -> None:
        client = probing.app.test_client()
        ready.wait(timeout=30)
        answers[name] = client.post(f"/probe/save/{name}/").status_code

    threads = [threading.Thread(target=save, args=(name,)) for name in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert answers == dict.fromkeys(people, 303)
    assert names(probing) == set(people)
    with probing.reading():
        assert db.session.scalar(select(func.count()).select_from(Account)) == 20


def test_a_write_inside_a_command_sees_no_rows_of_an_unfinished_one(world: World) -> None:
    with world.reading():
        probes.open_account("forgotten")
        db.session.flush()
        with write_transaction():
            probes.open_account("kept")
    assert names(world) == {"kept"}


def test_a_relative_file_lies_where_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert located(make_url("sqlite:///var/here.db")).database == f"{tmp_path}/var/here.db"
