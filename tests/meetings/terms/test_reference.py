"""The table of schemes as it comes with the program, and wrong ones."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import pytest

from foundation import tables
from meetings.committees import reference as committees
from meetings.delegations import reference as delegations
from meetings.offices import reference as offices
from meetings.terms import reference
from meetings.terms.reference import SchemeRead
from tests.reference import DATA, changed

COMMITTEES = {each.key: each for each in committees.read(DATA / committees.FILE)}
DELEGATIONS = {each.key: each for each in delegations.read(DATA / delegations.FILE)}


def read(source: Path | io.BytesIO) -> list[SchemeRead]:
    """Return the schemes of a table, checked against the committees on record."""
    return reference.read(source, committee_keys=COMMITTEES)


@pytest.fixture(scope="module")
def schemes() -> list[SchemeRead]:
    """Return the schemes of the table that comes with the program."""
    return read(DATA / reference.FILE)


@pytest.mark.parametrize(
    ("committee", "day", "expected"),
    [
        pytest.param("sce_tech", dt.date(1999, 5, 7), {"co_chair": 2, "co_rapporteur": 2}, id="the five of 1999"),
        pytest.param("sce_tech", dt.date(2000, 9, 15), None, id="after the merger of 2000"),
        pytest.param("sc_gs", dt.date(2005, 1, 1), {"co_chair": 2, "co_rapporteur": 2}, id="two pairs"),
        pytest.param("sc_gs", dt.date(2011, 12, 2), {"co_chair": 2, "co_rapporteur": 1}, id="one Rapporteur"),
        pytest.param("sc_gs", dt.date(2012, 12, 7), {"co_chair": 2}, id="no Rapporteur on record"),
        pytest.param("sc_gs", dt.date(2014, 6, 27), None, id="after the Standing Committees"),
        pytest.param("sc_rca", dt.date(2010, 12, 2), None, id="Resources before its time"),
        pytest.param("sc_rca", dt.date(2010, 12, 3), {"chair": 1}, id="Resources under the President"),
        pytest.param("sc_rca", dt.date(2011, 12, 2), {"co_chair": 2}, id="Resources with Co-Chairs"),
        pytest.param("c_eca", dt.date(2014, 6, 27), {"chair": 1, "member": 3}, id="a committee of 2014"),
        pytest.param("coordcom", dt.date(2012, 5, 14), {"president": 1}, id="the President"),
        pytest.param("cg_uni", dt.date(2012, 5, 14), None, id="a contact group"),
    ],
)
def test_the_offices_of_a_committee_on_a_day(
    schemes: list[SchemeRead], committee: str, day: dt.date, expected: dict[str, int] | None
) -> None:
    found = [
        scheme
        for scheme in schemes
        if scheme.committee_key == committee and scheme.since <= day < (scheme.until or dt.date.max)
    ]

    assert [{role.role: role.seats for role in scheme.roles} for scheme in found] == ([expected] if expected else [])


@pytest.mark.parametrize("file", [offices.FILE, offices.PRESIDENTS_FILE])
def test_every_holding_on_record_has_a_seat_and_none_is_left_over_where_all_are_known(
    schemes: list[SchemeRead], file: str
) -> None:
    holdings = offices.read(DATA / file, committees=COMMITTEES, delegations=DELEGATIONS)
    held = Counter((one.committee_key, one.since, one.role) for one in holdings)

    for (committee, since, role), holders in held.items():
        scheme = next(
            each
            for each in schemes
            if each.committee_key == committee and each.since <= since < (each.until or dt.date.max)
        )
        assert {one.role: one.seats for one in scheme.roles}[role] == holders


def test_the_co_rapporteurs_become_co_chairs_in_every_scheme_but_those_of_resources(schemes: list[SchemeRead]) -> None:
    follow = {
        (scheme.committee_key, role.succeeds) for scheme in schemes for role in scheme.roles if role.role == "co_chair"
    }

    assert {committee for committee, succeeds in follow if succeeds is None} == {"sc_rca"}
    assert {succeeds for committee, succeeds in follow if committee != "sc_rca"} == {"co_rapporteur"}


ECA = "c_eca,2014-06-27,,"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            f"{ECA}chair,1,1,no,,", f"x{ECA}chair,1,1,no,,", 'committee_key: "xc_eca" is no committee on record',
            id="unknown committee",
        ),
        pytest.param(
            f"{ECA}chair,1,", f"{ECA}treasurer,1,", 'role: "treasurer" is not one of: president, chair, co_chair, '
            "vice_chair, coordinator, co_rapporteur, rapporteur, member", id="unknown role",
        ),
        pytest.param(f"{ECA}chair,1,1,no", f"{ECA}chair,0,1,no", 'seats: "0" is not between 1 and 20', id="no seat"),
        pytest.param(f"{ECA}chair,1,1,no", f"{ECA}chair,-1,1,no", 'seats: "-1" is not between 1 and 20', id="-1 seats"),
        pytest.param(
            f"{ECA}chair,1,1,no", f"{ECA}chair,10000,1,no", 'seats: "10000" is not between 1 and 20',
            id="too many seats",
        ),
        pytest.param(f"{ECA}chair,1,1,no", f"{ECA}chair,1,9,no", 'terms: "9" is not between 1 and 4', id="nine terms"),
        pytest.param(
            f"{ECA}chair,1,1,no,", f"{ECA}chair,1,1,yes,", 'staggered: "yes" needs several seats and several terms',
            id="one seat that is staggered",
        ),
        pytest.param(
            f"{ECA}chair,1,1,no,", f"{ECA}chair,1,1,no,chair", 'succeeds: "chair" leads back to the role itself',
            id="a role that follows itself",
        ),
        pytest.param(
            f"{ECA}chair,1,1,no,", f"{ECA}chair,1,1,no,rapporteur",
            'succeeds: "rapporteur" is no role of this committee then or before', id="a role that there is not",
        ),
        pytest.param(
            f"{ECA}member,3,", "c_eca,2014-06-27,2013-01-01,member,3,",
            'until: "2013-01-01" is not what the scheme\'s first row says', id="two ends",
        ),
        pytest.param(
            f"{ECA}chair,1,", "c_eca,2014-06-27,2014-06-27,chair,1,",
            'until: "2014-06-27" is not after 2014-06-27, the beginning', id="a scheme without a day",
        ),
        pytest.param(
            f"{ECA}member,3,", "c_eca,2015-06-27,,member,3,",
            'since: "2015-06-27" overlaps another scheme of this committee, from 2014-06-27 on', id="an overlap",
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        read(changed(reference.FILE, old, new))
    place, _, told = str(caught.value).splitlines()[0].partition(", column ")
    assert place.startswith("schemes.csv, line ")
    assert told == message
