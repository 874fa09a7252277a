"""Starting, watching and stopping processes: real ones, of the smallest kind."""

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from deploy import supervisor
from deploy.console import Stop

PATIENT = [sys.executable, "-c", "import signal; signal.pause()"]
DEAF_WITH_A_WORKER = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
held_open = open(sys.argv[1], "w")
print("ready", flush=True)
signal.pause()
"""
FAILING = [sys.executable, "-c", "print('the table is missing'); raise SystemExit(3)"]


class Health(BaseHTTPRequestHandler):
    """Answers 503 the first time and 200 from then on, as a server does that is still warming up."""

    answers: Iterator[int]

    def do_GET(self) -> None:
        self.send_response(next(self.answers))
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Health.answers = iter([503, 200])
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_every_child_is_stopped_when_the_block_is_left_by_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        supervisor.running({"one": PATIENT, "two": PATIENT}, os.environ, tmp_path) as children,
    ):
        raise KeyboardInterrupt

    assert [child.process.poll() for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


@pytest.mark.parametrize("ending", supervisor.ENDING)
def test_a_second_signal_does_not_cut_the_ending_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    before = signal.signal(ending, signal.default_int_handler)
    try:
        with supervisor.running({"server": PATIENT, "worker": PATIENT}, os.environ, tmp_path) as children:
            end = children[0].process.terminate

            def end_while_told_again() -> None:
                signal.raise_signal(ending)
                end()

            monkeypatch.setattr(children[0].process, "terminate", end_while_told_again)
        assert signal.getsignal(ending) is signal.default_int_handler
    finally:
        signal.signal(ending, before)

    assert [child.process.poll() for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


def test_a_child_that_does_not_listen_is_ended_by_force_with_its_own_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_TO_STOP", 0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", DEAF_WITH_A_WORKER, str(pipe)]
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with supervisor.running({"deaf": command}, os.environ, tmp_path) as [child]:
        while child.log.read_text(encoding="utf-8").count("ready") < 2:
            child.must_live()

    # A pipe comes to its end once no process holds it open for writing any more.
    at_its_end, _, _ = select.select([reader], [], [], 10)
    os.close(reader)
    assert at_its_end == [reader]
    assert child.process.returncode == -signal.SIGKILL


def test_a_child_that_ends_is_named_with_its_last_words(tmp_path: Path) -> None:
    with (
        supervisor.running({"job worker": FAILING, "web server": PATIENT}, os.environ, tmp_path) as children,
        pytest.raises(Stop) as stopped,
    ):
        supervisor.watch(children)

    assert str(stopped.value).splitlines() == [
        "    the table is missing",
        "The job worker has ended with status 3; its last lines are above.",
    ]


def test_waiting_ends_with_the_first_good_answer(port: int) -> None:
    supervisor.wait_until_answering([], port, "/health")

    assert list(Health.answers) == []


def test_waiting_has_an_end_and_says_what_was_answered(port: int) -> None:
    Health.answers = iter([503] * 1000)

    with pytest.raises(Stop, match=rf"^http://127.0.0.1:{port}/health was not ready after 0.3 seconds: 503\.$"):
        supervisor.wait_until_answering([], port, "/health", seconds=0.3)
