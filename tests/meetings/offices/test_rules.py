"""Offices: who holds one on a day, who before and after, and what the record does not say."""

import datetime as dt

import pytest

from meetings.offices import rules
from meetings.offices.rules import Knowledge, OfficeHolding, RecordOnDay, Role
from tests.refusals import refusal_of

MSP = {9: dt.date(2008, 11, 28), 10: dt.date(2010, 12, 3), 11: dt.date(2011, 12, 2), 12: dt.date(2012, 12, 7)}
RC2 = dt.date(2009, 12, 4)
ONE_DAY = dt.timedelta(days=1)


def holding(
    state: str, role: str, since: dt.date, until: dt.date, *, revoked_at: dt.datetime | None = None
) -> OfficeHolding:
    """Return an office of one committee."""
    return OfficeHolding(
        committee_key="sc_gs",
        delegation_key=state,
        role=Role(role),
        since=since,
        until=until,
        term="",
        year=until.year,
        committee_name="",
        notes="",
        source="made for a test",
        confidence="high",
        revoked_at=revoked_at,
    )


ECUADOR = holding("ECU", "co_chair", RC2, MSP[10])
SLOVENIA = holding("SVN", "co_chair", RC2, MSP[10])
CANADA_AS_RAPPORTEUR = holding("CAN", "co_rapporteur", RC2, MSP[10])
CANADA = holding("CAN", "co_chair", MSP[10], MSP[11])
THAILAND = holding("THA", "co_chair", MSP[10], MSP[11])
NORWAY_AS_RAPPORTEUR = holding("NOR", "co_rapporteur", MSP[10], MSP[11])
NORWAY = holding("NOR", "co_chair", MSP[11], MSP[12])
MISTAKEN = holding("PER", "co_chair", MSP[10], MSP[11], revoked_at=dt.datetime(2011, 1, 10, 9, tzinfo=dt.UTC))
HOLDINGS = [CANADA_AS_RAPPORTEUR, NORWAY_AS_RAPPORTEUR, NORWAY, MISTAKEN, CANADA, THAILAND, ECUADOR, SLOVENIA]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(MSP[10] - ONE_DAY, False, id="the day before"),
        pytest.param(MSP[10], True, id="the first day"),
        pytest.param(MSP[11] - ONE_DAY, True, id="the last full day"),
        pytest.param(MSP[11], False, id="the day of the change belongs to the next"),
    ],
)
def test_a_term_covers_its_first_day_and_not_its_last(day: dt.date, expected: bool) -> None:
    assert rules.term_covers(CANADA, day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(dt.date(2010, 6, 1), [ECUADOR, SLOVENIA, CANADA_AS_RAPPORTEUR], id="chairs before rapporteurs"),
        pytest.param(MSP[10], [CANADA, THAILAND, NORWAY_AS_RAPPORTEUR], id="the incoming on the day of the change"),
        pytest.param(dt.date(2012, 1, 1), [NORWAY], id="one alone"),
        pytest.param(dt.date(2015, 1, 1), [], id="nobody on record"),
    ],
)
def test_who_is_in_office_on_a_day(day: dt.date, expected: list[OfficeHolding]) -> None:
    assert rules.in_office_on(HOLDINGS, day) == expected


def test_a_chair_comes_before_all_others() -> None:
    roles = ["co_rapporteur", "chair", "co_chair"]

    assert sorted(roles, key=rules.role_order) == ["chair", "co_chair", "co_rapporteur"]


@pytest.mark.parametrize(
    ("day", "then", "now", "after"),
    [
        pytest.param(dt.date(2009, 1, 1), [], [], [ECUADOR, SLOVENIA, CANADA_AS_RAPPORTEUR], id="before the record"),
        pytest.param(
            dt.date(2011, 6, 24),
            [ECUADOR, SLOVENIA, CANADA_AS_RAPPORTEUR],
            [CANADA, THAILAND, NORWAY_AS_RAPPORTEUR],
            [NORWAY],
            id="in the middle",
        ),
        pytest.param(
            dt.date(2012, 1, 1), [CANADA, THAILAND, NORWAY_AS_RAPPORTEUR], [NORWAY], [], id="the last on record"
        ),
        pytest.param(dt.date(2026, 1, 1), [NORWAY], [], [], id="after the record: then are the last ones"),
    ],
)
def test_holders_then_now_and_next(
    day: dt.date, then: list[OfficeHolding], now: list[OfficeHolding], after: list[OfficeHolding]
) -> None:
    found = rules.holders_then_now_next(HOLDINGS, day)

    assert (list(found.then), list(found.now), list(found.next)) == (then, now, after)


def test_a_change_within_a_term_leaves_the_others_in_office() -> None:
    change = dt.date(2011, 3, 1)
    leaves = holding("CAN", "co_chair", MSP[10], change)
    follows = holding("PER", "co_chair", change, MSP[11])

    before = rules.holders_then_now_next([ECUADOR, THAILAND, leaves, follows], change - ONE_DAY)
    after = rules.holders_then_now_next([ECUADOR, THAILAND, leaves, follows], change)

    assert (before.now, before.next) == ((THAILAND, leaves), (follows,))
    assert (after.then, after.now, after.next) == ((ECUADOR,), (THAILAND, follows), ())
    assert rules.days_together(before.now) == (MSP[10], change)
    assert rules.days_together(after.now) == (change, MSP[11])


@pytest.mark.parametrize(
    ("holdings", "day", "expected"),
    [
        pytest.param(HOLDINGS, MSP[10], RecordOnDay(Knowledge.RECORDED), id="recorded"),
        pytest.param(HOLDINGS, RC2 - ONE_DAY, RecordOnDay(Knowledge.BEFORE_RECORD, RC2), id="before the record begins"),
        pytest.param(
            HOLDINGS, MSP[12], RecordOnDay(Knowledge.AFTER_RECORD, MSP[12]), id="from the end of the last term"
        ),
        pytest.param(
            [ECUADOR, NORWAY],
            dt.date(2011, 6, 24),
            RecordOnDay(Knowledge.BETWEEN_RECORDS, MSP[10]),
            id="a year without a record",
        ),
        pytest.param([], MSP[10], RecordOnDay(Knowledge.NO_RECORD), id="no record at all"),
        pytest.param([MISTAKEN], MSP[10], RecordOnDay(Knowledge.NO_RECORD), id="a mistake is no record"),
    ],
)
def test_what_the_record_says_about_a_day(holdings: list[OfficeHolding], day: dt.date, expected: RecordOnDay) -> None:
    assert rules.what_is_known(holdings, day) == expected


def test_a_term_of_a_single_day_is_accepted() -> None:
    assert refusal_of(rules.check_term, MSP[10], MSP[10] + ONE_DAY) is None


@pytest.mark.parametrize("until", [MSP[10], MSP[10] - ONE_DAY])
def test_a_term_without_a_day_is_refused(until: dt.date) -> None:
    with pytest.raises(rules.TermEndsBeforeItBegins) as caught:
        rules.check_term(MSP[10], until)
    assert caught.value.facts == {"since": MSP[10], "until": until}


@pytest.mark.parametrize(
    ("since", "until"),
    [
        pytest.param(RC2, MSP[10], id="the term before"),
        pytest.param(MSP[11], MSP[12], id="the term after"),
    ],
)
def test_terms_may_touch(since: dt.date, until: dt.date) -> None:
    assert refusal_of(rules.check_no_overlap, since, until, [CANADA]) is None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        pytest.param(MSP[10], MSP[11], id="the same term"),
        pytest.param(RC2, MSP[10] + ONE_DAY, id="a day into it"),
        pytest.param(MSP[11] - ONE_DAY, MSP[12], id="from its last day"),
        pytest.param(dt.date(2011, 1, 1), dt.date(2011, 2, 1), id="within it"),
        pytest.param(RC2, MSP[12], id="around it"),
    ],
)
def test_an_overlapping_term_is_refused(since: dt.date, until: dt.date) -> None:
    with pytest.raises(rules.OverlappingTerm) as caught:
        rules.check_no_overlap(since, until, [CANADA])
    assert caught.value.facts == {"since": MSP[10], "until": MSP[11]}


def test_a_revoked_term_is_in_nobodys_way() -> None:
    assert refusal_of(rules.check_no_overlap, MISTAKEN.since, MISTAKEN.until, [MISTAKEN]) is None
