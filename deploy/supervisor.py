"""Starting a few long-running processes together, watching them, and stopping all of them by their own pid."""

import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.console import LINES_SHOWN_OF_A_FAILURE, Stop, with_last_lines
from deploy.layout import ROOT

SECONDS_TO_STOP = 10
SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 0.2

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks a process to end."""

PR_SET_PDEATHSIG = 1
"""Linux's number for "send me this signal when my parent dies", from its header sys/prctl.h."""


@dataclass(frozen=True)
class Child:
    """One process under watch, with the file that takes what it prints."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def must_live(self) -> None:
        """Raises Stop, with the last lines it printed, when the process has ended."""
        status = self.process.poll()
        if status is None:
            return
        tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_SHOWN_OF_A_FAILURE:]
        raise Stop(with_last_lines(f"The {self.name} has ended with status {status}", tail))


@contextmanager
def running(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], logs: Path) -> Iterator[list[Child]]:
    """Start the named commands; stop every one of them when the block is left, however it is left.

    The children have process groups of their own, so that Ctrl-C reaches this process alone: granian hangs when it is
    told to stop by the terminal and by us at the same time.
    """
    logs.mkdir(parents=True, exist_ok=True)
    children: list[Child] = []
    try:
        for name, command in commands.items():
            log = logs / f"{name.replace(' ', '-')}.log"
            with log.open("wb") as out:
                process = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    process_group=0,
                    preexec_fn=_end_with_parent if sys.platform == "linux" else None,
                )
            children.append(Child(name, process, log))
        yield children
    finally:
        _stop(children)


def _end_with_parent() -> None:
    """Runs in the child before its program: even when this process is killed outright, the child is told to stop."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(children: Sequence[Child]) -> None:
    """Ask each child to end, wait, and end by force what has not listened.

    A second signal does not cut this short: who is ended together with `make` is told by both.
    """
    before = {one: signal.signal(one, signal.SIG_IGN) for one in ENDING}
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        try:
            child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # The whole group, which we made: granian told to stop while a worker still starts forgets that worker.
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
    for one, handler in before.items():
        signal.signal(one, handler)


def wait_until_answering(children: Sequence[Child], port: int, path: str, seconds: float = SECONDS_TO_START) -> None:
    """Return once the loopback address answers 200 on this port and path.

    Raises Stop when a child ends first, or when nothing good is answered within so many seconds.
    """
    deadline = time.monotonic() + seconds
    answer = "no answer"
    while time.monotonic() < deadline:
        for child in children:
            child.must_live()
        answer = _ask(port, path)
        if answer == "200":
            return
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise Stop(f"http://127.0.0.1:{port}{path} was not ready after {seconds:g} seconds: {answer}.")


def _ask(port: int, path: str) -> str:
    # http.client rather than urllib: a proxy set in the environment has no say on the loopback address.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return f"no answer ({error})"
    finally:
        connection.close()


def watch(children: Sequence[Child]) -> None:
    """Return never; raises Stop when a child ends, and lets through what a signal raises."""
    while True:
        for child in children:
            child.must_live()
        time.sleep(SECONDS_BETWEEN_LOOKS)
