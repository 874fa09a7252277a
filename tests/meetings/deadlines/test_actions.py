"""Deadlines on a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict
from meetings.calendars.entries import deadlines_of
from meetings.deadlines import actions, jobs, queries, rules
from meetings.deadlines.models import Deadline
from meetings.deadlines.offsets import actions as offsets
from meetings.deadlines.rules import Planned
from meetings.programme import actions as programme
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.outbox import mails, receivers
from tests.builders.people import make_delegate
from tests.builders.sessions import facts, make_meeting
from tests.reference import changed
from tests.world import World

SLUG = "sample-week"
DAYS: dict[str, Any] = {"starts_on": date(2011, 9, 19), "ends_on": date(2011, 9, 23)}
DONE_BY: dict[str, Any] = {"actor": SECRETARIAT}


@pytest.fixture
def planned(world: World) -> World:
    """A listed week from 19 to 23 September 2011 with its deadlines, of which people know."""
    with world.writing():
        make_account("Sample officer", now=world.now, role="isu")
        make_delegate("ZMB", now=world.now)
        make_meeting(SLUG, now=world.now, **DAYS)
        offsets.load_offsets(world.now)
        actions.plan(_meeting(), now=world.now, **DONE_BY)
    return world


def _meeting() -> Meeting:
    found = sessions.meeting(SLUG)
    assert found is not None
    return found


def _deadline(key: str) -> Deadline:
    return next(one for one in queries.deadlines(_meeting().id) if one.rule is not None and one.rule.key == key)


def _move(key: str, day: date, *, because: str = "", seen: int = 1, now: datetime) -> None:
    deadline = _deadline(key)
    said: dict[str, Any] = {"because": because, "remind_days": deadline.remind_days, "note": deadline.note}
    actions.move(deadline, due_on=day, seen=seen, now=now, **said, **DONE_BY)


def test_a_meeting_gets_the_deadlines_of_its_kind(planned: World) -> None:
    with planned.reading():
        found = {one.rule.key: one.due_on for one in queries.deadlines(_meeting().id) if one.rule is not None}

    assert found["registration"] == date(2011, 9, 12)
    assert found["side_event_requests"] == date(2011, 8, 30)
    assert found["summaries"] == date(2011, 10, 7)
    assert "un_forecast" not in found, "papers with a symbol of the United Nations are those of formal meetings"


def test_working_them_out_again_changes_nothing(planned: World) -> None:
    with planned.writing():
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(0, 0, 0)


def test_they_follow_the_days_of_the_meeting_but_for_those_that_people_moved_met_or_dropped(planned: World) -> None:
    with planned.writing():
        _move("registration", date(2011, 9, 9), because="A holiday", now=planned.now)
        actions.meet(_deadline("invitation"), seen=1, now=planned.now, **DONE_BY)
        actions.drop(_deadline("visa_first"), because="No visas", seen=1, now=planned.now, **DONE_BY)
    with planned.writing():
        meeting = _meeting()
        later = facts(starts_on=date(2011, 9, 26), ends_on=date(2011, 9, 30))
        assert programme.change(meeting, later, seen=meeting.version, now=planned.now, **DONE_BY) == [
            "7 deadlines followed the days of the meeting.",
            STAYS.format("Registration closes"),
        ]
        assert actions.plan(meeting, now=planned.now, **DONE_BY) == Planned(0, 0, 0)

    with planned.reading():
        assert _deadline("side_event_requests").due_on == date(2011, 9, 6)
        assert _deadline("side_event_requests").sequence == 1
        registration = _deadline("registration")
        assert (registration.due_on, registration.planned_on) == (date(2011, 9, 9), date(2011, 9, 19))
        assert registration.sequence == 1, "calendars know of no other day than before"
        assert _deadline("invitation").due_on == date(2011, 7, 25)
        assert _deadline("visa_first").due_on == date(2011, 8, 8)
        newest = audit.public_changes(most=1)[0]
        assert newest.public_sentence == "The deadlines of Sample week were worked out: 0 new, 7 moved."


def _change_days(world: World, **said: Any) -> list[str]:
    meeting = _meeting()
    return programme.change(meeting, facts(**{**DAYS, **said}), seen=meeting.version, now=world.now, **DONE_BY)


def _add_photos(world: World) -> None:
    said: dict[str, Any] = {"audience": "delegations", "remind_days": (), "note": ""}
    actions.add(_meeting(), name="Photos", due_on=date(2011, 9, 20), now=world.now, **said, **DONE_BY)


def _move_registration(world: World) -> None:
    _move("registration", date(2011, 9, 9), because="A holiday", now=world.now)


def _move_registration_to_where_it_will_fit(world: World) -> None:
    _move("registration", date(2011, 9, 13), because="A day later", now=world.now)


def _drop_all(world: World) -> None:
    for one in queries.deadlines(_meeting().id):
        actions.drop(one, because="No meeting", seen=one.version, now=world.now, **DONE_BY)


ALL_TEN = "10 deadlines followed the days of the meeting."
ONE = "1 deadline followed the days of the meeting."
ALL_NINE = "9 deadlines followed the days of the meeting."
STAYS = "1 deadline was set by hand and stays where it is. See whether it still fits: {}."
A_DAY_LATER: dict[str, Any] = {"starts_on": date(2011, 9, 20), "ends_on": date(2011, 9, 24)}


@pytest.mark.parametrize(
    ("deed", "days", "said", "registration"),
    [
        pytest.param(None, A_DAY_LATER, [ALL_TEN], 13, id="all follow"),
        pytest.param(None, {"ends_on": date(2011, 9, 22)}, [ONE], 12, id="end"),
        pytest.param(None, {"city": "Dead Sea"}, [], 12, id="other facts than days"),
        pytest.param(_add_photos, A_DAY_LATER, [ALL_TEN, STAYS.format("Photos")], 13, id="set by hand"),
        pytest.param(
            _move_registration, A_DAY_LATER, [ALL_NINE, STAYS.format("Registration closes")], 9, id="moved by hand"
        ),
        pytest.param(
            _move_registration,
            {"ends_on": date(2011, 9, 22)},
            [ONE],
            9,
            id="moved by hand, and its offset gives what it gave",
        ),
        pytest.param(_move_registration_to_where_it_will_fit, A_DAY_LATER, [ALL_NINE], 13, id="put where it fits now"),
        pytest.param(_drop_all, A_DAY_LATER, [], 12, id="none is open"),
    ],
)
def test_deadlines_follow_other_days_of_the_meeting_and_it_is_said_which_ones_do_not(
    planned: World, deed: Callable[[World], None] | None, days: dict[str, Any], said: list[str], registration: int
) -> None:
    if deed is not None:
        with planned.writing():
            deed(planned)
    with planned.writing():
        assert _change_days(planned, **days) == said
    with planned.reading():
        assert _deadline("registration").due_on == date(2011, 9, registration)


def test_put_by_hand_where_its_offset_puts_it_now_it_follows_from_then_on(planned: World) -> None:
    with planned.writing():
        _move_registration_to_where_it_will_fit(planned)
    with planned.writing():
        _change_days(planned, **A_DAY_LATER)
    with planned.writing():
        assert _change_days(planned, starts_on=date(2011, 9, 21), ends_on=date(2011, 9, 25)) == [ALL_TEN]
    with planned.reading():
        registration = _deadline("registration")
        assert (registration.due_on, registration.moved_from) == (date(2011, 9, 14), date(2011, 9, 13))
        assert registration.moved_because is None


def test_deadlines_follow_days_that_the_reference_table_corrects(world: World) -> None:
    with world.writing():
        offsets.load_offsets(world.now)
        meeting = sessions.meeting("2011-06-intersessional")
        assert meeting is not None
        actions.plan(meeting, now=world.now, **DONE_BY)
    with world.writing():
        programme.load_meetings(world.now, changed("meetings.csv", "2011-06-20,2011-06-24", "2011-06-21,2011-06-24"))
    with world.reading():
        meeting = sessions.meeting("2011-06-intersessional")
        assert meeting is not None
        found = {one.rule.key: one.due_on for one in queries.deadlines(meeting.id) if one.rule is not None}
        assert found["registration"] == date(2011, 6, 14)


def test_a_deadline_whose_offset_has_changed_goes_there_when_worked_out_anew_though_its_note_was_changed(
    planned: World,
) -> None:
    with planned.writing():
        _set_offset(planned, days=-8)
    with planned.writing():
        registration = _deadline("registration")
        assert (registration.due_on, registration.rule_gives) == (FIRST, date(2011, 9, 11))
        _move("registration", FIRST, now=planned.now)
    with planned.writing():
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(new=0, moved=1, changed=0)
        assert _deadline("registration").due_on == date(2011, 9, 11)


def test_a_deadline_goes_where_its_offset_puts_it_though_the_meeting_is_of_another_kind_by_now(planned: World) -> None:
    with planned.writing():
        _change_days(planned, kind="related_event")
        _set_offset(planned, days=-8)
    with planned.writing():
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(new=0, moved=1, changed=0)


def test_one_that_was_moved_by_hand_does_not_count_as_moved_when_its_offset_gives_another_day(planned: World) -> None:
    with planned.writing():
        _move("registration", date(2011, 9, 9), because="A holiday", now=planned.now)
    later = planned.now + timedelta(hours=1)
    with planned.writing():
        offset = _deadline("registration").rule
        assert offset is not None
        offset.days += 1
        assert actions.plan(_meeting(), now=later, **DONE_BY) == Planned(0, 0, 0)
    with planned.reading():
        assert audit.public_changes(most=1)[0].action == "deadline:move"
        registration = _deadline("registration")
        assert (registration.due_on, registration.planned_on) == (date(2011, 9, 9), date(2011, 9, 13))
        assert registration.changed_at == planned.now


def test_moved_back_to_the_day_of_its_offset_it_follows_the_meeting_again(planned: World) -> None:
    with planned.writing():
        _move("registration", date(2011, 9, 9), because="A holiday", now=planned.now)
    with planned.writing():
        _move("registration", date(2011, 9, 12), seen=2, now=planned.now)
    with planned.reading():
        registration = _deadline("registration")
        assert (registration.moved_because, registration.planned_on) == (None, None)


def test_a_deadline_is_moved_for_a_reason_and_everybody_may_know(planned: World) -> None:
    with planned.writing(), pytest.raises(rules.NoReason):
        _move("registration", date(2011, 9, 9), now=planned.now)
    with planned.writing():
        _move("registration", date(2011, 9, 9), because="A holiday", now=planned.now)
    with planned.reading():
        newest = audit.public_changes(most=1)[0]
        assert (newest.action, newest.facts["after"]) == ("deadline:move", "2011-09-09")


def test_what_concerns_the_secretariat_alone_is_no_public_deed(planned: World) -> None:
    with planned.writing():
        _move("invitation", date(2011, 7, 20), because="Earlier", now=planned.now)
    with planned.reading():
        assert audit.public_changes(most=1)[0].action == "deadline:plan"


def test_of_two_who_move_a_deadline_the_second_is_shown_both(planned: World) -> None:
    with planned.writing():
        _move("registration", date(2011, 9, 9), because="A holiday", now=planned.now)
    with planned.writing(), pytest.raises(EditConflict) as conflict:
        _move("registration", date(2011, 9, 8), because="Another", now=planned.now)
    assert conflict.value.facts["due_on"] == date(2011, 9, 9)


def _meet(world: World, seen: int) -> None:
    actions.meet(_deadline("registration"), seen=seen, now=world.now, **DONE_BY)


def _drop(world: World, seen: int) -> None:
    actions.drop(_deadline("registration"), because="Not needed", seen=seen, now=world.now, **DONE_BY)


def _put_off(world: World, seen: int) -> None:
    _move("registration", date(2011, 9, 9), because="A holiday", seen=seen, now=world.now)


@pytest.mark.parametrize("deed", [_meet, _drop, _put_off])
@pytest.mark.parametrize(("first", "refusal"), [(_meet, rules.IsMet), (_drop, rules.IsDropped)])
def test_what_is_met_or_dropped_is_taken_up_again_first(
    planned: World, first: Callable[[World, int], None], refusal: type[Exception], deed: Callable[[World, int], None]
) -> None:
    with planned.writing():
        first(planned, 1)
    with planned.writing(), pytest.raises(refusal):
        deed(planned, 2)
    with planned.writing():
        actions.reopen(_deadline("registration"), seen=2, now=planned.now, **DONE_BY)
    with planned.writing(), pytest.raises(rules.IsOpen):
        actions.reopen(_deadline("registration"), seen=3, now=planned.now, **DONE_BY)


def test_a_deadline_that_follows_from_no_offset(planned: World) -> None:
    said: dict[str, Any] = {"due_on": date(2011, 8, 31), "remind_days": (7,), "note": ""}
    with planned.writing():
        for name, audience, refusal in ((" ", "isu", rules.NoName), ("Photos", "press", rules.UnknownAudience)):
            with pytest.raises(refusal):
                actions.add(_meeting(), name=name, audience=audience, now=planned.now, **said, **DONE_BY)
        added = actions.add(_meeting(), name="Photos", audience="delegations", now=planned.now, **said, **DONE_BY)
        assert (added.rule_id, added.is_public) == (None, True)


def test_an_offset_that_the_secretariat_changed_is_left_alone_by_the_table(planned: World) -> None:
    with planned.writing():
        offset = queries.offset("registration")
        assert offset is not None
        said: dict[str, Any] = {"days": -10, "audience": "everybody", "remind_days": (14,)}
        offsets.set_offset(offset, seen=offset.version, now=planned.now, **said, **DONE_BY)
    with planned.writing():
        loaded = offsets.load_offsets(planned.now)
        assert (loaded.added, loaded.changed) == (0, 0)
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(new=0, moved=1, changed=1)
    with planned.reading():
        registration = _deadline("registration")
        assert (registration.due_on, registration.remind_days) == (date(2011, 9, 9), [14])


def _set_offset(world: World, **said: Any) -> None:
    offset = queries.offset("registration")
    assert offset is not None
    usual = {"days": offset.days, "audience": offset.audience, "remind_days": offset.remind_days}
    offsets.set_offset(offset, **{**usual, **said}, seen=offset.version, now=world.now, **DONE_BY)


def _set_reminders(world: World, *days: int) -> None:
    registration = _deadline("registration")
    said: dict[str, Any] = {"due_on": registration.due_on, "because": "", "note": ""}
    actions.move(registration, remind_days=days, seen=registration.version, now=world.now, **said, **DONE_BY)


Deed = Callable[[World], None]


def _none(world: World) -> None:
    pass


def _own_reminders(world: World) -> None:
    _set_reminders(world, 5)


def _own_reminders_and_back(world: World) -> None:
    _set_reminders(world, 5)
    db.session.flush()
    _set_reminders(world, 14, 3)


def _moved(world: World) -> None:
    _put_off(world, 1)


def _met(world: World) -> None:
    _meet(world, _deadline("registration").version)


def _dropped(world: World) -> None:
    _drop(world, 1)


@pytest.mark.parametrize(
    ("by_hand", "reminders"),
    [
        pytest.param(_none, [1], id="nothing by hand"),
        pytest.param(_own_reminders, [5], id="reminders by hand"),
        pytest.param(_own_reminders_and_back, [1], id="reminders by hand, put back to those of the offset"),
        pytest.param(_moved, [1], id="moved"),
        pytest.param(_met, [1], id="met"),
        pytest.param(_dropped, [1], id="dropped"),
    ],
)
def test_deadlines_on_record_take_over_whom_their_offset_concerns_and_reminders_that_nobody_set(
    planned: World, by_hand: Deed, reminders: list[int]
) -> None:
    with planned.writing():
        by_hand(planned)
    with planned.writing():
        _set_offset(planned, audience="isu", remind_days=(1,))
    with planned.reading():
        assert _deadline("registration").audience == "everybody", "it stays as it is until they are worked out anew"
    with planned.writing():
        before, sequence = audit.record_number(), _deadline("registration").sequence
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(new=0, moved=0, changed=1)
    with planned.reading():
        registration = _deadline("registration")
        assert (registration.audience, registration.remind_days) == ("isu", reminders)
        assert registration.sequence == sequence + 1
        assert audit.record_number() > before, "what is kept of the public page is no longer shown"
        assert audit.history_of(registration)[0].action == "deadline:follow"
    with planned.writing():
        assert actions.plan(_meeting(), now=planned.now, **DONE_BY) == Planned(0, 0, 0)


FIRST, BY_HAND, A_WEEK_LATER = date(2011, 9, 12), date(2011, 9, 9), date(2011, 9, 19)


def _days_moved(world: World) -> None:
    meeting = _meeting()
    later = facts(starts_on=date(2011, 9, 26), ends_on=date(2011, 9, 30))
    programme.change(meeting, later, seen=meeting.version, now=world.now, **DONE_BY)


def _another_offset(world: World) -> None:
    _set_offset(world, days=-8)
    actions.plan(_meeting(), now=world.now, **DONE_BY)


def _put_back(world: World) -> None:
    _move("registration", FIRST, seen=_deadline("registration").version, now=world.now)


def _not_listed(world: World) -> None:
    _meeting().is_listed = False


def _not_public(world: World) -> None:
    _set_offset(world, audience="isu")
    actions.plan(_meeting(), now=world.now, **DONE_BY)


@pytest.mark.parametrize(
    ("deeds", "due_on", "moved_from"),
    [
        pytest.param([], FIRST, None, id="never moved"),
        pytest.param([_moved], BY_HAND, FIRST, id="by hand"),
        pytest.param([_moved, _put_back], FIRST, BY_HAND, id="by hand and back"),
        pytest.param([_another_offset], date(2011, 9, 11), FIRST, id="worked out anew from another offset"),
        pytest.param([_days_moved], A_WEEK_LATER, FIRST, id="the meeting's days moved"),
        pytest.param([_moved, _days_moved], BY_HAND, FIRST, id="by hand, then the meeting's days moved"),
        pytest.param([_met, _days_moved], FIRST, None, id="met, then the meeting's days moved"),
        pytest.param([_moved, _met, _days_moved], BY_HAND, FIRST, id="by hand, met, then the days moved"),
        pytest.param([_not_listed, _moved], BY_HAND, None, id="never announced, by hand"),
        pytest.param([_not_listed, _days_moved], A_WEEK_LATER, None, id="never announced, the days moved"),
        pytest.param([_moved, _not_listed, _days_moved], BY_HAND, FIRST, id="by hand, then no longer listed"),
        pytest.param([_not_public, _days_moved], A_WEEK_LATER, None, id="the secretariat's own"),
    ],
)
def test_a_deadline_keeps_the_day_that_everybody_was_told_before(
    planned: World, deeds: list[Deed], due_on: date, moved_from: date | None
) -> None:
    for deed in deeds:
        with planned.writing():
            deed(planned)
    with planned.reading():
        registration = _deadline("registration")
        assert (registration.due_on, registration.moved_from) == (due_on, moved_from)
        assert deadlines_of([registration], "")[0].previous_day == registration.announced_on


def test_one_that_follows_from_no_offset_keeps_it_too(planned: World) -> None:
    said: dict[str, Any] = {"remind_days": (7,), "note": ""}
    with planned.writing():
        added = actions.add(
            _meeting(), name="Photos", due_on=BY_HAND, audience="delegations", now=planned.now, **said, **DONE_BY
        )
        actions.move(added, due_on=FIRST, because="Light", seen=added.version, now=planned.now, **said, **DONE_BY)
        assert (added.due_on, added.moved_from) == (FIRST, BY_HAND)


def _run_job(world: World, moment: datetime) -> None:
    world.clock.set(moment)
    with world.app.app_context():
        jobs.remind()


def test_people_are_reminded_once_of_what_concerns_them(planned: World) -> None:
    for day in (28, 29, 29, 30):
        _run_job(planned, datetime(2011, 8, day, 8, tzinfo=UTC))

    assert [(to, subject) for to, subject, _text in mails(planned)] == [
        ("sample.zmb@example.org", "Last safe day to ask for a visa: until Monday, 29 August 2011"),
        ("sample.zmb@example.org", "Registration closes: until Monday, 12 September 2011"),
        ("sample.zmb@example.org", "Requests for side events: until Tuesday, 30 August 2011"),
    ]


def test_a_minute_in_which_nobody_is_to_be_reminded_writes_nothing(planned: World) -> None:
    """Each transaction that writes keeps everybody else from writing on SQLite."""
    day = datetime(2011, 8, 29, 8, tzinfo=UTC)
    _run_job(planned, day)
    sent = len(mails(planned))
    with planned.counted_statements() as statements:
        _run_job(planned, day + timedelta(minutes=1))

    assert len(statements) == 2
    assert not [one for one in statements if not one.startswith("SELECT") or "FOR UPDATE" in one]
    assert len(mails(planned)) == sent > 0


def test_of_a_meeting_that_is_not_listed_the_secretariat_alone_is_reminded(world: World) -> None:
    with world.writing():
        make_account("Sample officer", now=world.now, role="isu")
        make_delegate("ZMB", now=world.now)
        make_meeting(SLUG, now=world.now, listed=False, **DAYS)
        offsets.load_offsets(world.now)
        actions.plan(_meeting(), now=world.now, **DONE_BY)
    _run_job(world, datetime(2011, 8, 29, 8, tzinfo=UTC))

    assert set(receivers(world)) == {"sample.officer@example.org"}


def test_nobody_is_reminded_of_what_is_met(planned: World) -> None:
    with planned.writing():
        for key in ("visa_last", "registration", "side_event_requests"):
            actions.meet(_deadline(key), seen=1, now=planned.now, **DONE_BY)
    _run_job(planned, datetime(2011, 8, 29, 8, tzinfo=UTC))

    assert mails(planned) == []
