"""From `make run` on a fresh clone to the first page, on the clock: with the package downloads and without them."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.layout import ROOT
from tests.bench.server import free_port

LONGEST_SECONDS = 900
SECONDS_TO_STOP = 60
NOT_HANDED_ON = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")


class NeverReady(Exception):
    """`make run` ended, or took too long, before the first page; the text has its last lines."""


@dataclass(frozen=True)
class SetUp:
    """Seconds to the first page: with packages from the registry, with packages from a folder, and when run again."""

    downloading: float
    from_a_folder: float
    again: float


def seconds_to_the_first_page(folder: Path) -> SetUp:
    """Clone what is committed, twice, and run the demonstration of each. Raises NeverReady.

    The first clone downloads into an empty cache, from which a folder of packages is then made for the second. The
    system libraries that printing needs are there already.
    """
    packages = folder / "packages"
    first, second = _clone(folder / "first"), _clone(folder / "second")
    downloading = _run(first, {"PIP_CACHE_DIR": str(folder / "cache")})
    _keep_packages(first, packages, folder / "cache")
    own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(packages), "PIP_CACHE_DIR": str(folder / "other cache")}
    from_a_folder = _run(second, own)
    return SetUp(downloading, from_a_folder, _run(second, own))


def _clone(target: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(target)], check=True)
    return target


def _keep_packages(clone: Path, packages: Path, cache: Path) -> None:
    """Put the very files that were installed into a folder; they come out of the cache."""
    pip = [str(clone / ".venv/bin/python"), "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    for lock in ("requirements-build.txt", "requirements.txt"):
        options = ["--no-deps", "--no-build-isolation", "--require-hashes", "--dest", str(packages)]
        binary = ["--only-binary", ":all:", "--no-binary", "flask-principal"]
        command = [*pip, *options, *binary, "--requirement", str(clone / "deploy" / lock)]
        subprocess.run(command, check=True, env={**os.environ, "PIP_CACHE_DIR": str(cache)})


def _run(clone: Path, settings: Mapping[str, str]) -> float:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    log = clone.parent / f"{clone.name}.log"
    started = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env={**environment, **settings, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            process_group=0,
        )
        try:
            while not _answers(port):
                if process.poll() is not None or time.monotonic() - started > LONGEST_SECONDS:
                    raise NeverReady("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]))
                time.sleep(0.1)
            return time.monotonic() - started
        finally:
            _stop(process)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the group of processes that was made for it: `make`, and the script that ends server and worker itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
