"""What is done with drafts step by step, and undone, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from foundation import audit
from foundation.rules import EditConflict
from meetings.drafts import actions, queries, rules
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from tests.builders.drafts import held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry
from tests.builders.sessions import FRIDAY, make_meeting, make_session
from tests.meetings.drafts.stored import by_isu, draft
from tests.world import World


def test_each_step_is_kept_with_what_it_changed(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        moved = held_by(found)["a"]
        actions.place(found, moved, datetime.fromisoformat("2011-06-24T15:00"), None, seen=1, **by_isu(world))
    with world.reading():
        (step,) = queries.steps(draft_id)
        assert (step.number, step.deed, draft(draft_id).version) == (2, "move", 2)
        assert (step.before["a"]["starts"], step.after["a"]["starts"]) == ("2011-06-24T10:00", "2011-06-24T15:00")


def test_a_step_that_changes_nothing_is_none(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.change(found, held_by(found)["a"], seen=1, **by_isu(world))

        assert (found.version, queries.steps(draft_id)) == (1, [])


def test_two_steps_at_the_same_moment_are_two_versions(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        for title in ("One", "Two"):
            actions.change(found, replace(held_by(found)["a"], title=title), seen=found.version, **by_isu(world))

        assert [step.number for step in queries.steps(draft_id)] == [2, 3]


def test_two_who_change_different_entries_are_both_kept(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        entries = held_by(found)
        actions.change(found, replace(entries["a"], title="First"), seen=1, **by_isu(world))
        actions.change(found, replace(entries["b"], title="Second"), seen=1, **by_isu(world))

        assert {uid: one.title for uid, one in held_by(found).items()} == {"a": "First", "b": "Second"}


def test_who_changes_an_entry_that_was_changed_since_is_told_what_is_stored(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        entries = held_by(found)
        actions.change(found, replace(entries["a"], title="First"), seen=1, **by_isu(world))
        with pytest.raises(EditConflict) as conflict:
            actions.change(found, replace(entries["a"], title="Second"), seen=1, **by_isu(world))

        assert (conflict.value.facts["title"], conflict.value.facts["version"]) == ("First", 2)
        assert held_by(found)["a"].title == "First"


@pytest.mark.parametrize("seen", [None, 99])
def test_a_version_that_never_was_is_a_conflict(world: World, draft_id: int, seen: int | None) -> None:
    with world.writing():
        found = draft(draft_id)
        with pytest.raises(EditConflict):
            actions.change(found, replace(held_by(found)["a"], title="Other"), seen=seen, **by_isu(world))


def test_both_making_the_same_change_is_no_conflict(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        wanted = replace(held_by(found)["a"], title="Same")
        actions.change(found, wanted, seen=1, **by_isu(world))
        actions.change(found, wanted, seen=1, **by_isu(world))

        assert found.version == 2


def test_an_entry_that_was_removed_meanwhile_is_not_lost(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        entries = held_by(found)
        actions.remove(found, entries["a"], seen=1, **by_isu(world))
        wanted = replace(entries["a"], title="Still wanted")
        with pytest.raises(EditConflict):
            actions.change(found, wanted, seen=1, **by_isu(world))
        actions.change(found, wanted, seen=2, **by_isu(world))

        assert held_by(found)["a"].title == "Still wanted"


def test_what_waited_for_a_removed_entry_no_longer_does(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        found = make_draft(meeting, entry("a"), entry("b", "15:00", after=("a",)), now=world.now)
        actions.remove(found, held_by(found)["a"], seen=1, **by_isu(world))

        assert held_by(found)["b"].after == ()
        actions.undo(found, seen=found.version, **by_isu(world))
        assert held_by(found)["b"].after == ("a",)


def test_a_copy_is_another_entry_without_a_place(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        uid = actions.copy(found, held_by(found)["a"], seen=1, **by_isu(world))
        copied = held_by(found)[uid]

        assert (copied.title, copied.is_placed, copied.uid == "a") == ("Sample a", False, False)


def test_an_entry_taken_out_of_its_place_waits(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        settled = replace(held_by(found)["a"], is_confirmed=True, is_fixed=True)
        actions.change(found, settled, seen=1, **by_isu(world))
        actions.place(found, settled, None, None, seen=2, **by_isu(world))
        waiting = held_by(found)["a"]

        assert (waiting.starts, waiting.is_confirmed, waiting.is_fixed) == (None, False, False)


def test_undo_goes_back_step_by_step(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        begun = held_by(found)
        actions.change(found, replace(begun["a"], title="Other"), seen=1, **by_isu(world))
        actions.remove(found, begun["b"], seen=2, **by_isu(world))
        actions.add(found, entry("c"), seen=3, **by_isu(world))
        for _time in range(3):
            actions.undo(found, seen=found.version, **by_isu(world))

        assert held_by(found) == begun
        with pytest.raises(rules.NothingToUndo):
            actions.undo(found, seen=found.version, **by_isu(world))


def test_undo_takes_back_what_the_person_saw_and_not_what_came_since(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        begun = held_by(found)
        actions.change(found, replace(begun["a"], title="Mine"), seen=1, **by_isu(world))
        actions.change(found, replace(begun["b"], title="Theirs"), seen=1, **by_isu(world))
        actions.undo(found, seen=2, **by_isu(world))

        assert {uid: one.title for uid, one in held_by(found).items()} == {"a": "Sample a", "b": "Theirs"}


def test_undo_of_what_somebody_changed_since_is_refused(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        begun = held_by(found)
        actions.change(found, replace(begun["a"], title="Mine"), seen=1, **by_isu(world))
        actions.change(found, replace(begun["a"], title="Theirs"), seen=2, **by_isu(world))
        with pytest.raises(EditConflict):
            actions.undo(found, seen=2, **by_isu(world))

        assert held_by(found)["a"].title == "Theirs"


@pytest.fixture
def known(world: World) -> int:
    """A draft of a week of which one session is on record."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, uid="known", now=world.now, title="Known")
        return make_draft(meeting, entry("new", "15:00"), now=world.now).id


def on_known(deed: Callable[..., object], world: World, number: int, uid: str, **said: Any) -> dict[str, Entry]:
    """What a draft holds after something was done with one of its entries."""
    with world.writing():
        found = draft(number)
        deed(found, held_by(found)[uid], **said, seen=found.version, **by_isu(world))
        return held_by(found)


def test_a_session_that_is_known_is_cancelled_and_not_removed(world: World, known: int) -> None:
    with pytest.raises(rules.Released):
        on_known(actions.remove, world, known, "known")

    held = on_known(actions.cancel, world, known, "known", reason="No time.")
    assert held["known"].cancelled_because == "No time."
    with pytest.raises(rules.IsCancelled):
        on_known(actions.place, world, known, "known", starts=None, room_id=None)
    assert on_known(actions.restore, world, known, "known")["known"].cancelled_because is None


def test_an_entry_that_nobody_knows_is_removed_and_not_cancelled(world: World, known: int) -> None:
    with pytest.raises(rules.NeverReleased):
        on_known(actions.cancel, world, known, "new", reason="No time.")

    assert "new" not in on_known(actions.remove, world, known, "new")


def test_a_session_on_record_does_not_become_a_break(world: World, known: int) -> None:
    with world.writing():
        found = draft(known)
        wanted = replace(held_by(found)["known"], kind=Kind.BREAK)
        with pytest.raises(rules.StaysASession):
            actions.change(found, wanted, seen=found.version, **by_isu(world))


def test_a_draft_that_was_put_away_rests_until_it_is_taken_back(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.put_away(found, seen=1, **by_isu(world))
        with pytest.raises(rules.PutAway):
            actions.add(found, entry("new"), seen=found.version, **by_isu(world))
        with pytest.raises(rules.PutAway):
            actions.put_away(found, seen=found.version, **by_isu(world))
        with pytest.raises(EditConflict):
            actions.take_back(found, seen=1, **by_isu(world))
        actions.take_back(found, seen=found.version, **by_isu(world))
        actions.add(found, entry("new"), seen=found.version, **by_isu(world))
        with pytest.raises(rules.NotPutAway):
            actions.take_back(found, seen=found.version, **by_isu(world))

        assert [one.action for one in audit.history_of(found)] == ["draft:take_back", "draft:put_away", "draft:begin"]


def test_a_step_raises_no_number_of_the_record(world: World, draft_id: int) -> None:
    with world.reading():
        before = audit.record_number()
    with world.writing():
        actions.add(draft(draft_id), entry("new"), seen=1, **by_isu(world))
    with world.reading():
        assert audit.record_number() == before


def test_a_removed_entry_can_still_be_looked_at(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.remove(found, held_by(found)["a"], seen=1, **by_isu(world))
    with world.reading():
        place = queries.entry_in("sample-week", draft_id, "a")
        assert place is not None
        assert (place.entry.title, place.is_there) == ("Sample a", False)
        assert queries.entry_in("sample-week", draft_id, "never") is None
        assert queries.entry_in("other-week", draft_id, "a") is None


def test_many_entries_cost_no_more_statements(world: World) -> None:
    counts = []
    for size in (3, 60):
        with world.writing():
            meeting = make_meeting(f"week-{size}", now=world.now)
            entries = [
                entry(f"{size}-{number}", "10:00", day=FRIDAY, committee_id=committee("sc_rca").id,
                      named=(Named("ZMB", NamedAs.NEEDED),))
                for number in range(size)
            ]  # fmt: skip
            number = make_draft(meeting, *entries, now=world.now).id
        with world.writing(), world.counted_statements() as seen:
            found = queries.draft(f"week-{size}", number)
            assert found is not None
            actions.add(found, entry("new"), seen=1, **by_isu(world))
        counts.append(len(seen))

    assert counts[0] == counts[1]
