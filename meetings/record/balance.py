"""The balance of offices over a window of years: seats due to each part of the States Parties, less seats held.

Plain counting on top of `meetings.rotation.debts`, which says how seats are shared out; nothing here reads a table.
An office is a seat in each term that it covers (`meetings.terms.rules.years_held`), as the solver counts it too.
Offices that nobody was chosen for in this committee's turn count for nothing: those ad interim, and the presidency,
which the meeting itself decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from meetings.delegations.facts import Party
from meetings.rotation.debts import apportion
from meetings.rotation.rules import Apportionment

REGION, KIND, LEAST_DEVELOPED, SMALL_ISLAND = "region", "kind", "least_developed", "small_island"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the States Parties: how many States, seats due and held, and how many States held any."""

    name: str
    states: int
    due: int
    held: int
    served: int

    @property
    def debt(self) -> int:
        """Seats due less seats held; below zero for who held more than its share."""
        return self.due - self.held


@dataclass(frozen=True, slots=True)
class Division:
    """All States Parties divided by one mark, and the same seats shared out between the parts."""

    by: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """States Parties, seats held by them, those of them that held any, and the divisions.

    `others` are seats held by States that are no parties on the day of counting; they are in nobody's account.
    """

    states: int
    seats: int
    served: int
    others: int
    divisions: tuple[Division, ...]


def balance(
    parties: Sequence[Party],
    seats: Mapping[str, int],
    method: Apportionment,
    orders: Mapping[str, Sequence[str]],
) -> Balance:
    """Return the balance; `seats` are those that each State held, by its key.

    `orders` names the parts of the divisions by region and by kind in the order of lists; a part without a State and
    without a seat is left out.
    """
    by_mark: dict[str, Callable[[Party], str]] = {
        REGION: lambda party: party.group,
        KIND: lambda party: party.kind,
        LEAST_DEVELOPED: lambda party: YES if party.least_developed else NO,
        SMALL_ISLAND: lambda party: YES if party.small_island else NO,
    }
    known = {party.key for party in parties}
    held = sum(count for key, count in seats.items() if key in known)
    return Balance(
        states=len(parties),
        seats=held,
        served=sum(1 for key in known if seats.get(key)),
        others=sum(seats.values()) - held,
        divisions=tuple(
            Division(by, _parts(parties, seats, held, part_of, orders.get(by, (YES, NO)), method))
            for by, part_of in by_mark.items()
        ),
    )


def _parts(
    parties: Sequence[Party],
    seats: Mapping[str, int],
    whole: int,
    part_of: Callable[[Party], str],
    order: Sequence[str],
    method: Apportionment,
) -> tuple[Part, ...]:
    members = {name: [party.key for party in parties if part_of(party) == name] for name in order}
    due = apportion(whole, {name: len(keys) for name, keys in members.items()}, method)
    return tuple(
        Part(
            name=name,
            states=len(keys),
            due=due[name],
            held=sum(seats.get(key, 0) for key in keys),
            served=sum(1 for key in keys if seats.get(key)),
        )
        for name, keys in members.items()
        if keys
    )
