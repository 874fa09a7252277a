"""The real server on a free port of the loopback address, started for a measurement and always ended by its own pid."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy import supervisor
from deploy.demo import web_server

SITE = "run:create_app"
HELLO = "tests.bench.hello:create_app"


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(factory: str, port: int, environment: Mapping[str, str], logs: Path, *, ready: str) -> Iterator[None]:
    """Serve an application with the settings of `make run`, from when `ready` answers until the block is left.

    Raises deploy.console.Stop when the server does not start.
    """
    command = [factory if part == SITE else part for part in web_server(port)]
    everything = {**os.environ, **environment, "PYTHONTZPATH": ""}
    with supervisor.running({factory.replace(":", "-"): command}, everything, logs) as children:
        supervisor.wait_until_answering(children, port, ready)
        yield


def settings(database: Path, files: Path, port: int, *, secret: str, moment: str) -> dict[str, str]:
    """The settings under which the generated records are served."""
    return {
        "DATABASE_URL": f"sqlite:///{database}",
        "FILES_URL": f"file:{files}",
        "JOBS_URL": f"sqlite:{database.parent / 'jobs.db'}",
        "MAIL_URL": f"file:{database.parent / 'outbox'}",
        "SECRET_KEY": secret,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "CLOCK": moment,
        "LOG_LEVEL": "error",
        "FLASK_SKIP_DOTENV": "1",
    }
