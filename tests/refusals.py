"""What a check of the rules says, as a value that a table of cases can hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foundation.rules import Refused


def refusal_of(check: Callable[..., object], *said: Any, **named: Any) -> type[Refused] | None:
    """Return the kind of refusal with which a check answers, None where it refuses nothing."""
    try:
        check(*said, **named)
    except Refused as refused:
        return type(refused)
    return None
