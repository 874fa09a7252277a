"""How seats are spread over kinds of States before a slate and after it. Standard library only.

A share of seats is set beside a share of States Parties: where the two are equal, the seats are spread as the States
are. Seats are those on record for the last so many terms ("window"): before the slate, the terms that end where its
own begins; after it, the slate's term and those before, one fewer. A figure is a count; shares follow from counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.delegations.facts import Party

KINDS = ("affected", "donor", "other")
MARKS = ("least_developed", "small_island")


@dataclass(frozen=True, slots=True)
class Share:
    """So many States Parties of a kind, and the seats that they hold before the slate and after it."""

    key: str
    parties: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The shares by region, by donor or affected, and of two marks; and how many States Parties ever served.

    `before` and `after` are all seats in the window, those of States that are no parties on that day left out.
    """

    window: int
    parties: int
    before: int
    after: int
    served_before: int
    served_after: int
    regions: tuple[Share, ...]
    kinds: tuple[Share, ...]
    marks: tuple[Share, ...]


def balance_of(
    parties: Sequence[Party], history: Iterable[tuple[str, int]], placed: Iterable[str], *, year: int, window: int
) -> Balance:
    """The balance before and after a slate for the term of `year`.

    `history` holds the State's key and the year for every seat on record before the term, `placed` the key of the
    State in each place of the slate.
    """
    by_key = {party.key: party for party in parties}
    seats = [(by_key[state], of) for state, of in history if state in by_key]
    placed_parties = [by_key[state] for state in placed if state in by_key]
    before = [party for party, of in seats if year - window <= of < year]
    after = [party for party, of in seats if year - window < of < year] + placed_parties
    served = {party.key for party, of in seats if of < year}

    def shares(keys: Iterable[str], sorts_of: Callable[[Party], Iterable[str]]) -> tuple[Share, ...]:
        found = [Counter(sort for party in every for sort in sorts_of(party)) for every in (parties, before, after)]
        return tuple(Share(key, *(count[key] for count in found)) for key in keys)

    return Balance(
        window=window,
        parties=len(parties),
        before=len(before),
        after=len(after),
        served_before=len(served),
        served_after=len(served | {party.key for party in placed_parties}),
        regions=shares(sorted({party.group for party in parties}), lambda party: (party.group,)),
        kinds=shares(KINDS, lambda party: (party.kind,)),
        marks=shares(MARKS, _marks_of),
    )


def as_plain(balance: Balance) -> dict[str, Any]:
    """The balance as plain values that JSON can hold; see `from_plain`."""
    plain = {name: getattr(balance, name) for name in _COUNTS}
    return plain | {name: [_as_row(share) for share in getattr(balance, name)] for name in _LISTS}


def from_plain(plain: Mapping[str, Any]) -> Balance:
    """The balance that `as_plain` made these values of."""
    values: dict[str, Any] = {name: tuple(Share(*row) for row in plain[name]) for name in _LISTS}
    return Balance(**{name: plain[name] for name in _COUNTS}, **values)


_COUNTS = ("window", "parties", "before", "after", "served_before", "served_after")
_LISTS = ("regions", "kinds", "marks")


def _as_row(share: Share) -> list[Any]:
    return [share.key, share.parties, share.before, share.after]


def _marks_of(party: Party) -> list[str]:
    return [mark for mark in MARKS if getattr(party, mark)]
