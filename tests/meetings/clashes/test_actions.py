"""Setting the rules of programmes, and recording free days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.clashes import actions, freedays, gathering, queries, settings
from meetings.clashes.models import FreeDay
from meetings.clashes.rules import Level, Rule
from meetings.sessions import queries as sessions
from meetings.sessions.rules import MeetingHasNoDays
from meetings.wishes.gathering import wishes_for
from tests.builders.accounts import SECRETARIAT
from tests.builders.offices import committee
from tests.builders.releases import entry
from tests.builders.sessions import FRIDAY, make_meeting, make_room
from tests.world import World


def done_by(now: datetime) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": SECRETARIAT, "now": now}


def set_rule(world: World, key: str, value: str, seen: int = 0) -> int:
    """Set a rule; returns the number of its row."""
    with world.writing():
        said: dict[str, Any] = {"because": "A sample.", "title": "Sample", "seen": seen, **done_by(world.now)}
        row = actions.set_rule(key, value, **said)
        db.session.flush()
        return row.id


def record(world: World, day: date = FRIDAY, name: str = "Sample holiday", source: str = "A sample list.") -> FreeDay:
    """Record a free day of the sample week; call it within `world.writing()`."""
    meeting = make_meeting(now=world.now)
    return actions.record_free_day(meeting, day=day, name=name, source=source, **done_by(world.now))


def test_a_rule_is_set_with_its_reason_and_every_setting_stays(world: World) -> None:
    first = set_rule(world, "late", "error")
    set_rule(world, "late", "off", seen=first)

    with world.reading():
        kept = queries.settings_so_far("late")
        assert [(row.value, row.because, row.replaced_at is None) for row in kept] == [
            ("off", "A sample.", True),
            ("error", "A sample.", False),
        ]
        assert queries.settings().levels[Rule.LATE] == Level.OFF
        assert [told.action for told in audit.history_of(kept[0])] == ["programme_rule:set"]


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("late", "warning", settings.NothingNew),
        ("late", "", settings.NotALevel),
        ("max_parallel", "0", settings.NotANumber),
        ("max_parallel", "03", settings.NothingNew),
        ("latest_end", "25:00", settings.NotAnHour),
        ("emperor", "off", settings.NoSuchRule),
    ],
)
def test_a_setting_that_cannot_be_is_refused(world: World, key: str, value: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        set_rule(world, key, value)
    with world.reading():
        assert queries.standing_rules() == []


def test_the_second_of_two_who_set_a_rule_is_told(world: World) -> None:
    set_rule(world, "late", "error")
    with pytest.raises(EditConflict) as told:
        set_rule(world, "late", "off")
    assert told.value.facts["value"] == "error"


def test_the_settings_as_one_column_are_the_same(world: World) -> None:
    for key, value in (("late", "error"), ("latest_end", "17:45"), ("small", "3")):
        set_rule(world, key, value)

    with world.reading():
        text = db.session.scalar(select(queries.settings_as_text()))
        assert queries.settings_from_text(text) == queries.settings()
        assert queries.settings_from_text(None) == settings.settings_of({})


def test_a_free_day_is_recorded_and_taken_back(world: World) -> None:
    with world.writing():
        free = record(world)
        meeting_id = free.meeting.id
        assert queries.names_of_free_days(meeting_id) == {FRIDAY: "Sample holiday"}
        actions.revoke_free_day(free, **done_by(world.now))
        assert queries.names_of_free_days(meeting_id) == {}
        with pytest.raises(freedays.RevokedAlready):
            actions.revoke_free_day(free, **done_by(world.now))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"day": date(2011, 6, 26)}, freedays.NotADayOfTheMeeting),
        ({"name": " "}, freedays.DayHasNoName),
        ({"source": ""}, freedays.DayHasNoName),
    ],
)
def test_a_free_day_that_cannot_be_is_refused(world: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with world.writing(), pytest.raises(refusal):
        record(world, **said)


def test_a_meeting_without_days_has_no_free_ones(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        meeting.starts_on = meeting.ends_on = None
        with pytest.raises(MeetingHasNoDays):
            actions.record_free_day(meeting, day=FRIDAY, name="A", source="B", **done_by(world.now))


@pytest.mark.parametrize("number", [3, 30])
def test_what_a_programme_is_checked_against_costs_four_statements(world: World, number: int) -> None:
    with world.writing():
        free = record(world)
        for one in range(number):
            make_room(free.meeting, f"Room {one}", now=world.now, seats=one + 1)
    with world.reading():
        meeting, body = sessions.meeting("sample-week"), committee("sc_va")
        assert meeting is not None
        entries = [entry(f"s{one}", committee_id=body.id) for one in range(number)]
        wishes = wishes_for(meeting, entries)
        with world.counted_statements() as statements:
            found = gathering.situation_for(meeting, entries, wishes)

    assert len(statements) == 4
    assert (found.first, found.last, found.free_days) == (date(2011, 6, 20), FRIDAY, {FRIDAY: "Sample holiday"})
    assert {room.name for room in found.rooms.values()} == {f"Room {one}" for one in range(number)}
    assert list(found.committees) == [body.id]
