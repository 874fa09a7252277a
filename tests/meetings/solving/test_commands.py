"""The commands of the scheduler, asked about what is on record instead of a file."""

from __future__ import annotations

import json
from datetime import date

import pytest
from flask.testing import FlaskCliRunner

from meetings.drafts.slots import actions as slots
from meetings.sessions.entries import Named, NamedAs
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.world import World

MONDAY = date(2011, 6, 20)


@pytest.fixture
def runner(world: World) -> FlaskCliRunner:
    """A week with two sessions at once on Monday, and a draft that has three."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        rooms = [make_room(meeting, name, now=world.now) for name in ("Room XX", "Room XXI")]
        slots.lay_out(meeting, with_lunch=False, actor=SECRETARIAT, now=world.now)
        for room in rooms:
            make_session(meeting, day=MONDAY, room=room, now=world.now, title=room.name)
        make_draft(meeting, entry("c", day=MONDAY), now=world.now)
    return world.app.test_cli_runner()


def test_the_programme_on_record_is_evaluated(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["programme", "clashes", "--json"])
    told = json.loads(result.stdout)
    assert len(told["placements"]) == 2
    assert [one["rule"] for one in told["hard_violations"]] == ["parallel_plenary"]


def test_a_draft_is_solved(runner: FlaskCliRunner) -> None:
    result = runner.invoke(
        args=["programme", "solve", "--meeting", "sample-week", "--draft", "1", "--steps", "2000", "--json"]
    )
    told = json.loads(result.stdout)
    assert len(told["placements"]) == 3
    assert (told["hard_violations"], told["unplaced"], told["proven"]) == ([], [], True)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--meeting", "nowhere"], "Error: --meeting: No meeting on record is called nowhere."),
        (["--draft", "99"], "Error: --draft: sample-week has no draft 99."),
        (["--meeting", "10msp"], "Error: --meeting: 10msp has no session, so nothing can be placed."),
    ],
)
@pytest.mark.parametrize("command", ["solve", "clashes"])
def test_what_is_not_on_record_is_told_in_one_line(
    runner: FlaskCliRunner, command: str, arguments: list[str], error: str
) -> None:
    result = runner.invoke(args=["programme", command, *arguments])
    assert result.exit_code != 0
    assert result.stderr.strip().splitlines() == [error]


@pytest.fixture
def bare(world: World) -> FlaskCliRunner:
    """A week without slots, with two sessions at once in two rooms."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        for name in ("Room XX", "Room XXI"):
            make_session(meeting, day=MONDAY, room=make_room(meeting, name, now=world.now), now=world.now, title=name)
    return world.app.test_cli_runner()


def test_what_a_week_without_slots_costs_is_told(bare: FlaskCliRunner) -> None:
    result = bare.invoke(args=["programme", "clashes", "--meeting", "sample-week", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["unplaced"] == []


def test_nothing_is_placed_in_a_week_without_slots(bare: FlaskCliRunner) -> None:
    result = bare.invoke(args=["programme", "solve", "--meeting", "sample-week"])
    assert result.exit_code == 1
    assert result.stderr == "Error: --meeting: sample-week has no slot, so nothing can be placed.\n"


def test_a_record_without_sessions_is_told(world: World) -> None:
    result = world.app.test_cli_runner().invoke(args=["programme", "clashes"])
    assert (result.exit_code, result.stderr.strip()) == (1, "Error: --meeting: No meeting has sessions.")


@pytest.fixture
def named(world: World) -> FlaskCliRunner:
    """A draft with two sessions of one title, one across the end of a slot, and a State that is needed in two."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, "Room XX", now=world.now)
        slots.lay_out(meeting, with_lunch=False, actor=SECRETARIAT, now=world.now)
        zambia = (Named("ZMB", NamedAs.PRESENTER),)
        several = [
            entry("uid-a", day=MONDAY, minutes=60, title="Twice", room_id=room.id, named=zambia),
            entry("uid-b", day=MONDAY, minutes=60, title="Twice", room_id=room.id, named=zambia),
            entry("uid-c", "12:30", day=MONDAY, minutes=60, title="Across", room_id=room.id),
        ]
        make_draft(meeting, *several, now=world.now)
    return world.app.test_cli_runner()


ASKED = ["--meeting", "sample-week", "--draft", "1"]


def test_a_programme_on_record_is_told_by_titles_days_and_names(named: FlaskCliRunner) -> None:
    told = named.invoke(args=["programme", "solve", *ASKED, "--steps", "500"]).stdout.splitlines()
    assert told[0] == "Monday 20 June 2011"
    assert "  12:30–13:30  Room XX  Across  (stands)" in told
    places = [line for line in told if line.startswith("  ") and "Twice" in line]
    assert {line[15:] for line in places} == {"Room XX  Twice (uid-a)", "Room XX  Twice (uid-b)"}


def test_what_a_programme_on_record_costs_is_told_by_titles_and_names(named: FlaskCliRunner) -> None:
    told = named.invoke(args=["programme", "clashes", *ASKED]).stdout
    assert "Twice (uid-a) and Twice (uid-b) are in the room Room XX at the same time." in told
    assert "Zambia loses" in told
    assert "ZMB" not in told


def test_those_who_lose_alike_stand_in_the_order_of_their_names(world: World) -> None:
    everybody = tuple(Named(key, NamedAs.PRESENTER) for key in ("CHE", "CZE", "ESP", "ZMB"))
    with world.writing():
        at_once = [entry(uid, day=MONDAY, title=uid, named=everybody) for uid in ("a", "b")]
        make_draft(make_meeting(now=world.now), *at_once, now=world.now)
    told = world.app.test_cli_runner().invoke(args=["programme", "clashes", *ASKED]).stdout.splitlines()
    names = [line.strip().partition(" loses ")[0] for line in told if " loses " in line]
    assert names == ["Czech Republic", "Spain", "Switzerland", "Zambia"]


def test_a_room_on_record_is_lost_by_its_name(named: FlaskCliRunner) -> None:
    result = named.invoke(args=["programme", "solve", *ASKED, "--steps", "100", "--without-room", "Room XX", "--json"])
    assert json.loads(result.stdout)["unplaced"] == ["uid-a", "uid-b"]
    told = named.invoke(args=["programme", "solve", *ASKED, "--steps", "100", "--without-room", "Room XX"]).stdout
    assert "Across stands without a room: no other is free at its hours and suits it." in told
    result = named.invoke(args=["programme", "solve", *ASKED, "--without-room", "Room XXX"])
    assert result.stderr.splitlines()[-1] == "Error: --without-room: There is no room Room XXX."
