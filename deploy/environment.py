"""The virtual environment and the packages in it, exactly those of the locks.

A stamp in the environment says which lock was installed last, so that a second run has nothing to do.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from deploy import system_packages
from deploy.console import run_step
from deploy.layout import PYTHON, ROOT, VENV, module

BUILD_LOCK = ROOT / "deploy" / "requirements-build.txt"
RUNTIME_LOCK = ROOT / "deploy" / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "deploy" / "requirements-dev.txt"
"""Holds every line of the runtime lock too, so it is installed instead of it, not after it."""


def make(*, for_tests: bool) -> None:
    """Make the environment or bring it up to date with the lock; quick when it is.

    Raises Stop when Python's installer is missing and may not be installed, or when a package cannot be.
    """
    if not _environment_works():
        system_packages.provide(system_packages.FOR_MAKING_THE_ENVIRONMENT)
        run_step("Making the virtual environment", [sys.executable, "-m", "venv", "--clear", str(VENV)])
    wanted = (DEVELOPMENT_LOCK,) if for_tests else (DEVELOPMENT_LOCK, RUNTIME_LOCK)
    if any(_installed(lock) == fingerprint(lock) for lock in wanted):
        return
    _install(wanted[-1])


def fingerprint(lock: Path) -> str:
    """What must stay the same for an installation to be still good: the lock, the environment's Python, its folder."""
    made_by = (VENV / "pyvenv.cfg").read_bytes()
    return hashlib.sha256(lock.read_bytes() + made_by + bytes(VENV)).hexdigest()


def _stamp(lock: Path) -> Path:
    return VENV / f"installed-{lock.stem}.sha256"


def _installed(lock: Path) -> str | None:
    stamp = _stamp(lock)
    return stamp.read_text(encoding="ascii") if stamp.exists() else None


def _environment_works() -> bool:
    """False for none, for one whose Python was removed, and for one whose Python was replaced by another release."""
    try:
        asked = subprocess.run(
            [PYTHON, "-I", "-c", "import pip, sys; print(sys.prefix)"], capture_output=True, text=True
        )
    except OSError:
        return False
    return asked.returncode == 0 and Path(asked.stdout.strip()) == VENV


def _install(lock: Path) -> None:
    total = lock.read_text(encoding="utf-8").count("==")
    collected = 0

    def detail(line: str) -> str | None:
        nonlocal collected
        if line.startswith(("Collecting ", "Processing ")):
            collected += 1
            return f"{collected} of {total}"
        return "writing to disk" if line.startswith("Installing collected packages") else None

    run_step("Installing what builds packages", _pip_install(BUILD_LOCK))
    run_step(f"Installing {total} Python packages", _pip_install(lock), detail=detail)
    _stamp(lock).write_text(fingerprint(lock), encoding="ascii")


def _pip_install(lock: Path) -> list[str]:
    # The locks are complete and hashed: nothing is looked up beside them, not even to build the one package that comes
    # as source (pure Python, no compiler). Where packages come from is left to the user's own pip configuration.
    return module(
        "pip", "install", "--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517",
        "--only-binary", ":all:", "--no-binary", "flask-principal", "--requirement", str(lock),
        "--no-input", "--progress-bar", "off", "--disable-pip-version-check", "--no-warn-script-location",
    )  # fmt: skip
