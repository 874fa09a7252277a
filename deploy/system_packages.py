"""System libraries and programs: what is missing, and getting it through apt where that is allowed."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.console import Stop, run_step

TRIES = 3
SECONDS_BETWEEN_TRIES = 5


@dataclass(frozen=True)
class Need:
    """Something that Python packages cannot bring along."""

    what: str
    package: str
    """Debian's and Ubuntu's name for it."""
    is_met: Callable[[], bool]


def _loads(library: str) -> Callable[[], bool]:
    def is_met() -> bool:
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    return is_met


def _on_path(*programs: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(program) for program in programs)


def _found(*patterns: str) -> Callable[[], bool]:
    """Each pattern, from the root of the file system, matches at least one file."""
    return lambda: all(any(Path("/").glob(pattern)) for pattern in patterns)


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


FOR_MAKING_THE_ENVIRONMENT = (Need("Python's own installer", f"python3.{sys.version_info.minor}-venv", _has_ensurepip),)

FOR_RUNNING = (
    Need("Pango, which sets the PDFs' lines", "libpangoft2-1.0-0", _loads("libpangoft2-1.0.so.0")),
    Need("HarfBuzz, which cuts the PDFs' fonts", "libharfbuzz-subset0", _loads("libharfbuzz-subset.so.0")),
)

FOR_TESTING = (
    Need("Chromium", "chromium", _on_path("chromium", "chromium-browser", "google-chrome")),
    Need("what Playwright's driver is linked with", "libatomic1", _loads("libatomic.so.1")),
    Need("Poppler's tools", "poppler-utils", _on_path("pdftotext")),
    Need("Java", "default-jre-headless", _on_path("java")),
    Need("Java's XML binding", "libjaxb-java", _found("usr/share/java/jaxb-runtime.jar")),
    Need("Node.js", "nodejs", _on_path("node")),
    Need("libical", "gir1.2-ical-3.0", _found("usr/lib/*/girepository-1.0/ICalGLib-3.0.typelib")),
    Need("PyGObject", "python3-gi", _found("usr/bin/python3", "usr/lib/python3/dist-packages/gi/__init__.py")),
    Need("PostgreSQL", "postgresql", _found("usr/lib/postgresql/*/bin/initdb")),
)


def provide(needs: Sequence[Need]) -> None:
    """Install what is missing, or stop with the one line to type.

    Raises Stop when something is missing and apt is absent, may not be used, or does not bring it.
    """
    missing = [need for need in needs if not need.is_met()]
    if not missing:
        return
    packages = [need.package for need in missing]
    line_to_type = f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    prefix = _permission_prefix()
    if not shutil.which("apt-get"):
        names = ", ".join(need.what for need in missing)
        raise Stop(f"Please install first: {names}. On Debian and Ubuntu: {line_to_type}")
    if prefix is None:
        raise Stop(f"Please type this line, then try again: {line_to_type}")
    _install(packages, prefix, line_to_type)
    lacking = [need.package for need in missing if not need.is_met()]
    if lacking:
        raise Stop(f"Installed, but still not found: {' '.join(lacking)}. Please look into it: {line_to_type}")


def _permission_prefix() -> list[str] | None:
    """What to put before a command that root must run; None when this user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def _install(packages: Sequence[str], prefix: Sequence[str], line_to_type: str) -> None:
    """Fetch the lists and install. A mirror that does not answer at once is asked again a few times."""
    with tempfile.TemporaryDirectory(prefix="intersessional-") as settings:
        # Debian's PostgreSQL package makes a cluster and starts it as a service. The tests bring their own throw-away
        # cluster, so the package is told, for the length of this installation, to leave its own switched off.
        Path(settings, "createcluster.conf").write_text("start_conf = 'disabled'\n", encoding="utf-8")
        Path(settings).chmod(0o755)
        environment = ["env", "DEBIAN_FRONTEND=noninteractive", f"PGSYSCONFDIR={settings}"]
        apt = [*prefix, *environment, "apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
        for tries_left in reversed(range(TRIES)):
            try:
                run_step("Fetching the lists of system packages", [*apt, "update"])
                run_step(
                    f"Installing system packages: {' '.join(packages)}",
                    [*apt, "install", "-y", "--no-install-recommends", *packages],
                    detail=_detail,
                )
            except Stop as stop:
                if not tries_left:
                    raise Stop(f"apt could not install what is missing. Please type: {line_to_type}") from stop
                time.sleep(SECONDS_BETWEEN_TRIES)
            else:
                return


def _detail(line: str) -> str | None:
    return line if line.startswith(("Get:", "Unpacking", "Setting up")) else None
