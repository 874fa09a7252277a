"""The pages about releases, as people meet them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from deploy.layout import ROOT
from foundation.permissions import Actor
from meetings.clashes.levels import Finding, Level, Rule
from meetings.committees.models import Committee
from meetings.committees.queries import by_key
from meetings.releases import queries
from meetings.releases.rules import Accepted
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.sessions.queries import sessions_by_uid
from tests.builders.accounts import make_account
from tests.builders.releases import entry, lunch, release
from tests.builders.sessions import make_meeting, make_room
from tests.builders.weeks import released_week
from tests.world import World

RELEASES = "/meetings/sample-week/releases/"


def the_meeting() -> Meeting:
    """The meeting as it is on record."""
    found = meeting_by_slug("sample-week")
    assert found is not None
    return found


def programme() -> dict[str, Entry]:
    """The newest release by uid."""
    newest = queries.latest(the_meeting().id)
    assert newest is not None
    return {one.uid: one for one in queries.entries_in(newest)}


@pytest.fixture
def released(world: World) -> World:
    """A programme that was released by an officer, changed and released again by hand of the same."""
    with world.writing():
        officer = Actor(account_id=make_account("Sample Officer", now=world.now, role="isu").id, name="Sample Officer")
        meeting = make_meeting(now=world.now)
        first, second = make_room(meeting, now=world.now), make_room(meeting, "Room XXII", now=world.now)
        entries = [
            entry("one", room_id=first.id, is_confirmed=True),
            entry("two", room_id=second.id, kind=Kind.GROUP, track="Experts"),
            lunch(),
            entry("three", "15:00"),
        ]
        release(meeting, entries, now=world.now, note="The first one.", actor=officer)
    world.clock.set(world.now + timedelta(hours=1))
    with world.writing():
        found = programme()
        late = Finding(Rule.LATE, Level.WARNING, ("one",), (), {"ends": "2011-06-23T18:30", "latest": "18:00"})
        entries = [
            replace(found["one"], starts=datetime.fromisoformat("2011-06-23 15:30"), title="Renamed"),
            replace(found["two"], room_id=found["one"].room_id, named=(Named("ZMB", NamedAs.NEEDED),)),
            replace(found["three"], cancelled_because="No quorum."),
        ]
        reasons = [Accepted(late, "The President asked for it.")]
        release(the_meeting(), entries, now=world.now, note="The second one.", reasons=reasons, actor=officer)
    return world


def test_the_releases_are_listed_with_how_much_changed_and_not_who_issued_them(released: World) -> None:
    page = released.visitor().open(RELEASES)
    rows = page.rows()

    assert [row[0] for row in rows] == ["Release 2", "Release 1"]
    assert [row[1] for row in rows] == ["20 June 2011, 10:00 ( UTC+02:00 )", "20 June 2011, 09:00 ( UTC+02:00 )"]
    assert rows[0][2] == "Cancelled: 1 · Moved: 1 · Another room: 1 · Changed: 2 · Removed: 1"
    assert rows[1][2] == "Everything is new"
    assert [row[3] for row in rows] == ["The second one.", "The first one."]
    assert "Sample Officer" not in page.text


def test_whoever_reads_the_history_sees_who_released(released: World) -> None:
    with released.writing():
        account_id = make_account("Another Officer", now=released.now, role="isu").id
    site = released.site_of(account_id)

    assert [row[-1] for row in site.open(RELEASES).rows()] == ["Sample Officer", "Sample Officer"]
    assert "Released by Sample Officer" in site.open(f"{RELEASES}2/").text


def test_a_release_tells_what_changed_in_words_and_as_a_table(released: World) -> None:
    page = released.visitor().open(f"{RELEASES}2/")

    for sentence in (
        "Renamed was moved from Friday, 24 June 2011, 10:00–13:00 to Thursday, 23 June 2011, 15:30–18:30 "
        "(Geneva, UTC+02:00).",
        "In the entry of Renamed there changed: Title.",
        "The room of Sample two was changed from Room XXII to Room XX.",
        "In the entry of Sample two there changed: Delegations named.",
        "Sample three was cancelled. It was to be on Friday, 24 June 2011, 15:00–18:00 (Geneva, UTC+02:00), room not "
        "known yet. The reason given: No quorum.",
        "Lunch is no longer in the programme.",
    ):
        assert sentence in page.text
    assert ["Renamed", "Title", "Sample one", "Renamed"] in page.rows("What was and what is")
    assert ["Sample two", "Delegations named", "–", "Zambia (is needed)"] in page.rows("What was and what is")
    assert ["Sample two", "Room", "Room XXII", "Room XX"] in page.rows("What was and what is")
    assert "The second one." in page.text
    assert "The President asked for it." in page.text
    assert "18:30" in page.text
    assert "Sample Officer" not in page.text
    assert page.text.count("20 June 2011, 10:00 ( UTC+02:00 )") == 2, "by the clocks of the meeting, as its hours are"


def test_an_old_release_stays_as_it_was_and_says_which_is_the_newest(released: World) -> None:
    page = released.visitor().open(f"{RELEASES}1/")

    assert "A newer release replaces this one" in page.text
    assert "This is the first release: everything in it is new." in page.text
    assert "Lunch" in page.text
    assert "Sample one" in page.text
    assert page.follow("Release 2 is the newest.").heading == "Programme of Sample week, release 2"


def test_kinds_and_tracks_are_said_in_words(released: World) -> None:
    text = released.visitor().open(f"{RELEASES}1/").text

    assert "10:00 – 13:00 Sample two Room XXII Parallel group · Track: Experts" in text
    assert "13:00 – 14:00 Lunch Break" in text


def test_the_programme_page_shows_the_newest_release_its_note_and_its_breaks(released: World) -> None:
    with released.writing():
        release(the_meeting(), [*programme().values(), lunch()], now=released.now, note="With lunch.")
    page = released.visitor().open("/meetings/sample-week/")

    assert "Release 3 , of 20 June 2011" in page.text
    assert "With lunch." in page.text
    assert "13:00 – 14:00 Lunch" in page.text
    assert page.has_link("All releases and what changed in them")
    assert page.follow("Release 3").heading == "Programme of Sample week, release 3"


def test_a_session_changed_directly_is_a_release_that_says_so(released: World) -> None:
    with released.writing():
        session = sessions_by_uid(the_meeting().id)["one"]
        sessions.cancel(session, reason="Ill.", seen=session.version, actor=Actor(name="X"), now=released.now)

    assert "a change of a single session" in released.visitor().open(f"{RELEASES}3/").text


def test_a_meeting_without_a_release_says_so(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)

    assert "has not been released yet" in world.visitor().open(RELEASES).text
    assert "Release" not in world.visitor().open("/meetings/sample-week/").text


@pytest.mark.parametrize("number", ["0", "3", "999999999", "9999999999", "x", "-1"])
def test_a_release_that_is_not_there_is_not_found(released: World, number: str) -> None:
    assert released.visitor().get(f"{RELEASES}{number}/").status_code == 404


def test_the_releases_of_an_unlisted_meeting_are_seen_by_those_alone_who_prepare_it(world: World) -> None:
    with world.writing():
        release(make_meeting(now=world.now, listed=False), [entry("one")], now=world.now)
        officer = make_account("Sample Officer", now=world.now, role="isu").id
        delegate = make_account("Sample Delegate", now=world.now).id
    for address in (RELEASES, f"{RELEASES}1/"):
        assert world.visitor().get(address).status_code == 404
        assert world.site_of(delegate).get(address).status_code == 404
        assert world.site_of(officer).get(address).status_code == 200


def _committee() -> Committee:
    found = by_key("sc_rca")
    assert found is not None
    return found


MOST_BYTES = 20_000


def test_a_week_of_sixty_sessions_is_light_and_needs_no_script(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    sheet = len(gzip.compress((ROOT / "static" / "site.css").read_bytes()))
    site = world.visitor("ar")
    for address in ("/meetings/sample-week/", f"{RELEASES}1/"):
        answer = site.get(address)
        assert answer.text.count('class="hours"') == 65
        assert "<script" not in answer.text.partition("<main")[2]
        assert len(gzip.compress(answer.data)) + sheet < MOST_BYTES


@pytest.mark.parametrize("number", [3, 60])
def test_the_pages_cost_the_same_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        named: dict[str, Any] = {"named": (Named("ZMB", NamedAs.NEEDED),), "committee_id": _committee().id}
        release(meeting, [entry(f"{one}", minutes=15, **named) for one in range(number)], now=world.now)
        later = [replace(one, title="Another title", track="Experts", kind=Kind.GROUP) for one in programme().values()]
        late = Finding(Rule.LATE, Level.WARNING, ("1",), ("ZMB",), {"ends": "2011-06-23T18:30", "latest": "18:00"})
        release(meeting, later, now=world.now, reasons=[Accepted(late, "So be it.")])
        release(meeting, [*later, lunch()], now=world.now)
    costs: dict[str, int] = {}
    for address in (RELEASES, f"{RELEASES}1/", f"{RELEASES}2/", "/meetings/sample-week/"):
        site = world.visitor()
        with world.counted_statements() as statements:
            site.open(address)
        costs[address] = len(statements)

    assert list(costs.values()) == [3, 4, 6, 5]


def test_a_reason_names_the_states_that_it_is_about_to_those_alone_who_read_wishes(world: World) -> None:
    warned = Finding(Rule.NEEDED_TWICE, Level.WARNING, ("a", "b"), ("ZMB",), {"people": 1})
    with world.writing():
        meeting = make_meeting(now=world.now)
        release(meeting, [entry("a"), entry("b")], reasons=[Accepted(warned, "A sample.")], now=world.now)
        officer = make_account("Sample Officer", now=world.now, role="isu").id
    public, full = (
        site.open("/meetings/sample-week/releases/1/").text for site in (world.visitor(), world.site_of(officer))
    )

    assert "Zambia is needed in more sessions at once than it has people (1): Sample a, Sample b." in full
    assert "Zambia" not in public
    assert "have too few people: Sample a, Sample b. Delegations: 1. Reason: A sample." in public
