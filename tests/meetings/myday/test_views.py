"""My day: what a delegation reads of its meeting, by its link and signed in, and what nobody else does."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from foundation.database import db
from meetings.calendars.qr import qr_of
from meetings.clashes import actions as clashes
from meetings.clashes.actions import record_free_day
from meetings.deadlines import actions as deadlines
from meetings.people import actions as people
from meetings.people.queries import members_now
from meetings.sessions import actions as sessions
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entries_of
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.sessions.queries import session as session_by_id
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.feeds import deadline
from tests.builders.items import item, make_agenda, make_circulated, opening
from tests.builders.links import make_link, revoke, secret_of
from tests.builders.papers import make_paper, make_published
from tests.builders.people import make_delegate
from tests.builders.releases import release
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.builders.wishes import said
from tests.pages.checks import text_of
from tests.pages.site import Page, Site
from tests.world import World

SHEET = Path(__file__).resolve().parents[3] / "static/site.css.gz"
WEEK = "?meeting=sample-week"
MY = "/meetings/sample-week/my/"
THURSDAY = date(2011, 6, 23)


def member(world: World, key: str = "MOZ") -> Site:
    with world.writing():
        number = make_delegate(key, now=world.now - timedelta(hours=1)).id
    return world.site_of(number)


def day_of(world: World, key: str = "MOZ", more: str = "") -> Page:
    """The page of a new link of this State."""
    with world.writing():
        secret = secret_of(key, now=world.now)
    return world.visitor().open(f"/my/{secret}/{WEEK}{more}")


def make_week(world: World) -> Meeting:
    """Two sessions at once on Friday, in which Mozambique presents in the second; and one on Thursday."""
    meeting = make_meeting(now=world.now)
    make_session(
        meeting, now=world.now, committee="sc_mc", title="Clearing land", room=make_room(meeting, now=world.now)
    )
    second = make_session(meeting, "11:00", "12:00", now=world.now, committee="sc_rca", title="Finding means")
    make_circulated(second, opening(), item("Needs and means", presenters=("MOZ",)), now=world.now)
    make_session(meeting, now=world.now, committee="sc_va", title="Helping survivors", day=THURSDAY)
    return meeting


def test_the_days_tell_in_order_what_concerns_the_delegation_and_why(world: World) -> None:
    with world.writing():
        make_week(world)
    page = day_of(world)

    assert page.heading == "My day: Mozambique"
    text = page.text
    order = [
        text.index(words) for words in ("Thursday, 23 June", "Helping survivors", "Clearing land", "Finding means")
    ]
    assert order == sorted(order)
    assert "Must · presents “2. Needs and means”" in text
    assert "Should · is affected by mines" in text
    assert "As of 20 June 2011, 09:00" in text
    assert "The programme was not released yet." in text
    assert "One person is assumed, since nobody said how many come." in text


NOTE = "Ask a neighbour, or another delegation that sits in it, for a note."
HEARD = "If you wish to speak, ask those in its chair to hear you at another time."


def clash_of(page: Page, title: str) -> str:
    """What the page says of the clash of the session with this title."""
    (found,) = [text_of(one) for one in page.tree.iter("li") if any(text_of(link) == title for link in one.iter("a"))]
    return found[found.index("Clash") :]


def test_a_clash_says_where_to_go_instead_why_and_what_can_be_done(world: World) -> None:
    with world.writing():
        make_week(world)
        make_published(now=world.now, meeting="sample-week", committee="sc_mc", title="A paper on land")
    page = day_of(world)
    assert "1 clash" in page.text
    assert clash_of(page, "Clearing land") == (
        f"Clash: go to Finding means then, where you must be. Read its papers below. {NOTE} {HEARD}"
    )
    # That holds for all of them is said at the top, and once on each sheet.
    assert page.text.count("One person is assumed, since nobody said how many come.") == 2


@pytest.mark.parametrize(
    ("people", "weights", "missed", "expected"),
    [
        (1, (3, 3, 0), 1, "Clash: you must be here and in Clearing land. Ask the secretariat to move one of them: it "),
        (1, (2, 3, 0), 0, f"Clash: go to Finding means then, where you must be. {NOTE} {HEARD}"),
        (1, (1, 2, 0), 0, f"Clash: go to Finding means then, which counts more for you. {NOTE} {HEARD}"),
        (1, (2, 2, 0), 1, f"Clash: go to this or to Clearing land; both count the same for you. {NOTE} {HEARD}"),
        (2, (3, 2, 1), 2, f"Clash: all of you sit in Clearing land; Finding means then. {NOTE} {HEARD}"),
        (2, (3, 2, 2), 2, "Clash: all of you sit in Clearing land; Finding means then. Whoever sits in Finding means "),
    ],
)
def test_what_a_delegation_said_decides_where_to_go(
    world: World, people: int, weights: tuple[int, ...], missed: int, expected: str
) -> None:
    titles = ("Clearing land", "Finding means", "Sharing skills")
    with world.writing():
        meeting = make_meeting(now=world.now)
        starts = zip(("10:00", "10:15", "10:30"), titles, strict=True)
        held = [
            make_session(meeting, at, "13:00", now=world.now, committee="sc_mc", title=title) for at, title in starts
        ]
        uids = [one.uid for one in held]
        said(meeting, "MOZ", people=people, sessions=dict(zip(uids, weights, strict=True)), now=world.now)
    page = day_of(world)
    assert clash_of(page, titles[missed]).startswith(expected)
    assert page.text.count("Clash") == 1
    assert "One person is assumed" not in page.text
    assert "omebody else" not in page.text


def test_of_a_clash_that_is_over_it_is_said_that_it_was(world: World) -> None:
    with world.writing():
        make_week(world)
    world.clock.set(world.now + timedelta(days=30))
    assert clash_of(day_of(world), "Clearing land") == "Clash with Finding means."


def test_the_way_between_rooms_is_as_long_as_the_isu_set_it(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for hours, name in ((("09:00", "10:00"), "Sample room"), (("10:15", "11:00"), "Sample hall")):
            make_session(
                meeting, *hours, now=world.now, committee="sc_mc", room=make_room(meeting, name, now=world.now)
            )
    assert "Clash:" not in day_of(world).text
    with world.writing():
        clashes.set_rule(
            "walk_minutes", "20", because="A sample.", title="Sample", seen=0, actor=SECRETARIAT, now=world.now
        )
    assert "Clash:" in day_of(world).text


def test_with_two_people_the_delegation_splits_up(world: World) -> None:
    with world.writing():
        said(make_week(world), "MOZ", people=2, now=world.now)
    text = day_of(world).text
    assert "You come with 2 people." in text
    assert "Split up: some of you sit in Clearing land then." in text
    assert "Clash" not in text


def test_with_forty_people_there_is_no_clash(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        for place in range(6):
            make_session(meeting, now=world.now, committee="sc_mc", title=f"Group {place}")
        said(meeting, "MOZ", people=40, now=world.now)
    assert "Clash" not in day_of(world).text


def test_one_day_can_be_asked_for_and_another_is_said_to_have_nothing(world: World) -> None:
    with world.writing():
        make_week(world)
    page = day_of(world, more="&day=2011-06-23")
    assert "Helping survivors" in page.text
    assert "Clearing land" not in page.text
    for day in ("2011-06-22", "x", "2011-99-99", "%00", "9" * 5000):
        assert "There is no session of yours on the day" in day_of(world, more=f"&day={day}").text


def test_papers_are_listed_once_a_day_in_the_language_that_suits(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_mc", title="More on land")
        make_published(now=world.now, meeting="sample-week", committee="sc_mc", title="A paper on land")
    page = day_of(world)
    assert page.text.count("A paper on land") == 1
    assert "A paper on land English , 1 kB" in page.text


def test_a_cancelled_session_is_no_clash_and_says_why(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        number = next(one.id for one in meeting.sessions if one.title == "Finding means")
    with world.writing():
        session = session_by_id(number)
        assert session is not None
        sessions.cancel(session, reason="The speaker is ill.", seen=session.version, actor=SECRETARIAT, now=world.now)
    text = day_of(world).text
    assert "Cancelled" in text
    assert "The speaker is ill." in text
    assert "Clash" not in text


def test_what_the_last_release_changed_for_the_delegation_is_told_and_nothing_else(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        make_session(meeting, "15:00", "16:00", now=world.now, kind="side_event", title="Closed circle")
        release(meeting, now=world.now)
    assert "changed for you" not in day_of(world).text
    with world.writing():
        stored = meeting_by_slug("sample-week")
        assert stored is not None
        hour, moving = timedelta(hours=1), ("Clearing land", "Closed circle")
        moved = [
            replace(one, starts=one.starts + hour) if one.starts and one.title in moving else one
            for one in entries_of(stored.id)
        ]
        release(stored, moved, now=world.now)
    text = day_of(world).text
    assert "What the last release changed for you Clearing land was moved from " in text
    assert "Release 2 of the programme." in text
    assert "Closed circle" not in text


def test_deadlines_to_come_are_told_and_those_of_the_secretariat_are_not(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        for name, day, audience in (
            ("Send your statement", date(2011, 6, 22), "delegations"),
            ("Send your photos", date(2011, 6, 23), "everybody"),
            ("Send your report", date(2011, 7, 9), "everybody"),
            ("Over already", date(2011, 6, 1), "delegations"),
            ("Order the water", date(2011, 6, 22), "isu"),
        ):
            deadlines.add(
                meeting,
                name=name,
                due_on=day,
                audience=audience,
                remind_days=(),
                note="",
                actor=SECRETARIAT,
                now=world.now,
            )
        holiday: dict[str, Any] = {"name": "Corpus Christi", "source": "Sample calendar"}
        record_free_day(meeting, day=date(2011, 6, 23), actor=SECRETARIAT, now=world.now, **holiday)
    text = day_of(world).text
    assert "Wednesday, 22 June 2011 : Send your statement Thursday, 23" in text
    free = "A free day, Corpus Christi: the last working day before is 22 June 2011."
    assert f"Thursday, 23 June 2011 : Send your photos {free}" in text
    assert "Send your report A weekend: the last working day before is 8 July 2011." in text
    assert "Over already" not in text
    assert "Order the water" not in text


def test_a_link_opens_the_next_meeting_unless_another_is_named(world: World) -> None:
    with world.writing():
        make_meeting(
            "next-week", now=world.now, name="Next week", starts_on=date(2011, 6, 20), ends_on=date(2011, 6, 20)
        )
        secret = secret_of("MOZ", now=world.now)
    visitor = world.visitor()
    assert visitor.open(f"/my/{secret}/?meeting=next-week").status == 200
    assert "20 June 2011" in visitor.open(f"/my/{secret}/").text
    for slug in ("nowhere", "x" * 5000, "%00"):
        assert visitor.get(f"/my/{secret}/?meeting={slug}").status_code == 404


@pytest.mark.parametrize(("language", "asked"), [("en", ""), ("ar", "?lang=ar")])
def test_the_calendar_is_offered_to_a_click_and_to_a_phone_in_the_reader_s_language(
    world: World, language: str, asked: str
) -> None:
    with world.writing():
        make_week(world)
        secret = secret_of("MOZ", now=world.now)
    page = world.visitor(language).open(f"/my/{secret}/{WEEK}")
    path = f"/calendars/my/{secret}.ics{asked}"
    assert path in page.links().values()
    assert f"https://meetings.example.org{path}" in page.text
    (code,) = (one for one in page.tree.iter() if one.tag.endswith("svg"))
    assert [part.get("d") for part in code][-1] == qr_of(f"https://meetings.example.org{path}").path


def test_the_page_of_a_link_is_kept_nowhere_and_told_to_nobody(world: World) -> None:
    with world.writing():
        make_week(world)
    headers = day_of(world).response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_link_that_nobody_has_or_that_was_revoked_opens_nothing(world: World) -> None:
    with world.writing():
        make_week(world)
        link, secret = make_link("MOZ", now=world.now)
        revoke(link, now=world.now)
    visitor = world.visitor()
    assert visitor.get(f"/my/{'x' * 43}/").status_code == 404
    page = visitor.open(f"/my/{secret}/", status=410)
    assert page.heading == "This link was revoked"
    assert "Mozambique" not in page.text


def test_a_link_shows_nothing_of_others_and_nothing_of_drafts(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        said(meeting, "AGO", people=37, now=world.now)
        third = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_mc", title="Planning")
        make_agenda(third, item("A secret item", presenters=("MOZ", "AGO")), now=world.now)
        make_paper(now=world.now, meeting="sample-week", committee="sc_mc", title="A paper that waits")
        hidden = make_meeting("hidden-week", now=world.now, listed=False, name="Hidden week")
        make_session(hidden, now=world.now, committee="sc_mc", title="Hidden session")
        make_link("AGO", now=world.now, note="Sample embassy of Angola")
        secret = secret_of("MOZ", now=world.now)
    visitor = world.visitor()
    for path in (f"/my/{secret}/{WEEK}", f"/my/{secret}/wishes/{WEEK}"):
        # Without the QR code, whose strokes are numbers.
        html = re.sub("<svg.*?</svg>", "", visitor.get(path).get_data(as_text=True), flags=re.DOTALL)
        assert "Mozambique" in html
        for words in ("Angola", "37", "A secret item", "A paper that waits", "Hidden", "embassy"):
            assert words not in html
    assert visitor.get(f"/my/{secret}/?meeting=hidden-week").status_code == 404


def test_signed_in_a_person_reads_the_day_of_their_delegation_alone(world: World) -> None:
    with world.writing():
        make_week(world)
    site = member(world)
    assert site.open(MY).heading == "My day: Mozambique"
    for key in ("moz", "MOZ"):
        assert site.open(f"{MY}?delegation={key}").heading == "My day: Mozambique"
    for key in ("ago", "AGO", "nowhere", "", "x" * 5000, "%00"):
        assert site.get(f"{MY}?delegation={key}").status_code == 404
    assert world.visitor().get(f"{MY}?delegation=moz").status_code == 404


def test_whoever_cannot_give_links_is_told_who_can(world: World) -> None:
    with world.writing():
        make_week(world)
    site = member(world)
    assert "The delegation has no focal point: ask the secretariat." in site.open(MY).text
    with world.writing():
        account = make_delegate("MOZ", now=world.now - timedelta(hours=1), name="Sample focal point")
        db.session.flush()
        people.set_focal_point(account, is_focal_point=True, actor=SECRETARIAT, now=world.now)
        number = account.id
    assert "The focal point is Sample focal point" in site.open(MY).text
    own = world.site_of(number).open(MY)
    assert own.has_link("Links with which the delegation sees this page and its calendar without signing in")


def test_the_isu_names_a_delegation(world: World) -> None:
    with world.writing():
        make_week(world)
        isu = make_account("Sample ISU", now=world.now, role="isu").id
    site = world.site_of(isu)
    assert site.open(f"{MY}?delegation=moz").heading == "My day: Mozambique"
    assert site.open(MY).has_link("Choose a delegation")


def test_whoever_belongs_to_no_delegation_is_told_so(world: World) -> None:
    with world.writing():
        make_week(world)
        somebody = make_account("Sample person", now=world.now).id
    assert "Sign in as one of its people" in world.visitor().open(MY).text
    assert "You belong to no delegation." in world.site_of(somebody).open(MY).text


def test_a_person_whose_delegation_ended_is_told_until_when(world: World) -> None:
    with world.writing():
        make_week(world)
    site = member(world)
    with world.writing():
        number = state("MOZ").id
        people.leave(members_now([number], world.now)[number][0].account, actor=SECRETARIAT, now=world.now)
    world.clock.set(world.now + timedelta(minutes=1))
    assert "You belong to no delegation any longer: you did until 20 June 2011" in site.open(MY).text


def test_a_delegation_that_does_not_come_or_withdrew_is_told_so(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        said(meeting, "MOZ", people=0, now=world.now)
        state("AGO").party_until = date(2011, 1, 1)
    page = day_of(world)
    assert "Your delegation said that it does not come to this meeting." in page.text
    assert "Clearing land" not in page.text
    assert "the Convention is not in force for this delegation" in day_of(world, "AGO").text


def test_a_delegation_that_does_not_come_is_told_of_no_deadlines(world: World) -> None:
    with world.writing():
        meeting = make_week(world)
        deadline(meeting, date(2011, 6, 22), now=world.now, name="Send your statement")
        said(meeting, "MOZ", people=0, now=world.now)
    assert "Send your statement" not in day_of(world).text
    assert "Send your statement" in day_of(world, "AGO").text


NONE_KNOWN = "No session of this meeting is known to concern your delegation. Say what you wish to attend."
NONE_AS_SAID = "By what was said for your delegation, it attends no session of this meeting."


@pytest.mark.parametrize(
    ("key", "committees", "told"),
    [
        ("MOZ", {}, "Clearing land"),
        ("MOZ", {"sc_mc": 0}, NONE_AS_SAID),
        ("MOZ", {"sc_mc": 1}, "Clearing land"),
        ("VUT", {}, NONE_KNOWN),
        ("VUT", {"sc_mc": 0}, NONE_AS_SAID),
    ],
)
def test_a_day_without_sessions_tells_whether_that_was_said(
    world: World, key: str, committees: dict[str, int], told: str
) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, now=world.now, committee="sc_mc", title="Clearing land", kind="group")
        said(meeting, key, people=1, committees=committees, now=world.now)
    text = day_of(world, key).text
    assert [one for one in ("Clearing land", NONE_KNOWN, NONE_AS_SAID) if one in text] == [told]


def make_others(world: World) -> None:
    """Meetings beside the sample week: two to come with sessions, and one each that is not to be chosen."""
    for slug, name, year, listed, has_sessions in (
        ("far-week", "Far week", 2013, True, True),
        ("near-week", "Near week", 2012, True, True),
        ("empty-week", "Empty week", 2012, True, False),
        ("hidden-week", "Hidden week", 2012, False, True),
        ("past-week", "Past week", 2010, True, True),
    ):
        days = {"starts_on": date(year, 5, 21), "ends_on": date(year, 5, 25)}
        meeting = make_meeting(slug, now=world.now, name=name, listed=listed, **days)
        if has_sessions:
            make_session(meeting, now=world.now, day=date(year, 5, 21), committee="sc_mc", title=f"Land in {year}")


def test_the_page_of_a_link_leads_to_the_other_meetings_to_come_and_back(world: World) -> None:
    with world.writing():
        make_week(world)
        make_others(world)
        secret = secret_of("MOZ", now=world.now)
    page = world.visitor().open(f"/my/{secret}/{WEEK}")

    assert "Other meetings: Near week ; Far week" in page.text
    assert page.links()["Far week"] == f"/my/{secret}/?meeting=far-week"
    far = page.follow("Far week")
    assert "Land in 2013" in far.text
    assert "Other meetings: Sample week ; Near week" in far.text
    wishes = far.follow("Correct this, and what you wish to attend")
    assert "Land in 2013" in wishes.text
    assert "Clearing land" in far.follow("Sample week").text


def test_whoever_signs_in_finds_the_other_meetings_and_an_officer_those_of_the_delegation(world: World) -> None:
    with world.writing():
        make_week(world)
        make_others(world)
        isu = make_account("Sample ISU", now=world.now, role="isu").id
    assert member(world).open(MY).links()["Near week"] == "/meetings/near-week/my/"
    page = world.site_of(isu).open(f"{MY}?delegation=moz")
    assert page.links()["Near week"] == "/meetings/near-week/my/?delegation=moz"
    assert page.follow("Near week").heading == "My day: Mozambique"


def test_where_there_is_no_other_meeting_none_is_spoken_of(world: World) -> None:
    with world.writing():
        make_week(world)
    assert "Other meetings" not in day_of(world).text


def test_a_meeting_without_sessions_and_one_that_is_over_are_said_to_be(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)
    assert "No sessions are recorded for this meeting." in day_of(world).text
    world.clock.set(world.now + timedelta(days=30))
    assert "This meeting is over." in day_of(world).text


def test_before_the_meeting_is_listed_only_the_isu_sees_the_page(world: World) -> None:
    with world.writing():
        make_meeting("hidden-week", now=world.now, listed=False)
        isu = make_account("Sample ISU", now=world.now, role="isu").id
    assert member(world).get("/meetings/hidden-week/my/").status_code == 404
    page = world.site_of(isu).open("/meetings/hidden-week/my/?delegation=moz")
    assert "This meeting is not listed" in page.text


@pytest.mark.parametrize("number", [3, 60])
def test_it_is_light_and_takes_thirteen_statements_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_others(world)
        for place in range(number):
            day, hour = divmod(place, 12)
            session = make_session(
                meeting,
                f"{9 + hour // 2:02}:{(hour % 2) * 30:02}",
                f"{11 + hour // 2:02}:{(hour % 2) * 30:02}",
                day=date(2011, 6, 20 + day),
                now=world.now,
                committee=("sc_mc", "sc_va", "sc_rca")[place % 3],
                title=f"Sample session {place}",
            )
        make_circulated(session, opening(), item("Needs and means", presenters=("MOZ",)), now=world.now)
        for place in range(3):
            make_published(now=world.now, meeting="sample-week", committee="sc_mc", title=f"A paper {place}")
        secret = secret_of("MOZ", now=world.now)
    visitor = world.visitor()
    with world.counted_statements() as seen:
        answer = visitor.get(f"/my/{secret}/{WEEK}")
    # One of them asks for the rules in force, so that a clash here is one on the page of clashes.
    assert len(seen) == 13
    assert len(gzip.compress(answer.data, 6)) + SHEET.stat().st_size <= 15_000
    site = member(world)
    with world.counted_statements() as seen:
        site.get(MY)
    # Three of them tell who is signed in, as on every page, and one who gives the delegation's links.
    assert len(seen) == 3 + 13
