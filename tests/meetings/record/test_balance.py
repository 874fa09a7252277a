"""The balance, counted by hand."""

from __future__ import annotations

import pytest

from meetings.delegations.facts import Party
from meetings.record.balance import Balance, Part, balance
from meetings.rotation.rules import Apportionment

ORDERS = {"region": ("African", "WEOG", "GRULAC"), "kind": ("affected", "donor", "other")}
PARTIES = [
    Party("AGO", "African", "affected", least_developed=True, small_island=False),
    Party("BDI", "African", "affected", least_developed=True, small_island=False),
    Party("COM", "African", "other", least_developed=False, small_island=True),
    Party("DNK", "WEOG", "donor", least_developed=False, small_island=False),
]


def parts(found: Balance, by: str) -> dict[str, tuple[int, int, int, int]]:
    """What each part is due and holds, its debt, and how many of its States served."""
    return {
        part.name: (part.due, part.held, part.debt, part.served)
        for division in found.divisions
        if division.by == by
        for part in division.parts
    }


def counted(method: Apportionment = Apportionment.LARGEST_REMAINDER) -> Balance:
    """Six seats: three of Denmark, one of Angola, and two of a State that is no party."""
    return balance(PARTIES, {"DNK": 3, "AGO": 1, "USA": 2}, method, ORDERS)


def test_seats_are_due_in_proportion_to_states() -> None:
    found = counted()

    assert (found.states, found.seats, found.served, found.others) == (4, 4, 2, 2)
    assert parts(found, "region") == {"African": (3, 1, 2, 1), "WEOG": (1, 3, -2, 1)}
    assert parts(found, "kind") == {"affected": (2, 1, 1, 1), "donor": (1, 3, -2, 1), "other": (1, 0, 1, 0)}
    assert parts(found, "least_developed") == {"yes": (2, 1, 1, 1), "no": (2, 3, -1, 1)}
    assert parts(found, "small_island") == {"yes": (1, 0, 1, 0), "no": (3, 4, -1, 2)}


@pytest.mark.parametrize("method", list(Apportionment))
def test_debts_add_up_to_nothing(method: Apportionment) -> None:
    for division in counted(method).divisions:
        assert sum(part.debt for part in division.parts) == 0
        assert sum(part.states for part in division.parts) == 4


def test_without_offices_nobody_owes_anything() -> None:
    found = balance(PARTIES, {}, Apportionment.WEBSTER, ORDERS)

    assert found.divisions[0].parts == (Part("African", 3, 0, 0, 0), Part("WEOG", 1, 0, 0, 0))


def test_without_states_parties_there_is_nothing_to_divide() -> None:
    found = balance([], {"DNK": 3}, Apportionment.LARGEST_REMAINDER, ORDERS)

    assert (found.states, found.others, found.divisions[0].parts) == (0, 3, ())
