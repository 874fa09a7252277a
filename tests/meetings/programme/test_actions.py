"""What is done with meetings and rooms, on a real database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from foundation.tables import BadTables
from meetings.programme import actions, rules
from meetings.sessions import actions as sessions
from meetings.sessions import queries as sessions_queries
from meetings.sessions.models import Meeting
from meetings.terms.rules import OfficesTurnThere
from tests.builders.sessions import facts, make_meeting, make_room, make_session
from tests.reference import changed
from tests.world import World

ISU = Actor(name="Sample Officer")
WEEK = "2011-06-intersessional"


@pytest.fixture
def tomorrow(world: World) -> datetime:
    """The clock stands a day later from here on."""
    world.clock.set(world.now + timedelta(days=1))
    return world.now


def stored(slug: str) -> Meeting:
    """The meeting as it is on record."""
    found = sessions_queries.meeting(slug)
    assert found is not None
    return found


def test_a_meeting_is_set_up_unlisted_under_a_name_made_from_its_facts(world: World) -> None:
    with world.writing():
        actions.set_up(facts(starts_on=date(2011, 9, 5), ends_on=date(2011, 9, 9)), actor=ISU, now=world.now)
    with world.reading():
        meeting = stored("2011-09-intersessional")

        assert (meeting.is_listed, meeting.zone, meeting.president, meeting.source) == (False, "Europe/Zurich", "", "")
        assert [entry.sentence for entry in audit.history_of(meeting)] == [
            "Sample Officer set up the meeting Sample week."
        ]
        assert audit.public_changes() == []


def test_a_formal_meeting_keeps_its_last_day_while_offices_begin_on_it(world: World) -> None:
    last = date(2011, 12, 2)
    with world.reading():
        before = actions.facts_of(stored("11msp"))
        assert before["ends_on"] == last

    def change(**said: Any) -> None:
        meeting = stored("11msp")
        what = rules.MeetingFacts(**cast(dict[str, Any], {**before, **said}))
        actions.change(meeting, what, seen=meeting.version, actor=ISU, now=world.now)

    with world.writing(), pytest.raises(OfficesTurnThere):
        change(ends_on=date(2011, 12, 1))
    with world.writing():
        change(venue="Another hall")
    with world.reading():
        assert (stored("11msp").ends_on, stored("11msp").venue) == (last, "Another hall")


@pytest.mark.parametrize(
    ("slug", "said", "refusal"),
    [
        ("10msp", {}, rules.SlugTaken),
        ("", {}, rules.SlugTaken),  # the reference table has the week of June 2011
        ("new", {}, rules.BadSlug),
        ("a/b", {}, rules.BadSlug),
        ("x", {"zone": "Europe/Geneva"}, rules.NoSuchZone),
        ("x", {"zone": "../etc/passwd"}, rules.NoSuchZone),
        ("x", {"ends_on": date(2011, 6, 1)}, rules.EndsBeforeItBegins),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    world: World, slug: str, said: dict[str, Any], refusal: type[Refused]
) -> None:
    with world.writing(), pytest.raises(refusal):
        actions.set_up(facts(**said), slug=slug, actor=ISU, now=world.now)


def test_listing_a_meeting_tells_everybody_once(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        with pytest.raises(rules.AlreadyListed):
            actions.list_publicly(meeting, seen=meeting.version, actor=ISU, now=world.now)

        assert [entry.public_sentence for entry in audit.public_changes()] == ["The meeting Sample week was listed."]


def test_days_and_zone_stay_as_long_as_sessions_need_them(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        session = make_session(meeting, now=world.now)

        def change(**said: Any) -> None:
            actions.change(meeting, facts(**said), seen=meeting.version, actor=ISU, now=world.now)

        with pytest.raises(rules.ZoneInUse):
            change(zone="Africa/Maputo")
        with pytest.raises(rules.DaysInUse) as refused:
            change(ends_on=date(2011, 6, 23))
        assert refused.value.facts == {"title": "Sample session", "day": "2011-06-24"}

        sessions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=world.now)
        change(ends_on=date(2011, 6, 23))
        with pytest.raises(rules.ZoneInUse):
            change(ends_on=date(2011, 6, 23), zone="Africa/Maputo")


@pytest.mark.parametrize(
    ("said", "is_told"),
    [({"venue": "Another place"}, True), ({"name": "Another name"}, True), ({"number": "IM"}, False), ({}, False)],
)
def test_subscribers_are_told_of_a_new_place_or_name(
    world: World, tomorrow: datetime, said: dict[str, Any], is_told: bool
) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        session = make_session(meeting, now=world.now - timedelta(hours=1))
        actions.change(meeting, facts(**said), seen=meeting.version, actor=ISU, now=tomorrow)

        assert (session.sequence, session.changed_at == tomorrow) == ((1, True) if is_told else (0, False))


def test_who_did_not_see_the_present_version_of_a_meeting_is_told_what_is_stored(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        seen = meeting.version
        actions.change(meeting, facts(city="Maputo"), seen=seen, actor=ISU, now=world.now)
        with pytest.raises(EditConflict) as conflict:
            actions.change(meeting, facts(city="Nairobi"), seen=seen, actor=ISU, now=world.now)

        assert (conflict.value.facts["city"], conflict.value.facts["version"]) == ("Maputo", meeting.version)
        with pytest.raises(EditConflict):
            actions.list_publicly(meeting, seen=seen, actor=ISU, now=world.now)


def test_rooms_of_a_meeting_have_different_names(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_room(meeting, "Room XX", now=world.now)
        other = make_room(meeting, "Room XXI", now=world.now)
        with pytest.raises(rules.RoomNameTaken):
            make_room(meeting, "room  xx", now=world.now)
        with pytest.raises(rules.RoomNameTaken):
            actions.change_room(
                other, name="ROOM XX", seats=None, languages=None, seen=other.version, actor=ISU, now=world.now
            )
        actions.change_room(
            other, name="room XXI", seats=80, languages=None, seen=other.version, actor=ISU, now=world.now
        )
        elsewhere = make_meeting("elsewhere", now=world.now)

        assert make_room(elsewhere, "Room XX", now=world.now).name == "Room XX"
        assert (other.name, other.seats) == ("room XXI", 80)


@pytest.mark.parametrize(("name", "is_told"), [("Room XXII", True), ("Room XX", False)])
def test_subscribers_are_told_of_a_renamed_room(world: World, tomorrow: datetime, name: str, is_told: bool) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, "Room XX", now=world.now)
        session = make_session(meeting, room=room, now=world.now)
        actions.change_room(room, name=name, seats=80, languages=None, seen=room.version, actor=ISU, now=tomorrow)

        assert session.sequence == int(is_told)


def test_the_reference_table_is_loaded_once_and_again_without_a_change(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        loaded = actions.load_meetings(world.now)

        assert (loaded.added, loaded.changed, loaded.unchanged) == (0, 0, 44)
        assert audit.record_number() == number
        assert (stored("10msp").city, stored("10msp").zone) == ("Geneva", "Europe/Zurich")
        assert (stored("11msp").city, stored("11msp").zone) == ("Phnom Penh", "Asia/Phnom_Penh")


def test_a_changed_row_of_the_table_changes_its_meeting_alone(world: World) -> None:
    with world.writing():
        table = changed("meetings.csv", "Matjaž Kovačič (Slovenia)", "Somebody else")
        loaded = actions.load_meetings(world.now, table)

        assert (loaded.added, loaded.changed, loaded.unchanged) == (0, 1, 43)
        assert stored("12msp").president == "Somebody else"
        assert len(audit.history_of(stored("12msp"))) == 1


def test_what_people_changed_stays_as_they_left_it(world: World) -> None:
    with world.writing():
        meeting = stored("12msp")
        known = facts(**actions.facts_of(meeting) | {"venue": "Another place"})
        actions.change(meeting, known, seen=meeting.version, actor=ISU, now=world.now)
        table = changed("meetings.csv", "Matjaž Kovačič (Slovenia)", "Somebody else")
        loaded = actions.load_meetings(world.now, table)

        assert loaded.changed == 0
        assert (stored("12msp").venue, stored("12msp").president) == ("Another place", "Matjaž Kovačič (Slovenia)")


def test_a_room_that_was_added_does_not_keep_a_meeting_from_the_table(world: World) -> None:
    with world.writing():
        make_room(stored("12msp"), now=world.now)
        table = changed("meetings.csv", "Matjaž Kovačič (Slovenia)", "Somebody else")

        assert actions.load_meetings(world.now, table).changed == 1


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        pytest.param('"Standing Committees, June 2011"', '"Standing Committees, Summer 2011"', 1, id="name"),
        pytest.param('2011-06-24,Geneva,"GICHD, WMO', '2011-06-24,Geneva,"GICHD, another', 1, id="venue"),
        pytest.param("2011-06-20,2011-06-24,Geneva,", "2011-06-20,2011-06-24,Berne,", 1, id="city"),
        pytest.param("IM2011-06", "IM2011-6", 0, id="number, which no entry names"),
    ],
)
def test_subscribers_are_told_of_a_place_or_name_that_the_table_changes(
    world: World, tomorrow: datetime, old: str, new: str, sequence: int
) -> None:
    with world.writing():
        session = make_session(stored(WEEK), now=world.now - timedelta(hours=1))
        loaded = actions.load_meetings(tomorrow, changed("meetings.csv", old, new))

        assert (loaded.changed, session.sequence, session.changed_at == tomorrow) == (1, sequence, sequence == 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2011-06-20,2011-06-24,Geneva", "2011-06-20,2011-06-23,Geneva", id="a session outside"),
        pytest.param("2011-06-20,2011-06-24,Geneva", "2011-06,2011-06,Geneva", id="days no longer known"),
        pytest.param("2011-06-20,2011-06-24,Geneva", "2011-06-20,2011-06-24,Nairobi", id="another zone"),
    ],
)
def test_sessions_keep_their_meeting_as_it_is_whatever_the_table_says(world: World, old: str, new: str) -> None:
    with world.writing():
        session = make_session(stored(WEEK), now=world.now)
        before = actions.facts_of(stored(WEEK))
        loaded = actions.load_meetings(world.now, changed("meetings.csv", old, new))

        assert (loaded.changed, loaded.unchanged, session.sequence) == (0, 44, 0)
        assert actions.facts_of(stored(WEEK)) == before
        assert audit.history_of(stored(WEEK)) == []


def test_days_and_zone_of_a_meeting_without_sessions_follow_the_table(world: World) -> None:
    with world.writing():
        table = changed("meetings.csv", "2011-06-20,2011-06-24,Geneva", "2011-06-20,2011-06-23,Nairobi")

        assert actions.load_meetings(world.now, table).changed == 1
        assert (stored(WEEK).ends_on, stored(WEEK).zone) == (date(2011, 6, 23), "Africa/Nairobi")


def test_a_wrong_table_changes_nothing(world: World) -> None:
    with pytest.raises(BadTables, match=r"meetings.csv, line \d+, column kind"), world.writing():
        actions.load_meetings(world.now, changed("meetings.csv", "13msp,meeting_of_states_parties", "13msp,party"))
    with world.reading():
        assert stored("13msp").kind == "meeting_of_states_parties"
