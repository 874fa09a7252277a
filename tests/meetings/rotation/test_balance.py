"""The balance of seats before a slate and after it."""

from __future__ import annotations

import json

from meetings.delegations.facts import Party
from meetings.rotation.balance import Balance, Share, as_plain, balance_of, from_plain

PARTIES = [
    Party("ZMB", "African", "affected", least_developed=True, small_island=False),
    Party("MOZ", "African", "affected", least_developed=True, small_island=False),
    Party("NOR", "WEOG", "donor", least_developed=False, small_island=False),
    Party("NRU", "Asia-Pacific", "other", least_developed=False, small_island=True),
]
HISTORY = [("NOR", 2001), ("NOR", 2010), ("ZMB", 2011), ("XXX", 2011), ("NOR", 2012)]


def _balance(*placed: str, window: int = 3) -> Balance:
    return balance_of(PARTIES, HISTORY, placed, year=2013, window=window)


def test_seats_of_the_window_are_counted_before_and_after() -> None:
    balance = _balance("ZMB", "NRU")

    assert (balance.parties, balance.before, balance.after) == (4, 3, 4)
    assert balance.regions == (
        Share("African", 2, 1, 2),
        Share("Asia-Pacific", 1, 0, 1),
        Share("WEOG", 1, 2, 1),
    )
    assert balance.kinds == (Share("affected", 2, 1, 2), Share("donor", 1, 2, 1), Share("other", 1, 0, 1))
    assert balance.marks == (Share("least_developed", 2, 1, 2), Share("small_island", 1, 0, 1))


def test_who_ever_served_is_counted_over_the_whole_record() -> None:
    balance = _balance("ZMB", "NRU", window=1)
    assert (balance.served_before, balance.served_after) == (2, 3)


def test_a_seat_of_a_state_that_is_no_party_is_left_out() -> None:
    assert _balance("XXX").after == _balance().after == 2


def test_offices_of_the_term_itself_count_as_places_alone() -> None:
    once = balance_of(PARTIES, [*HISTORY, ("ZMB", 2013)], ["ZMB"], year=2013, window=3)
    assert once == _balance("ZMB")


def test_a_balance_comes_back_from_json_as_it_was() -> None:
    balance = _balance("ZMB", "MOZ", "NRU")
    assert from_plain(json.loads(json.dumps(as_plain(balance)))) == balance
