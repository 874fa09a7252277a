"""A backup: the database as it was at one moment and every stored file, in one archive that proves itself.

The archive is a plain tar: `database.sqlite` or `database.dump`, then `files/<hash>` for each stored file, and last
`manifest.json`, which names every part with its SHA-256. What has no manifest is half a backup and is refused, and so
is what differs from it in one byte. The database is copied first: a row is stored after the file that it names, and no
file is ever deleted, so no row in the copy lacks its file.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.engine import URL

from foundation.database import db
from foundation.storage import MissingFile, Store

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 100_000_000
"""Bytes; a million files need 90 MB."""
PIECE = 1024 * 1024
DATABASE_FILES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}


class BackupRefused(Exception):
    """The backup cannot be made, or cannot be restored here. The text is one line that says why."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds: when and by which release it was made, and how much is in it."""

    made_at: str
    release: str
    database: str
    revision: str
    files: int
    bytes: int


@dataclass(frozen=True)
class _Part:
    name: str
    sha256: str
    size: int


def back_up(target: Path, *, now: datetime) -> Summary:
    """Write a backup into a new file, which appears whole or not at all. May be made while people work.

    Raises BackupRefused.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists already; a backup is never written over another.")
    if not inspect(db.engine).get_table_names():
        raise BackupRefused("The database is empty: there is nothing to back up.")
    store: Store = current_app.extensions["store"]
    try:
        with _appearing_whole(target) as out, tarfile.open(fileobj=out, mode="w") as archive:
            parts = [_add_database(archive), *(_add_file(archive, store, sha256) for sha256 in sorted(store.hashes()))]
            summary = Summary(
                made_at=now.isoformat(),
                release=current_app.extensions["release"],
                database=_backend(),
                revision=_revision(),
                files=len(parts) - 1,
                bytes=sum(part.size for part in parts),
            )
            said = {"format": FORMAT, **asdict(summary), "parts": [asdict(part) for part in parts]}
            _add(archive, MANIFEST, json.dumps(said, indent=1).encode())
    except OSError as error:
        raise BackupRefused(f"{target} could not be written: {error.strerror}.") from None
    return summary


def restore(source: Path) -> Summary:
    """Restore a backup into an empty database, having proved every byte of it first.

    Stored files are added first and the database appears last, whole: whatever goes wrong before leaves it empty, and
    the same backup can be restored again. Raises BackupRefused.
    """
    store: Store = current_app.extensions["store"]
    try:
        with tarfile.open(source, mode="r:") as archive:
            members = {member.name: member for member in archive if member.isfile()}
            summary, parts = _proved(archive, members)
            _require_fit(summary)
            for part in parts[1:]:
                store.put(_read(archive, members[part.name]))
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / "copy"
                _copy_out(archive, members[parts[0].name], copy)
                _put_database(copy)
    except tarfile.TarError:
        raise BackupRefused(f"{source} is no backup, or only a part of one.") from None
    except OSError as error:
        raise BackupRefused(f"{source} could not be restored: {error.strerror or type(error).__name__}.") from None
    return summary


@contextmanager
def _appearing_whole(target: Path) -> Iterator[Any]:
    """A file that takes the target's name once it is complete and on the disk; readable by its owner alone."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> _Part:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))
    return _Part(name, hashlib.sha256(content).hexdigest(), len(content))


def _add_file(archive: tarfile.TarFile, store: Store, sha256: str) -> _Part:
    try:
        part = _add(archive, f"files/{sha256}", store.read(sha256))
    except MissingFile:
        raise BackupRefused(f"The stored file {sha256} went away while it was copied.") from None
    if part.sha256 != sha256:
        raise BackupRefused(f"The stored file {sha256} is damaged: bring it back from an older backup first.")
    return part


def _add_database(archive: tarfile.TarFile) -> _Part:
    name = DATABASE_FILES[_backend()]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / name
        if _backend() == "sqlite":
            _copy_sqlite(copy)
        else:
            _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
        with copy.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        member = tarfile.TarInfo(name)
        member.size, member.mode = copy.stat().st_size, 0o600
        with copy.open("rb") as content:
            archive.addfile(member, content)
    return _Part(name, sha256, member.size)


def _copy_sqlite(copy: Path) -> None:
    """The database as it is at one moment, by SQLite's own means, which wait for nobody and hold nobody up."""
    with closing(sqlite3.connect(copy)) as target:
        with closing(db.engine.raw_connection()) as source:
            source.driver_connection.backup(target)  # type: ignore[union-attr]
        if target.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupRefused("The database is damaged, says SQLite: bring it back from an older backup.")


def _proved(archive: tarfile.TarFile, members: Mapping[str, tarfile.TarInfo]) -> tuple[Summary, list[_Part]]:
    """What the manifest says, once every part has been read and found to be what it says."""
    said = _manifest(archive, members)
    try:
        parts = [_Part(**part) for part in said.pop("parts")]
        if said.pop("format") != FORMAT:
            raise BackupRefused("The backup was made by a newer release, in a form that this one cannot read.")
        summary = Summary(**said)
    except (KeyError, TypeError, AttributeError):
        raise BackupRefused("The backup's list of contents is damaged.") from None
    if not isinstance(summary.revision, str):
        raise BackupRefused("The backup's list of contents is damaged.")
    names = [part.name for part in parts]
    expected = [DATABASE_FILES.get(summary.database), *(f"files/{part.sha256}" for part in parts[1:])]
    if names != expected or set(members) != {MANIFEST, *names}:
        raise BackupRefused("The backup does not hold what its list of contents says.")
    for part in parts:
        with closing(_opened(archive, members[part.name])) as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != part.sha256:
                raise BackupRefused(f"{part.name} in the backup is damaged.")
    return summary, parts


def _manifest(archive: tarfile.TarFile, members: Mapping[str, tarfile.TarInfo]) -> dict[str, Any]:
    member = members.get(MANIFEST)
    if member is None or member.size > LARGEST_MANIFEST:
        raise BackupRefused("The backup has no list of contents: it is not one of ours, or only a part of one.")
    try:
        said = json.loads(_read(archive, member))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise BackupRefused("The backup's list of contents is damaged.")
    return said


def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    return archive.extractfile(member)


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    with closing(_opened(archive, member)) as content:
        return bytes(content.read())


def _copy_out(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    with closing(_opened(archive, member)) as content, target.open("wb") as out:
        shutil.copyfileobj(content, out, PIECE)


def _require_fit(summary: Summary) -> None:
    """Refuse a backup of another kind of database or of a newer release, and a database that is not empty."""
    if summary.database != _backend():
        raise BackupRefused(
            f"The backup is of a {summary.database} database, and DATABASE_URL names a {_backend()} one."
        )
    script = ScriptDirectory(str(Path(current_app.root_path) / current_app.extensions["migrate"].directory))
    try:
        script.get_revision(summary.revision)
    except CommandError:
        raise BackupRefused(
            f"The backup was made by release {summary.release}, whose form of the database this one does not know."
        ) from None
    if inspect(db.engine).get_table_names():
        raise BackupRefused("The database is not empty: a backup is restored into an empty one only.")
    db.engine.dispose()


def _put_database(copy: Path) -> None:
    if _backend() == "postgresql":
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy))
        return
    target = Path(str(db.engine.url.database))
    for leftover in ("-wal", "-shm", "-journal"):
        # Of an earlier file of the same name; SQLite would take it for this one's latest changes.
        Path(f"{target}{leftover}").unlink(missing_ok=True)
    with _appearing_whole(target) as out, copy.open("rb") as content:
        shutil.copyfileobj(content, out, PIECE)


def _backend() -> str:
    return str(db.engine.url.get_backend_name())


def _revision() -> str:
    with db.engine.connect() as connection:
        return str(MigrationContext.configure(connection).get_current_revision())


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on our database. Raises BackupRefused with the last line that it printed."""
    url: URL = db.engine.url.set(drivername="postgresql")
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(f"{program} is not installed; it comes with PostgreSQL's client programs.")
    # The password is handed over in the environment, since everybody on the machine can read a command line.
    address = url.set(password=None).render_as_string()
    ended = subprocess.run(  # noqa: S603  the program's own path, and arguments that are ours
        [found, f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True, errors="replace"
    )
    if ended.returncode != 0:
        last = (ended.stderr.strip().splitlines() or ["it told no reason"])[-1]
        raise BackupRefused(f"{program} failed: {last}")
