"""What the balance of offices is made from, gathered from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.delegations.facts import RotationKind
from meetings.delegations.queries import states_parties
from meetings.delegations.rules import RegionalGroup
from meetings.record import balance, queries, rules
from meetings.rotation.queries import Served, served_until
from meetings.rotation.rules import Apportionment
from meetings.terms.queries import listed_terms
from meetings.terms.rules import Term, years_held

ORDERS = {balance.REGION: tuple(RegionalGroup), balance.KIND: tuple(RotationKind)}


@dataclass(frozen=True)
class OnRecord:
    """Every office on record for which somebody was chosen, and the terms that everybody may know."""

    served: Sequence[Served]
    terms: Sequence[Term]

    def seats(self) -> dict[int, Counter[str]]:
        """The seats that States held, by year and by the State's key; an office is one in each term that it covers."""
        found: dict[int, Counter[str]] = {}
        for one in self.served:
            for year in years_held(self.terms, one.year, one.since, one.until):
                found.setdefault(year, Counter())[one.state] += 1
        return found

    def bounds(self) -> tuple[int, int] | None:
        """The first and the last year in which somebody held a seat; None without any."""
        years = self.seats()
        return (min(years), max(years)) if years else None


@dataclass(frozen=True)
class Counted:
    """A balance, the day on which States Parties were counted for it, and the roles that its years do not tell of.

    `missing` has the years by role; see `rules.roles_missing`.
    """

    day: date
    balance: balance.Balance
    missing: Mapping[str, Sequence[int]]


def on_record() -> OnRecord:
    """What there is to count. Two statements."""
    return OnRecord(served_until(date.max.year), listed_terms())


def balance_between(found: OnRecord, first: int, last: int, method: Apportionment, today: date) -> Counted:
    """The balance of the years from `first` to `last`.

    States Parties are counted on the last day of the last term, or today where that is to come. Three statements.
    """
    ends = [term.until for term in found.terms if term.year == last]
    day = min(max(ends, default=date(last + 1, 1, 1)) - timedelta(days=1), today)
    by_year = found.seats()
    seats = sum((held for year, held in by_year.items() if first <= year <= last), Counter[str]())
    years = {term.year: term.since for term in found.terms if first <= term.year <= last}
    schemes = queries.schemes_between(min(years.values()), max(years.values()) + timedelta(days=1)) if years else []
    held = {
        (one.role, year) for one in found.served for year in years_held(found.terms, one.year, one.since, one.until)
    }
    return Counted(
        day=day,
        balance=balance.balance(states_parties(day), seats, method, ORDERS),
        missing=rules.roles_missing(years, schemes, held),
    )
