"""The table of deadlines as it comes with the program, and wrong ones."""

from __future__ import annotations

import datetime as dt

import pytest

from foundation.tables import BadTables
from meetings.deadlines import phrases, reference, rules
from meetings.deadlines.reference import OffsetRead
from tests.reference import DATA, changed


@pytest.fixture(scope="module")
def offsets() -> dict[str, OffsetRead]:
    """Return the offsets of the table that comes with the program, by key."""
    return {read.key: read for read in reference.read(DATA / reference.FILE)}


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("un_forecast", dt.date(2010, 8, 23)),
        ("un_submission", dt.date(2010, 9, 20)),
        ("un_issue", dt.date(2010, 10, 18)),
    ],
)
def test_the_tenth_meeting_of_the_states_parties(offsets: dict[str, OffsetRead], key: str, day: dt.date) -> None:
    tenth = rules.Days(dt.date(2010, 11, 29), dt.date(2010, 12, 3))
    assert rules.due_on(offsets[key], tenth) == day


def test_side_event_requests_closed_on_the_day_that_the_memorandum_of_2010_gives(
    offsets: dict[str, OffsetRead],
) -> None:
    june = rules.Days(dt.date(2010, 6, 21), dt.date(2010, 6, 25))
    assert rules.due_on(offsets["side_event_requests"], june) == dt.date(2010, 6, 1)


def test_every_offset_of_the_table_has_its_name_in_words(offsets: dict[str, OffsetRead]) -> None:
    assert {key: str(name) for key, name in phrases.NAMES.items()} == {key: one.name for key, one in offsets.items()}


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("un_forecast,Forecast", "Forecast!,Forecast", "column key"),
        ("Forecast of documents fixed with the United Nations", "", "column name: must not be empty"),
        (",opening,-98,", ",lunch,-98,", "column counts_from"),
        (",opening,-98,", ",opening,-731,", 'column days: "-731" is not between'),
        (",opening,-98,", ",opening,soon,", 'column days: "soon" is not a whole number'),
        (",-98,isu,14;3,", ",-98,all,14;3,", "column audience"),
        (",-98,isu,14;3,", ",-98,isu,14;x,", 'column remind_days: "14;x" are not days before'),
        (
            "United Nations,meeting_of_states_parties;review_conference,opening,-98",
            "United Nations,party,opening,-98",
            'column kinds: "party" must be some of',
        ),
        (
            "United Nations,meeting_of_states_parties;review_conference,opening,-98",
            "United Nations,,opening,-98",
            "column kinds: must be some of",
        ),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(old: str, new: str, finding: str) -> None:
    with pytest.raises(BadTables) as refused:
        reference.read(changed(reference.FILE, old, new))
    assert f"deadlines.csv, line 2, {finding}" in str(refused.value)
