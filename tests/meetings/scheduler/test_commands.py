"""The commands: files in, answers out, and one clear line with a non-zero status for what is no question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from meetings.scheduler import answers, commands, reasons
from meetings.scheduler.commands import Named
from meetings.scheduler.fileformat import read_question
from meetings.scheduler.rules import Because, Rule, WrongProgramme
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
        "gs-1": {"slot": "mon-am", "room": "XX", "start": "2011-06-20T10:00"},
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
        (["--without-room", "XIX"], "Error: --without-room: There is no room XIX."),
        (["--without-slot", "sun"], "Error: --without-slot: There is no slot sun."),
        (["--seed", ""], "Error: --seed: The seed is a text of 1 to 80 characters."),
        (["--seconds", "3"], "Error: Hand in --seconds or --steps, not both."),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(app: Flask, question: Path, arguments: list[str], line: str) -> None:
    result = told(app, "solve", str(question), "--steps", "10", *arguments)
    assert result.exit_code != 0
    assert result.stderr.strip().splitlines()[-1] == line


def changed(*way: str | int, value: object) -> str:
    """The question with one value changed, as a file."""
    content: Any = plain()
    inner = content
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return json.dumps(content)


CIRCLE = [{"id": "a", "minutes": 60, "after": ["b"]}, {"id": "b", "minutes": 60, "after": ["a"]}]
IN_ONE_PLACE = [{"id": one, "minutes": 100, "fixed": {"slot": "mon-am", "room": "XX"}} for one in ("a", "b")]
OVERLAPPING = [
    {"id": "one", "start": "2011-06-20T10:00", "end": "2011-06-20T13:00"},
    {"id": "two", "start": "2011-06-20T12:00", "end": "2011-06-20T15:00"},
]
NO_QUESTIONS = {
    "not JSON": ("{slots: 7}", "line 1, column 2: This is not JSON: "),
    "nothing": ("", "file: The file is empty."),
    "a list": ("[]", "file: This must be an object, not []."),
    "keys missing": ('{"slots": 7}', "file: The key “rooms” is missing."),
    "a wrong type": (changed("rooms", value="XX"), "rooms: This must be a list, not “XX”."),
    "a wrong type inside": (changed("sessions", 1, "minutes", value="90"), "sessions[1].minutes: "),
    "an unknown session": (
        changed("sessions", 1, "after", value=["x"]),
        "sessions[1].after[0]: There is no session “x”",
    ),
    "an unknown slot": (changed("sessions", 1, "not", value=["x"]), "sessions[1].not[0]: There is no slot “x”"),
    "a wish for nothing": (changed("delegations", 0, "wishes", value={"x": 1}), "delegations[0].wishes: There is no "),
    "negative minutes": (changed("sessions", 1, "minutes", value=-90), "sessions[1].minutes: "),
    "slots that overlap": (
        json.dumps({"slots": OVERLAPPING, "rooms": [{"id": "A"}], "sessions": [], "delegations": []}),
        "slots[1]: The slot two overlaps the slot one.",
    ),
    "a slot that ends before it starts": (
        changed("slots", 0, "end", value="2011-06-20T09:00"),
        "slots[0].end: The slot ends before it starts.",
    ),
    "an order in a circle": (
        json.dumps(plain() | {"sessions": CIRCLE, "delegations": []}),
        "sessions[0]: The order runs in a circle: a after b after a.",
    ),
    "two sessions fixed in one place": (
        json.dumps(plain() | {"sessions": IN_ONE_PLACE, "delegations": []}),
        "sessions[1].fixed: The session a is fixed in this place too.",
    ),
    "no slots": (json.dumps({"slots": [], "rooms": [], "sessions": [], "delegations": []}), "slots: This list is "),
    "no sessions": (json.dumps(plain() | {"sessions": [], "delegations": []}), "sessions: This list is empty"),
    "10,000 sessions": (
        json.dumps(plain() | {"sessions": [{"id": str(one), "minutes": 60} for one in range(10_000)]}),
        "sessions: ",
    ),
}


@pytest.mark.parametrize("command", ["solve", "clashes"])
@pytest.mark.parametrize("name", NO_QUESTIONS)
def test_what_is_no_question_is_told_in_one_line(app: Flask, command: str, name: str) -> None:
    content, line = NO_QUESTIONS[name]
    result = told(app, command, "-", given=content)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {line}")
    assert result.stderr.count("\n") == 1


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, int | None]]:
    """What the record was asked, with a topic joined in that answers with the small question."""
    found: list[tuple[str | None, int | None]] = []

    def ask(meeting: str | None, draft: int | None, places: bool) -> Named:
        found.append((meeting, draft))
        if meeting == "unknown":
            raise WrongProgramme(place="--meeting", sentence="There is no meeting unknown.")
        return Named(read_question(json.dumps(plain())))

    monkeypatch.setattr(commands, "_askers", {})
    commands.asks_record(ask)
    return found


@pytest.mark.parametrize("command", [["solve", "--steps", "100"], ["clashes"]])
@pytest.mark.parametrize(
    ("options", "named"),
    [([], (None, None)), (["--meeting", "msp-2011"], ("msp-2011", None)), (["--draft", "7"], (None, 7))],
)
def test_without_a_file_the_record_is_asked(
    app: Flask,
    asked: list[tuple[str | None, int | None]],
    command: list[str],
    options: list[str],
    named: tuple[str | None, int | None],
) -> None:
    result = told(app, *command, *options, "--json")
    assert result.exit_code == 0, result.output
    assert asked == [named]
    assert "loss_small" in json.loads(result.stdout)


def test_what_the_record_does_not_know_is_told_in_one_line(
    app: Flask, asked: list[tuple[str | None, int | None]]
) -> None:
    result = told(app, "solve", "--meeting", "unknown")
    assert (result.exit_code, result.stderr) == (1, "Error: --meeting: There is no meeting unknown.\n")


def test_with_no_record_joined_a_file_is_asked_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_askers", {})
    result = told(app, "clashes")
    assert result.exit_code == 1
    assert result.stderr == "Error: FILE: No record is joined to this command; hand in a file.\n"


def test_a_file_and_a_meeting_are_one_too_many(app: Flask, question: Path) -> None:
    result = told(app, "solve", str(question), "--meeting", "msp-2011")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: Hand in FILE, or --meeting and --draft, not both."


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
