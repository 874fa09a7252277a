"""The program's own modules, imported and read, for tests that look at all of them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")

FLOORS = ("foundation", "meetings", "agendas")


@cache
def modules() -> dict[str, ModuleType]:
    """Every module of the three floors by its name, imported."""
    found = {}
    for floor in FLOORS:
        package = importlib.import_module(floor)
        for one in pkgutil.walk_packages(package.__path__, f"{floor}."):
            found[one.name] = importlib.import_module(one.name)
    return found


@cache
def tree_of(name: str) -> ast.Module:
    """The source of a module as a tree."""
    file = modules()[name].__file__
    assert file is not None
    with open(file, encoding="utf-8") as source:
        return ast.parse(source.read())


def subclasses(kind: type[Kind]) -> Iterator[type[Kind]]:
    """Every subclass of a class, at any depth, that one of the modules defines."""
    modules()
    for one in kind.__subclasses__():
        if one.__module__.partition(".")[0] in FLOORS:
            yield one
        yield from subclasses(one)


def value_of(name: str, node: ast.expr) -> object | None:
    """What a plain name or a dotted one stands for in a module, as far as the module itself says so."""
    match node:
        case ast.Name(id=word):
            return getattr(modules()[name], word, None)
        case ast.Attribute(value=before, attr=word):
            owner = value_of(name, before)
            return getattr(owner, word, None) if isinstance(owner, ModuleType | type) else None
    return None
