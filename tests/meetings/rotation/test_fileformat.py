"""The question as a file: what is read, what is refused, where and why, and that the command then prints nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from foundation.strict_json import MOST_BYTES
from meetings.offices.rules import Role
from meetings.rotation import fileformat
from meetings.rotation.rules import Held, Kind, Level, Problem, RuleLevels, WrongProblem
from tests.meetings.rotation.pools import Size, drawn
from tests.world import make_application

Plain = dict[str, Any]
Change = Callable[[Plain], object]

QUESTION: Plain = {
    "term": "2012",
    "committees": [
        {
            "key": "sc_rca",
            "roles": [
                {"role": "co_chair", "seats": 2, "succeeds": "co_rapporteur"},
                {"role": "co_rapporteur", "seats": 2},
            ],
        }
    ],
    "states": [
        {"id": "ZMB", "group": "African", "kind": "affected", "willing": True, "willing_for": ["sc_rca"], "mission": 6},
        {"id": "NOR", "group": "WEOG", "kind": "donor", "willing": True},
        {"id": "ALB", "group": "Eastern European (EEG)", "kind": "other"},
    ],
    "history": [{"state": "ALB", "committee": "sc_rca", "role": "co_chair", "term": "2011"}],
    "rules": {"rest_terms": 2, "window": 10, "two_offices": "forbid", "same_group": "warn", "capacity": 0.5},
    "keep": [],
}


def changed(*changes: Change) -> str:
    """The question with these changes, as text."""
    plain = deepcopy(QUESTION)
    for change in changes:
        change(plain)
    return json.dumps(plain)


def setting(*path: str | int, to: Any) -> Change:
    """A change that puts a value at a place."""

    def change(plain: Any) -> None:
        for step in path[:-1]:
            plain = plain[step]
        plain[path[-1]] = to

    return change


def adding(*path: str | int, rows: list[Any]) -> Change:
    """A change that adds entries to a list."""

    def change(plain: Any) -> None:
        for step in path:
            plain = plain[step]
        plain.extend(rows)

    return change


def without(key: str) -> Change:
    """A change that takes a key away."""
    return lambda plain: plain.pop(key)


def held(state: str, role: str = "co_chair", term: str = "2011", **more: Any) -> Plain:
    """A row of the history."""
    return {"state": state, "committee": "sc_rca", "role": role, "term": term, **more}


WRONG = [
    pytest.param("", "file", "is empty", id="empty"),
    pytest.param("{", "line 1, column 2", "not JSON", id="not JSON"),
    pytest.param(b"\xff\xfe{}", "file", "UTF-8", id="not text"),
    pytest.param("[]", "file", "must be an object", id="a list"),
    pytest.param('{"term": "2012", "term": "2013"}', "file", "twice", id="a key twice"),
    pytest.param('{"term": NaN}', "file", "not a number", id="no number"),
    pytest.param("[" * 100_000, "file", "deep", id="brackets without end"),
    pytest.param('{"term": ' + "9" * 5000 + "}", "file", "digits", id="a number without end"),
    pytest.param(" " * (MOST_BYTES + 1), "file", "larger than 8 MB", id="a huge file"),
    pytest.param(changed(without("states")), "file", "“states” is missing", id="no States"),
    pytest.param(changed(setting("emperor", to=1)), "file", "no key “emperor”", id="an unknown key"),
    pytest.param(changed(setting("term", to=2012)), "term", "must be a text", id="term of the wrong type"),
    pytest.param(changed(setting("term", to="MSP12")), "term", "four digits", id="a term that is no year"),
    pytest.param(changed(setting("terms", to=["2010", "2011"])), "term", "not in the list", id="an unknown term"),
    pytest.param(changed(setting("terms", to=["2012", "2012"])), "terms[1]", "there already", id="a term twice"),
    pytest.param(changed(setting("states", to={})), "states", "must be a list", id="States of the wrong type"),
    pytest.param(changed(setting("states", 1, "kind", to="poor")), "states[1].kind", "none of", id="an unknown kind"),
    pytest.param(changed(setting("states", 1, "id", to="ZMB")), "states[1]", "as states[0]", id="a State twice"),
    pytest.param(changed(setting("states", 1, "id", to="")), "states[1].id", "empty", id="a State without a key"),
    pytest.param(changed(setting("states", 1, "id", to="N\u202eR")), "states[1].id", "hidden", id="hidden characters"),
    pytest.param(changed(setting("states", 1, "id", to="N" * 61)), "states[1].id", "longer than 60", id="a long key"),
    pytest.param(changed(setting("states", 1, "willing", to="yes")), "states[1].willing", "true or false", id="flag"),
    pytest.param(changed(setting("states", 1, "mission", to=-1)), "states[1].mission", "from 0", id="a mission of -1"),
    pytest.param(changed(setting("states", 1, "mission", to=1.5)), "states[1].mission", "not 1.5.", id="half a person"),
    pytest.param(
        changed(setting("states", 1, "willing_for", to=["sc_mc"])),
        "states[1].willing_for[0]",
        "no committee sc_mc",
        id="willing for a committee that is closed",
    ),
    pytest.param(
        changed(setting("states", to=[{"id": str(n), "group": "g", "kind": "other"} for n in range(2001)])),
        "states",
        "more than 2000 entries",
        id="too many States",
    ),
    *[
        pytest.param(
            changed(setting("committees", 0, "roles", 0, "seats", to=seats)),
            "committees[0].roles[0].seats",
            "from 1 to 20",
            id=f"{seats} seats",
        )
        for seats in (0, -1, 10_000, True, "2", None)
    ],
    pytest.param(
        changed(setting("committees", 0, "roles", 0, "role", to="emperor")),
        "committees[0].roles[0].role",
        "none of",
        id="an unknown role",
    ),
    pytest.param(
        changed(setting("committees", 0, "roles", 1, "role", to="co_chair")),
        "committees[0].roles[1]",
        "there already",
        id="a role twice",
    ),
    pytest.param(
        changed(setting("committees", 0, "roles", 0, "succeeds", to="co_chair")),
        "committees[0].roles[0].succeeds",
        "succeed itself",
        id="a role that succeeds itself",
    ),
    pytest.param(
        changed(setting("committees", 0, "roles", 0, "succeeds", to="emperor")),
        "committees[0].roles[0].succeeds",
        "none of",
        id="a role that succeeds no role at all",
    ),
    pytest.param(
        changed(setting("committees", 0, "roles", 0, "succeeds", to="coordinator")),
        "committees[0].roles[0].succeeds",
        "No committee in this file has the role coordinator, and nobody in its history held it.",
        id="a role that succeeds one of which nothing is told",
    ),
    pytest.param(
        changed(setting("committees", 0, "roles", 0, "terms", to=0)),
        "committees[0].roles[0].terms",
        "from 1 to 4",
        id="a term that ends before it begins",
    ),
    pytest.param(
        changed(
            setting("committees", to=[{"key": str(n), "roles": [{"role": "member", "seats": 20}]} for n in range(4)]),
            setting("states", 0, "willing_for", to=None),
        ),
        "committees",
        "more than 60 seats",
        id="too many seats in all",
    ),
    pytest.param(changed(setting("rules", "rest", to="never")), "rules.rest", "none of", id="an unknown level"),
    pytest.param(changed(setting("rules", "rest_terms", to=-1)), "rules.rest_terms", "from 0", id="a rest of -1"),
    pytest.param(changed(setting("rules", "capacity", to=0)), "rules.capacity", "above 0", id="a capacity of 0"),
    pytest.param(
        changed(setting("rules", "capacity", to="1e9")), "rules.capacity", "plain number", id="a power of ten"
    ),
    pytest.param(changed(setting("rules", "window", to=0)), "rules.window", "from 1", id="a window of 0"),
    pytest.param(changed(setting("rules", "luck", to="off")), "rules", "no key “luck”", id="an unknown rule"),
    pytest.param(
        changed(setting("keep", to=[{"committee": "sc_mc", "role": "co_chair", "state": "NOR"}])),
        "keep[0].committee",
        "no committee sc_mc",
        id="a pin in a committee that is closed",
    ),
    pytest.param(
        changed(setting("keep", to=[{"committee": "sc_rca", "role": "member", "state": "NOR"}])),
        "keep[0].role",
        "no role member",
        id="a pin to a role that is not there",
    ),
    pytest.param(
        changed(setting("keep", to=[{"committee": "sc_rca", "role": "co_chair", "state": "USA"}])),
        "keep[0].state",
        "no State USA",
        id="a pin of a State that is no party",
    ),
    pytest.param(
        changed(setting("history", 0, "term", to="2013")), "history[0].term", "comes after 2012", id="a term to come"
    ),
    pytest.param(changed(setting("history", 0, "role", to="king")), "history[0].role", "none of", id="history, role"),
    pytest.param(
        changed(adding("history", rows=[held("ALB")])), "history[1]", "as history[0]", id="a row of history twice"
    ),
    pytest.param(
        changed(adding("history", rows=[held("NOR"), held("ZMB")])),
        "history[2]",
        "more holders of the role co_chair in the term 2011 than 2",
        id="a third Co-Chair",
    ),
    pytest.param(
        changed(adding("history", rows=[held("ALB", "co_rapporteur")])),
        "history[1]",
        "another role in sc_rca in the term 2011, by history[0]",
        id="two roles in one committee and term",
    ),
]


@pytest.mark.parametrize(("text", "place", "sentence"), WRONG)
def test_what_is_no_question_is_refused_with_its_place(text: str | bytes, place: str, sentence: str) -> None:
    with pytest.raises(WrongProblem) as refused:
        fileformat.read_problem(text)

    assert refused.value.facts["place"] == place
    assert sentence in str(refused.value.facts["sentence"])
    assert "\n" not in str(refused.value.facts["sentence"])


PINNED = [
    pytest.param(
        setting(
            "keep", to=[{"committee": "sc_rca", "role": "co_chair", "state": name} for name in ("ZMB", "NOR", "ALB")]
        ),
        "keep[2]: More States hold or are pinned to the role co_chair of sc_rca than it has seats (2).",
        id="a third Co-Chair is pinned",
    ),
    pytest.param(
        adding("history", rows=[held("ZMB", term="2012"), held("NOR", term="2012"), held("ALB", term="2012")]),
        "history[3]: sc_rca has more holders of the role co_chair in the term 2012 than 2.",
        id="a third Co-Chair on record",
    ),
    pytest.param(
        setting(
            "keep", to=[{"committee": "sc_rca", "role": role, "state": "NOR"} for role in ("co_chair", "co_rapporteur")]
        ),
        "keep[1]: NOR is pinned twice in sc_rca, or has a seat there already.",
        id="two seats of one committee",
    ),
    pytest.param(
        setting("keep", to=[{"committee": "sc_rca", "role": "co_chair", "state": "ALB"}]),
        "keep[0]: ALB cannot be pinned as co_chair of sc_rca: that breaks the rule “willing”, which forbids it.",
        id="a State that is not willing",
    ),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without a database: a question in a file needs none."""
    folder = tmp_path_factory.mktemp("rotation")
    return make_application(f"sqlite:///{folder / 'absent.db'}", folder)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *[pytest.param(changed(one.values[0]), one.values[1], id=one.id) for one in PINNED],  # type: ignore[arg-type]
        *[pytest.param(one.values[0], f"{one.values[1]}: ", id=one.id) for one in WRONG],
    ],
)
def test_the_command_says_one_line_and_prints_nothing(app: Flask, text: str | bytes, line: str) -> None:
    result = app.test_cli_runner().invoke(args=["rotation", "propose", "-", "--json"], input=text)

    assert result.exit_code != 0
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {line}")
    assert result.stderr.count("\n") == 1


def test_a_question_is_read() -> None:
    problem = fileformat.read_problem(changed())

    assert problem.states[0].willing_for == ("sc_rca",)
    assert [state.kind for state in problem.states] == [Kind.AFFECTED, Kind.DONOR, Kind.OTHER]
    assert problem.history == (Held("ALB", "sc_rca", Role.CO_CHAIR, "2011"),)
    assert problem.rules.rest_terms == 2
    assert problem.rules.capacity == Fraction(1, 2)


def test_who_writes_a_number_means_it_to_forbid() -> None:
    rules = fileformat.read_problem(changed()).rules

    assert (rules.rest, rules.over_capacity) == (Level.FORBID, Level.FORBID)
    assert (RuleLevels().rest, RuleLevels().over_capacity) == (Level.WARN, Level.WARN)


def test_a_level_beside_the_number_counts() -> None:
    assert fileformat.read_problem(changed(setting("rules", "rest", to="off"))).rules.rest is Level.OFF


def test_whoever_left_before_the_end_is_no_third_co_chair() -> None:
    problem = fileformat.read_problem(changed(adding("history", rows=[held("NOR", left=True), held("ZMB")])))

    assert [row.left for row in problem.history] == [False, True, False]


@pytest.mark.parametrize("capacity", [Fraction(1, 2), Fraction(1, 3), Fraction(7), None])
def test_a_capacity_is_written_as_it_is(capacity: Fraction | None) -> None:
    problem = Problem("2012", (), (), rules=RuleLevels(capacity=capacity))

    assert fileformat.read_problem(fileformat.problem_as_json(problem)) == problem


@pytest.mark.parametrize("number", range(40))
def test_a_question_is_written_and_read_again(number: int) -> None:
    problem = drawn(random.Random(number), Size(states=20, committees=4, history=20))
    text = fileformat.problem_as_json(problem)

    assert fileformat.problem_from(json.loads(text, parse_float=str)) == problem
    assert fileformat.problem_as_json(problem) == text
