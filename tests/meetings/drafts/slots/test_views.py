"""The pages about slots, as the ISU meets them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from foundation import audit
from foundation.database import db
from meetings.drafts.slots.rules import MOST_SLOTS
from meetings.sessions.models import Slot
from meetings.sessions.queries import meeting, slots
from tests.builders.sessions import make_meeting
from tests.pages.site import Site
from tests.world import World

SLOTS = "/meetings/sample-week/slots/"


@pytest.fixture
def week(world: World) -> int:
    """The number of a week without slots."""
    with world.writing():
        return make_meeting(now=world.now, ends_on=date(2011, 6, 21)).id


def test_the_usual_slots_are_added_at_once(isu: Site, week: int) -> None:
    page = isu.open(SLOTS)
    assert "This meeting has no slots yet." in page.text
    added = page.form("Add the usual slots").fill("With a slot from 13:15 to 14:45", True).submit()

    assert added.messages == ["6 slots are added."]
    assert [row[:2] for row in added.rows("Monday, 20 June 2011")] == [
        ["10:00–13:00", "Unknown"],
        ["13:15–14:45", "Unknown"],
        ["15:00–18:00", "Unknown"],
    ]
    again = added.form("Add the usual slots").submit()
    assert (again.status, again.errors) == (422, ["Every working day has slots at the usual hours already."])


def test_the_usual_slots_are_added_with_their_languages(isu: Site, week: int) -> None:
    form = isu.open(SLOTS).form("Add the usual slots").fill("Interpretation", "Into these languages")
    added = form.fill("Languages", ["English", "French"]).submit()

    assert [row[1] for row in added.rows("Monday, 20 June 2011")] == ["English, French", "English, French"]


@pytest.mark.parametrize(("present", "status"), [(MOST_SLOTS - 4, 200), (MOST_SLOTS - 3, 422)])
def test_the_usual_slots_are_not_added_beyond_the_most(
    world: World, isu: Site, week: int, present: int, status: int
) -> None:
    with world.writing():
        for number in range(present):
            starts = datetime.combine(date(2011, 6, 20), time()) + timedelta(minutes=number)
            db.session.add(Slot(meeting_id=week, starts=starts, ends=starts + timedelta(minutes=1)))
    page = isu.open(SLOTS).form("Add the usual slots").submit()

    assert page.status == status
    assert page.errors == ([] if status == 200 else ["A meeting has at most 300 slots."])
    with world.reading():
        assert len(slots(week)) == (MOST_SLOTS if status == 200 else present)


def test_a_slot_is_added_changed_and_removed(world: World, isu: Site, week: int) -> None:
    form = isu.open(f"{SLOTS}new/").form("Add the slot")
    form.fill("Day", "Tuesday, 21 June 2011").fill("Start", "10:00").fill("End", "13:00")
    added = form.fill("Interpretation", "Into these languages").fill("Languages", ["English", "French"]).submit()
    assert added.rows("Tuesday, 21 June 2011")[0][:2] == ["10:00–13:00", "English, French"]

    changed = (
        added.follow("Edit Tuesday, 21 June 2011 10:00–13:00")
        .form("Save the slot")
        .fill("Interpretation", "None")
        .submit()
    )
    assert changed.rows("Tuesday, 21 June 2011")[0][:2] == ["10:00–13:00", "None"]

    removed = changed.follow("Remove Tuesday, 21 June 2011 10:00–13:00").form("Remove the slot").submit()
    assert removed.messages == ["The slot is removed."]
    with world.reading():
        found = meeting("sample-week")
        assert found is not None
        assert slots(found.id) == []
        slot = "Tuesday, 21 June 2011, 10:00–13:00"
        assert [one.sentence for one in audit.history_of(found)][:3] == [
            f"Sample Officer removed the slot {slot}.",
            f"Sample Officer changed the slot {slot}, which is now {slot}.",
            f"Sample Officer added the slot {slot}.",
        ]


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        (
            "Start",
            "12:00",
            "Start – There is a slot on 20 June 2011 from 10:00 to 13:00 already. Slots do not overlap.",
        ),
        ("End", "13:30", "End – The end, 13:30, must come after the start, 14:00."),
        ("Start", "14:10", "Start – Give a time in steps of 15 minutes."),
        ("Interpretation", "Into these languages", "Languages – Choose at least one language."),
    ],
)
def test_slots_that_cannot_be(isu: Site, week: int, label: str, value: str, error: str) -> None:
    isu.open(SLOTS).form("Add the usual slots").submit()
    form = isu.open(f"{SLOTS}new/").form("Add the slot").fill("Day", "Monday, 20 June 2011")
    page = form.fill("Start", "14:00").fill("End", "15:00").fill(label, value).submit()

    assert (page.status, page.errors) == (422, [error])


def test_a_slot_that_a_colleague_changed_is_shown_in_both_versions(isu: Site, colleague: Site, week: int) -> None:
    isu.open(SLOTS).form("Add the usual slots").submit()
    edit = isu.open(SLOTS).links()["Edit Monday, 20 June 2011 10:00–13:00"]
    mine = isu.open(edit).form("Save the slot").fill("Start", "09:30")
    colleague.open(edit).form("Save the slot").fill("Start", "09:00").submit()
    page = mine.submit()

    assert page.status == 409
    assert ["Start differs", "09:00", "09:30"] in page.rows("Both versions")


def test_hours_over_which_the_clocks_jump_are_no_slot(world: World, isu: Site) -> None:
    day = date(2011, 3, 27)
    with world.writing():
        make_meeting(now=world.now, starts_on=day, ends_on=day)
    form = isu.open(f"{SLOTS}new/").form("Add the slot").fill("Day", "Sunday, 27 March 2011")
    page = form.fill("Start", "02:30").fill("End", "04:00").submit()

    assert page.errors == [
        "Start – There is no 02:30 on 27 March 2011 in Europe/Zurich: the clocks are put forward over it. "
        "Choose another time."
    ]


def test_a_slot_of_another_meeting_is_not_found(world: World, isu: Site, week: int) -> None:
    isu.open(SLOTS).form("Add the usual slots").submit()
    edit = isu.open(SLOTS).links()["Edit Monday, 20 June 2011 10:00–13:00"]
    with world.writing():
        make_meeting("other-week", now=world.now)

    assert isu.get(edit.replace("sample-week", "other-week")).status_code == 404


def test_a_meeting_without_days_has_no_slots(isu: Site) -> None:
    page = isu.open("/meetings/2011-04-universalization/slots/")

    assert "The days of this meeting are not recorded" in page.text
    assert isu.open("/meetings/2011-04-universalization/slots/new/").path.endswith("/slots/")


def test_what_a_room_can_interpret_is_said_on_its_form(isu: Site, week: int) -> None:
    form = isu.open("/meetings/sample-week/rooms/new/").form("Add the room").fill("Name", "Room XX")
    wrong = form.fill("Interpretation", "Into these languages").submit()
    assert wrong.errors == ["Languages – Choose at least one language."]
    wrong.form("Add the room").fill("Languages", ["French", "Arabic"]).submit()
    edit = isu.open("/meetings/sample-week/").follow("Edit Room XX")

    assert 'value="some" checked' in edit.response.text
    edit.form("Save the room").fill("Interpretation", "Not known").submit()
    assert 'value="unknown" checked' in isu.open(edit.path).response.text


def test_slots_of_days_on_which_the_meeting_no_longer_is_are_told(world: World, isu: Site, week: int) -> None:
    isu.open(SLOTS).form("Add the usual slots").submit()
    with world.writing():
        found = meeting("sample-week")
        assert found is not None
        found.starts_on = date(2011, 6, 21)

    assert isu.open(SLOTS).text.count("Outside the meeting Nothing is planned on this day any more.") == 1
