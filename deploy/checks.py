"""`make check`, `make test`, `make bench` and `make format`: the tools, each run as the environment's own module."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from deploy import setup, vendor
from deploy.console import Stop, run_step, step
from deploy.layout import PYTHON, ROOT, module

PINNED_ZONES: Mapping[str, str] = {"PYTHONTZPATH": ""}
"""The time zones of the pinned package, not the machine's, as everywhere else."""

SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""Tests of one file stay together, so that what they share is set up once."""

LINES_SHOWN_OF_A_CHECK = 500

WIDE: Mapping[str, str] = {"COLUMNS": "160"}
"""The names of the import contracts are sentences, which read best on one line each."""

TESTS_FOLLOW = "TESTS_FOLLOW"
"""The setting by which `.ci/run` says that every test is run next, so that the fast ones need not be run twice."""

FAST = "not browser and not pages and not postgres and not slow"


def check() -> None:
    """Lint, types, import contracts, vendored files and the fast tests. Goes on after a failure, to name them all.

    Where TESTS_FOLLOW is set the fast tests are left to `make test`.

    Raises Stop when any of them failed.
    """
    setup.prepare(for_tests=True)
    failed = []
    for title, command in (
        ("Lint", module("ruff", "check", "--quiet")),
        ("Layout of the Python files", module("ruff", "format", "--check", "--quiet", "--diff")),
        ("Types", module("mypy")),
        ("Import contracts", [str(PYTHON), "-c", "from importlinter.cli import lint_imports_command as main; main()"]),
    ):
        try:
            run_step(title, command, environment=WIDE, lines_shown=LINES_SHOWN_OF_A_CHECK)
        except Stop as stop:
            print(stop, file=sys.stderr)
            failed.append(title)
    try:
        with step("Vendored files"):
            vendor.compare()
    except Stop as stop:
        print(stop, file=sys.stderr)
        failed.append("Vendored files")
    if os.environ.get(TESTS_FOLLOW) != "1" and _stream(_pytest("-q", "-m", FAST)) != 0:
        failed.append("Fast tests")
    if failed:
        raise Stop(f"Not good yet: {', '.join(failed)}.")


def run_every_test() -> None:
    """Everything, with nothing installed by hand. Raises Stop when a test failed."""
    setup.prepare(for_tests=True, with_test_programs=True)
    if _stream(_pytest()) != 0:
        raise Stop("Tests failed; pytest's own account is above.")


def bench() -> None:
    """The measurements. Raises Stop when they could not be made."""
    setup.prepare(for_tests=True, with_test_programs=True)
    if _stream(module("tests.bench")) != 0:
        raise Stop("The measurements did not end well; the reason is above.")


def lay_out() -> None:
    """Rewrite the Python files as `make check` wants them. Raises Stop when one of them is no Python."""
    setup.prepare(for_tests=True)
    run_step("Sorting imports and mending what lint can mend", module("ruff", "check", "--fix-only", "--quiet"))
    run_step("Laying out the Python files", module("ruff", "format", "--quiet"))


def _pytest(*arguments: str) -> list[str]:
    return module("pytest", *SIDE_BY_SIDE, "-p", "tests.tools.no_skips", *arguments)


def _stream(command: Sequence[str]) -> int:
    """Run a command that speaks for itself; answer its exit status."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **PINNED_ZONES}).returncode
