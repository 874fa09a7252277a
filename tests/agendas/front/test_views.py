"""The front page and the changes, as people meet them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from meetings.sessions import actions
from meetings.sessions.queries import sessions_by_uid
from tests.builders.accounts import SECRETARIAT
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting, make_session
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"


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
    assert ["Sample two", "Standing", "tentative", "confirmed"] in since_first.rows("What was and what is")
    assert "The meeting Sample week was listed." not in since_first.text
    assert "Sample two was confirmed." in since_first.text
    assert "which is the newest." in since_third.text


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
