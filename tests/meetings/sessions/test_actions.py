"""What is done with sessions, on a real database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from meetings.hooks import hooks
from meetings.sessions import actions, queries, rules
from meetings.sessions.models import Session
from meetings.sessions.rules import Plan
from tests.builders.sessions import make_meeting, make_room, make_session, plan
from tests.tools.at_once import refusal_at_once
from tests.world import World

ISU = Actor(name="Sample Officer")


@pytest.fixture
def session_id(world: World) -> int:
    """A tentative session on the morning of 24 June 2011, in a room of a listed meeting."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        return make_session(meeting, committee="sc_rca", room=room, now=world.now).id


@pytest.fixture
def tomorrow(world: World) -> datetime:
    """The clock stands a day later from here on."""
    world.clock.set(world.now + timedelta(days=1))
    return world.now


def stored(session_id: int) -> Session:
    """The session as it is on record."""
    found = queries.session(session_id)
    assert found is not None
    return found


def deeds(session: Session) -> list[str]:
    """What was done to the session, the latest first, without those who did it."""
    return [entry.sentence.replace("Set-up", "ISU").replace(ISU.name, "ISU") for entry in audit.history_of(session)]


def test_a_session_is_scheduled_tentative_with_its_instants_in_utc(world: World, session_id: int) -> None:
    with world.reading():
        found = stored(session_id)

        assert (found.state, found.sequence, found.previous_starts) == ("tentative", 0, None)
        assert (found.starts_utc.isoformat(), found.ends_utc.isoformat()) == (
            "2011-06-24T08:00:00+00:00",
            "2011-06-24T11:00:00+00:00",
        )
        assert (found.created_at, found.changed_at) == (world.now, world.now)
        assert uuid.UUID(found.uid).version == 4
        assert deeds(found) == ["ISU scheduled Sample session for Friday, 24 June 2011, 10:00–13:00 (UTC+02:00)."]


def test_a_session_without_a_title_has_its_committees_name(world: World) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now), committee="sc_rca", title="", now=world.now)

        assert session.title == "Standing Committee on Resources, Cooperation and Assistance"


def test_a_uid_that_is_handed_in_is_kept(world: World) -> None:
    with world.writing():
        uid = str(uuid.UUID(int=7, version=4))

        assert make_session(make_meeting(now=world.now), uid=uid, now=world.now).uid == uid


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": ""}, rules.NoTitle),
        ({"day": date(2011, 6, 25)}, rules.OutsideMeeting),
        ({"ends": "10:00"}, rules.EndNotAfterStart),
        ({"languages": ("tlh",)}, rules.UnknownLanguage),
        ({"room_id": 999}, rules.NoSuchRoom),
        ({"committee_id": 999}, rules.NoSuchCommittee),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(world: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with world.writing(), pytest.raises(refusal):
        actions.schedule(make_meeting(now=world.now), plan(**said), actor=ISU, now=world.now)


def test_a_committee_sits_only_while_it_exists(world: World) -> None:
    with world.writing(), pytest.raises(rules.CommitteeDidNotExist):
        make_session(make_meeting(now=world.now), committee="c_va", now=world.now)


def test_a_room_of_another_meeting_is_refused(world: World) -> None:
    with world.writing():
        elsewhere = make_room(make_meeting("elsewhere", now=world.now), now=world.now)
        with pytest.raises(rules.NoSuchRoom):
            make_session(make_meeting(now=world.now), room=elsewhere, now=world.now)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "refusal"),
    [
        (date(2027, 3, 28), "02:30", "04:00", rules.TimeDoesNotExist),
        (date(2027, 3, 28), "01:00", "02:00", rules.TimeDoesNotExist),
        (date(2027, 10, 31), "02:30", "04:00", rules.TimeHappensTwice),
        (date(2027, 10, 31), "01:00", "02:45", rules.TimeHappensTwice),
    ],
)
def test_a_wall_time_must_exist_once(world: World, day: date, starts: str, ends: str, refusal: type[Refused]) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=day, ends_on=day)
        with pytest.raises(refusal) as refused:
            make_session(meeting, starts, ends, day=day, now=world.now)

        assert refused.value.facts["zone"] == "Europe/Zurich"


def test_the_hours_beside_a_change_of_the_clocks_are_fine(world: World) -> None:
    with world.writing():
        day = date(2027, 3, 28)
        meeting = make_meeting(now=world.now, starts_on=day, ends_on=day)
        session = make_session(meeting, "01:45", "03:00", day=day, now=world.now)

        assert session.ends_utc - session.starts_utc == timedelta(minutes=15)


def test_a_room_booked_twice_is_refused_and_the_other_session_named(world: World, session_id: int) -> None:
    with world.writing():
        first = stored(session_id)
        with pytest.raises(rules.RoomTaken) as refused:
            make_session(first.meeting, "12:00", "15:00", room=first.room, now=world.now)

        assert refused.value.facts == {
            "room": "Room XX",
            "title": "Sample session",
            "starts": "10:00",
            "ends": "13:00",
        }
        assert make_session(first.meeting, "13:00", "15:00", room=first.room, now=world.now).room == first.room


def test_a_cancelled_session_gives_up_its_room_and_cannot_be_restored_into_a_taken_one(
    world: World, session_id: int
) -> None:
    with world.writing():
        first = stored(session_id)
        actions.cancel(first, reason="No quorum.", seen=first.version, actor=ISU, now=world.now)
        second = make_session(first.meeting, room=first.room, now=world.now)
        with pytest.raises(rules.RoomTaken):
            actions.restore(first, seen=first.version, actor=ISU, now=world.now)
        actions.cancel(second, reason="A mistake.", seen=second.version, actor=ISU, now=world.now)
        actions.restore(first, seen=first.version, actor=ISU, now=world.now)

        assert (first.state, first.cancelled_because) == ("tentative", None)


def test_of_two_people_who_book_a_room_at_once_the_second_is_refused(world: World) -> None:
    with world.writing():
        room_id = make_room(make_meeting(now=world.now), now=world.now).id

    def book() -> None:
        meeting = queries.meeting("sample-week")
        assert meeting is not None
        actions.schedule(meeting, plan(room_id=room_id), actor=ISU, now=world.now)

    # PostgreSQL locks the programme of the meeting.
    assert isinstance(refusal_at_once(world, book, book, "FOR NO KEY UPDATE"), rules.RoomTaken)


def test_a_moved_session_that_was_confirmed_keeps_the_time_that_was_announced(
    world: World, session_id: int, tomorrow: datetime
) -> None:
    with world.writing():
        session = stored(session_id)
        actions.confirm(session, seen=session.version, actor=ISU, now=tomorrow)
        before = actions.plan_of(session)
        later = replace(before, starts=before.starts + timedelta(hours=5), ends=before.ends + timedelta(hours=5))
        actions.change(session, later, seen=session.version, actor=ISU, now=tomorrow)
    with world.reading():
        session = stored(session_id)

        assert (session.sequence, session.changed_at, session.previous_starts) == (2, tomorrow, before.starts)
        assert session.starts_utc.isoformat() == "2011-06-24T13:00:00+00:00"
        assert deeds(session)[0] == (
            "ISU moved Sample session from Friday, 24 June 2011, 10:00–13:00 to Friday, 24 June 2011, 15:00–18:00 "
            "(UTC+02:00)."
        )


def test_a_change_that_calendars_do_not_show_does_not_raise_the_sequence(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        noted = replace(actions.plan_of(session), source="Invitation letter")
        actions.change(session, noted, seen=session.version, actor=ISU, now=world.now)

        assert (session.sequence, session.source) == (0, "Invitation letter")
        assert deeds(session)[0] == "ISU changed the entry of Sample session."


def test_saving_without_a_change_leaves_no_trace(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        version = session.version
        actions.change(session, actions.plan_of(session), seen=version, actor=ISU, now=world.now)

        assert (session.version, len(deeds(session))) == (version, 1)


def test_another_room_is_told_by_name(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        other = make_room(session.meeting, "Room XXII", now=world.now)
        planned = replace(actions.plan_of(session), room_id=other.id)
        actions.change(session, planned, seen=session.version, actor=ISU, now=world.now)

        assert (session.sequence, session.room) == (1, other)
        assert deeds(session)[0] == "ISU changed the room of Sample session from Room XX to Room XXII."


def test_each_step_of_a_session_is_told_and_raises_the_sequence(
    world: World, session_id: int, tomorrow: datetime
) -> None:
    with world.writing():
        session = stored(session_id)
        actions.confirm(session, seen=session.version, actor=ISU, now=tomorrow)
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=tomorrow)
        actions.restore(session, seen=session.version, actor=ISU, now=tomorrow)

        assert (session.state, session.sequence, session.changed_at) == ("tentative", 3, tomorrow)
        assert deeds(session)[:3] == [
            "ISU took up Sample session again.",
            "ISU cancelled Sample session: No quorum.",
            "ISU confirmed Sample session.",
        ]


def test_a_cancelled_session_is_not_moved(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=world.now)
        with pytest.raises(rules.AlreadyCancelled):
            actions.change(session, plan("15:00", "18:00"), seen=session.version, actor=ISU, now=world.now)


def test_who_did_not_see_the_present_version_is_told_what_is_stored(world: World, session_id: int) -> None:
    with world.writing():
        session = stored(session_id)
        seen = session.version
        actions.confirm(session, seen=seen, actor=ISU, now=world.now)
        for act in (
            lambda: actions.change(session, plan(), seen=seen, actor=ISU, now=world.now),
            lambda: actions.confirm(session, seen=seen, actor=ISU, now=world.now),
            lambda: actions.cancel(session, reason="No.", seen=seen, actor=ISU, now=world.now),
            lambda: actions.restore(session, seen=seen, actor=ISU, now=world.now),
        ):
            with pytest.raises(EditConflict) as conflict:
                act()
            assert conflict.value.facts["version"] == session.version
            assert conflict.value.facts["title"] == "Sample session"


class AgendaStands(Refused):
    """An upper floor's objection."""


@contextmanager
def objecting_to(session_id: int) -> Iterator[None]:
    """An upper floor objects to changes of this session."""

    def object_to(session: Session, _plan: Plan | None) -> Exception | None:
        return AgendaStands() if session.id == session_id else None

    hooks.objections.append(object_to)
    try:
        yield
    finally:
        hooks.objections.remove(object_to)


def test_an_upper_floor_may_object_to_moving_and_cancelling_but_not_to_mending_words(
    world: World, session_id: int
) -> None:
    with world.writing(), objecting_to(session_id):
        session = stored(session_id)
        before = actions.plan_of(session)
        later = replace(before, starts=before.starts + timedelta(hours=1))
        with pytest.raises(AgendaStands):
            actions.change(session, later, seen=session.version, actor=ISU, now=world.now)
        with pytest.raises(AgendaStands):
            actions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=world.now)
        actions.change(session, replace(before, note="Bring badges."), seen=session.version, actor=ISU, now=world.now)

        assert (session.state, session.starts, session.note) == ("tentative", before.starts, "Bring badges.")


@pytest.mark.parametrize("listed", [True, False])
def test_everybody_learns_of_what_is_done_once_the_meeting_is_listed(world: World, listed: bool) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now, listed=listed), now=world.now)
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=world.now)
    with world.reading():
        found = {entry.action: (entry.public_sentence, entry.address) for entry in audit.public_changes()}

    told = {
        "session:cancel": ("Sample session was cancelled: No quorum.", "/sessions/1/"),
        "session:schedule": (
            "Sample session was scheduled for Friday, 24 June 2011, 10:00–13:00 (UTC+02:00).",
            "/sessions/1/",
        ),
    }
    assert {action: found.get(action) for action in told} == (told if listed else dict.fromkeys(told))


def test_touched_sessions_look_changed_to_subscribers(world: World, session_id: int, tomorrow: datetime) -> None:
    with world.writing():
        session = stored(session_id)
        actions.touch([session], now=tomorrow)

        assert (session.sequence, session.changed_at) == (1, tomorrow)
        assert len(deeds(session)) == 1
