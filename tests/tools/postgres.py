"""A PostgreSQL server for the length of a test run, thrown away afterwards.

It is reached through a socket in a folder of its own and listens on no port. Each process that runs tests starts its
own, so that nothing has to be agreed between them; the server ends with the process that started it, even when that
process is killed.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

SUPERUSER = "postgres"
SECONDS_TO_START = 60

# Nothing here needs to survive a power cut, and a test machine has better use for its disk.
SERVER_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=60",
    "timezone=UTC",
)


class ServerMissing(Exception):
    """No PostgreSQL server is installed, or it did not start; the text says what it printed."""


def _programs() -> Path:
    """The folder with initdb and postgres; Debian keeps them off the path, one folder for each release."""
    releases = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    on_path = shutil.which("initdb")
    if not releases and not on_path:
        raise ServerMissing("PostgreSQL is not installed; `make test` installs it.")
    return releases[-1].parent if releases else Path(str(on_path)).resolve().parent


def _ends_with_us() -> list[str]:
    """What to put before the server's command line.

    The kernel tells the server when this process dies (SIGINT is PostgreSQL's fast shutdown). PostgreSQL refuses to
    run as root, so root hands it over to the user that its package made.
    """
    command = ["setpriv", "--pdeathsig", "INT"]
    return [*command, *_as_its_own_user()] if os.geteuid() == 0 else command


def _as_its_own_user() -> list[str]:
    return ["--reuid", SUPERUSER, "--regid", SUPERUSER, "--init-groups"]


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a server; yield the URL of its maintenance database; stop it and delete all that it wrote.

    Raises ServerMissing when there is no PostgreSQL or it does not start.
    """
    programs = _programs()
    # In memory where the machine offers that: every test gets a fresh copy of a database, thousands of small files.
    place = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True, dir=place) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SUPERUSER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _make_cluster(programs, folder)
        with _server(programs, folder):
            yield f"postgresql://{SUPERUSER}@/postgres?host={quote(name, safe='')}"


def _make_cluster(programs: Path, folder: Path) -> None:
    change_user = ["setpriv", *_as_its_own_user()] if os.geteuid() == 0 else []
    options = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
    made = subprocess.run(
        [*change_user, programs / "initdb", "--pgdata", folder / "data", *options],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if made.returncode != 0:
        raise ServerMissing(f"initdb failed: {made.stderr}")


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[None]:
    settings = [word for setting in SERVER_SETTINGS for word in ("-c", setting)]
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*_ends_with_us(), programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        _wait_until_ready(server, programs, folder, log)
        yield
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=SECONDS_TO_START)


def _wait_until_ready(server: subprocess.Popen[bytes], programs: Path, folder: Path, log: Path) -> None:
    asking = [str(programs / "pg_isready"), "--quiet", "--host", str(folder)]
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(asking).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerMissing(f"the server did not start: {log.read_text(errors='replace')}")
        time.sleep(0.05)


def new_database(cluster_url: str, name: str, template: str = "template1") -> str:
    """Make a database in the cluster, replacing one of the same name; answer its URL.

    ``name`` and ``template`` are identifiers: letters, digits and underscores. A template that was migrated once is
    copied much faster than migrations are run again; nobody may be connected to it meanwhile.
    """
    for identifier in (name, template):
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", identifier):
            raise ValueError(f"{identifier!r} is no plain identifier")
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return cluster_url.replace("@/postgres?", f"@/{name}?", 1)
