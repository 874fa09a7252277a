"""The page on which a file of another system becomes a draft."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from foundation import audit
from foundation.database import db
from meetings.drafts import queries as drafts
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry, Kind
from tests.builders.sessions import make_session
from tests.meetings.exchange.test_reading import EVENT, LAUGHS, TALK, event, frab, ics
from tests.pages.site import Page, Site
from tests.world import World

IMPORT = "/meetings/sample-week/drafts/import/"


def hand_in(isu: Site, content: bytes, name: str = "week.ics", meeting: str = "sample-week") -> Page:
    """The page that comes after handing in a file, whose rooms are to be added."""
    page = isu.open(f"/meetings/{meeting}/drafts/import/")
    form = page.form("Begin the draft").fill("Add the rooms that are missing", True)
    return form.fill("File", FileStorage(io.BytesIO(content), filename=name)).submit()


def taken(world: World, draft_id: int = 1) -> list[Entry]:
    """The entries of the draft."""
    with world.reading():
        draft = drafts.draft("sample-week", draft_id)
        assert draft is not None
        return drafts.entries(draft)


@pytest.mark.parametrize(
    ("content", "name"),
    [(ics(), "week.ics"), (frab(), "week.xml"), (frab(), "week.XML")],
    ids=["ics", "frab", "capitals"],
)
def test_a_file_becomes_a_draft_on_its_days_in_its_rooms(isu: Site, world: World, content: bytes, name: str) -> None:
    page = hand_in(isu, content, name)
    assert page.messages[0] == "The draft is begun. See what was taken, guessed and left."
    assert "Entries read from the file: 1." in page.text
    [entry] = taken(world)
    assert (f"{entry.starts}", entry.minutes, entry.room_name) == ("2011-06-20 10:00:00", 180, "Room XX")
    with world.reading():
        assert audit.public_changes(most=1)[0].action != "draft:import", "nobody else knows of a draft"


def test_a_programme_of_another_year_is_carried_over_to_the_same_weekdays(isu: Site, world: World) -> None:
    hand_in(isu, ics(EVENT.replace("20110620T", "20120522T")))
    [entry] = taken(world)
    assert f"{entry.starts:%A %Y-%m-%d %H:%M}" == "Tuesday 2011-06-21 10:00"


def test_rooms_that_are_missing_are_added_if_that_is_ticked(isu: Site, world: World) -> None:
    other = EVENT.replace("Room XX", "Salle du Conseil")
    form = isu.open(IMPORT).form("Begin the draft")
    page = form.fill("File", FileStorage(io.BytesIO(ics(other)), filename="week.ics")).submit()
    assert "this meeting has no room called Salle du Conseil" in page.text
    hand_in(isu, ics(other))
    assert [one.room_name for one in (*taken(world, 1), *taken(world, 2))] == ["", "Salle du Conseil"]


def test_what_is_on_record_stays_in_the_draft(isu: Site, world: World) -> None:
    with world.writing():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        make_session(meeting, now=world.now, title="On record")
    page = hand_in(isu, ics())
    assert "Sessions that are on record already and stay as they are: 1." in page.text
    assert {one.title for one in taken(world)} == {"On record", "Mine Clearance"}


def test_kinds_and_committees_are_guessed_and_told(isu: Site, world: World) -> None:
    titles = ("Mine Clearance", "Coffee break", "Other")
    several = "\n".join(EVENT.replace("Mine Clearance", title).replace("UID:", f"UID:{title}") for title in titles)
    page = hand_in(isu, ics(several))
    kinds = {one.title: one.kind for one in taken(world)}
    assert kinds == {"Mine Clearance": Kind.GROUP, "Coffee break": Kind.BREAK, "Other": Kind.GROUP}
    assert "Other was made a group, since another session is at the same time." in page.text


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (LAUGHS, "a.xml", "File – The file is not XML that can be read: see line 1 (document type declaration)."),
        (b"hello", "a.ics", "File – The file is neither a calendar nor an export of Indico nor a schedule of frab."),
        (b"{", "a.json", "File – The file is not JSON that can be read: see line 1, column 2."),
        (event(), "a.json", "File – The file holds no session and no break."),
        (frab(TALK.replace("03:00", "<b>")), "a.xml", "File – The file is not XML that can be read: see line"),
        (
            frab(TALK.replace("2011-06-20T10:00:00+02:00", "0001-01-01T00:00+14:00")),
            "a.xml",
            "File – “event 7” is on 1 January 1. What is in one file must lie between 1990 and 2099, and",
        ),
        (
            ics(EVENT.replace("20110620T", "99991231T")),
            "a.ics",
            "File – “Mine Clearance” is on 31 December 9999. What is in one file must lie between 1990 and 2099",
        ),
        (b"x" * 5_000_001, "a.ics", "File – The file is larger than 5 MB."),
        (ics(), "week.exe", "File – Choose a file whose name ends in one of these: .ics, .json, .xml."),
        ("é".encode("latin-1"), "a.ics", "File – The file is not text in UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_stored(
    isu: Site, world: World, content: bytes, name: str, error: str
) -> None:
    page = hand_in(isu, content, name)
    assert page.status == 422
    assert page.errors[0].startswith(error)
    assert page.value_of("Name of the draft") == "Imported programme"
    with world.reading():
        meeting = sessions.meeting("sample-week")
        assert meeting is not None
        assert drafts.drafts(meeting.id) == []


def test_a_file_is_read_while_somebody_else_writes(isu: Site, world: World) -> None:
    form = isu.open(IMPORT).form("Begin the draft")
    with world.writing():
        db.session.execute(select(1))
        page = form.fill("File", FileStorage(io.BytesIO(LAUGHS), filename="a.xml")).submit()
    assert page.status == 422
    assert page.errors[0].startswith("File – The file is not XML")


def test_no_file_at_all_is_told(isu: Site) -> None:
    assert isu.open(IMPORT).form("Begin the draft").submit().errors == ["File – Choose a file."]
