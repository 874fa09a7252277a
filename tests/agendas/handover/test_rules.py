"""For whom a pack is made, what goes in, what its files are called, and when one counts as lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas.handover import rules
from agendas.handover.rules import Names, State
from meetings.terms.rules import Term

TENTH, ELEVENTH, TWELFTH = date(2010, 12, 3), date(2011, 12, 2), date(2012, 12, 7)
TERMS = (
    Term("2RC-10MSP", 2010, date(2009, 12, 4), TENTH),
    Term("10MSP-11MSP", 2011, TENTH, ELEVENTH),
    Term("11MSP-12MSP", 2012, ELEVENTH, TWELFTH),
)
NOW = datetime(2011, 6, 24, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """What the rules ask of a holding."""

    name: str
    since: date
    until: date
    role: str = "co_chair"
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Pack:
    """What the rules ask of a pack."""

    state: str
    asked_at: datetime
    started_at: datetime | None = None


@dataclass(frozen=True)
class File:
    """What choosing asks of a file."""

    size: int


OFFICES = (
    Office("before", date(2009, 12, 4), TENTH),
    Office("now", TENTH, date(2011, 9, 1)),
    Office("in the middle of the term", date(2011, 9, 1), ELEVENTH),
    Office("next", ELEVENTH, TWELFTH),
    Office("revoked", ELEVENTH, TWELFTH, revoked_at=NOW),
    Office("after next", TWELFTH, date(2013, 12, 5)),
)


def names(found: list[Office]) -> list[str]:
    """Those who were found, by their words."""
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("day", "ends", "coming"),
    [
        pytest.param(date(2011, 6, 24), ELEVENTH, ["in the middle of the term", "next"], id="in the term"),
        pytest.param(date(2011, 12, 1), ELEVENTH, ["next"], id="the day before the change"),
        pytest.param(ELEVENTH, TWELFTH, ["after next"], id="on the day of the change"),
        pytest.param(date(2011, 9, 1), None, ["next"], id="when the end of the term is not known"),
        pytest.param(date(2013, 1, 1), None, [], id="when nobody is on record"),
    ],
)
def test_who_comes_into_office(day: date, ends: date | None, coming: list[str]) -> None:
    assert names(rules.incoming(OFFICES, day, ends)) == coming


@pytest.mark.parametrize(
    ("day", "left"),
    [
        pytest.param(date(2010, 12, 2), [], id="the day before the change"),
        pytest.param(TENTH, ["before"], id="on the day of the change"),
        pytest.param(TENTH + timedelta(days=29), ["before"], id="within thirty days"),
        pytest.param(TENTH + timedelta(days=30), [], id="thirty days later"),
    ],
)
def test_who_has_just_left(day: date, left: list[str]) -> None:
    assert names(rules.outgoing(OFFICES, day)) == left


@pytest.mark.parametrize(
    ("terms", "day", "years", "proposed"),
    [
        pytest.param(TERMS, date(2011, 6, 24), (2011, 2012), 2012, id="in the term"),
        pytest.param(TERMS, ELEVENTH, (2012, 2013), 2012, id="when it has just begun"),
        pytest.param(TERMS, date(2012, 6, 1), (2012, 2013), 2013, id="when the next is not on record"),
        pytest.param((), date(2011, 6, 24), (2011, 2012), 2012, id="without terms"),
    ],
)
def test_for_which_year(terms: tuple[Term, ...], day: date, years: tuple[int, int], proposed: int) -> None:
    assert rules.years(terms, day) == years
    assert rules.proposed_year(terms, day) == proposed


@pytest.mark.parametrize("year", [-1, 0, 2010, 2013, 10**9])
def test_no_other_year_is_taken(year: int) -> None:
    with pytest.raises(rules.NoSuchYear) as refused:
        rules.check_year(year, (2011, 2012))
    assert refused.value.facts == {"year": year, "first": 2011, "last": 2012}


@pytest.mark.parametrize(
    ("terms", "year", "first"),
    [
        pytest.param(TERMS, 2012, date(2009, 12, 4), id="the term that ends and the one before"),
        pytest.param(TERMS, 2011, date(2009, 12, 4), id="one term alone"),
        pytest.param(TERMS, 2030, date(2028, 1, 1), id="terms of long ago"),
        pytest.param((), 2012, date(2010, 1, 1), id="without terms"),
    ],
)
def test_from_which_day_on(terms: tuple[Term, ...], year: int, first: date) -> None:
    assert rules.first_day(terms, year) == first


@pytest.mark.parametrize(
    ("state", "minutes", "found"),
    [
        (State.WAITING, 9, State.WAITING),
        (State.WORKING, 9, State.WORKING),
        (State.WAITING, 10, State.FAILED),
        (State.WORKING, 10, State.FAILED),
        (State.READY, 10_000, State.READY),
        (State.FAILED, 0, State.FAILED),
    ],
)
def test_a_pack_that_is_not_made_in_time_never_will_be(state: State, minutes: int, found: State) -> None:
    assert rules.state_of(Pack(state, NOW), NOW + timedelta(minutes=minutes)) == found


def test_a_pack_that_is_tried_again_has_its_time_anew() -> None:
    again = NOW + timedelta(minutes=25)
    pack = Pack(State.WORKING, NOW, again)
    assert rules.state_of(pack, again + timedelta(minutes=9)) == State.WORKING
    assert rules.state_of(pack, again + timedelta(minutes=10)) == State.FAILED


@pytest.mark.parametrize("state", State)
def test_a_second_pack_waits_for_the_first(state: State) -> None:
    if state in (State.WAITING, State.WORKING):
        with pytest.raises(rules.AlreadyUnderWay):
            rules.check_may_ask([State.READY, state])
    else:
        rules.check_may_ask([state])


def test_what_is_too_large_leaves_its_room_to_what_comes_after() -> None:
    files = [File(40), File(70), File(50), File(10), File(1)]
    chosen = rules.choose(files, 100)
    assert [file.size for file in chosen.taken] == [40, 50, 10]
    assert [file.size for file in chosen.left_out] == [70, 1]
    assert rules.choose(files, 0).taken == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SC-RCA-2011-DP.1-en.pdf", "SC-RCA-2011-DP.1-en.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "file"),
        ("", "file"),
        ("/absolute.pdf", "absolute.pdf"),
        ("C:\\Windows\\x.pdf", "C-Windows-x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        (".hidden", "hidden"),
        ("a\x00b\n.pdf", "a-b.pdf"),
        ("note .pdf. ", "note.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("exposé à Genève.pdf", "expose-a-Geneve.pdf"),
        ("ورقة.pdf", "pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("x." + "y" * 300, "x." + "y" * 98),
    ],
)
def test_a_name_is_safe_on_every_system(text: str, name: str) -> None:
    assert rules.safe_name(text) == name


@given(st.text(max_size=300))
def test_whatever_it_is_called_a_name_leads_nowhere_else(text: str) -> None:
    name = rules.safe_name(text)
    assert 0 < len(name) <= rules.LONGEST_NAME + 1
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|\0 ')
    assert ".." not in name
    assert name[0] != "."
    assert name[-1] not in ". "


def test_no_two_names_differ_in_capitals_alone() -> None:
    names = Names()
    found = [names.free("papers", text) for text in ("a.pdf", "A.pdf", "a.pdf", "a")]
    assert [*found, names.free("", "a.pdf")] == [
        "papers/a.pdf",
        "papers/A-2.pdf",
        "papers/a-3.pdf",
        "papers/a",
        "a.pdf",
    ]
