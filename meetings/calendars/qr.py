"""QR codes of addresses, for phones: plain values that `components/qr.html` draws as a picture within the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""The light modules around the code that ISO/IEC 18004 asks for, in modules."""


@dataclass(frozen=True)
class QrCode:
    """A code to be drawn: `side` in modules, with the quiet zone; `path` the dark modules as data of an SVG path."""

    side: int
    path: str


def qr_of(address: str) -> QrCode:
    """Return the QR code of an address; the same address gives the same code.

    The level of correction is at least M, so that a code with a stain on paper is still read.
    """
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=QUIET))
    return QrCode(len(rows), "".join(run for line, row in enumerate(rows) for run in _runs(line, row)))


def _runs(line: int, row: Iterable[int]) -> Iterator[str]:
    """Each row of dark modules beside each other, as one stroke of the path."""
    column = 0
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            yield f"M{column} {line}h{length}v1h-{length}z"
        column += length
