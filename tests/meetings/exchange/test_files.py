"""The programme as data and as a table, and what holds for every form in which it is given out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from foundation.database import db
from meetings.clashes.levels import Finding, Level, Rule
from meetings.programme import actions as programme
from meetings.releases.rules import Accepted
from meetings.sessions import actions, queries
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.releases import release
from tests.builders.sessions import make_meeting, make_session
from tests.builders.weeks import entries_of_a_week, release_of, released_week, uid_of
from tests.world import World

WEEK = "/meetings/sample-week"
FILES = (f"{WEEK}/programme.json", f"{WEEK}/programme.csv", f"{WEEK}/schedule.xml")
PRINTED = f"{WEEK}/programme.pdf"
PAGE = f"{WEEK}/print/"


def as_data(world: World) -> dict[str, Any]:
    """The programme as JSON, read again."""
    found: dict[str, Any] = json.loads(world.visitor().get(FILES[0]).data)
    return found


def as_rows(world: World) -> list[dict[str, str]]:
    """The programme as a table, read again."""
    return list(csv.DictReader(io.StringIO(world.visitor().get(FILES[1]).data.decode("utf-8-sig"))))


def test_data_say_which_release_they_are_and_when_it_was_made(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    found = as_data(world)

    assert (found["format"], found["version"]) == ("intersessional-programme", 1)
    assert (found["release"], found["as_of"]) == (2, "2011-06-20T07:00:00Z")
    assert found["note"] == "One group is cancelled."
    assert found["meeting"]["address"] == f"https://meetings.example.org{WEEK}/"
    assert len(found["entries"]) == 65


def test_an_entry_says_all_that_was_released_of_it(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    entries = {entry["uid"]: entry for entry in as_data(world)["entries"]}

    assert entries[uid_of("session 1")] == {
        "uid": uid_of("session 1"),
        "state": "tentative",
        "kind": "group",
        "title": "Small group on partnerships and national ownership",
        "part": "",
        "track": "Partnerships",
        "committee": "sc_va",
        "committee_name": "Victim Assistance and Socio-Economic Reintegration",
        "starts": "2011-06-20T10:00",
        "ends": "2011-06-20T11:30",
        "starts_utc": "2011-06-20T08:00:00Z",
        "minutes": 90,
        "room": "Room XXII",
        "languages": ["en"],
        "seats": None,
        "named": [
            {"delegation": "MOZ", "reason": "asked"},
            {"delegation": "ZMB", "reason": "presenter"},
        ],
        "note": "",
        "cancelled_because": None,
        "time_is_illustrative": False,
        "day_is_illustrative": False,
        "is_sample": False,
        "source": "",
        "address": "https://meetings.example.org/sessions/2/",
    }
    cancelled, lunch = entries[uid_of("session 4")], entries[uid_of("lunch 0")]
    assert (cancelled["state"], cancelled["cancelled_because"]) == ("cancelled", "The expert cannot come.")
    assert (lunch["kind"], lunch["state"], lunch["address"]) == ("break", "confirmed", None)


def test_a_table_says_the_same_with_its_lists_in_one_cell(world: World) -> None:
    with world.writing():
        released_week(now=world.now)
    rows = {row["uid"]: row for row in as_rows(world)}
    row = rows[uid_of("session 1")]

    assert len(rows) == 65
    assert (row["named"], row["languages"], row["zone"]) == ("MOZ asked; ZMB presenter", "en", "Europe/Zurich")
    assert (row["release"], row["as_of"]) == ("2", "2011-06-20T07:00:00Z")
    assert rows[uid_of("session 0")]["languages"] == "ar; en; fr"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example")'])
def test_no_cell_is_a_formula(world: World, title: str) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), title=title, note=title, now=world.now)
    (row,) = as_rows(world)

    assert (row["title"], row["note"]) == (f"'{title}", f"'{title}")
    assert as_data(world)["entries"][0]["title"] == title


def test_a_meeting_that_was_never_released_gives_its_record_and_says_when_that_last_changed(world: World) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now), now=world.now)
        world.clock.set(world.now + timedelta(hours=2))
        actions.confirm(session, seen=session.version, actor=SECRETARIAT, now=world.now)
    found = as_data(world)

    assert (found["release"], found["as_of"], found["note"]) == (None, "2011-06-20T09:00:00Z", "")
    assert [entry["state"] for entry in found["entries"]] == ["confirmed"]


def test_a_meeting_without_sessions_gives_an_empty_programme(world: World) -> None:
    site = world.visitor()
    found = json.loads(site.get("/meetings/10msp/programme.json").data)

    assert (found["entries"], found["as_of"]) == ([], None)
    assert len(site.get("/meetings/10msp/programme.csv").data.splitlines()) == 1
    assert "Nothing is on record yet." in site.open("/meetings/10msp/print/").text


def test_a_change_after_the_release_is_given_out_with_the_release_that_it_makes(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        db.session.flush()
        entries = entries_of_a_week(meeting, now=world.now, days=1)
        release_of(meeting, entries, now=world.now)
    before = world.visitor().get(FILES[0]).headers["ETag"]
    with world.writing():
        release_of(meeting_again(), [replace(entries[0], title="Another title"), *entries[1:]], now=world.now, seen=1)
    answer = world.visitor().get(FILES[0], **{"If-None-Match": before})

    assert answer.status_code == 200
    assert json.loads(answer.data)["release"] == 2
    assert "Another title" in answer.text


def meeting_again() -> Any:
    """The week, in the transaction of now."""
    return queries.meeting("sample-week")


# An older release


NO_RELEASE = ("3", "99", "9999999999", "0", "-1", "01", "1.0", "x", "", "%00", "\u0661", "1&release=2")


@pytest.mark.parametrize("address", [*FILES, PRINTED, PAGE])
def test_a_release_that_is_not_there_is_not_found(world: World, address: str) -> None:
    with world.writing():
        released_week(now=world.now, days=1)
    site = world.visitor()

    assert {asked: site.get(f"{address}?release={asked}").status_code for asked in NO_RELEASE} == dict.fromkeys(
        NO_RELEASE, 404
    )


def test_a_meeting_that_was_never_released_has_no_release(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)

    assert world.visitor().get(f"{FILES[0]}?release=1").status_code == 404


def test_an_older_release_is_given_as_it_was_and_says_which_replaces_it(world: World) -> None:
    with world.writing():
        meeting = released_week(now=world.now, days=1)
        room = next(one for one in queries.rooms(meeting.id) if one.name == "Room XXII")
        renamed: dict[str, Any] = {"seats": room.seats, "languages": room.languages, "seen": room.version}
        programme.change_room(room, name="Room of Peace", **renamed, actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    found = json.loads(site.get(f"{FILES[0]}?release=1").data)
    rows = list(csv.DictReader(io.StringIO(site.get(f"{FILES[1]}?release=1").data.decode("utf-8-sig"))))
    xml, page = site.get(f"{FILES[2]}?release=1").text, site.open(f"{PAGE}?release=1")

    assert (found["release"], found["superseded_by"], found["note"]) == (1, 2, "The programme as agreed.")
    assert {entry["state"] for entry in found["entries"]} == {"confirmed", "tentative"}
    assert {entry["room"] for entry in found["entries"]} >= {"Room XXII"}
    assert {(row["release"], row["superseded_by"]) for row in rows} == {("1", "2")}
    assert "release 1 (2011-06-20 07:00 UTC), superseded by release 2" in xml
    assert "/schedule.xml?release=1</url>" in xml
    assert "A newer release replaces this one – Release 2 is the newest. Release 1, 20 June 2011" in page.text
    assert page.links()["Programme as PDF"] == f"{PRINTED}?release=1"


def test_the_newest_release_is_given_alike_with_its_number_and_without(world: World) -> None:
    with world.writing():
        released_week(now=world.now, days=1)
    site = world.visitor()

    for address in FILES:
        assert site.get(f"{address}?release=2").data == site.get(address).data
    assert as_data(world)["superseded_by"] is None
    assert "replaces this one" not in site.open(f"{PAGE}?release=2").text


# Why warnings were accepted


def accepted_week(world: World) -> None:
    """A release of three sessions with three accepted warnings, of which one is about what has no time yet."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        db.session.flush()
        uids = [uid_of(f"session {number}") for number in range(3)]
        late = Finding(Rule.LATE, Level.WARNING, (uids[0],), (), {"ends": "2011-06-20T18:30", "latest": "18:00"})
        torn = Finding(Rule.NEEDED_TWICE, Level.WARNING, tuple(uids[1:]), ("ZMB",), {"people": 1, "needed": 2})
        waits = Finding(Rule.UNPLACED, Level.WARNING, (uid_of("waits"),))
        entries = [one for one in entries_of_a_week(meeting, now=world.now, days=1) if one.uid in uids]
        reasons = [Accepted(late, "The <President> asked."), Accepted(torn, "Agreed."), Accepted(waits, "Secret.")]
        release(meeting, entries, now=world.now, reasons=reasons)


def test_data_hold_why_warnings_were_accepted_and_name_no_state(world: World) -> None:
    accepted_week(world)

    assert as_data(world)["accepted_warnings"] == [
        {"rule": "late", "entries": [uid_of("session 0")], "reason": "The <President> asked."},
        {"rule": "torn", "entries": [uid_of("session 1"), uid_of("session 2")], "reason": "Agreed."},
    ]


def test_the_sheet_prints_why_warnings_were_accepted(world: World) -> None:
    accepted_week(world)
    text = world.visitor().open(PAGE).text

    assert "Why it stands although a rule warns: The <President> asked. · Agreed." in text
    assert "Secret" not in text


# What holds for all


@pytest.mark.parametrize(
    ("address", "name", "media_type"),
    [
        (FILES[0], "sample-week-release-2.json", "application/json"),
        (FILES[1], "sample-week-release-2.csv", "text/csv; charset=utf-8"),
        (FILES[2], "sample-week-release-2.xml", "application/xml"),
    ],
)
def test_a_file_is_named_after_the_release_and_runs_nothing(
    world: World, address: str, name: str, media_type: str
) -> None:
    with world.writing():
        released_week(now=world.now, days=1)
    answer = world.visitor().get(address)

    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("address", [*FILES, PAGE])
def test_what_has_not_changed_is_not_sent_again_nor_looked_for(world: World, address: str) -> None:
    with world.writing():
        released_week(now=world.now, days=1)
    site = world.visitor()
    tag = site.get(address).headers["ETag"]
    with world.counted_statements() as statements:
        again = site.get(address, **{"If-None-Match": tag})

    assert (again.status_code, again.data, len(statements)) == (304, b"", 1)


@pytest.mark.parametrize("address", [*FILES, PAGE])
def test_a_room_is_called_what_it_is_called_now(world: World, address: str) -> None:
    with world.writing():
        meeting = released_week(now=world.now)
        room = next(one for one in queries.rooms(meeting.id) if one.name == "Room XXII")
        renamed: dict[str, Any] = {"seats": room.seats, "languages": room.languages, "seen": room.version}
        programme.change_room(room, name="Room of Peace", **renamed, actor=SECRETARIAT, now=world.now)
    given = world.visitor().get(address).get_data(as_text=True)

    assert "Room of Peace" in given
    assert "Room XXII<" not in given
    assert 'Room XXII"' not in given
    assert ",Room XXII," not in given


@pytest.mark.parametrize("address", [*FILES, PAGE])
@pytest.mark.parametrize("is_released", [True, False])
@pytest.mark.parametrize("days", [1, 5])
def test_every_form_costs_the_same_for_any_number_of_sessions(
    world: World, address: str, is_released: bool, days: int
) -> None:
    with world.writing():
        if is_released:
            released_week(now=world.now, days=days)
        else:
            meeting = make_meeting(now=world.now)
            for number in range(days * 3):
                make_session(meeting, "10:00", "13:00", title=f"Session {number}", now=world.now)
    with world.counted_statements() as statements:
        world.visitor().get(address)

    assert len(statements) == (7 if is_released else 4)


@pytest.mark.parametrize("address", [*FILES, PAGE, PRINTED])
def test_before_the_meeting_is_listed_those_alone_have_it_who_prepare_it(world: World, address: str) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now, listed=False), now=world.now)
        officer = make_account("Sample Officer", now=world.now, role="isu").id
        somebody = make_account("Sample Person", now=world.now).id

    assert world.visitor().get(address).status_code == 404
    assert world.site_of(somebody).get(address).status_code == 404
    answer = world.site_of(officer).get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("slug", ["none", "SAMPLE", "é", "..", "x" * 5000, "%00", "new"])
def test_garbage_in_an_address_is_not_found(world: World, slug: str) -> None:
    for ending in ("programme.json", "programme.csv", "schedule.xml", "programme.pdf", "print/"):
        assert world.visitor().get(f"/meetings/{slug}/{ending}").status_code == 404
