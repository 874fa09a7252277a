"""What the balance of offices is made from, gathered from the record."""

from __future__ import annotations

from datetime import date, timedelta

from meetings.delegations.queries import facts_on
from meetings.delegations.rules import RegionalGroup, RotationKind
from meetings.record import balance, queries
from meetings.rotation.rules import Apportionment
from meetings.terms.queries import terms

ORDERS = {balance.REGION: tuple(RegionalGroup), balance.KIND: tuple(RotationKind)}


def balance_between(first: int, last: int, method: Apportionment, today: date) -> tuple[date, balance.Balance]:
    """The balance of the years from `first` to `last`, and the day on which States Parties are counted for it.

    That is the last day of the last term, or today where that is to come. Four statements.
    """
    day = _last_day(last, today)
    parties = [
        balance.Party(
            delegation_id=facts.state.id,
            group=facts.state.regional_group or RegionalGroup.NONE,
            kind=facts.kind,
            least_developed=bool(facts.state.least_developed),
            small_island=bool(facts.state.small_island),
        )
        for facts in facts_on(day)
        if facts.is_party
    ]
    seats = queries.seats_held(first, last)
    return day, balance.balance(parties, seats, method, ORDERS)


def _last_day(year: int, today: date) -> date:
    ends = [term.until for term in terms() if term.year == year]
    return min(max(ends, default=date(year + 1, 1, 1)) - timedelta(days=1), today)
