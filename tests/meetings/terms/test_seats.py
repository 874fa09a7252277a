"""Seats on a day, and whether one is free for a term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.offices import rules as offices
from meetings.terms import seats
from meetings.terms.schemes import RoleFacts

REVOKED = datetime(2011, 6, 20, tzinfo=UTC)
TEN, ELEVEN, TWELVE = date(2010, 12, 3), date(2011, 12, 2), date(2012, 12, 7)
JUNE = date(2011, 6, 20)
PAIRS = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))


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


@dataclass(frozen=True)
class Scheme:
    """A scheme, as far as seats ask."""

    roles: tuple[RoleFacts, ...] = PAIRS
    since: date = TEN
    until: date | None = None
    revoked_at: datetime | None = None


SEATS = [
    pytest.param([], False, [("co_chair", 0, 0, 2), ("co_rapporteur", 0, 0, 2)], id="nothing on record is unknown"),
    pytest.param(
        [Held(), Held(role="co_rapporteur")],
        False,
        [("co_chair", 1, 0, 1), ("co_rapporteur", 1, 0, 1)],
        id="one each of two on record",
    ),
    pytest.param(
        [Held(origin="closing")],
        True,
        [("co_chair", 1, 1, 0), ("co_rapporteur", 0, 2, 0)],
        id="a closing leaves vacant what it does not fill",
    ),
    pytest.param([], True, [("co_chair", 0, 2, 0), ("co_rapporteur", 0, 2, 0)], id="opened, all vacant"),
    pytest.param(
        [Held(), Held(until=JUNE, planned_until=ELEVEN)],
        False,
        [("co_chair", 1, 1, 0), ("co_rapporteur", 0, 0, 2)],
        id="who left is missed",
    ),
    pytest.param(
        [Held(until=JUNE, planned_until=ELEVEN), Held(since=JUNE)],
        False,
        [("co_chair", 1, 0, 1), ("co_rapporteur", 0, 0, 2)],
        id="who left was replaced",
    ),
    pytest.param(
        [Held(role="chair", is_interim=True)],
        False,
        [("chair", 0, 0, 0), ("co_chair", 0, 2, 0), ("co_rapporteur", 0, 0, 2)],
        id="an interim chair takes no seat, and nobody is elected",
    ),
    pytest.param(
        [Held(), Held(), Held()],
        False,
        [("co_chair", 3, 0, 0), ("co_rapporteur", 0, 0, 2)],
        id="more than seats, as a record may have",
    ),
    pytest.param(
        [Held(revoked_at=REVOKED), Held(since=ELEVEN, until=TWELVE)],
        False,
        [("co_chair", 0, 0, 2), ("co_rapporteur", 0, 0, 2)],
        id="neither revoked nor later ones count",
    ),
]


@pytest.mark.parametrize(("holdings", "opened", "expected"), SEATS)
def test_a_free_seat_is_vacant_or_unknown(holdings: list[Held], opened: bool, expected: object) -> None:
    found = seats.seats_of(PAIRS, holdings, JUNE, opened=opened, today=JUNE)
    assert [(one.role, len(one.holders), one.vacant, one.unknown) for one in found] == expected
    assert all(one.free == one.vacant + one.unknown for one in found)


@pytest.mark.parametrize(("holdings", "opened", "expected"), SEATS)
def test_what_is_unknown_of_a_day_that_has_come_is_not_filled_yet_of_one_to_come(
    holdings: list[Held], opened: bool, expected: object
) -> None:
    found = seats.seats_of(PAIRS, holdings, JUNE, opened=opened, today=JUNE - timedelta(days=1))
    assert [(one.role, len(one.holders), one.vacant, one.to_fill) for one in found] == expected
    assert not any(one.unknown for one in found)
    assert all(one.free == one.vacant + one.to_fill for one in found)


def seat(role: str = "co_chair", since: date = TEN, until: date = ELEVEN, **said: Any) -> None:
    seats.check_seat(role, since, until, **{"schemes": [Scheme()], "others": [], "committee": "Sample", **said})


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="nobody yet"),
        pytest.param({"others": [Held()]}, id="the second of two"),
        pytest.param({"others": [Held(), Held(revoked_at=REVOKED)]}, id="one of the others was revoked"),
        pytest.param({"others": [Held(role="co_rapporteur")] * 2 + [Held()]}, id="other roles do not count"),
        pytest.param({"others": [Held(is_interim=True), Held()]}, id="an interim chair does not count"),
        pytest.param({"others": [Held(), Held(until=JUNE)], "since": JUNE}, id="one left on that day"),
        pytest.param({"schemes": [Scheme(until=ELEVEN), Scheme(since=ELEVEN)], "until": TWELVE}, id="over two schemes"),
    ],
)
def test_a_seat_is_free(said: dict[str, Any]) -> None:
    seat(**said)


@pytest.mark.parametrize(
    ("said", "kind", "day"),
    [
        pytest.param({"others": [Held(), Held()]}, offices.SeatsTaken, TEN, id="a third Co-Chair"),
        pytest.param(
            {"others": [Held(), Held(since=JUNE)], "until": ELEVEN}, offices.SeatsTaken, JUNE, id="later in the term"
        ),
        pytest.param({"role": "chair"}, seats.RoleNotInScheme, TEN, id="a role that the scheme has not"),
        pytest.param({"schemes": []}, seats.NoScheme, TEN, id="no scheme"),
        pytest.param({"schemes": [Scheme(revoked_at=REVOKED)]}, seats.NoScheme, TEN, id="a revoked scheme"),
        pytest.param({"schemes": [Scheme(until=JUNE)]}, seats.NoScheme, JUNE, id="the scheme ends in the term"),
        pytest.param(
            {"schemes": [Scheme(until=ELEVEN), Scheme((RoleFacts("chair", 1),), since=ELEVEN)], "until": TWELVE},
            seats.RoleNotInScheme,
            ELEVEN,
            id="the next scheme has not this role",
        ),
        pytest.param(
            {
                "schemes": [Scheme(until=ELEVEN), Scheme((RoleFacts("co_chair", 1),), since=ELEVEN)],
                "until": TWELVE,
                "others": [Held(until=TWELVE)],
            },
            offices.SeatsTaken,
            ELEVEN,
            id="the next scheme has fewer seats",
        ),
    ],
)
def test_no_seat_is_free(said: dict[str, Any], kind: type[Refused], day: date) -> None:
    with pytest.raises(kind) as refused:
        seat(**said)
    assert refused.value.facts["day"] == day.isoformat()


def test_those_without_a_seat_are_found_and_what_lies_outside_the_days_is_not_looked_at() -> None:
    first, second, third = Held(), Held(), Held()
    before = Held(since=date(2009, 12, 4), until=TEN)

    assert seats.misfits([Scheme()], [first, second, before], TEN, None) == []
    assert seats.misfits([Scheme()], [first, second, third], TEN, ELEVEN) == [third]
    assert seats.misfits([], [first], TEN, None) == [first]
    assert seats.misfits([], [replace(first, is_interim=True), replace(first, revoked_at=REVOKED)], TEN, None) == []
