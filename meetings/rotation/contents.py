"""What a stored slate says, read back: the format is that of the command, and the reasons stand in it as codes too.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from meetings.offices.rules import Role
from meetings.rotation.rules import Because, By, Place


def places_of(content: Mapping[str, Any]) -> tuple[Place, ...]:
    """The places that a stored slate names, as the solver takes them for mending it."""
    return tuple(
        Place(
            one["committee"],
            Role(one["role"]),
            one["seat"],
            one["state"],
            By(one["by"]),
            reasons_of(one["reasons"]),
        )
        for one in content["places"]
    )


def reasons_of(plain: Iterable[Mapping[str, Any]]) -> tuple[Because, ...]:
    """Reasons from their codes and facts."""
    return tuple(Because(one["code"], dict(one["facts"])) for one in plain)
