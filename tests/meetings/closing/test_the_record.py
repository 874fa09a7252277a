"""Closing the years of 2000 to 2012 on the record of each, compared with what really followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meetings.closing.exceptions import StatedException
from meetings.closing.preview import Question, Remark, preview_of
from meetings.closing.rules import Way
from tests.meetings.closing.from_the_record import held_in, moves, on_record, stays, vacancies, written

MERGED = (
    moves("DEU", "sce_tech", "co_rapporteur", "sc_mc", "co_rapporteur"),
    moves("YEM", "sce_tech", "co_rapporteur", "sc_mc", "co_rapporteur"),
)
OF_2011 = (
    moves("ALB", "sc_rca", "chair", "sc_rca", "co_chair"),
    moves("THA", "sc_gs", "co_chair", "sc_rca", "co_chair"),
)
OF_2012 = (
    stays("THA", "sc_rca", "co_chair"),
    moves("NOR", "sc_gs", "co_chair", "sc_sd", "co_chair"),
)
EXCEPTIONS: dict[int, tuple[StatedException, ...]] = {2000: MERGED, 2011: OF_2011, 2012: OF_2012}


def test_ecuador_and_slovenia_then_canada_and_thailand_then_norway_and_peru() -> None:
    """The Co-Chairs of the committee on general status in 2010, 2011 and 2012."""

    def chairs(year: int) -> set[str]:
        return {row.state for row in preview_of(on_record(year)).rows if row.place == ("sc_gs", "co_chair")}

    assert chairs(2009) == {"ECU", "SVN"}
    assert chairs(2010) == {"CAN", "THA"}
    assert chairs(2011) == {"NOR", "PER"}


@pytest.mark.parametrize("year", range(2000, 2013))
def test_every_year_closes_as_it_really_did(year: int) -> None:
    seen = preview_of(on_record(year), EXCEPTIONS.get(year, ()))
    assert seen.questions == ()
    assert written(seen) <= held_in(year + 1)


@pytest.mark.parametrize("year", range(2000, 2013))
def test_what_is_left_vacant_is_what_newcomers_really_filled(year: int) -> None:
    seen = preview_of(on_record(year), EXCEPTIONS.get(year, ()))
    newcomers = held_in(year + 1) - written(seen)
    expected: dict[tuple[str, str], int] = {}
    for committee, role, _state in newcomers:
        expected[committee, role] = expected.get((committee, role), 0) + 1
    assert {place: number for place, number in vacancies(seen).items() if place[0] != "coordcom"} == expected


@pytest.mark.parametrize("year", [year for year in range(2000, 2013) if year not in EXCEPTIONS])
def test_all_co_rapporteurs_move_up_in_a_year_without_exceptions(year: int) -> None:
    passages = preview_of(on_record(year)).passages
    ways = {(one.held.role, one.way) for one in passages if one.held.role != "president"}
    assert ways == {("co_chair", Way.ENDS), ("co_rapporteur", Way.MOVES_UP)}


def test_the_merger_of_2000_asks_who_follows_where() -> None:
    """Mine Clearance and Technologies became one committee: four Co-Rapporteurs for two chairs."""
    seen = preview_of(on_record(2000))
    (asked,) = seen.questions
    assert (asked.code, asked.committee, asked.role, asked.seats) == (
        Question.MORE_THAN_SEATS,
        "sc_mc",
        "co_chair",
        2,
    )
    assert asked.states == ("DEU", "NLD", "PER", "YEM")


def test_the_merger_of_2000_as_the_meeting_decided_it() -> None:
    seen = preview_of(on_record(2000), MERGED)
    assert {row.holder for row in seen.rows if row.committee == "sc_mc"} == {
        ("sc_mc", "co_chair", "NLD"),
        ("sc_mc", "co_chair", "PER"),
        ("sc_mc", "co_rapporteur", "DEU"),
        ("sc_mc", "co_rapporteur", "YEM"),
    }
    assert {one.because for one in seen.passages if one.held.state in ("DEU", "YEM")} == {"A decision of the meeting."}
    assert {one.state for one in seen.rows if one.committee == "sc_va"} == {"JPN", "NIC"}


def test_the_committee_on_cooperation_begins_with_one_vacant_chair() -> None:
    """The 10MSP set it up; the record of its first holder is left out here."""
    seen = preview_of(on_record(2010))
    assert vacancies(seen)["sc_rca", "chair"] == 1
    assert not [row for row in seen.rows if row.committee == "sc_rca"]


def test_the_single_chair_of_2011_has_nobody_to_follow_and_follows_nobody() -> None:
    seen = preview_of(on_record(2011))
    (chair,) = (one for one in seen.passages if one.held.committee == "sc_rca")
    assert (chair.held.state, chair.held.role, chair.way, chair.to) == ("ALB", "chair", Way.ENDS, None)
    assert vacancies(seen)["sc_rca", "co_chair"] == 2


def test_the_single_chair_of_2011_became_co_chair_by_exception() -> None:
    seen = preview_of(on_record(2011), OF_2011)
    assert {row.state for row in seen.rows if row.place == ("sc_rca", "co_chair")} == {"ALB", "THA"}
    assert ("sc_rca", "co_chair") not in vacancies(seen)


def test_the_presidency_passes_on_with_the_opening_of_the_meeting_and_not_with_the_closing() -> None:
    seen = preview_of(on_record(2011))
    (president,) = (one for one in seen.passages if one.held.role == "president")
    assert (president.held.state, president.way, president.is_recorded) == ("KHM", Way.LASTS, True)


def test_a_committee_that_ends_without_a_successor_is_remarked() -> None:
    record = on_record(2012)
    without = {key: roles for key, roles in record.schemes.items() if key != "sc_sd"}
    seen = preview_of(replace(record, schemes=without))
    assert [(note.code, note.committee) for note in seen.remarks] == [(Remark.NO_SCHEME, "sc_sd")]
