"""Terms between formal meetings, seats on a day, and what may stand in the way of an office or a scheme."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.sessions.reference import MeetingKind
from meetings.terms import rules
from meetings.terms.rules import Term
from meetings.terms.schemes import RoleFacts
from tests.reference import DATA

REVOKED = datetime(2011, 6, 20, tzinfo=UTC)
MSP, RC = MeetingKind.MEETING_OF_STATES_PARTIES, MeetingKind.REVIEW_CONFERENCE
TEN, ELEVEN, TWELVE, THIRTEEN = (
    date(2010, 12, 3),
    date(2011, 12, 2),
    date(2012, 12, 7),
    date(2013, 12, 5),
)
JUNE = date(2011, 6, 20)
TERMS = (
    Term("10MSP-11MSP", 2011, TEN, ELEVEN),
    Term("11MSP-12MSP", 2012, ELEVEN, TWELVE),
    Term("12MSP-13MSP", 2013, TWELVE, THIRTEEN),
)
PAIRS = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))


@dataclass(frozen=True)
class Meeting:
    """A meeting, as far as terms ask."""

    kind: str
    number: str
    ends_on: date | None
    slug: str = ""


@dataclass(frozen=True)
class Held:
    """A holding, as far as seats ask."""

    role: str = "co_chair"
    since: date = TEN
    until: date = ELEVEN
    planned_until: date | None = None
    is_interim: bool = False
    origin: str = "record"
    revoked_at: datetime | None = None


def test_the_terms_between_the_meetings_on_record_are_those_of_the_office_holders_on_record() -> None:
    with (DATA / "meetings.csv").open(encoding="utf-8") as lines:
        meetings = [
            Meeting(row["kind"], row["number"], date.fromisoformat(row["end"]), row["slug"])
            for row in csv.DictReader(lines)
            if len(row["end"]) == len("2011-12-02")
        ]
    with (DATA / "office_holders.csv").open(encoding="utf-8") as lines:
        recorded = {
            Term(row["term"], int(row["year"]), date.fromisoformat(row["since"]), date.fromisoformat(row["until"]))
            for row in csv.DictReader(lines)
        }
    made = rules.terms_from(meetings)

    assert len(recorded) == 14
    assert set(made) - recorded == {Term("13MSP-3RC", 2014, THIRTEEN, date(2014, 6, 27))}
    assert recorded < set(made)
    assert list(made) == sorted(made, key=lambda term: term.since)


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        pytest.param(TEN, ELEVEN, [2011], id="one term"),
        pytest.param(TEN, TWELVE, [2011, 2012], id="two terms"),
        pytest.param(JUNE, TWELVE, [2011, 2012], id="from within the first on"),
        pytest.param(TEN, date(2012, 6, 1), [2011], id="who left within the second"),
        pytest.param(JUNE, date(2011, 7, 1), [2011], id="a part of one"),
        pytest.param(TEN, date(2020, 1, 1), [2011, 2012, 2013], id="longer than terms are known"),
    ],
)
def test_an_office_counts_in_each_term_that_it_covers_and_always_in_its_first(
    since: date, until: date, years: list[int]
) -> None:
    assert rules.years_held(TERMS, 2011, since, until) == years


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(JUNE, TEN, id="within a term"),
        pytest.param(ELEVEN, ELEVEN, id="on the day of a change"),
        pytest.param(date(2014, 1, 1), THIRTEEN, id="after the last meeting that is known"),
        pytest.param(date(2010, 1, 1), None, id="before the first"),
    ],
)
def test_the_first_day_of_the_term_in_which_a_day_lies(day: date, first: date | None) -> None:
    assert rules.first_day(TERMS, day) == first


def test_the_kinds_that_begin_a_term_are_kinds_of_meetings() -> None:
    assert {MSP, RC} == rules.FORMAL_KINDS


@pytest.mark.parametrize(
    ("meetings", "names"),
    [
        pytest.param([], [], id="no meeting"),
        pytest.param([Meeting(MSP, "10MSP", TEN)], [], id="one closes, and none after it is set up"),
        pytest.param([Meeting(MSP, "11MSP", ELEVEN), Meeting(MSP, "10MSP", TEN)], ["10MSP-11MSP"], id="in any order"),
        pytest.param([Meeting(MSP, "10MSP", TEN), Meeting(MSP, "11MSP", None)], [], id="no closing day is known"),
        pytest.param(
            [Meeting(MSP, "10MSP", TEN), Meeting("intersessional", "IM", JUNE), Meeting(RC, "3RC", ELEVEN)],
            ["10MSP-3RC"],
            id="an intersessional week ends no term",
        ),
        pytest.param(
            [Meeting(MSP, "10MSP", TEN, "a"), Meeting(MSP, "10bis", TEN, "b"), Meeting(MSP, "11MSP", ELEVEN, "c")],
            ["10MSP-11MSP"],
            id="two close on one day",
        ),
        pytest.param(
            [Meeting(MSP, "", TEN, "10msp"), Meeting(MSP, "x" * 40, ELEVEN)],
            ["10MSP-" + "x" * 19],
            id="no short name, and a long one",
        ),
    ],
)
def test_a_term_needs_both_its_meetings(meetings: list[Meeting], names: list[str]) -> None:
    assert [term.name for term in rules.terms_from(meetings)] == names


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2010, 12, 2), None, id="before the first"),
        pytest.param(TEN, "10MSP-11MSP", id="the day on which it begins"),
        pytest.param(date(2011, 12, 1), "10MSP-11MSP", id="its last day"),
        pytest.param(ELEVEN, "11MSP-12MSP", id="the closing day is the next term's"),
        pytest.param(THIRTEEN, None, id="after the last"),
    ],
)
def test_a_day_lies_in_one_term(day: date, name: str | None) -> None:
    found = rules.term_on(TERMS, day)
    assert (found.name if found else None) == name


def test_the_next_term_follows_and_after_the_last_there_is_none() -> None:
    assert rules.term_after(TERMS, TERMS[0]) == TERMS[1]
    assert rules.term_after(TERMS, TERMS[-1]) is None


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        pytest.param(0, 1, 0, id="one term"),
        pytest.param(0, 2, 1, id="two terms"),
        pytest.param(-1, 2, -1, id="the second is not known yet"),
        pytest.param(-2, 4, -1, id="two of four are known"),
    ],
)
def test_an_office_of_several_terms_reaches_as_far_as_terms_are_known(first: int, count: int, last: int) -> None:
    assert rules.last_term(TERMS, TERMS[first], count) == TERMS[last]


def interim(**said: Any) -> None:
    usual: dict[str, Any] = {"role": "chair", "since": TEN, "until": ELEVEN, "state": "Albania", "presides": "Albania"}
    rules.check_interim(**{**usual, "others": [], **said})


def test_the_president_leads_a_committee_that_has_nobody_elected() -> None:
    interim()
    interim(others=[("Zambia", Held(role="co_rapporteur")), ("Norway", Held(since=ELEVEN, until=TWELVE))])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param({"role": "member"}, rules.NotAChair, id="not in the chair"),
        pytest.param({"presides": None}, rules.NobodyPresides, id="no President on record"),
        pytest.param({"state": "Zambia"}, rules.NotThePresident, id="another State"),
        pytest.param({"others": [("Norway", Held())]}, rules.ChairIsElected, id="somebody is elected"),
        pytest.param({"others": [("Norway", Held(is_interim=True))]}, rules.InterimChairs, id="one leads already"),
    ],
)
def test_nobody_else_is_interim_chair(said: dict[str, Any], kind: type[Refused]) -> None:
    with pytest.raises(kind):
        interim(**said)


def test_an_elected_chair_waits_for_the_interim_one_to_end_and_a_rapporteur_does_not() -> None:
    leads = [("Albania", Held(role="chair", is_interim=True))]
    rules.check_no_interim("co_rapporteur", TEN, ELEVEN, leads)
    rules.check_no_interim("co_chair", ELEVEN, TWELVE, leads)
    with pytest.raises(rules.InterimChairs):
        rules.check_no_interim("co_chair", TEN, ELEVEN, leads)


@pytest.mark.parametrize(
    ("role", "other", "refused"),
    [
        pytest.param("co_chair", Held(), True, id="two offices at one time"),
        pytest.param("co_chair", Held(since=ELEVEN, until=TWELVE), False, id="one after the other"),
        pytest.param("co_chair", Held(role="president"), False, id="the presidency is none of these"),
        pytest.param("president", Held(), False, id="and who holds one may preside"),
        pytest.param("co_chair", Held(is_interim=True), False, id="an interim chair is none"),
        pytest.param("co_chair", Held(revoked_at=REVOKED), False, id="a revoked one is none"),
    ],
)
def test_a_state_holds_one_office_at_a_time(role: str, other: Held, refused: bool) -> None:
    def check() -> None:
        rules.check_one_office("Norway", role, TEN, ELEVEN, [("Mine Clearance", other)])

    if not refused:
        check()
        return
    with pytest.raises(rules.HoldsAnotherOffice) as why:
        check()
    assert why.value.facts["committee"] == "Mine Clearance"


@pytest.mark.parametrize(
    ("role", "since", "until", "fits"),
    [
        pytest.param("co_chair", TEN, ELEVEN, True, id="the whole term"),
        pytest.param("co_chair", JUNE, date(2011, 7, 1), True, id="days within it"),
        pytest.param("co_chair", date(2010, 12, 2), ELEVEN, False, id="a day too early"),
        pytest.param("co_chair", TEN, date(2011, 12, 3), False, id="a day too long"),
        pytest.param("co_chair", ELEVEN, ELEVEN, False, id="it would begin in the next"),
        pytest.param("president", date(2010, 11, 29), date(2011, 11, 27), True, id="a presidency from the opening on"),
        pytest.param("president", date(2010, 10, 1), ELEVEN, False, id="and not from long before"),
    ],
)
def test_own_days_lie_within_the_term(role: str, since: date, until: date, fits: bool) -> None:
    def check() -> None:
        rules.check_days_within(role, TERMS[0], TERMS[0], since, until)

    if fits:
        check()
        return
    with pytest.raises(rules.OutsideTerm):
        check()


@pytest.mark.parametrize(
    ("planned", "day", "kind"),
    [
        pytest.param(None, TEN, rules.OutsideHolding, id="on the first day"),
        pytest.param(None, date(2010, 1, 1), rules.OutsideHolding, id="before it"),
        pytest.param(None, ELEVEN, rules.OutsideHolding, id="when it is over anyhow"),
        pytest.param(TWELVE, JUNE, rules.LeftAlready, id="a second time"),
    ],
)
def test_a_holder_leaves_once_and_within_the_term(planned: date | None, day: date, kind: type[Refused]) -> None:
    rules.check_leaving(TEN, ELEVEN, None, JUNE)
    with pytest.raises(kind):
        rules.check_leaving(TEN, ELEVEN, planned, day)
