"""Runs of the scheduler on a real database. The work is fixed in steps, so that nothing hangs on the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foundation.database import DatabaseBusy
from foundation.rules import Refused
from meetings.drafts import actions as drafts
from meetings.drafts import queries as in_draft
from meetings.drafts import rules as draft_rules
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.slots import actions as slots
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.solving import actions, queries, rules
from meetings.solving.models import SolverRun
from meetings.solving.rules import Asked, State, What
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry
from tests.builders.releases import release as release_of
from tests.builders.sessions import make_meeting, make_room
from tests.world import World

DONE_BY: dict[str, Any] = {"actor": SECRETARIAT}
MONDAY = date(2011, 6, 20)
TUESDAY = datetime(2011, 6, 21, 10)  # noqa: DTZ001 - a wall time


@pytest.fixture
def draft_id(world: World) -> int:
    """A draft in which three plenary sessions stand on top of each other on Monday morning, in two rooms."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        for name in ("Room XX", "Room XXI"):
            make_room(meeting, name, now=world.now)
        slots.lay_out(meeting, with_lunch=False, now=world.now, **DONE_BY)
        body = committee("sc_mc")
        entries = [
            entry(uid, day=MONDAY, committee_id=body.id, room_id=meeting.rooms[0].id, title=uid)
            for uid in ("a", "b", "c")
        ]
        return make_draft(meeting, *entries, now=world.now).id


def draft(draft_id: int) -> ProgrammeDraft:
    """The draft as it is stored."""
    found = in_draft.draft("sample-week", draft_id)
    assert found is not None
    return found


def run(draft_id: int, run_id: int = 1) -> SolverRun:
    """The run as it is stored."""
    found = queries.run("sample-week", draft_id, run_id)
    assert found is not None
    return found


def ask(world: World, draft_id: int, asked: Asked | None = None, steps: int = 2000) -> None:
    """Ask about the draft; in tests the job works on it at once, after the commit."""
    with world.writing():
        actions.ask(
            draft(draft_id), asked or Asked(What.WHOLE), seconds=30, seed=1, steps=steps, now=world.now, **DONE_BY
        )


def at_once(entries: dict[str, Entry]) -> int:
    """How many pairs of entries are at the same time."""
    held = [(one.starts, one.ends) for one in entries.values() if one.starts and one.ends]
    return sum(a[0] < b[1] and b[0] < a[1] for n, a in enumerate(held) for b in held[:n])


def test_an_answer_is_found_proven_and_kept_in_one_step_that_can_be_undone(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.reading():
        done = run(draft_id)
        assert (done.state, done.failure) == (State.DONE, "")
        assert done.answer is not None
        assert (done.answer["loss_small"], done.answer["hard_violations"], done.answer["proven"]) == (0, [], True)
        assert at_once(held_by(draft(draft_id))) == 3, "nothing is changed before somebody keeps it"
    with world.writing():
        assert len(actions.keep(run(draft_id), now=world.now, **DONE_BY).changes) >= 2
    with world.reading():
        assert at_once(held_by(draft(draft_id))) == 0
    with world.writing():
        drafts.undo(draft(draft_id), seen=draft(draft_id).version, now=world.now, **DONE_BY)
        assert at_once(held_by(draft(draft_id))) == 3


def test_the_same_question_and_seed_give_the_same_answer(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    ask(world, draft_id)
    with world.reading():
        assert run(draft_id, 1).answer == run(draft_id, 2).answer


def test_an_answer_is_kept_once(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.writing():
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
    with world.writing(), pytest.raises(rules.KeptAlready):
        actions.keep(run(draft_id), now=world.now, **DONE_BY)


def moved_by_the_answer(draft_id: int) -> list[str]:
    """The entries that the answer of the first run moves."""
    found = run(draft_id)
    assert found.answer is not None
    return sorted(rules.changed(held_by(draft(draft_id)).values(), found.answer, Asked(What.WHOLE)))


def move_to_tuesday(world: World, draft_id: int, *uids: str) -> None:
    """Put these entries on top of each other on Tuesday."""
    for uid in uids:
        there = draft(draft_id)
        drafts.place(there, held_by(there)[uid], TUESDAY, None, seen=there.version, now=world.now, **DONE_BY)


def test_what_somebody_changed_meanwhile_is_not_lost(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.writing():
        move_to_tuesday(world, draft_id, "a", "b", "c")
    with world.writing(), pytest.raises(rules.NothingToBring):
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
    with world.reading():
        assert {one.starts for one in held_by(draft(draft_id)).values()} == {TUESDAY}
        assert run(draft_id).kept_at is None


def test_an_answer_brings_what_it_moved_and_leaves_what_others_moved(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.writing():
        first, second = moved_by_the_answer(draft_id)
        stays = next(uid for uid in "abc" if uid not in (first, second))
        move_to_tuesday(world, draft_id, first, stays)
    with world.writing():
        found = actions.keep(run(draft_id), now=world.now, **DONE_BY)
        assert (list(found.changes), list(found.apart)) == ([second], [first])
        held = held_by(draft(draft_id))
        assert (held[first].starts, held[stays].starts) == (TUESDAY, TUESDAY)
        assert held[second].starts == found.changes[second].starts
    with world.writing(), pytest.raises(rules.KeptAlready):
        actions.keep(run(draft_id), now=world.now, **DONE_BY)


def test_what_was_changed_and_undone_is_as_it_was_when_the_question_was_put(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.writing():
        moved = moved_by_the_answer(draft_id)
        move_to_tuesday(world, draft_id, moved[0])
        drafts.undo(draft(draft_id), seen=draft(draft_id).version, now=world.now, **DONE_BY)
    with world.writing():
        found = actions.keep(run(draft_id), now=world.now, **DONE_BY)
        assert (sorted(found.changes), found.apart, found.has_changed) == (moved, {}, False)


def test_what_stays_stays_where_only_the_rest_is_asked_for(world: World, draft_id: int) -> None:
    with world.writing():
        there = draft(draft_id)
        for uid in ("b", "c"):
            drafts.unplace(there, held_by(there)[uid], seen=there.version, now=world.now, **DONE_BY)
    before = None
    with world.reading():
        before = held_by(draft(draft_id))["a"]
    ask(world, draft_id, Asked(What.UNPLACED))
    with world.writing():
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
        after = held_by(draft(draft_id))
        assert after["a"] == before
        assert all(after[uid].is_placed for uid in "bc")
        assert at_once(after) == 0


def test_after_a_room_is_lost_what_was_in_it_moves_and_nothing_else(world: World, draft_id: int) -> None:
    ask(world, draft_id)
    with world.writing():
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
        before = held_by(draft(draft_id))
    lost = str(next(iter(before.values())).room_id)
    ask(world, draft_id, Asked(What.LOST, rooms=(lost,)))
    with world.writing():
        actions.keep(run(draft_id, 2), now=world.now, **DONE_BY)
        after = held_by(draft(draft_id))
    assert all(str(one.room_id) != lost for one in after.values())
    stayed = [uid for uid, one in before.items() if str(one.room_id) != lost]
    assert all(after[uid] == before[uid] for uid in stayed)


def test_what_lies_across_slots_in_a_room_that_is_lost_keeps_its_hours_in_another(world: World, draft_id: int) -> None:
    across = datetime(2011, 6, 20, 12)  # noqa: DTZ001 - a wall time
    with world.writing():
        there = draft(draft_id)
        held = held_by(there)
        lost = held["c"].room_id
        drafts.place(there, held["c"], across, lost, seen=there.version, now=world.now, **DONE_BY)
    ask(world, draft_id, Asked(What.LOST, rooms=(str(lost),)))
    with world.writing():
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
        after = held_by(draft(draft_id))
    assert after["c"].starts == across
    assert after["c"].room_id not in (lost, None)
    assert lost not in {one.room_id for one in after.values()}


def test_few_moves_from_the_release_are_few(world: World, draft_id: int) -> None:
    with world.writing():
        meeting = meeting_by_slug("sample-week")
        assert meeting is not None
        apart = [
            entry(uid, hour, day=MONDAY, minutes=60, room_id=meeting.rooms[0].id, title=uid)
            for uid, hour in (("x", "10:00"), ("y", "11:00"), ("z", "12:00"))
        ]
        release_of(meeting, apart, now=world.now)
        second = make_draft(meeting, *apart, now=world.now).id
    ask(world, second, Asked(What.MOVES, 0))
    with world.reading():
        found = run(second)
        assert found.answer is not None
        assert found.answer["changes"] == 0


def test_sessions_that_find_no_place_are_told_with_their_reasons_and_no_error(world: World, draft_id: int) -> None:
    with world.writing():
        there = draft(draft_id)
        for number in range(12):
            long = Entry(uid=f"long-{number}", kind=Kind.PLENARY, title="Long", minutes=180)
            drafts.add(there, long, seen=there.version, now=world.now, **DONE_BY)
    ask(world, draft_id)
    with world.reading():
        answer = run(draft_id).answer
        assert answer is not None
        assert len(answer["unplaced"]) == 15 - 10
        assert all(answer["unplaced_because"][uid] for uid in answer["unplaced"])


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (Asked(What.MOVES, 3), rules.NoRelease),
        (Asked(What.LOST), rules.NothingLost),
        (Asked(What.WHOLE, rooms=("1",)), rules.LossNotAsked),
        (Asked(What.LOST, rooms=("1", "2")), rules.AllLost),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    world: World, draft_id: int, asked: Asked, refusal: type[Refused]
) -> None:
    with world.writing(), pytest.raises(refusal):
        actions.ask(draft(draft_id), asked, seconds=30, seed=1, now=world.now, **DONE_BY)


def test_a_meeting_without_slots_is_told_so(world: World) -> None:
    with world.writing():
        meeting = make_meeting("bare-week", now=world.now)
        room = make_room(meeting, "Room XX", now=world.now)
        # What is in a room at its hours is placed already; nothing else could be.
        bare = make_draft(meeting, entry("a", room_id=room.id), entry("b"), now=world.now)
        with pytest.raises(rules.NoSlots):
            actions.ask(bare, Asked(What.WHOLE), seconds=30, seed=1, now=world.now, **DONE_BY)


def test_a_draft_that_was_put_away_is_not_worked_on(world: World, draft_id: int) -> None:
    with world.writing():
        there = draft(draft_id)
        drafts.put_away(there, seen=there.version, now=world.now, **DONE_BY)
    with world.writing(), pytest.raises(draft_rules.PutAway):
        actions.ask(draft(draft_id), Asked(What.WHOLE), seconds=30, seed=1, now=world.now, **DONE_BY)


@pytest.fixture
def waiting(world: World, draft_id: int) -> int:
    """A run of which no worker has heard."""
    with world.writing():
        asked = actions.ask(draft(draft_id), Asked(What.WHOLE), seconds=30, seed=1, steps=10, now=world.now, **DONE_BY)
        number = asked.id
    with world.writing():
        again = run(draft_id, number)
        again.state, again.answer, again.ended_at, again.begun_at = State.WAITING, None, None, None
        again.progress = None
    return number


def test_one_run_at_a_time_works_on_a_draft(world: World, draft_id: int, waiting: int) -> None:
    with world.writing(), pytest.raises(rules.RunsAlready):
        actions.ask(draft(draft_id), Asked(What.WHOLE), seconds=30, seed=1, now=world.now, **DONE_BY)


def test_a_run_of_which_nothing_is_heard_does_not_bar_the_next(world: World, draft_id: int, waiting: int) -> None:
    with world.writing():
        later = world.now + timedelta(minutes=16)
        actions.ask(draft(draft_id), Asked(What.WHOLE), seconds=30, seed=1, steps=10, now=later, **DONE_BY)
    with world.reading():
        assert (run(draft_id, waiting).state, run(draft_id, waiting).failure) == (State.FAILED, "silent")


def test_a_run_that_is_stopped_before_it_begins_is_never_worked_on(world: World, draft_id: int, waiting: int) -> None:
    with world.writing():
        actions.stop(run(draft_id, waiting), now=world.now)
    with world.app.app_context():
        actions.work_on(waiting, clock=lambda: world.now, ticks=lambda: 0.0)
    with world.reading():
        assert (run(draft_id, waiting).state, run(draft_id, waiting).answer) == (State.FAILED, None)
    with world.writing(), pytest.raises(rules.HasEnded):
        actions.stop(run(draft_id, waiting), now=world.now)
    with world.writing(), pytest.raises(rules.HasNoAnswer):
        actions.keep(run(draft_id, waiting), now=world.now, **DONE_BY)


def test_a_run_that_is_told_to_stop_answers_with_what_it_has(world: World, draft_id: int, waiting: int) -> None:
    """The ticks advance by a second at each look, and at the third somebody has asked it to stop."""
    seconds = iter(range(10_000_000))

    def ticks() -> float:
        now = next(seconds)
        if now == 3:
            with world.writing():
                run(draft_id, waiting).stop_asked_at = world.now
        return float(now)

    with world.writing():
        run(draft_id, waiting).options = {**Asked(What.WHOLE).as_plain(), "steps": 50_000_000}
    with world.app.app_context():
        actions.work_on(waiting, clock=lambda: world.now, ticks=ticks)
    with world.reading():
        stopped = run(draft_id, waiting)
        assert stopped.state == State.DONE
        assert stopped.answer is not None


def test_a_question_that_cannot_be_worked_on_ends_with_a_word_and_the_draft_is_unchanged(
    world: World, draft_id: int, waiting: int
) -> None:
    with world.writing():
        run(draft_id, waiting).problem = {"slots": "broken"}
    with world.app.app_context():
        actions.work_on(waiting, clock=lambda: world.now, ticks=lambda: 0.0)
    with world.reading():
        assert (run(draft_id, waiting).state, run(draft_id, waiting).failure) == (State.FAILED, "WrongProgramme")


class Busy:
    """A database that is busy so many times before it answers."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, run_id: int) -> SolverRun | None:
        self.times -= 1
        if self.times >= 0:
            raise DatabaseBusy("locked", {}, Exception("locked"))
        return STORED(run_id)


STORED = queries.locked


def test_what_was_found_is_not_lost_because_the_database_is_busy_when_news_are_told(
    world: World, draft_id: int, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is taken; then the database is busy for the first news, and the first time that the end is written."""
    seconds = iter(range(10_000_000))
    busy = Busy(0)
    monkeypatch.setattr(queries, "locked", busy)

    def ticks() -> float:
        now = next(seconds)
        if now == 2:
            busy.times = 2
        return float(now)

    with world.app.app_context():
        actions.work_on(waiting, clock=lambda: world.now, ticks=ticks)
    monkeypatch.undo()
    with world.reading():
        assert run(draft_id, waiting).state == State.DONE


def test_an_entry_outside_the_slots_stays_where_somebody_has_put_it(world: World, draft_id: int) -> None:
    lunch = datetime(2011, 6, 20, 13, 15)  # noqa: DTZ001 - a wall time
    with world.writing():
        there = draft(draft_id)
        room = held_by(there)["a"].room_id
        for uid, where in (("side", room), ("photo", None)):
            one = Entry(uid=uid, kind=Kind.SIDE_EVENT, title=uid, minutes=60, starts=lunch, room_id=where)
            drafts.add(there, one, seen=draft(draft_id).version, now=world.now, **DONE_BY)
    ask(world, draft_id)
    with world.writing():
        actions.keep(run(draft_id), now=world.now, **DONE_BY)
        kept = held_by(draft(draft_id))
    assert {uid: (kept[uid].starts, kept[uid].room_id) for uid in ("side", "photo")} == {
        "side": (lunch, room),
        "photo": (lunch, None),
    }
