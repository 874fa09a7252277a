"""House rules that the import contracts of pyproject.toml cannot express, read from the source itself.

Each rule is a function from a file to what is wrong in it. It is run on every file, and on a small wrong one, so that
a rule which no longer bites is noticed too.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("foundation", "meetings", "agendas")

SELECTING = {
    "delete",
    "first_or_404",
    "func",
    "get_or_404",
    "insert",
    "one_or_404",
    "paginate",
    "select",
    "text",
    "update",
}
SELECTING_OF_SESSION = {"get", "get_one", "get_or_404", "query", "scalar", "scalars"}
HARMLESS_OF_SQLALCHEMY = {"sqlalchemy.exc", "sqlalchemy.orm.exc"}
COMMITTEE_WORDS = ("agenda", "attendance", "committee", "delegat", "meeting", "outcome", "programme", "rapporteur")
CLOCKS = {"now", "today", "utcnow", "time"}

Rule = Callable[[PurePosixPath, ast.Module], Iterator[str]]


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name of every import, wherever it stands; the name is empty for a plain ``import``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def chains(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Every dotted expression that starts with a name, such as ``("db", "session", "add")``."""
    for node in ast.walk(tree):
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if parts and isinstance(node, ast.Name):
            yield (node.id, *reversed(parts))


def identifiers(tree: ast.Module) -> Iterator[str]:
    """Every name that the file gives to or takes from something."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text that the file holds, but for docstrings, which may give an example from above."""
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node.value


@cache
def is_plain(module: str) -> bool:
    """The module is one of the standard library, or one of ours that imports, itself or by others, nothing else."""
    if module.partition(".")[0] in sys.stdlib_module_names:
        return True
    file = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return file.exists() and not list(imports_beyond_plain(ast.parse(file.read_text(encoding="utf-8"))))


def imports_beyond_plain(tree: ast.Module) -> Iterator[str]:
    for module, name in imported(tree):
        if not is_plain(module) and not is_plain(f"{module}.{name}"):
            yield f"imports {module}"


def rules_need_the_standard_library_alone(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """``rules.py`` can be read, tested and explained without knowing any framework. It may use what is as plain.

    So can what stands beside it and says the same of itself.
    """
    says_so = "standard library only" in " ".join((ast.get_docstring(tree) or "").lower().split())
    if path.name == "rules.py" or says_so:
        yield from imports_beyond_plain(tree)


def sql_stays_in_models_and_queries(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Every statement is found in ``queries.py``; constraints and defaults are found in ``models.py``."""
    if path.name in ("models.py", "queries.py") or str(path) == "foundation/database.py":
        return
    for chain in chains(tree):
        if chain[0] == "db" and chain[1] in SELECTING:
            yield ".".join(chain)
        if chain[:2] == ("db", "session") and len(chain) > 2 and chain[2] in SELECTING_OF_SESSION:
            yield ".".join(chain)
    for module, name in imported(tree):
        if module.startswith("sqlalchemy") and module not in HARMLESS_OF_SQLALCHEMY and name in SELECTING:
            yield f"imports {name} from {module}"


def one_place_commits(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Nothing is stored halfway: the one commit is in the foundation's database module."""
    if str(path) != "foundation/database.py":
        yield from (".".join(chain) for chain in chains(tree) if chain[-2:] == ("session", "commit"))


def actions_know_no_request(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """An action is the same deed from a page, a command and a job; ``now`` and the actor are handed in."""
    if path.name in ("actions.py", "setting.py", "queries.py", "models.py"):
        for module, name in imported(tree):
            if module == "flask" and name in {"g", "request", "session"}:
                yield f"imports {name} from flask"


def one_clock(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Time is asked of the foundation's clock alone, so that a test and the demonstration can set it."""
    if str(path) != "foundation/clock.py":
        for chain in chains(tree):
            if chain[-2] in ("datetime", "date", "time") and chain[-1] in CLOCKS:
                yield ".".join(chain)


def the_foundation_knows_no_committee_word(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """What needs a word of the glossary belongs to the floor that has that word."""
    if path.parts[0] == "foundation":
        for name in identifiers(tree):
            if any(word in name.lower() for word in COMMITTEE_WORDS):
                yield f"the name {name}"
        for text in texts(tree):
            if any(word in text.lower() for word in COMMITTEE_WORDS):
                yield f"the words {text!r}"


def nothing_reaches_for_the_roof(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """``run.py`` joins the floors; none of them knows it."""
    if path.parts[0] in FLOORS:
        yield from (f"imports {module}" for module, _ in imported(tree) if module == "run")


def set_up_needs_no_package(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """The commands start before anything is installed. Making the fonts is no part of the set-up."""
    if path.parts[0] == "deploy" and path.name != "fonts.py":
        for module, _ in imported(tree):
            if module.partition(".")[0] not in {*sys.stdlib_module_names, "deploy"}:
                yield f"imports {module}"


WRONG: dict[Rule, tuple[str, str]] = {
    rules_need_the_standard_library_alone: ("meetings/sessions/rules.py", "from flask import g"),
    sql_stays_in_models_and_queries: ("meetings/sessions/views.py", "db.session.scalars(x)"),
    one_place_commits: ("meetings/sessions/actions.py", "db.session.commit()"),
    actions_know_no_request: ("meetings/sessions/actions.py", "def f():\n    from flask import request"),
    one_clock: ("meetings/sessions/actions.py", "import datetime\nx = datetime.datetime.now(datetime.UTC)"),
    the_foundation_knows_no_committee_word: ("foundation/audit/models.py", "committee_id = 1"),
    nothing_reaches_for_the_roof: ("agendas/papers/jobs.py", "from run import create_app"),
    set_up_needs_no_package: ("deploy/setup.py", "import requests"),
}


def source_files() -> list[Path]:
    folders = [*FLOORS, "deploy"]
    return [ROOT / "run.py", *(file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))]


@pytest.mark.parametrize("rule", WRONG, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    broken = []
    for file in source_files():
        path = PurePosixPath(file.relative_to(ROOT).as_posix())
        tree = ast.parse(file.read_text(encoding="utf-8"))
        broken += [f"{path}: {what}" for what in rule(path, tree)]

    assert broken == []


@pytest.mark.parametrize(("rule", "wrong"), WRONG.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_the_rule_finds_a_wrong_file(rule: Rule, wrong: tuple[str, str]) -> None:
    path, source = wrong

    assert list(rule(PurePosixPath(path), ast.parse(source))) != []
