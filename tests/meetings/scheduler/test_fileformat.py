"""Questions as files: what is read, what is refused with its place, and that writing gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from meetings.scheduler import fileformat, rules
from meetings.scheduler.rules import WrongProgramme
from tests.meetings.scheduler.drawn import small_problem

Change = Callable[[dict[str, Any]], object]


def plain() -> dict[str, Any]:
    """A small question with every key."""
    return {
        "walk_minutes": 10,
        "max_parallel": 5,
        "max_parallel_plenary": 1,
        "slots": [
            {"id": "mon-am", "start": "2011-06-20T10:00", "end": "2011-06-20T13:00", "languages": ["en", "fr"]},
            {"id": "mon-pm", "start": "2011-06-20T15:00", "end": "2011-06-20T18:00"},
        ],
        "rooms": [{"id": "XVIII", "seats": 300, "languages": ["en", "fr"]}, {"id": "XX"}],
        "sessions": [
            {
                "id": "rca-1",
                "minutes": 180,
                "seats": 200,
                "plenary": True,
                "languages": ["en"],
                "must": ["ZMB", "chair"],
                "after": ["gs-1"],
                "before": [],
                "apart": ["se-1"],
                "only": ["mon-pm"],
                "not": ["mon-am"],
                "avoid": ["mon-am"],
                "fixed": {"slot": "mon-pm", "room": "XVIII"},
                "was": {"slot": "mon-am", "room": "XX", "start": "2011-06-20T10:00"},
            },
            {"id": "gs-1", "minutes": 90},
            {"id": "se-1", "minutes": 60, "stands": {"start": "2011-06-20T13:30", "room": "XX"}},
        ],
        "delegations": [{"id": "ZMB", "people": 1, "wishes": {"rca-1": 3, "gs-1": 1}}],
        "persons": ["chair"],
        "small": 2,
    }


def test_a_question_is_written_as_it_was_read() -> None:
    text = json.dumps(plain())
    question = fileformat.read_question(text)
    written = fileformat.problem_as_json(question.problem)
    assert fileformat.read_question(written) == question
    assert fileformat.problem_as_json(fileformat.read_question(written).problem) == written
    first, _, last = question.problem.sessions
    assert (first.apart, first.never, first.avoid) == (("se-1",), ("mon-am",), ("mon-am",))
    assert last.stands is not None
    assert (last.stands.start.hour, last.stands.room) == (13, "XX")


@pytest.mark.parametrize("seed", range(20))
def test_every_drawn_question_reads_back(seed: int) -> None:
    """As the record asks it: something may be fixed where it cannot be, which then finds no place."""
    problem = small_problem(seed)
    assert fileformat.question_from(json.loads(fileformat.problem_as_json(problem))).problem == problem


def test_only_a_few_keys_are_needed() -> None:
    least = {
        "slots": [],
        "rooms": [],
        "sessions": [{"id": "a", "minutes": 1}],
        "delegations": [{"id": "Z", "people": 1}],
    }
    problem = fileformat.question_from(least).problem
    assert (problem.walk_minutes, problem.max_parallel, problem.max_parallel_plenary, problem.small) == (10, None, 1, 2)


def test_a_placement_without_an_hour_follows_those_before_it() -> None:
    content = plain() | {"placements": {"gs-1": {"slot": "mon-am", "room": "XX"}}}
    content["sessions"].append({"id": "gs-2", "minutes": 30})
    content["placements"]["gs-2"] = {"slot": "mon-am", "room": "XX"}
    found = fileformat.read_question(json.dumps(content)).placements
    assert [one.start.isoformat(timespec="minutes") for one in found] == ["2011-06-20T10:00", "2011-06-20T11:30"]


def changed(change: Change) -> str:
    """The question after a change."""
    content = plain()
    change(content)
    return json.dumps(content)


def put(*way: str | int, value: object) -> Change:
    """A change of one value."""

    def change(content: dict[str, Any]) -> None:
        inner: Any = content
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] = value

    return change


def many(name: str, count: int) -> Change:
    """A list with so many entries."""
    return lambda content: content.update({name: [{"id": str(number), "minutes": 1} for number in range(count)]})


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (put("slots", value=None), "slots", "must be a list"),
        (put("slots", 0, value=7), "slots[0]", "must be an object"),
        (put("slots", 0, "start", value="yesterday"), "slots[0].start", "clock on the wall"),
        (put("slots", 0, "start", value="2011-06-31T10:00"), "slots[0].start", "clock on the wall"),
        (put("slots", 0, "start", value="2011-06-20T10:00+02:00"), "slots[0].start", "clock on the wall"),
        (put("slots", 0, "end", value="2011-06-20T09:00"), "slots[0].end", "ends before it starts"),
        (put("slots", 0, "end", value="2011-06-29T09:00"), "slots[0].end", "longer than a day"),
        (put("slots", 0, "end", value="2011-06-20T15:01"), "slots[1]", "overlaps the slot mon-am"),
        (put("slots", 1, "id", value="mon-am"), "slots[1]", "there already"),
        (put("rooms", 0, "seats", value=-1), "rooms[0].seats", "from 0 to"),
        (put("rooms", 1, "id", value=""), "rooms[1].id", "not be empty"),
        (put("rooms", 1, "size", value=3), "rooms[1]", "no key “size”"),
        (put("sessions", 0, "minutes", value=-10), "sessions[0].minutes", "from 1 to"),
        (put("sessions", 0, "minutes", value="90"), "sessions[0].minutes", "whole number from 1 to 1440, not “90”."),
        (put("sessions", 0, "must", value=["ZMB", "x"]), "sessions[0].must[1]", "no delegation “x” in this file"),
        (put("persons", value=[]), "sessions[0].must[1]", "no delegation “chair”"),
        (put("persons", value=["chair", "chair"]), "persons[1]", "there already"),
        (put("persons", value="chair"), "persons", "must be a list, not “chair”"),
        (put("delegations", 0, "wishes", value={"<b>" * 30: 1}), "delegations[0].wishes", "…” in this file"),
        (put("sessions", 0, "minutes", value=True), "sessions[0].minutes", "whole number"),
        (put("sessions", 0, "plenary", value=1), "sessions[0].plenary", "true or false"),
        (put("sessions", 0, "after", value=["gs-9"]), "sessions[0].after[0]", "no session “gs-9”"),
        (put("sessions", 0, "only", value=["tue"]), "sessions[0].only[0]", "no slot “tue”"),
        (put("sessions", 0, "fixed", "room", value="XXL"), "sessions[0].fixed.room", "no room “XXL”"),
        (put("sessions", 0, "was", "slot", value="sun"), "sessions[0].was.slot", "no slot “sun”"),
        (put("sessions", 0, "was", "start", value="2011-06-20T13:00"), "sessions[0].was.start", "not within the slot"),
        (put("sessions", 1, "after", value=["rca-1"]), "sessions[0]", "runs in a circle"),
        (put("sessions", 1, "before", value=["gs-1"]), "sessions[1]", "runs in a circle: gs-1 after gs-1"),
        (put("sessions", 1, "fixed", value={"slot": "mon-pm", "room": "XVIII"}), "sessions[1].fixed", "rca-1 is fixed"),
        (
            put("sessions", 1, "fixed", value={"slot": "mon-am", "room": "XX", "start": "2011-06-20T11:31"}),
            "sessions[1].fixed.start",
            "runs past the end of the slot mon-am",
        ),
        (put("sessions", 1, "id", value="rca-1"), "sessions[1]", "there already"),
        (put("sessions", 1, "apart", value=["gs-9"]), "sessions[1].apart[0]", "no session “gs-9”"),
        (put("sessions", 1, "apart", value=["gs-1"]), "sessions[1].apart", "cannot be apart from itself"),
        (put("sessions", 1, "avoid", value=["tue"]), "sessions[1].avoid[0]", "no slot “tue”"),
        (put("sessions", 2, "stands", value={"room": "XX"}), "sessions[2].stands", "“start” is missing"),
        (put("sessions", 2, "stands", "start", value="noon"), "sessions[2].stands.start", "clock on the wall"),
        (put("sessions", 2, "was", value={"slot": "mon-am", "room": "XX"}), "sessions[2].was", "stands where it is"),
        (put("placements", value={"se-1": {"slot": "mon-am", "room": "XX"}}), "placements.se-1", "stands where it is"),
        (put("delegations", 0, "wishes", value={"gs-7": 1}), "delegations[0].wishes", "no session “gs-7”"),
        (put("delegations", 0, "wishes", value={"gs-1": 4}), "delegations[0].wishes.gs-1", "from 1 to 3"),
        (put("delegations", 0, "wishes", value=[]), "delegations[0].wishes", "must be an object"),
        (put("delegations", 0, "people", value=0), "delegations[0].people", "from 1 to"),
        (put("walk_minutes", value=-1), "walk_minutes", "from 0 to"),
        (put("placements", value={"gs-9": {}}), "placements", "no session “gs-9”"),
        (put("placements", value={"gs-1": {"slot": "mon-am"}}), "placements.gs-1", "“room” is missing"),
        (many("sessions", 10_000), "sessions", f"more than {rules.MOST_SESSIONS}"),
        (many("delegations", 2001), "delegations", f"more than {rules.MOST_DELEGATIONS}"),
        (many("slots", 301), "slots", f"more than {rules.MOST_SLOTS}"),
        (many("rooms", 61), "rooms", f"more than {rules.MOST_ROOMS}"),
        (lambda content: content.pop("rooms"), "file", "“rooms” is missing"),
    ],
)
def test_what_is_not_a_question_is_refused_in_its_place(change: Change, place: str, words: str) -> None:
    with pytest.raises(WrongProgramme) as refused:
        fileformat.read_question(changed(change))
    assert refused.value.facts["place"] == place
    assert words in str(refused.value.facts["sentence"])


def fixed(*sessions: dict[str, Any], **said: Any) -> str:
    """Sessions in the slot `pm` from 15 to 18 o'clock, in rooms `A` and `B`, each fixed in the room that it names."""
    several = [
        {
            "id": f"m{number}",
            "minutes": 180,
            **{key: value for key, value in session.items() if key not in ("room", "start")},
            **(
                {"fixed": {"slot": "pm", **{key: session[key] for key in ("room", "start") if key in session}}}
                if "stands" not in session and "room" in session
                else {}
            ),
        }
        for number, session in enumerate(sessions)
    ]
    return json.dumps(
        {
            "slots": [
                {"id": "am", "start": "2011-06-20T10:00", "end": "2011-06-20T13:00"},
                {"id": "pm", "start": "2011-06-20T15:00", "end": "2011-06-20T18:00", "languages": ["en", "fr"]},
            ],
            "rooms": [{"id": "A", "seats": 100}, {"id": "B"}],
            "sessions": several,
            "delegations": [{"id": "ZMB", "people": 1}, {"id": "FRA", "people": 2}],
            "persons": ["chair"],
            **said,
        }
    )


HOUR = "2011-06-20T16:00"
NOON = {"stands": {"start": "2011-06-20T15:30", "room": "A"}}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (fixed({"minutes": 181, "room": "A"}), "sessions[0].fixed.slot", "longer than the slot pm"),
        (fixed({"not": ["pm"], "room": "A"}), "sessions[0].fixed.slot", "may not be in the slot pm"),
        (fixed({"only": ["am"], "room": "A"}), "sessions[0].fixed.slot", "may not be in the slot pm"),
        (fixed({"seats": 101, "room": "A"}), "sessions[0].fixed.room", "room A has fewer seats"),
        (fixed({"languages": ["en", "es"], "room": "A"}), "sessions[0].fixed", "not offered here: es"),
        (
            fixed({"plenary": True, "room": "A"}, {"plenary": True, "room": "B"}),
            "sessions[1].fixed",
            "more plenary sessions would run at once than may (1), with m0",
        ),
        (fixed({"room": "A"}, {"room": "B"}, max_parallel=1), "sessions[1].fixed", "than may (1), with m0"),
        (fixed({"room": "A"}, {"room": "B", "apart": ["m0"]}), "sessions[1].fixed", "as m0, from which"),
        (fixed({"room": "A", "apart": ["m1"]}, {"room": "B"}), "sessions[1].fixed", "as m0, from which"),
        (fixed({"room": "A", "must": ["chair"]}, {"room": "B", "must": ["chair"]}), "sessions[1].fixed", "chair would"),
        (
            fixed({"minutes": 85, "room": "A", "must": ["ZMB"]}, {"minutes": 90, "room": "B", "must": ["ZMB"]}),
            "sessions[1].fixed",
            "ZMB would be needed in m0",
        ),
        (
            fixed({"minutes": 120, "room": "A"}, {"minutes": 61, "room": "B", "after": ["m0"]}),
            "sessions[1].fixed",
            "m1 would start before m0 is over",
        ),
        (
            fixed({"minutes": 60, "room": "A", "start": HOUR}, {"minutes": 61, "room": "B", "before": ["m0"]}),
            "sessions[1].fixed",
            "m0 would start before m1 is over",
        ),
        (fixed({"minutes": 10, **NOON}, {"room": "A"}), "sessions[1].fixed", "m0 stands in this room"),
        (fixed({"room": "A"}, {"minutes": 10, **NOON}), "sessions[0].fixed", "m1 stands in this room"),
        (
            fixed(
                {"minutes": 90, "room": "A", "start": HOUR}, {**NOON, "must": ["ZMB"]}, {"room": "B"}, max_parallel=1
            ),
            "sessions[0].fixed",
            "m1 stands in this room",
        ),
    ],
)
def test_what_is_fixed_where_it_can_never_be_is_refused(text: str, place: str, words: str) -> None:
    with pytest.raises(WrongProgramme) as refused:
        fileformat.read_question(text)
    assert refused.value.facts["place"] == place
    assert words in str(refused.value.facts["sentence"])


@pytest.mark.parametrize(
    "text",
    [
        fixed({"room": "A"}, {"room": "B"}),
        fixed({"minutes": 90, "room": "A", "plenary": True}, {"minutes": 90, "room": "B", "plenary": True}),
        fixed({"minutes": 60, "room": "A", "apart": ["m1"]}, {"minutes": 120, "room": "B"}),
        fixed({"minutes": 85, "room": "A", "must": ["ZMB"]}, {"minutes": 85, "room": "B", "must": ["ZMB"]}),
        fixed({"room": "A", "must": ["FRA"]}, {"room": "B", "must": ["FRA"]}),
        fixed({"minutes": 120, "room": "A"}, {"minutes": 60, "room": "B", "after": ["m0"]}),
        fixed({"minutes": 60, "room": "A", "start": HOUR}, {"minutes": 60, "room": "B", "before": ["m0"]}),
        fixed({"minutes": 10, **NOON}, {"minutes": 140, "room": "A"}),
        fixed({"minutes": 90, **NOON}, {"minutes": 90, **NOON, "must": ["ZMB"]}, {"minutes": 30, "room": "A"}),
        fixed({"room": "A"}, {"room": "B"}, {"minutes": 60}, max_parallel=2),
    ],
)
def test_what_is_fixed_where_it_could_be_is_read(text: str) -> None:
    assert fileformat.read_question(text).problem.sessions


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty."),
        (b" \n", "The file is empty."),
        ("{", "not JSON"),
        ("[]", "must be an object"),
        (b"\xff\xfe{}", "UTF-8"),
        ("[" * 100_000, "deep"),
        ('{"slots": [], "slots": []}', "twice"),
        ('{"small": NaN}', "not a number"),
        (" " * (9 * 1024 * 1024), "larger than"),
    ],
)
def test_what_is_no_json_is_refused(content: str | bytes, words: str) -> None:
    with pytest.raises(WrongProgramme) as refused:
        fileformat.read_question(content)
    assert words in str(refused.value.facts["sentence"])
