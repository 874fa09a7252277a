"""The table of committees as it comes with the program, and wrong ones."""

import datetime as dt
from collections import Counter

import pytest

from foundation import tables
from meetings.committees import reference, rules
from meetings.committees.rules import Committee, Kind
from tests.reference import DATA, changed


@pytest.fixture(scope="module")
def committees() -> dict[str, Committee]:
    """Return the committees of the table by key."""
    return {committee.key: committee for committee in reference.read(DATA / reference.FILE)}


def test_the_table_has_22_bodies(committees: dict[str, Committee]) -> None:
    assert Counter(committee.kind for committee in committees.values()) == {
        Kind.STANDING_COMMITTEE: 10,
        Kind.CONTACT_GROUP: 4,
        Kind.COMMITTEE_2014: 4,
        Kind.SUPPORT: 2,
        Kind.COORDINATION: 1,
        Kind.AD_HOC: 1,
    }


def test_the_committee_on_article_6(committees: dict[str, Committee]) -> None:
    committee = committees["sc_rca"]

    assert committee.short_name == "Resources, Cooperation and Assistance"
    assert (committee.active_from, committee.active_to, committee.mandate) == (2010, 2014, "Art. 6")
    assert (committee.predecessors, committee.successors) == (("cg_ru", "cg_lmad"), ("c_eca",))
    assert rules.existed_on(committee, dt.date(2011, 6, 24)) is True


@pytest.mark.parametrize(
    ("key", "ancestors", "descendants"),
    [
        ("sc_rca", ("cg_ru", "cg_lmad"), ("c_eca",)),
        ("c_a5", ("sc_mc", "art5group", "sce_mc", "sce_tech"), ()),
        ("sce_gs", (), ("sc_gs", "c_cc")),
        ("sc_sd", ("sce_sd",), ()),
    ],
)
def test_lineages(
    committees: dict[str, Committee], key: str, ancestors: tuple[str, ...], descendants: tuple[str, ...]
) -> None:
    lineage = rules.links(committees.values())

    assert rules.ancestors(lineage, key) == ancestors
    assert rules.descendants(lineage, key) == descendants


def test_what_is_not_known_stays_unknown(committees: dict[str, Committee]) -> None:
    group = committees["cg_lmad"]

    assert (group.active_from, group.active_from_text) == (None, "not found (meeting seen in 2009)")
    assert rules.existed_on(group, dt.date(2005, 1, 1)) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "2010,2014,cg_ru; cg_lmad,c_eca",
            "2010,2014,cg_ru; cg_lmad,c_xyz",
            'line 11, column successors: "c_xyz" names c_xyz, which is no key in this table',
            id="unknown successor",
        ),
        pytest.param(
            "2010,2014,cg_ru; cg_lmad,c_eca",
            "2010,2009,cg_ru; cg_lmad,c_eca",
            'line 11, column active_to: "2009" is before 2010, the first year',
            id="ends before it begins",
        ),
        pytest.param(
            "2010,2014,cg_ru; cg_lmad,c_eca",
            "late 2010,2014,cg_ru; cg_lmad,c_eca",
            'line 11, column active_from: "late 2010" is not a year, "not found", "active" or "YYYY or later"',
            id="unclear year",
        ),
        pytest.param(
            "c_va,Committee",
            "sc_va,Committee",
            'line 20, column key: "sc_va" stands on line 8 already (key: key)',
            id="twice",
        ),
        pytest.param(
            "committee_2014,2014,active,sc_rca",
            "committee,2014,active,sc_rca",
            'line 22, column kind: "committee" is not one of: standing_committee, contact_group, coordination, '
            "support, ad_hoc, committee_2014",
            id="unknown kind",
        ),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        reference.read(changed(reference.FILE, old, new))
    assert str(caught.value) == f"committees.csv, {message}"


def test_a_circle_is_named() -> None:
    file = changed(reference.FILE, "2010,2014,cg_ru; cg_lmad,c_eca", "2010,2014,cg_ru; cg_lmad,cg_ru")

    with pytest.raises(tables.BadTables, match=r"^committees\.csv: has a circle of successors: \w+, \w+, \w+$"):
        reference.read(file)
