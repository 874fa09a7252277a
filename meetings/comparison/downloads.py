"""What a programme costs every delegation, as a table for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from typing import Any

from foundation import spreadsheets
from meetings.clashes.figures import Share
from meetings.comparison.gathering import Looked

CSV = "text/csv; charset=utf-8"
COLUMNS = (
    "delegation",
    "name",
    "people",
    "people_assumed",
    "band",
    "small",
    "sessions_wished",
    "weights_wished",
    "forced_misses",
    "weights_lost",
    "clash_exposure",
    "missed",
)
OTHER = ("forced_misses_other", "weights_lost_other", "clash_exposure_other", "missed_other")
"""The figures of the programme compared with, which may be the older or the newer."""
PUBLIC = frozenset(
    {"delegation", "name", "band", "small", "forced_misses", "clash_exposure"}
    | {"forced_misses_other", "clash_exposure_other"}
)
"""The columns that everybody gets. From the others one could work out who wishes what, and how many people come.

`small` says no more than the band: to everybody a delegation is small up to a number at which a band ends.
"""


def as_csv(looked: Looked, names: Mapping[str, str], *, with_wishes: bool) -> bytes:
    """Every delegation in the order of keys; with the figures of the programme compared with, if there is one.

    Exposures have four places; missed sessions are told by their uids. Without `with_wishes` there are the columns
    that are `PUBLIC` alone.
    """
    cost, before = looked.cost, looked.before
    rows: list[list[Any]] = [[*COLUMNS, *(OTHER if before else ())]]
    for key in sorted(looked.delegations):
        share, was = cost.of.get(key), before.of.get(key) if before else None
        someone = share or was
        if someone is None:
            continue
        row: list[Any] = [key, names.get(key, key), someone.people, someone.is_assumed, someone.band.value]
        row += [cost.is_small(someone), *((share.sessions, share.total) if share else (None, None)), *_figures(share)]
        rows.append(row + (_figures(was) if before else []))
    shown = [with_wishes or name in PUBLIC for name in rows[0]]
    return spreadsheets.written([list(compress(row, shown)) for row in rows])


def _figures(share: Share | None) -> list[Any]:
    if share is None:
        return [None, None, None, None]
    return [share.forced_misses, share.loss, f"{float(share.exposure):.4f}", " ".join(share.missed)]
