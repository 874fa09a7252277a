"""`make run`: the demonstration, on a database, files and a secret of its own, never the operator's."""

import errno
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from deploy import setup, supervisor
from deploy.console import Stop, run_step, step
from deploy.layout import ROOT, VAR, flask, module

DEMO = VAR / "demo"
DEFAULT_PORT = "8000"
DEFAULT_MOMENT = "2012-05-14T09:00:00+02:00"
"""The morning on which the sample meeting is played up to; the real records reach past it."""


def run() -> None:
    """Set everything up, play the sample meeting, serve it, and print a sign-in link for each sample role.

    Raises Stop when the port or the moment is no good, when a step fails, or when the server or the worker ends.
    """
    port = chosen_port(os.environ.get("PORT") or DEFAULT_PORT)
    moment = chosen_moment(os.environ.get("NOW") or DEFAULT_MOMENT)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    print("Intersessional: getting the demonstration ready", flush=True)
    try:
        _run(port, moment)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)


def _run(port: int, moment: datetime) -> None:
    setup.prepare()
    DEMO.mkdir(parents=True, exist_ok=True)
    own = settings(port, moment, own_secret(DEMO / "secret"))
    run_step("Bringing the demonstration's database up to date", flask("db", "upgrade"), environment=own)
    run_step("Loading the reference records", flask("data", "load"), environment=own)
    run_step("Playing the sample meeting", flask("sample", "play"), environment=own, detail=lambda line: line)
    everything = {**os.environ, **own}
    commands = {"job worker": flask("jobs", "work"), "web server": web_server(port)}
    with supervisor.running(commands, everything, DEMO / "logs") as children:
        with step("Starting the server and the job worker"):
            supervisor.wait_until_answering(children, port, "/health")
        print(welcome(own["PUBLIC_URL"], moment, _sign_in_links(everything)), flush=True)
        supervisor.watch(children)


def chosen_port(text: str) -> int:
    """The port to serve on. Raises Stop when it is no port, or another program has it."""
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    with socket.socket() as probe:
        # As the server itself will do: a port that was served a moment ago is free again, one in use is not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "in use by another program" if error.errno == errno.EADDRINUSE else error.strerror
            raise Stop(f"Port {port} is {why}. Choose another: make run PORT={port % 65535 + 1}") from error
    return port


def chosen_moment(text: str) -> datetime:
    """The moment at which the demonstration's clock starts. Raises Stop when it is no moment with a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Stop(f"NOW must be a date and time with its zone, such as {DEFAULT_MOMENT}, not {text!r}.")
    return moment


def settings(port: int, moment: datetime, secret: str) -> dict[str, str]:
    """The demonstration's own settings; each stands above one that the operator may have set."""
    return {
        "DATABASE_URL": f"sqlite:///{DEMO / 'intersessional.db'}",
        "FILES_URL": f"file:{DEMO / 'files'}",
        "JOBS_URL": f"sqlite:{DEMO / 'jobs.db'}",
        "MAIL_URL": f"file:{DEMO / 'outbox'}",
        "SECRET_KEY": secret,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "CLOCK": moment.isoformat(),
        "PYTHONTZPATH": "",
        "FLASK_SKIP_DOTENV": "1",  # a file of the operator's settings has no say here either
    }


def own_secret(place: Path) -> str:
    """The secret kept in a file that its owner alone may read; made when there is none yet."""
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return place.read_text(encoding="ascii")


def web_server(port: int) -> list[str]:
    """The command line of the server; docs/operating.md runs the real one the same way."""
    return module(
        "granian", "--interface", "wsgi", "--factory", "run:create_app", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "16", "--working-dir", str(ROOT),
    )  # fmt: skip


def _sign_in_links(environment: Mapping[str, str]) -> list[dict[str, str]]:
    asked = subprocess.run(
        flask("sample", "links", "--json"), cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if asked.returncode != 0:
        print(asked.stderr, file=sys.stderr)
        raise Stop("The sign-in links could not be made; the reason is above.")
    links: list[dict[str, str]] = json.loads(asked.stdout)
    return links


def welcome(address: str, moment: datetime, links: list[dict[str, str]]) -> str:
    """What is printed once the site can be opened: its address, its date, and how to sign in as whom."""
    role_width = max((len(link["role"]) for link in links), default=0)
    name_width = max((len(link["name"]) for link in links), default=0)
    rows = [f"  {link['role']:<{role_width}}  {link['name']:<{name_width}}  {link['link']}" for link in links]
    return "\n".join(
        [
            "",
            f"Intersessional is ready: {address}/",
            f"Its clock starts at {moment:%Y-%m-%d %H:%M} ({moment:%Z}). Sample records are marked as samples.",
            "",
            "Sign in as",
            *rows,
            "",
            "Ctrl-C stops it. What server and worker write is in var/demo/logs.",
        ]
    )
