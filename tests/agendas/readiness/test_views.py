"""The page that tells how ready a meeting is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from foundation.database import db
from meetings.deadlines import actions as deadlines
from meetings.deadlines.offsets.actions import load_offsets
from meetings.deadlines.queries import deadlines as deadlines_on_record
from meetings.sessions.queries import entries_of
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders import items
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.offices import make_holding
from tests.builders.papers import make_published
from tests.builders.people import make_delegate
from tests.builders.releases import release
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.pages.site import Site
from tests.world import World

READINESS = "/meetings/sample-week/readiness/"


@pytest.fixture
def week(world: World) -> World:
    """A listed week in which one session has all but papers, another a chair alone, and a photo needs little."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        full = make_session(
            meeting,
            committee="sc_rca",
            room=room,
            now=world.now,
            title="Full",
            languages=("fr",),
            day=date(2011, 6, 20),
        )
        make_session(meeting, committee="sc_mc", now=world.now, title="Empty", day=date(2011, 6, 21))
        make_session(meeting, now=world.now, title="Photo", day=date(2011, 6, 22))
        db.session.flush()
        items.make_circulated(full, now=world.now)
    return world


@pytest.fixture
def isu(week: World) -> Site:
    """The site as an officer of the ISU sees it."""
    with week.writing():
        number = make_account("Sample Officer", now=week.now, role="isu").id
    return week.site_of(number)


def test_an_officer_sees_what_every_session_lacks(isu: Site) -> None:
    page = isu.open(READINESS)
    assert page.rows("Sessions") == [
        ["Full", "Done", "Done", "Done", "Done on 20 June 2011", "Open", "Open"],
        ["Empty", "Done", "Open", "Open", "Open", "Open", "Open"],
        ["Photo", "Not needed", "Open", "Not needed", "Not needed", "Not needed", "Open"],
    ]
    assert dict(page.rows("The meeting"))["Programme released"] == "Open"


def test_what_hangs_on_a_deadline_that_is_past_is_late(isu: Site, week: World) -> None:
    with week.writing():
        load_offsets(week.now)
        meeting = meeting_by_slug("sample-week")
        assert meeting is not None
        deadlines.plan(meeting, actor=SECRETARIAT, now=week.now)
        release(meeting, now=week.now)
        make_published(now=week.now, meeting="sample-week", committee="sc_rca", title="A paper")
    page = isu.open(READINESS)
    meeting_rows = dict(page.rows("The meeting"))
    assert meeting_rows["Programme released"] == "Done on 20 June 2011 , 55 days after its deadline"
    assert meeting_rows["Deadlines met"] == "Late"
    assert page.rows("Sessions")[:2] == [
        [
            *["Full", "Done", "Done", "Done"],
            "Done on 20 June 2011 , 56 days after its deadline",
            "Done on 20 June 2011 , 42 days after its deadline",
            "Open",
        ],
        ["Empty", "Done", "Open", "Open", "Late", "Late", "Open"],
    ]
    pressing = page.rows("Deadlines that press")
    assert pressing[0][2] == "Past"
    assert "Programme released to everybody" not in [name for name, *_ in pressing]


def test_a_programme_that_was_released_in_time_is_done_on_its_day_though_its_deadline_is_past(
    isu: Site, week: World
) -> None:
    with week.writing():
        meeting = meeting_by_slug("sample-week")
        assert meeting is not None
        release(meeting, now=datetime(2011, 4, 18, 10, tzinfo=UTC))
        renamed = [
            replace(one, title="Family photo") if one.title == "Photo" else one for one in entries_of(meeting.id)
        ]
        release(meeting, renamed, now=week.now)
        load_offsets(week.now)
        deadlines.plan(meeting, actor=SECRETARIAT, now=week.now)
        for one in deadlines_on_record(meeting.id):
            if one.rule is None or one.rule.key != "programme_public":
                deadlines.meet(one, seen=one.version, actor=SECRETARIAT, now=week.now)
    page = isu.open(READINESS)
    assert page.rows("The meeting")[1:3] == [["Programme released", "Done on 18 April 2011"], ["Deadlines met", "Done"]]
    assert "No deadline presses." in page.text


def test_what_nobody_began_is_not_done(isu: Site, week: World) -> None:
    with week.writing():
        make_meeting("bare-week", now=week.now)
    page = isu.open("/meetings/bare-week/readiness/")
    assert "0 points are late, 2 are open." in page.text
    assert page.rows("The meeting") == [
        ["Listed", "Done"],
        ["Programme released", "Open"],
        ["Deadlines met", "Not begun"],
        ["Delegations told how many they are", "Not known"],
    ]


def test_a_meeting_that_is_over_says_so_and_nothing_of_it_is_late_or_open(isu: Site, week: World) -> None:
    with week.writing():
        load_offsets(week.now)
        meeting = meeting_by_slug("sample-week")
        assert meeting is not None
        deadlines.plan(meeting, actor=SECRETARIAT, now=week.now)
        for one in deadlines_on_record(meeting.id):
            if one.due_on > date(2011, 6, 24):
                deadlines.meet(one, seen=one.version, actor=SECRETARIAT, now=week.now)
    week.clock.set(datetime(2011, 6, 25, 10, tzinfo=UTC))
    page = isu.open(READINESS)
    assert "Sample week : This meeting is over." in page.text
    assert "late" not in page.text
    assert page.rows("Sessions")[1] == ["Empty", "Done", *["Not known"] * 5]
    assert dict(page.rows("The meeting"))["Deadlines met"] == "Not known"
    assert "No deadline presses." in page.text


def test_what_delegations_have_to_do_and_what_begins_is_not_late(isu: Site, week: World) -> None:
    with week.writing():
        load_offsets(week.now)
        meeting = meeting_by_slug("sample-week")
        assert meeting is not None
        deadlines.plan(meeting, actor=SECRETARIAT, now=week.now)
        for one in deadlines_on_record(meeting.id):
            if not one.is_public:
                deadlines.meet(one, seen=one.version, actor=SECRETARIAT, now=week.now)
    page = isu.open(READINESS)
    assert dict(page.rows("The meeting"))["Deadlines met"] == "Done"
    assert "No deadline presses." in page.text


def test_the_president_sees_it_and_a_delegation_does_not(week: World) -> None:
    with week.writing():
        make_holding("coordcom", "ALB", "president", since=date(2010, 12, 3), until=date(2011, 12, 2))
        president = make_delegate("ALB", now=week.now, acts_in_office=True).id
        delegate = make_delegate("ZMB", now=week.now).id
    assert week.site_of(president).open(READINESS).heading == "Readiness"
    assert week.site_of(delegate).get(READINESS).status_code == 404
    assert week.visitor().get(READINESS).status_code == 404


def test_the_page_takes_as_many_statements_for_three_sessions_as_for_thirty(isu: Site, week: World) -> None:
    isu.open(READINESS)
    counts = []
    for more in (0, 27):
        with week.writing():
            meeting = meeting_by_slug("sample-week")
            assert meeting is not None
            for number in range(more):
                day = date(2011, 6, 20 + number % 5)
                make_session(meeting, "08:00", "08:15", now=week.now, title=f"Sample {number}", day=day)
        with week.counted_statements() as statements:
            assert isu.get(READINESS).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 30
