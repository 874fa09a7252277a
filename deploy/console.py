"""What the person at the terminal sees: a line for each step with the seconds it took, and one line when it stops."""

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from deploy.layout import ROOT

LINES_SHOWN_OF_A_FAILURE = 30


class Stop(Exception):
    """The command cannot go on; the message ends with the line that tells whoever typed it why."""


class Progress:
    """The line of a step that is under way. A terminal sees it change; a log file gets it once."""

    def __init__(self, title: str, out: TextIO) -> None:
        self.title = title
        self.out = out
        self.is_terminal = out.isatty()
        self.started = time.monotonic()

    def begin(self) -> None:
        self.out.write(f"  {self.title} …")
        self.out.flush()

    def show(self, detail: str) -> None:
        """Put a detail behind the title for as long as the step lasts."""
        if self.is_terminal:
            self.out.write(f"\r\x1b[K  {self.title} … {detail[:60]}")
            self.out.flush()

    def end(self, outcome: str = "") -> None:
        seconds = f"{time.monotonic() - self.started:.1f} s"
        start = f"\r\x1b[K  {self.title} …" if self.is_terminal else ""
        self.out.write(f"{start} {f'{outcome}, ' if outcome else ''}{seconds}\n")
        self.out.flush()


@contextmanager
def step(title: str, out: TextIO | None = None) -> Iterator[Progress]:
    """Show that something is under way, and afterwards how many seconds it took."""
    progress = Progress(title, out or sys.stdout)
    progress.begin()
    try:
        yield progress
    except BaseException:
        progress.end("failed")
        raise
    progress.end()


def run_step(
    title: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    detail: Callable[[str], str | None] | None = None,
    lines_shown: int = LINES_SHOWN_OF_A_FAILURE,
) -> None:
    """Run a command as one step, its output kept back unless it fails.

    ``environment`` is added to this process's own. ``detail`` turns a line of the command's output into the detail
    shown behind the title, or into ``None`` for a line that says nothing to the reader.

    Raises Stop, after the last lines of the command's output, when the command fails.
    """
    last_lines: deque[str] = deque(maxlen=lines_shown)
    with step(title) as progress:
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Stop(f"{title} failed: {command[0]} cannot be started ({error.strerror}).") from error
        with process:
            for line in process.stdout or ():
                last_lines.append(line.rstrip())
                shown = detail(line.rstrip()) if detail else None
                if shown:
                    progress.show(shown)
        if process.returncode != 0:
            raise Stop(with_last_lines(f"{title} failed with status {process.returncode}", last_lines))


def with_last_lines(what_happened: str, last_lines: Iterable[str]) -> str:
    """A failure told in one line, below the last lines that the failed program printed."""
    shown = [f"    {line}" for line in last_lines]
    return "\n".join([*shown, f"{what_happened}; its last lines are above." if shown else f"{what_happened}."])
