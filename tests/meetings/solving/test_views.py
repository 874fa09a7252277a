"""The pages of the scheduler, as an officer meets them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from meetings.drafts import actions as changing
from meetings.drafts import queries as drafts
from meetings.sessions.entries import Kind, Named, NamedAs
from meetings.solving import queries
from tests.builders.drafts import held_by, make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting
from tests.meetings.solving.test_actions import DONE_BY, MONDAY, draft, draft_id, move_to_tuesday, run, waiting
from tests.pages.site import Page, Site
from tests.world import World

__all__ = ["draft_id", "waiting"]
BELOW = "/meetings/sample-week/drafts/1/"
ACROSS = datetime(2011, 6, 20, 12, 30)  # noqa: DTZ001 - a wall time


def asked(isu: Site, **filled: str) -> Page:
    """The page that comes after asking, with some fields filled in."""
    form = isu.open(f"{BELOW}solve/").form("Ask the scheduler").fill("Seconds", "2")
    for label, value in filled.items():
        form.fill(label, value)
    return form.submit()


def test_an_officer_asks_looks_at_the_answer_keeps_it_and_undoes_it(isu: Site, world: World, draft_id: int) -> None:
    page = asked(isu)
    assert page.heading == "What the scheduler found"
    assert "For what was asked no better programme exists: that was proven." in page.text
    assert page.rows("Goals")[0] == ["Sessions without a place", "0", "0"]
    assert {row[0] for row in page.rows("What would move")} <= {"a", "b", "c"}
    assert "Monday" in page.rows("What would move")[0][1] or "Mon 20 Jun" in page.rows("What would move")[0][1]

    page = page.follow("Keep this one").form("Keep this one").submit()
    assert page.messages[0].endswith("You can undo it.")
    with world.reading():
        assert len({one.starts for one in held_by(draft(draft_id)).values()}) == 3


def test_an_answer_that_was_kept_says_so_and_is_not_offered_again(isu: Site, draft_id: int) -> None:
    asked(isu).follow("Keep this one").form("Keep this one").submit()
    page = isu.open(f"{BELOW}runs/1/")
    assert "This answer was kept" in page.text
    assert "What would move" not in page.text
    assert not page.has_link("Keep this one")
    again = isu.open(f"{BELOW}runs/1/keep/").form("Keep this one").submit()
    assert (again.status, again.errors) == (422, ["This answer was kept already."])


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("Seconds that it may take", "1", "Seconds that it may take – Write a number from 2 to 300."),
        ("Seconds that it may take", "301", "Seconds that it may take – Write a number from 2 to 300."),
        ("Seconds that it may take", "soon", "Seconds that it may take – Write a whole number in digits."),
        ("Seed", "-1", "Seed – Write a number from 0 to 999999."),
    ],
)
def test_a_wrong_field_is_told(isu: Site, draft_id: int, label: str, value: str, error: str) -> None:
    page = isu.open(f"{BELOW}solve/").form("Ask the scheduler").fill(label, value).submit()
    assert (page.status, page.errors) == (422, [error])


def test_few_moves_need_a_number_and_a_release(isu: Site, draft_id: int) -> None:
    form = isu.open(f"{BELOW}solve/").form("Ask the scheduler")
    form.fill("What shall it place?", "The whole programme, with few moves from the release")
    page = form.submit()
    assert page.errors == ["Moves from the release, at most – Say how many sessions may move at most."]
    page = page.form("Ask the scheduler").fill("Moves from the release, at most", "3").submit()
    assert page.errors == [
        "What shall it place? – Nothing was released, so that no move can be counted from a release."
    ]


def test_what_is_lost_is_asked_for_beside_the_choice_and_has_to_be_named(isu: Site, draft_id: int) -> None:
    page = isu.open(f"{BELOW}solve/")
    assert page.text.index("What was in slots or rooms that are lost") < page.text.index("Slots that are lost")
    form = page.form("Ask the scheduler")
    form.fill("What shall it place?", "What was in slots or rooms that are lost; all else stays if it can")
    page = form.submit()
    assert (page.status, page.errors) == (
        422,
        ["Slots that are lost – Choose the slots or the rooms that are lost."],
    )


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        (
            "rooms",
            "1",
            "What shall it place? – Slots or rooms are ticked as lost: choose what was in them, or untick them.",
        ),
        (
            "moves",
            "3",
            "Moves from the release, at most – A number of moves counts only with few moves from the release. "
            "Choose that, or leave this empty.",
        ),
    ],
)
def test_what_the_choice_would_pass_over_is_refused_and_kept(
    isu: Site, world: World, draft_id: int, field: str, typed: str, error: str
) -> None:
    form = isu.open(f"{BELOW}solve/").form("Ask the scheduler").fill("Seconds", "7").set_raw(field, typed)
    page = form.submit()
    assert (page.status, page.errors) == (422, [error])
    sent = dict(page.form("Ask the scheduler").values)
    assert (sent["seconds"], sent[field]) == ("7", typed)
    with world.reading():
        assert not queries.runs(draft_id)


def change_after(world: World, draft_id: int, *uids: str) -> None:
    """Somebody moves these entries after the scheduler was asked."""
    with world.writing():
        move_to_tuesday(world, draft_id, *uids)


def test_an_answer_names_what_was_changed_since_with_both_places_and_brings_the_rest(
    isu: Site, world: World, draft_id: int
) -> None:
    page = asked(isu)
    assert "The draft was changed since" not in page.text
    (first, _from, to), (second, *_rest) = page.rows("What would move")
    change_after(world, draft_id, first)
    page = isu.open(f"{BELOW}runs/1/")
    assert "What was changed since stays as it is. The answer brings only what it moved itself." in page.text
    assert [row[0] for row in page.rows("What would move")] == [second]
    apart = page.rows("Changed since, and left as the draft has it")
    assert apart == [[first, "Tue 21 Jun, 10:00–13:00", to]]
    assert page.has_link("Ask again")
    page = page.follow("Keep this one")
    assert "The answer brings only what it moved itself." in page.text
    assert page.rows("Changed since, and left as the draft has it") == apart
    page = page.form("Keep this one").submit()
    assert page.messages == [
        "1 entry was changed. You can undo it. 1 entry was changed since and stays as the draft has it."
    ]


def test_an_answer_of_which_nothing_is_left_is_not_offered(isu: Site, world: World, draft_id: int) -> None:
    asked(isu)
    keep = isu.open(f"{BELOW}runs/1/keep/")
    change_after(world, draft_id, "a", "b", "c")
    page = isu.open(f"{BELOW}runs/1/")
    assert "Nothing is left that this answer could bring. Ask again." in page.text
    assert (page.has_link("Keep this one"), page.has_link("Ask again")) == (False, True)
    page = keep.form("Keep this one").submit()
    assert (page.status, page.errors) == (422, ["Nothing is left that this answer could bring. Ask again."])


def test_a_meeting_without_slots_is_told_so_before_anything_is_asked(isu: Site, world: World, draft_id: int) -> None:
    with world.writing():
        meeting = make_meeting("bare-week", now=world.now)
        make_draft(meeting, entry("a"), now=world.now)
    page = isu.open("/meetings/bare-week/drafts/2/solve/")
    assert "The meeting has no slots. Say first in which hours sessions can be held." in page.text
    assert not page.has_button("Ask the scheduler")
    assert page.follow("Slots").heading == "Slots"


def test_a_room_that_is_not_one_of_the_meeting_is_refused(isu: Site, draft_id: int) -> None:
    form = isu.open(f"{BELOW}solve/").form("Ask the scheduler")
    form.fill("What shall it place?", "What was in slots or rooms that are lost; all else stays if it can")
    page = form.set_raw("rooms", "99999").submit()
    assert page.status == 422


def test_a_run_that_waits_can_be_looked_at_and_stopped(isu: Site, world: World, draft_id: int, waiting: int) -> None:
    page = isu.open(f"{BELOW}runs/{waiting}/")
    assert page.heading == "The scheduler at work"
    assert "Waiting for its turn" in page.text
    progress = isu.get(f"{BELOW}runs/{waiting}/progress.json").get_json()
    assert progress == {"state": "Waiting for its turn", "has_ended": False, "goals": []}
    page = page.form("Stop with what it has").submit()
    assert "It was stopped before it began." in page.text
    with world.reading():
        assert run(draft_id, waiting).answer is None


def test_a_run_tells_how_far_it_is(isu: Site, world: World, draft_id: int, waiting: int) -> None:
    told = {"unplaced": 1, "worst_share": 0.25, "loss_small": 12, "loss_all": 20, "changes": 0}
    with world.writing():
        one = run(draft_id, waiting)
        one.state, one.begun_at = "running", world.now
        one.progress = {**told, "bounds": {**told, "loss_small": 4}, "steps": 100}
    assert isu.open(f"{BELOW}runs/{waiting}/").rows("Goals")[1:3] == [
        ["Share that the worst-off small delegation loses", "25.0%", "25.0%"],
        ["Weights that small delegations lose", "12", "4"],
    ]
    progress = isu.get(f"{BELOW}runs/{waiting}/progress.json").get_json()
    assert (progress["state"], progress["goals"][2]) == ("At work", ["12", "4"])


def test_what_stays_because_of_its_hours_is_named_with_the_reason(isu: Site, world: World, draft_id: int) -> None:
    with world.writing():
        there = draft(draft_id)
        changing.place(
            there,
            held_by(there)["c"],
            ACROSS,
            held_by(there)["c"].room_id,
            seen=there.version,
            now=world.now,
            **DONE_BY,
        )
    page = asked(isu)
    assert "1 session stays where it is: its hours do not lie within one slot" in page.text
    page.follow("Keep this one").form("Keep this one").submit()
    with world.reading():
        kept = held_by(draft(draft_id))
        assert kept["c"].starts == ACROSS
        assert len({kept[uid].starts for uid in "abc"}) == 3


def test_errors_of_what_stays_are_told_as_remaining_with_what_to_do(isu: Site, world: World, draft_id: int) -> None:
    with world.writing():
        for uid in "bc":
            there = draft(draft_id)
            held = held_by(there)[uid]
            changing.place(there, held, ACROSS, held.room_id, seen=there.version, now=world.now, **DONE_BY)
    page = asked(isu)
    assert "Errors that remain" in page.text
    assert "Room twice at once" in page.text
    assert "Move one of each by hand, then ask again." in page.text
    assert "The sessions that stay where they are were not moved for it." in page.text


def test_what_would_lose_its_place_is_told_with_the_error_that_it_stands_in(
    isu: Site, world: World, draft_id: int
) -> None:
    with world.writing():
        meeting = draft(draft_id).meeting
        meeting.starts_on = meeting.ends_on = MONDAY + timedelta(days=1)
    text = asked(isu).text
    told = text[text.index("would lose") : text.index("Goals, in the order")]
    assert "Where they stand in the draft, a rule of level error is broken:" in told
    assert "Days of the meeting: c is on Monday, 20 June 2011" in told


def test_what_finds_no_other_room_is_named(isu: Site, world: World, draft_id: int) -> None:
    with world.writing():
        there = draft(draft_id)
        held = held_by(there)
        lost, other = sorted(room.id for room in there.meeting.rooms)
        for uid, room in (("a", other), ("c", lost)):
            changing.place(
                draft(draft_id), held[uid], ACROSS, room, seen=draft(draft_id).version, now=world.now, **DONE_BY
            )
    form = isu.open(f"{BELOW}solve/").form("Ask the scheduler").fill("Seconds", "2")
    form.fill("What shall it place?", "What was in slots or rooms that are lost; all else stays if it can")
    page = form.set_raw("rooms", str(lost)).submit()
    assert "No other room that suits them is free at their hours" in page.text


def test_what_remains_costly_is_told_by_titles_also_after_the_answer_was_kept(
    isu: Site, world: World, draft_id: int
) -> None:
    zambia = (Named("ZMB", NamedAs.PRESENTER),)
    with world.writing():
        there = draft(draft_id)
        for uid, title in (("x", "A first group"), ("y", "A second group")):
            one = entry(uid, "12:30", day=MONDAY, minutes=60, kind=Kind.GROUP, title=title, named=zambia)
            changing.add(there, one, seen=draft(draft_id).version, now=world.now, **DONE_BY)
    asked(isu).follow("Keep this one").form("Keep this one").submit()
    text = isu.open(f"{BELOW}runs/1/").text
    costly = text[text.index("What remains most costly") :]
    assert "A first group" in costly
    assert "A second group" in costly


def test_what_went_wrong_is_told_once(isu: Site, world: World, draft_id: int, waiting: int) -> None:
    with world.writing():
        one = run(draft_id, waiting)
        one.state, one.failure, one.ended_at = "failed", "WrongProgramme", world.now
    text = isu.open(f"{BELOW}runs/{waiting}/").text
    assert "Something went wrong that should not have" in text
    assert text.count("The draft is unchanged.") == 1


def test_who_stops_a_run_that_has_ended_sees_its_answer(isu: Site, world: World, draft_id: int, waiting: int) -> None:
    page = isu.open(f"{BELOW}runs/{waiting}/")
    with world.writing():
        one = run(draft_id, waiting)
        one.state, one.failure, one.ended_at = "failed", "silent", world.now
    page = page.form("Stop with what it has").submit()
    assert page.messages == []
    assert "Nothing was heard of it any more. Ask again." in page.text


def test_what_was_asked_is_listed(isu: Site, draft_id: int) -> None:
    asked(isu)
    page = isu.open(f"{BELOW}solve/")
    assert page.rows("Asked so far")[0][1:] == ["Sample Officer", "Done"]


@pytest.mark.parametrize("address", ["runs/2/", "runs/1/", "runs/2/keep/", "runs/2/progress.json"])
def test_a_run_of_another_draft_is_not_found(isu: Site, draft_id: int, address: str) -> None:
    assert isu.get(f"/meetings/sample-week/drafts/1/{address}").status_code == 404


def test_a_page_of_a_run_takes_as_many_statements_for_few_sessions_as_for_many(
    isu: Site, world: World, draft_id: int
) -> None:
    asked(isu)
    isu.open(f"{BELOW}runs/1/")
    with world.counted_statements() as statements:
        isu.get(f"{BELOW}runs/1/")
    assert len(statements) <= 20
    with world.reading():
        assert queries.runs(draft_id)
        assert drafts.draft("sample-week", draft_id) is not None
    assert DONE_BY
