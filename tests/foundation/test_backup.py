"""A backup holds everything, appears whole or not at all, and is proved before anything is restored from it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from foundation.audit import history_of
from foundation.database import db
from foundation.storage import Store
from tests.builders.accounts import make_account
from tests.tools import postgres
from tests.world import Template, World, make_application

FILES = [b"%PDF-1.7 a sample", b"", b"x" * 3_000_000]


@pytest.fixture
def filled(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Records and stored files that are worth a backup."""
    monkeypatch.setitem(world.app.extensions, "store", Store(f"file:{tmp_path / 'files'}"))
    with world.writing():
        make_account("Sample Person", now=world.now, role="isu")
    for content in FILES:
        world.app.extensions["store"].put(content)
    return world


@pytest.fixture
def elsewhere(backend: str, template: Template, tmp_path: Path) -> Iterator[Flask]:
    """An application at another place, with an empty database and no files."""
    folder = tmp_path / "elsewhere"
    url = f"sqlite:///{folder / 'records.db'}"
    if backend == "postgresql":
        url = postgres.new_database(template.url.replace("@/work?", "@/postgres?"), "elsewhere", "template1")
    app = make_application(url, folder)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Exit status and all that a command prints."""
    result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.strip()


def records(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and the step of the migrations."""
    with app.app_context(), db.engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
        }
        found["alembic_version"] = [tuple(row) for row in connection.execute(text("SELECT * FROM alembic_version"))]
    return found


def is_empty(app: Flask) -> bool:
    """Whether the application has neither a table nor a file."""
    with app.app_context():
        tables = inspect(db.engine).get_table_names()
        db.engine.dispose()
    return not tables and not list(app.extensions["store"].hashes())


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The backup with its members changed, in another file."""
    with tarfile.open(backup) as archive:
        members = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    change(members)
    other = backup.with_name("rewritten.tar")
    with tarfile.open(other, "w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return other


# Whole


def test_what_is_restored_elsewhere_is_equal_in_every_row_and_every_file(
    filled: World, elsewhere: Flask, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.tar"
    assert run(filled.app, "backup", str(backup))[0] == 0
    assert run(elsewhere, "restore", str(backup))[0] == 0
    assert records(elsewhere) == records(filled.app)
    store = elsewhere.extensions["store"]
    assert sorted(store.hashes()) == sorted(hashlib.sha256(content).hexdigest() for content in FILES)
    assert {store.read(sha256) for sha256 in store.hashes()} == set(FILES)


def test_what_was_frozen_is_frozen_in_the_restored_database_too(
    filled: World, elsewhere: Flask, tmp_path: Path
) -> None:
    run(filled.app, "backup", str(tmp_path / "backup.tar"))
    run(elsewhere, "restore", str(tmp_path / "backup.tar"))
    with elsewhere.app_context(), db.engine.begin() as connection, pytest.raises(IntegrityError, match="frozen"):
        connection.execute(text("UPDATE audit_entries SET title = 'x'"))


def test_work_goes_on_in_the_restored_database(filled: World, elsewhere: Flask, tmp_path: Path) -> None:
    run(filled.app, "backup", str(tmp_path / "backup.tar"))
    run(elsewhere, "restore", str(tmp_path / "backup.tar"))
    restored = World(elsewhere)
    with restored.writing():
        account = make_account("The Next", now=filled.now)
        db.session.flush()
        assert [entry.action for entry in history_of(account)] == ["account:open"]
    assert restored.visitor().open("/").status == 200


def test_what_another_has_begun_and_not_stored_is_in_no_backup(filled: World, elsewhere: Flask, tmp_path: Path) -> None:
    before = records(filled.app)
    with filled.reading():
        make_account("Half Done", now=filled.now)
        db.session.flush()
        # A connection of its own makes the backup, as another process would.
        status, _said = run(filled.app, "backup", str(tmp_path / "backup.tar"))
    assert status == 0
    run(elsewhere, "restore", str(tmp_path / "backup.tar"))
    assert records(elsewhere) == before


def test_a_backup_can_be_read_by_its_owner_alone_and_leaves_nothing_beside_it(filled: World, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    run(filled.app, "backup", str(folder / "backup.tar"))
    assert [file.name for file in folder.iterdir()] == ["backup.tar"]
    assert stat.S_IMODE((folder / "backup.tar").stat().st_mode) == 0o600


def test_the_commands_tell_in_json_what_they_did(filled: World, elsewhere: Flask, tmp_path: Path) -> None:
    made = json.loads(run(filled.app, "backup", str(tmp_path / "backup.tar"), "--json")[1])
    restored = json.loads(run(elsewhere, "restore", str(tmp_path / "backup.tar"), "--json")[1])
    assert made == restored
    assert (made["files"], made["made_at"]) == (3, "2011-06-20T07:00:00+00:00")


# Refused: while a backup is made


def test_a_backup_is_never_written_over_another(filled: World, tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar"
    backup.write_bytes(b"last week")
    status, said = run(filled.app, "backup", str(backup))
    assert (status, said) == (1, f"Error: {backup} exists already; a backup is never written over another.")
    assert backup.read_bytes() == b"last week"


def test_a_damaged_file_stops_the_backup_and_nothing_is_left_of_it(filled: World, tmp_path: Path) -> None:
    sha256 = hashlib.sha256(FILES[0]).hexdigest()
    stored = next((tmp_path / "files").rglob(sha256))
    os.chmod(stored, 0o600)
    stored.write_bytes(b"bit rot")
    folder = tmp_path / "backups"
    folder.mkdir()
    status, said = run(filled.app, "backup", str(folder / "backup.tar"))
    assert (status, len(said.splitlines()), sha256 in said) == (1, 1, True)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_one_line(filled: World, tmp_path: Path) -> None:
    status, said = run(filled.app, "backup", str(tmp_path / "nowhere/backup.tar"))
    assert (status, len(said.splitlines())) == (1, 1)


def test_an_empty_database_is_no_backup(elsewhere: Flask, tmp_path: Path) -> None:
    status, said = run(elsewhere, "backup", str(tmp_path / "backup.tar"))
    assert (status, said) == (1, "Error: The database is empty: there is nothing to back up.")
    assert not (tmp_path / "backup.tar").exists()


# Refused: while a backup is restored


@pytest.fixture
def backup(filled: World, tmp_path: Path) -> Path:
    """A good backup."""
    file = tmp_path / "backup.tar"
    assert run(filled.app, "backup", str(file))[0] == 0
    return file


@pytest.mark.parametrize("kept", [0, 1, 511, 512, 10_000, 0.5, 0.9, 0.999])
def test_half_a_backup_is_refused_wherever_it_breaks_off(backup: Path, elsewhere: Flask, kept: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(kept if kept >= 1 or kept == 0 else len(content.rstrip(b"\0")) * kept)])
    status, said = run(elsewhere, "restore", str(backup))
    assert (status, len(said.splitlines())) == (1, 1)
    assert is_empty(elsewhere)


def test_a_backup_with_one_other_byte_is_refused(backup: Path, elsewhere: Flask) -> None:
    content = bytearray(backup.read_bytes())
    content[content.index(FILES[0])] ^= 1
    backup.write_bytes(content)
    status, said = run(elsewhere, "restore", str(backup))
    assert (status, said.endswith("in the backup is damaged.")) == (1, True)
    assert is_empty(elsewhere)


def manifest(**other: Any) -> Callable[[dict[str, bytes]], None]:
    """Changes what the manifest says."""

    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **other}).encode()

    return change


CHANGES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no manifest": lambda members: members.pop("manifest.json"),
    "a manifest that is no JSON": lambda members: members.update({"manifest.json": b"{"}),
    "a manifest that is a list": lambda members: members.update({"manifest.json": b"[]"}),
    "a manifest of nothing": lambda members: members.update({"manifest.json": b"{}"}),
    "no parts": manifest(parts=[]),
    "parts that are none": manifest(parts=[1]),
    "a file more": lambda members: members.update({"files/../../evil": b"evil"}),
    "a file less": lambda members: members.pop(next(name for name in members if name.startswith("files/"))),
    "another form": manifest(format=2),
    "another kind of database": manifest(database="oracle"),
    "a newer release": manifest(revision="9999"),
    "a release that says nothing": manifest(revision=None),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_differs_from_its_list_of_contents_is_refused(
    backup: Path, elsewhere: Flask, change: Callable[[dict[str, bytes]], object]
) -> None:
    status, said = run(elsewhere, "restore", str(rewritten(backup, change)))
    assert (status, len(said.splitlines())) == (1, 1)
    assert is_empty(elsewhere)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00", b"\0" * 10_240], ids=repr)
def test_what_is_no_archive_is_refused(elsewhere: Flask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup.tar").write_bytes(content)
    status, said = run(elsewhere, "restore", str(tmp_path / "backup.tar"))
    assert (status, len(said.splitlines())) == (1, 1)


def test_a_file_that_is_not_there_is_told_in_one_line(elsewhere: Flask, tmp_path: Path) -> None:
    status, said = run(elsewhere, "restore", str(tmp_path / "nowhere.tar"))
    assert (status, len(said.splitlines())) == (1, 1)


def test_nothing_is_restored_over_records(filled: World, backup: Path) -> None:
    with filled.writing():
        make_account("Came Later", now=filled.now)
    before = records(filled.app)
    status, said = run(filled.app, "restore", str(backup))
    assert (status, said) == (1, "Error: The database is not empty: a backup is restored into an empty one only.")
    assert records(filled.app) == before


def test_a_refused_backup_does_not_stand_in_the_way_of_a_good_one(backup: Path, elsewhere: Flask) -> None:
    run(elsewhere, "restore", str(rewritten(backup, lambda members: members.pop("manifest.json"))))
    assert run(elsewhere, "restore", str(backup))[0] == 0
