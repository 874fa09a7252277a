"""Committees: the years of a body, and which came of which."""

import datetime as dt
from dataclasses import dataclass

import pytest

from meetings.committees import rules


@dataclass(frozen=True)
class Years:
    """What the rule about existence looks at."""

    active_from: int | None
    active_to: int | None
    active_to_text: str = ""


@dataclass(frozen=True)
class Named:
    """What the rules of lineage look at."""

    key: str
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("official_name", "expected"),
    [
        ("Standing Committee on Resources, Cooperation and Assistance", "Resources, Cooperation and Assistance"),
        ("Standing Committee of Experts on Mine Clearance", "Mine Clearance"),
        (
            "Standing Committee on the General Status and Operation of the Convention",
            "General Status and Operation of the Convention",
        ),
        ("Committee on the Enhancement of Cooperation and Assistance", "Enhancement of Cooperation and Assistance"),
        ("Contact Group on Universalization", "Universalization"),
        ("Coordinating Committee", "Coordinating Committee"),
        ("Implementation Support Unit", "Implementation Support Unit"),
    ],
)
def test_the_short_name_is_the_subject(official_name: str, expected: str) -> None:
    assert rules.short_name(official_name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010", 2010),
        ("2002 (non-paper at 4MSP; coordinator seen from 2004)", 2002),
        ("not found", None),
        ("not found (meeting seen in 2009)", None),
        ("2014 or later", None),
        ("active", None),
    ],
)
def test_the_year_that_the_record_prints(text: str, expected: int | None) -> None:
    assert rules.printed_year(text) == expected


@pytest.mark.parametrize("text", ["", "about 2010", "2010-12-03", "10", "2010 ()", "active since 2010", "2010\n"])
def test_words_that_say_no_year_are_refused(text: str) -> None:
    with pytest.raises(rules.UnclearYear) as caught:
        rules.printed_year(text)
    assert caught.value.facts == {"text": text}


@pytest.mark.parametrize(("first", "last"), [(2010, 2014), (2010, 2010), (None, 2014), (2010, None), (None, None)])
def test_years_in_order_are_accepted(first: int | None, last: int | None) -> None:
    rules.check_years(first, last)


def test_a_last_year_before_the_first_is_refused() -> None:
    with pytest.raises(rules.EndsBeforeItBegins) as caught:
        rules.check_years(2014, 2010)
    assert caught.value.facts == {"active_from": 2014, "active_to": 2010}


@pytest.mark.parametrize(
    ("committee", "year", "expected"),
    [
        pytest.param(Years(2010, 2014), 2009, False, id="before"),
        pytest.param(Years(2010, 2014), 2010, None, id="in the first year: the day is not recorded"),
        pytest.param(Years(2010, 2014), 2011, True, id="between"),
        pytest.param(Years(2010, 2014), 2014, None, id="in the last year"),
        pytest.param(Years(2010, 2014), 2015, False, id="after"),
        pytest.param(Years(2014, None, "active"), 2026, True, id="still active"),
        pytest.param(Years(2000, None, "2014 or later"), 2013, None, id="an end that is not known"),
        pytest.param(Years(None, 2010), 2009, None, id="a beginning that is not known"),
        pytest.param(Years(None, 2010), 2011, False, id="a beginning that is not known, after the end"),
        pytest.param(Years(None, None, "active"), 2026, None, id="nothing known"),
    ],
)
def test_whether_a_body_existed_on_a_day(committee: Years, year: int, expected: bool | None) -> None:
    assert rules.existed_on(committee, dt.date(year, 6, 24)) is expected


FAMILY = [
    Named("experts", successors=("clearance",)),
    Named("technologies"),
    Named("clearance", predecessors=("experts", "technologies"), successors=("article5",)),
    Named("group", successors=("article5",)),
    Named("article5"),
    Named("alone"),
]


def test_a_link_counts_once_whoever_names_it() -> None:
    assert sorted(rules.links(FAMILY)) == [
        ("clearance", "article5"),
        ("experts", "clearance"),
        ("group", "article5"),
        ("technologies", "clearance"),
    ]


@pytest.mark.parametrize(
    ("key", "ancestors", "descendants"),
    [
        ("experts", (), ("clearance", "article5")),
        ("technologies", (), ("clearance", "article5")),
        ("clearance", ("experts", "technologies"), ("article5",)),
        ("article5", ("clearance", "group", "experts", "technologies"), ()),
        ("alone", (), ()),
        ("nowhere", (), ()),
    ],
)
def test_the_lineage_of_a_body(key: str, ancestors: tuple[str, ...], descendants: tuple[str, ...]) -> None:
    lineage = rules.links(FAMILY)

    rules.check_lineage(lineage)
    assert rules.ancestors(lineage, key) == ancestors
    assert rules.descendants(lineage, key) == descendants


def test_a_family_that_parts_and_meets_again_is_no_circle() -> None:
    lineage = (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))

    rules.check_lineage(lineage)
    assert rules.descendants(lineage, "a") == ("b", "c", "d")


@pytest.mark.parametrize(
    ("lineage", "members"),
    [
        pytest.param([("a", "a")], {"a"}, id="its own successor"),
        pytest.param([("a", "b"), ("b", "c"), ("c", "a")], {"a", "b", "c"}, id="a circle of three"),
        pytest.param([("x", "a"), ("a", "b"), ("b", "a")], {"a", "b"}, id="a circle with a way into it"),
    ],
)
def test_a_circle_is_refused(lineage: list[rules.Link], members: set[str]) -> None:
    with pytest.raises(rules.LineageCycle) as caught:
        rules.check_lineage(lineage)
    assert set(str(caught.value.facts["keys"]).split(", ")) == members


def test_a_lineage_of_thousands_is_no_burden() -> None:
    lineage = [(str(number), str(number + 1)) for number in range(5000)]

    rules.check_lineage(lineage)
    assert len(rules.descendants(lineage, "0")) == 5000
