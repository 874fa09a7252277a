"""Which release of a programme is asked for, as addresses name it. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile("[1-9][0-9]{0,8}")


def release_asked(values: Sequence[str]) -> int | None:
    """The number of a release that the values of `?release=` name; None where they are none, or several."""
    return int(values[0]) if len(values) == 1 and _NUMBER.fullmatch(values[0]) else None
