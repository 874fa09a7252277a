"""Releasing a programme, on a real database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import Refused
from meetings.attendance import actions as attendance
from meetings.attendance.rules import Change as Mark
from meetings.attendance.rules import SomebodyWasThere, Value
from meetings.clashes import actions as clashes
from meetings.clashes.rules import Level, Rule
from meetings.drafts.assessing import assess
from meetings.releases import actions, queries, rules
from meetings.releases.rules import Accepted, ChangeKind
from meetings.sessions import actions as sessions
from meetings.sessions import rules as session_rules
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entries_of, sessions_by_uid
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders.delegations import state
from tests.builders.releases import entry, lunch, release
from tests.builders.sessions import make_meeting, make_room, make_session, plan
from tests.world import World

ISU = Actor(name="Sample Officer")


def the_meeting(slug: str = "sample-week") -> Meeting:
    """The meeting as it is on record."""
    found = meeting_by_slug(slug)
    assert found is not None
    return found


def the_session(uid: str) -> Session:
    """A session of the meeting as it is on record."""
    return sessions_by_uid(the_meeting().id)[uid]


@pytest.fixture
def released(world: World) -> World:
    """A meeting with two rooms and a released programme: "one" and "two" in the morning, lunch, "three" at 15:00."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        first, second = make_room(meeting, now=world.now), make_room(meeting, "Room XXII", now=world.now)
        release(
            meeting,
            [
                entry("one", room_id=first.id, is_confirmed=True),
                entry("two", room_id=second.id),
                lunch(),
                entry("three", "15:00", room_id=first.id),
            ],
            now=world.now,
        )
    world.clock.set(world.now + timedelta(hours=1))
    return world


def programme() -> dict[str, Entry]:
    """The newest release by uid."""
    newest = queries.latest(the_meeting().id)
    assert newest is not None
    return {one.uid: one for one in queries.entries_in(newest)}


def changed() -> list[tuple[str, tuple[ChangeKind, ...]]]:
    """What changed in the newest release."""
    newest = queries.latest(the_meeting().id)
    assert newest is not None
    return [(change.uid, change.kinds) for change in queries.changes_in(newest)]


def number() -> int | None:
    """The number of the newest release."""
    return queries.latest_number(the_meeting().id)


def test_the_first_release_puts_its_sessions_on_record_and_freezes_them(released: World) -> None:
    with released.reading():
        (first,) = queries.releases(the_meeting().id)

        assert (first.number, first.origin, first.sha256) == (1, "draft", rules.sha256_of(first.content))
        assert list(programme()) == ["one", "two", "lunch-2011-06-24", "three"]
        assert [kinds for _uid, kinds in changed()] == [(ChangeKind.ADDED,)] * 4
        assert [(one.uid, one.state, one.sequence) for one in sessions_by_uid(the_meeting().id).values()] == [
            ("one", "confirmed", 0),
            ("two", "tentative", 0),
            ("three", "tentative", 0),
        ]
        # What was released is what is on record, and the breaks.
        assert [one for one in programme().values() if one.is_sitting] == entries_of(the_meeting().id)
        assert [deed.public_sentence for deed in audit.public_changes(most=1)] == [
            "The programme of Sample week was released (release 1)."
        ]


def test_two_sessions_swap_their_rooms(released: World) -> None:
    with released.writing():
        found = programme()
        one, two = found["one"], found["two"]
        swapped = [replace(one, room_id=two.room_id), replace(two, room_id=one.room_id), found["three"]]
        release(the_meeting(), swapped, now=released.now)

        assert changed() == [
            ("two", (ChangeKind.ROOM,)),
            ("one", (ChangeKind.ROOM,)),
            ("lunch-2011-06-24", (ChangeKind.REMOVED,)),
        ]
        assert [(the_session(uid).room_id, the_session(uid).sequence) for uid in ("one", "two", "three")] == [
            (two.room_id, 1),
            (one.room_id, 1),
            (one.room_id, 0),
        ]


def test_a_release_moves_cancels_confirms_and_adds_in_one_step_of_each_sequence(released: World) -> None:
    with released.writing():
        found = programme()
        begins = found["one"].starts
        assert begins is not None
        release(
            the_meeting(),
            [
                replace(found["one"], starts=begins - timedelta(days=1), title="Renamed"),
                replace(found["two"], cancelled_because="No quorum."),
                replace(found["three"], is_confirmed=True),
                found["lunch-2011-06-24"],
                entry("four", "15:00", minutes=60),
            ],
            now=released.now,
        )

        assert changed() == [
            ("one", (ChangeKind.MOVED, ChangeKind.CHANGED)),
            ("two", (ChangeKind.CANCELLED,)),
            ("four", (ChangeKind.ADDED,)),
            ("three", (ChangeKind.CHANGED,)),
        ]
        assert {uid: (one.state, one.sequence) for uid, one in sessions_by_uid(the_meeting().id).items()} == {
            "one": ("confirmed", 1),
            "two": ("cancelled", 1),
            "three": ("confirmed", 1),
            "four": ("tentative", 0),
        }
        # It was in diaries, so the time that was announced is kept.
        assert the_session("one").previous_starts == found["one"].starts
        assert programme()["two"].cancelled_because == "No quorum."


def test_a_session_that_a_draft_took_out_of_its_place_and_cancelled_keeps_the_place_it_had(released: World) -> None:
    with released.writing():
        found = programme()
        gone = replace(found["one"], starts=None, room_id=None, cancelled_because="No quorum.")
        release(the_meeting(), [gone, found["two"], found["three"]], now=released.now)

        assert (programme()["one"].starts, programme()["one"].room_id) == (found["one"].starts, found["one"].room_id)


def test_a_cancelled_session_is_restored_elsewhere(released: World) -> None:
    with released.writing():
        found = programme()
        gone = replace(found["one"], cancelled_because="Ill.")
        release(the_meeting(), (found | {"one": gone}).values(), now=released.now)
        elsewhere = replace(found["one"], starts=found["three"].starts, room_id=None)
        release(the_meeting(), (found | {"one": elsewhere}).values(), now=released.now)

        assert changed() == [("one", (ChangeKind.RESTORED, ChangeKind.MOVED, ChangeKind.ROOM))]
        assert (the_session("one").state, the_session("one").cancelled_because) == ("confirmed", None)


def test_entries_without_a_place_stay_out_and_those_that_nobody_knew_are_not_cancelled(released: World) -> None:
    with released.writing():
        found = [*programme().values(), entry("waiting", None), entry("never", cancelled_because="No.")]
        with pytest.raises(rules.NothingChanged):
            release(the_meeting(), found, now=released.now)


def test_the_same_programme_is_not_released_twice_whatever_only_the_scheduler_goes_by(released: World) -> None:
    with released.writing():
        found = [replace(one, is_fixed=True, after=()) for one in programme().values()]
        with pytest.raises(rules.NothingChanged) as refused:
            release(the_meeting(), found, now=released.now)

        assert refused.value.facts == {"number": 1}


@pytest.mark.parametrize("seen", [None, 2])
def test_a_draft_that_does_not_know_the_newest_release_is_stale(released: World, seen: int | None) -> None:
    with released.writing(), pytest.raises(rules.StaleDraft) as refused:
        actions.issue(the_meeting(), [], note="", reasons=(), draft_id=3, seen=seen, actor=ISU, now=released.now)

    assert refused.value.facts == {"seen": seen or 0, "newest": 1}


def refused_programmes() -> dict[str, tuple[list[Entry], type[Refused]]]:
    """Programmes that no meeting can have, and why."""
    one, two, three = (entry(uid, room_id=1) for uid in ("one", "two", "three"))
    return {
        "a room twice at once": ([one, two, replace(three, cancelled_because="No.")], session_rules.RoomTaken),
        "a session is left out": ([one], session_rules.SessionLeftOut),
        "a session has no place": ([replace(one, starts=None)], session_rules.SessionLeftOut),
        "no such room": ([replace(one, room_id=999)], session_rules.NoSuchRoom),
        "no such committee": ([replace(one, committee_id=999)], session_rules.NoSuchCommittee),
        "outside the meeting": (
            [replace(one, starts=datetime.fromisoformat("2011-06-27 10:00"))],
            session_rules.OutsideMeeting,
        ),
        "without a reason": ([replace(one, cancelled_because=" ")], session_rules.NoReason),
    }


@pytest.mark.parametrize("case", refused_programmes())
def test_a_programme_that_cannot_be_is_refused_as_a_whole(released: World, case: str) -> None:
    entries, refusal = refused_programmes()[case]
    with released.reading():
        rest = [one for uid, one in programme().items() if uid not in {entry.uid for entry in entries}]
    keeps_rest = refusal is not session_rules.SessionLeftOut or case == "a session has no place"
    with pytest.raises(refusal), released.writing():
        release(the_meeting(), [*entries, *(rest if keeps_rest else [])], now=released.now)
    with released.reading():
        assert number() == 1
        assert {one.sequence for one in sessions_by_uid(the_meeting().id).values()} == {0}


def test_the_uid_of_a_session_of_another_meeting_is_refused(released: World) -> None:
    with released.writing():
        other = make_meeting("other-week", now=released.now)
        with pytest.raises(session_rules.UidTaken):
            release(other, [entry("one")], now=released.now)


@pytest.mark.parametrize("is_moved", [False, True])
def test_who_was_marked_present_stops_a_release_that_cancels_or_moves_the_session(
    released: World, is_moved: bool
) -> None:
    with released.writing():
        present = [Mark(state("MOZ").id, Value.UNKNOWN, Value.PRESENT)]
        session = the_session("one")
        friday = datetime(2011, 6, 24, 9, tzinfo=UTC)
        attendance.mark(session, present, address="/", actor=ISU, now=friday)
        found = programme()
        moved = replace(found["one"], starts=found["three"].starts, room_id=None)
        one = moved if is_moved else replace(found["one"], cancelled_because="No quorum.")
    with pytest.raises(SomebodyWasThere), released.writing():
        release(the_meeting(), [*(found | {"one": one}).values()], now=released.now)
    with released.reading():
        assert number() == 1


def test_a_release_across_the_change_of_the_clocks_keeps_wall_times(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=date(2011, 3, 25), ends_on=date(2011, 3, 29))
        days = [date(2011, 3, 25), date(2011, 3, 28)]
        release(meeting, [entry(f"on {day}", day=day) for day in days], now=world.now)

        assert [one.starts_utc.hour for one in sessions_by_uid(meeting.id).values()] == [9, 8]
        with pytest.raises(session_rules.TimeDoesNotExist):
            release(
                meeting,
                [*entries_of(meeting.id), entry("lost", "02:30", minutes=60, day=date(2011, 3, 27))],
                now=world.now,
            )


@pytest.mark.parametrize(
    ("zone", "starts", "first_utc"),
    [
        ("Pacific/Auckland", "09:00", "2011-06-23T21:00:00+00:00"),  # the day before in UTC
        ("America/Bogota", "20:00", "2011-06-25T01:00:00+00:00"),  # the day after
    ],
)
def test_a_meeting_across_midnight_in_utc_is_released_by_its_own_days(
    world: World, zone: str, starts: str, first_utc: str
) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, zone=zone)
        room = make_room(meeting, now=world.now)
        morning = entry("one", starts, room_id=room.id, minutes=120)
        release(meeting, [morning], now=world.now)
        with pytest.raises(session_rules.RoomTaken):
            release(meeting, [morning, replace(morning, uid="two")], now=world.now)

        (session,) = sessions_by_uid(meeting.id).values()
        assert session.starts_utc.isoformat() == first_utc
        newest = queries.latest(meeting.id)
        assert newest is not None
        assert [one.starts for one in queries.entries_in(newest)] == [morning.starts]


def test_a_meeting_that_was_never_released_is_planned_without_releases(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now, uid="one")
        sessions.cancel(the_session("one"), reason="Ill.", seen=the_session("one").version, actor=ISU, now=world.now)

        assert number() is None


def test_a_direct_change_makes_a_release_of_its_own_that_keeps_breaks_and_plans(released: World) -> None:
    with released.writing():
        session = the_session("one")
        day = timedelta(days=1)
        later = replace(sessions.plan_of(session), starts=session.starts - day, ends=session.ends - day)
        sessions.change(session, later, seen=session.version, actor=ISU, now=released.now)

        newest = queries.latest(the_meeting().id)
        assert newest is not None
        assert (newest.number, newest.origin, newest.note, newest.draft_id) == (2, "change", "", None)
        assert changed() == [("one", (ChangeKind.MOVED,))]
        assert "lunch-2011-06-24" in programme()
        # What was done is told once, by the release, and stands in the session's own history besides.
        assert [deed.action for deed in audit.public_changes()] == ["programme:release"] * 2 + ["meeting:list"]
        assert [deed.action for deed in audit.history_of(session)] == ["session:move", "session:schedule"]


def test_each_direct_deed_makes_a_release_and_a_new_session_is_one(released: World) -> None:
    with released.writing():
        new = plan("15:00", "18:00", kind=Kind.GROUP)
        sessions.schedule(the_meeting(), new, actor=ISU, now=released.now, uid="new")
        session = the_session("new")
        sessions.confirm(session, seen=session.version, actor=ISU, now=released.now)
        sessions.cancel(session, reason="Ill.", seen=session.version, actor=ISU, now=released.now)
        sessions.restore(session, seen=session.version, actor=ISU, now=released.now)

        found = [queries.changes_in(one)[0].kinds for one in reversed(queries.releases(the_meeting().id))]
        assert found[1:] == [
            (ChangeKind.ADDED,),
            (ChangeKind.CHANGED,),
            (ChangeKind.CANCELLED,),
            (ChangeKind.RESTORED,),
        ]


def test_a_released_session_is_only_a_session_and_a_break_is_none(released: World) -> None:
    with released.writing(), pytest.raises(session_rules.NotASession):
        sessions.schedule(the_meeting(), plan(kind=Kind.BREAK), actor=ISU, now=released.now)


def test_a_session_that_was_released_tells_its_old_time_when_it_moves_confirmed_or_not(released: World) -> None:
    with released.writing():
        before = the_session("two").starts
        found = programme()
        moved = replace(found["two"], starts=before - timedelta(days=1))
        release(the_meeting(), (found | {"two": moved}).values(), now=released.now)
        assert (the_session("two").state, the_session("two").previous_starts) == ("tentative", before)
    with released.writing():
        session = the_session("three")
        before, day = session.starts, timedelta(days=1)
        earlier = replace(sessions.plan_of(session), starts=session.starts - day, ends=session.ends - day)
        sessions.change(session, earlier, seen=session.version, actor=ISU, now=released.now)
        assert (session.state, session.previous_starts) == ("tentative", before)


def test_the_note_stands_through_direct_changes_until_the_next_draft_is_released(released: World) -> None:
    def note() -> str:
        newest = queries.latest(the_meeting().id)
        assert newest is not None
        return queries.note_of(newest)

    with released.writing():
        found = programme()
        cancelled = replace(found["two"], cancelled_because="Ill.")
        release(the_meeting(), (found | {"two": cancelled}).values(), now=released.now, note="One is ill.")
        assert note() == "One is ill."
    with released.writing():
        session = the_session("three")
        sessions.confirm(session, seen=session.version, actor=ISU, now=released.now)
        assert (number(), note()) == (3, "One is ill.")
    with released.writing():
        release(the_meeting(), [one for one in programme().values() if one.is_sitting], now=released.now)
        assert (number(), note()) == (4, "")


def test_a_direct_change_that_needs_a_reason_is_made_in_a_draft(released: World) -> None:
    with released.writing():
        session = the_session("three")
        late = replace(sessions.plan_of(session), starts=session.starts + timedelta(hours=3), ends=session.ends)
        late = replace(late, ends=late.ends + timedelta(hours=3))
        with pytest.raises(rules.BreaksRule) as refused:
            sessions.change(session, late, seen=session.version, actor=ISU, now=released.now)
        assert refused.value.facts == {"broken_rule": "late"}


def accepted(entries: Iterable[Entry], reason: str) -> list[Accepted]:
    """Every warning about a programme, with this reason."""
    found = assess(the_meeting(), entries).findings
    return [Accepted(one, reason) for one in found if one.level == Level.WARNING]


def cancel(world: World, uid: str) -> None:
    """Cancel a session directly."""
    session = the_session(uid)
    sessions.cancel(session, reason="A slip.", seen=session.version, actor=ISU, now=world.now)


def restore(world: World, uid: str) -> None:
    """Take a cancelled session up again directly."""
    session = the_session(uid)
    sessions.restore(session, seen=session.version, actor=ISU, now=world.now)


def test_a_cancellation_is_taken_back_with_the_warnings_that_stood_before_it_and_their_reasons(
    released: World,
) -> None:
    with released.writing():
        late = [*programme().values(), entry("late", "16:00", kind=Kind.GROUP)]
        release(the_meeting(), late, now=released.now, reasons=accepted(late, "The President asked for it."))
        cancel(released, "late")
        sessions.confirm(the_session("two"), seen=the_session("two").version, actor=ISU, now=released.now)
        restore(released, "late")

        newest = queries.latest(the_meeting().id)
        assert newest is not None
        assert changed() == [("late", (ChangeKind.RESTORED,))]
        told = {(one.finding.rule, one.reason) for one in map(rules.read_reason, newest.reasons)}
        assert (Rule.LATE, "The President asked for it.") in told


def test_a_cancellation_is_taken_back_on_a_day_that_became_free_before_it(released: World) -> None:
    with released.writing():
        day = the_session("three").starts.date()
        clashes.record_free_day(the_meeting(), day=day, name="A sample", source="Sample", actor=ISU, now=released.now)
        cancel(released, "three")
        restore(released, "three")

        assert changed() == [("three", (ChangeKind.RESTORED,))]


def test_a_cancellation_is_not_taken_back_into_an_error_or_a_warning_that_has_come_since(released: World) -> None:
    with released.writing():
        cancel(released, "three")
        second = the_session("two").room_id
        release(the_meeting(), [*programme().values(), entry("four", "15:00", room_id=second)], now=released.now)
        with pytest.raises(rules.BreaksRule) as refused:
            restore(released, "three")
        assert refused.value.facts == {"broken_rule": "parallel_plenary"}
