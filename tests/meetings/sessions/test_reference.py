"""The table of meetings as it comes with the program, and wrong ones."""

import datetime as dt
from collections import Counter

import pytest

from foundation import tables
from meetings.sessions import reference
from meetings.sessions.reference import MeetingKind, ReferenceMeeting
from tests.reference import DATA, changed


@pytest.fixture(scope="module")
def meetings() -> dict[str, ReferenceMeeting]:
    """Return the meetings of the table by their place in addresses."""
    return {meeting.slug: meeting for meeting in reference.read(DATA / reference.FILE)}


def test_the_table_has_44_meetings(meetings: dict[str, ReferenceMeeting]) -> None:
    assert Counter(meeting.kind for meeting in meetings.values()) == {
        MeetingKind.MEETING_OF_STATES_PARTIES: 13,
        MeetingKind.REVIEW_CONFERENCE: 3,
        MeetingKind.INTERSESSIONAL: 23,
        MeetingKind.RELATED_EVENT: 5,
    }


@pytest.mark.parametrize(
    ("slug", "number", "starts_on", "ends_on", "city"),
    [
        ("10msp", "10MSP", dt.date(2010, 11, 29), dt.date(2010, 12, 3), "Geneva"),
        ("2rc", "2RC", dt.date(2009, 11, 30), dt.date(2009, 12, 4), "Cartagena"),
        ("2011-06-intersessional", "IM2011-06", dt.date(2011, 6, 20), dt.date(2011, 6, 24), "Geneva"),
        ("2011-05-tirana-symposium", "EV3", dt.date(2011, 5, 30), dt.date(2011, 6, 1), "Tirana"),
    ],
)
def test_meetings_by_their_place_in_addresses(
    meetings: dict[str, ReferenceMeeting],
    slug: str,
    number: str,
    starts_on: dt.date,
    ends_on: dt.date,
    city: str,
) -> None:
    found = meetings[slug]

    assert (found.number, found.starts_on, found.ends_on, found.city) == (number, starts_on, ends_on, city)
    assert found.dates_text == ""


def test_figures_keep_the_words_of_their_source(meetings: dict[str, ReferenceMeeting]) -> None:
    found = meetings["13msp"]

    assert (found.states_attending, found.delegates) == ("100+ (expected)", "800+ (expected)")


def test_a_meeting_of_which_only_the_month_is_known_has_no_days(meetings: dict[str, ReferenceMeeting]) -> None:
    undated = [each.slug for each in meetings.values() if each.starts_on is None or each.ends_on is None]
    found = meetings["2011-04-universalization"]

    assert undated == ["2011-04-universalization"]
    assert (found.starts_on, found.ends_on, found.dates_text) == (None, None, "2011-04")


TIRANA = "Special meeting on universalization,2011-04,2011-04,Tirana"


def test_a_month_and_a_day_may_go_together() -> None:
    file = changed(reference.FILE, TIRANA, TIRANA.replace("2011-04,2011-04", "2011-04-28,2011-05"))

    found = next(each for each in reference.read(file) if each.slug == "2011-04-universalization")

    assert (found.starts_on, found.ends_on) == (dt.date(2011, 4, 28), None)
    assert found.dates_text == "2011-04-28 to 2011-05"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            TIRANA,
            TIRANA.replace("2011-04,2011-04", "2011-04,2011-03-31"),
            'line 42, column end: "2011-03-31" is before 2011-04, the start',
            id="ends before it starts",
        ),
        pytest.param(
            TIRANA,
            TIRANA.replace("2011-04,2011-04", "April 2011,2011-04"),
            'line 42, column start: "April 2011" is not a date (YYYY-MM-DD) or a month (YYYY-MM)',
            id="a month in words",
        ),
        pytest.param(
            "10msp,", "9msp,", 'line 13, column slug: "9msp" stands on line 11 already (key: slug)', id="twice"
        ),
        pytest.param(
            "10msp,",
            "../10msp,",
            'line 13, column slug: "../10msp" is not a short name of small letters, digits and hyphens',
            id="a path for a slug",
        ),
        pytest.param(
            "10msp,",
            f"{'a' * 81},",
            f'line 13, column slug: "{"a" * 60}…" is not a short name of small letters, digits and hyphens',
            id="a slug too long",
        ),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        reference.read(changed(reference.FILE, old, new))
    assert str(caught.value) == f"meetings.csv, {message}"
