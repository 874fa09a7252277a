"""The commands: files in, answers out, and one clear line with a non-zero status for what is no question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from meetings.scheduler import answers, reasons
from meetings.scheduler.rules import Because, Rule
from meetings.scheduler.search import solve
from tests.meetings.scheduler.drawn import small_problem
from tests.meetings.scheduler.test_fileformat import plain
from tests.world import make_application

KEYS = [
    "placements",
    "unplaced",
    "hard_violations",
    "worst_share",
    "loss_small",
    "loss_all",
    "changes",
    "losers",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, of which only the commands are used."""
    folder = tmp_path_factory.mktemp("scheduler")
    return make_application(f"sqlite:///{folder / 'unused.db'}", folder)


@pytest.fixture
def question(tmp_path: Path) -> Path:
    """A question in a file."""
    path = tmp_path / "week.json"
    path.write_text(json.dumps(plain()), encoding="utf-8")
    return path


def told(app: Flask, *arguments: str, given: str | None = None) -> Any:
    """What a command answers."""
    return app.test_cli_runner().invoke(args=["programme", *arguments], input=given)


def test_a_question_is_solved(app: Flask, question: Path) -> None:
    result = told(app, "solve", str(question), "--steps", "500", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found)[: len(KEYS)] == KEYS
    assert found["placements"] == {
        "rca-1": {"slot": "mon-pm", "room": "XVIII", "start": "2011-06-20T15:00"},
        "gs-1": {"slot": "mon-am", "room": "XVIII", "start": "2011-06-20T10:00"},
    }
    assert (found["proven"], found["changes"], found["bound_small"]) == (True, 1, 0)
    assert result.stderr.endswith(" seconds\n")


def test_the_same_work_gives_the_same_bytes(app: Flask, question: Path) -> None:
    once, again = (told(app, "solve", str(question), "--steps", "700", "--seed", "x", "--json") for _ in range(2))
    assert once.stdout == again.stdout
    assert json.loads(once.stdout)["seed"] == "x"


def test_an_answer_can_be_asked_what_it_costs(app: Flask, question: Path) -> None:
    solved = json.loads(told(app, "solve", str(question), "--steps", "500", "--json").stdout)
    content = json.dumps(plain() | {"placements": solved["placements"]})
    result = told(app, "clashes", "-", "--json", given=content)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {key: found[key] for key in KEYS} == {key: solved[key] for key in KEYS}


def test_clashes_tell_each_broken_rule_in_words(app: Flask) -> None:
    together = {name: {"slot": "mon-am", "room": "XX"} for name in ("rca-1", "gs-1")}
    result = told(app, "clashes", "-", given=json.dumps(plain() | {"placements": together}))
    assert result.exit_code == 0, result.output
    assert "rca-1 may not be in the slot mon-am." in result.stdout
    assert "gs-1 takes 90 minutes and does not fit into the slot mon-am." in result.stdout


def test_without_json_the_answer_is_text(app: Flask, question: Path) -> None:
    result = told(app, "solve", str(question), "--steps", "500")
    assert "2011-06-20 15:00  XVIII  rca-1" in result.stdout
    assert "There is no better programme." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--without-room", "XIX"], "Error: --without-room: There is no room XIX in this file."),
        (["--without-slot", "sun"], "Error: --without-slot: There is no slot sun in this file."),
        (["--seed", ""], "Error: --seed: The seed is a text of 1 to 80 characters."),
        (["--seconds", "3"], "Error: Hand in --seconds or --steps, not both."),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(app: Flask, question: Path, arguments: list[str], line: str) -> None:
    result = told(app, "solve", str(question), "--steps", "10", *arguments)
    assert result.exit_code != 0
    assert result.stderr.strip().splitlines()[-1] == line


@pytest.mark.parametrize("command", ["solve", "clashes"])
def test_what_is_no_question_is_told_in_one_line(app: Flask, command: str) -> None:
    result = told(app, command, "-", given='{"slots": 7}')
    assert result.exit_code == 1
    assert result.stderr == "Error: file: The key “rooms” is missing.\n"


def test_a_lost_room_and_few_moves_can_be_asked_for(app: Flask, question: Path) -> None:
    result = told(
        app, "solve", str(question), "--steps", "500", "--without-room", "XVIII", "--most-moves", "3", "--json"
    )
    found = json.loads(result.stdout)
    assert {place["room"] for place in found["placements"].values()} == {"XX"}
    result = told(app, "solve", str(question), "--steps", "500", "--only-unplaced", "--json")
    assert json.loads(result.stdout)["unplaced"] == []


def test_every_code_has_a_sentence() -> None:
    assert {rule.value for rule in Rule} == set(reasons.VIOLATIONS)
    for seed in range(30):
        programme = solve(small_problem(seed), steps=300)
        text = answers.programme_as_json(programme, lambda one: reasons.SENTENCES[one.code] and one.code)
        assert json.loads(text)["proven"] == programme.proven


def test_a_reason_names_its_facts(app: Flask) -> None:
    with app.test_request_context():
        said = reasons.sentence(Because("order", {"session": "b", "other": "a"}))
    assert said == "b starts before a has ended."
