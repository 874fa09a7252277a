"""Debts: seats due by number of States, seats held in the window, and the order in which ways to give seats come."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest

from meetings.offices.rules import Role
from meetings.rotation.debts import apportion, by_group, by_kind, in_order, owed
from meetings.rotation.rules import (
    Apportionment,
    CommitteeOffices,
    Held,
    Kind,
    Problem,
    RoleSeats,
    RuleLevels,
    State,
)

HAMILTON, WEBSTER = Apportionment.LARGEST_REMAINDER, Apportionment.WEBSTER


@pytest.mark.parametrize(
    ("seats", "states", "method", "due"),
    [
        pytest.param(10, {"a": 5, "b": 3, "c": 2}, HAMILTON, (5, 3, 2), id="whole shares"),
        pytest.param(10, {"a": 5, "b": 3, "c": 2}, WEBSTER, (5, 3, 2), id="whole shares by Webster"),
        pytest.param(10, {"a": 6, "b": 6, "c": 2}, HAMILTON, (4, 4, 2), id="two remainders"),
        pytest.param(10, {"a": 6, "b": 6, "c": 2}, WEBSTER, (5, 4, 1), id="the same by Webster: a tie for the last"),
        pytest.param(11, {"a": 6, "b": 6, "c": 2}, HAMILTON, (5, 5, 1), id="one more, and the smallest loses one"),
        pytest.param(11, {"a": 6, "b": 6, "c": 2}, WEBSTER, (5, 5, 1), id="one more by Webster"),
        pytest.param(1, {"b": 2, "a": 2}, HAMILTON, (0, 1), id="equal: the name that sorts first"),
        pytest.param(1, {"b": 2, "a": 2}, WEBSTER, (0, 1), id="equal by Webster"),
        pytest.param(1, {"a": 1, "b": 3}, HAMILTON, (0, 1), id="the larger remainder"),
        pytest.param(2, {"a": 3, "b": 1}, HAMILTON, (2, 0), id="equal remainders: who has more States"),
        pytest.param(0, {"a": 3, "b": 1}, HAMILTON, (0, 0), id="no seats"),
        pytest.param(3, {"a": 0, "b": 1}, HAMILTON, (0, 3), id="a group without a State"),
        pytest.param(3, {}, HAMILTON, (), id="no States"),
        pytest.param(3, {"a": 0}, WEBSTER, (0,), id="nobody"),
    ],
)
def test_seats_are_shared_out(seats: int, states: dict[str, int], method: Apportionment, due: tuple[int, ...]) -> None:
    assert tuple(apportion(seats, states, method).values()) == due


@pytest.mark.parametrize("method", Apportionment)
@pytest.mark.parametrize("number", range(50))
def test_shares_add_up(number: int, method: Apportionment) -> None:
    draw = random.Random(number)
    states = {name: draw.randint(0, 50) for name in "abcdef"[: draw.randint(1, 6)]}
    seats = draw.randint(0, 200)
    due = apportion(seats, states, method)
    everybody = sum(states.values())

    assert sum(due.values()) == (seats if everybody else 0)
    if everybody and method is HAMILTON:
        assert all(abs(due[name] * everybody - seats * count) < everybody for name, count in states.items())


def problem(*history: Held, window: int = 3, states: str = "AAABD") -> Problem:
    """States of the groups A and B, affected, and D, a donor; two seats of one committee are asked about."""
    parties = tuple(
        State(f"{group}{number}", group, Kind.DONOR if group == "D" else Kind.AFFECTED)
        for number, group in enumerate(states)
    )
    committees = (CommitteeOffices("c", (RoleSeats(Role.CO_CHAIR, 2),)),)
    return Problem("2012", committees, parties, history, RuleLevels(window=window))


def row(state: str, term: int, committee: str = "old") -> Held:
    """An office held."""
    return Held(state, committee, Role.CO_CHAIR, str(term))


@pytest.mark.parametrize(
    ("history", "held"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([row("A0", 2011), row("B3", 2010)], {"A": 1, "B": 1}, id="within the window"),
        pytest.param([row("A0", 2009), row("B3", 2010)], {"B": 1}, id="before the window"),
        pytest.param([row("A0", 2012)], {"A": 1}, id="in the term, outside what is asked about"),
        pytest.param([row("A0", 2012, "c")], {}, id="in the term, what is asked about: settled, not history"),
        pytest.param([row("GONE", 2011), row("A0", 2011)], {"A": 1}, id="a State that is no party any more"),
        pytest.param([row("A0", 2011), row("A0", 2011, "c")], {"A": 2}, id="two offices in one term"),
    ],
)
def test_seats_held_within_the_window(history: list[Held], held: dict[str, int]) -> None:
    assert Counter(held) == Counter(by_group(problem(*history), [], free=2).held)


def test_a_debt_is_what_is_due_less_what_is_held() -> None:
    # Eight seats in all: six held, two free. Due by 3, 1 and 1 of 5 States: 4.8, 1.6, 1.6.
    account = by_group(problem(*(row("B3", year, name) for year in (2010, 2011) for name in "xyz")), [], free=2)

    assert account.due == {"A": 5, "B": 2, "D": 1}
    assert account.debts == {"A": 5, "B": -4, "D": 1}
    assert sum(account.debts.values()) == 2
    assert account.after(["A", "D"]) == {"A": 4, "B": -4, "D": 0}


def test_who_has_a_seat_already_holds_it() -> None:
    assert by_kind(problem(), ["D4"], free=1).debts == {"affected": 2, "donor": -1}


@pytest.mark.parametrize(
    ("debts", "seats", "values"),
    [((3, 1), (2, 0), (2, 3)), ((3, 1), (1, 1), (1, 3)), ((0, -2), (1, 2), (-3, -2, 0)), ((5,), (0,), ())],
)
def test_what_was_owed_at_each_seat(debts: Sequence[int], seats: Sequence[int], values: tuple[int, ...]) -> None:
    assert owed(debts, seats) == values


@pytest.mark.parametrize("number", range(200))
def test_every_way_to_give_seats_comes_once_and_in_order(number: int) -> None:
    draw = random.Random(number)
    groups = draw.randint(1, 4)
    debts = [draw.randint(-4, 4) for _ in range(groups)]
    limits = [(least := draw.choice((0, 0, 1)), least + draw.randint(0, 4)) for _ in range(groups)]
    seats = draw.randint(0, 6)
    ways = [way for way in product(*(range(least, most + 1) for least, most in limits)) if sum(way) == seats]
    found = list(in_order(debts, limits, seats))
    values = [owed(debts, way) for way in found]

    assert sorted(found) == sorted(ways)
    assert values == sorted(values, reverse=True)
