"""The pages of deadlines, as people meet them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation import audit
from meetings.clashes.actions import record_free_day
from meetings.deadlines import actions, queries
from meetings.deadlines.offsets import actions as offsets
from meetings.sessions import queries as sessions
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.builders.releases import release
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Site
from tests.world import World

INDEX = "/meetings/sample-week/deadlines/"


@pytest.fixture
def week(world: World) -> World:
    """A listed week in September 2011, whose deadlines nobody has worked out."""
    with world.writing():
        make_meeting(now=world.now, starts_on=date(2011, 9, 19), ends_on=date(2011, 9, 23))
        offsets.load_offsets(world.now)
    return world


@pytest.fixture
def isu(week: World) -> Site:
    """The site as an officer of the ISU sees it."""
    with week.writing():
        account_id = make_account("Sample Officer", now=week.now, role="isu").id
    return week.site_of(account_id)


def _work_out(isu: Site) -> None:
    isu.open(INDEX).follow("Work out the deadlines").form("Work out the deadlines").submit()


def test_an_officer_works_out_the_deadlines_of_a_meeting_in_two_steps(isu: Site) -> None:
    asked = isu.open(INDEX).follow("Work out the deadlines")
    assert "10 deadlines follow from the meeting's days." in asked.text
    page = asked.form("Work out the deadlines").submit()

    assert page.messages == ["Deadlines worked out: 10 new, 0 moved."]
    lines = {row[0]: row[1:4] for row in page.rows("Deadlines")}
    assert lines["Registration closes"] == [
        "Monday, 12 September 2011",
        "To come",
        "All delegations, organizations too",
    ]
    assert lines["Requests for sponsorship"][1] == "Soon"


def test_a_weekend_or_a_free_day_is_told_to_everybody(isu: Site, week: World) -> None:
    said: dict[str, Any] = {"audience": "everybody", "remind_days": (), "note": "", "actor": SECRETARIAT}
    with week.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        for name, day in (("Fast", date(2011, 9, 19)), ("Fair", date(2011, 9, 18)), ("Work", date(2011, 9, 21))):
            actions.add(meeting, name=name, due_on=day, now=week.now, **said)
        free: dict[str, Any] = {"name": "Fast Day", "source": "Sample calendar", "actor": SECRETARIAT}
        record_free_day(meeting, day=date(2011, 9, 19), now=week.now, **free)
    for site in (isu, week.visitor()):
        assert [row[1] for row in site.open(INDEX).rows("Deadlines")] == [
            "Sunday, 18 September 2011 A weekend: the last working day before is 16 September 2011.",
            "Monday, 19 September 2011 A free day, Fast Day: the last working day before is 16 September 2011.",
            "Wednesday, 21 September 2011",
        ]


def test_one_that_followed_the_meeting_tells_where_it_was_and_takes_over_what_its_offset_says(
    isu: Site, week: World
) -> None:
    _work_out(isu)
    form = isu.open("/deadline-offsets/registration/").form("Save the offset")
    form.fill("Days", "-8").fill("Reminders", "7").submit()
    page = isu.open(INDEX).follow("Work out the deadlines").form("Work out the deadlines").submit()

    assert page.messages == [
        "Deadlines worked out: 0 new, 1 moved.",
        "1 deadline took over from its offset whom it concerns or when people are reminded.",
    ]
    line = next(row for row in week.visitor().open(INDEX).rows("Deadlines") if row[0] == "Registration closes")
    assert line[1].startswith("Sunday, 11 September 2011 Moved. It was announced for 12 September 2011 .")


def _standing(site: Site, name: str) -> list[str]:
    return next(row for row in site.open(INDEX).rows("Deadlines") if row[0] == name)[1:3]


def test_deadlines_follow_when_the_days_of_the_meeting_are_changed(isu: Site, week: World) -> None:
    _work_out(isu)
    form = isu.open(INDEX).follow("Change – Requests for side events").form("Save the deadline")
    form.fill("Last day", "2011-08-29").fill("Why it is moved", "A holiday").submit()
    form = isu.open("/meetings/sample-week/edit/").form("Save the meeting")
    page = form.fill("First day", "2011-09-20").submit()

    assert page.messages == [
        "The meeting is changed.",
        "8 deadlines followed the days of the meeting.",
        "1 deadline was set by hand and stays where it is. See whether it still fits: Requests for side events.",
    ]
    moved = "Tuesday, 13 September 2011 Moved. It was announced for 12 September 2011 ."
    assert _standing(week.visitor(), "Registration closes")[0] == moved
    stays = "Monday, 29 August 2011 Moved from 30 August 2011 : A holiday"
    assert _standing(isu, "Requests for side events")[0] == f"{stays} Its offset gives 31 August 2011 ."
    assert _standing(week.visitor(), "Requests for side events")[0] == stays
    edit = isu.open(INDEX).follow("Change – Registration closes")
    assert "Its offset gives Tuesday, 13 September 2011 . On that day it follows" in edit.text


def test_one_that_is_not_where_a_changed_offset_puts_it_says_so(isu: Site, week: World) -> None:
    _work_out(isu)
    isu.open("/deadline-offsets/registration/").form("Save the offset").fill("Days", "-8").submit()
    said = "It goes there when the deadlines are worked out anew."

    page = isu.open(INDEX)
    assert f"Its offset gives 11 September 2011 . {said}" in page.text
    assert f"Its offset gives Sunday, 11 September 2011 . {said}" in page.follow("Change – Registration closes").text
    assert "offset" not in week.visitor().open(INDEX).text
    page = page.follow("Work out the deadlines").form("Work out the deadlines").submit()
    assert said not in page.text


def test_what_the_record_knows_to_be_done_or_begun_is_not_past(isu: Site, week: World) -> None:
    _work_out(isu)
    released = "Programme released to everybody"
    assert _standing(isu, released)[1] == "To come"
    week.clock.set(datetime(2011, 8, 9, 10, tzinfo=UTC))
    assert _standing(isu, released)[1] == "Past"
    assert _standing(week.visitor(), "Requests for visas may begin")[1] == "Begun"
    with week.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        make_session(meeting, now=week.now, title="Sample", day=date(2011, 9, 19))
        release(meeting, now=week.now)
    assert _standing(isu, released)[1] == "Done on 9 August 2011"


def test_a_programme_reaches_everybody_on_the_day_on_which_its_meeting_is_listed(isu: Site, week: World) -> None:
    _work_out(isu)
    with week.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        meeting.is_listed = False
        make_session(meeting, now=week.now, title="Sample", day=date(2011, 9, 19))
        release(meeting, now=week.now)
    assert _standing(isu, "Programme released to everybody")[1] == "To come"
    week.clock.set(datetime(2011, 7, 1, 10, tzinfo=UTC))
    isu.open("/meetings/sample-week/list/").form("List the meeting").submit()
    assert _standing(isu, "Programme released to everybody")[1] == "Done on 1 July 2011"


def test_everybody_sees_what_concerns_delegations_and_nothing_else(isu: Site, week: World) -> None:
    _work_out(isu)
    seen = [row[0] for row in week.visitor().open(INDEX).rows("Deadlines")]

    assert "Registration closes" in seen
    assert not {"Discussion papers circulated", "Co-Chairs' summaries issued"} & set(seen)
    assert "Invitation with the programme and the questions to named States" not in seen


def test_whoever_holds_an_office_sees_those_of_officers_too(isu: Site, week: World) -> None:
    _work_out(isu)
    with week.writing():
        make_holding("sc_mc", "CHE", since=date(2010, 12, 3), until=date(2011, 12, 2))
        number = make_delegate("CHE", now=week.now, acts_in_office=True).id
    seen = [row[0] for row in week.site_of(number).open(INDEX).rows("Deadlines")]

    assert "Discussion papers circulated" in seen
    assert "Programme released to everybody" not in seen, "that is the secretariat's own"


def test_a_deadline_is_moved_with_a_reason_that_everybody_reads(isu: Site, week: World) -> None:
    _work_out(isu)
    edit = isu.open(INDEX).follow("Change – Registration closes")
    assert "Its offset gives Monday, 12 September 2011 ." in edit.text
    refused = edit.form("Save the deadline").fill("Last day", "2011-09-09").submit()
    assert (refused.status, refused.errors) == (
        422,
        ["Why it is moved – Say why. Everybody whom the deadline concerns will read it."],
    )
    assert refused.value_of("Last day") == "2011-09-09"
    page = refused.form("Save the deadline").fill("Why it is moved", "A holiday").submit()

    assert page.messages == ["The deadline is changed."]
    line = next(row for row in week.visitor().open(INDEX).rows("Deadlines") if row[0] == "Registration closes")
    assert line[1] == "Friday, 9 September 2011 Moved from 12 September 2011 : A holiday"


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("Reminders", "soon", "Reminders – Write days before the deadline with commas between them, such as 14, 3"),
        ("Last day", "2011-02-30", "Last day – Give a date as year-month-day"),
        ("Last day", "", "Last day – Give a date."),
        ("Why it is moved", "x" * 401, "Why it is moved – Shorten this to 400 characters"),
        ("Note", "a\u202eb", "Note – Remove the hidden characters"),
    ],
)
def test_a_wrong_field_is_kept_and_told(isu: Site, label: str, value: str, error: str) -> None:
    _work_out(isu)
    form = isu.open(INDEX).follow("Change – Registration closes").form("Save the deadline")
    page = form.fill(label, value).submit()
    assert page.status == 422
    assert page.errors[0].startswith(error)


def test_of_two_who_change_a_deadline_the_second_sees_both(isu: Site, week: World) -> None:
    _work_out(isu)
    first = isu.open(INDEX).follow("Change – Registration closes").form("Save the deadline")
    second = isu.open(INDEX).follow("Change – Registration closes").form("Save the deadline")
    first.fill("Note", "First").submit()
    page = second.fill("Note", "Second").submit()

    assert page.status == 409
    assert "First" in page.text
    assert page.value_of("Note") == "Second"


def test_a_deadline_is_met_taken_up_again_and_dropped(isu: Site) -> None:
    _work_out(isu)
    page = isu.open(INDEX).follow("Met – Registration closes").form("The deadline was met").submit()
    assert next(row for row in page.rows("Deadlines") if row[0] == "Registration closes")[2] == "Met"
    page = page.follow("Take up again – Registration closes").form("Take it up again").submit()
    assert page.messages == ["The deadline is taken up again."]
    form = page.follow("Drop – Registration closes").form("Drop the deadline")
    assert form.submit().status == 422
    page = form.fill("Why it does not apply", "Open door").submit()
    line = next(row for row in page.rows("Deadlines") if row[0].startswith("Registration closes"))
    assert (line[0], line[2]) == ("Registration closes Dropped: Open door", "Dropped")


def test_a_deadline_of_ones_own(isu: Site, week: World) -> None:
    form = isu.open(INDEX).follow("Set another deadline").form("Set the deadline")
    for label, value in (("What for", "<b>Photos</b>"), ("Last day", "2011-08-31"), ("Reminders", "7")):
        form.fill(label, value)
    form.fill("Whom it concerns", "Delegations of States").submit()
    assert week.visitor().open(INDEX).rows("Deadlines")[0][:2] == ["<b>Photos</b>", "Wednesday, 31 August 2011"]


def test_an_offset_is_changed_and_says_what_that_means(isu: Site, week: World) -> None:
    page = isu.open("/deadline-offsets/")
    assert page.rows("Offsets")[0][:2] == [
        "Forecast of documents fixed with the United Nations",
        "98 days before the opening day",
    ]
    form = page.follow("Registration closes").form("Save the offset")
    refused = form.fill("Days", "-731").submit()
    assert refused.errors == ["Days – Write a number from -730 to 730."]
    page = refused.form("Save the offset").fill("Days", "-10").submit()
    assert "Deadlines on record stay as they are" in page.messages[0]
    with week.reading():
        offset = queries.offset("registration")
        assert offset is not None
        assert (offset.days, audit.history_of(offset)[0].facts["before"]) == (-10, -7)


def test_a_meeting_without_days_is_told_so(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        meeting.starts_on = meeting.ends_on = None
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    page = world.site_of(account_id).open(INDEX + "plan/").form("Work out the deadlines").submit()
    assert (page.status, page.errors) == (
        422,
        ["The record does not give the days of Sample week. Set them first."],
    )


def test_the_page_takes_as_many_statements_for_three_deadlines_as_for_thirty(week: World) -> None:
    said: dict[str, Any] = {"audience": "everybody", "remind_days": (), "note": "", "actor": SECRETARIAT}
    counts = []
    for more in (3, 27):
        with week.writing():
            meeting = sessions.meeting("sample-week")
            assert meeting is not None
            for number in range(more):
                actions.add(meeting, name=f"Sample {number}", due_on=date(2011, 9, 1), now=week.now, **said)
        with week.counted_statements() as statements:
            assert week.visitor().get(INDEX).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
