"""Which office a State passes into when another of its offices is over: it may be on record long before that day.

Standard library only.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from meetings.standings import PRESIDENT
from meetings.terms.seats import Holding, Origin


class HeldIn(Holding, Protocol):
    """A holding with its committee; see `meetings.offices.models.OfficeHolding`."""

    @property
    def committee_id(self) -> int:
        """Return the number of the committee."""


Passing = TypeVar("Passing", bound=HeldIn)


def office_after(holding: HeldIn, others: Iterable[Passing]) -> Passing | None:
    """Return the office that the State holds from the day on which this one is over, if it passes from this to that.

    Hand in the State's other offices. It is the one in the same committee, or else one that a closing wrote in a
    committee where the State was not before, as after a merger. One that somebody left already is none.
    """
    standing = [one for one in others if one.revoked_at is None and _passes(one)]
    before = {one.committee_id for one in standing if _covers_eve(one, holding.until)}
    then = [one for one in standing if one.since == holding.until and one.planned_until is None]
    if not _passes(holding):
        return None
    own = next((one for one in then if one.committee_id == holding.committee_id), None)
    elsewhere = (one for one in then if one.origin == Origin.CLOSING and one.committee_id not in before)
    return own or next(elsewhere, None)


def _passes(one: HeldIn) -> bool:
    return one.role != PRESIDENT and not one.is_interim


def _covers_eve(one: HeldIn, day: dt.date) -> bool:
    return one.since < day <= one.until
