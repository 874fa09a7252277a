"""Drafts on their way to everybody: warnings accepted, three versions merged, released; also by two at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.clashes.rules import Finding, Level
from meetings.drafts import actions, queries
from meetings.drafts.assessing import assess
from meetings.drafts.beginning import begin_from
from meetings.drafts.issuing import actions as issuing
from meetings.drafts.issuing import rules
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.rules import NothingToUndo, PutAway
from meetings.releases import queries as releases
from meetings.releases.rules import NothingChanged, StaleDraft, read_reason
from meetings.sessions import actions as sessions
from meetings.sessions import queries as on_record
from meetings.sessions.models import Session
from tests.builders.drafts import held_by, make_draft, release
from tests.builders.releases import entry, lunch
from tests.builders.sessions import make_meeting, make_room, make_session, plan
from tests.meetings.drafts.stored import by_isu, draft, week
from tests.tools.at_once import refusal_at_once
from tests.world import World

ISU = Actor(name="Sample Officer")
THE_DRAFT = "FOR UPDATE OF programme_drafts"
"""The statement that locks the row of a draft."""


@pytest.fixture
def draft_id(world: World) -> int:
    """A draft with the entries a and b in a room of a week, one after the other."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        entries = (entry("a", room_id=room.id), entry("b", "15:00", room_id=room.id), lunch())
        return make_draft(meeting, *entries, now=world.now).id


def warnings(found: ProgrammeDraft) -> list[Finding]:
    """What the rules warn of in a draft."""
    return assess(found.meeting, queries.entries(found)).at(Level.WARNING)


def session_of(uid: str) -> Session:
    """The session on record with this uid."""
    return on_record.sessions_by_uid(week().id)[uid]


def test_a_released_draft_is_the_programme(world: World, draft_id: int) -> None:
    with world.writing():
        issued = release(draft(draft_id), now=world.now, note="Welcome.")

        assert (issued.number, issued.note, issued.draft_id) == (1, "Welcome.", draft_id)
        assert [one.uid for one in releases.entries_in(issued)] == ["a", lunch().uid, "b"]
        assert sorted(on_record.sessions_by_uid(week().id)) == ["a", "b"]
        assert (draft(draft_id).based_on, queries.steps(draft_id)[-1].deed) == (1, "release")


def test_releasing_again_without_a_change_is_refused(world: World, draft_id: int) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
        with pytest.raises(NothingChanged):
            release(draft(draft_id), now=world.now)


def test_steps_before_a_release_are_not_undone(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.change(found, replace(held_by(found)["a"], title="Other"), seen=1, **by_isu(world))
        release(found, now=world.now)
        with pytest.raises(NothingToUndo):
            actions.undo(found, seen=found.version, **by_isu(world))


def test_two_sessions_swap_their_rooms(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        one, other = make_room(meeting, "Room XX", now=world.now), make_room(meeting, "Room XXI", now=world.now)
        number = make_draft(
            meeting, entry("a", room_id=one.id), entry("b", kind=entry("b").kind.GROUP, room_id=other.id), now=world.now
        ).id
        release(draft(number), now=world.now)
        found = draft(number)
        for uid, room in (("a", other), ("b", one)):
            actions.change(found, replace(held_by(found)[uid], room_id=room.id), seen=found.version, **by_isu(world))
        release(found, now=world.now)

        assert (session_of("a").room_id, session_of("b").room_id) == (other.id, one.id)


def test_what_waits_for_a_place_stays_in_the_draft(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.add(found, entry("later", None), seen=1, **by_isu(world))
        for finding in warnings(found):
            issuing.give_reason(found, [finding], "It has time.", seen=0, **by_isu(world))
        issued = release(found, now=world.now)

        assert "later" not in [one.uid for one in releases.entries_in(issued)]
        assert held_by(found)["later"].starts is None
        assert "later" not in on_record.sessions_by_uid(week().id)


def test_a_known_session_without_a_place_bars_the_release(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        release(found, now=world.now)
        actions.unplace(found, held_by(found)["a"], seen=found.version, **by_isu(world))
        with pytest.raises(rules.WaitingSessions) as refusal:
            release(found, now=world.now)

        assert refusal.value.facts == {"titles": "Sample a"}


def test_an_error_bars_the_release(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        clash = replace(held_by(found)["b"], starts=held_by(found)["a"].starts)
        actions.change(found, clash, seen=1, **by_isu(world))
        with pytest.raises(rules.HasErrors):
            release(found, now=world.now)
        assert on_record.sessions_by_uid(week().id) == {}


def late(world: World, found: ProgrammeDraft) -> list[Finding]:
    """Let the entry b end after six, of which the rules warn."""
    later = datetime.fromisoformat("2011-06-24T16:00")
    actions.place(found, held_by(found)["b"], later, None, seen=found.version, **by_isu(world))
    return warnings(found)


def test_a_warning_needs_a_reason_which_is_kept_with_the_release(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        told = late(world, found)
        assert told
        with pytest.raises(rules.UnreasonedWarnings):
            release(found, now=world.now)
        for finding in told:
            issuing.give_reason(found, [finding], "The interpreters agreed.", seen=0, **by_isu(world))
        issued = release(found, now=world.now)
        kept = [read_reason(plain) for plain in issued.reasons]

        assert [(one.finding.key, one.reason) for one in kept] == [(f.key, "The interpreters agreed.") for f in told]


def test_why_a_warning_was_accepted_goes_over_to_the_next_draft(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        told = late(world, found)
        for finding in told:
            issuing.give_reason(found, [finding], "The interpreters agreed.", seen=0, **by_isu(world))
        release(found, now=world.now)
        for source in ("standing", f"draft-{draft_id}"):
            following = begin_from(week(), source, name="Next", adds_rooms=False, **by_isu(world))
            kept = {one.finding: one.reason for one in queries.reasons(following.id)}
            assert kept == {one.key: "The interpreters agreed." for one in told}


def test_a_reason_is_taken_back_and_given_again(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        finding = late(world, found)[0]
        issuing.give_reason(found, [finding], "First.", seen=0, **by_isu(world))
        (standing,) = queries.reasons(draft_id)
        with pytest.raises(EditConflict) as conflict:
            issuing.give_reason(found, [finding], "Second.", seen=0, **by_isu(world))
        assert conflict.value.facts["reason"] == "First."
        issuing.give_reason(found, [finding], "Second.", seen=standing.id, **by_isu(world))
        assert [one.reason for one in queries.reasons(draft_id)] == ["Second."]
        with pytest.raises(EditConflict):
            issuing.take_back_reason(found, finding.key, seen=standing.id, **by_isu(world))
        issuing.take_back_reason(found, finding.key, seen=queries.reasons(draft_id)[0].id, **by_isu(world))

        assert queries.reasons(draft_id) == []
        assert [one.action for one in audit.history_of(found)][:3] == ["draft:object", "draft:accept", "draft:accept"]


def test_no_reason_is_no_reason(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        told = late(world, found)
        with pytest.raises(rules.NoReasonGiven):
            issuing.give_reason(found, told, "  ", seen=0, **by_isu(world))


def test_one_reason_for_all_leaves_those_that_have_another(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        told = late(world, found)
        actions.add(found, entry("c", "19:00", minutes=60), seen=found.version, **by_isu(world))
        told = [one for one in warnings(found) if one.rule == told[0].rule]
        assert len(told) == 2
        issuing.give_reason(found, [told[1]], "Own.", seen=0, **by_isu(world))
        issuing.give_reason(found, told, "Shared.", seen=0, **by_isu(world))

        assert {one.finding: one.reason for one in queries.reasons(draft_id)} == {
            told[0].key: "Shared.",
            told[1].key: "Own.",
        }


def test_a_stale_draft_is_not_released(world: World, draft_id: int) -> None:
    with world.writing():
        meeting = week()
        other = make_draft(meeting, entry("z", "09:00", minutes=60), now=world.now)
        release(other, now=world.now)
        found = draft(draft_id)
        for newest in (0, 1):
            with pytest.raises(StaleDraft):
                issuing.release(found, note="", seen=found.version, newest=newest, actor=ISU, now=world.now)


def test_a_draft_that_changed_since_it_was_looked_at_is_not_released(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.change(found, replace(held_by(found)["a"], title="Other"), seen=1, **by_isu(world))
        with pytest.raises(EditConflict):
            issuing.release(found, note="", seen=1, newest=0, actor=ISU, now=world.now)


def test_a_draft_that_was_put_away_is_not_released(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.put_away(found, seen=1, **by_isu(world))
        with pytest.raises(PutAway):
            release(found, now=world.now)


def move(world: World, uid: str, starts: str, ends: str) -> None:
    """Change a session directly, which makes a release of its own."""
    session = session_of(uid)
    same: dict[str, Any] = {"title": session.title, "room_id": session.room_id, "committee_id": session.committee_id}
    wanted = plan(starts, ends, **same)
    sessions.change(session, wanted, seen=session.version, **by_isu(world))


def test_a_direct_change_keeps_why_warnings_were_accepted_that_stand_still(world: World, draft_id: int) -> None:
    def reasons() -> list[str]:
        newest = releases.latest(week().id)
        assert newest is not None
        return [read_reason(plain).reason for plain in newest.reasons]

    with world.writing():
        found = draft(draft_id)
        for finding in late(world, found):
            issuing.give_reason(found, [finding], "The interpreters agreed.", seen=0, **by_isu(world))
        release(found, now=world.now)
        assert reasons()
        move(world, "a", "09:00", "12:00")
        assert reasons() == ["The interpreters agreed."]
        move(world, "b", "15:00", "18:00")
        assert reasons() == []


def test_a_draft_takes_what_was_released_since(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        release(found, now=world.now)
        move(world, "a", "09:00", "12:00")
        actions.change(found, replace(held_by(found)["a"], title="Other"), seen=found.version, **by_isu(world))
        merged = issuing.update(found, seen=found.version, newest=2, **by_isu(world))
        a = held_by(found)["a"]

        assert (str(a.starts), a.title, merged.conflicts) == ("2011-06-24 09:00:00", "Other", ())
        assert (found.based_on, queries.steps(draft_id)[-1].deed) == (2, "update")
        assert release(found, now=world.now).number == 3


def test_what_both_changed_stays_as_the_draft_has_it(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        release(found, now=world.now)
        move(world, "a", "09:00", "12:00")
        mine = replace(held_by(found)["a"], starts=datetime.fromisoformat("2011-06-24T09:30"))
        actions.change(found, mine, seen=found.version, **by_isu(world))
        merged = issuing.update(found, seen=found.version, newest=2, **by_isu(world))

        assert [(one.uid, one.mine == mine) for one in merged.conflicts] == [("a", True)]
        assert held_by(found)["a"].starts == mine.starts


def test_a_draft_that_was_begun_before_the_first_release_is_brought_up_to_date(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, uid="known", title="Known", now=world.now)
        first = make_draft(meeting, entry("mine", "15:00"), now=world.now)
        second = make_draft(meeting, entry("theirs", "14:00", minutes=60), now=world.now)
        entries = held_by(second)
        actions.change(second, replace(entries["known"], title="Better known"), seen=1, **by_isu(world))
        release(second, now=world.now)
        issuing.update(first, seen=1, newest=1, **by_isu(world))
        found = held_by(first)

        assert sorted(found) == ["known", "mine", "theirs"]
        assert found["known"].title == "Better known"


@pytest.mark.parametrize("was_released", [True, False], ids=["after a release", "before any release"])
def test_a_copy_of_an_old_draft_is_as_old_and_undoes_no_release(
    world: World, draft_id: int, was_released: bool
) -> None:
    with world.writing():
        found = draft(draft_id)
        if was_released:
            release(found, now=world.now)
            move(world, "a", "09:00", "12:00")
        else:
            other = make_draft(found.meeting, *held_by(found).values(), now=world.now)
            release(other, now=world.now)
            move(world, "a", "09:00", "12:00")
        made = begin_from(week(), f"draft-{draft_id}", name="Sample copy", adds_rooms=False, **by_isu(world))
        assert made.based_on == found.based_on
        with pytest.raises(StaleDraft):
            issuing.release(made, note="", seen=made.version, newest=2, **by_isu(world))
        merged = issuing.update(made, seen=made.version, newest=2, **by_isu(world))

        assert (made.based_on, merged.conflicts) == (2, ())
        assert str(held_by(made)["a"].starts) == "2011-06-24 09:00:00"
        with pytest.raises(NothingChanged):
            release(made, now=world.now)


def test_an_order_after_what_the_draft_removed_does_not_bar_bringing_it_up_to_date(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        release(found, now=world.now)
        other = begin_from(week(), "standing", name="Other", adds_rooms=False, **by_isu(world))
        actions.remove(found, held_by(found)[lunch().uid], seen=found.version, **by_isu(world))
        behind = replace(held_by(other)["b"], after=(lunch().uid,), note="After lunch.")
        actions.change(other, behind, seen=other.version, **by_isu(world))
        release(other, now=world.now)
        merged = issuing.update(found, seen=found.version, newest=2, **by_isu(world))
        b = held_by(found)["b"]

        assert (b.after, b.note, found.based_on) == ((), "After lunch.", 2)
        assert [(one.entry.title, one.first.title) for one in merged.loosened] == [("Sample b", "Lunch")]
        assert release(found, now=world.now).number == 3


def test_an_order_after_what_waits_is_the_drafts_own(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        found = make_draft(meeting, entry("a", after=("waits",)), entry("waits", None), now=world.now)
        for finding in warnings(found):
            issuing.give_reason(found, [finding], "It has time.", seen=0, **by_isu(world))
        issued = release(found, now=world.now)
        made = begin_from(week(), "standing", name="Next", adds_rooms=False, **by_isu(world))

        assert [one.after for one in releases.entries_in(issued)] == [()]
        assert held_by(found)["a"].after == ("waits",)
        assert held_by(made)["a"].after == ()


def test_who_did_not_see_the_newest_release_does_not_merge_it(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        release(found, now=world.now)
        move(world, "a", "09:00", "12:00")
        with pytest.raises(EditConflict):
            issuing.update(found, seen=found.version, newest=1, **by_isu(world))
        with pytest.raises(EditConflict):
            issuing.update(found, seen=found.version - 1, newest=2, **by_isu(world))


def test_the_programme_of_an_unlisted_meeting_is_released_without_listing_it(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, listed=False)
        release(make_draft(meeting, entry("a"), now=world.now), now=world.now)

        assert (meeting.is_listed, releases.latest_number(meeting.id)) == (False, 1)


def changing(world: World, draft_id: int, uid: str, title: str) -> Callable[[], object]:
    """A change of an entry by somebody who saw the draft as it was begun."""

    def change() -> None:
        found = draft(draft_id)
        actions.change(found, replace(held_by(found)[uid], title=title), seen=1, **by_isu(world))

    return change


def test_two_at_once_on_different_entries_are_both_kept(world: World, draft_id: int) -> None:
    refusal = refusal_at_once(
        world, changing(world, draft_id, "a", "One"), changing(world, draft_id, "b", "Two"), THE_DRAFT
    )

    assert refusal is None
    with world.reading():
        held = held_by(draft(draft_id))
        assert (held["a"].title, held["b"].title) == ("One", "Two")
        assert [step.number for step in queries.steps(draft_id)] == [2, 3]


def test_of_two_at_once_on_one_entry_the_second_is_told_what_is_stored(world: World, draft_id: int) -> None:
    refusal = refusal_at_once(
        world, changing(world, draft_id, "a", "One"), changing(world, draft_id, "a", "Two"), THE_DRAFT
    )

    assert isinstance(refusal, EditConflict)
    assert refusal.facts["title"] == "One"
    with world.reading():
        assert held_by(draft(draft_id))["a"].title == "One"


def test_of_a_release_and_a_change_at_once_the_change_comes_after(world: World, draft_id: int) -> None:
    def issue() -> None:
        release(draft(draft_id), now=world.now)

    refusal = refusal_at_once(world, issue, changing(world, draft_id, "a", "Two"), THE_DRAFT)

    assert refusal is None
    with world.reading():
        newest = releases.latest(week().id)
        assert newest is not None
        assert [one.title for one in releases.entries_in(newest) if one.uid == "a"] == ["Sample a"]
        assert held_by(draft(draft_id))["a"].title == "Two"


def test_of_two_who_release_a_draft_at_once_one_is_told(world: World, draft_id: int) -> None:
    def issue() -> None:
        found = draft(draft_id)
        issuing.release(found, note="", seen=1, newest=0, actor=ISU, now=world.now)

    refusal = refusal_at_once(world, issue, issue, THE_DRAFT)

    assert isinstance(refusal, EditConflict)
    with world.reading():
        assert releases.latest_number(week().id) == 1
