"""How a page shows the balance of seats before a slate and after it, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from foundation.formats import percent
from meetings.delegations.phrases import GROUPS
from meetings.rotation import balance, phrases
from meetings.rotation.balance import Balance, Share
from meetings.rotation.models import Slate

WIDEST = 100
"""The width of the widest bar of a table."""


@dataclass(frozen=True)
class ShareShown:
    """A row of the balance; see `templates/components/shares.html`."""

    label: str
    of_states: str
    seats: list[str]
    bars: list[int]
    mark: int
    told: str


@dataclass(frozen=True)
class BalanceShown:
    """The balance of one slate, or of several beside each other: `names` of the columns, rows by table."""

    names: list[str]
    window: int
    tables: list[tuple[str, str, list[ShareShown]]]
    served: list[tuple[str, str]]
    debts: list[tuple[str, list[str]]]


def balance_shown(slates: Sequence[Slate]) -> BalanceShown:
    """The balance before these slates and after each. The debts are those of the solver."""
    found = [balance.from_plain(slate.content["balance"]) for slate in slates]
    first = found[0]
    after = [_("After")] if len(slates) == 1 else [_("Slate %(number)s", number=slate.number) for slate in slates]
    contents = [slate.content for slate in slates]
    groups = [share.key for share in first.regions]
    return BalanceShown(
        names=[_("Before"), *after],
        window=first.window,
        tables=[
            (_("Regional groups"), _("Group"), _shares(found, "regions", GROUPS)),
            (_("Affected, donors and others"), _("Kind"), _shares(found, "kinds", phrases.KINDS)),
            (_("Least developed and small island States"), _("Kind"), _shares(found, "marks", phrases.MARKS)),
        ],
        served=[
            (name, _("%(served)s of %(parties)s", served=served, parties=one.parties))
            for name, served, one in (
                (_("Before"), first.served_before, first),
                *((name, one.served_after, one) for name, one in zip(after, found, strict=True)),
            )
        ],
        debts=[
            (
                str(GROUPS.get(group, group)),
                [
                    phrases.debt(one.get(group, 0))
                    for one in (contents[0]["debts_before"], *(content["debts_after"] for content in contents))
                ],
            )
            for group in groups
        ],
    )


def _shares(found: Sequence[Balance], name: str, labels: Mapping[str, Any]) -> list[ShareShown]:
    rows: list[tuple[Share, ...]] = list(zip(*(getattr(one, name) for one in found), strict=True))
    totals = [found[0].before, *(one.after for one in found)]
    counts = [[row[0].before, *(share.after for share in row)] for row in rows]
    parts = [[_part(count, of) for count, of in zip(of_row, totals, strict=True)] for of_row in counts]
    states = [_part(row[0].parties, found[0].parties) for row in rows]
    widest = max([*(part for of_row in parts for part in of_row), *states, 0.01])
    return [
        ShareShown(
            label=str(labels.get(row[0].key, row[0].key)),
            of_states=percent(states[place], 0),
            seats=[f"{percent(part, 0)} ({count})" for part, count in zip(parts[place], counts[place], strict=True)],
            bars=[round(WIDEST * part / widest) for part in parts[place]],
            mark=round(WIDEST * states[place] / widest),
            told=_(
                "%(label)s: %(states)s of the States Parties; %(before)s of the seats before, %(after)s after.",
                label=labels.get(row[0].key, row[0].key),
                states=percent(states[place], 0),
                before=percent(parts[place][0], 0),
                after=_(", ").join(percent(part, 0) for part in parts[place][1:]),
            ),
        )
        for place, row in enumerate(rows)
    ]


def _part(count: int, of: int) -> float:
    return count / of if of else 0.0
