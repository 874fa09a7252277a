"""What is done with drafts, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import Refused
from foundation.web import EditConflict
from meetings.drafts import actions, queries, rules
from meetings.drafts.beginning import begin_from
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions import actions as sessions
from meetings.sessions import rules as session_rules
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders.drafts import by_title, copy_of, held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry, lunch
from tests.builders.releases import release as release_of
from tests.builders.sessions import FRIDAY, make_meeting, make_room, make_session
from tests.world import World

ISU = Actor(name="Sample Officer")


def week() -> Meeting:
    """The sample week, as it is stored."""
    found = meeting_by_slug("sample-week")
    assert found is not None
    return found


@pytest.fixture
def draft_id(world: World) -> int:
    """A draft with the entries a and b, of a week that has a room and nothing on record."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_room(meeting, now=world.now)
        return make_draft(meeting, entry("a"), entry("b", None), now=world.now).id


def draft(draft_id: int) -> ProgrammeDraft:
    """The draft as it is stored."""
    found = queries.draft("sample-week", draft_id)
    assert found is not None
    return found


def by_isu(world: World) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": ISU, "now": world.now}


def test_a_draft_holds_what_it_was_begun_with(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        rich = entry(
            "a",
            kind=Kind.GROUP,
            committee_id=committee("sc_rca").id,
            room_id=room.id,
            room_name="Room XX",
            part="1/2",
            track="Clearance",
            languages=("en", "fr"),
            seats=40,
            named=(Named("MOZ", NamedAs.PRESENTER), Named("ZMB", NamedAs.NEEDED)),
            note="Bring papers.",
            is_fixed=True,
            is_confirmed=True,
            source="Somewhere",
        )
        after = entry("b", "15:00", after=("a",))
        number = make_draft(meeting, rich, after, lunch(), now=world.now).id
    with world.reading():
        assert queries.entries(draft(number)) == [rich, lunch(), after]
        assert audit.history_of(draft(number))[0].sentence == (
            "Set-up began the draft Sample draft of the programme of Sample week."
        )


def test_every_draft_holds_what_is_on_record(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, uid="known", now=world.now)
        found = held_by(make_draft(meeting, entry("new", "15:00"), now=world.now))

        assert found.keys() == {"known", "new"}


def test_a_draft_from_the_programme_as_it_stands_has_its_breaks(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        release_of(meeting, [entry("a"), lunch()], now=world.now)
        made = begin_from(meeting, "standing", name="Sample", adds_rooms=False, **by_isu(world))

        assert held_by(made).keys() == {"a", lunch().uid}
        assert (made.origin, made.based_on) == ("release", 1)


def test_a_draft_from_another_draft_of_the_meeting(world: World, draft_id: int) -> None:
    with world.writing():
        made = begin_from(week(), f"draft-{draft_id}", name="Sample", adds_rooms=False, **by_isu(world))

        assert (made.origin, held_by(made)) == ("draft", held_by(draft(draft_id)))


@pytest.mark.parametrize(
    "source", ["", "draft-999", "draft-", "draft-x", "meeting-0", "meeting-²", "other", "draft-1" * 20]
)
def test_a_draft_from_what_is_not_there(world: World, draft_id: int, source: str) -> None:
    with world.writing(), pytest.raises(rules.NothingToBegin):
        begin_from(week(), source, name="Sample", adds_rooms=False, **by_isu(world))


def test_a_draft_of_another_meeting_is_none_to_begin_from(world: World, draft_id: int) -> None:
    with world.writing():
        other = make_meeting("other-week", now=world.now)
        with pytest.raises(rules.NothingToBegin):
            begin_from(other, f"draft-{draft_id}", name="Sample", adds_rooms=False, **by_isu(world))


def test_last_years_programme_moves_to_the_same_weekdays(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        room = make_room(last, "Room XX", now=world.now, seats=80)
        make_room(last, "Never used", now=world.now)
        make_session(last, day=date(2010, 6, 22), room=room, committee="sc_rca", title="Held", now=world.now)
        make_session(last, "15:00", "18:00", day=date(2010, 6, 25), title="On the Friday", now=world.now)
        gone = make_session(last, day=date(2010, 6, 24), title="Cancelled", now=world.now)
        sessions.cancel(gone, reason="No time.", seen=gone.version, **by_isu(world))
        meeting = make_meeting(now=world.now, ends_on=date(2011, 6, 23))
        made = copy_of(meeting, last, now=world.now, adds_rooms=True)
        found = by_title(queries.entries(made))

        assert found["Held"].starts == datetime.fromisoformat("2011-06-21T10:00")
        assert (found["Held"].room_name, found["Held"].is_confirmed) == ("Room XX", False)
        assert found["On the Friday"].starts is None
        assert [(one.name, one.seats) for one in queries.rooms(meeting.id).values()] == [("Room XX", 80)]
        assert "Cancelled" not in found
        assert [line["because"] for line in made.report] == ["taken", "days", "outside", "cancelled", "room_added"]
        assert not {one.uid for one in found.values()} & queries.session_uids(last.id)


def test_without_the_tick_no_room_is_added(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), room=make_room(last, now=world.now), now=world.now)
        meeting = make_meeting(now=world.now)
        made = copy_of(meeting, last, now=world.now)

        assert queries.rooms(meeting.id) == {}
        assert [line["because"] for line in made.report] == ["taken", "days", "no_room"]


def test_committees_that_are_no_more_leave_their_entries_waiting(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), committee="sc_rca", title="Resources", now=world.now)
        later = make_meeting("later", now=world.now, starts_on=date(2016, 6, 20), ends_on=date(2016, 6, 24))
        made = copy_of(later, last, now=world.now)
        (found,) = queries.entries(made)

        assert (found.title, found.committee_id, found.is_placed) == ("Resources", None, False)


def test_a_meeting_whose_days_are_unknown_has_no_draft(world: World) -> None:
    with world.writing():
        unknown = meeting_by_slug("2011-04-universalization")
        assert unknown is not None
        with pytest.raises(rules.DaysUnknown):
            make_draft(unknown, now=world.now)


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


def refused(said: dict[str, Any], refusal: type[Refused], name: str = "") -> Any:
    """A case of an entry that a draft does not take."""
    return pytest.param(said, refusal, id=name or refusal.__name__)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        refused({"title": ""}, session_rules.NoTitle),
        refused({"committee_id": 9999}, session_rules.NoSuchCommittee),
        refused({"room_id": 9999}, session_rules.NoSuchRoom),
        refused({"named": (Named("XXX", NamedAs.NEEDED),)}, session_rules.NoSuchDelegation),
        refused({"day": date(2011, 6, 27)}, session_rules.OutsideMeeting),
        refused({"after": ("nobody",)}, rules.UnknownAfter),
        refused({"after": ("new",)}, rules.AfterItself),
        refused({"cancelled_because": "No time."}, rules.NeverReleased),
        refused({"languages": ("de",)}, session_rules.UnknownLanguage),
    ],
)
def test_entries_that_a_draft_does_not_take(
    world: World, draft_id: int, said: dict[str, Any], refusal: type[Refused]
) -> None:
    with world.writing(), pytest.raises(refusal):
        actions.add(draft(draft_id), entry("new", **said), seen=1, **by_isu(world))


def test_a_room_of_another_meeting_is_none(world: World, draft_id: int) -> None:
    with world.writing():
        elsewhere = make_room(make_meeting("other-week", now=world.now), now=world.now)
        with pytest.raises(session_rules.NoSuchRoom):
            actions.add(draft(draft_id), entry("new", room_id=elsewhere.id), seen=1, **by_isu(world))


@pytest.mark.parametrize(
    ("day", "at", "refusal"),
    [
        (date(2011, 3, 27), "02:30", session_rules.TimeDoesNotExist),
        (date(2011, 3, 27), "01:30", session_rules.TimeDoesNotExist),
        (date(2011, 10, 30), "02:30", session_rules.TimeHappensTwice),
    ],
)
def test_hours_that_the_clocks_do_not_show_once(world: World, day: date, at: str, refusal: type[Refused]) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=day, ends_on=day)
        found = make_draft(meeting, now=world.now)
        with pytest.raises(refusal):
            actions.add(found, entry("night", at, day=day, minutes=60), seen=1, **by_isu(world))


def test_a_committee_that_did_not_exist_yet(world: World, draft_id: int) -> None:
    with world.writing():
        later = committee("c_va")
        with pytest.raises(session_rules.CommitteeDidNotExist):
            actions.add(draft(draft_id), entry("new", committee_id=later.id), seen=1, **by_isu(world))


def test_an_entry_of_a_committee_needs_no_title(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.add(found, entry("new", title="", committee_id=committee("sc_rca").id), seen=1, **by_isu(world))

        assert held_by(found)["new"].title == "Standing Committee on Resources, Cooperation and Assistance"


def test_the_501st_entry_is_refused_with_the_limit(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        found = make_draft(meeting, *(entry(str(number), None) for number in range(500)), now=world.now)
        with pytest.raises(rules.TooManyEntries) as refusal:
            actions.add(found, entry("one more", None), seen=1, **by_isu(world))

        assert refusal.value.facts == {"most": 500}
        actions.change(found, entry("7", None, title="Another"), seen=1, **by_isu(world))


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


def test_what_a_meeting_has_already_is_not_copied_from_last_year(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        friday = date(2010, 6, 25)
        for title, key in (("", "sc_mc"), ("", "sc_va"), ("Photo", None), ("Reception", None)):
            make_session(last, committee=key, title=title, day=friday, now=world.now)
        this = make_meeting(now=world.now)
        make_session(this, committee="sc_mc", title="", now=world.now)
        make_session(this, title="photo", now=world.now)
        found = copy_of(this, last, now=world.now)

        titles = sorted(one.title for one in queries.entries(found))
        assert len(titles) == 4
        assert [one["because"] for one in found.report].count("there") == 2
        assert {"Photo", "photo"} & set(titles) == {"photo"}
