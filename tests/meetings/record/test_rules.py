"""The grid's rules: columns, rows, who came from where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from foundation.rules import Refused
from meetings.offices.rules import Role
from meetings.record import rules
from meetings.record.rules import Before, Held, Row
from meetings.terms.rules import Term
from meetings.terms.schemes import RoleFacts
from tests.refusals import refusal_of

FIRST, SECOND, THIRD = date(2009, 12, 4), date(2010, 12, 3), date(2011, 12, 2)
TERMS = (Term("2RC-10MSP", 2010, FIRST, SECOND), Term("10MSP-11MSP", 2011, SECOND, THIRD))
MC, TECH, VA, OLD_MC = 3, 2, 5, 1


def held(
    number: int,
    *,
    committee: int = MC,
    state: int = 10,
    role: str = Role.CO_CHAIR,
    since: date = FIRST,
    until: date = SECOND,
    year: int | None = None,
    term: str = "",
) -> Held:
    """An office of a State."""
    return Held(number, committee, state, "ZMB", role, since, until, term, until.year if year is None else year)


@pytest.mark.parametrize(
    ("asked", "window"),
    [
        pytest.param((None, None), (1990, 2014), id="nothing asked: the newest years that a page shows"),
        pytest.param((2001, 2005), (2001, 2005), id="both ends"),
        pytest.param((2001, None), (2001, 2014), id="from a year on"),
        pytest.param((1980, None), (1980, 2004), id="from a year on, as many as a page shows"),
        pytest.param((None, 2003), (1979, 2003), id="up to a year"),
        pytest.param((None, 1972), (1970, 1972), id="up to a year, not before the record"),
        pytest.param((None, 1950), (1970, 1970), id="up to a year before the record: its first"),
        pytest.param((None, 2099), (1990, 2014), id="up to a year after the record: its newest"),
        pytest.param((2050, None), (2014, 2014), id="from a year after the record on: its last"),
    ],
)
def test_the_window_is_what_was_asked_for(asked: tuple[int | None, int | None], window: tuple[int, int]) -> None:
    assert rules.window(*asked, 1970, 2014, 25) == window


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        pytest.param((2001, 2005), (2001, 2005), id="within the record"),
        pytest.param((1960, 1975), (1970, 1975), id="from before it"),
        pytest.param((2010, 2020), (2010, 2014), id="to after it"),
        pytest.param((2020, 2030), (2020, 2030), id="none of it: the page says so"),
    ],
)
def test_a_window_is_clipped_to_the_record(asked: tuple[int, int], shown: tuple[int, int]) -> None:
    assert rules.clipped(asked, 1970, 2014) == shown


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        pytest.param(2005, 2001, rules.WindowEndsBeforeItBegins, id="in the wrong order"),
        pytest.param(1990, 2015, rules.WindowTooLong, id="one year too many"),
        pytest.param(1990, 2014, None, id="as long as a page"),
        pytest.param(2001, 2001, None, id="one year"),
    ],
)
def test_a_window_that_cannot_be_shown_is_refused(first: int, last: int, refusal: type[Refused] | None) -> None:
    assert refusal_of(rules.check_window, first, last) is refusal


@dataclass(frozen=True)
class Scheme:
    """A scheme, as far as missing roles ask."""

    roles: tuple[RoleFacts, ...]
    since: date
    until: date | None = None


PAIR = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))


@pytest.mark.parametrize(
    ("schemes", "held", "missing"),
    [
        pytest.param([Scheme(PAIR, FIRST)], {("co_rapporteur", 2010)}, {"co_rapporteur": [2011]}, id="one year"),
        pytest.param([Scheme(PAIR[:1], SECOND)], set(), {"co_rapporteur": [2011]}, id="a role without seats then"),
        pytest.param([Scheme(PAIR, FIRST, SECOND)], set(), {"co_rapporteur": [2010]}, id="the years of the scheme"),
        pytest.param(
            [Scheme(PAIR, FIRST)], {("co_rapporteur", 2010), ("co_rapporteur", 2011)}, {}, id="all years are on record"
        ),
        pytest.param([Scheme((RoleFacts("chair", 1),), FIRST)], set(), {}, id="nobody moves up from another role"),
    ],
)
def test_roles_of_which_nobody_is_on_record_although_others_move_up_from_them(
    schemes: list[Scheme], held: set[tuple[str, int]], missing: dict[str, list[int]]
) -> None:
    assert rules.roles_missing({2010: FIRST, 2011: SECOND}, schemes, held) == missing


@pytest.mark.parametrize(
    ("years", "today", "bounds"),
    [
        pytest.param([2000, None, 2013], date(2011, 1, 1), (2000, 2013), id="offices"),
        pytest.param([], date(2009, 12, 31), (2010, 2010), id="the term that has begun"),
        pytest.param([], date(2008, 1, 1), (2008, 2008), id="nothing yet"),
    ],
)
def test_the_record_reaches_from_its_first_year_to_its_last(
    years: list[int | None], today: date, bounds: tuple[int, int]
) -> None:
    assert rules.bounds(years, TERMS, today) == bounds


@pytest.mark.parametrize(
    ("steps", "columns"),
    [
        pytest.param([], [(OLD_MC,), (TECH,), (MC,), (VA,)], id="no lineage"),
        pytest.param([(OLD_MC, MC)], [(OLD_MC, MC), (TECH,), (VA,)], id="one after the other"),
        pytest.param([(OLD_MC, MC), (TECH, MC)], [(OLD_MC, TECH, MC), (VA,)], id="two become one"),
        pytest.param([(OLD_MC, MC), (OLD_MC, VA)], [(OLD_MC, MC), (TECH,), (VA,)], id="one becomes two"),
        pytest.param([(OLD_MC, 99), (98, VA)], [(OLD_MC,), (TECH,), (MC,), (VA,)], id="ends without offices"),
        pytest.param([(OLD_MC, TECH), (TECH, MC)], [(OLD_MC, TECH, MC), (VA,)], id="three in a row"),
    ],
)
def test_committees_that_came_of_each_other_share_a_column(
    steps: list[tuple[int, int]], columns: list[tuple[int, ...]]
) -> None:
    assert rules.lineages([OLD_MC, TECH, MC, VA], steps) == columns


def test_rows_are_the_years_of_terms_and_of_offices_newest_first() -> None:
    offices = [
        held(1, term="2RC-10MSP"),
        held(2, since=date(2012, 1, 1), until=date(2013, 1, 1), year=2012, term="a"),
        held(3, since=date(2012, 2, 1), until=date(2013, 2, 1), year=2012, term="a"),
        held(4, since=date(2001, 1, 1), until=date(2002, 1, 1), year=2001, term="too early"),
    ]

    rows = rules.rows(offices, TERMS, 2010, 2012)

    assert rows == [
        Row(2012, ("a",), date(2012, 1, 1), date(2013, 2, 1)),
        Row(2011, ("10MSP-11MSP",), SECOND, THIRD),
        Row(2010, ("2RC-10MSP",), FIRST, SECOND),
    ]


@pytest.mark.parametrize(
    ("office", "is_in"),
    [
        pytest.param(held(1, since=SECOND, until=THIRD), True, id="of the year"),
        pytest.param(held(1), False, id="until the day on which the year begins"),
        pytest.param(held(1, until=THIRD, year=2010), True, id="for two terms"),
        pytest.param(held(1, until=date(2011, 2, 1), year=2010), True, id="for two terms, left in the second"),
        pytest.param(held(1, since=THIRD, until=date(2012, 12, 7)), False, id="later"),
    ],
)
def test_an_office_stands_in_its_year_and_in_those_into_which_it_lasts(office: Held, is_in: bool) -> None:
    assert rules.is_held_in(office, Row(2011, (), SECOND, THIRD)) is is_in


@pytest.mark.parametrize(
    ("today", "day"),
    [
        pytest.param(date(2011, 6, 20), date(2011, 6, 20), id="within the year"),
        pytest.param(date(2020, 1, 1), date(2011, 12, 1), id="after it: its last day"),
        pytest.param(date(2001, 1, 1), SECOND, id="before it: its first day"),
    ],
)
def test_free_seats_are_told_as_of_the_day_nearest_to_today(today: date, day: date) -> None:
    assert rules.day_of(Row(2011, (), SECOND, THIRD), today) == day


def later(*, committee: int = MC, role: str = Role.CO_CHAIR) -> Held:
    """An office of the same State in the term after."""
    return held(2, committee=committee, role=role, since=SECOND, until=THIRD)


STEPS = [(OLD_MC, MC), (TECH, MC), (4, VA)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(held(1, role=Role.CO_RAPPORTEUR), later(), Before.MOVED_UP, id="rapporteur to chair"),
        pytest.param(held(1, role=Role.MEMBER), later(role=Role.CHAIR), Before.MOVED_UP, id="member to chair"),
        pytest.param(held(1), later(), Before.STAYED, id="the same office again"),
        pytest.param(held(1, role=Role.CHAIR), later(), Before.OTHER_ROLE, id="a chair becomes one of two"),
        pytest.param(held(1), later(role=Role.MEMBER), Before.OTHER_ROLE, id="steps down"),
        pytest.param(
            held(1, committee=OLD_MC, role=Role.CO_RAPPORTEUR),
            later(),
            Before.MOVED_UP,
            id="from a predecessor",
        ),
        pytest.param(held(1, committee=TECH), later(), Before.CAME_WITH_MERGER, id="with a merger"),
        pytest.param(held(1, committee=4), later(committee=VA), Before.STAYED, id="from the only predecessor"),
        pytest.param(held(1, state=11), later(), None, id="another State"),
        pytest.param(held(1, committee=VA), later(), None, id="another committee"),
        pytest.param(held(1, until=date(2010, 12, 2)), later(), None, id="a day between"),
    ],
)
def test_who_came_from_where(before: Held, after: Held, expected: Before | None) -> None:
    came = rules.came_from([before, after], STEPS)

    assert {number: one.before for number, one in came.items()} == ({2: expected} if expected else {})
