"""Where things are in a clone, and how a program of the virtual environment is started."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The clone's top folder."""

VENV = ROOT / ".venv"
"""The virtual environment that `make setup` makes and keeps up to date."""

PYTHON = VENV / "bin" / "python"
"""The Python of the virtual environment."""

VAR = ROOT / "var"
"""What the commands write beside the virtual environment; never committed, safe to delete."""


def module(name: str, *arguments: str) -> list[str]:
    """The command line that runs an installed module.

    Modules rather than the scripts in ``.venv/bin``: those carry the folder's full path in their first line and break
    when the clone is moved.
    """
    return [str(PYTHON), "-m", name, *arguments]


def flask(*arguments: str) -> list[str]:
    """The command line of one of the application's own commands."""
    return module("flask", "--app", "run", *arguments)
