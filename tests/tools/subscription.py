"""A subscription as a person has one: vdirsyncer fetches a calendar into a folder, and khal shows what is in it.

Both are started as programs of their own, with a home, settings and state below one folder, and told nothing of the
machine: what khal lists depends on the calendar alone. vdirsyncer asks the address that it is given and no other.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path

FIELDS = ("start", "end", "status", "title", "location", "description")
SEPARATOR = "\x1f"
"""No title holds it: it is a control character, which no calendar of ours lets through."""

VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"

[pair subscription]
a = "kept"
b = "fetched"
collections = null
conflict_resolution = "b wins"

[storage kept]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"

[storage fetched]
type = "http"
url = "{address}"
read_only = true
"""
KHAL = """\
[calendars]
[[subscription]]
path = {folder}/calendar
type = calendar
readonly = True

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}

[sqlite]
path = {database}
"""


class ProgramFailed(Exception):
    """vdirsyncer or khal ended with an error; the text is its own."""


@dataclass(frozen=True, order=True)
class Shown:
    """An entry as khal shows it: wall times in the subscriber's zone ("2011-06-24 10:00"), or days."""

    start: str
    end: str
    status: str
    title: str
    location: str
    description: str


class Subscription:
    """A calendar that somebody subscribed to. `folder` is theirs alone; `zone` is where their clocks hang."""

    def __init__(self, address: str, folder: Path, zone: str = "Europe/Zurich") -> None:
        self.folder, self.zone = folder, zone
        self._listings = count()
        for name in ("home", "calendar", "status"):
            (folder / name).mkdir(parents=True)
        (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, address=address), encoding="utf-8")
        self._run("vdirsyncer", "-c", str(folder / "vdirsyncer.conf"), "discover")

    def fetch(self) -> None:
        """Look at the address now, as the program does by itself every so often. Raises ProgramFailed."""
        # What has left the calendar leaves the folder too, even if nothing else is in it.
        self._run("vdirsyncer", "-c", str(self.folder / "vdirsyncer.conf"), "sync", "--force-delete")

    def shown(self, first: str, days: int) -> list[Shown]:
        """What khal shows of so many days from a first one ("2011-06-20"). Raises ProgramFailed."""
        # khal keeps what it read, and finds changed files by times that may be the same within one test.
        number = next(self._listings)
        settings = self.folder / f"khal-{number}.conf"
        database = self.folder / f"khal-{number}.db"
        settings.write_text(KHAL.format(folder=self.folder, zone=self.zone, database=database), encoding="utf-8")
        pattern = SEPARATOR.join(f"{{{field}}}" for field in FIELDS) + SEPARATOR + "end of entry"
        told = self._run(
            "khal", "-c", str(settings), "list", "--format", pattern, "--day-format", "", first, f"{days}d"
        )
        entries = [entry.strip() for entry in told.split(SEPARATOR + "end of entry") if entry.strip()]
        return sorted(Shown(*(part.strip() for part in entry.split(SEPARATOR))) for entry in entries)

    def _run(self, program: str, *arguments: str) -> str:
        environment = {"HOME": str(self.folder / "home"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
        run = subprocess.run(
            [sys.executable, "-m", program, *arguments], capture_output=True, env=environment, stdin=subprocess.DEVNULL
        )
        if run.returncode != 0:
            raise ProgramFailed(f"{program}: {run.stderr.decode('utf-8', 'replace')}")
        return run.stdout.decode("utf-8")
