"""The pages on which drafts are made, as the ISU meets them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from meetings.drafts import actions, queries
from meetings.drafts.slots import actions as slots
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import held_by, make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.meetings.drafts.stored import by_isu, draft
from tests.pages.site import Page, Site
from tests.world import World

DRAFTS = "/meetings/sample-week/drafts/"


@pytest.fixture
def at(world: World) -> str:
    """The address of a draft with the entries a and b, of a week with a room and a session on record."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_room(meeting, now=world.now)
        make_session(meeting, "09:00", "10:00", uid="known", title="Known", now=world.now)
        number = make_draft(meeting, entry("a"), entry("b", None), now=world.now).id
    return f"{DRAFTS}{number}/"


def number_of(at: str) -> int:
    """The number of a draft by its address."""
    return int(at.rstrip("/").rpartition("/")[2])


def form_of(page: Page, label: str = "Save the entry") -> object:
    """The form of a page."""
    return page.form(label)


def test_last_years_programme_is_copied_on_one_page(world: World, isu: Site) -> None:
    with world.writing():
        last = make_meeting(
            "last-year", now=world.now, name="Last year", starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25)
        )
        make_session(last, day=date(2010, 6, 22), title="Carried", room=make_room(last, now=world.now), now=world.now)
        make_session(last, day=date(2010, 6, 25), title="Too late", now=world.now)
        make_meeting(now=world.now, ends_on=date(2011, 6, 23))
    page = isu.open(f"{DRAFTS}new/")

    assert page.value_of("Begin from") == "Last year (June 2010)"
    assert "Last year (June 2010) Rooms: Room XX" in page.text
    made = page.form("Begin the draft").submit()

    assert made.heading == "Draft 1"
    assert made.messages == ["The draft is begun. Only the secretariat sees it."]
    assert "Carried" in made.text
    for words in (
        "Entries taken over: 2. They are new sessions, tentative, without agendas.",
        "Weekdays stay the same: what was on 22 June 2010 is on 21 June 2011.",
        "Too late has no place yet: 24 June 2011 is no day of this meeting.",
        "The room Room XX was added to this meeting.",
        "This meeting has no slots yet, and the scheduler needs them. Add them under “Slots”.",
    ):
        assert words in made.text


def test_no_room_is_added_where_the_tick_is_taken_away(world: World, isu: Site) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), room=make_room(last, now=world.now), now=world.now)
        make_meeting(now=world.now)
    isu.open(f"{DRAFTS}new/").form("Begin the draft").fill("Add the rooms that are missing", False).submit()

    assert "Room XX" not in world.visitor().open("/meetings/sample-week/").text
    with world.reading():
        assert queries.rooms(draft(1).meeting_id) == {}


def test_what_another_meeting_would_bring_along_is_told_before(world: World, isu: Site) -> None:
    with world.writing():
        last = make_meeting(
            "last-year", now=world.now, name="Last year", starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25)
        )
        for name in ("Room A", "Room B"):
            make_session(last, day=date(2010, 6, 22), room=make_room(last, name, now=world.now), now=world.now)
        make_room(last, "Never used", now=world.now)
        slots.lay_out(last, with_lunch=False, actor=SECRETARIAT, now=world.now)
        make_room(make_meeting(now=world.now), "room a", now=world.now)
    page = isu.open(f"{DRAFTS}new/")

    assert "Last year (June 2010) Rooms: Room B 10 slots" in page.text
    made = page.form("Begin the draft").submit()
    assert "Slots taken over: 10. This meeting had none." in made.text
    assert "brings along" not in isu.open(f"{DRAFTS}new/").text
    assert "10:00–13:00" in isu.open("/meetings/sample-week/slots/").text


def test_the_newest_week_of_the_committees_is_proposed_first(world: World, isu: Site) -> None:
    with world.writing():
        for slug, name, year, kind in (
            ("old", "Old week", 2009, "intersessional"),
            ("newer", "New week", 2010, "intersessional"),
            ("msp", "A formal meeting", 2010, "meeting_of_states_parties"),
        ):
            day = date(year, 11, 29)
            make_session(
                make_meeting(slug, now=world.now, name=name, kind=kind, starts_on=day, ends_on=day),
                day=day,
                now=world.now,
            )
        make_meeting(now=world.now)
    page = isu.open(f"{DRAFTS}new/")
    offered = [text for text in re.findall(r">([^<]+)</option>", page.response.text) if "20" in text]

    assert offered == ["New week (November 2010)", "Old week (November 2009)", "A formal meeting (November 2010)"]


def test_a_meeting_without_days_is_told_to_have_no_drafts(world: World, isu: Site) -> None:
    page = isu.open("/meetings/2011-04-universalization/drafts/new/")

    assert "The days of this meeting are not recorded" in page.text
    assert "Nobody has begun a draft yet." in isu.open("/meetings/2011-04-universalization/drafts/").text


def test_an_entry_is_added(world: World, isu: Site, at: str) -> None:
    page = isu.open(f"{at}entries/new/?day=2011-06-21&start=15:00&kind=group")
    assert (page.value_of("Kind"), page.value_of("Day"), page.value_of("Length")) == (
        "Parallel group",
        "Tuesday, 21 June 2011",
        "1:30",
    )
    form = page.form("Add the entry")
    form.fill("Title", "Small group").fill("Room", "Room XX").fill("Delegations that present", "Zambia; MOZ")
    form.fill("Interpretation", ["French", "English"]).fill("People expected", "25").fill(
        "Begins after these are over", ["Sample a Fri 24, 10:00"]
    )
    added = form.submit()

    assert added.messages == ["The entry is added."]
    with world.reading():
        found = next(one for one in queries.entries(draft(number_of(at))) if one.title == "Small group")
    assert [one.delegation for one in found.named] == ["MOZ", "ZMB"]
    assert (str(found.starts), found.minutes, found.languages, found.seats, found.after) == (
        "2011-06-21 15:00:00",
        90,
        ("en", "fr"),
        25,
        ("a",),
    )


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("Title", "", "Title – Give the session a title, or choose the committee that sits."),
        ("Start", "", "Start – Give the hour too, or choose “No place yet” for the day."),
        ("Start", "10:07", "Start – Give a time in steps of 15 minutes."),
        (
            "Delegations that present",
            "Atlantis",
            "Delegations that present – No delegation on record is called Atlantis.",
        ),
        ("People expected", "0", "People expected – Write a number from 1 to 10000."),
        ("Title", "x" * 301, "Title – Shorten this to 300 characters: it has 301 characters."),
        ("Length", "8:00", "Start – A session begins and ends on one day, not on 24 June 2011 and 25 June 2011."),
    ],
)
def test_what_an_entry_cannot_be_is_told_beside_its_field(
    isu: Site, at: str, label: str, value: str, error: str
) -> None:
    form = isu.open(f"{at}entries/new/?day=2011-06-24&start=17:00").form("Add the entry").fill("Title", "Group")
    page = form.fill(label, value).submit()

    assert page.status == 422
    assert page.errors == [error]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("room", "99999999"),
        ("room", "x"),
        ("day", "2012-01-01"),
        ("day", "x"),
        ("kind", "party"),
        ("committee", "99999999999999999999"),
        ("after", "nobody"),
        ("languages", "de"),
        ("minutes", "7"),
        ("minutes", "-15"),
        ("version", "x"),
        ("version", ""),
        ("title", "a\u202eb"),
    ],
)
def test_hostile_values_are_refused(isu: Site, at: str, name: str, value: str) -> None:
    form = isu.open(f"{at}entries/a/").form("Save the entry")

    assert form.set_raw(name, value).submit().status == 422


@pytest.mark.parametrize(
    "query",
    ["day=x", "day=2012-01-01", "start=25:00", "start=10:07", "room=9999", "room=x", "kind=party", "day=&room="],
)
def test_what_a_link_proposes_wrongly_is_passed_over(isu: Site, at: str, query: str) -> None:
    assert isu.open(f"{at}entries/new/?{query}").value_of("Kind") == "Plenary"


def test_an_entry_is_moved_and_taken_out_of_its_place(world: World, isu: Site, at: str) -> None:
    form = isu.open(f"{at}entries/a/move/").form("Move the entry")
    moved = form.fill("Day", "Monday, 20 June 2011").fill("Start", "15:00").fill("Room", "Room XX").submit()
    assert moved.messages == ["The entry is in its new place."]

    out = isu.open(f"{at}entries/a/move/").form("Move the entry").fill("Day", "No place yet").submit()

    assert out.messages == ["The entry waits for a place."]
    with world.reading():
        assert [step.deed for step in queries.steps(number_of(at))] == ["move", "unplace"]


def test_two_officers_who_change_the_same_entry_see_both_versions(isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Mine")
    colleague.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Theirs").submit()
    page = mine.submit()

    assert page.status == 409
    assert ["Title differs", "Theirs", "Mine"] in page.rows("Both versions")
    again = page.form("Save the entry").submit()
    assert again.messages == ["The entry is changed."]


def test_two_officers_who_move_the_same_entry_see_both_places(isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/move/").form("Move the entry").fill("Start", "15:00")
    colleague.open(f"{at}entries/a/move/").form("Move the entry").fill("Start", "11:00").submit()
    page = mine.submit()

    assert page.status == 409
    assert ["Start differs", "11:00", "15:00"] in page.rows("Both versions")


def test_of_two_who_change_different_fields_both_changes_are_kept(
    world: World, isu: Site, colleague: Site, at: str
) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry")
    mine.fill("Note", "Mine").fill("Interpretation", ["French"]).fill("People expected", "12")
    theirs = (
        colleague.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Theirs").fill("Day", "No place yet")
    )
    theirs.fill("Start", "").fill("Delegations that present", "Zambia").fill("People expected", "25").submit()
    page = mine.submit()

    assert page.status == 409
    rows = page.rows("Both versions")
    for row in (
        ["Title differs", "Theirs", "Sample a"],
        ["Start differs", "(empty)", "10:00"],
        ["Delegations that present differs", "Zambia", "(empty)"],
        ["Note differs", "(empty)", "Mine"],
        ["Kind", "Plenary", "Plenary"],
    ):
        assert row in rows
    assert "The form below holds what you changed, on top of what they saved." in page.text
    told = ("Title", "Day", "Start", "Delegations that present", "Note", "People expected")
    assert [page.value_of(label) for label in told] == ["Theirs", "No place yet", "", "Zambia", "Mine", "12"]

    page.form("Save the entry").submit()
    again = isu.open(f"{at}entries/a/")
    assert [again.value_of(label) for label in told] == ["Theirs", "No place yet", "", "Zambia", "Mine", "12"]
    with world.reading():
        assert held_by(draft(number_of(at)))["a"].languages == ("fr",)


def test_a_place_is_taken_from_one_of_two_as_a_whole(world: World, isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry").fill("Start", "15:00")
    colleague.open(f"{at}entries/a/").form("Save the entry").fill("Room", "Room XX").fill("Track", "Theirs").submit()
    page = mine.submit()

    assert [page.value_of(label) for label in ("Start", "Room", "Track")] == ["15:00", "Not known yet", "Theirs"]


def test_who_loses_a_second_race_keeps_what_both_others_changed(isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry").fill("Note", "Mine")
    colleague.open(f"{at}entries/a/").form("Save the entry").fill("Title", "First").submit()
    page = mine.submit()
    colleague.open(f"{at}entries/a/").form("Save the entry").fill("Track", "Second").submit()
    page = page.form("Save the entry").submit()

    assert page.status == 409
    assert [page.value_of(label) for label in ("Title", "Track", "Note")] == ["First", "Second", "Mine"]


def test_an_order_after_a_cancelled_session_outlasts_a_change(world: World, isu: Site, at: str) -> None:
    def order() -> tuple[str, ...]:
        with world.reading():
            return held_by(draft(number_of(at)))["a"].after

    def boxes(uid: str) -> str:
        return isu.open(f"{at}entries/{uid}/").text

    isu.open(f"{at}entries/a/").form("Save the entry").fill(
        "Begins after these are over", ["Known Fri 24, 09:00"]
    ).submit()
    isu.open(f"{at}entries/known/cancel/").form("Cancel the session").fill("Reason", "No time.").submit()
    isu.open(f"{at}entries/a/").form("Save the entry").fill("Note", "Changed").submit()
    assert order() == ("known",)
    assert "Known Cancelled" in boxes("a")
    assert "Known Cancelled" not in boxes("b")

    isu.open(f"{at}entries/a/").form("Save the entry").fill("Begins after these are over", []).submit()
    assert order() == ()


def test_two_officers_who_change_different_entries_are_not_disturbed(isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Mine")
    colleague.open(f"{at}entries/b/").form("Save the entry").fill("Title", "Theirs").submit()

    assert mine.submit().messages == ["The entry is changed."]


def test_an_entry_that_a_colleague_removed_can_be_brought_back(isu: Site, colleague: Site, at: str) -> None:
    mine = isu.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Mine")
    colleague.open(f"{at}entries/a/remove/").form("Remove the entry").submit()
    page = mine.submit()

    assert page.status == 409
    assert "This entry was removed" in page.text
    assert page.form("Save the entry").submit().messages == ["The entry is back in the draft."]


def test_steps_on_entries(isu: Site, at: str) -> None:
    copied = isu.open(f"{at}entries/a/copy/").form("Copy the entry").submit()
    assert copied.heading == "Edit Sample a"
    removed = isu.open(f"{at}entries/a/").follow("Remove").form("Remove the entry").submit()
    assert removed.messages == ["The entry is removed. Undo brings it back."]
    cancelled = (
        isu.open(f"{at}entries/known/").follow("Cancel").form("Cancel the session").fill("Reason", "No time.").submit()
    )
    assert cancelled.messages == ["The session is cancelled in this draft. Nobody is told until you release it."]
    restored = isu.open(f"{at}entries/known/").follow("Restore").form("Restore the session").submit()
    assert restored.messages == ["The session is taken up again in this draft."]


def test_a_session_is_not_cancelled_without_a_reason(isu: Site, at: str) -> None:
    page = isu.open(f"{at}entries/known/cancel/").form("Cancel the session").submit()

    assert (page.status, page.errors) == (422, ["Reason – Fill in this field: it cannot stay empty."])


@pytest.mark.parametrize(
    ("path", "button", "error"),
    [
        (
            "entries/known/remove/",
            "Remove the entry",
            "Known is known to everybody. Cancel it with a reason; it stays on record.",
        ),
    ],
)
def test_what_cannot_be_done_with_an_entry_is_told(isu: Site, at: str, path: str, button: str, error: str) -> None:
    page = isu.open(f"{at}{path}").form(button).submit()

    assert (page.status, page.errors) == (422, [error])


def test_the_last_step_is_undone(world: World, isu: Site, at: str) -> None:
    isu.open(f"{at}entries/a/").form("Save the entry").fill("Title", "Other").submit()
    page = isu.open(f"{at}undo/")
    assert "The last step that was not undone: changed." in page.text
    assert page.form("Undo the step").submit().messages == ["The step is undone."]
    with world.reading():
        assert held_by(draft(number_of(at)))["a"].title == "Sample a"

    again = isu.open(f"{at}undo/").form("Undo the step").submit()
    assert (again.status, again.errors) == (422, ["There is no step left to undo."])


def test_a_draft_is_renamed_put_away_and_taken_back(isu: Site, at: str) -> None:
    renamed = isu.open(f"{at}name/").form("Save the name").fill("Name of the draft", "Plan B").submit()
    assert renamed.heading == "Plan B"
    form = isu.open(f"{at}entries/new/").form("Add the entry").fill("Title", "Other")
    isu.open(f"{at}put-away/").form("Put the draft away").submit()
    refused = form.submit()
    assert refused.errors == ["This draft was put away. Take it back before you work on it."]
    assert refused.value_of("Title") == "Other"
    assert isu.open(f"{at}take-back/").form("Take the draft back").submit().messages == ["The draft is taken back."]


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("entries/new/", "Add the entry"),
        ("entries/a/", "Save the entry"),
        ("entries/a/move/", "Move the entry"),
        ("entries/a/copy/", "Copy the entry"),
        ("entries/a/remove/", "Remove the entry"),
        ("solve/", "Ask the scheduler"),
    ],
)
def test_a_draft_that_was_put_away_says_so_before_anything_is_typed(isu: Site, at: str, path: str, button: str) -> None:
    isu.open(f"{at}put-away/").form("Put the draft away").submit()
    page = isu.open(f"{at}{path}")

    assert "It cannot be changed until it is taken back." in page.text
    assert not page.has_button(button)
    assert page.follow("Take it back").has_button("Take the draft back")


def test_parts_of_a_sitting_are_told_apart_wherever_they_are_named(world: World, isu: Site, at: str) -> None:
    with world.writing():
        for number in ("1/2", "2/2"):
            found = draft(number_of(at))
            part = entry(f"part-{number[0]}", "15:00", title="Sitting", part=number)
            actions.add(found, part, seen=found.version, **by_isu(world))
    page = isu.open(at)
    moves = [words for words in page.links() if words.startswith("Move")]
    assert {"Move Sitting (1/2)", "Move Sitting (2/2)"} <= set(moves)
    assert "added: Sitting (2/2)" in page.text
    assert isu.open(f"{at}entries/part-2/move/").heading == "Move Sitting (2/2)"
    assert isu.open(f"{at}entries/part-2/").heading == "Edit Sitting (2/2)"
    assert "Sitting (1/2)" in isu.open(f"{at}entries/part-2/").text


def test_a_break_needs_a_title_of_its_own(isu: Site, at: str) -> None:
    page = isu.open(f"{at}entries/new/").form("Add the entry").fill("Kind", "Break").submit()

    assert (page.status, page.errors) == (422, ["Title – Give the break a title."])


@pytest.mark.parametrize("path", ["", "entries/a/", "entries/new/", "check/", "release/", "undo/"])
def test_a_draft_of_another_meeting_is_not_found(world: World, isu: Site, at: str, path: str) -> None:
    with world.writing():
        make_meeting("other-week", now=world.now)

    assert isu.get(f"/meetings/other-week/drafts/{number_of(at)}/{path}").status_code == 404


def test_sixty_entries_cost_no_more_statements_and_stay_usable(world: World, isu: Site) -> None:
    counts = []
    for size in (3, 60):
        with world.writing():
            meeting = make_meeting(f"week-{size}", now=world.now)
            entries = [
                entry(f"{size}-{number}", ["10:00", "15:00"][number % 2], day=date(2011, 6, 20 + number % 5))
                for number in range(size)
            ]
            number = make_draft(meeting, *entries, now=world.now).id
        for path in ("", f"entries/{size}-1/", "entries/new/", "check/", "release/"):
            with world.counted_statements() as seen:
                isu.open(f"/meetings/week-{size}/drafts/{number}/{path}")
            counts.append((size, path, len(seen)))

    assert [one[2] for one in counts[:5]] == [one[2] for one in counts[5:]]
