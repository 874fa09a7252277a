"""Every refusal and every deed can be told in words, and the words get all the facts that they name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from flask import Flask

from foundation import wording
from foundation.database import Base
from foundation.rules import EditConflict, Refused
from foundation.web import Form
from meetings.delegations import rules as delegations
from tests.conventions.packages import modules, subclasses, tree_of, value_of
from tests.world import make_application

DEED = re.compile(r"[a-z]+(?:_[a-z]+)*:[a-z]+(?:_[a-z]+)*")
PLACE = re.compile(r"%\((\w+)\)")

TOLD_OTHERWISE = {
    EditConflict,  # by the page itself, with both versions beside each other
    delegations.NoName,  # to nobody: only a mistake of ours asks for a name on a day that has none
    delegations.UnknownLanguage,  # to nobody: only a mistake of ours asks for a name in a seventh language
}


@pytest.fixture(scope="module", autouse=True)
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, whose floors have registered their words."""
    folder = tmp_path_factory.mktemp("words")
    app = make_application(f"sqlite:///{folder / 'unused.db'}", folder)
    with app.app_context():
        yield app


@cache
def told_to_the_operator() -> frozenset[object]:
    """Kinds that reading a reference table catches, and tells with file, line and column."""
    return frozenset(
        value_of(name, one)
        for name in modules()
        if name.rpartition(".")[2] == "reference"
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.ExceptHandler) and node.type is not None
        for one in (node.type.elts if isinstance(node.type, ast.Tuple) else [node.type])
    )


def refusals() -> list[type[Refused]]:
    """Every kind of refusal that somebody may read. One that others are kinds of is never made itself."""
    return sorted(
        (kind for kind in set(subclasses(Refused)) if _is_told(kind) and not kind.__subclasses__()),
        key=lambda kind: f"{kind.__module__}.{kind.__name__}",
    )


def _is_told(kind: object) -> bool:
    is_refusal = isinstance(kind, type) and issubclass(kind, Refused)
    return is_refusal and kind not in TOLD_OTHERWISE and kind not in told_to_the_operator()


def worded_as(kind: type[Refused]) -> type[Refused] | None:
    """The kind under which a refusal has its words."""
    return next((one for one in kind.__mro__ if one in wording.worded_refusals()), None)


def places(sentence: object) -> set[str]:
    """The facts that a sentence names."""
    return set(PLACE.findall(str(sentence)))


def test_every_refusal_has_words() -> None:
    assert [f"{kind.__module__}.{kind.__name__}" for kind in refusals() if worded_as(kind) is None] == []


def raised() -> Iterator[tuple[str, Any, set[str]]]:
    """Each place in which a refusal is made: where, which kind, and the facts that it is given."""
    for name in modules():
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.Call):
                kind = value_of(name, node.func)
                if _is_told(kind) and not any(keyword.arg is None for keyword in node.keywords):
                    yield f"{name}:{node.lineno}", kind, {str(keyword.arg) for keyword in node.keywords}
            elif isinstance(node, ast.Raise) and node.exc is not None and not isinstance(node.exc, ast.Call):
                kind = value_of(name, node.exc)
                if _is_told(kind):
                    yield f"{name}:{node.lineno}", kind, set()


def test_every_refusal_is_given_the_facts_that_its_sentence_names() -> None:
    found = list(raised())
    lacking = [
        f"{where}: {kind.__name__} lacks {sorted(missing)}"
        for where, kind, facts in found
        if (missing := places(wording._refusals[worded_as(kind) or kind]) - facts)
    ]
    assert len(found) > 50
    assert lacking == []


def deeds_in_the_code() -> dict[str, list[str]]:
    """Every string in a module of actions that reads as the name of a deed, with the places where it stands."""
    found: dict[str, list[str]] = {}
    for name in modules():
        if name.rpartition(".")[2] in ("actions", "setting"):
            for node in ast.walk(tree_of(name)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and DEED.fullmatch(node.value):
                    found.setdefault(node.value, []).append(f"{name}:{node.lineno}")
    return found


def test_every_deed_in_the_code_has_words_and_no_words_are_left_over() -> None:
    assert set(deeds_in_the_code()) == wording.worded_deeds()


def test_what_everybody_reads_names_no_person() -> None:
    assert [
        action for action in wording.publicly_worded_deeds() if "actor" in places(wording._public_deeds[action])
    ] == []


def test_what_everybody_reads_has_a_sentence_for_the_history_too() -> None:
    assert wording.publicly_worded_deeds() - wording.worded_deeds() == set()


def calls_that_record() -> Iterator[tuple[str, set[str], set[str], bool]]:
    """Each call of `audit.record` that names its deed: where, which deeds, which facts, and whether it is public."""
    for name in modules():
        for node in ast.walk(tree_of(name)):
            if not (isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == "audit.record"):
                continue
            actions = {str(one.value) for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
            keywords = {keyword.arg for keyword in node.keywords}
            if actions and None not in keywords:
                public = any(k.arg == "public" and ast.unparse(k.value) != "False" for k in node.keywords)
                yield f"{name}:{node.lineno}", actions, {str(word) for word in keywords}, public


def test_every_deed_is_given_the_facts_that_its_sentences_name() -> None:
    lacking = []
    for where, actions, facts, public in calls_that_record():
        for action in sorted(actions):
            named = places(wording._deeds[action])
            if public:
                assert action in wording.publicly_worded_deeds(), f"{where}: {action} has no words for everybody"
                named |= places(wording._public_deeds[action])
            if missing := named - facts:
                lacking.append(f"{where}: {action} lacks {sorted(missing)}")
    assert lacking == []


def test_every_constraint_that_a_form_words_is_one_of_the_database() -> None:
    """PostgreSQL tells a constraint by its name, SQLite by its table and first column."""
    known = {str(constraint.name) for table in Base.metadata.tables.values() for constraint in table.constraints}
    known |= {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes}
    known |= {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    worded = {(form.__name__, name) for form in subclasses(Form) for name in form.taken}
    assert {(form, name) for form, name in worded if not any(one.startswith(name) for one in known)} == set()


def test_every_refusal_that_a_form_places_stands_beside_a_field_that_it_has() -> None:
    wrong = [
        f"{form.__name__}: {kind.__name__} beside {field}"
        for form in subclasses(Form)
        for kind, field in vars(form).get("beside", {}).items()
        if not any(hasattr(one, field) for one in (form, *form.__subclasses__()))
    ]
    assert wrong == []
