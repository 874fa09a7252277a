"""`make lock`: the pinned and hashed requirements, worked out anew from pyproject.toml for every platform at once."""

import shutil

from deploy.console import Stop, run_step
from deploy.environment import BUILD_LOCK, DEVELOPMENT_LOCK, RUNTIME_LOCK
from deploy.layout import ROOT


def write_locks() -> None:
    """Write the lock files. Pins that still fit stay; to raise one, delete its line from each file first.

    Raises Stop when uv, which alone does this for every platform at once, is not there or finds no solution.
    """
    uv = shutil.which("uv")
    if not uv:
        raise Stop("make lock needs the program uv; pip install uv brings it.")
    compile_ = [
        uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--no-header",
    ]  # fmt: skip
    build, runtime, development = (str(lock.relative_to(ROOT)) for lock in (BUILD_LOCK, RUNTIME_LOCK, DEVELOPMENT_LOCK))
    run_step("Locking what builds packages", [*compile_, "--group", "build", "--output-file", build])
    run_step("Locking what the site needs", [*compile_, "pyproject.toml", "--output-file", runtime])
    run_step(
        "Locking what the tests need on top",
        [*compile_, "pyproject.toml", "--group", "dev", "--constraint", runtime, "--output-file", development],
    )
