"""The table of office holders as it comes with the program, and wrong ones."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import pytest

from foundation import tables
from meetings.committees import reference as committees
from meetings.delegations import reference as delegations
from meetings.offices import reference, rules
from meetings.offices.rules import Knowledge, OfficeHolding, RecordOnDay, Role
from tests.reference import DATA, changed

COMMITTEES = {each.key: each for each in committees.read(DATA / committees.FILE)}
DELEGATIONS = {each.key: each for each in delegations.read(DATA / delegations.FILE)}


def read(source: Path | io.BytesIO) -> list[OfficeHolding]:
    """Return the holdings of a table, checked against the committees and States on record."""
    return reference.read(source, committees=COMMITTEES, delegations=DELEGATIONS)


@pytest.fixture(scope="module")
def holdings() -> list[OfficeHolding]:
    """Return the holdings of the table that comes with the program."""
    return read(DATA / reference.FILE)


def of(holdings: list[OfficeHolding], committee: str, role: str | None = None) -> list[OfficeHolding]:
    """Return the holdings of one committee, or of one role in it."""
    return [each for each in holdings if each.committee_key == committee and role in (None, each.role)]


def test_the_table_has_221_holdings_of_1999_to_2013(holdings: list[OfficeHolding]) -> None:
    assert Counter(each.role for each in holdings) == {
        Role.CO_CHAIR: 118,
        Role.CO_RAPPORTEUR: 102,
        Role.CHAIR: 1,
    }
    assert min(each.since for each in holdings) == dt.date(1999, 5, 7)
    assert max(each.until for each in holdings) == dt.date(2013, 12, 5)
    assert len({each.delegation_key for each in holdings}) == 55
    assert {each.revoked_at for each in holdings} == {None}


@pytest.mark.parametrize(
    ("committee", "day", "expected"),
    [
        pytest.param(
            "sc_gs",
            dt.date(2010, 6, 1),
            {"co_chair": ["ECU", "SVN"], "co_rapporteur": ["CAN", "THA"]},
            id="General Status in June 2010",
        ),
        pytest.param(
            "sc_gs",
            dt.date(2010, 12, 3),
            {"co_chair": ["CAN", "THA"], "co_rapporteur": ["NOR", "PER"]},
            id="General Status on the day of the change",
        ),
        pytest.param("sc_rca", dt.date(2010, 12, 2), {}, id="Resources before its first term"),
        pytest.param("sc_rca", dt.date(2011, 6, 24), {"chair": ["ALB"]}, id="Resources, its first session"),
        pytest.param("sc_rca", dt.date(2012, 5, 24), {"co_chair": ["ALB", "THA"]}, id="Resources, its first Co-Chairs"),
        pytest.param("sc_rca", dt.date(2015, 1, 1), {}, id="Resources after the record"),
        pytest.param(
            "sce_mc",
            dt.date(1999, 9, 13),
            {"co_chair": ["GBR", "MOZ"], "co_rapporteur": ["NLD", "PER"]},
            id="the first week of all",
        ),
    ],
)
def test_who_was_in_office(
    holdings: list[OfficeHolding], committee: str, day: dt.date, expected: dict[str, list[str]]
) -> None:
    found: dict[str, list[str]] = {}
    for each in rules.in_office_on(of(holdings, committee), day):
        found.setdefault(each.role, []).append(each.delegation_key)

    assert found == expected


@pytest.mark.parametrize(
    ("committee", "role", "day", "expected"),
    [
        ("sc_rca", None, dt.date(2011, 6, 24), RecordOnDay(Knowledge.RECORDED)),
        ("sc_rca", "co_rapporteur", dt.date(2011, 6, 24), RecordOnDay(Knowledge.NO_RECORD)),
        ("sc_rca", None, dt.date(2015, 1, 1), RecordOnDay(Knowledge.AFTER_RECORD, dt.date(2013, 12, 5))),
        ("sc_gs", "co_rapporteur", dt.date(2013, 6, 1), RecordOnDay(Knowledge.AFTER_RECORD, dt.date(2012, 12, 7))),
        ("sc_rca", None, dt.date(2005, 1, 1), RecordOnDay(Knowledge.BEFORE_RECORD, dt.date(2010, 12, 3))),
        ("c_eca", None, dt.date(2026, 1, 1), RecordOnDay(Knowledge.NO_RECORD)),
    ],
)
def test_what_is_known(
    holdings: list[OfficeHolding], committee: str, role: str | None, day: dt.date, expected: RecordOnDay
) -> None:
    assert rules.what_is_known(of(holdings, committee, role), day) == expected


def test_then_now_next_of_the_committee_on_article_6(holdings: list[OfficeHolding]) -> None:
    found = rules.holders_then_now_next(of(holdings, "sc_rca"), dt.date(2012, 5, 24))

    assert [each.delegation_key for each in found.then] == ["ALB"]
    assert [each.delegation_key for each in found.now] == ["ALB", "THA"]
    assert [each.delegation_key for each in found.next] == ["ECU", "THA"]


ALBANIA = 'sc_rca,"Standing Committee on Resources, Cooperation and Assistance",ALB,chair,2010-12-03,2011-12-02'


@pytest.mark.parametrize(
    ("new", "message"),
    [
        pytest.param(
            ALBANIA.replace("ALB", "XYZ"), 'line 198, column state: "XYZ" is no State on record', id="unknown State"
        ),
        pytest.param(
            ALBANIA.replace("sc_rca", "sc_xyz"),
            'line 198, column committee_key: "sc_xyz" is no committee on record',
            id="unknown committee",
        ),
        pytest.param(
            ALBANIA.replace("chair", "treasurer"),
            'line 198, column role: "treasurer" is not one of: president, chair, co_chair, vice_chair, coordinator, '
            "co_rapporteur, rapporteur, member",
            id="unknown role",
        ),
        pytest.param(
            ALBANIA.replace("2011-12-02", "2010-12-03"),
            'line 198, column until: "2010-12-03" is not after 2010-12-03, the beginning',
            id="a term without a day",
        ),
        pytest.param(ALBANIA.replace("2011-12-02", ""), "line 198, column until: must not be empty", id="no end"),
        pytest.param(
            ALBANIA.replace("chair,2010-12-03,2011-12-02", "co_chair,2010-12-03,2011-12-03"),
            'line 211, column since: "2011-12-02" overlaps another term of this State in this role and committee, '
            "2010-12-03 to 2011-12-03",
            id="an overlap of one day",
        ),
    ],
)
def test_a_wrong_row_is_named(new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        read(changed(reference.FILE, ALBANIA, new))
    assert str(caught.value) == f"office_holders.csv, {message}"
