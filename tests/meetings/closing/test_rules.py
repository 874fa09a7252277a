"""Closing a year: what becomes of each office, what an exception is, and what the preview asks and remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from foundation.rules import Refused
from meetings.closing import exceptions, preview, rules
from meetings.closing.exceptions import ExceptionKind, StatedException
from meetings.closing.preview import Question, Remark, preview_of
from meetings.closing.rules import Held, OnRecord, Way
from meetings.terms.rules import Term
from meetings.terms.schemes import RoleFacts

DAYS = [dt.date(year, 12, 1) for year in range(2008, 2015)]
TERMS = tuple(Term(f"{day.year}-{then.year}", then.year, day, then) for day, then in pairwise(DAYS))
ENDING, FOLLOWING = TERMS[2], TERMS[3]
DAY = FOLLOWING.since
"""1 December 2011."""

PAIRS = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))
SINGLE = (RoleFacts("chair", 1),)
MEMBERS = (RoleFacts("chair", 1), RoleFacts("member", 3, terms=2, is_staggered=True))
TWO_YEARS = (RoleFacts("coordinator", 2, terms=2, is_staggered=True),)


def held(
    state: str, role: str = "co_rapporteur", committee: str = "a", *, until: dt.date = DAY, since: dt.date | None = None
) -> Held:
    """An office of the ending term, unless other days are named."""
    return Held(committee, state, role, since or ENDING.since, until)


def record(
    *holdings: Held,
    schemes: Mapping[str, tuple[RoleFacts, ...]] | None = None,
    lineage: tuple[tuple[str, str], ...] = (),
) -> OnRecord:
    """The record of committees with pairs, unless it is said otherwise."""
    found = {"a": PAIRS, "b": PAIRS} if schemes is None else schemes
    return OnRecord(ENDING, FOLLOWING, TERMS, found, holdings, lineage)


def exception(
    state: str = "PER",
    role: str = "co_rapporteur",
    committee: str = "a",
    *,
    kind: str = ExceptionKind.STOPS,
    because: str = "It asked to.",
    to: tuple[str, str] | tuple[None, None] = (None, None),
) -> StatedException:
    """Peru, Co-Rapporteur of committee a, stops, unless it is said otherwise."""
    return StatedException(committee, state, role, kind, because, *to)


def offices(seen: preview.Preview) -> list[tuple[str, str, str]]:
    """What would be written: committee, role and State."""
    return [row.holder for row in seen.rows]


# What becomes of a holder


@pytest.mark.parametrize(
    ("role", "schemes", "way", "to"),
    [
        pytest.param("co_rapporteur", {"a": PAIRS}, Way.MOVES_UP, ("a", "co_chair"), id="the role that succeeds"),
        pytest.param("co_chair", {"a": PAIRS}, Way.ENDS, None, id="no role succeeds"),
        pytest.param("chair", {"a": SINGLE}, Way.ENDS, None, id="a single chair"),
        pytest.param("chair", {"a": PAIRS}, Way.ENDS, None, id="the role is gone"),
        pytest.param("co_rapporteur", {"a": PAIRS[:1]}, Way.MOVES_UP, ("a", "co_chair"), id="nobody follows"),
        pytest.param("co_rapporteur", {"a": SINGLE}, Way.ENDS, None, id="a scheme without succession"),
        pytest.param("co_rapporteur", {"b": PAIRS}, Way.ENDS, None, id="the committee has ended"),
        pytest.param("member", {"a": MEMBERS}, Way.CONTINUES, ("a", "member"), id="the second of two years"),
    ],
)
def test_what_becomes_of_a_holder(
    role: str, schemes: Mapping[str, tuple[RoleFacts, ...]], way: Way, to: tuple[str, str] | None
) -> None:
    (passage,) = preview_of(record(held("PER", role), schemes=schemes)).passages
    assert (passage.way, passage.to) == (way, to)


def test_those_who_move_up_hold_the_new_office_from_the_day_of_the_change_to_the_next() -> None:
    assert preview_of(record(held("PER"))).rows == (Held("a", "PER", "co_chair", DAY, FOLLOWING.until),)


@pytest.mark.parametrize(
    ("since", "way"),
    [
        pytest.param(TERMS[2].since, Way.CONTINUES, id="one year served"),
        pytest.param(TERMS[1].since, Way.ENDS, id="two years in one row"),
    ],
)
def test_a_role_of_two_years_is_held_for_two(since: dt.date, way: Way) -> None:
    (passage,) = preview_of(record(held("PER", "coordinator", since=since), schemes={"a": TWO_YEARS})).passages
    assert passage.way == way


def test_two_years_may_stand_in_two_rows() -> None:
    rows = [held("PER", "coordinator"), Held("a", "PER", "coordinator", TERMS[1].since, TERMS[1].until)]
    (passage,) = preview_of(record(*rows, schemes={"a": TWO_YEARS})).passages
    assert passage.way == Way.ENDS


def test_years_before_a_pause_do_not_count() -> None:
    rows = [held("PER", "coordinator"), Held("a", "PER", "coordinator", TERMS[0].since, TERMS[0].until)]
    (passage,) = preview_of(record(*rows, schemes={"a": TWO_YEARS})).passages
    assert passage.way == Way.CONTINUES


def test_the_year_in_the_committee_before_a_merger_counts() -> None:
    rows = [held("PER", "coordinator"), Held("old", "PER", "coordinator", TERMS[1].since, TERMS[1].until)]
    (passage,) = preview_of(record(*rows, schemes={"a": TWO_YEARS}, lineage=(("old", "a"),))).passages
    assert passage.way == Way.ENDS


def test_an_office_that_lasts_longer_needs_no_row() -> None:
    seen = preview_of(record(held("PER", "coordinator", until=TERMS[3].until), schemes={"a": TWO_YEARS}))
    assert [(one.way, one.is_recorded) for one in seen.passages] == [(Way.LASTS, True)]
    assert seen.rows == ()
    assert seen.changes == ()


def test_of_an_overlapping_pair_one_goes_and_one_stays() -> None:
    rows = [held("PER", "coordinator"), held("NOR", "coordinator", since=TERMS[1].since)]
    seen = preview_of(record(*rows, schemes={"a": TWO_YEARS}))
    assert {one.held.state: one.way for one in seen.passages} == {"NOR": Way.ENDS, "PER": Way.CONTINUES}
    assert [one.vacant for one in seen.seats] == [1]
    assert seen.remarks == ()


def test_a_role_of_several_terms_is_written_for_all_of_them_that_are_known() -> None:
    schemes = {"a": (RoleFacts("co_chair", 2, terms=3, succeeds="co_rapporteur"),)}
    (row,) = preview_of(record(held("PER"), schemes=schemes)).rows
    assert row.until == TERMS[5].until
    (row,) = preview_of(replace(record(held("PER"), schemes=schemes), terms=TERMS[:4])).rows
    assert row.until == TERMS[3].until


def test_the_president_s_state_that_leads_ad_interim_ends() -> None:
    interim = replace(held("ALB", "co_rapporteur"), is_interim=True)
    (passage,) = preview_of(record(interim)).passages
    assert passage.way == Way.ENDS


def test_whoever_left_before_the_day_of_the_change_is_not_asked() -> None:
    assert preview_of(record(held("PER", until=dt.date(2011, 5, 1)))).passages == ()


def test_who_is_on_record_for_the_next_term_is_not_written_again() -> None:
    seen = preview_of(record(held("PER"), held("PER", "co_chair", since=DAY, until=FOLLOWING.until)))
    assert [one.is_recorded for one in seen.passages] == [True]
    assert (seen.rows, seen.questions) == ((), ())
    assert next(one.states for one in seen.seats if (one.committee, one.role) == ("a", "co_chair")) == ("PER",)


def test_seats_that_nobody_takes_are_vacant() -> None:
    seen = preview_of(record(held("PER"), schemes={"a": PAIRS}))
    assert [(one.role, one.states, one.vacant) for one in seen.seats] == [
        ("co_chair", ("PER",), 1),
        ("co_rapporteur", (), 2),
    ]


def test_an_interim_chair_takes_no_seat() -> None:
    interim = Held("a", "ALB", "chair", DAY, FOLLOWING.until, is_interim=True)
    assert [one.vacant for one in preview_of(record(interim, schemes={"a": SINGLE})).seats] == [1]


def test_each_state_that_loses_or_gains_an_office_is_named_with_it() -> None:
    seen = preview_of(record(held("PER"), held("ECU", "co_chair"), held("CHE", since=DAY, until=FOLLOWING.until)))
    assert [(one.state, one.loses, one.gains) for one in seen.changes] == [
        ("CHE", (), (("a", "co_rapporteur"),)),
        ("ECU", (("a", "co_chair"),), ()),
        ("PER", (("a", "co_rapporteur"),), (("a", "co_chair"),)),
    ]


# Committees that were merged or split


def test_a_merged_committee_s_holders_go_to_the_committee_that_took_over() -> None:
    lineage = (("old", "a"), ("older", "a"))
    rows = [held("PER", committee="old"), held("NOR", committee="older")]
    assert offices(preview_of(record(*rows, lineage=lineage))) == [("a", "co_chair", "PER"), ("a", "co_chair", "NOR")]


def test_more_successors_than_seats_is_a_question() -> None:
    lineage = (("old", "a"), ("older", "a"))
    rows = [held("PER", committee="old"), held("NOR", committee="older"), held("CHE", committee="old")]
    seen = preview_of(record(*rows, lineage=lineage))
    assert [(one.code, one.committee, one.role, one.states, one.seats) for one in seen.questions] == [
        (Question.MORE_THAN_SEATS, "a", "co_chair", ("CHE", "NOR", "PER"), 2)
    ]
    with pytest.raises(rules.Undecided):
        preview.check_decided(seen)
    stopped = preview_of(record(*rows, lineage=lineage), [exception("CHE", committee="old")])
    preview.check_decided(stopped)
    assert [state for _, _, state in offices(stopped)] == ["PER", "NOR"]


def test_a_split_committee_is_a_question_that_any_answer_settles() -> None:
    split = record(held("PER", committee="old"), lineage=(("old", "a"), ("old", "b")))
    (asked,) = preview_of(split).questions
    assert (asked.code, asked.committee, asked.states, asked.others) == (
        Question.WHERE_TO,
        "old",
        ("PER",),
        ("a", "b"),
    )
    stops = exception(committee="old")
    goes = exception(committee="old", kind=ExceptionKind.MOVES, to=("b", "co_chair"))
    assert preview_of(split, [stops]).questions == ()
    assert offices(preview_of(split, [goes])) == [("b", "co_chair", "PER")]


def test_a_state_with_another_office_on_record_for_the_next_term_is_a_question() -> None:
    elsewhere = held("PER", "co_rapporteur", "b", since=DAY, until=FOLLOWING.until)
    (asked,) = preview_of(record(held("PER"), elsewhere)).questions
    assert (asked.code, asked.states, asked.committee, asked.others) == (Question.TWO_OFFICES, ("PER",), "a", ("b",))
    assert preview_of(record(held("PER"), elsewhere), [exception()]).questions == ()


@pytest.mark.parametrize(
    ("elsewhere", "written"),
    [
        pytest.param(
            held("PER", "co_rapporteur", "b", since=DAY, until=FOLLOWING.until),
            [("a", "co_chair", "PER")],
            id="one is on record",
        ),
        pytest.param(
            held("PER", committee="b"), [("a", "co_chair", "PER"), ("b", "co_chair", "PER")], id="both pass on"
        ),
    ],
)
def test_a_state_passes_on_with_two_offices_by_leave(elsewhere: Held, written: list[tuple[str, str, str]]) -> None:
    both = record(held("PER"), elsewhere)
    assert [one.code for one in preview_of(both).questions] == [Question.TWO_OFFICES]
    seen = preview_of(both, [exception(kind=ExceptionKind.BESIDE)])
    assert (seen.questions, offices(seen), seen.with_two) == ((), written, frozenset({"PER"}))
    assert (seen.passages[0].way, seen.passages[0].because) == (Way.MOVES_UP, "It asked to.")


def test_a_state_that_stops_in_one_of_two_offices_needs_no_leave() -> None:
    both = record(held("PER"), held("PER", committee="b"))
    with pytest.raises(exceptions.NotTwoOffices):
        preview_of(both, [exception(committee="b"), exception(kind=ExceptionKind.BESIDE)])


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(held("PER", "president", "c", since=DAY, until=FOLLOWING.until), id="the presidency"),
        pytest.param(
            replace(held("PER", "chair", "c", since=DAY, until=FOLLOWING.until), is_interim=True), id="an interim chair"
        ),
    ],
)
def test_the_presidency_and_an_interim_chair_stand_beside_an_office(beside: Held) -> None:
    assert preview_of(record(held("PER"), beside)).questions == ()


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param([TERMS[1].since] * 2, [Remark.ALL_LEAVE], id="all leave at once"),
        pytest.param([TERMS[2].since] * 2, [Remark.NOBODY_LEAVES], id="nobody leaves"),
        pytest.param([TERMS[1].since, TERMS[2].since], [], id="one leaves"),
    ],
)
def test_a_staggered_role_that_lost_its_step_is_remarked(since: list[dt.date], expected: list[Remark]) -> None:
    rows = [held(state, "coordinator", since=day) for state, day in zip(("NOR", "PER"), since, strict=True)]
    assert [one.code for one in preview_of(record(*rows, schemes={"a": TWO_YEARS})).remarks] == expected


# Exceptions


@pytest.mark.parametrize(
    ("stated", "way", "written"),
    [
        pytest.param(exception(), Way.STOPS, [], id="stops"),
        pytest.param(
            exception(kind=ExceptionKind.STAYS), Way.STAYS, [("a", "co_rapporteur", "PER")], id="stays in its role"
        ),
        pytest.param(
            exception(kind=ExceptionKind.MOVES, to=("b", "co_chair")),
            Way.MOVES,
            [("b", "co_chair", "PER")],
            id="moves to another committee",
        ),
    ],
)
def test_an_exception_is_done_instead_of_what_the_scheme_says(
    stated: StatedException, way: Way, written: list[tuple[str, str, str]]
) -> None:
    seen = preview_of(record(held("PER")), [stated])
    assert [(one.way, one.because) for one in seen.passages] == [(way, "It asked to.")]
    assert offices(seen) == written


LASTING = held("NOR", "coordinator", "c", until=TERMS[3].until)


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        pytest.param([exception("ECU")], exceptions.UnknownOffice, id="a State that holds nothing"),
        pytest.param([exception(role="co_chair")], exceptions.UnknownOffice, id="a role that it does not hold"),
        pytest.param([exception(committee="zz")], exceptions.UnknownOffice, id="a committee that there is not"),
        pytest.param([exception(because="")], rules.NoReason, id="no reason"),
        pytest.param([exception(because=" \t")], rules.NoReason, id="a blank reason"),
        pytest.param([exception(because="x" * 401)], rules.NoReason, id="a reason that is too long"),
        pytest.param([exception(), exception(kind="stays")], exceptions.ExceptionTwice, id="two for one holder"),
        pytest.param([exception(kind="moves")], exceptions.NoPlace, id="moves nowhere"),
        pytest.param([exception(to=("b", "co_chair"))], exceptions.PlaceNotNeeded, id="stops and yet moves"),
        pytest.param([exception(kind="stays", to=("a", "co_chair"))], exceptions.PlaceNotNeeded, id="stays and moves"),
        pytest.param([exception(kind="moves", to=("zz", "co_chair"))], exceptions.UnknownPlace, id="no such committee"),
        pytest.param([exception(kind="moves", to=("b", "emperor"))], exceptions.UnknownPlace, id="no such role"),
        pytest.param([exception(kind="moves", to=("a", "co_rapporteur"))], exceptions.NoMove, id="no move"),
        pytest.param([exception(kind="moves", to=("a", "co_chair"))], exceptions.HappensAnyway, id="moves up anyway"),
        pytest.param([exception("CHE", "co_chair")], exceptions.HappensAnyway, id="stops anyway"),
        pytest.param([exception("NOR", "coordinator", "c")], exceptions.LastsLonger, id="ends by itself later"),
        pytest.param(
            [exception("ALB", "chair", "d", kind="stays")], exceptions.UnknownPlace, id="stays in a role that is gone"
        ),
        pytest.param([exception("KEN")], exceptions.OnRecordAlready, id="the next office is on record"),
        pytest.param([exception(kind="beside")], exceptions.NotTwoOffices, id="two offices where it takes one"),
        pytest.param(
            [exception("CHE", "co_chair", kind="beside")],
            exceptions.NotTwoOffices,
            id="two offices where it takes none",
        ),
        pytest.param(
            [exception("NOR", "coordinator", "c", kind="beside")], exceptions.LastsLonger, id="leave where it lasts"
        ),
        pytest.param(
            [exception(kind="beside", to=("b", "co_chair"))], exceptions.PlaceNotNeeded, id="two offices and moves"
        ),
        pytest.param([exception()] * 61, exceptions.TooManyExceptions, id="too many"),
    ],
)
def test_an_exception_that_cannot_be_is_refused(stated: list[StatedException], refusal: type[Refused]) -> None:
    schemes = {"a": PAIRS, "b": PAIRS, "c": TWO_YEARS, "d": PAIRS}
    rows = [held("PER"), held("CHE", "co_chair"), held("ALB", "chair", "d"), LASTING]
    rows += [held("KEN"), held("KEN", "co_chair", since=DAY, until=FOLLOWING.until)]
    with pytest.raises(refusal):
        preview_of(record(*rows, schemes=schemes), stated)


def test_exceptions_that_the_record_has_outrun_fall_away() -> None:
    stated = [exception(), exception("ECU"), exception("NOR")]
    standing, first = exceptions.still_standing(record(held("PER"), held("NOR")), stated)
    assert standing == (stated[0], stated[2])
    assert isinstance(first, exceptions.UnknownOffice)


# Whether the year may be closed, and the hash


@pytest.mark.parametrize(
    ("today", "is_closed", "refusal"),
    [
        pytest.param(ENDING.since - dt.timedelta(days=1), False, rules.NotBegun, id="before the term"),
        pytest.param(DAY, True, rules.ClosedAlready, id="twice"),
    ],
)
def test_a_year_is_closed_once_and_not_before_it_begins(
    today: dt.date, is_closed: bool, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        rules.check_open(ENDING, today=today, is_closed=is_closed)


@pytest.mark.parametrize("today", [ENDING.since, DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=400)])
def test_a_year_is_closed_during_its_term_or_later(today: dt.date) -> None:
    rules.check_open(ENDING, today=today, is_closed=False)


def test_the_same_record_has_the_same_hash() -> None:
    assert preview_of(record(held("PER"))).sha256 == preview_of(record(held("PER"))).sha256


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((record(held("NOR")), ()), id="another State"),
        pytest.param((record(held("PER"), held("NOR", "co_chair")), ()), id="one more holder"),
        pytest.param((record(held("PER"), schemes={"a": PAIRS}), ()), id="another scheme"),
        pytest.param((record(held("PER")), (exception(),)), id="an exception"),
        pytest.param((replace(record(held("PER")), following=TERMS[4]), ()), id="another day"),
    ],
)
def test_another_record_has_another_hash(other: tuple[OnRecord, tuple[StatedException, ...]]) -> None:
    assert preview_of(*other).sha256 != preview_of(record(held("PER"))).sha256


def test_another_reason_for_the_same_exception_has_another_hash() -> None:
    hashes = {preview_of(record(held("PER")), [exception(because=words)]).sha256 for words in ("One.", "Another.")}
    assert len(hashes) == 2
