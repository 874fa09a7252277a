"""The front page and the changes, as people meet them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from meetings.sessions import actions
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entries_of, sessions_by_uid
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.people import make_delegate
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)


def one_meeting(slug: str) -> Meeting:
    """The meeting as it is on record."""
    found = meeting_by_slug(slug)
    assert found is not None
    return found


def test_an_empty_record_says_what_is_not_there(world: World) -> None:
    page = world.visitor().open("/")
    for sentence in ("No session is scheduled.", "No paper was published yet.", "No summary was issued yet."):
        assert sentence in page.text


def test_the_front_page_shows_what_is_next_who_is_in_office_and_what_came_of_it(
    sample_world: World,
) -> None:
    page = sample_world.visitor().open("/")
    assert "Monday, 21 May 2012" in page.text
    assert "UTC+02:00" in page.text, "a clock time is never printed without its zone"
    assert "Albania" in page.text
    assert "until 7 December 2012" in page.text
    assert "Sample discussion paper: cooperation among affected States" in page.text
    assert page.has_link("Français")
    assert "Sample discussion paper: know-how" not in page.text, "a paper that waits is not public"


def test_the_next_meeting_leads_a_member_to_their_day_and_the_isu_to_the_drafts(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now)
        isu = make_account("Sample ISU", now=world.now, role="isu").id
        member = make_delegate("ZMB", now=world.now).id
    own, drafts = "My day", "Drafts of the programme"

    assert world.site_of(member).open("/").links()[own] == "/meetings/sample-week/my/"
    assert world.site_of(isu).open("/").links()[drafts] == "/meetings/sample-week/drafts/"
    assert not world.site_of(member).open("/").has_link(drafts)
    assert not world.site_of(isu).open("/").has_link(own)
    assert not {own, drafts} & set(world.visitor().open("/").links())


def test_the_committee_whose_session_is_next_stands_first(sample_world: World) -> None:
    sample_world.clock.set(datetime(2012, 5, 25, 6, tzinfo=UTC))
    text = sample_world.visitor().open("/").text
    assert text.index("Resources, Cooperation and Assistance Co-Chairs") < text.index("Mine Clearance Co-Chairs")


def test_nobody_is_named_in_office_where_the_record_ends(world: World) -> None:
    world.clock.set(datetime(2020, 1, 1, tzinfo=UTC))
    assert "No office holders are recorded for today." in world.visitor().open("/").text


def test_a_paper_is_two_clicks_from_the_front_page(sample_world: World) -> None:
    page = sample_world.visitor().open("/").follow("Sample discussion paper: cooperation among affected States")
    files = [link.get("href") or "" for link in page.tree.iter("a") if (link.get("href") or "").endswith(".pdf")]
    assert sample_world.visitor().get(files[0]).data.startswith(b"%PDF-")


def test_changes_name_no_person_and_can_be_asked_since_a_day(sample_world: World) -> None:
    page = sample_world.visitor().open("/changes/")
    assert "was circulated" in page.text
    assert "Sample person" not in page.text
    late = sample_world.visitor().open("/changes/?since=2012-04-01")
    assert "was circulated" in late.text
    assert "The summary of" not in late.text


def test_a_day_that_is_none_is_told_beside_the_field(world: World) -> None:
    page = world.visitor().open("/changes/?since=2012-02-31", status=422)
    assert page.errors == ["Changed since – Give a date as year-month-day, such as 2011-06-24."]


def test_older_changes_are_a_page_away(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for hour in range(35):
            make_session(meeting, "08:00", "09:00", now=world.now + timedelta(minutes=hour), title=f"Session {hour}")
    page = world.visitor().open("/changes/")
    assert "Session 34" in page.text
    assert "Session 1 " not in page.text
    assert "Session 1 " in page.follow("Older changes").text


def test_changes_since_a_release_tell_the_programme_and_then_everything_that_was_done(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        release(meeting, [entry("one"), entry("two", "15:00")], now=world.now)
        meeting_id = meeting.id
    world.clock.set(world.now + timedelta(hours=1))
    with world.writing():
        one, two = sessions_by_uid(meeting_id).values()
        actions.cancel(one, reason="No quorum.", seen=one.version, actor=SECRETARIAT, now=world.now)
        actions.confirm(two, seen=two.version, actor=SECRETARIAT, now=world.now)
    since_first = world.visitor().open("/changes/?release=sample-week/1")
    since_third = world.visitor().open("/changes/?release=sample-week/3")

    assert "In the programme of Sample week" in since_first.text
    assert "Sample one was cancelled. It was to be on Friday, 24 June 2011" in since_first.text
    assert ["Sample two", "Standing", "Tentative", "Confirmed"] in since_first.rows("What was and what is")
    assert "The meeting Sample week was listed." not in since_first.text
    assert "Sample two was confirmed." in since_first.text
    assert "which is the newest." in since_third.text


@pytest.fixture
def changed(world: World) -> World:
    """A released programme, then a session moved into another room and confirmed directly, then a second release."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(make_meeting("other-week", now=world.now), now=world.now, title="Planned directly")
        hall = make_room(meeting, now=world.now)
        release(meeting, [entry("one"), entry("two", "15:00")], now=world.now)
        meeting_id, hall_id = meeting.id, hall.id
    world.clock.set(world.now + timedelta(hours=1))
    with world.writing():
        one, _two = sessions_by_uid(meeting_id).values()
        earlier = replace(actions.plan_of(one), starts=one.starts - DAY, ends=one.ends - DAY, room_id=hall_id)
        actions.change(one, earlier, seen=one.version, actor=SECRETARIAT, now=world.now)
        actions.confirm(one, seen=one.version, actor=SECRETARIAT, now=world.now)
    with world.writing():
        added = [entry(f"new {number}", "15:00", minutes=60) for number in range(6)]
        meeting = one_meeting("sample-week")
        moved, other = entries_of(meeting.id)
        release(meeting, [moved, replace(other, cancelled_because="No quorum."), *added], now=world.now)
    return world


MOVED = {
    "en": "Sample one was moved from Friday, 24 June 2011, 10:00–13:00 to Thursday, 23 June 2011, 10:00–13:00 "
    "(Geneva, UTC+02:00). The room of Sample one was changed from room not known yet to Room XX.",
    "fr": "jeudi 23 juin 2011, 10:00–13:00 (Geneva, UTC+02:00)",
    "ar": "الخميس، 23 يونيو 2011، \u206810:00–13:00\u2069 (\u2068Geneva\u2069، \u2068UTC+02:00\u2069)",
}


def test_each_thing_that_happened_is_one_line_that_leads_to_what_changed(changed: World) -> None:
    page = changed.visitor().open("/changes/")
    (listing,) = (one for one in page.tree.iter("ul") if one.get("class") == "listing")
    lines = [" ".join("".join(item.itertext()).split()) for item in listing]
    links = [next(item.iter("a")).get("href") for item in listing]
    released = "/meetings/sample-week/releases/"

    assert len(lines) == 7
    assert lines[0].startswith("The programme of Sample week was released (release 4). Sample new 0 is new in the")
    assert "others: 2" in lines[0]
    assert lines[1].startswith("Sample one was confirmed. 20 June 2011")
    assert lines[1].endswith("· Programme of Sample week, release 3")
    assert lines[2].startswith(MOVED["en"])
    assert lines[3].startswith("The programme of Sample week was released (release 1). 20 June 2011")
    assert lines[4].startswith("Planned directly was scheduled for Friday, 24 June 2011, 10:00–13:00 (UTC+02:00).")
    assert links[:4] == [f"{released}{number}/" for number in (4, 3, 2, 1)]
    assert links[4] == "/sessions/1/"
    assert "Europe/Zurich" not in page.text
    assert "2011-06-2" not in page.text


@pytest.mark.parametrize("language", MOVED)
def test_the_feed_tells_times_in_words_and_keeps_its_own_notation_in_its_fields(changed: World, language: str) -> None:
    feed = ElementTree.fromstring(changed.visitor(language).get("/changes.atom").data)  # noqa: S314  we made it
    entries = list(feed.iter(f"{ATOM}entry"))
    titles = [one.findtext(f"{ATOM}title") or "" for one in entries]

    assert len(titles) == 7
    assert MOVED[language] in titles[2]
    assert not [title for title in titles if "Europe/Zurich" in title or "2011-06-2" in title]
    assert [one.findtext(f"{ATOM}updated") for one in entries[:2]] == ["2011-06-20T08:00:00Z"] * 2
    assert (entries[0].findtext(f"{ATOM}summary") or "").count("Sample new") == 5
    link = entries[2].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://meetings.example.org/meetings/sample-week/releases/2/"


def test_the_front_page_tells_the_same_in_short(changed: World) -> None:
    assert MOVED["en"] in changed.visitor().open("/").text


@pytest.mark.parametrize("releases", [3, 30])
def test_changes_cost_the_same_for_any_number_of_releases(world: World, releases: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for number in range(releases):
            release(meeting, [entry("one", title=f"Title {number}")], now=world.now)
    for address in ("/changes/", "/changes.atom", "/"):
        with world.counted_statements() as statements:
            world.visitor().get(address)
        assert len(statements) <= 8, "\n".join(statements)


@pytest.mark.parametrize(
    "asked", ["", "sample-week", "sample-week/0", "sample-week/2", "hidden-week/1", "%00/1", "a/b/1"]
)
def test_a_release_that_is_not_there_or_not_public_is_not_found(world: World, asked: str) -> None:
    with world.writing():
        release(make_meeting(now=world.now), [entry("one")], now=world.now)
        release(make_meeting("hidden-week", now=world.now, listed=False), [entry("two")], now=world.now)

    assert world.visitor().get(f"/changes/?release={asked}").status_code == 404


def test_rubbish_in_the_address_of_changes_is_passed_over(world: World) -> None:
    for rubbish in ("0", "-1", "99999999999999999999", "x", "1;drop"):
        assert world.visitor().open(f"/changes/?before={rubbish}").status == 200


def test_the_feed_says_the_same(sample_world: World) -> None:
    answer = sample_world.visitor().get("/changes.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314  we made it ourselves
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert any("was circulated" in title for title in titles)
    assert not any("Sample person" in title for title in titles)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_the_front_page_costs_at_most_eight_statements(sample_world: World) -> None:
    with sample_world.counted_statements() as statements:
        sample_world.visitor().open("/")
    assert len(statements) <= 8, "\n".join(statements)
