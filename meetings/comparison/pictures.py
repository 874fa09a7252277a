"""The pictures of the page about clashes: how exposed the delegations of each band are, now and before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from flask_babel import gettext as _

from foundation.formats import percent
from meetings.clashes.figures import Band, Cost, Group
from meetings.comparison.phrases import BANDS

AXES = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(1))
"""Where the scale of the pictures may end."""

WIDTH = 200
"""The width of a picture, in its own units."""

_SMALLEST_DOT = 1.5


@dataclass(frozen=True)
class Dot:
    """Delegations of one band that are as exposed as each other: where, and how large. The area is their number."""

    x: float
    radius: float


@dataclass(frozen=True)
class BandShown:
    """The figures of a band, now and, where two programmes are compared, before; and its picture.

    `bars` are the widths of the mean exposures, that of before first; `told` is the row as a sentence.
    """

    name: str
    group: Group
    exposure: str
    before: Group | None
    exposure_before: str
    bars: tuple[float, ...]
    dots: tuple[Dot, ...]
    told: str


def axis_of(cost: Cost, before: Cost | None) -> Fraction:
    """The exposure at which the pictures end; a reader of either programme reads both on the same scale."""
    most = max((share.exposure for one in (cost, before) if one for share in one.shares), default=Fraction(0))
    return next((end for end in AXES if most <= end), AXES[-1])


def band_shown(band: Band, cost: Cost, before: Cost | None, axis: Fraction) -> BandShown:
    """The figures of a band and their picture, beside those of another programme if one is compared."""
    group, was = cost.bands[band], None if before is None else before.bands[band]
    means = [one.exposure or Fraction(0) for one in (was, group) if one is not None]
    exposed = Counter(share.exposure for share in cost.shares if share.band == band and share.total)
    facts = {
        "band": str(BANDS[band]),
        "count": group.delegations,
        "exposure": percent(group.exposure),
        "worst": percent(group.worst),
    }
    told = _("%(band)s. Delegations: %(count)s. Mean exposure: %(exposure)s, and at most %(worst)s.", **facts)
    return BandShown(
        str(BANDS[band]),
        group,
        percent(group.exposure),
        was,
        "" if was is None else percent(was.exposure),
        tuple(_place(mean, axis) for mean in means),
        tuple(
            Dot(_place(exposure, axis), round(_SMALLEST_DOT * min(sqrt(count), 4), 1))
            for exposure, count in sorted(exposed.items())
        ),
        told,
    )


def _place(share: Fraction, axis: Fraction) -> float:
    return round(float(share / axis) * WIDTH, 1)
